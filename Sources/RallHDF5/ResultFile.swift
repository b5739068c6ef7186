public import RallModel
import RallUnits

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The result of a run on disk, written while the run goes on.
///
/// The file is called `NAME.part` until `finish`. Recordings have their full extent and their room
/// on the disk before the first step; from then on only frames and the count of them are written
/// in place, and spikes go to `NAME.part.log`. So a run that is killed at any moment leaves a
/// readable file, which says `running` and how many of its frames are there; and from the state that is
/// kept in it now and then the run can go on.
public struct ResultFile: ~Copyable, FrameSink {
  private let description: ResultDescription
  private let birth = Birth()
  private let places: [TrackPlace]
  private let overwrite: Bool
  private let claim: PartFile
  private let file: Descriptor
  private var streams: [TrackStream]
  /// Where the count of each group of tracks is that have their frames at the same times.
  private let counters: [Allocation.Counter]
  private var log = RunLog()
  private var measures: [MeasureResult] = []
  private var trackErrors: [[Double]] = []
  private var lastFlush = ContinuousClock.now
  /// Where states go.
  private var slots: CheckpointSlots?
  /// How often; nil is never.
  private let keepsEvery: Duration?
  /// How long the lists of the last state were.
  private var keptLengths: [Int] = []
  private var lastState = ContinuousClock.now
  private let begun = ContinuousClock.now
  /// How long a run took that this one goes on with.
  private var formerSeconds = 0.0
  /// When it was gone on with, and how.
  private var resumed: String?

  /// Makes the file, all of it but the frames, and gets room for them.
  ///
  /// `overwrite` says whether a file of that name, or what a stopped run left of one, goes;
  /// `keepsEvery` how often the state of the run is kept.
  public init(
    creating path: String, overwrite: Bool = false, description: ResultDescription,
    keepsEvery: Duration? = nil
  ) throws(ResultFileError) {
    try description.checkNames()
    let places = TrackPlace.all(of: description.layout, cell: description.cellName)
    let claim = try PartFile.claim(path, overwrite: overwrite)
    do {
      let allocation = try Allocation(
        making: claim.new, as: claim.part, description, birth, places)
      file = try claim.begin(allocation)
      streams = allocation.streams
      counters = allocation.counters
      slots = allocation.slots
    } catch {
      claim.abandon()
      throw error
    }
    self.description = description
    self.places = places
    self.overwrite = overwrite
    self.claim = claim
    self.keepsEvery = keepsEvery
  }

  /// Takes over the file of a run that was killed, to go on with it.
  ///
  /// `state` is the last that it kept; without one the run begins anew in the same file.
  /// - Throws: `ended` where the run has come to its end, `differs` where the file was laid out for
  ///   another one.
  public init(
    resuming path: String, overwrite: Bool = false, description: ResultDescription,
    keepsEvery: Duration? = nil, state: inout KeptRunState?
  ) throws(ResultFileError) {
    let places = TrackPlace.all(of: description.layout, cell: description.cellName)
    let claim = try PartFile.takeOver(path)
    if try claim.completeLastWork(on: claim.open()) { throw .ended(path: claim.part) }
    if Directory.has(path), !overwrite { throw .exists(path: path) }
    try claim.checkLog()
    let allocation = try Allocation(in: claim.part, description, places)
    let file = try claim.open()
    let content = try claim.readLog(forResuming: true)
    var (streams, slots) = (allocation.streams, allocation.slots)
    let found: KeptState?
    do { found = try slots?.read(from: file) } catch {
      throw ResultFileError(writing: claim.part, "what a run left", error)
    }
    if let flaw = claim.flaw(of: content, leastBytes: found?.logSize ?? 0) {
      throw claim.uselessLog(flaw)
    }
    do {
      if let found, found.frames.count == streams.count {
        state = KeptRunState(found.words, lists: content.lists)
        formerSeconds = found.seconds
      }
      for counter in allocation.counters {
        let former = UInt64(littleEndian: try file.value(at: counter.offset))
        for track in counter.tracks {
          let frames = state == nil ? 0 : found?.frames[track] ?? 0
          streams[track].goOn(after: frames, former: Int(clamping: former))
        }
      }
      try claim.log.truncate(to: content.end)
    } catch {
      throw ResultFileError(writing: claim.part, "what a run left", error)
    }
    self.file = file
    self.streams = streams
    self.slots = slots
    counters = allocation.counters
    log = RunLog(size: content.end)
    resumed = "\(Birth.now()) \(description.provenance.command)"
    var description = description
    description.warnings = allocation.warnings ?? description.warnings
    self.description = description
    self.places = places
    self.overwrite = overwrite
    self.claim = claim
    self.keepsEvery = keepsEvery
  }

