/// Where the files come from that an experiment names: the disk, or a result that holds them.
struct InputSource: Sendable {
  /// By the path that the experiment gives; nil reads the disk.
  private let given: [String: [UInt8]]?
  /// What was read beside the neuron, by the path that the experiment gives.
  private(set) var taken: [(path: String, bytes: [UInt8])] = []

  /// The disk.
  init() { given = nil }

  /// What a result holds; nothing else is looked at.
  init(_ files: [(path: String, bytes: [UInt8])]) {
    given = Dictionary(files.map { ($0.path, $0.bytes) }) { first, _ in first }
  }

  /// The name of a file for messages, and its bytes.
  func read(_ path: String, besides experiment: String) throws(Failure) -> (
    file: String, bytes: [UInt8]
  ) {
    guard let given else {
      let file = InputFile.resolve(path, besides: experiment)
      return (file, try InputFile.read(file))
    }
    guard let bytes = given[path] else { throw .noInput("\(path): the result does not hold it") }
    return (path, bytes)
  }

  /// The same, of a file that a run that goes on after a kill will want again.
  mutating func take(_ path: String, besides experiment: String) throws(Failure) -> (
    file: String, bytes: [UInt8]
  ) {
    let (file, bytes) = try read(path, besides: experiment)
    if !taken.contains(where: { $0.path == path }) { taken.append((path, bytes)) }
    return (file, bytes)
  }
}
