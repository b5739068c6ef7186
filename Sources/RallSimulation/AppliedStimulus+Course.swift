internal import RallModel
internal import RallUnits

extension AppliedStimulus {
  /// A current as the run applies it: corners where it is straight, samples where it is not.
  init(
    name: String, type: String, _ waveform: any CurrentWaveform, at column: Column,
    within run: RunSettings
  ) {
    let duration = run.duration.coherent
    let inside = waveform.edges.filter { $0 > 0 && $0 < duration }
    let edges = [0] + Set(inside).sorted() + [duration]
    // A sample a step, but no more than a plot can show of a long run.
    let interval = max(run.step.coherent, duration / 100_000)
    var times: [Double] = []
    var currents: [Double] = []
    var isSampled = false
    func add(_ time: Double, _ current: Double) {
      if times.last == time, currents.last == current { return }
      times.append(time)
      currents.append(current)
    }
    for (start, end) in zip(edges, edges.dropFirst()) {
      let drive = waveform.drive(around: start + (end - start) / 2)
      add(start, drive.current(at: start))
      switch drive {
      case .constant, .line: break
      case .samples(let samples):
        for knot in samples.knots(from: start, to: end) { add(knot.time, knot.current) }
      case .sine, .noise:
        isSampled = true
        let count = Int(((end - start) / interval).rounded(.up))
        for k in 1..<max(1, count) {
          let time = start + (end - start) * (Double(k) / Double(count))
          add(time, drive.current(at: time))
        }
      }
      // A file may jump here.
      let last = if case .samples = drive { end.nextDown } else { end }
      add(end, drive.current(at: last))
    }
    self.init(
      name: name, type: type, section: column.section, sectionPosition: column.sectionPosition,
      start: waveform.edges.first.map { max(0, $0) } ?? .nan,
      stop: waveform.edges.last.map { min(duration, $0) } ?? .nan,
      times: times, currents: currents, interval: isSampled ? interval : nil)
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
