import RallUnits

/// One run cut into nodes and internodes.
///
/// With h and t the parts of the two end nodes that lie in the run, an internode of the whole length
/// ℓ and a node of length n take turns from h on, so the kth node begins at h + k(ℓ + n) − n. What is
/// left at the end is the last internode. Were it shorter than a node, it and the one before it share
/// what they have; a run with less room than a node between its end nodes is all node.
struct MyelinCut {
  struct Piece {
    let from: Double
    let to: Double
    let part: MyelinPart
  }

  /// From end to end of the run, without gaps.
  private(set) var pieces: [Piece] = []
  /// The middles of the nodes between the first and the last.
  private(set) var innerNodes: [Double] = []
  /// The lengths of the internodes, root side first; empty in a bare run.
  private(set) var internodes: [Double] = []
  /// Which internodes are shorter than they should be.
  private(set) var isShort: [Bool] = []

  private let pattern: MyelinPattern

  /// The room between the end nodes of a run.
  static func room(of run: MyelinRun, _ pattern: MyelinPattern) -> Double {
    run.length - share(of: run.start, pattern) - share(of: run.end, pattern)
  }

  /// How much of an end node lies in the run.
  static func share(of end: MyelinRun.End, _ pattern: MyelinPattern) -> Double {
    end == .node ? pattern.node.coherent : pattern.node.coherent / 2
  }

  init(_ run: MyelinRun, _ pattern: MyelinPattern) {
    self.pattern = pattern
    let (node, whole) = (pattern.node.coherent, pattern.internode.coherent)
    let first = Self.share(of: run.start, pattern)
    let last = run.length - Self.share(of: run.end, pattern)
    let room = Self.room(of: run, pattern)
    guard room >= node else {
      layBare(run)
      return
    }

    let nearness = 1e-9 * max(run.length, 1)
    let count = max(1, Int(((room + node - nearness) / (whole + node)).rounded(.up)))
    var starts = (0..<count).map { first + Double($0) * (whole + node) }
    var ends = starts.map { $0 + whole }
    ends[count - 1] = last
    if count > 1, last - starts[count - 1] < min(node, whole) {
      let half = (last - starts[count - 2] - node) / 2
      ends[count - 2] = starts[count - 2] + half
      starts[count - 1] = ends[count - 2] + node
    }
    pieces.append(Piece(from: 0, to: first, part: .node))
    for (number, (start, end)) in zip(starts, ends).enumerated() {
      if number > 0 {
        pieces.append(Piece(from: ends[number - 1], to: start, part: .node))
        innerNodes.append(ends[number - 1] + (start - ends[number - 1]) / 2)
      }
      let isShort = end - start < whole - nearness
      layInternode(from: start, to: end)
      internodes.append(isShort ? end - start : whole)
      self.isShort.append(isShort)
    }
    pieces.append(Piece(from: last, to: run.length, part: .node))
  }

  /// All node: a fork's where there is one, shared by two.
  private mutating func layBare(_ run: MyelinRun) {
    let length = run.length
    if run.start != .node, run.end != .node {
      pieces = [
        Piece(from: 0, to: length / 2, part: .node),
        Piece(from: length / 2, to: length, part: .node),
      ]
    } else {
      pieces = [Piece(from: 0, to: length, part: .node)]
    }
  }

  /// The parts of one internode, alike at both ends.
  private mutating func layInternode(from start: Double, to end: Double) {
    let (paranode, juxtaparanode) = (pattern.paranode.coherent, pattern.juxtaparanode.coherent)
    let ends = 2 * (paranode + juxtaparanode)
    // How much of an internode its ends may take at most.
    let most = max(0.5, ends / pattern.internode.coherent) * (end - start)
    let shrunk = ends > most ? most / ends : 1
    let borders = [start, start + shrunk * paranode, start + shrunk * (paranode + juxtaparanode)]
    let mirrored = [
      end - shrunk * (paranode + juxtaparanode), end - shrunk * paranode, end,
    ]
    let parts: [MyelinPart] = [.paranode, .juxtaparanode, .main, .juxtaparanode, .paranode]
    let all = borders + mirrored
    for (part, (from, to)) in zip(parts, zip(all, all.dropFirst())) where from < to {
      pieces.append(Piece(from: from, to: to, part: part))
    }
  }
}
