internal import RallCable
internal import RallModel
internal import RallNumerics
internal import RallUnits

/// Watches the points of one detector for upward crossings, timed by the cubic, and for the peaks
/// that follow.
struct SpikeWatch {
  private let probes: [LoweredCell.Probe]
  private let detector: Int
  private let threshold: Double
  private var window: Window
  /// The potential of each point before an edge that the run stands on; empty between two edges.
  private var before: [Double] = []
  /// The crossing that each point is beyond, with the highest potential since; nil below.
  private var rising: [(time: Double, peak: Double)?]
  /// The highest potential of the excursion that each point is on below the threshold; nil while it
  /// falls.
  private var excursion: [Double?]
  /// When each point last passed `footing` below the threshold on its way up; nil below that.
  private var foot: [Double?]
  /// What each point saw beside its spikes.
  private(set) var sightings: [Sighting]

  init(_ probes: [LoweredCell.Probe], detector: Int, threshold: Voltage) {
    self.probes = probes
    self.detector = detector
    self.threshold = threshold.coherent
    window = Window(columns: probes.count)
    rising = Array(repeating: nil, count: probes.count)
    excursion = Array(repeating: nil, count: probes.count)
    foot = Array(repeating: nil, count: probes.count)
    sightings = Array(repeating: Sighting(), count: probes.count)
  }

  /// A stretch begins, with the potentials as they are before anything jumps.
  mutating func begin(_ v: SlottedPotentials) {
    window.empty()
    before = probes.map { v.read($0) }
  }

  /// Returns how many spikes ended.
  mutating func take<Sink: FrameSink & ~Copyable>(
    _ sample: borrowing Sample, into sink: inout Sink
  ) throws -> Int {
    var count = 0
    if !before.isEmpty {
      for point in probes.indices {
        let after = sample.v.read(probes[point])
        count += try jump(point, before[point], after, at: sample.time, into: &sink)
      }
      before = []
    }
    let ready = window.push(time: sample.time) { sample.v.read(probes[$0]) }
    for interval in ready { count += try look(at: interval, into: &sink) }
    return count
  }

  /// Returns how many spikes ended; with the run all do.
  mutating func end<Sink: FrameSink & ~Copyable>(last: Bool, into sink: inout Sink) throws -> Int {
    var count = 0
    for interval in window.remaining { count += try look(at: interval, into: &sink) }
    guard last else { return count }
    for point in probes.indices { miss(point) }
    for point in probes.indices where rising[point] != nil {
      try finish(point, into: &sink)
      count += 1
    }
    return count
  }

  private mutating func look<Sink: FrameSink & ~Copyable>(
    at interval: Int, into sink: inout Sink
  ) throws -> Int {
    var count = 0
    let (start, end) = (window.times[interval], window.times[interval + 1])
    for point in probes.indices {
      let (before, after) = (window.values[point][interval], window.values[point][interval + 1])
      if rising[point] == nil {
        climb(point, before, after, from: start, to: end)
        guard before < threshold, after >= threshold else {
          follow(point, before, after, interval)
          continue
        }
        excursion[point] = nil
        let time = window.cubic(point).crossing(of: threshold, from: start, to: end)
        rising[point] = (time, after)
        sightings[point].rises.append(foot[point].map { time - $0 } ?? .infinity)
      }
      let peak = window.cubic(point).maximum(from: start, to: end).value
      rising[point]!.peak = max(rising[point]!.peak, peak)
      if after < threshold {
        try finish(point, into: &sink)
        count += 1
      }
    }
    return count
  }

  /// Takes what an ideal clamp does to a point at an edge: a jump upward through the threshold crosses it
  /// at that very time, one downward ends the spike. Returns how many spikes ended.
  private mutating func jump<Sink: FrameSink & ~Copyable>(
    _ point: Int, _ before: Double, _ after: Double, at time: Double, into sink: inout Sink
  ) throws -> Int {
    guard after != before else { return 0 }
    if rising[point] == nil {
      climb(point, before, after, from: time, to: time)
      guard before < threshold, after >= threshold else {
        if after > before || excursion[point] != nil { follow(point, to: after, top: after) }
        return 0
      }
      excursion[point] = nil
      rising[point] = (time, after)
      // The time is that of the edge, in any steps.
      sightings[point].rises.append(.infinity)
      return 0
    }
    guard after < threshold else {
      rising[point]!.peak = max(rising[point]!.peak, after)
      return 0
    }
    try finish(point, into: &sink)
    return 1
  }

  /// How far below the threshold the rise of a spike is taken to begin, mV.
  private static let footing = 20.0

  /// Notes when a point passes the foot of a spike.
  private mutating func climb(
    _ point: Int, _ before: Double, _ after: Double, from start: Double, to end: Double
  ) {
    let level = threshold - Self.footing
    if after < level {
      foot[point] = nil
    } else if before < level {
      foot[point] = start + (end - start) * (level - before) / (after - before)
    }
  }

  /// How far a potential falls from its height before the excursion is over, mV.
  private static let fall = 1.0

  /// Follows a point below the threshold from where it rises to where it falls again.
  private mutating func follow(_ point: Int, _ before: Double, _ after: Double, _ interval: Int) {
    guard after > before || excursion[point] != nil else { return }
    let top = window.cubic(point).maximum(
      from: window.times[interval], to: window.times[interval + 1]
    ).value
    follow(point, to: after, top: top)
  }

  private mutating func follow(_ point: Int, to after: Double, top: Double) {
    let height = max(excursion[point] ?? top, top)
    excursion[point] = height
    if after < height - Self.fall { miss(point) }
  }

  /// Keeps the height of an excursion that was no spike.
  private mutating func miss(_ point: Int) {
    guard let height = excursion[point] else { return }
    sightings[point].highestMiss = max(sightings[point].highestMiss ?? height, height)
    excursion[point] = nil
  }

  private mutating func finish<Sink: FrameSink & ~Copyable>(
    _ point: Int, into sink: inout Sink
  ) throws {
    guard let spike = rising[point] else { return }
    rising[point] = nil
    try sink.append(
      spike: Spike(
        point: point, time: Time(coherent: spike.time), peak: Voltage(coherent: spike.peak)),
      to: detector)
  }
}

extension SpikeWatch {
  func save(to state: inout RunState) {
    window.save(to: &state)
    for point in probes.indices {
      state.put(rising[point]?.time)
      state.put(rising[point]?.peak)
      state.put(excursion[point])
      state.put(foot[point])
      state.put(sightings[point].highestMiss)
      state.put(list: sightings[point].rises)
    }
  }

  mutating func restore(from kept: inout KeptRunState) throws(StateMismatch) {
    try window.restore(from: &kept)
    for point in probes.indices {
      let (time, peak) = (try kept.optionalDouble(), try kept.optionalDouble())
      guard (time == nil) == (peak == nil) else { throw StateMismatch() }
      rising[point] = time.map { ($0, peak!) }
      excursion[point] = try kept.optionalDouble()
      foot[point] = try kept.optionalDouble()
      sightings[point].highestMiss = try kept.optionalDouble()
      sightings[point].rises = try kept.list()
    }
  }
}

/// What a point of a watch saw beside its spikes.
struct Sighting: Sendable {
  /// The highest potential that stayed below the threshold, mV; nil where none did.
  fileprivate(set) var highestMiss: Double?
  /// How long each spike took to rise the last 20 mV to the threshold, ms.
  fileprivate(set) var rises: [Double] = []
}
