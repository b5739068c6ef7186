internal import Foundation

/// A file that a figure goes to: a name that ends in `.svg`, where no file stands but an older figure.
public struct PlotFile: Sendable {
  private let path: String

  /// Looks at the name, before anything is computed for it.
  public init(_ path: String) throws(Failure) {
    guard path.lowercased().hasSuffix(".svg"), path.count > ".svg".count else {
      throw .usage("--plot '\(path)': a figure is SVG; a name that ends in .svg was expected")
    }
    self.path = path
    try checkPlace()
  }

  /// What is no figure is nobody's to replace: an experiment, a neuron.
  private func checkPlace() throws(Failure) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return }
    let handle = isFolder.boolValue ? nil : FileHandle(forReadingAtPath: path)
    let start = (try? handle?.read(upToCount: 512)) ?? Data()
    guard !isFolder.boolValue, String(decoding: start, as: UTF8.self).contains("<svg") else {
      throw Failure(
        status: 73,
        ["\(path): cannot write the figure: what stands there is none; give another name"])
    }
  }

  /// Writes a figure, in one piece.
  func write(_ svg: String) throws(Failure) {
    try checkPlace()
    do { try svg.write(toFile: path, atomically: true, encoding: .utf8) } catch {
      let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
      let reason = cause.map { String(cString: strerror(Int32($0.code))) }
      throw Failure(
        status: 73,
        ["\(path): cannot write the figure: \(reason ?? error.localizedDescription)"])
    }
  }
}
