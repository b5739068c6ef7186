internal import RallHDF5
internal import RallModel

/// A result handed on in another form.
public struct Export: ~Copyable {
  let result: ResultReader

  /// Opens a result; of one whose run goes on or was killed, what is there is handed on.
  public init(of file: String) throws(Failure) {
    result = try Self.open(file)
  }

  /// A result whose names can be those of files.
  private static func open(_ file: String) throws(Failure) -> ResultReader {
    do {
      let result = try ResultReader(file)
      try result.contents.checkNames()
      return result
    } catch {
      throw Failure(error)
    }
  }

  /// The frames of a recording and all else of one population need a name that a file can bear.
  static func fileName(_ name: String) -> String {
    String(name.map { $0 == "/" || $0 == "\0" ? "_" : $0 })
  }

  /// Neurodata Without Borders: recordings, spikes and electrodes in one file.
  public func writeNWB(to path: String, overwrite: Bool = false) throws(Failure) {
    let (folder, name) = InputFile.parts(of: path)
    let place = try ExportFolder(folder, for: [name], overwrite: overwrite)
    do { try NWBFile.write(result, to: place.name(name)) } catch { throw Failure(error) }
  }

  /// The bytes of the reconstruction that was simulated.
  func morphology() throws(Failure) -> [UInt8] {
    do { return try result.swc() } catch { throw Failure(error) }
  }
}
