/// What the recordings of a sweep take on the disk: first beside the result, and at the end in it too, while it
/// is made of them.
package struct SweepRoom: Sendable {
  /// Bytes in `NAME.part.traces`; as fractions, since what a person asks for may exceed any integer.
  private var beside = 0.0
  /// Bytes in the result.
  private var inside = 0.0

  package init() {}

  /// Adds a recording of so many columns, with the number of frames of each variant.
  package mutating func add(columns: Int, frames: [Double]) {
    let longest = frames.max() ?? 0
    let row = Double(columns * MemoryLayout<Float>.stride)
    beside += frames.reduce(0, +) * row
    let chunk = SweepTrackNames.chunk(frames: Int(longest), columns: columns).map(Double.init)
    let rows = (longest / chunk[1]).rounded(.up) * chunk[1]
    let width = (Double(columns) / chunk[2]).rounded(.up) * chunk[2]
    inside += Double(frames.count) * rows * width * Double(MemoryLayout<Float>.stride)
  }

  /// Refuses what the disk cannot hold.
  ///
  /// - Parameters:
  ///   - path: of the result.
  ///   - written: how many bytes stand beside it already.
  ///   - freed: how many go before the first is written.
  func check(
    at path: String, written: Int = 0, having freed: Int = 0
  ) throws(ResultFileError) {
    if beside == 0 { return }
    let needed = max(0, beside - Double(written)) + inside
    do throws(SystemFailure) {
      if try Double(Directory.room(around: path)) + Double(freed) >= needed { return }
    } catch {
      throw .cannotCreate(path: path, reason: error.description)
    }
    throw .diskTooSmallForRecordings(
      path: path, beside: Int(exactly: beside) ?? .max, inside: Int(exactly: inside) ?? .max)
  }
}
