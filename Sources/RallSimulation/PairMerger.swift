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

  init(_ plan: Plan) {
    layout = plan.layout
    let side = Side(
      frames: plan.tracks.map { _ in [] }, spikes: plan.watches.map { _ in [] })
    (coarse, fine) = (side, side)
    errors = PairErrors(
      tracks: layout.tracks.map { $0.columns.map { _ in 0 } },
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
        for column in 0..<width {
          let index = row * width + column
          let (a, b) = (coarse.frames[track][index], fine.frames[track][index])
          merged.append(Self.extrapolated(a, b))
          let off = abs(b - a) / 3
          if off > errors.tracks[track][column] { errors.tracks[track][column] = off }
        }
      }
      coarse.frames[track].removeFirst(rows * width)
      fine.frames[track].removeFirst(rows * width)
      try sink.append(frames: merged, to: track)
    }
  }

  /// Hands on the spikes, once all are known: a spike is only sure when both runs agree on how many
  /// there were.
  mutating func finish<Sink: FrameSink & ~Copyable>(
    misses: [(coarse: [[Double]], fine: [[Double]])], into sink: inout Sink
  ) throws {
    for (detector, layout) in layout.detectors.enumerated() {
      var merged: [Spike] = []
      for point in layout.points.indices {
        let match = SpikeMatch(
          coarse: coarse.spikes[detector].filter { $0.point == point },
          fine: fine.spikes[detector].filter { $0.point == point },
          misses: (misses[detector].coarse[point], misses[detector].fine[point]),
          threshold: layout.threshold)
        merged += match.spikes
        errors.undecided[detector][point] = match.doubt
      }
      for spike in merged.sorted(by: { $0.time < $1.time }) {
        try sink.append(spike: spike, to: detector)
      }
    }
  }
}

/// The spikes of one point in two runs, held against each other.
struct SpikeMatch {
  /// Extrapolated where the runs agree, else those of the finer run, without an error.
  let spikes: [Spike]
  /// Why they are not sure; nil where they are.
  let doubt: String?

  init(
    coarse: [Spike], fine: [Spike], misses: (coarse: [Double], fine: [Double]), threshold: Voltage
  ) {
    guard coarse.count == fine.count else {
      spikes = fine
      doubt =
        "undecided: \(coarse.count) spikes in steps twice as long, \(fine.count) in the finer run"
      return
    }
    var doubt: String?
    spikes = zip(coarse, fine).map { a, b in
      let time = PairMerger.extrapolated(a.time.coherent, b.time.coherent)
      let peak = PairMerger.extrapolated(a.peak.coherent, b.peak.coherent)
      let bar = max(Self.leastBar, abs(b.peak.coherent - peak))
      if doubt == nil, peak - threshold.coherent < bar {
        doubt = "undecided: the peak at \(b.time) is within its error of the threshold"
      }
      return Spike(
        point: b.point, time: Time(coherent: time), peak: Voltage(coherent: peak),
        error: Time(coherent: abs(b.time.coherent - time)))
    }
    if doubt == nil, let near = Self.nearMiss(misses, threshold.coherent) {
      doubt =
        "undecided: an excursion to \(decimal((near * 100).rounded() / 100)) mV may be a spike"
    }
    self.doubt = doubt
  }

  /// No peak is nearer to a threshold than this without a doubt, mV.
  private static let leastBar = 1.0

  /// A height that differs by more than this between the runs is on the way to a spike in one of
  /// them: an excursion that is no near miss has an error as small as that of the trace, mV.
  private static let sensitive = 0.1

  /// The height of an excursion below the threshold that might be a spike in exact time.
  private static func nearMiss(
    _ misses: (coarse: [Double], fine: [Double]), _ threshold: Double
  ) -> Double? {
    guard misses.coarse.count == misses.fine.count else {
      // One run sees a bump where the other sees a shoulder: judge the highest only.
      guard let a = misses.coarse.max(), let b = misses.fine.max() else { return nil }
      return nearMiss(([a], [b]), threshold)
    }
    for (a, b) in zip(misses.coarse, misses.fine) {
      let height = PairMerger.extrapolated(a, b)
      let bar = max(leastBar, abs(b - height))
      if height > threshold - bar || abs(b - a) > sensitive { return b }
    }
    return nil
  }
}
