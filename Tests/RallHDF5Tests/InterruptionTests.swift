import Foundation
import RallHDF5
import RallModel
import RallUnits
import Testing

@Suite("A run that does not come to its end")
struct InterruptionTests {
  /// 700 of 2000 frames and two spikes, and then nothing more, as after a kill.
  func leave(at path: String, flushing: Bool = true) throws {
    var file = try ResultFile(creating: path, description: SampleRun.description(frames: 2000))
    try file.append(frames: SampleRun.handed(0..<700, columns: 3), to: 0)
    try file.append(spike: Spike(point: 1, time: 20.ms, peak: 30.mV), to: 0)
    try file.append(spike: Spike(point: 0, time: 10.ms, peak: 31.mV), to: 0)
    if flushing { try file.flush() }
  }

  @Test("a killed run leaves a file that is readable, says running, and has what it wrote")
  func killed() throws {
    let folder = try TemporaryFolder()
    try leave(at: folder("run.h5"))
    #expect(!FileManager.default.fileExists(atPath: folder("run.h5")))
    let reader = try ResultReader(folder("run.h5.part"))
    #expect(reader.contents.status == .running)
    #expect(reader.contents.tracks[0].track.frameCount == 700)
    #expect(try reader.frames(0..<700, of: 0) == SampleRun.frames(0..<700, columns: 3))
    #expect(try ResultValidator.check(folder("run.h5.part")) == [])
  }

