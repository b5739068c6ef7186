internal import RallModel
internal import RallUnits

/// Takes what two runs hand over, and hands on what follows from both.
struct PairMerger {
  /// One run's side: what waits for the other.
  struct Side: FrameSink {
    fileprivate(set) var frames: [[Double]]
    fileprivate(set) var spikes: [[Spike]]
    /// How many points each watch has.
    fileprivate let points: [Int]

    mutating func append(frames new: [Double], to track: Int) { frames[track] += new }

    mutating func append(spike: Spike, to detector: Int) { spikes[detector].append(spike) }
  }

  var coarse: Side
  var fine: Side
  private(set) var errors: PairErrors
  private let layout: ResultLayout
  let bar: PairBar
  /// How many rows of each track were handed on.
  private var handed: [Int]

  init(_ plan: Plan) {
    layout = plan.layout
    bar = PairBar(plan.grid)
    handed = layout.tracks.map { _ in 0 }
    let side = Side(
      frames: Array(repeating: [], count: plan.trackCount), spikes: plan.watches.map { _ in [] },
      points: plan.watches.map(\.probes.count))
    (coarse, fine) = (side, side)
    errors = PairErrors(
      doubt: nil, tracks: layout.tracks.map { $0.columns.map { _ in 0 } },
      undecided: layout.detectors.map { $0.points.map { _ in nil } })
  }

  /// The value without steps, from the values with two.
  static func extrapolated(_ coarse: Double, _ fine: Double) -> Double {
    fine + (fine - coarse) / 3
  }

  /// Hands on the frames that both runs have.
  mutating func hand<Sink: FrameSink & ~Copyable>(to sink: inout Sink) throws {
    for (track, layout) in layout.tracks.enumerated() {
      let width = layout.columns.count
      let rows = min(coarse.frames[track].count, fine.frames[track].count) / width
      guard rows > 0 else { continue }
      var merged: [Double] = []
      merged.reserveCapacity(rows * width)
      for row in 0..<rows {
        let share = bar.share(at: Double(handed[track] + row) * layout.every.coherent)
        for column in 0..<width {
          let index = row * width + column
          let (a, b) = (coarse.frames[track][index], fine.frames[track][index])
          merged.append(Self.extrapolated(a, b))
          let off = abs(b - a) * share
          if off > errors.tracks[track][column] { errors.tracks[track][column] = off }
        }
      }
      coarse.frames[track].removeFirst(rows * width)
      fine.frames[track].removeFirst(rows * width)
      handed[track] += rows
      try sink.append(frames: merged, to: track)
    }
  }

  /// Hands on the spikes, once all are known.
  ///
  /// - Parameters:
  ///   - sightings: what each run saw at the points of each detector beside its spikes.
  ///   - doubt: why no detector can be sure; nil where it can.
  mutating func finish<Sink: FrameSink & ~Copyable>(
    _ sightings: [(coarse: [Sighting], fine: [Sighting])], doubt: String?, into sink: inout Sink
  ) throws {
    errors.doubt = doubt
    for (detector, layout) in layout.detectors.enumerated() {
      let matches = matches(
        detector, sightings[detector], threshold: layout.threshold, known: doubt)
      errors.undecided[detector] = matches.map(\.doubt)
      for spike in matches.flatMap(\.spikes).sorted(by: { $0.time < $1.time }) {
        try sink.append(spike: spike, to: detector)
      }
    }
  }

  /// The spikes of both runs at each point of a watch, held against each other.
  func matches(
    _ watch: Int, _ sightings: (coarse: [Sighting], fine: [Sighting]), threshold: Voltage,
    known doubt: String?
  ) -> [SpikeMatch] {
    func side(_ side: Side, _ sighting: Sighting, _ point: Int) -> SpikeMatch.Side {
      SpikeMatch.Side(
        spikes: side.spikes[watch].filter { $0.point == point }, sighting: sighting)
    }
    return zip(sightings.coarse, sightings.fine).enumerated().map { point, sightings in
      SpikeMatch(
        coarse: side(coarse, sightings.0, point), fine: side(fine, sightings.1, point), bar: bar,
        threshold: threshold, known: doubt)
    }
  }
}

extension PairMerger {
  func save(to state: inout RunState) {
    for track in layout.tracks.indices {
      state.put(handed[track])
      state.put(errors.tracks[track])
    }
    for side in [coarse, fine] { side.save(to: &state, tracks: layout.tracks.count) }
  }

  mutating func restore(from kept: inout KeptRunState) throws(StateMismatch) {
    for (track, layout) in layout.tracks.enumerated() {
      handed[track] = try kept.integer(in: 0...layout.frameCount)
      errors.tracks[track] = try kept.doubles(layout.columns.count)
    }
    try coarse.restore(from: &kept, layout.tracks)
    try fine.restore(from: &kept, layout.tracks)
  }
}

extension PairMerger.Side {
  /// Frames of the layout's tracks wait for the other side and go; what is followed beside them stays.
  fileprivate func save(to state: inout RunState, tracks: Int) {
    for waiting in frames[..<tracks] {
      state.put(waiting.count)
      state.put(waiting)
    }
    for trace in frames[tracks...] { state.put(list: trace) }
    for list in spikes { state.put(list: list) }
  }

  fileprivate mutating func restore(
    from kept: inout KeptRunState, _ tracks: [Track]
  ) throws(StateMismatch) {
    for (number, track) in tracks.enumerated() {
      let count = try kept.integer(in: 0...Int(Int32.max))
      guard count.isMultiple(of: track.columns.count) else { throw StateMismatch() }
      frames[number] = try kept.doubles(count)
    }
    for number in frames.indices.dropFirst(tracks.count) { frames[number] = try kept.list() }
    for number in spikes.indices { spikes[number] = try kept.spikes(points: points[number]) }
  }
}
