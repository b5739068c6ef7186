internal import RallModel

/// The variants of an experiment: every point of a grid, or so many points drawn in a box.
public struct Sweep: Sendable, Hashable {
  /// How the variants lie between the ends of the axes.
  public enum Arrangement: Sendable, Hashable {
    /// Every value of each axis with every one of the others; the last axis goes fastest.
    case grid
    /// So many points, each value drawn evenly between the ends of its axis, or evenly in its logarithm
    /// where the axis says so, and independently of the others. The same seed draws the same points, and
    /// of more points the first ones are those of fewer.
    case sample(count: Int, seed: Int)
  }

  public let axes: [SweepAxis]
  public let arrangement: Arrangement
  /// How many variants there are.
  public let count: Int

  /// More variants than this are a slip of the pen.
  static let mostVariants = 100_000

  /// Lays the variants, and refuses more than anybody can want.
  public init(_ axes: [SweepAxis], _ arrangement: Arrangement = .grid) throws(Failure) {
    guard !axes.isEmpty else { throw .usage("--over: nothing is swept; at least one is expected") }
    for (number, axis) in axes.enumerated() where axes[..<number].contains(where: axis.isSame) {
      throw .usage("--over \(axis.path): it is swept twice")
    }
    self.axes = axes
    self.arrangement = arrangement
    let product: Double
    switch arrangement {
    case .grid:
      product = axes.reduce(1) { $0 * Double($1.values.count) }
    case .sample(let count, _):
      guard count >= 1 else { throw .usage("--sample \(count): at least one was expected") }
      product = Double(count)
    }
    guard product <= Double(Self.mostVariants) else {
      let factors = axes.map { "\($0.values.count)" }.joined(separator: " x ")
      let told = arrangement == .grid ? "\(factors) variants" : "\(Int(product)) variants"
      throw .usage("--over: \(told); \(Self.mostVariants) at most are swept")
    }
    count = Int(product)
  }

  /// How many values each axis has in a grid; the number of points of a sample.
  public var shape: [Int] { arrangement == .grid ? axes.map(\.values.count) : [count] }

  /// The value of each axis in a variant, in its own unit.
  public func values(of variant: Int) -> [Double] {
    precondition((0..<count).contains(variant), "there are \(count) variants")
    switch arrangement {
    case .grid:
      var rest = variant
      return axes.reversed().map { axis in
        defer { rest /= axis.values.count }
        return axis.values[rest % axis.values.count]
      }.reversed()
    case .sample(_, let seed):
      let random = CounterRandom(key: UInt64(bitPattern: Int64(seed)))
      return axes.enumerated().map { stream, axis in
        let bits = random.bits(UInt64(variant), UInt64(stream)).0
        return axis.value(at: Double(bits >> 11) * 0x1p-53)
      }
    }
  }

  /// What a variant sets in the experiment, as a user would write it.
  public func settings(of variant: Int) -> [String] {
    zip(axes, values(of: variant)).map { $0.setting($1) }
  }

  /// `64 variants: membrane[1].hh.gna 80 to 160 mS/cm2 (8) x cell.temperature 6 to 20 degC (8)`.
  public var told: String {
    let ways = axes.map { axis in
      axis.told + (arrangement == .grid ? " (\(axis.values.count))" : "")
    }
    return counted(count, "variant")
      + (arrangement == .grid ? ": " : " drawn: ") + ways.joined(separator: " x ")
  }
}

extension SweepAxis {
  fileprivate func isSame(_ other: SweepAxis) -> Bool { path == other.path }

  /// `membrane[1].hh.gna 80 to 160 mS/cm2`, and how it goes where not evenly.
  var told: String {
    "\(path) \(significant(first, 6)) to \(significant(last, 6))"
      + (unit.isEmpty ? "" : " \(unit)") + (isLogarithmic ? ", evenly in its logarithm" : "")
  }
}
