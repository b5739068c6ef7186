import CHDF5

/// The one owner of an open HDF5 object, which closes it when it goes.
struct Handle<Kind: HandleKind>: ~Copyable {
  let id: hid_t

  /// Takes over what an HDF5 call opens.
  init(_ doing: @autoclosure () -> String, _ open: () -> hid_t) throws(HDF5Failure) {
    id = try HDF5.call(doing(), open)
  }

  deinit { HDF5.release(id) }

  /// Closes now and says when that fails.
  consuming func close(_ doing: @autoclosure () -> String) throws(HDF5Failure) {
    let id = self.id
    discard self
    try HDF5.call(doing()) { H5Idec_ref(id) }
  }
}

/// What a handle holds.
protocol HandleKind {}
/// An object that has attributes.
protocol ObjectKind: HandleKind {}
/// An object that has members: a group, or the file, which is its root group.
protocol GroupKind: ObjectKind {}

enum FileKind: GroupKind {}
enum SubgroupKind: GroupKind {}
enum DatasetKind: ObjectKind {}
enum AttributeKind: HandleKind {}
enum SpaceKind: HandleKind {}
enum TypeKind: HandleKind {}
enum PropertyKind: HandleKind {}

typealias File = Handle<FileKind>
typealias Group = Handle<SubgroupKind>
typealias Dataset = Handle<DatasetKind>
typealias Space = Handle<SpaceKind>
typealias PropertyList = Handle<PropertyKind>
