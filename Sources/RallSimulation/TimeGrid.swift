/// The steps of a run: stretches between discontinuities, each cut into equal steps.
///
/// Every edge of every stimulus is the end of a stretch, so no step straddles one; within a stretch
/// n = ⌈length/step⌉ steps are equal and no longer than asked for.
package struct TimeGrid: Sendable, Hashable {
  /// A piece of time in which nothing jumps, ms.
  package struct Stretch: Sendable, Hashable {
    package let start: Double
    package let end: Double
    package let steps: Int

    /// The length of each step, ms.
    package var step: Double { (end - start) / Double(steps) }

    /// True where a step ends, or the stretch begins, at every multiple of `every` in the stretch.
    func hasStepAtAll(multiplesOf every: Double, within nearness: Double) -> Bool {
      let first = ((start - nearness) / every).rounded(.up)
      let last = ((end + nearness) / every).rounded(.down)
      guard first <= last else { return true }
      // Step by step from the first: what they are off grows as a line, so the ends tell.
      for multiple in [first, min(first + 1, last), last] {
        let place = (multiple * every - start) / step
        if abs(place - place.rounded()) * step > nearness { return false }
      }
      return true
    }

    /// The time after `k` steps, without drift.
    package func time(after k: Int) -> Double {
      k == steps ? end : start + (end - start) * (Double(k) / Double(steps))
    }
  }

  package let stretches: [Stretch]

  /// - Parameters:
  ///   - edges: times at which something jumps, in any order; those outside the run do not matter.
  ///   - duration: the length of the run, ms.
  ///   - step: the longest step, ms.
  ///   - least: the least number of steps of a stretch.
  package init(edges: [Double], duration: Double, step: Double, least: Int = 1) {
    // Two edges nearer than a millionth of a step are one: they were meant to be the same time.
    let nearness = step * 1e-6
    var times = [0.0]
    for edge in edges.sorted() where edge > times.last! + nearness && edge < duration - nearness {
      times.append(edge)
    }
    times.append(duration)
    stretches = zip(times, times.dropFirst()).map { start, end in
      // The small allowance keeps 60 ms / 0.025 ms at 2400 steps where rounding says 2400.0000000001.
      Stretch(
        start: start, end: end,
        steps: max(least, Int(((end - start) / step * (1 - 1e-12)).rounded(.up))))
    }
  }

  private init(_ stretches: [Stretch]) { self.stretches = stretches }

  /// The same stretches, each step cut into so many.
  package func cut(into count: Int) -> TimeGrid {
    TimeGrid(stretches.map { Stretch(start: $0.start, end: $0.end, steps: count * $0.steps) })
  }

  /// How many steps there are in all.
  package var steps: Int { stretches.reduce(0) { $0 + $1.steps } }

  /// How many steps lead from the start to a time on which a step ends, in ms.
  package func steps(until time: Double) -> Int {
    stretches.reduce(0) { sum, stretch in
      if time >= stretch.end { return sum + stretch.steps }
      return sum + max(0, Int(((time - stretch.start) / stretch.step).rounded()))
    }
  }
}
