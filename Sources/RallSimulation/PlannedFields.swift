internal import RallCable
internal import RallModel
internal import RallNumerics
internal import RallUnits

/// The fields of an experiment along its cell.
package struct PlannedFields: Sendable {
  /// A pattern whose strength has a course.
  struct Steered: Sendable {
    let pattern: FieldPattern
    /// nil: at full strength all along.
    let course: (any CurrentWaveform)?
  }

  private(set) var steered: [Steered] = []
  private(set) var timed: [TimedPatterns] = []
  /// Where something jumps, ms.
  private(set) var edges: [Double] = []

  var isEmpty: Bool { steered.isEmpty && timed.isEmpty }

  init(_ experiment: Experiment, _ cell: LoweredCell) throws(PlanError) {
    for (number, field) in experiment.fields.enumerated() {
      do { try add(field, experiment.run, cell) } catch { throw .field(number, error) }
    }
  }

  private mutating func add(
    _ field: ExtracellularField, _ run: RunSettings, _ cell: LoweredCell
  ) throws(FieldError) {
    let potentials: [Double]
    switch field.source {
    case .point(let electrode): potentials = try electrode.potentials(on: cell)
    case .uniform(let uniform): potentials = try uniform.potentials(on: cell)
    case .table(let table):
      guard let samples = table.samples else { throw .notRead }
      let places = try samples.places(on: cell)
      func column(_ time: Int) -> [Double] {
        places.map { $0.read { table.scale * samples.potentials[$0][time] } }
      }
      guard samples.times.isEmpty else {
        guard field.course == nil else { throw .twoCourses }
        let patterns = TimedPatterns(
          times: samples.times,
          samples.times.indices.map { FieldPattern(column($0), on: cell) })
        try check(patterns.edges, run)
        timed.append(patterns)
        return
      }
      potentials = column(0)
    }
    let pattern = FieldPattern(potentials, on: cell)
    guard let course = field.course else {
      steered.append(Steered(pattern: pattern, course: nil))
      return
    }
    guard let waveform = course.waveform(named: field.name, seed: run.seed) else { throw .notRead }
    try check(waveform.edges, run)
    steered.append(Steered(pattern: pattern, course: waveform))
  }

  private mutating func check(_ new: [Double], _ run: RunSettings) throws(FieldError) {
    guard let first = new.first, let last = new.last else { return }
    if first >= run.duration.coherent || last <= 0 { throw .never }
    edges += new
  }
}

/// Patterns at several times, linear between them and none before and after.
struct TimedPatterns: Sendable {
  /// ms; they never fall, and no three are equal.
  let times: [Double]
  let patterns: [FieldPattern]

  init(times: [Double], _ patterns: [FieldPattern]) {
    self.times = times
    self.patterns = patterns
  }

  /// Its ends and its jumps; other times are no edges.
  var edges: [Double] {
    let jumps = zip(times, times.dropFirst()).filter { $0 == $1 }.map(\.0)
    return [times[0]] + jumps + [times[times.count - 1]]
  }

  /// Every pattern that has a part in a time or in the mean over a step, with its share.
  func visit(_ when: FieldMoment, _ body: (FieldPattern, Double) -> Void) {
    var k = min(max(times.partitioningIndex { $0 > when.start } - 1, 0), times.count - 2)
    if when.end == when.start {
      let length = times[k + 1] - times[k]
      let share = length > 0 ? (when.start - times[k]) / length : 1
      body(patterns[k], 1 - share)
      body(patterns[k + 1], share)
      return
    }
    var left = when.start
    while left < when.end {
      let isLast = k == times.count - 2
      let right = isLast ? when.end : min(when.end, times[k + 1])
      if right > left {
        let middle = (left + (right - left) / 2 - times[k]) / (times[k + 1] - times[k])
        let weight = (right - left) / (when.end - when.start)
        body(patterns[k], weight * (1 - middle))
        body(patterns[k + 1], weight * middle)
      }
      if isLast { break }
      left = right
      k += 1
    }
  }
}

/// A time, or a step over which something is taken as its mean, ms.
struct FieldMoment {
  let start: Double
  let end: Double

  /// A time.
  init(at time: Double) {
    start = time
    end = time
  }

  /// A step.
  init(from start: Double, to end: Double) {
    self.start = start
    self.end = end
  }

  func share(of drive: Drive) -> Double {
    start == end ? drive.current(at: start) : drive.mean(from: start, to: end)
  }
}
