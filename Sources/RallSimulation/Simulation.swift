public import RallCable
internal import RallKernel
public import RallModel
public import RallUnits

/// A lowered cell being stepped through a plan; hands frames and spikes to a sink as it goes.
///
/// `standard` is second order: gates at half steps, potentials by Crank-Nicolson, and after every
/// discontinuity a graded start, without which a jump would ring (`docs/ARCHITECTURE.md`). `euler`
/// is first order.
public struct Simulation: ~Copyable {
  let plan: Plan
  let grid: TimeGrid
  /// Into how many each step of the plan is cut.
  private let cuts: Int
  private let cell: LoweredCell
  var integrator: Integrator
  /// Why no step can be taken; nil where all is well.
  private var kernelError: KernelError?
  var recorders: [Recorder]
  var followers: [Follower]
  var watches: [SpikeWatch]
  var sentinels: ExcursionWatch
  private var axialCurrents: [Double]
  private var outside: [Double]
  private var electrodes: ActiveElectrodes.Reading
  private let needsGates: Bool
  private let needsAxialCurrents: Bool
  private let needsElectrodes: Bool
  private let needsOutside: Bool
  var spikes = 0
  /// The stretch that the run is in, and how many of its steps are done; nil before it begins.
  var stretch = 0
  var done: Int?

  /// How a run ended.
  public enum Outcome: Sendable, Hashable {
    case complete
    /// It was asked to stop.
    case interrupted(at: Time)
  }

  /// What stands where during a run.
  public struct Progress: Sendable, Hashable {
    public let time: Time
    public let spikes: Int
  }

  /// Starts each vertex from one of `potentials`, gates at their steady state there; nil is the
  /// cell's own start.
  public init(_ cell: LoweredCell, _ plan: Plan, from potentials: CellPotentials? = nil) {
    self.init(cell, plan, cuts: 1)
    if let potentials { integrator.start(from: potentials) }
  }

  /// A simulation in which each step of the plan, and each piece of a graded one, is cut into 1 or 2,
  /// with vertices at which excursions are watched.
  package init(_ cell: LoweredCell, _ plan: Plan, cuts: Int, sentinels: [Int] = []) {
    self.plan = plan
    self.cuts = cuts
    let grid = plan.grid.cut(into: cuts)
    self.grid = grid
    self.cell = cell
    let kernel = Kernel.chosen
    if case .failure(let error) = kernel { kernelError = error }
    // Where there is none, no step is ever taken.
    integrator = Integrator(cell, kernel: (try? kernel.get()) ?? Kernel.supported[0])
    recorders = zip(plan.sources, plan.layout.tracks).enumerated().map {
      Recorder($1.0, track: $0, of: $1.1, grid)
    }
    followers = plan.follows.enumerated().map {
      Follower($1, track: plan.layout.tracks.count + $0)
    }
    watches = plan.watches.enumerated().map {
      SpikeWatch($1.probes, detector: $0, threshold: $1.threshold)
    }
    self.sentinels = ExcursionWatch(sentinels)
    axialCurrents = []
    needsOutside = plan.sources.contains(where: \.needsOutside)
    outside = needsOutside ? Array(repeating: 0, count: cell.count) : []
    electrodes = ActiveElectrodes.Reading(
      injected: Array(repeating: 0, count: cell.count),
      clamps: plan.electrodes.clamps.map { _ in 0 })
    needsElectrodes = plan.sources.contains(where: \.needsElectrodes)
    // What an ideal clamp brings is known from all that leaves its vertex.
    let balances = needsElectrodes && plan.electrodes.hasIdealClamps
    needsGates = balances || plan.sources.contains(where: \.needsGates)
    needsAxialCurrents = balances || plan.sources.contains(where: \.needsAxialCurrents)
    if needsAxialCurrents { axialCurrents = Array(repeating: 0, count: cell.count) }
  }

  /// Starts from other potentials than the cell's own, with the gates at their steady state there;
  /// with `gatesFrom`, the gates are settled at those potentials first, and then the jump is made.
  package mutating func start(
    from potentials: CellPotentials, gatesFrom settled: CellPotentials? = nil
  ) {
    integrator.start(from: settled ?? potentials)
    integrator.jump(to: potentials)
  }

