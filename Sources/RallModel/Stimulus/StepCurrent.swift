internal import RallNumerics

/// A current that jumps at its edges and is constant between them: pulses, added where they overlap.
package struct StepCurrent: Sendable, Hashable {
  /// When it jumps, ms, rising.
  package let edges: [Double]
  /// nA before the first edge, between two, and after the last.
  package let levels: [Double]

  /// Pulses in any order, half open, ms; `amplitude` in nA.
  package init(pulses: [(start: Double, end: Double)], amplitude: Double) {
    let jumps = (pulses.map { (time: $0.start, change: 1) } + pulses.map { ($0.end, -1) })
      .sorted { $0.time < $1.time }
    var edges: [Double] = []
    var levels = [0.0]
    var pulsesOn = 0
    var next = 0
    while next < jumps.count {
      let time = jumps[next].time
      while next < jumps.count, jumps[next].time == time {
        pulsesOn += jumps[next].change
        next += 1
      }
      let level = Double(pulsesOn) * amplitude
      if level != levels[levels.count - 1] {
        edges.append(time)
        levels.append(level)
      }
    }
    self.edges = edges
    self.levels = levels
  }

  /// Pieces of any level in any order, half open, ms and nA; added where they overlap.
  package init(pieces: [(start: Double, end: Double, level: Double)]) {
    let levels = Set(pieces.map(\.level)).sorted()
    let steps = levels.map { level in
      StepCurrent(
        pulses: pieces.filter { $0.level == level }.map { ($0.start, $0.end) }, amplitude: level)
    }
    edges = Set(steps.flatMap(\.edges)).sorted()
    self.levels =
      [0]
      + edges.map { edge in steps.reduce(0) { $0 + $1.current(at: edge) } }
  }

  /// The current at a time; on an edge the one after it.
  package func current(at time: Double) -> Double {
    levels[edges.partitioningIndex { $0 > time }]
  }
}

extension StepCurrent: CurrentWaveform {
  package func drive(around time: Double) -> Drive { .constant(current(at: time)) }
}
