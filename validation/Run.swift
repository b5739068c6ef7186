import RallAnalysis
import RallCable
import RallModel
import RallMorphology
import RallPoint
import RallSimulation
import RallUnits

/// An experiment that was run to its end in memory, and what it left behind.
struct Run {
  private let layout: ResultLayout
  private let sink: MemorySink

  /// Runs by the scheme that the experiment asks for; a point cell from event to event.
  ///
  /// - Parameters:
  ///   - current: flows into a point cell beside the stimuli of the experiment.
  ///   - splitting: into how many each piece of the division is cut once more.
  init(
    _ experiment: Experiment, with current: AppliedStimulus? = nil, splitting: Int = 1
  ) throws {
    let cell = try experiment.lowered(splitting: splitting)
    let plan = try Plan(experiment, cell)
    var sink = MemorySink(plan.layout)
    if let membrane = experiment.point.flatMap(PointMembrane.init) {
      var simulation = try PointSimulation(
        membrane, from: membrane.start(experiment.cell.start),
        stimuli: plan.stimuli + [current].compactMap(\.self), for: plan.duration, plan.layout)
      _ = try simulation.run(into: &sink)
    } else if plan.accuracy == .richardson {
      var pair = PairedSimulation(cell, plan)
      _ = try pair.run(into: &sink)
    } else {
      var simulation = Simulation(cell, plan)
      _ = try simulation.run(into: &sink)
    }
    layout = plan.layout
    self.sink = sink
  }

  /// Runs once, with `jump` mV added to every potential at the start, after the gates have settled
  /// without it.
  init(_ experiment: Experiment, jump: Double) throws {
    let cell = try experiment.lowered()
    let plan = try Plan(experiment, cell)
    var simulation = Simulation(cell, plan)
    let rest = simulation.potentials
    var start = rest
    for vertex in start.axolemma.indices { start.axolemma[vertex] += jump }
    simulation.start(from: start, gatesFrom: rest)
    var sink = MemorySink(plan.layout)
    _ = try simulation.run(into: &sink)
    layout = plan.layout
    self.sink = sink
  }

  /// What one recording wrote in one of its columns.
  func trace(_ recording: Int = 0, column: Int = 0) -> Trace {
    let values = sink.trace(column, of: recording, layout)
    let every = layout.tracks[recording].every.coherent
    return Trace(times: values.indices.map { Double($0) * every }, values: values)
  }

  /// Every column of one recording.
  func columns(_ recording: Int = 0) -> [[Double]] {
    layout.tracks[recording].columns.indices.map { sink.trace($0, of: recording, layout) }
  }

  /// The spikes at one point of a detector.
  func spikes(_ detector: Int = 0, point: Int = 0) -> [RallModel.Spike] {
    sink.spikes[detector].filter { $0.point == point }
  }

  /// When they passed the detector's level, ms.
  func spikeTimes(_ detector: Int = 0, point: Int = 0) -> [Double] {
    spikes(detector, point: point).map { $0.time.value(in: .ms) }
  }
}

extension PointMembrane {
  /// The potential at first.
  fileprivate func start(_ start: Cell.Start) -> Voltage {
    switch start {
    case .rest: restingPotential
    case .voltage(let voltage): voltage
    }
  }
}

extension Experiment {
  /// The cell in compartments. Only shapes that are at hand are asked for here.
  func lowered(splitting: Int = 1) throws -> LoweredCell {
    let shape: Morphology
    switch morphology {
    case .given(let given): shape = given
    case .cylinder(let length, let diameter, let type):
      shape = .cylinder(length: length, diameter: diameter, type: type)
    case .point(let point): shape = .sphere(area: point.area)
    case .file(let path, _): throw NoSuchShape(path: path)
    }
    return try LoweredCell(
      coatedCell, shape, division: division, electrodes: stimuli.map(\.site), splitting: splitting)
  }
}

/// A validation case opens no file.
struct NoSuchShape: Error { let path: String }
