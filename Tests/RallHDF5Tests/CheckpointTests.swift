import Foundation
import RallHDF5
import RallModel
import RallUnits
import Testing

@Suite("The state that is kept in a file")
struct CheckpointTests {
  static let description = SampleRun.description(
    tracks: [SampleRun.track(frames: 2000)], stateWords: 100)

  /// A run that keeps a state after every 100 frames and is killed after some of them.
  func leave(at path: String, states: Int, frames: Int? = nil) throws {
    var file = try ResultFile(
      creating: path, description: Self.description, keepsEvery: .zero)
    for number in 1...max(1, states) where states > 0 {
      try file.append(
        frames: SampleRun.handed((number - 1) * 100..<number * 100, columns: 3), to: 0)
      try file.append(
        spike: Spike(point: 0, time: Time(coherent: Double(number)), peak: 1.mV), to: 0)
      let wanted = file.wantedState
      var state = try #require(wanted)
      state.put(number)
      state.put(list: (0..<number).map { Double($0) })
      try file.keep(state)
    }
    let first = states * 100
    try file.append(
      frames: SampleRun.handed(first..<(frames ?? first + 50), columns: 3), to: 0)
    try file.append(
      spike: Spike(point: 0, time: Time(coherent: Double(states + 1)), peak: 1.mV), to: 0)
    try file.flush()
  }

  /// The number that a state was given, and its list.
  func read(_ state: KeptRunState?) throws -> (number: Int, list: [Double]) {
    var kept = try #require(state)
    let number = try kept.integer(in: 1...Int.max)
    let list = try kept.list()
    try kept.finish()
    return (number, list)
  }

  func resume(_ path: String) throws -> (number: Int, list: [Double])? {
    var state: KeptRunState?
    _ = try ResultFile(resuming: path, description: Self.description, state: &state)
    return try state.map { try read($0) }
  }

  @Test("the last one comes back, with its list as it was then", arguments: [0, 1, 2, 3, 7])
  func last(states: Int) throws {
    let folder = try TemporaryFolder()
    try leave(at: folder("run.h5"), states: states)
    let found = try resume(folder("run.h5"))
    #expect(found?.number == (states == 0 ? nil : states))
    #expect(found?.list == (states == 0 ? nil : (0..<states).map { Double($0) }))
    #expect(try ResultValidator.check(folder("run.h5.part")) == [])
  }

  @Test(
    "one that was torn is not taken for whole: the one before it comes back, or none",
    arguments: [8, 32, 50, 64, 120])
  func torn(at byte: Int) throws {
    for torn in [[4], [3, 4]] {
      let folder = try TemporaryFolder()
      try leave(at: folder("run.h5"), states: 4)
      let part = folder("run.h5.part")
      try SampleRun.spoil(part) { file in
        for number in torn {
          let path = "checkpoint/slot_\(number % 2)"
          let slot = try file.dataset(path)
          var words: [UInt64] = try slot.read(path: path)
          words[byte / 8] ^= 1 << UInt64(byte % 64)
          try slot.write(words, to: path)
        }
      }
      #expect(try resume(folder("run.h5"))?.number == (torn.count == 1 ? 3 : nil))
    }
  }

  @Test("frames that were counted stay counted while a run goes on from before them")
  func counted() throws {
    let folder = try TemporaryFolder()
    let path = folder("run.h5")
    try leave(at: path, states: 3, frames: 350)
    do {
      var state: KeptRunState?
      var file = try ResultFile(
        resuming: path, description: Self.description, keepsEvery: .zero, state: &state)
      #expect(try read(state).number == 3)
      try file.append(frames: SampleRun.handed(300..<310, columns: 3), to: 0)
      try file.flush()
    }
    do {
      let reader = try ResultReader(path + ".part")
      #expect(reader.contents.tracks[0].track.frameCount == 350)
      #expect(try reader.frames(0..<350, of: 0) == SampleRun.frames(0..<350, columns: 3))
    }
    // Stopped for good before it came as far as the first time, it keeps what that had.
    var state: KeptRunState?
    var file = try ResultFile(resuming: path, description: Self.description, state: &state)
    try file.append(frames: SampleRun.handed(300..<310, columns: 3), to: 0)
    try file.finish(status: .interrupted, wallSeconds: 1)
    let whole = try ResultReader(path)
    #expect(try whole.frames(0..<350, of: 0) == SampleRun.frames(0..<350, columns: 3))
    #expect(whole.contents.detectors[0].spikes.map(\.time.coherent) == [1, 2, 3, 4])
    #expect(try ResultValidator.check(path) == [])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["run.h5"])
  }

  @Test("a run that goes on ends in one file with the frames and spikes of both parts, each once")
  func whole() throws {
    let folder = try TemporaryFolder()
    let path = folder("run.h5")
    try leave(at: path, states: 3)
    var state: KeptRunState?
    var file = try ResultFile(resuming: path, description: Self.description, state: &state)
    try file.append(frames: SampleRun.handed(300..<2000, columns: 3), to: 0)
    // Computed again.
    try file.append(spike: Spike(point: 0, time: 4.ms, peak: 1.mV), to: 0)
    try file.append(spike: Spike(point: 0, time: 5.ms, peak: 1.mV), to: 0)
    try file.finish(status: .complete, wallSeconds: 1)
    let reader = try ResultReader(path)
    #expect(reader.contents.status == .complete)
    #expect(try reader.frames(0..<2000, of: 0) == SampleRun.frames(0..<2000, columns: 3))
    #expect(reader.contents.detectors[0].spikes.map(\.time.coherent) == [1, 2, 3, 4, 5])
    #expect(try ResultValidator.check(path) == [])
    // The state, and what else a run needs to go on, is gone.
    #expect(try !File.read(path).has("checkpoint"))
  }

