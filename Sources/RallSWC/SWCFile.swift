/// The samples of an SWC file, and everything that is to be said of its lines.
///
/// Any bytes can be read; what cannot be understood is said by an error with its line. Nothing is
/// repaired and no soma is made here: that is `reading(_:)`.
/// Complexity: linear in the file, whatever the order of its lines and the depth of its tree.
public struct SWCFile: Sendable {
  /// The samples in the order of the file.
  public let samples: [SWCSample]
  /// For each sample the index of the one that it hangs on; nil at a root.
  public let parents: [Int?]
  /// What was found: errors first, each by its line. Radii of zero and points that stand twice are
  /// warnings here.
  public let diagnostics: [Diagnostic]

  /// Reads the bytes of a file.
  public init(bytes: [UInt8]) {
    if let disguise = ContentKind.disguise(of: bytes) {
      self.init(
        samples: [], parents: [],
        diagnostics: [
          Diagnostic(.error, .notText, line: nil, "this is no SWC text: it looks like \(disguise)")
        ])
      return
    }
    var reader = LineReader()
    reader.read(bytes)
    var samples = reader.samples
    var log = reader.log
    if samples.isEmpty, !log.hasErrors {
      log.error(.noSamples, line: nil, "there is no sample in this file")
    }
    let links = Links(&samples, unreadable: reader.unreadable, log: &log)
    for (sample, parent) in zip(samples, links.parents) {
      if sample.radius == 0 {
        log.warning(.zeroRadius, line: sample.line, "sample \(sample.id) has the radius 0")
      }
      if let parent, sample.x == samples[parent].x, sample.y == samples[parent].y,
        sample.z == samples[parent].z
      {
        log.warning(
          .duplicatePoints, line: sample.line,
          "sample \(sample.id) stands where its parent \(samples[parent].id) stands")
      }
    }
    self.init(samples: samples, parents: links.parents, diagnostics: log.diagnostics)
  }

  /// Reads a text.
  public init(text: some StringProtocol) { self.init(bytes: Array(text.utf8)) }

  private init(samples: [SWCSample], parents: [Int?], diagnostics: [Diagnostic]) {
    self.samples = samples
    self.parents = parents
    self.diagnostics = diagnostics
  }

  /// True where an error stands in the way of making a neuron of it.
  public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}
