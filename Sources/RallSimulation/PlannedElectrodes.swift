internal import RallCable
package import RallModel
internal import RallMorphology
internal import RallUnits

/// The electrodes of an experiment on their vertices.
package struct PlannedElectrodes: Sendable {
  /// A current into one vertex.
  package struct Source: Sendable {
    package let vertex: Int
    package let waveform: any CurrentWaveform
  }

  /// A voltage clamp at one vertex.
  package struct Holder: Sendable {
    package let vertex: Int
    package let clamp: VoltageClamp
    /// The name of the track that holds its current.
    package let track: String
  }

  package internal(set) var currents: [Source] = []
  package internal(set) var clamps: [Holder] = []
  /// Where something jumps, ms, each time as often as something does.
  package internal(set) var edges: [Double] = []
  /// What the result file will say of them.
  package internal(set) var applied: [AppliedStimulus] = []

  init(_ experiment: Experiment, _ cell: LoweredCell) throws(PlanError) {
    let run = experiment.run
    for (number, stimulus) in experiment.stimuli.enumerated() {
      let places: [Location]
      do { places = try stimulus.site.locations(on: cell.morphology) } catch {
        throw .site(.stimulus(number), error)
      }
      let waveform = stimulus.electrode.waveform(named: stimulus.name, seed: run.seed)
      for place in places {
        guard let vertex = cell.electrode(at: place) else {
          throw .noVertex(stimulus: number, site: "\(stimulus.site)")
        }
        let name = places.count == 1 ? stimulus.name : "\(stimulus.name).\(applied.count)"
        let column = cell.columns[vertex]
        if case .voltageClamp(let clamp) = stimulus.electrode {
          try add(
            Holder(vertex: vertex, clamp: clamp, track: "\(name).current"), of: number)
          edges += clamp.edges
          applied.append(
            AppliedStimulus(
              name: name, clamp, track: "\(name).current", at: column, within: run.duration))
        } else {
          guard let waveform else { throw .notRead(stimulus: number) }
          if case .file = stimulus.electrode, let first = waveform.edges.first,
            let last = waveform.edges.last, first >= run.duration.coherent || last <= 0
          {
            throw .never(stimulus: number)
          }
          currents.append(Source(vertex: vertex, waveform: waveform))
          edges += waveform.edges
          applied.append(
            AppliedStimulus(
              name: name, type: stimulus.electrode.word, waveform, at: column, within: run))
        }
      }
    }
  }

  /// Two ideal clamps cannot hold one vertex at one time.
  private mutating func add(_ holder: Holder, of stimulus: Int) throws(PlanError) {
    if holder.clamp.seriesResistance == .zero {
      let (start, end) = (holder.clamp.edges[0], holder.clamp.edges[holder.clamp.levels.count])
      for other in clamps
      where other.vertex == holder.vertex && other.clamp.seriesResistance == .zero {
        let edges = other.clamp.edges
        if edges[0] < end, start < edges[edges.count - 1] { throw .heldTwice(stimulus: stimulus) }
      }
    }
    clamps.append(holder)
  }

  /// The vertices that have an electrode.
  var vertices: Set<Int> { Set(currents.map(\.vertex) + clamps.map(\.vertex)) }

  /// True where a clamp has no series resistance.
  var hasIdealClamps: Bool { clamps.contains { $0.clamp.seriesResistance == .zero } }
}
