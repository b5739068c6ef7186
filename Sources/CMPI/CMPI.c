#include "CMPI.h"

#include <dlfcn.h>
#include <stddef.h>
#include <stdio.h>

// Facts of the two binary interfaces, from the headers that the libraries install (mpi.h of Open MPI 2 to 5
// and of MPICH 3 and 4, whose interface is that of https://www.mpich.org/abi/):
//
//                       Open MPI                        MPICH
//   a handle            a pointer to an object          an int
//   the world           &ompi_mpi_comm_world            0x44000000
//   a byte              &ompi_mpi_byte                  0x4c00010d
//   from any process    -1                              -2
//   a status            24 bytes                        20 bytes
//   funneled threads    1                               1
enum { mpich_world = 0x44000000, mpich_byte = 0x4c00010d, funneled = 1 };
enum { open_mpi_any = -1, mpich_any = -2 };

/// Room for the status of either.
typedef struct { long long room[16]; } status;

/// Calls that take no handle are the same in both.
static int (*init_thread)(int *, char ***, int, int *);
static int (*finalize)(void);

static struct {
  int (*rank)(void *, int *);
  int (*size)(void *, int *);
  int (*send)(const void *, int, void *, int, int, void *);
  int (*receive)(void *, int, void *, int, int, void *, status *);
  int (*probe)(int, int, void *, int *, status *);
  void *world, *byte;
} open_mpi;

static struct {
  int (*rank)(int, int *);
  int (*size)(int, int *);
  int (*send)(const void *, int, int, int, int, int);
  int (*receive)(void *, int, int, int, int, int, status *);
  int (*probe)(int, int, int, int *, status *);
} mpich;

static int is_open_mpi;
static char reason[512];

/// Looks a function up; 0 where it is not there.
static int find(void *library, const char *name, void *function) {
  void *found = dlsym(library, name);
  if (!found) {
    snprintf(reason, sizeof reason, "it has no %s", name);
    return 0;
  }
  // POSIX grants that a pointer to data holds one to a function.
  *(void **)function = found;
  return 1;
}

int cmpi_open(const char *name) {
  // Open MPI opens parts of itself, which look for its symbols everywhere.
  void *library = dlopen(name, RTLD_NOW | RTLD_GLOBAL);
  if (!library) {
    const char *why = dlerror();
    snprintf(reason, sizeof reason, "%s", why ? why : "no reason given");
    return -1;
  }
  open_mpi.world = dlsym(library, "ompi_mpi_comm_world");
  open_mpi.byte = dlsym(library, "ompi_mpi_byte");
  is_open_mpi = open_mpi.world && open_mpi.byte;
  int is_whole = find(library, "MPI_Init_thread", &init_thread)
      && find(library, "MPI_Finalize", &finalize);
  if (is_open_mpi) {
    is_whole = is_whole && find(library, "MPI_Comm_rank", &open_mpi.rank)
        && find(library, "MPI_Comm_size", &open_mpi.size)
        && find(library, "MPI_Send", &open_mpi.send) && find(library, "MPI_Recv", &open_mpi.receive)
        && find(library, "MPI_Iprobe", &open_mpi.probe);
  } else {
    is_whole = is_whole && find(library, "MPI_Comm_rank", &mpich.rank)
        && find(library, "MPI_Comm_size", &mpich.size) && find(library, "MPI_Send", &mpich.send)
        && find(library, "MPI_Recv", &mpich.receive) && find(library, "MPI_Iprobe", &mpich.probe);
  }
  if (!is_whole) dlclose(library);
  return is_whole ? 0 : -1;
}

const char *cmpi_reason(void) { return reason; }

int cmpi_is_open_mpi(void) { return is_open_mpi; }

int cmpi_begin(void) {
  int provided = 0;
  return init_thread(NULL, NULL, funneled, &provided);
}

int cmpi_end(void) { return finalize(); }

int cmpi_rank(int *rank) {
  return is_open_mpi ? open_mpi.rank(open_mpi.world, rank) : mpich.rank(mpich_world, rank);
}

int cmpi_size(int *size) {
  return is_open_mpi ? open_mpi.size(open_mpi.world, size) : mpich.size(mpich_world, size);
}

int cmpi_send(const void *bytes, int count, int receiver, int tag) {
  return is_open_mpi
      ? open_mpi.send(bytes, count, open_mpi.byte, receiver, tag, open_mpi.world)
      : mpich.send(bytes, count, mpich_byte, receiver, tag, mpich_world);
}

int cmpi_receive(void *bytes, int count, int sender, int tag) {
  status unused;
  if (is_open_mpi) {
    const int from = sender < 0 ? open_mpi_any : sender;
    return open_mpi.receive(bytes, count, open_mpi.byte, from, tag, open_mpi.world, &unused);
  }
  const int from = sender < 0 ? mpich_any : sender;
  return mpich.receive(bytes, count, mpich_byte, from, tag, mpich_world, &unused);
}

int cmpi_probe(int sender, int tag, int *is_there) {
  status unused;
  if (is_open_mpi) {
    return open_mpi.probe(sender < 0 ? open_mpi_any : sender, tag, open_mpi.world, is_there, &unused);
  }
  return mpich.probe(sender < 0 ? mpich_any : sender, tag, mpich_world, is_there, &unused);
}