  /// The potentials as they are.
  package var potentials: CellPotentials { integrator.potentials }

  /// Runs to the end of the plan.
  ///
  /// `proceed` is asked every few steps; false stops the run, with what was recorded whole.
  /// - Throws: `SimulationError` where the numbers leave all bounds, and whatever the sink throws.
  public mutating func run<Sink: FrameSink & ~Copyable>(
    into sink: inout Sink, proceed: (Progress) -> Bool = { _ in true }
  ) throws -> Outcome {
    while try advance(steps: 16, into: &sink) {
      try keepState(in: &sink)
      let reached = progress
      if !proceed(reached) {
        try stop(into: &sink)
        return .interrupted(at: reached.time)
      }
    }
    return .complete
  }

  /// How far the run has come.
  var progress: Progress {
    let time =
      stretch < grid.stretches.count
      ? grid.stretches[stretch].time(after: done ?? 0) : plan.duration.coherent
    return Progress(time: Time(coherent: time), spikes: spikes)
  }

  /// Takes the next steps; false once the run is over.
  mutating func advance<Sink: FrameSink & ~Copyable>(
    steps: Int, into sink: inout Sink
  ) throws -> Bool {
    if let kernelError { throw kernelError }
    var left = steps
    while left > 0, stretch < grid.stretches.count {
      let current = grid.stretches[stretch]
      if done == nil {
        begin(current)
        try observe(at: current.start, lag: 0, into: &sink)
      }
      var number = done ?? 0
      while left > 0, number < current.steps {
        try step(
          number: number, from: current.time(after: number), to: current.time(after: number + 1),
          into: &sink)
        number += 1
        left -= 1
      }
      done = number
      guard number == current.steps else { break }
      // The gates stand half a step before the potentials unless the only steps were graded ones.
      if plan.accuracy != .euler, current.steps > cuts {
        integrator.advanceGates(by: current.step / 2)
      }
      stretch += 1
      done = nil
      try finish(last: stretch == grid.stretches.count, into: &sink)
    }
    return stretch < grid.stretches.count
  }

  /// Ends the run where it is, and hands over what is pending.
  mutating func stop<Sink: FrameSink & ~Copyable>(into sink: inout Sink) throws {
    guard stretch < grid.stretches.count else { return }
    try sink.endsEarly()
    try finish(last: true, into: &sink)
    stretch = grid.stretches.count
  }

  private mutating func begin(_ stretch: TimeGrid.Stretch) {
    // An ideal clamp makes the potential jump; what was before it is seen here.
    for index in followers.indices where self.stretch == 0 {
      followers[index].begin(at: stretch.start, integrator.slotted)
    }
    for index in watches.indices { watches[index].begin(integrator.slotted) }
    integrator.take(
      up: ActiveElectrodes(plan.electrodes, in: stretch), ActiveFields(plan.fields, in: stretch))
    for index in recorders.indices { recorders[index].begin() }
  }

  private mutating func finish<Sink: FrameSink & ~Copyable>(
    last: Bool, into sink: inout Sink
  ) throws {
    for index in recorders.indices { try recorders[index].end(last: last, into: &sink) }
    for index in followers.indices where last { try followers[index].flush(into: &sink) }
    for index in watches.indices { spikes += try watches[index].end(last: last, into: &sink) }
  }

  /// One step of the grid: the first of a stretch graded, the second damped, the others plain; where
  /// each step of the plan is cut, so are these.
  private mutating func step<Sink: FrameSink & ~Copyable>(
    number: Int, from start: Double, to end: Double, into sink: inout Sink
  ) throws {
    let h = grid.stretches[stretch].step
    if plan.accuracy == .euler {
      integrator.implicitEuler(h, from: start)
      integrator.advanceGates(by: h)
      try observe(at: end, lag: 0, into: &sink)
      return
    }
    if number < cuts {
      try gradedStep(Gradation.pieces(of: number, cuts: cuts), from: start, h, to: end, into: &sink)
      return
    }
    let gateStep = number == cuts ? h / 2 : h
    if number < 2 * cuts {
      integrator.advanceGates(by: gateStep)
      integrator.sdirk2(h, from: start)
    } else {
      integrator.crankNicolson(h, from: start, gatesBy: gateStep)
    }
    try observe(at: end, lag: h / 2, into: &sink)
  }

