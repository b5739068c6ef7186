public import RallModel
public import RallUnits

/// A point cell solved from event to event: every corner of the drive, every spike and every end of a
/// refractory period begins a new closed form (`Relaxation`), and no step is taken.
///
/// Where frames are read and how often changes nothing of what is computed. Frames at the moment of a
/// spike show the reset potential.
public struct PointSimulation: ~Copyable {
  private let membrane: PointMembrane
  private let drive: PiecewiseCurrent
  private var readers: [FrameReader]
  private var watches: [LevelWatch]
  /// How much time is read at once before it is asked whether to go on, ms.
  private let slice: Double
  /// mV from rest.
  private var potential: Double
  /// Until when the potential is held at the reset, ms.
  private var held: Double?
  private var lastSpike = -Double.infinity
  private var spikes = 0

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

  /// A level that is watched for upward passages, at several points that are all the same one.
  public struct Watch: Sendable, Hashable {
    public var level: Voltage
    public var points: Int

    public init(above level: Voltage, points: Int = 1) {
      self.level = level
      self.points = points
    }
  }

  /// A cell that is at `start` at first, with the currents of `stimuli` into it, given by their
  /// corners. The spikes of the `extra` watches are handed over under the numbers after the layout's
  /// detectors.
  ///
  /// - Throws: the first thing that this cell does not have or cannot do.
  public init(
    _ membrane: PointMembrane, from start: Voltage, stimuli: [AppliedStimulus], for duration: Time,
    _ layout: ResultLayout, watching extra: [Watch] = []
  ) throws(PointError) {
    let drive = try PiecewiseCurrent(stimuli, until: duration.coherent)
    let watched =
      layout.detectors.map { Watch(above: $0.threshold, points: $0.points.count) } + extra
    try Self.check(membrane, start, watched)
    var readers: [FrameReader] = []
    for (number, track) in layout.tracks.enumerated() {
      guard let reader = FrameReader(track: number, of: track, rest: membrane.rest) else {
        throw .variable(track: track.name, track.variable)
      }
      readers.append(reader)
    }
    let potential = start.coherent - membrane.rest
    self.membrane = membrane
    self.drive = drive
    self.potential = potential
    self.readers = readers
    watches = watched.enumerated().map { number, watch in
      LevelWatch(
        detector: number, points: watch.points, level: watch.level.coherent - membrane.rest,
        rest: membrane.rest, start: potential)
    }
    slice = 1024 * (layout.tracks.map(\.every.coherent).min() ?? .infinity)
  }

  /// Whether this membrane has what is asked for.
  private static func check(
    _ membrane: PointMembrane, _ start: Voltage, _ watched: [Watch]
  ) throws(PointError) {
    guard let firing = membrane.firing else { return }
    let threshold = Voltage(coherent: firing.threshold + membrane.rest)
    guard start.coherent - membrane.rest < firing.threshold else {
      throw .start(start, threshold: threshold)
    }
    for watch in watched where watch.level.coherent - membrane.rest > firing.threshold {
      throw .unreachable(level: watch.level, threshold: threshold)
    }
  }

  /// Runs to the end. `proceed` is asked now and then; false stops the run, with what was recorded
  /// whole.
  ///
  /// - Throws: `PointError` where the numbers end, and whatever the sink throws.
  public mutating func run<Sink: FrameSink & ~Copyable>(
    into sink: inout Sink, proceed: (Progress) -> Bool = { _ in true }
  ) throws -> Outcome {
    var unasked = 0
    for piece in drive.pieces {
      var time = piece.start
      // A spike may fall on the very end of a piece, so that nothing is left of it.
      while time < piece.end {
        let stretch: Stretch
        do { stretch = try next(in: piece, from: time) } catch {
          // What led to it is worth seeing.
          try finish(into: &sink)
          throw error
        }
        var read = stretch.start
        repeat {
          let until = min(stretch.end, read + slice)
          for index in readers.indices {
            try readers[index].take(stretch, piece, until: until, into: &sink)
          }
          read = until
          unasked += 1
          if unasked >= Self.patience || slice < stretch.length {
            unasked = 0
            guard proceed(Progress(time: Time(coherent: read), spikes: spikes)) else {
              try finish(into: &sink)
              return .interrupted(at: Time(coherent: read))
            }
          }
        } while read < stretch.end
        for index in watches.indices { spikes += try watches[index].take(stretch, into: &sink) }
        time = stretch.end
      }
    }
    for index in readers.indices {
      try readers[index].end(at: potential, drive.pieces.last, into: &sink)
    }
    try finish(into: &sink)
    return .complete
  }

  /// What fires more often than once a microsecond is no neuron, and its spikes would fill any memory, ms.
  private static let shortestInterval = 1e-3

  /// No membrane is at this potential, and none that is a number by far, mV.
  private static let bound = 1e6

  /// So many stretches go by before it is asked whether to go on.
  private static let patience = 256

  /// The stretch that begins at a time, and the state after it.
  private mutating func next(
    in piece: PiecewiseCurrent.Piece, from time: Double
  ) throws(PointError) -> Stretch {
    if let until = held {
      let end = min(until, piece.end)
      if until <= piece.end { held = nil }
      return Stretch(
        start: time, end: end,
        path: .held(at: potential, timeConstant: membrane.timeConstant), last: potential, reset: nil
      )
    }
    let path = Relaxation(
      start: potential, drive: membrane.resistance * piece.current(at: time),
      slope: membrane.resistance * piece.slope, timeConstant: membrane.timeConstant)
    let length = piece.end - time
    if let firing = membrane.firing, let u = path.rise(to: firing.threshold, within: length) {
      let end = min(time + u, piece.end)
      guard end - lastSpike > Self.shortestInterval else { throw .tooFast(Time(coherent: end)) }
      lastSpike = end
      potential = firing.reset
      held = firing.refractory > 0 ? end + firing.refractory : nil
      return Stretch(
        start: time, end: end, path: path, last: firing.threshold, reset: firing.reset)
    }
    potential = path.value(after: length)
    guard (membrane.rest + potential).magnitude <= Self.bound else {
      throw .outOfBounds(
        Time(coherent: piece.end), Voltage(coherent: membrane.rest + potential))
    }
    if let firing = membrane.firing {
      // It did not fire, whatever a rounding says of where it ended.
      potential = min(potential, firing.threshold.nextDown)
    }
    return Stretch(start: time, end: piece.end, path: path, last: potential, reset: nil)
  }

  private mutating func finish<Sink: FrameSink & ~Copyable>(into sink: inout Sink) throws {
    for index in readers.indices { try readers[index].flush(into: &sink) }
    for index in watches.indices { spikes += try watches[index].finish(into: &sink) }
  }
}
