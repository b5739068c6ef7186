import Foundation
import RallHDF5
import RallModel
import RallUnits
import Testing

@Suite("The name of a result")
struct ClaimTests {
  @Test("an existing file stays as it is unless overwriting is asked for")
  func exists() throws {
    let folder = try TemporaryFolder()
    let path = folder("run.h5")
    try Data("mine".utf8).write(to: URL(fileURLWithPath: path))
    #expect(throws: ResultFileError.exists(path: path)) {
      _ = try ResultFile(creating: path, description: SampleRun.description())
    }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["run.h5"])

    var file = try ResultFile(
      creating: path, overwrite: true, description: SampleRun.description(frames: 1))
    // Until the new one is whole the old one stays.
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine")
    try file.append(frames: [0, 0, 0], to: 0)
    try file.finish(status: .complete, wallSeconds: 1)
    #expect(try ResultReader(path).contents.status == .complete)
  }

  @Test("a file that appears while the run goes on is not overwritten, and the run is kept")
  func appearsLater() throws {
    let folder = try TemporaryFolder()
    let path = folder("run.h5")
    var file = try ResultFile(creating: path, description: SampleRun.description(frames: 1))
    try file.append(frames: [1, 2, 3], to: 0)
    try file.append(spike: Spike(point: 0, time: 1.ms, peak: 1.mV, error: 0.1.ms), to: 0)
    try file.write(measures: SampleRun.measures)
    file.write(trackErrors: [[0, 0, 0]])
    try Data("mine".utf8).write(to: URL(fileURLWithPath: path))
    var thrown: ResultFileError?
    do {
      try file.finish(status: .complete, wallSeconds: 1)
    } catch {
      thrown = error
    }
    #expect(thrown == .exists(path: path))
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine")
    #expect(try ResultReader(path + ".part").frames(0..<1, of: 0) == [1, 2, 3])

    // The whole result lacks only its name, which it can still be given.
    #expect(try ResultFile.recover(path, overwrite: true) == nil)
    let recovered = try ResultReader(path)
    #expect(recovered.contents.status == .complete)
    #expect(recovered.contents.measures == SampleRun.measures)
    #expect(try ResultValidator.check(path) == [])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["run.h5"])
  }

  @Test("a folder of that name is refused before the first step")
  func folder() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder("run.h5"), withIntermediateDirectories: false)
    let error = #expect(throws: ResultFileError.self) {
      _ = try ResultFile(
        creating: folder("run.h5"), overwrite: true, description: SampleRun.description())
    }
    #expect(error?.exitStatus == 73)
  }

  @Test(
    "a whole result is never called as one that is not whole",
    arguments: ["run.h5.part", "run.h5.part.log", "run.part.traces", ".part"])
  func part(name: String) throws {
    let folder = try TemporaryFolder()
    let error = #expect(throws: ResultFileError.self) {
      _ = try ResultFile(creating: folder(name), description: SampleRun.description())
    }
    #expect(error?.exitStatus == 73)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
  }

  @Test("what a killed run left under another name is said to be that, and no whole file")
  func renamed() throws {
    let folder = try TemporaryFolder()
    do {
      var file = try ResultFile(creating: folder("run.h5"), description: SampleRun.description())
      try file.append(frames: [1, 2, 3], to: 0)
      try file.flush()
    }
    for ending in ["", ".log"] {
      try FileManager.default.moveItem(
        atPath: folder("run.h5.part\(ending)"), toPath: folder("q.bin\(ending)"))
    }
    #expect(throws: ResultFileError.renamed(path: folder("q.bin"))) {
      _ = try ResultFile.recover(folder("q.bin"))
    }
    // What it says to do does it.
    for (old, new) in [("q.bin", "q.bin.part"), ("q.bin.log", "q.bin.part.log")] {
      try FileManager.default.moveItem(atPath: folder(old), toPath: folder(new))
    }
    #expect(try ResultFile.recover(folder("q.bin")) == nil)
    #expect(throws: ResultFileError.whole(path: folder("q.bin"))) {
      _ = try ResultFile.recover(folder("q.bin"))
    }
  }

  @Test("a pipe or a device is never replaced by a file", arguments: [true, false])
  func special(overwrite: Bool) throws {
    let folder = try TemporaryFolder()
    let path = folder("run.h5")
    #expect(mkfifo(path, 0o600) == 0)
    let error = #expect(throws: ResultFileError.self) {
      _ = try ResultFile(
        creating: path, overwrite: overwrite, description: SampleRun.description())
    }
    #expect(error?.exitStatus == 73)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["run.h5"])
  }

  @Test(
    "a link that waits beside the name of a result leads nothing to where it points",
    arguments: [".part", ".part.log", ".part.new", ".part.frame", ".part.redo", ".part.packed"],
    [true, false])
  func links(ending: String, compress: Bool) throws {
    let folder = try TemporaryFolder()
    try Data("mine".utf8).write(to: URL(fileURLWithPath: folder("precious")))
    let link = folder("run.h5" + ending)
    try FileManager.default.createSymbolicLink(
      atPath: link, withDestinationPath: folder("precious"))
    do {
      var file = try ResultFile(
        creating: folder("run.h5"), overwrite: true,
        description: SampleRun.description(tracks: [SampleRun.track(frames: 1)], compress: compress)
      )
      try file.append(frames: [1, 2, 3], to: 0)
      try file.finish(status: .complete, wallSeconds: 1)
    } catch {
      #expect(error.exitStatus == 73)
    }
    #expect(try String(contentsOfFile: folder("precious"), encoding: .utf8) == "mine")
  }

  @Test("a link of the name itself is replaced, and what it points to stays")
  func linkOfTheName() throws {
    let folder = try TemporaryFolder()
    try Data("mine".utf8).write(to: URL(fileURLWithPath: folder("precious")))
    try FileManager.default.createSymbolicLink(
      atPath: folder("run.h5"), withDestinationPath: folder("precious"))
    var file = try ResultFile(
      creating: folder("run.h5"), overwrite: true, description: SampleRun.description(frames: 1))
    try file.append(frames: [1, 2, 3], to: 0)
    try file.finish(status: .complete, wallSeconds: 1)
    #expect(try String(contentsOfFile: folder("precious"), encoding: .utf8) == "mine")
    #expect(try ResultReader(folder("run.h5")).contents.status == .complete)
  }

  @Test("a result without a name is refused before anything is written")
  func nameless() {
    let error = #expect(throws: ResultFileError.self) {
      _ = try ResultFile(creating: "", overwrite: true, description: SampleRun.description())
    }
    #expect(error?.exitStatus == 73)
  }

  @Test("two runs never write to one name, even when overwriting is asked for")
  func busy() throws {
    let folder = try TemporaryFolder()
    let path = folder("run.h5")
    var first = try ResultFile(creating: path, description: SampleRun.description(frames: 1))
    #expect(throws: ResultFileError.busy(path: path)) {
      _ = try ResultFile(
        creating: path, overwrite: true, description: SampleRun.description(frames: 1))
    }
    try first.append(frames: [1, 2, 3], to: 0)
    try first.finish(status: .complete, wallSeconds: 1)
    #expect(try ResultReader(path).frames(0..<1, of: 0) == [1, 2, 3])
  }

  @Test("what a stopped run left goes only when asked for")
  func unfinished() throws {
    let folder = try TemporaryFolder()
    let path = folder("run.h5")
    do {
      var stopped = try ResultFile(creating: path, description: SampleRun.description(frames: 2))
      try stopped.append(frames: [1, 2, 3], to: 0)
      try stopped.flush()
    }
    #expect(throws: ResultFileError.unfinished(path: path + ".part")) {
      _ = try ResultFile(creating: path, description: SampleRun.description(frames: 1))
    }
    #expect(try ResultReader(path + ".part").frames(0..<1, of: 0) == [1, 2, 3])
    var file = try ResultFile(
      creating: path, overwrite: true, description: SampleRun.description(frames: 1))
    try file.append(frames: [4, 5, 6], to: 0)
    try file.finish(status: .complete, wallSeconds: 1)
    #expect(try ResultReader(path).frames(0..<1, of: 0) == [4, 5, 6])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["run.h5"])
  }

  @Test("a folder that is missing is an error of creation, status 73")
  func missingFolder() throws {
    let folder = try TemporaryFolder()
    var thrown: ResultFileError?
    do {
      _ = try ResultFile(
        creating: folder("nowhere/run.h5"), description: SampleRun.description())
    } catch {
      thrown = error
    }
    let error = try #require(thrown)
    #expect(error.exitStatus == 73)
    #expect(error.description.contains("No such file or directory"))
    #expect(error.description.contains("nowhere/run.h5"))
  }

  @Test(
    "a result that the disk cannot hold is refused before the first step, and leaves nothing",
    arguments: [1 << 28, 1 << 29])
  func diskTooSmall(frames: Int) throws {
    let folder = try TemporaryFolder()
    let track = SampleRun.track(frames: frames, columns: SampleRun.columns(1000))
    let description = SampleRun.description(tracks: [track])
    let error = #expect(throws: ResultFileError.self) {
      _ = try ResultFile(creating: folder("run.h5"), description: description)
    }
    // A thousand values of 4 bytes a frame, and its time.
    #expect(error == .diskTooSmall(path: folder("run.h5.part"), bytes: frames * 4008))
    #expect(error?.exitStatus == 73)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test(
    "more frames than can be kept track of are refused with the size that they would have",
    arguments: [
      (1_000_000_001, "the result would take 12000000012 bytes"),
      (1_000_000_000_000, "the result would take 12000000000000 bytes"),
      (1 << 62, "more than any disk has"),
    ])
  func tooManyFrames(frames: Int, says: String) throws {
    let folder = try TemporaryFolder()
    let description = SampleRun.description(
      tracks: [SampleRun.track(frames: frames, columns: SampleRun.columns(1))])
    let error = #expect(throws: ResultFileError.self) {
      _ = try ResultFile(creating: folder("run.h5"), description: description)
    }
    #expect(error?.description.contains(says) == true, "\(error?.description ?? "")")
    #expect(error?.exitStatus == 73)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test("a folder that goes while the run goes on is a write error, status 74")
  func vanishes() throws {
    let folder = try TemporaryFolder()
    var file = try ResultFile(
      creating: folder("run.h5"), description: SampleRun.description(frames: 1))
    try file.append(frames: [0, 0, 0], to: 0)
    try FileManager.default.removeItem(atPath: folder.path)
    var thrown: ResultFileError?
    do {
      try file.finish(status: .complete, wallSeconds: 1)
    } catch {
      thrown = error
    }
    #expect(thrown?.exitStatus == 74)
  }

  @Test("a name with a slash in it is refused", arguments: ["", ".", "..", "a/b"])
  func badName(name: String) throws {
    let folder = try TemporaryFolder()
    let description = SampleRun.description(detectors: [SampleRun.detector(name)])
    #expect(throws: ResultFileError.badName(name)) {
      _ = try ResultFile(creating: folder("run.h5"), description: description)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test("two detectors of one name are an error that says where, and leave nothing")
  func sameName() throws {
    let folder = try TemporaryFolder()
    let description = SampleRun.description(
      detectors: [SampleRun.detector("d"), SampleRun.detector("d")])
    let error = #expect(throws: ResultFileError.self) {
      _ = try ResultFile(creating: folder("run.h5"), description: description)
    }
    #expect(error?.description.contains("events/d") == true)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }
}
