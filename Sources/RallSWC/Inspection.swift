public import RallMorphology
public import RallUnits

/// What was made of a file of samples, to be looked at before anything is simulated.
public struct Inspection: Sendable {
  /// The sums over the sections of one type, soma left out.
  public struct Kind: Sendable {
    /// The SWC type.
    public var type: Int
    /// How many samples of the file have it.
    public var samples: Int
    /// Sections, length, area, volume, mean diameter.
    public var totals: Totals
    /// Free ends.
    public var tips: Int
    /// Ends on which two or more sections hang.
    public var forks: Int
  }

  /// The sums over all point-to-parent edges, before any soma rule.
  public struct Raw: Sendable, Hashable {
    public var length: Length
    public var area: Area
  }

  /// The file as it was named.
  public let file: String
  /// The SHA-256 of its bytes, in hexadecimal digits.
  public let sha256: String
  /// How many samples and roots the file has.
  public let samples: Int
  public let roots: Int
  /// The plain sums.
  public let raw: Raw
  /// What was made, and all that was found.
  public let reading: SWCReading
  /// The types that there are, in the order of the sections.
  public let kinds: [Kind]

  /// Reads the bytes of a file and makes a neuron of them.
  public init(bytes: [UInt8], name: String, options: ReadingOptions = ReadingOptions()) {
    let swc = SWCFile(bytes: bytes)
    file = name
    sha256 = SHA256.hex(of: bytes)
    samples = swc.samples.count
    roots = swc.parents.count { $0 == nil }
    raw = Raw(of: swc, scale: options.scale)
    let reading = swc.reading(options)
    self.reading = reading
    kinds = reading.shape.map { Self.kinds(of: $0, samples: reading.samplesByType) } ?? []
  }

  /// True where a neuron could be made and nothing stands in the way of simulating it.
  public var isSimulatable: Bool { reading.isSimulatable }

  /// All that was found, errors first.
  public var diagnostics: [Diagnostic] { reading.diagnostics }

  private static func kinds(of shape: Morphology, samples: [Int: Int]) -> [Kind] {
    func count(_ places: [Location]) -> [Int: Int] {
      places.reduce(into: [:]) { $0[shape.sections[$1.section].type, default: 0] += 1 }
    }
    let (tips, forks) = (count(shape.tips), count(shape.forks))
    var types: [Int] = []
    var sections: [Int: [Section]] = [:]
    for section in shape.neurites {
      if sections[section.type] == nil { types.append(section.type) }
      sections[section.type, default: []].append(section)
    }
    return types.map { type in
      Kind(
        type: type, samples: samples[type] ?? 0, totals: Totals(of: sections[type] ?? []),
        tips: tips[type] ?? 0, forks: forks[type] ?? 0)
    }
  }
}

extension Inspection.Raw {
  fileprivate init(of file: SWCFile, scale: Double) {
    var (length, area) = (0.0, 0.0)
    for (sample, parent) in zip(file.samples, file.parents) {
      guard let above = parent.map({ file.samples[$0] }) else { continue }
      let (dx, dy, dz) = (sample.x - above.x, sample.y - above.y, sample.z - above.z)
      let square = dx * dx + dy * dy + dz * dz
      let taper = sample.radius - above.radius
      length += square.squareRoot()
      area += .pi * (sample.radius + above.radius) * (square + taper * taper).squareRoot()
    }
    self.init(
      length: Length(coherent: scale * length), area: Area(coherent: scale * scale * area))
  }
}