  /// A step after a discontinuity, in pieces that are shares of it, each by an L-stable scheme between
  /// two half steps of the gates, so that the jump is resolved and damped; the first pieces by one under
  /// which nothing overshoots, however fast it is.
  private mutating func gradedStep<Sink: FrameSink & ~Copyable>(
    _ pieces: [Gradation.Piece], from start: Double, _ h: Double, to end: Double,
    into sink: inout Sink
  ) throws {
    var done = 0.0
    for piece in pieces {
      let length = h * piece.share
      integrator.advanceGates(by: length / 2)
      integrator.sdirk2(length, from: start + h * done, keepsSigns: piece.keepsSigns)
      integrator.advanceGates(by: length / 2)
      done += piece.share
      try observe(at: done == 1 ? end : start + h * done, lag: 0, into: &sink)
    }
  }

  /// What a watch saw beside its spikes, point by point.
  func sightings(of watch: Int) -> [Sighting] { watches[watch].sightings }

  /// The highest potential at each point of a watch that rose and fell again without reaching its
  /// threshold; nil where none did.
  package func highestMisses(of watch: Int) -> [Voltage?] {
    sightings(of: watch).map { $0.highestMiss.map { Voltage(coherent: $0) } }
  }

  /// What each sentinel went through.
  var courses: [Course] { sentinels.courses }

  /// Hands the state at `time` to everybody; the gates stand `lag` before it.
  private mutating func observe<Sink: FrameSink & ~Copyable>(
    at time: Double, lag: Double, into sink: inout Sink
  ) throws {
    // At the end of a stretch from the left, where a file's current may jump.
    let within =
      stretch < grid.stretches.count && time >= grid.stretches[stretch].end ? time.nextDown : time
    if needsAxialCurrents { integrator.axialCurrents(at: within, into: &axialCurrents) }
    var banks = needsGates ? integrator.banks(after: lag) : []
    if needsElectrodes {
      integrator.electrodes.read(
        at: within, integrator, axialCurrents: axialCurrents, banks: &banks, into: &electrodes)
    }
    // From here on those of the whole fibre.
    if needsAxialCurrents { integrator.addPeriaxonalCurrents(at: within, to: &axialCurrents) }
    if needsOutside { integrator.outsidePotentials(at: within, into: &outside) }
    let sample = Sample(
      time: time, v: integrator.slotted, sheath: integrator.slottedSheath, outside: outside,
      banks: banks, axialCurrents: axialCurrents, electrodes: electrodes)
    sentinels.take(sample.v)
    for index in recorders.indices {
      try recorders[index].take(sample, in: stretch, into: &sink)
    }
    for index in followers.indices { try followers[index].take(sample, into: &sink) }
    for index in watches.indices { spikes += try watches[index].take(sample, into: &sink) }
    // What led out of all bounds is worth seeing, and is handed over.
    do { try checkBounds(at: Time(coherent: time)) } catch {
      try stop(into: &sink)
      throw error
    }
  }

  /// Stops where a potential is no number, or further from 0 than any membrane can be, and names
  /// the worst.
  private func checkBounds(at time: Time) throws(SimulationError) {
    var (worst, furthest) = (0, 0.0)
    func look(at potentials: [Double]) {
      for (vertex, v) in potentials.enumerated() where !(abs(v) <= abs(furthest)) {
        (worst, furthest) = (vertex, v)
        if v.isNaN { return }
      }
    }
    if integrator.isWithinBounds(1000) { return }
    look(at: integrator.v)
    look(at: integrator.sheathPotentials)
    if abs(furthest) <= 1000 { return }
    let column = cell.columns[worst]
    throw .outOfBounds(
      compartment: worst, section: column.section, sample: column.sample, time: time,
      potential: Voltage(coherent: furthest))
  }
}
