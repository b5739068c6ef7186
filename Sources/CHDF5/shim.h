#pragma once
#include <hdf5.h>
#include <hdf5_hl.h>

// hdf5.h hides its constants behind macros that open the library first, which Swift cannot import.
// Here each is a function of the same name.

static inline hid_t chdf5_default(void) { return H5P_DEFAULT; }
static inline hid_t chdf5_all(void) { return H5S_ALL; }
static inline hsize_t chdf5_unlimited(void) { return H5S_UNLIMITED; }
static inline size_t chdf5_variable(void) { return H5T_VARIABLE; }
static inline haddr_t chdf5_undefined_address(void) { return HADDR_UNDEF; }

/// 1 where the library was built for MPI, which a program of one process must not link.
static inline int chdf5_is_parallel(void) {
#ifdef H5_HAVE_PARALLEL
  return 1;
#else
  return 0;
#endif
}

// Types in memory.
static inline hid_t chdf5_native_double(void) { return H5T_NATIVE_DOUBLE; }
static inline hid_t chdf5_native_float(void) { return H5T_NATIVE_FLOAT; }
static inline hid_t chdf5_native_int32(void) { return H5T_NATIVE_INT32; }
static inline hid_t chdf5_native_int64(void) { return H5T_NATIVE_INT64; }
static inline hid_t chdf5_native_uint8(void) { return H5T_NATIVE_UINT8; }
static inline hid_t chdf5_native_uint32(void) { return H5T_NATIVE_UINT32; }
static inline hid_t chdf5_native_uint64(void) { return H5T_NATIVE_UINT64; }
static inline hid_t chdf5_c_string(void) { return H5T_C_S1; }
static inline hid_t chdf5_object_reference(void) { return H5T_STD_REF_OBJ; }

// Types in the file: the same bytes on every machine.
static inline hid_t chdf5_file_double(void) { return H5T_IEEE_F64LE; }
static inline hid_t chdf5_file_float(void) { return H5T_IEEE_F32LE; }
static inline hid_t chdf5_file_big_endian_float(void) { return H5T_IEEE_F32BE; }
static inline hid_t chdf5_file_int32(void) { return H5T_STD_I32LE; }
static inline hid_t chdf5_file_int64(void) { return H5T_STD_I64LE; }
static inline hid_t chdf5_file_uint8(void) { return H5T_STD_U8LE; }
static inline hid_t chdf5_file_uint32(void) { return H5T_STD_U32LE; }
static inline hid_t chdf5_file_uint64(void) { return H5T_STD_U64LE; }

// Classes of property lists.
static inline hid_t chdf5_file_access(void) { return H5P_FILE_ACCESS; }
static inline hid_t chdf5_file_create(void) { return H5P_FILE_CREATE; }
static inline hid_t chdf5_group_create(void) { return H5P_GROUP_CREATE; }
static inline hid_t chdf5_dataset_create(void) { return H5P_DATASET_CREATE; }

/// Makes a reference to an object, whose type HDF5 1.12 has named anew.
static inline herr_t chdf5_refer(hobj_ref_t *reference, hid_t file, const char *path) {
  return H5Rcreate(reference, file, path, H5R_OBJECT, -1);
}

// Flags.
static inline unsigned chdf5_exclusive(void) { return H5F_ACC_EXCL; }
static inline unsigned chdf5_read_only(void) { return H5F_ACC_RDONLY; }
static inline unsigned chdf5_read_write(void) { return H5F_ACC_RDWR; }
static inline unsigned chdf5_creation_order(void) {
  return H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;
}

// H5Oget_info has changed its answer between releases; these two questions have not.

/// 1 where two open objects are the same one in the file, 0 where they are not, -1 on error.
static inline int chdf5_is_same_object(hid_t a, hid_t b) {
#if H5_VERSION_GE(1, 12, 0)
  H5O_info2_t first, second;
  int order = 0;
  if (H5Oget_info3(a, &first, H5O_INFO_BASIC) < 0) return -1;
  if (H5Oget_info3(b, &second, H5O_INFO_BASIC) < 0) return -1;
  if (first.fileno != second.fileno) return 0;
  if (H5Otoken_cmp(a, &first.token, &second.token, &order) < 0) return -1;
  return order == 0;
#else
  H5O_info_t first, second;
  if (H5Oget_info(a, &first) < 0 || H5Oget_info(b, &second) < 0) return -1;
  return first.fileno == second.fileno && first.addr == second.addr;
#endif
}

/// How many names an open object has in its file; -1 on error.
static inline int chdf5_name_count(hid_t object) {
#if H5_VERSION_GE(1, 12, 0)
  H5O_info2_t info;
  if (H5Oget_info3(object, &info, H5O_INFO_BASIC) < 0) return -1;
#else
  H5O_info_t info;
  if (H5Oget_info(object, &info) < 0) return -1;
#endif
  return (int)info.rc;
}

/// The version of a file's superblock: 2 is HDF5 1.8's; -1 on error.
static inline int chdf5_superblock_version(hid_t file) {
  H5F_info2_t info;
  if (H5Fget_info2(file, &info) < 0) return -1;
  return (int)info.super.version;
}

// Filters.
static inline H5Z_filter_t chdf5_shuffle_filter(void) { return H5Z_FILTER_SHUFFLE; }
static inline H5Z_filter_t chdf5_deflate_filter(void) { return H5Z_FILTER_DEFLATE; }

#ifdef __linux__
#include <sys/types.h>
// Swift shows of glibc only what needs no _GNU_SOURCE.
extern int fallocate(int descriptor, int mode, off_t offset, off_t length);
#endif

/// Gives the room of some bytes of a file back to the disk and leaves zeros; -1 where it cannot.
static inline int chdf5_punch_hole(int descriptor, long long offset, long long length) {
#ifdef __linux__
  const int keep_size = 1, punch_hole = 2;  // FALLOC_FL_KEEP_SIZE, FALLOC_FL_PUNCH_HOLE
  return fallocate(descriptor, punch_hole | keep_size, offset, length);
#else
  return -1;
#endif
}

// H5Lvisit too has changed its name.

#if H5_VERSION_GE(1, 12, 0)
static inline herr_t chdf5_is_foreign(hid_t group, const char *name, const H5L_info2_t *link, void *found) {
#else
static inline herr_t chdf5_is_foreign(hid_t group, const char *name, const H5L_info_t *link, void *found) {
#endif
  (void)group, (void)name, (void)found;
  return link->type == H5L_TYPE_HARD || link->type == H5L_TYPE_SOFT ? 0 : 1;
}

/// 1 where some name of a file leads into another file, 0 where none does; -1 on error.
static inline int chdf5_has_foreign_links(hid_t file) {
#if H5_VERSION_GE(1, 12, 0)
  return H5Lvisit2(file, H5_INDEX_NAME, H5_ITER_NATIVE, chdf5_is_foreign, NULL);
#else
  return H5Lvisit(file, H5_INDEX_NAME, H5_ITER_NATIVE, chdf5_is_foreign, NULL);
#endif
}
