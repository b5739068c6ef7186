import RallModel

/// Keeps all that a plan hands over, what is followed beside its layout too; and now and then the state.
struct SampleSink: FrameSink {
  private(set) var tracks: [[Double]]
  private(set) var spikes: [[Spike]]
  /// At which questions the state is kept; never by default.
  var every = Int.max
  private var asked = 0
  private(set) var words: [UInt64]?
  private var lists: [[UInt64]] = []
  private var lengths: [Int] = []
  /// What the tracks were when the state was kept.
  private(set) var keptTracks: [[Double]] = []

  init(tracks: Int, watches: Int) {
    self.tracks = Array(repeating: [], count: tracks)
    spikes = Array(repeating: [], count: watches)
  }

  mutating func append(frames: [Double], to track: Int) { tracks[track] += frames }
  mutating func append(spike: Spike, to detector: Int) { spikes[detector].append(spike) }

  var wantedState: RunState? {
    mutating get {
      asked += 1
      return asked.isMultiple(of: every) ? RunState(after: lengths) : nil
    }
  }

  mutating func keep(_ state: RunState) {
    for gain in state.gains {
      while lists.count <= gain.list { lists.append([]) }
      lists[gain.list].removeSubrange(gain.start...)
      lists[gain.list] += gain.words
    }
    (words, lengths, keptTracks) = (state.words, state.lengths, tracks)
  }

  var kept: KeptRunState? { words.map { KeptRunState($0, lists: lists) } }
}
