import RallMorphology

extension Handle where Kind == FileKind {
  /// The shape, as the bytes that it was read from and as MorphIO's `points` and `structure`.
  func createMorphology(_ description: ResultDescription) throws(HDF5Failure) {
    let path = "morphology/\(description.cellName)"
    _ = try createGroup(path)
    let bytes = description.swc ?? []
    let text = try createDataset("\(path)/swc_text", list: bytes)
    try Dimension(size: bytes.count, at: "\(path)/byte", in: self).attach(to: text)
  }
}
