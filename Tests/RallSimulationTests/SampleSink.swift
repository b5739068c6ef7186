import RallModel

/// Keeps all that a plan hands over, what is followed beside its layout too; and now and then the state.
struct SampleSink: FrameSink {
  private(set) var tracks: [[Double]]
  private(set) var spikes: [[Spike]]
  var keeper = StateKeeper()
  /// What the tracks were when the state was kept.
  private(set) var keptTracks: [[Double]] = []

  init(tracks: Int, watches: Int) {
    self.tracks = Array(repeating: [], count: tracks)
    spikes = Array(repeating: [], count: watches)
  }

  mutating func append(frames: [Double], to track: Int) { tracks[track] += frames }
  mutating func append(spike: Spike, to detector: Int) { spikes[detector].append(spike) }

  var wantedState: RunState? { mutating get { keeper.wantedState } }

  mutating func keep(_ state: RunState) {
    keeper.keep(state)
    keptTracks = tracks
  }
}