  /// Frames of one track, whole rows of one value a column.
  public mutating func append(frames: [Double], to track: Int) throws(ResultFileError) {
    streams[track].append(frames)
    precondition(
      streams[track].taken <= streams[track].frameCount, "more frames than the layout promised")
    try flushIfDue()
  }

  /// A spike at a detector.
  public mutating func append(spike: Spike, to detector: Int) throws(ResultFileError) {
    log.append(spike, detector: detector)
    try flushIfDue()
  }

  /// The run's warnings, as a JSON list; the last word holds.
  public mutating func write(warnings json: String) throws(ResultFileError) {
    log.append(warnings: json)
    try flush()
  }

  /// The answers of measures; they reach the file when it is finished.
  public mutating func write(measures: [MeasureResult]) throws(ResultFileError) {
    for measure in measures where !ResultDescription.canName(measure.name) {
      throw .badName(measure.name)
    }
    self.measures.append(contentsOf: measures)
  }

  /// Of each track, how far its columns may be off, in the track's unit; it reaches the file when it
  /// is finished.
  public mutating func write(trackErrors: [[Double]]) { self.trackErrors = trackErrors }

  /// The state of the run is wanted as often as it is to be kept.
  public var wantedState: RunState? {
    guard slots != nil, let keepsEvery, lastState.duration(to: .now) >= keepsEvery else {
      return nil
    }
    return RunState(after: keptLengths)
  }

  /// Keeps a state, after the disk has all that it counts on.
  public mutating func keep(_ state: RunState) throws(ResultFileError) {
    for gain in state.gains { log.append(gain) }
    try flush()
    do {
      try claim.log.synchronizeContent()
    } catch {
      throw ResultFileError(writing: claim.logPath, "lists", error)
    }
    let kept = KeptState(
      words: state.words, frames: streams.map(\.written), seconds: seconds, logSize: log.size)
    do {
      try file.synchronizeContent()
      try slots?.write(kept, to: file)
    } catch {
      throw ResultFileError(writing: claim.part, "the state of the run", error)
    }
    keptLengths = state.lengths
    lastState = .now
  }

  /// What comes from now on is forgotten by a run that goes on with this one.
  public mutating func endsEarly() { log.appendEarly() }

  /// How long the run has taken, those before a kill included.
  private var seconds: Double { formerSeconds + begun.duration(to: .now) / .seconds(1) }

  /// Puts all that was taken into the file.
  public mutating func flush() throws(ResultFileError) {
    lastFlush = .now
    guard file.isNamed(claim.part) else {
      throw .gone(path: claim.part)
    }
    do {
      for track in streams.indices { try streams[track].flush(to: file) }
      for counter in counters {
        let frames = UInt64(counter.tracks.map { streams[$0].present }.min() ?? 0)
        try file.write([frames.littleEndian], at: counter.offset)
      }
    } catch {
      throw ResultFileError(writing: claim.part, "frames", error)
    }
    do {
      try log.flush(to: claim.log)
    } catch {
      throw ResultFileError(writing: claim.logPath, "spikes", error)
    }
  }

  /// Every second, and whenever as much waits as the second cache holds.
  private mutating func flushIfDue() throws(ResultFileError) {
    let waiting = streams.reduce(log.pendingBytes) { $0 + $1.pendingBytes }
    if waiting >= 1 << 20 || lastFlush.duration(to: .now) >= .seconds(1) { try flush() }
  }

  /// Folds in what grew beside the file, and gives it its name once the disk has it.
  ///
  /// A run that did not come to its end leaves a file that is shorter, and says so. `wallSeconds` are
  /// this run's own; those of one that it goes on with are added.
  public consuming func finish(
    status: ResultStatus, wallSeconds: Double
  ) throws(ResultFileError) {
    try flush()
    precondition(
      status != .complete || streams.allSatisfy { $0.written == $0.frameCount },
      "a complete run has all its frames")
    let fold = Fold(
      log: try claim.readLog(), measures: measures,
      trackErrors: zip(places, trackErrors).map { ($0.path, $1) }, status: status,
      wallSeconds: formerSeconds + wallSeconds, resumed: resumed)
    let whole = description.compress ? claim.packed : claim.part
    if description.compress {
      try pack(fold)
    } else {
      try fold.apply(to: claim, file, chunks: streams.flatMap(\.chunks))
    }
    let overwrite = overwrite
    try claim.publish(whole, overwrite: overwrite)
  }

  private func pack(_ fold: Fold) throws(ResultFileError) {
    // A kill in the midst of this may have left one.
    Directory.remove(claim.packed)
    do {
      try File.pack(claim.part, as: claim.packed, description, birth: birth, places: places)
      try fold.apply(to: claim.packed)
    } catch {
      Directory.remove(claim.packed)
      throw ResultFileError(writing: claim.packed, error)
    }
  }
}
