package import RallModel

/// The current into a point cell as pieces that are linear in time, one after the other without a gap.
package struct PiecewiseCurrent: Sendable, Hashable {
  /// A stretch of time in which the current is linear.
  package struct Piece: Sendable, Hashable {
    /// ms.
    package let start: Double
    /// ms.
    package let end: Double
    /// At the start, nA.
    package let current: Double
    /// nA/ms.
    package let slope: Double

    /// The current at a time of the piece, nA.
    package func current(at time: Double) -> Double {
      slope == 0 ? current : current + slope * (time - start)
    }
  }

  package let pieces: [Piece]

  /// The stimuli whose corners tell all.
  private static let linear: Set<String> = ["current_clamp", "ramp", "file"]

  /// The sum of the stimuli, cut where any of them has a corner.
  ///
  /// - Throws: a stimulus that is no such sum of lines.
  package init(_ stimuli: [AppliedStimulus], until duration: Double) throws(PointError) {
    for stimulus in stimuli {
      guard Self.linear.contains(stimulus.type) else {
        throw .notLinear(stimulus: stimulus.name, type: stimulus.type)
      }
      let times = stimulus.times
      guard zip(times, times.dropFirst()).allSatisfy({ $0 <= $1 }) else {
        throw .overlappingPulses(stimulus.name)
      }
    }
    var edges = [0, duration]
    for stimulus in stimuli { edges += stimulus.times.filter { $0 > 0 && $0 < duration } }
    edges.sort()
    var cursors = [Int](repeating: 0, count: stimuli.count)
    var pieces: [Piece] = []
    for (start, end) in zip(edges, edges.dropFirst()) where start < end {
      var (current, slope) = (0.0, 0.0)
      for (number, stimulus) in stimuli.enumerated() {
        // The last corner that is not after the start of the piece.
        while cursors[number] + 1 < stimulus.times.count,
          stimulus.times[cursors[number] + 1] <= start
        { cursors[number] += 1 }
        let line = stimulus.line(after: cursors[number], at: start)
        current += line.current
        slope += line.slope
      }
      pieces.append(Piece(start: start, end: end, current: current, slope: slope))
    }
    self.pieces = pieces
  }
}

extension AppliedStimulus {
  /// The line from one corner to the next: its value at a time, and its slope. It is flat after the
  /// last corner, and there is no current before the first.
  fileprivate func line(after corner: Int, at time: Double) -> (current: Double, slope: Double) {
    guard !times.isEmpty, times[corner] <= time else { return (0, 0) }
    guard corner + 1 < times.count, currents[corner] != currents[corner + 1] else {
      return (currents[corner], 0)
    }
    let slope =
      (currents[corner + 1] - currents[corner]) / (times[corner + 1] - times[corner])
    return (currents[corner] + slope * (time - times[corner]), slope)
  }
}
