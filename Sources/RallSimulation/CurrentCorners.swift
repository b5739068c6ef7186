internal import RallModel

/// A current as a run applies it, in corners where it is straight and in samples where it is not: linear
/// between, upright where two times are equal.
struct CurrentCorners {
  /// ms.
  private(set) var times: [Double] = []
  /// One a time, nA; of a field's course the share of its strength.
  private(set) var currents: [Double] = []
  /// How far apart samples are at the most, ms; nil where corners say all.
  private(set) var interval: Double?

  /// - Parameters:
  ///   - duration: of the run, ms.
  ///   - step: the longest of the run, ms.
  init(of waveform: any CurrentWaveform, within duration: Double, step: Double) {
    let inside = waveform.edges.filter { $0 > 0 && $0 < duration }
    let edges = [0] + Set(inside).sorted() + [duration]
    // A sample a step, but no more than a plot can show of a long run.
    let interval = max(step, duration / 100_000)
    for (start, end) in zip(edges, edges.dropFirst()) {
      let drive = waveform.drive(around: start + (end - start) / 2)
      add(start, drive.current(at: start))
      switch drive {
      case .constant, .line: break
      case .samples(let samples):
        for knot in samples.knots(from: start, to: end) { add(knot.time, knot.current) }
      case .sine, .noise:
        self.interval = interval
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
  }

  private mutating func add(_ time: Double, _ current: Double) {
    if times.last == time, currents.last == current { return }
    times.append(time)
    currents.append(current)
  }
}
