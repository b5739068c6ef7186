internal import RallModel
internal import RallUnits

extension Stimulus {
  /// Reads the file of a current that comes from one and has not been read.
  ///
  /// - Parameter place: puts the place of its name in the experiment before a message.
  mutating func readCurrent(
    from source: inout InputSource, besides experiment: String, place: (String) -> String
  ) throws(Failure) {
    guard case .file(var current) = electrode, current.samples == nil else { return }
    let (file, text) = try InputFile.text(
      current.path, from: &source, besides: experiment, expected: "two columns", place: place)
    do {
      current.samples = try CurrentTable(text, time: current.time, current: current.current).samples
    } catch {
      throw .badData(["\(file):\(error.line): \(error.message)"])
    }
    electrode = .file(current)
  }
}

/// A text of two columns, a time and a current a line; `#` begins a comment, columns are parted by
/// blanks, or by a comma.
struct CurrentTable {
  let samples: CurrentSamples

  /// Why a text is no such table.
  struct TableError: Error {
    let line: Int
    let message: String
  }

  init(_ text: String, time: UnitName, current: UnitName) throws(TableError) {
    var times: [Time] = []
    var currents: [Current] = []
    var number = 0
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      number += 1
      let content = line.prefix { $0 != "#" }
      let fields = content.split { $0 == " " || $0 == "\t" || $0 == "," }
      if fields.isEmpty { continue }
      guard fields.count == 2 else {
        throw TableError(
          line: number, message: "\(fields.count) columns; expected a time and a current")
      }
      var values: [Double] = []
      for field in fields {
        guard let value = Double(field), value.isFinite else {
          throw TableError(line: number, message: "'\(field)'; expected a number")
        }
        values.append(value)
      }
      let next = Time(coherent: time.coherent(values[0]))
      if let last = times.last, next < last {
        throw TableError(
          line: number,
          message: "the time \(fields[0]) after a later one; expected times that rise")
      }
      if times.count > 1, next == times[times.count - 1], next == times[times.count - 2] {
        throw TableError(
          line: number,
          message: "the time \(fields[0]) a third time; expected two at most, for a jump")
      }
      times.append(next)
      currents.append(Current(coherent: current.coherent(values[1])))
    }
    guard let samples = CurrentSamples(times: times, currents: currents) else {
      throw TableError(
        line: max(1, number), message: "the end after \(times.count) samples; expected two or more")
    }
    self.samples = samples
  }
}
