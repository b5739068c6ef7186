import RallModel

/// A result file, read back.
///
/// A file whose run goes on, or was killed, is read as far as it came.
public struct ResultReader: ~Copyable {
  /// The file's name.
  public let path: String
  /// All that the file says, but the frames.
  public let contents: ResultContents
  private let file: File

  /// Opens a file and reads all of it but the frames.
  public init(_ path: String) throws(ResultFileError) {
    let file = try Self.open(path)
    do {
      contents = try ResultContents(file)
    } catch {
      throw ResultFileError(reading: path, error)
    }
    self.path = path
    self.file = file
  }

  private static func open(_ path: String) throws(ResultFileError) -> File {
    do {
      return try File.read(path)
    } catch {
      throw ResultFileError(opening: path, error)
    }
  }

  /// When the frames of a track are, in ms.
  public func times(of track: Int) throws(ResultFileError) -> [Double] {
    let place = "\(contents.tracks[track].path)/time"
    let count = contents.tracks[track].track.frameCount
    return try reading { file throws(HDF5Failure) in
      Array(try file.dataset(place).read(Double.self, path: place).prefix(count))
    }
  }

  /// One column of a track, frame by frame.
  public func values(of track: Int, column: Int) throws(ResultFileError) -> [Float] {
    let place = "\(contents.tracks[track].path)/data"
    let rows = 0..<contents.tracks[track].track.frameCount
    return try reading { file throws(HDF5Failure) in
      try file.dataset(place).read(rows: rows, columns: column..<column + 1, path: place)
    }
  }

  /// Some frames of a track, whole rows of one value a column.
  public func frames(_ rows: Range<Int>, of track: Int) throws(ResultFileError) -> [Float] {
    let place = "\(contents.tracks[track].path)/data"
    let columns = contents.tracks[track].track.columns.indices
    return try reading { file throws(HDF5Failure) in
      try file.dataset(place).read(rows: rows, columns: columns, path: place)
    }
  }

  /// A block of the table of frames of the report at a path.
  func frames(
    _ rows: Range<Int>, columns: Range<Int>, at report: String
  ) throws(HDF5Failure) -> [Float] {
    try file.dataset("\(report)/data").read(rows: rows, columns: columns, path: "\(report)/data")
  }

  /// The bytes of the SWC file that the neuron was read from.
  public func swc() throws(ResultFileError) -> [UInt8] {
    let place = "morphology/\(contents.cellName)/swc_text"
    return try reading { file throws(HDF5Failure) in try file.dataset(place).read(path: place) }
  }

  /// What the electrodes were made to do, by name.
  func stimuli() throws(HDF5Failure) -> [StoredStimulus] { try file.readStimuli() }

  /// SONATA's spikes of the cell, in ms.
  public func spikeTimes() throws(ResultFileError) -> [Double] {
    let place = "spikes/\(contents.cellName)/timestamps"
    return try reading { file throws(HDF5Failure) in try file.dataset(place).read(path: place) }
  }

  private func reading<Value>(
    _ body: (borrowing File) throws(HDF5Failure) -> Value
  ) throws(ResultFileError) -> Value {
    do {
      return try body(file)
    } catch {
      throw ResultFileError(reading: path, error)
    }
  }
}
