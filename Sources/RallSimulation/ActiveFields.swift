internal import RallModel

/// What the fields of a plan do between two edges.
package struct ActiveFields: Sendable {
  /// All that does not change, added up; nil where nothing is on.
  private var steady: FieldPattern?
  /// What does.
  private var moving: [(pattern: FieldPattern, course: Drive)] = []
  private var timed: [TimedPatterns] = []

  package init() {}

  init(_ plan: PlannedFields, in stretch: TimeGrid.Stretch) {
    let middle = stretch.start + (stretch.end - stretch.start) / 2
    for field in plan.steered {
      let course = field.course?.drive(around: middle) ?? .constant(1)
      guard course.isConstant else {
        moving.append((field.pattern, course))
        continue
      }
      let share = course.current(at: middle)
      if share == 0 { continue }
      if steady == nil { steady = field.pattern.none }
      steady?.add(field.pattern, times: share)
    }
    timed = plan.timed.filter { middle > $0.times[0] && middle < $0.times[$0.times.count - 1] }
  }

  /// True where something changes.
  var isMoving: Bool { !moving.isEmpty || !timed.isEmpty }

  private func visitMoving(_ when: FieldMoment, _ body: (FieldPattern, Double) -> Void) {
    for (pattern, course) in moving { body(pattern, when.share(of: course)) }
    for patterns in timed { patterns.visit(when, body) }
  }

  /// Adds the mean currents of a step, nA; `periaxonal` is empty where no cable is double.
  func addCurrents(
    _ when: FieldMoment, inside: inout [Double], periaxonal: inout [Double]
  ) {
    addSteadyCurrents(inside: &inside, periaxonal: &periaxonal)
    addMovingCurrents(when, inside: &inside, periaxonal: &periaxonal)
  }

  /// Adds the currents that do not change.
  func addSteadyCurrents(inside: inout [Double], periaxonal: inout [Double]) {
    guard let steady else { return }
    FieldPattern.add(steady.inside, times: 1, to: &inside)
    FieldPattern.add(steady.periaxonal, times: 1, to: &periaxonal)
  }

  /// Adds the mean currents of a step that do.
  func addMovingCurrents(
    _ when: FieldMoment, inside: inout [Double], periaxonal: inout [Double]
  ) {
    addMoving(when, times: 1, inside: &inside, periaxonal: &periaxonal)
  }

  /// Adds how much the currents rise in `time` on the line through their means over the two halves of a
  /// step.
  func addRise(
    in time: Double, _ step: Double, from start: Double, inside: inout [Double],
    periaxonal: inout [Double]
  ) {
    guard isMoving else { return }
    let middle = start + step / 2
    let share = time / (step / 2)
    addMoving(
      FieldMoment(from: middle, to: start + step), times: share, inside: &inside,
      periaxonal: &periaxonal)
    addMoving(
      FieldMoment(from: start, to: middle), times: -share, inside: &inside,
      periaxonal: &periaxonal)
  }

  private func addMoving(
    _ when: FieldMoment, times factor: Double, inside: inout [Double], periaxonal: inout [Double]
  ) {
    visitMoving(when) { pattern, share in
      FieldPattern.add(pattern.inside, times: factor * share, to: &inside)
      FieldPattern.add(pattern.periaxonal, times: factor * share, to: &periaxonal)
    }
  }

  /// Adds the potentials outside at a time, mV.
  func addPotentials(at time: Double, to outside: inout [Double]) {
    if let steady { FieldPattern.add(steady.outside, times: 1, to: &outside) }
    visitMoving(FieldMoment(at: time)) { pattern, share in
      FieldPattern.add(pattern.outside, times: share, to: &outside)
    }
  }
}
