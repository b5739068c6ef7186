internal import RallModel
internal import RallMorphology
internal import RallNumerics
internal import RallUnits

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// Where the vertices of one section stand, and what part of the path belongs to each.
///
/// Fixed ones are its ends and the cuts; between two fixed ones the pieces are equally long, as many
/// as the division asks for, and each vertex has half of the pieces beside it. In a lumped model each
/// piece has one vertex in its middle, and all of the piece belongs to it.
struct Mesh {
  /// A vertex with its part of the path, µm from the section's first point.
  struct Site {
    var position: Double
    var from: Double
    var to: Double
  }

  /// What a lumped model finds at the end of a section.
  enum End {
    /// Nothing: the cable ends there, and so does its last piece.
    case open
    /// Another lumped cable: the pieces on both sides are one, with its vertex on the junction.
    case joint(isFork: Bool)
    /// A vertex of a cable that is not lumped.
    case vertex
  }

  /// Equal pieces between two fixed places.
  private struct Run {
    let from: Double
    let to: Double
    /// How many pieces, or whole pieces of a lumped model.
    let count: Int
    let isCentred: Bool
    /// The shares of a piece that belong to vertices on the section's ends.
    var arms = (near: 0.0, far: 0.0)
  }

  private var runs: [Run] = []
  private let ends: (near: End, far: End)
  private let whole: Double

  init(
    _ section: Section, _ index: Int, cuts: [Double], _ division: Division, _ coating: Coating,
    splitting: Int, ends: (near: End, far: End)
  ) throws(LoweringError) {
    self.ends = ends
    whole = section.length.coherent
    guard whole > 0 else { return }
    let nearness = LoweredCell.nearness(whole)
    let lumped = coating.sheathing.centredStretches(of: index)
    var fixed: [Double] = []
    let borders = lumped.flatMap { [$0.span.from, $0.span.to] }
    func stretch(around position: Double) -> MyelinLayout.Stretch? {
      let index = lumped.partitioningIndex { $0.span.to >= position }
      return index < lumped.count && lumped[index].span.from <= position ? lumped[index] : nil
    }
    let free = cuts.filter { stretch(around: $0) == nil }
    for cut in (free + borders).sorted() where cut > nearness && cut < whole - nearness {
      if cut - (fixed.last ?? 0) > nearness { fixed.append(cut) }
    }
    for (from, to) in zip([0] + fixed, fixed + [whole]) {
      let middle = from + (to - from) / 2
      if let stretch = stretch(around: middle) {
        lay(stretch, coating.sheathing.pieces(of: stretch) * splitting, from: from, to: to)
      } else {
        let pieces = try Self.pieces(
          section, index, from: from, to: to, whole: whole, division, coating)
        guard pieces * Double(splitting) <= Double(Lowering.limit) else {
          throw .tooMany(Int(min(pieces, 1e18)))
        }
        runs.append(
          Run(from: from, to: to, count: max(1, Int(pieces)) * splitting, isCentred: false))
      }
    }
  }

  /// A piece on a joint is shared with the cable beyond: half a piece at least belongs to the vertex
  /// there, and of a node on a fork each branch has half.
  private mutating func lay(
    _ stretch: MyelinLayout.Stretch, _ wanted: Int, from: Double, to: Double
  ) {
    var (count, near, far) = (Double(wanted), 0.0, 0.0)
    if from == 0, case .joint(let isFork) = ends.near {
      near = 0.5
      count -= isFork && stretch.part == .node ? count / 2 : 0.5
    }
    if to == whole, case .joint(let isFork) = ends.far {
      far = 0.5
      count -= isFork && stretch.part == .node ? count / 2 : 0.5
    }
    runs.append(
      Run(from: from, to: to, count: max(0, Int(count)), isCentred: true, arms: (near, far)))
  }

  /// How many vertices there are, or one or two more.
  var count: Int { runs.reduce(1) { $0 + $1.count } }

  /// Every vertex, root side first, each beginning where the one before it ends.
  var sites: [Site] {
    var sites: [Site] = []
    sites.reserveCapacity(count + 1)
    for run in runs {
      if run.isCentred { layPieces(run, &sites) } else { layVertices(run, &sites) }
    }
    return sites
  }

  private func layVertices(_ run: Run, _ sites: inout [Site]) {
    func position(_ k: Int) -> Double {
      k == run.count ? run.to : run.from + (run.to - run.from) * (Double(k) / Double(run.count))
    }
    if sites.last?.position != run.from {
      sites.append(Site(position: run.from, from: run.from, to: run.from))
    }
    for k in 1...run.count {
      let (p, q) = (position(k - 1), position(k))
      let middle = p + (q - p) / 2
      sites[sites.count - 1].to = middle
      sites.append(Site(position: q, from: middle, to: q))
    }
  }

  private func layPieces(_ run: Run, _ sites: inout [Site]) {
    let pieces = Double(run.count) + run.arms.near + run.arms.far
    let length = (run.to - run.from) / pieces
    if run.from == 0 {
      switch ends.near {
      case .open: break
      case .vertex, .joint:
        sites.append(Site(position: 0, from: 0, to: run.arms.near * length))
      }
    }
    for k in 0..<run.count {
      let from = k == 0 && run.arms.near == 0 ? run.from : sites[sites.count - 1].to
      let isLast = k == run.count - 1 && run.arms.far == 0
      let to = isLast ? run.to : run.from + (run.arms.near + Double(k + 1)) * length
      sites.append(Site(position: from + (to - from) / 2, from: from, to: to))
    }
    if run.to == whole {
      switch ends.far {
      case .open: break
      case .vertex, .joint:
        let from = run.count > 0 || run.arms.near > 0 ? sites[sites.count - 1].to : run.from
        sites.append(Site(position: whole, from: from, to: whole))
      }
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
      return up(
        lengths / share
          * (1 + coating.sheathing.tightness(section, index, from, to, ra)).squareRoot())
    }
  }
}

extension Sheathing {
  /// How much more the periaxonal space resists along a piece than the axoplasm: in a double cable the
  /// potential across the axolemma spreads through both in series.
  fileprivate func tightness(
    _ section: Section, _ index: Int, _ from: Double, _ to: Double, _ axoplasm: Double
  ) -> Double {
    guard place(section: index, at: from + (to - from) / 2)?.sheath != nil else { return 0 }
    return periaxonalResistance(index, section, from: from, to: to)
      / (axoplasm * section.axialIntegral(from: from, to: to))
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
