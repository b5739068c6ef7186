#pragma once

// A few calls of MPI, through whichever library the system has: it is opened while the program runs, so
// nothing of it is needed to build or to link. Open MPI and MPICH (and what is made of it: Intel's, Cray's,
// MVAPICH) differ in their binary interface; which of the two a library is, its symbols tell.
//
// One library a process, and calls from one thread at a time. Every call but the first answers MPI's own
// code, of which 0 is success.

/// Opens a library by its name; 0 where it is one of MPI's, -1 where it is not there or something else.
int cmpi_open(const char *name);

/// Why the last library could not be opened.
const char *cmpi_reason(void);

/// 1 of Open MPI, 0 of MPICH and its heirs.
int cmpi_is_open_mpi(void);

/// Joins the processes that were started together; only the thread that asks will call again.
int cmpi_begin(void);

/// Leaves them; all have to.
int cmpi_end(void);

int cmpi_rank(int *rank);
int cmpi_size(int *size);

/// Sends bytes to a process; may wait until it takes them.
int cmpi_send(const void *bytes, int count, int receiver, int tag);

/// Takes so many bytes from a process, or from any where it is -1; waits for them.
int cmpi_receive(void *bytes, int count, int sender, int tag);

/// Whether a message waits, from a process, or from any where it is -1.
int cmpi_probe(int sender, int tag, int *is_there);
