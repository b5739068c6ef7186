internal import RallModel
internal import RallUnits

/// Watches the potential for upward passages of one level, and for the peaks that follow.
struct LevelWatch {
  private let detector: Int
  /// How many points of the detector see the same potential.
  private let points: Int
  /// mV from rest.
  private let level: Double
  private let rest: Double
  private enum State {
    case below
    /// Above since before the run.
    case above
    /// Above since a time, with the highest potential so far.
    case risen(Double, peak: Double)
  }
  private var state: State

  init(detector: Int, points: Int, level: Double, rest: Double, start: Double) {
    self.detector = detector
    self.points = points
    self.level = level
    self.rest = rest
    state = start >= level ? .above : .below
  }

  /// Returns how many spikes ended.
  mutating func take<Sink: FrameSink & ~Copyable>(
    _ stretch: Stretch, into sink: inout Sink
  ) throws -> Int {
    var count = 0
    if case .below = state {
    } else {
      // It may fall below the level and come back within one stretch.
      if let turn = stretch.path.turn(within: stretch.length), !turn.isSummit,
        stretch.path.value(after: turn.u) < level
      {
        follow(stretch.path.start)
        count += try finish(into: &sink)
      }
    }
    if case .below = state, let u = rise(in: stretch) {
      state = .risen(stretch.start + u, peak: level)
    }
    if case .below = state { return count }
    follow(max(stretch.last, stretch.path.summit(within: stretch.length)))
    if (stretch.reset ?? stretch.last) < level { count += try finish(into: &sink) }
    return count
  }

  /// When the potential comes up to the level.
  private func rise(in stretch: Stretch) -> Double? {
    let path = stretch.path
    // The level of a spike is reached at its time, to the last bit.
    if stretch.last == level, stretch.reset != nil { return stretch.length }
    if path.start >= level, path.rate(after: 0) > 0 { return 0 }
    if let u = path.rise(to: level, within: stretch.length) { return u }
    // A steady drive only comes near a level that it leads to, and a rounding may put it there.
    return path.slope == 0 && path.drive > level && stretch.last >= level ? stretch.length : nil
  }

  private mutating func follow(_ potential: Double) {
    if case .risen(let time, let peak) = state {
      state = .risen(time, peak: max(peak, potential))
    }
  }

  /// Hands over the spike that is going on, if there is one.
  mutating func finish<Sink: FrameSink & ~Copyable>(into sink: inout Sink) throws -> Int {
    defer { state = .below }
    guard case .risen(let time, let peak) = state else { return 0 }
    for point in 0..<points {
      try sink.append(
        spike: Spike(
          point: point, time: Time(coherent: time), peak: Voltage(coherent: rest + peak),
          error: .zero),
        to: detector)
    }
    return points
  }
}
