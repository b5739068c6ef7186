internal import RallModel
internal import RallUnits

extension ExtracellularField {
  /// Reads the files of a table of potentials and of a course in time that have not been read.
  ///
  /// - Parameter place: puts the place of a path, by its way in the field, before a message.
  mutating func readFiles(
    from input: inout InputSource, besides experiment: String, place: (String, String) -> String
  ) throws(Failure) {
    if case .table(var table) = source, table.samples == nil {
      let (file, text) = try InputFile.text(
        table.path, from: &input, besides: experiment, expected: "columns"
      ) { place("table.path", $0) }
      do { table.samples = try PotentialText(text, of: table).samples } catch {
        throw .badData(["\(file):\(error.line): \(error.message)"])
      }
      source = .table(table)
    }
    if case .file(var course) = self.course, course.samples == nil {
      let (file, text) = try InputFile.text(
        course.path, from: &input, besides: experiment, expected: "two columns"
      ) { place("file.path", $0) }
      do {
        // Shares stand in for currents of as many nA.
        course.samples = try CurrentTable(text, time: course.time, current: .nanoampere).samples
      } catch {
        throw .badData(["\(file):\(error.line): \(error.message)"])
      }
      self.course = .file(course)
    }
  }
}

extension UnitName {
  fileprivate static var nanoampere: UnitName {
    guard let unit = UnitName("nA") else { preconditionFailure("nA is a unit") }
    return unit
  }
}

/// A text of potentials: a line a place, a column a time or just one; `#` begins a comment, columns are
/// parted by blanks, or by a comma.
struct PotentialText {
  let samples: PotentialSamples

  init(_ text: String, of table: PotentialTable) throws(CurrentTable.TableError) {
    typealias TableError = CurrentTable.TableError
    var header: [Substring]?
    var headerLine = 1
    var ids: [Int] = []
    var known: Set<Int> = []
    var distances: [Length] = []
    var potentials: [[Voltage]] = []
    var number = 0
    let key = table.distance == nil ? "sample" : "distance"
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      number += 1
      let fields = line.prefix { $0 != "#" }.split { $0 == " " || $0 == "\t" || $0 == "," }
      if fields.isEmpty { continue }
      guard let header else {
        guard fields[0] == key, fields.count > 1 else {
          throw TableError(
            line: number,
            message: "'\(fields[0])'; expected the names of the columns, \(key) the first")
        }
        header = fields
        headerLine = number
        continue
      }
      guard fields.count == header.count else {
        throw TableError(
          line: number, message: "\(fields.count) columns; expected \(header.count)")
      }
      if let unit = table.distance {
        let distance = Length(coherent: unit.coherent(try Self.value(fields[0], number)))
        if let last = distances.last, distance <= last {
          throw TableError(
            line: number, message: "the distance \(fields[0]); expected distances that rise")
        }
        distances.append(distance)
      } else {
        guard let id = Int(fields[0]) else {
          throw TableError(line: number, message: "'\(fields[0])'; expected the id of a sample")
        }
        guard known.insert(id).inserted else {
          throw TableError(line: number, message: "the sample \(id) a second time")
        }
        ids.append(id)
      }
      potentials.append(
        try fields.dropFirst().map { (field) throws(TableError) in
          Voltage(coherent: table.potential.coherent(try Self.value(field, number)))
        })
    }
    let times = try Self.times(header ?? [], table, headerLine)
    let places: PotentialSamples.Places =
      table.distance == nil ? .samples(ids) : .distances(distances)
    guard let samples = PotentialSamples(places, times: times, potentials: potentials) else {
      throw TableError(
        line: max(1, number),
        message: "the end after \(counted(places.count, "place")); expected one or more, and times "
          + "that rise")
    }
    self.samples = samples
  }

  /// The times that name the columns; none where there is one column without a time.
  private static func times(
    _ header: [Substring], _ table: PotentialTable, _ line: Int
  ) throws(CurrentTable.TableError) -> [Time] {
    guard let unit = table.time else {
      guard header.count == 2 else {
        throw CurrentTable.TableError(
          line: line,
          message: "\(header.count - 1) columns of potentials; expected one, or `time: ms` in the "
            + "experiment")
      }
      return []
    }
    return try header.dropFirst().map { (field) throws(CurrentTable.TableError) in
      Time(coherent: unit.coherent(try value(field, line)))
    }
  }

  private static func value(
    _ field: Substring, _ line: Int
  ) throws(CurrentTable.TableError) -> Double {
    guard let value = Double(field), value.isFinite else {
      throw CurrentTable.TableError(line: line, message: "'\(field)'; expected a number")
    }
    return value
  }
}
