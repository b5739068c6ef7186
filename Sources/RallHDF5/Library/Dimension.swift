import CHDF5

/// A dimension of netCDF-4, which HDF5 calls a scale: a dataset that names an axis of others.
///
/// Every dimension of every dataset has one in its own group or in one above, else xarray makes
/// up `phony_dim_0`.
struct Dimension: ~Copyable {
  let dataset: Dataset

  /// Makes a dataset the scale of its own axis: its values are the coordinates along it.
  init(coordinates dataset: consuming Dataset, named name: String) throws(HDF5Failure) {
    let id = dataset.id
    try HDF5.call("making \(name) a dimension") { H5DSset_scale(id, name) }
    self.dataset = dataset
  }

  /// A dimension that has a size and no coordinates, marked as netCDF itself does.
  ///
  /// One of size 0 may grow, for netCDF knows none that is 0 for ever.
  init<Kind: GroupKind>(
    size: Int, at path: String, in group: borrowing Handle<Kind>
  ) throws(HDF5Failure) {
    let dataset = try group.createDataset(
      path, type: chdf5_file_big_endian_float(), extents: [size],
      layout: size == 0 ? .growingAxis : .axis)
    let digits = String(size)
    let marker =
      "This is a netCDF dimension but not a netCDF variable."
      + String(repeating: " ", count: max(1, 11 - digits.count)) + digits
    let id = dataset.id
    try HDF5.call("making \(path) a dimension") { H5DSset_scale(id, marker) }
    self.dataset = dataset
  }

  /// An existing dimension.
  init(existing dataset: consuming Dataset) {
    self.dataset = dataset
  }

  /// Names an axis of a dataset.
  func attach(to other: borrowing Dataset, axis: Int = 0) throws(HDF5Failure) {
    let (scale, id) = (dataset.id, other.id)
    try HDF5.call("attaching a dimension") { H5DSattach_scale(id, scale, UInt32(axis)) }
  }
}
