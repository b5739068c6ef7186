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
  /// From each point to the next; none where either saw no spike.
  public let delays: [Time?]

  /// What became of a spike on a path.
  public enum Outcome: Sendable, Hashable {
    /// It passed every point, in order.
    case travelled
    /// It passed no point.
    case absent
    /// In the direction in which it ran, this is the first point that it did not pass.
    case stopped(at: Int)
    /// It passed every point, but reached this one no later than the one before it in the direction
    /// in which it set out: two spikes met, or one began between the points or jumped ahead.
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
    let forward = Outcome.runsForward(arrivals)
    let order = forward ? Array(arrivals.indices) : arrivals.indices.reversed()
    for (behind, ahead) in zip(order, order.dropFirst()) {
      let second = passages[behind].dropFirst().first
      if arrivals[behind] == nil {
        arrivals[ahead] = nil
      } else if let arrival = arrivals[ahead], let second, arrival >= second {
        arrivals[ahead] = nil
      }
    }
    return arrivals
  }
}

extension Conduction.Outcome {
  init(_ arrivals: [Time?]) {
    let passed = arrivals.indices.filter { arrivals[$0] != nil }
    guard !passed.isEmpty else {
      self = .absent
      return
    }
    guard arrivals.count > 1 else {
      self = .tooShort
      return
    }
    let order = Self.runsForward(arrivals) ? Array(arrivals.indices) : arrivals.indices.reversed()
    if let gap = order.first(where: { arrivals[$0] == nil }) {
      self = .stopped(at: gap)
    } else if let wrong = zip(order, order.dropFirst()).first(where: {
      arrivals[$1]! <= arrivals[$0]!
    }) {
      self = .outOfOrder(at: wrong.1)
    } else {
      self = .travelled
    }
  }

  /// Whether the spike set out from the start of the path; so it did where one point only was
  /// passed and that is the first, and where the first point passed is no later than the last.
  fileprivate static func runsForward(_ arrivals: [Time?]) -> Bool {
    let passed = arrivals.indices.filter { arrivals[$0] != nil }
    guard let first = passed.first, let last = passed.last else { return true }
    return arrivals[first]! <= arrivals[last]! && (first != last || first == 0)
  }
}

extension Conduction.Outcome: CustomStringConvertible {
  /// In plain words, points counted from 0.
  public var description: String { told { "point \($0) of the path" } }

  /// In plain words, the points by names of their own.
  package func told(naming name: (Int) -> String) -> String {
    switch self {
    case .travelled: "the spike travelled the whole path"
    case .absent: "no spike passed any point of the path"
    case .stopped(let point): "the spike stopped before \(name(point))"
    case .outOfOrder(let point):
      "the spike did not pass the points in order, see \(name(point))"
    case .tooShort: "a path of one point has no velocity"
    }
  }
}
