import RallModel

/// What a run that is killed needs to go on, beside what its file says anyway.
public struct CheckpointDescription: Sendable {
  /// How many words the state of the run has at the most; 0 where it keeps none.
  public var stateWords: Int
  /// Which kernel computes: another gives other bits.
  public var kernel: String
  /// The files that the experiment names beside the neuron, as it names them, with what was read.
  public var inputs: [(path: String, bytes: [UInt8])]

  public init(stateWords: Int, kernel: String, inputs: [(path: String, bytes: [UInt8])]) {
    self.stateWords = stateWords
    self.kernel = kernel
    self.inputs = inputs
  }
}

/// `/checkpoint`, which is there as long as the run is not over.
extension Handle where Kind == FileKind {
  static var checkpoint: String { "checkpoint" }
  static var slots: [String] { ["\(checkpoint)/slot_0", "\(checkpoint)/slot_1"] }

  /// Makes it, with room for two states of a run with so many tracks.
  func createCheckpoint(
    _ description: CheckpointDescription, tracks: Int
  ) throws(HDF5Failure) {
    let group = try createGroup(Self.checkpoint)
    try group.setAttribute("kernel", description.kernel)
    for (number, input) in description.inputs.enumerated() {
      let path = "\(Self.checkpoint)/inputs/\(number)"
      let file = try createGroup(path)
      try file.setAttribute("path", input.path)
      let bytes = try createDataset("\(path)/bytes", list: input.bytes)
      try Dimension(size: input.bytes.count, at: "\(path)/byte", in: self).attach(to: bytes)
    }
    if description.stateWords == 0 { return }
    let size = CheckpointSlots.words(forState: description.stateWords, tracks: tracks)
    let word = try Dimension(size: size, at: "\(Self.checkpoint)/word", in: self)
    for path in Self.slots {
      let slot = try createDataset(
        path, type: UInt64.fileType, extents: [size], layout: .contiguous)
      try slot.setAttribute("long_name", "state of the run, as its own program reads it")
      try word.attach(to: slot)
    }
  }

  /// The files that the experiment names beside the neuron.
  func readInputs() throws(HDF5Failure) -> [(path: String, bytes: [UInt8])] {
    let inputs = "\(Self.checkpoint)/inputs"
    guard try has(inputs) else { return [] }
    var found: [(path: String, bytes: [UInt8])] = []
    for name in try members(of: inputs) {
      let path = "\(inputs)/\(name)"
      found.append(
        (
          path: try group(path).text("path") ?? "",
          bytes: try read("\(path)/bytes", as: UInt8.self)
        ))
    }
    return found
  }
}
