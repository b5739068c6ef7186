public import RallMorphology

/// What was made of a file of samples.
public struct SWCReading: Sendable {
  /// The shape, also where an error stands in the way of simulating it; nil where none was made.
  public let shape: Morphology?
  /// All that was found, in the lines and in the tree.
  public let diagnostics: [Diagnostic]
  /// How many samples there are of each type.
  let samplesByType: [Int: Int]
  /// The edges between soma and neurites that are left out, and their length in µm.
  let droppedEdges: (count: Int, length: Double)

  /// True where nothing stands in the way of simulating it.
  public var isSimulatable: Bool {
    shape != nil && !diagnostics.contains { $0.severity == .error }
  }

  /// The neuron; nil where an error stands in the way.
  public var morphology: Morphology? { isSimulatable ? shape : nil }
}

extension SWCFile {
  /// Makes a neuron of the samples, and says every decision.
  public func reading(_ options: ReadingOptions = ReadingOptions()) -> SWCReading {
    guard !hasErrors else {
      return SWCReading(
        shape: nil, diagnostics: diagnostics, samplesByType: [:], droppedEdges: (0, 0))
    }
    var log = DiagnosticLog()
    var maker = NeuronMaker(options: options)
    let shape = maker.neuron(of: self, log: &log)
    // A flaw that is mended, or stands in the way, is said once.
    let said = Set(log.diagnostics.map(\.code))
    let all = log.diagnostics + diagnostics.filter { !said.contains($0.code) }
    return SWCReading(
      shape: shape,
      diagnostics: all.filter { $0.severity == .error } + all.filter { $0.severity == .warning },
      samplesByType: maker.samplesByType, droppedEdges: maker.droppedEdges)
  }
}

extension Morphology {
  /// The neuron in the bytes of an SWC file.
  public init(swc bytes: [UInt8], options: ReadingOptions = ReadingOptions()) throws(SWCError) {
    let reading = SWCFile(bytes: bytes).reading(options)
    guard let morphology = reading.morphology else {
      throw SWCError(diagnostics: reading.diagnostics)
    }
    self = morphology
  }

  /// The neuron in an SWC text.
  public init(
    swc text: some StringProtocol, options: ReadingOptions = ReadingOptions()
  ) throws(SWCError) {
    try self.init(swc: Array(text.utf8), options: options)
  }
}
