internal import RallModel
internal import RallMorphology
internal import RallUnits

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// Where the vertices of one section stand.
///
/// Fixed ones are its ends and the cuts; between two fixed ones the pieces are equally long, and as
/// many as the division asks for.
struct Mesh {
  /// Path lengths from the section's first point, µm; first 0, last the whole length.
  private(set) var positions: [Double]

  init(
    _ section: Section, _ index: Int, cuts: [Double], _ division: Division, _ coating: Coating,
    splitting: Int
  ) throws(LoweringError) {
    let whole = section.length.coherent
    positions = [0]
    guard whole > 0 else { return }
    let nearness = LoweredCell.nearness(whole)
    var fixed: [Double] = []
    for cut in cuts.sorted() where cut > nearness && cut < whole - nearness {
      if cut - (fixed.last ?? 0) > nearness { fixed.append(cut) }
    }
    for end in fixed + [whole] {
      let start = positions[positions.count - 1]
      let pieces = try Self.pieces(
        section, index, from: start, to: end, whole: whole, division, coating)
      guard pieces * Double(splitting) <= Double(Lowering.limit) else {
        throw .tooMany(Int(min(pieces, 1e18)))
      }
      let count = max(1, Int(pieces)) * splitting
      for k in 1..<count { positions.append(start + (end - start) * (Double(k) / Double(count))) }
      positions.append(end)
    }
  }

  /// How many pieces a run is cut into, as a number that may be too large.
  private static func pieces(
    _ section: Section, _ index: Int, from: Double, to: Double, whole: Double,
    _ division: Division, _ coating: Coating
  ) throws(LoweringError) -> Double {
    // A length that is a whole number of pieces, but for rounding, is that number.
    func up(_ x: Double) -> Double { (x * (1 - 1e-12)).rounded(.up) }
    switch division {
    case .longest(let length): return up((to - from) / length.coherent)
    case .perSection(let count): return up(Double(count) * (to - from) / whole)
    case .lambdaFraction(let share, let frequency):
      let middle = from + (to - from) / 2
      let place = section.pathPoint(at: middle)
      func value(_ kind: Coating.Kind) throws(LoweringError) -> Double {
        guard let found = kind.covering(section: index, at: middle) else {
          preconditionFailure("the cell's own \(kind.name) is everywhere")
        }
        return try kind.values(of: found.covering, at: place, section: index, position: middle)[0]
      }
      let (ra, cm) = (try value(coating.axoplasm), try value(coating.capacitance))
      let lengths =
        2 * (Double.pi * frequency.coherent * ra * cm).squareRoot()
        * section.inverseRootDiameterIntegral(from: from, to: to)
      return up(lengths / share)
    }
  }
}

extension Division {
  /// True where every number is above zero and finite.
  var hasMeaning: Bool {
    switch self {
    case .longest(let length): length.coherent > 0 && length.coherent.isFinite
    case .lambdaFraction(let share, let frequency):
      share > 0 && share.isFinite && frequency.coherent > 0 && frequency.coherent.isFinite
    case .perSection(let count): count > 0
    }
  }
}