  @Test("it can be read while it goes on")
  func readAlong() throws {
    let folder = try TemporaryFolder()
    var file = try ResultFile(
      creating: folder("run.h5"), description: SampleRun.description(frames: 20))
    for frame in 0..<20 {
      try file.append(frames: SampleRun.handed(frame..<frame + 1, columns: 3), to: 0)
      try file.flush()
      let reader = try ResultReader(folder("run.h5.part"))
      #expect(
        try reader.frames(0..<frame + 1, of: 0) == SampleRun.frames(0..<frame + 1, columns: 3))
    }
  }

  @Test("frames reach the disk within a second or so, however few they are")
  func withinASecond() throws {
    let folder = try TemporaryFolder()
    var file = try ResultFile(
      creating: folder("run.h5"), description: SampleRun.description(frames: 20))
    try file.append(frames: [1, 2, 3], to: 0)
    Thread.sleep(forTimeInterval: 1.05)
    try file.append(frames: [4, 5, 6], to: 0)
    #expect(
      try ResultReader(folder("run.h5.part")).frames(0..<2, of: 0) == [1, 2, 3, 4, 5, 6])
  }

  @Test("a stopped run is shortened to its frames, and says so", arguments: [0, 1, 700, 1999])
  func stopped(frames: Int) throws {
    for status in [ResultStatus.interrupted, .failed] {
      let folder = try TemporaryFolder()
      var file = try ResultFile(
        creating: folder("run.h5"),
        description: SampleRun.description(tracks: [
          SampleRun.track(frames: 2000),
          SampleRun.track("ina", variable: "ina", unit: "nA", frames: 2000),
        ]))
      try file.append(frames: SampleRun.handed(0..<frames, columns: 3), to: 0)
      try file.append(frames: SampleRun.handed(0..<frames, columns: 3), to: 1)
      try file.finish(status: status, wallSeconds: 1)
      let reader = try ResultReader(folder("run.h5"))
      #expect(reader.contents.status == status)
      #expect(try reader.times(of: 0).count == frames)
      #expect(try reader.frames(0..<frames, of: 1) == SampleRun.frames(0..<frames, columns: 3))
      #expect(try ResultValidator.check(folder("run.h5")) == [])
    }
  }

  @Test("a run that is stopped early gives the disk back what it had taken for the rest")
  func givesBack() throws {
    let folder = try TemporaryFolder()
    let track = SampleRun.track(frames: 20_000, columns: SampleRun.columns(256))
    var file = try ResultFile(
      creating: folder("run.h5"), description: SampleRun.description(tracks: [track]))
    let before = try folder.occupied("run.h5.part")
    #expect(before > 20_000 * 256 * 4)
    try file.append(frames: SampleRun.handed(0..<1500, columns: 256), to: 0)
    try file.finish(status: .interrupted, wallSeconds: 1)
    #expect(try folder.occupied("run.h5") < before / 5)
    let reader = try ResultReader(folder("run.h5"))
    #expect(try reader.frames(0..<1500, of: 0) == SampleRun.frames(0..<1500, columns: 256))
  }

  @Test("tracks at the same times are cut where the shorter one ends")
  func unevenTracks() throws {
    let folder = try TemporaryFolder()
    var file = try ResultFile(
      creating: folder("run.h5"),
      description: SampleRun.description(tracks: [
        SampleRun.track(frames: 100),
        SampleRun.track("ina", variable: "ina", unit: "nA", frames: 100),
      ]))
    try file.append(frames: SampleRun.handed(0..<31, columns: 3), to: 0)
    try file.append(frames: SampleRun.handed(0..<30, columns: 3), to: 1)
    try file.finish(status: .interrupted, wallSeconds: 1)
    #expect(
      try ResultReader(folder("run.h5")).contents.tracks.map(\.track.frameCount) == [30, 30])
    #expect(try ResultValidator.check(folder("run.h5")) == [])
  }

  @Test("what a kill left becomes a whole file, spikes and all")
  func recovers() throws {
    let folder = try TemporaryFolder()
    try leave(at: folder("run.h5"))
    #expect(try ResultFile.recover(folder("run.h5")) == nil)
    let reader = try ResultReader(folder("run.h5"))
    #expect(reader.contents.status == .interrupted)
    #expect(try reader.frames(0..<700, of: 0) == SampleRun.frames(0..<700, columns: 3))
    #expect(reader.contents.detectors[0].spikes.map(\.time) == [10.ms, 20.ms])
    #expect(try ResultValidator.check(folder("run.h5")) == [])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["run.h5"])
  }

  @Test("a run that goes on cannot be recovered")
  func recoverBusy() throws {
    let folder = try TemporaryFolder()
    let path = folder("run.h5")
    var file = try ResultFile(creating: path, description: SampleRun.description(frames: 1))
    #expect(throws: ResultFileError.busy(path: path)) { _ = try ResultFile.recover(path) }
    try file.append(frames: [0, 0, 0], to: 0)
    try file.finish(status: .complete, wallSeconds: 1)
  }

  @Test("a spike whose line was cut by the kill is left out, and those before it stay")
  func cutLine() throws {
    let folder = try TemporaryFolder()
    try leave(at: folder("run.h5"))
    let log = try FileHandle(forWritingTo: URL(fileURLWithPath: folder("run.h5.part.log")))
    try log.seekToEnd()
    try log.write(contentsOf: Data("spike 0 1 25.1".utf8))
    try log.close()
    #expect(try ResultFile.recover(folder("run.h5")) == nil)
    #expect(
      try ResultReader(folder("run.h5")).contents.detectors[0].spikes.map(\.time)
        == [10.ms, 20.ms])
  }

  @Test("a last work that was broken off before all of it was written down is as if never begun")
  func killedWhileFolding() throws {
    let folder = try TemporaryFolder()
    try leave(at: folder("run.h5"))
    let part = folder("run.h5.part")
    let before = try Data(contentsOf: URL(fileURLWithPath: part))
    let list = try LastWork.writeDown(part)
    try Data(list.dropLast(8)).write(to: URL(fileURLWithPath: part + ".redo"))
    #expect(try Data(contentsOf: URL(fileURLWithPath: part)) == before)
    #expect(try ResultReader(part).contents.status == .running)
    #expect(try ResultFile.recover(folder("run.h5")) == nil)
    let reader = try ResultReader(folder("run.h5"))
    #expect(try reader.frames(0..<700, of: 0) == SampleRun.frames(0..<700, columns: 3))
    #expect(reader.contents.detectors[0].spikes.count == 2)
    #expect(try ResultValidator.check(folder("run.h5")) == [])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["run.h5"])
  }

  @Test("a kill while the last work is carried over is made good by recovering")
  func killedWhileCarryingOver() throws {
    let folder = try TemporaryFolder()
    try leave(at: folder("run.h5"))
    let part = folder("run.h5.part")
    try LastWork.writeDown(part).write(to: URL(fileURLWithPath: part + ".redo"))
    // A write that was half done: the place of the first change is spoilt.
    try LastWork.spoilFirstChange(of: part)
    #expect(throws: ResultFileError.self) { _ = try ResultReader(part) }
    #expect(try ResultFile.recover(folder("run.h5")) == nil)
    let reader = try ResultReader(folder("run.h5"))
    #expect(reader.contents.title == "written down")
    #expect(try reader.frames(0..<700, of: 0) == SampleRun.frames(0..<700, columns: 3))
    #expect(try ResultValidator.check(folder("run.h5")) == [])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["run.h5"])
  }

  @Test("a file that was moved away while the run goes on is an error within a second, status 74")
  func movedAway() throws {
    let folder = try TemporaryFolder()
    let part = folder("run.h5.part")
    var file = try ResultFile(
      creating: folder("run.h5"), description: SampleRun.description(frames: 20))
    try file.append(frames: SampleRun.handed(0..<1, columns: 3), to: 0)
    try file.flush()
    try FileManager.default.moveItem(atPath: part, toPath: folder("elsewhere.h5"))
    try file.append(frames: SampleRun.handed(1..<2, columns: 3), to: 0)
    var thrown: ResultFileError?
    do { try file.flush() } catch { thrown = error }
    #expect(thrown?.exitStatus == 74)
    #expect(thrown?.description.contains("moved or deleted") == true)
    // What was written is where it was moved to.
    #expect(try ResultReader(folder("elsewhere.h5")).frames(0..<1, of: 0) == [0, 1, 2])
  }
}
