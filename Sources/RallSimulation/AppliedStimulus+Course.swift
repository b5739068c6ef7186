internal import RallModel
internal import RallUnits

extension AppliedStimulus {
  /// A current as the run applies it: corners where it is straight, samples where it is not.
  init(
    name: String, type: String, _ waveform: any CurrentWaveform, at column: Column,
    within run: RunSettings
  ) {
    let duration = run.duration.coherent
    let corners = CurrentCorners(of: waveform, within: duration, step: run.step.coherent)
    self.init(
      name: name, type: type, section: column.section, sectionPosition: column.sectionPosition,
      start: waveform.edges.first.map { max(0, $0) } ?? .nan,
      stop: waveform.edges.last.map { min(duration, $0) } ?? .nan,
      times: corners.times, currents: corners.currents, interval: corners.interval)
  }

  /// The command of a voltage clamp, in corners; its current is a track of its own.
  init(
    name: String, _ clamp: VoltageClamp, track: String, at column: Column, within duration: Time
  ) {
    let end = duration.coherent
    var times: [Double] = []
    var commands: [Double] = []
    for (level, (from, to)) in zip(clamp.levels, zip(clamp.edges, clamp.edges.dropFirst()))
    where from < end {
      times += [from, min(to, end)]
      commands += [level.hold.coherent, level.hold.coherent]
    }
    self.init(
      name: name, type: "voltage_clamp", section: column.section,
      sectionPosition: column.sectionPosition, start: clamp.start.coherent,
      stop: min(end, clamp.edges[clamp.levels.count]), times: times, currents: [], interval: nil,
      command: Command(
        potentials: commands, track: track, seriesResistance: clamp.seriesResistance.coherent))
  }
}
