import RallModel

/// Keeps the last state of a run, asked at every so many questions, as a file would.
struct StateKeeper {
  /// At which questions a state is wanted; never by default.
  var every = Int.max
  private var asked = 0
  private(set) var words: [UInt64]?
  private(set) var lists: [[UInt64]] = []
  private var lengths: [Int] = []

  init(every: Int = .max) { self.every = every }

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
    (words, lengths) = (state.words, state.lengths)
  }

  var kept: KeptRunState? { words.map { KeptRunState($0, lists: lists) } }
}
