internal import RallNumerics
public import RallUnits

/// The way a voltage passes a level.
public enum Direction: Sendable, Hashable {
  case rising
  case falling
}

extension Trace {
  /// The times at which the voltage passes `level` in a direction.
  ///
  /// Each is the root of the cubic through two samples before it and two after, of order 4 in the
  /// sampling step. A passage lies between a sample below the level and one at or above it
  /// (rising), or one at or above it and one below (falling); what happens between two samples on
  /// one side of the level is not seen. A jump passes it at its own time.
  public func crossings(of level: Voltage, _ direction: Direction = .rising) -> [Time] {
    crossings(of: level.coherent, direction, in: 0..<max(0, count - 1))
      .map { Time(coherent: $0.time) }
  }

  /// The passages in some intervals, each with the interval it lies in.
  func crossings(
    of level: Double, _ direction: Direction, in intervals: Range<Int>
  ) -> [(interval: Int, time: Double)] {
    intervals.compactMap { index in
      let before = values[index] >= level
      let after = values[index + 1] >= level
      guard before != after, after == (direction == .rising) else { return nil }
      if isJump(index) { return (index, times[index]) }
      let time = curve(ofInterval: index)
        .crossing(of: level, from: times[index], to: times[index + 1])
      return (index, time)
    }
  }
}
