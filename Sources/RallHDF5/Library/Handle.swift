package import CHDF5

/// The one owner of an open HDF5 object, which closes it when it goes.
package struct Handle<Kind: HandleKind>: ~Copyable {
  package let id: hid_t

  /// Takes over what an HDF5 call opens.
  package init(_ doing: @autoclosure () -> String, _ open: () -> hid_t) throws(HDF5Failure) {
    id = try HDF5.call(doing(), open)
  }

  deinit { HDF5.release(id) }

  /// Closes now and says when that fails.
  package consuming func close(_ doing: @autoclosure () -> String) throws(HDF5Failure) {
    let id = self.id
    discard self
    try HDF5.call(doing()) { H5Idec_ref(id) }
  }
}

/// What a handle holds.
package protocol HandleKind {}
/// An object that has attributes.
package protocol ObjectKind: HandleKind {}
/// An object that has members: a group, or the file, which is its root group.
package protocol GroupKind: ObjectKind {}

package enum FileKind: GroupKind {}
package enum SubgroupKind: GroupKind {}
package enum DatasetKind: ObjectKind {}
package enum AttributeKind: HandleKind {}
package enum SpaceKind: HandleKind {}
package enum TypeKind: HandleKind {}
package enum PropertyKind: HandleKind {}

package typealias File = Handle<FileKind>
package typealias Group = Handle<SubgroupKind>
package typealias Dataset = Handle<DatasetKind>
package typealias Space = Handle<SpaceKind>
package typealias PropertyList = Handle<PropertyKind>
