/// An integrator of ordinary differential equations of up to eight unknowns, to rounding.
///
/// Gragg's midpoint rule with 2, 4 … 16 substeps, extrapolated in the square of the substep
/// (Bulirsch and Stoer 1966, doi:10.1007/BF02165234): order 16, its error taken as the difference
/// from order 14 and held below `tolerance` times 1 + |y| in every unknown. It shares nothing with
/// the staggered steps of the simulator that it judges.
struct Extrapolation {
  typealias State = SIMD8<Double>

  /// dy/dt.
  let rate: (State) -> State
  var tolerance = 1e-13

  /// One accepted step.
  struct Step {
    let start: State
    let time: Double
    let length: Double
    let end: State
  }

  /// Steps from `state` at time 0 to `duration`, or until `visit` says that it has seen enough.
  ///
  /// A solution that runs off to infinity is followed until its steps are lost in rounding.
  @discardableResult
  func run(from state: State, for duration: Double, visit: (Step) -> Bool = { _ in true })
    -> State
  {
    var state = state
    var time = 0.0
    var length = min(0.01, duration)
    while time < duration, length > 1e-15 {
      let last = length >= duration - time
      let trial = last ? duration - time : length
      let (next, error) = advance(state, by: trial)
      // NaN, from a trial step that ran far off, counts as an error and not as none.
      let accepted = error <= 1
      if accepted {
        let step = Step(start: state, time: time, length: trial, end: next)
        state = next
        time = last ? duration : time + trial
        guard visit(step) else { return state }
      }
      let growth = error > 0 ? 0.9 * root15(1 / error) : error == 0 ? 4 : 0.2
      length = (accepted && last ? length : trial) * min(4, max(0.2, growth))
    }
    return state
  }

  /// The state after one step, and its error over the tolerance.
  func advance(_ state: State, by length: Double) -> (state: State, error: Double) {
    var row: [State] = []
    row.reserveCapacity(8)
    var previous = state
    for column in 1...8 {
      // row holds T(j−1, 0), T(j−1, 1) …, and is turned into row j from the left.
      var entry = midpoint(state, by: length, substeps: 2 * column)
      for k in 0..<row.count {
        let ratio = Double(column) / Double(column - k - 1)
        let better = entry + (entry - row[k]) / (ratio * ratio - 1)
        row[k] = entry
        entry = better
      }
      previous = row.last ?? entry
      row.append(entry)
    }
    let result = row[7]
    var error = 0.0
    for lane in 0..<8 {
      let off =
        (result[lane] - previous[lane]).magnitude / (tolerance * (1 + state[lane].magnitude))
      guard off.isFinite else { return (result, .nan) }
      error = max(error, off)
    }
    return (result, error)
  }

  private func midpoint(_ state: State, by length: Double, substeps: Int) -> State {
    let h = length / Double(substeps)
    var before = state
    var here = state + h * rate(state)
    for _ in 1..<substeps {
      (before, here) = (here, before + 2 * h * rate(here))
    }
    return 0.5 * (here + before + h * rate(here))
  }

  /// The time within a step, from its start, at which `condition` turns true, with the state there.
  ///
  /// The step is taken anew with shorter lengths, so this is as exact as the step itself.
  func moment(in step: Step, when condition: (State) -> Bool) -> (time: Double, state: State) {
    let length = boundary(from: 0, to: step.length) {
      condition(advance(step.start, by: $0).state)
    }
    return (step.time + length, advance(step.start, by: length).state)
  }

  private func root15(_ x: Double) -> Double { x.raised(to: 1.0 / 15) }
}
