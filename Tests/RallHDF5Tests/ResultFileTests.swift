import Foundation
import RallHDF5
import RallModel
import RallUnits
import Testing

@Suite("A result file")
struct ResultFileTests {
  @Test("a complete run has its name, and nothing is left beside it")
  func complete() throws {
    let folder = try TemporaryFolder()
    try SampleRun.write(SampleRun.description(), to: folder("run.h5"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["run.h5"])
    #expect(try ResultReader(folder("run.h5")).contents.status == .complete)
  }

  @Test(
    "every value comes back where it was put, however the frames come and the chunks fall",
    arguments: [(1, 1), (601, 3), (1024, 256), (1025, 257), (2600, 300)], [1, 7, 1500])
  func roundTrip(size: (frames: Int, columns: Int), batch: Int) throws {
    let folder = try TemporaryFolder()
    let track = SampleRun.track(frames: size.frames, columns: SampleRun.columns(size.columns))
    let description = SampleRun.description(tracks: [track])
    try SampleRun.write(description, to: folder("run.h5"), batch: batch)
    let reader = try ResultReader(folder("run.h5"))
    let frames = try reader.frames(0..<size.frames, of: 0)
    #expect(frames == SampleRun.frames(0..<size.frames, columns: size.columns))
    let last = try reader.values(of: 0, column: size.columns - 1)
    #expect(
      last
        == (0..<size.frames).map {
          SampleRun.value(track: 0, frame: $0, column: size.columns - 1)
        })
  }

  @Test("several tracks keep apart, with the first of v in /report and the others in /reports")
  func severalTracks() throws {
    let folder = try TemporaryFolder()
    let tracks = SampleRun.severalTracks
    try SampleRun.write(SampleRun.description(tracks: tracks), to: folder("run.h5"))
    let reader = try ResultReader(folder("run.h5"))
    #expect(
      reader.contents.tracks.map(\.path) == [
        "report/cell", "reports/currents.ina/cell", "reports/fast/cell",
        "reports/gates.hh.m/cell",
      ])
    for (index, stored) in reader.contents.tracks.enumerated() {
      let track = try #require(tracks.firstIndex { $0.name == stored.track.name })
      #expect(stored.track.unit == tracks[track].unit)
      #expect(stored.track.columns.map(\.centre) == tracks[track].columns.map(\.centre))
      let frames = 0..<tracks[track].frameCount
      let columns = tracks[track].columns.count
      #expect(
        try reader.frames(frames, of: index)
          == SampleRun.frames(frames, columns: columns, track: track))
      #expect(
        try reader.times(of: index) == frames.map { Double($0) * tracks[track].every.coherent })
    }
  }

  @Test("spikes come back to the last bit, in the order of time")
  func spikes() throws {
    let folder = try TemporaryFolder()
    var file = try ResultFile(
      creating: folder("run.h5"), description: SampleRun.description(frames: 1))
    let times = [12.345_678_901_234_567, 3.1, 0.1 + 0.2, 40]
    for (index, time) in times.enumerated() {
      try file.append(spike: Spike(point: index % 2, time: time.ms, peak: 38.25.mV), to: 0)
    }
    try file.append(frames: [0, 0, 0], to: 0)
    try file.finish(status: .complete, wallSeconds: 1)
    let reader = try ResultReader(folder("run.h5"))
    let detector = try #require(reader.contents.detectors.first)
    #expect(detector.spikes.map(\.time.coherent) == times.sorted())
    #expect(detector.spikes.map(\.point) == [0, 1, 0, 1])
    #expect(detector.spikes.allSatisfy { $0.peak == 38.25.mV })
    #expect(detector.labels == SampleRun.detector().labels)
    // The cell's own spikes are those of the first site.
    #expect(try reader.spikeTimes() == [0.1 + 0.2, 12.345_678_901_234_567])
  }

  @Test("measures come back as they were, with every unit, place and error")
  func measures() throws {
    let folder = try TemporaryFolder()
    try SampleRun.write(
      SampleRun.description(), to: folder("run.h5"), measures: SampleRun.measures)
    #expect(try ResultReader(folder("run.h5")).contents.measures == SampleRun.measures)
  }

  @Test("the experiment, the warnings and the shape's own bytes are inside, unchanged")
  func texts() throws {
    let folder = try TemporaryFolder()
    let warnings = #"[{"code": "zeroRadius", "line": 27, "message": "µ\n"}]"#
    var file = try ResultFile(
      creating: folder("run.h5"), description: SampleRun.description(frames: 1))
    try file.append(frames: [0, 0, 0], to: 0)
    try file.write(warnings: "[]")
    try file.write(warnings: warnings)
    try file.finish(status: .complete, wallSeconds: 1)
    let reader = try ResultReader(folder("run.h5"))
    #expect(reader.contents.experiment == "rall: 1\ntitle: dölle\n")
    #expect(reader.contents.warnings == warnings)
    #expect(reader.contents.title == "A ball and a stick")
    #expect(try reader.swc() == Array(SampleRun.swc.utf8))
  }

  @Test("compressing changes the size of a file and not a value in it")
  func compressed() throws {
    let folder = try TemporaryFolder()
    let tracks = [SampleRun.track(frames: 2600, columns: SampleRun.columns(300))]
    for compress in [false, true] {
      try SampleRun.write(
        SampleRun.description(tracks: tracks, compress: compress), to: folder("\(compress).h5"))
    }
    let plain = try ResultReader(folder("false.h5"))
    let packed = try ResultReader(folder("true.h5"))
    #expect(try plain.frames(0..<2600, of: 0) == packed.frames(0..<2600, of: 0))
    func size(_ name: String) throws -> Int {
      try #require(
        FileManager.default.attributesOfItem(atPath: folder(name))[.size] as? Int)
    }
    #expect(try size("true.h5") < size("false.h5") / 2)
    #expect(
      try Set(FileManager.default.contentsOfDirectory(atPath: folder.path))
        == ["false.h5", "true.h5"])
  }
}
