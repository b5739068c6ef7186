import RallModel

extension Examination {
  /// That the frames of a run which came to its end are numbers: a potential is one everywhere, and whatever
  /// else is missing at a place, say a gate where no membrane has it, is missing there in every frame.
  mutating func examineFrames(_ report: String, _ extents: [Int]) throws(HDF5Failure) {
    guard try file.text("status") == ResultStatus.complete.rawValue else { return }
    let (path, columns) = ("\(report)/data", extents[1])
    let data = try file.dataset(path)
    // No more than the file can hold is read, whatever it says of itself: deflate makes nothing smaller than
    // by a factor of 1032.
    let bytes = Double(extents[0]) * Double(columns) * Double(MemoryLayout<Float>.size)
    guard bytes <= 1032 * Double(HDF5.storedBytes(of: data.id)) else {
      self.report(path, "has less in the file than its shape \(extents)")
      return
    }
    let isPotential = try data.text("variable") == "v"
    // Lists of their own for what was seen of each column, so that a long file is read once.
    var (hasNumber, lacksNumber) = ([Bool](), [Bool]())
    for _ in 0..<columns {
      hasNumber.append(false)
      lacksNumber.append(false)
    }
    let rows = max(1, Self.valuesAtOnce / max(1, columns))
    for first in stride(from: 0, to: extents[0], by: rows) {
      let some = first..<min(first + rows, extents[0])
      let values = try data.read(Float.self, rows: some, columns: 0..<columns, path: path)
      for (index, value) in values.enumerated() {
        if value.isFinite {
          hasNumber[index % columns] = true
        } else {
          lacksNumber[index % columns] = true
        }
      }
    }
    let bad = zip(hasNumber, lacksNumber).map { $1 && ($0 || isPotential) }.firstIndex(of: true)
    if let bad { self.report(path, "is no number in some frames of column \(bad)") }
  }

  private static let valuesAtOnce = 1 << 20
}
