internal import RallModel
internal import RallUnits

/// Takes what two runs hand over, and hands on what follows from both.
struct PairMerger {
  /// One run's side: what waits for the other.
  struct Side: FrameSink {
    fileprivate(set) var frames: [[Double]]
    fileprivate(set) var spikes: [[Spike]]

    mutating func append(frames new: [Double], to track: Int) { frames[track] += new }

    mutating func append(spike: Spike, to detector: Int) { spikes[detector].append(spike) }
  }

  var coarse: Side
  var fine: Side
  private(set) var errors: PairErrors
  private let layout: ResultLayout
  private let bar: PairBar
  /// How many rows of each track were handed on.
  private var handed: [Int]

  init(_ plan: Plan) {
    layout = plan.layout
    bar = PairBar(plan.grid)
    handed = layout.tracks.map { _ in 0 }
    let side = Side(
      frames: plan.tracks.map { _ in [] }, spikes: plan.watches.map { _ in [] })
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
      var merged: [Spike] = []
      for point in layout.points.indices {
        func side(_ side: Side, _ sightings: [Sighting]) -> SpikeMatch.Side {
          SpikeMatch.Side(
            spikes: side.spikes[detector].filter { $0.point == point }, sighting: sightings[point])
        }
        let match = SpikeMatch(
          coarse: side(coarse, sightings[detector].coarse),
          fine: side(fine, sightings[detector].fine), bar: bar,
          threshold: layout.threshold, known: doubt)
        merged += match.spikes
        errors.undecided[detector][point] = match.doubt
      }
      for spike in merged.sorted(by: { $0.time < $1.time }) {
        try sink.append(spike: spike, to: detector)
      }
    }
  }
}