  @Test("what a kill left of compressing the file is no obstacle")
  func packedAgain() throws {
    let folder = try TemporaryFolder()
    let path = folder("run.h5")
    var description = Self.description
    description.compress = true
    do {
      var file = try ResultFile(creating: path, description: description)
      try file.append(frames: SampleRun.handed(0..<10, columns: 3), to: 0)
      try file.flush()
    }
    try Data("half of it".utf8).write(to: URL(fileURLWithPath: path + ".part.packed"))
    var state: KeptRunState?
    var file = try ResultFile(resuming: path, description: description, state: &state)
    try file.append(frames: SampleRun.handed(0..<2000, columns: 3), to: 0)
    try file.finish(status: .complete, wallSeconds: 1)
    #expect(
      try ResultReader(path).frames(0..<2000, of: 0) == SampleRun.frames(0..<2000, columns: 3))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["run.h5"])
  }

  @Test("what a stop alone brought about is forgotten by a run that goes on")
  func early() throws {
    let folder = try TemporaryFolder()
    let path = folder("run.h5")
    do {
      var file = try ResultFile(
        creating: path, description: Self.description, keepsEvery: .zero)
      let wanted = file.wantedState
      var state = try #require(wanted)
      state.put(1)
      state.put(list: [Double]())
      try file.keep(state)
      try file.append(spike: Spike(point: 0, time: 1.ms, peak: 1.mV), to: 0)
      file.endsEarly()
      // Its peak was not reached.
      try file.append(spike: Spike(point: 0, time: 2.ms, peak: 0.5.mV), to: 0)
      try file.flush()
    }
    var state: KeptRunState?
    var file = try ResultFile(resuming: path, description: Self.description, state: &state)
    try file.append(frames: SampleRun.handed(0..<2000, columns: 3), to: 0)
    try file.append(spike: Spike(point: 0, time: 2.ms, peak: 1.mV), to: 0)
    try file.finish(status: .complete, wallSeconds: 1)
    let spikes = try ResultReader(path).contents.detectors[0].spikes
    #expect(spikes.map(\.time.coherent) == [1, 2])
    #expect(spikes.map(\.peak.coherent) == [1, 1])
  }

  @Test("a file that was laid out for other frames is refused, and the difference named")
  func otherFrames() throws {
    let folder = try TemporaryFolder()
    try leave(at: folder("run.h5"), states: 1)
    let other = SampleRun.description(tracks: [SampleRun.track(frames: 1999)], stateWords: 100)
    var state: KeptRunState?
    let error = #expect(throws: ResultFileError.self) {
      _ = try ResultFile(resuming: folder("run.h5"), description: other, state: &state)
    }
    #expect(error?.description.contains("2000 frames of 3 columns in the file, 1999") == true)
    #expect(error?.exitStatus == 65)
  }

  @Test("a run that goes on cannot go on twice, nor one that is whole, nor one that is not there")
  func refused() throws {
    let folder = try TemporaryFolder()
    let path = folder("run.h5")
    var state: KeptRunState?
    let none = #expect(throws: ResultFileError.self) {
      _ = try ResultFile(resuming: path, description: Self.description, state: &state)
    }
    #expect(none?.exitStatus == 66)
    var file = try ResultFile(creating: path, description: Self.description)
    #expect(throws: ResultFileError.busy(path: path)) {
      _ = try ResultFile(resuming: path, description: Self.description, state: &state)
    }
    try file.append(frames: SampleRun.handed(0..<2000, columns: 3), to: 0)
    try Data("mine".utf8).write(to: URL(fileURLWithPath: path))
    var thrown: ResultFileError?
    do {
      try file.finish(status: .complete, wallSeconds: 1)
    } catch {
      thrown = error
    }
    #expect(thrown == .exists(path: path))
    try FileManager.default.removeItem(atPath: path)
    #expect(throws: ResultFileError.ended(path: path + ".part")) {
      _ = try ResultFile(resuming: path, description: Self.description, state: &state)
    }
    #expect(try ResultFile.recover(path) == nil)
    #expect(try ResultReader(path).contents.status == .complete)
  }

  @Test("the experiment, the neuron and every file come back to the byte")
  func inputs() throws {
    let folder = try TemporaryFolder()
    try leave(at: folder("run.h5"), states: 0)
    let stored = try StoredRun(of: folder("run.h5"))
    #expect(stored.experiment == Self.description.provenance.experiment)
    #expect(stored.swc == Array(SampleRun.swc.utf8))
    #expect(stored.kernel == "baseline")
    #expect(stored.inputs.map(\.path) == ["current.txt"])
    #expect(stored.inputs.map(\.bytes) == [Array("0 1".utf8)])
  }
}
