public import RallUnits

/// How a spike ran along a path: its velocity, its delays, and a plain word where it did not run.
public struct Conduction: Sendable, Equatable {
  /// What became of the spike.
  public let outcome: Outcome
  /// Position against time by least squares over all points; below zero where the spike ran
  /// towards smaller positions. None unless it travelled the whole path.
  public let velocity: Speed?
  /// The standard error of the velocity. None with fewer than three points.
  public let standardError: Speed?
  /// When the spike passed each point; none where it did not.
  public let arrivals: [Time?]
  /// The point that it passed first; none where it passed none.
  public let start: Int?
  /// From each point to the next; none where either saw no spike.
  public let delays: [Time?]

  /// What became of a spike on a path.
  public enum Outcome: Sendable, Hashable {
    /// It passed every point, in order.
    case travelled
    /// It passed every point, this inner one first, and from there on both ways in order.
    case spread(from: Int)
    /// It passed no point.
    case absent
    /// On the way from where it was first, this is the first point that it did not pass.
    case stopped(at: Int)
    /// It passed every point, but this one no later than the one before it on the way from where it was
    /// first: two spikes met, or one jumped ahead.
    case outOfOrder(at: Int)
    /// There are fewer than two points, and no velocity.
    case tooShort
  }

  /// From the time at which each point of a path was passed first, none where it was not.
  ///
  /// Positions are measured along the path and rise from point to point.
  public init(positions: [Length], arrivals: [Time?]) {
    precondition(positions.count == arrivals.count, "an arrival for every position")
    precondition(zip(positions, positions.dropFirst()).allSatisfy { $0 < $1 }, "rising positions")
    self.arrivals = arrivals
    start = Self.start(of: arrivals)
    delays = zip(arrivals, arrivals.dropFirst()).map { first, second in
      guard let first, let second else { return nil }
      return second - first
    }
    outcome = Outcome(arrivals)
    let fit =
      outcome == .travelled
      ? LineFit(arrivals.map { $0!.coherent }, positions.map(\.coherent)) : nil
    velocity = fit.map { Speed(coherent: $0.slope) }
    standardError =
      positions.count > 2 ? fit.map { Speed(coherent: $0.slopeError) } : nil
  }
}

extension Conduction {
  /// From every time at which each point of a path was passed, rising: follows the first spike and
  /// no other.
  ///
  /// A spike that comes to a point only after the point behind it was passed for the second time is
  /// not the first one, which stopped between the two. So points must be nearer to one another than
  /// two spikes are.
  public init(positions: [Length], passages: [[Time]]) {
    self.init(positions: positions, arrivals: Self.firstSpike(passages))
  }

  /// When the spike that set out first passed each point.
  static func firstSpike(_ passages: [[Time]]) -> [Time?] {
    var arrivals = passages.map(\.first)
    for way in ways(of: arrivals) {
      for (behind, ahead) in zip(way, way.dropFirst()) {
        let second = passages[behind].dropFirst().first
        if arrivals[behind] == nil {
          arrivals[ahead] = nil
        } else if let arrival = arrivals[ahead], let second, arrival >= second {
          arrivals[ahead] = nil
        }
      }
    }
    return arrivals
  }

  /// The point with the first arrival, of equal ones the first.
  private static func start(of arrivals: [Time?]) -> Int? {
    arrivals.indices.filter { arrivals[$0] != nil }.min { arrivals[$0]! < arrivals[$1]! }
  }

  /// From where a spike was first to the end of the path, and back to its start; one way only where it was
  /// first at an end.
  fileprivate static func ways(of arrivals: [Time?]) -> [[Int]] {
    guard let start = start(of: arrivals) else { return [] }
    return [Array(start..<arrivals.count), (0...start).reversed()].filter { $0.count > 1 }
  }
}

extension Conduction.Outcome {
  init(_ arrivals: [Time?]) {
    guard arrivals.contains(where: { $0 != nil }) else {
      self = .absent
      return
    }
    guard arrivals.count > 1 else {
      self = .tooShort
      return
    }
    let ways = Conduction.ways(of: arrivals)
    let steps = ways.flatMap { zip($0, $0.dropFirst()) }
    if let gap = ways.joined().first(where: { arrivals[$0] == nil }) {
      self = .stopped(at: gap)
    } else if let wrong = steps.first(where: { arrivals[$1]! <= arrivals[$0]! }) {
      self = .outOfOrder(at: wrong.1)
    } else {
      self = ways.count == 1 ? .travelled : .spread(from: ways[0][0])
    }
  }
}

extension Conduction.Outcome: CustomStringConvertible {
  /// In plain words, points counted from 0.
  public var description: String { told { "point \($0) of the path" } }

  /// In plain words, the points by names of their own.
  package func told(naming name: (Int) -> String) -> String {
    switch self {
    case .travelled: "the spike travelled the whole path"
    case .spread(let point): "the spike began at \(name(point)) and ran both ways"
    case .absent: "no spike passed any point of the path"
    case .stopped(let point): "the spike stopped before \(name(point))"
    case .outOfOrder(let point):
      "the spike did not pass the points in order, see \(name(point))"
    case .tooShort: "a path of one point has no velocity"
    }
  }
}
