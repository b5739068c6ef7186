import CHDF5
import Foundation
import RallHDF5
import RallModel
import Testing

/// Files that are whole by HDF5's rules and say of themselves what is not so.
@Suite("A result file that lies")
struct LyingFileTests {
  /// A way to lie, and what is done by who reads it.
  struct Lie: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// Where the validator finds it; nil where the file is not opened.
    var place: String?
    var tell: @Sendable (borrowing File) throws -> Void
  }

  static let lies: [Lie] = [
    Lie(testDescription: "of a table of eight terabytes", place: "/report/cell/time") {
      try $0.unlink("report/cell/data")
      _ = try $0.createDataset(
        "report/cell/data", type: Float.fileType, extents: [1 << 40, 2],
        layout: .compressed([1024, 2]))
      try $0.dataset("report/cell/data").setAttribute("units", "mV")
    },
    Lie(testDescription: "of more times than any memory holds", place: "/report/cell/time") {
      try $0.unlink("report/cell/time")
      _ = try $0.createDataset(
        "report/cell/time", type: Double.fileType, extents: [1 << 50], layout: .compressed([1024]))
    },
    Lie(testDescription: "of more frames than any number", place: "/report/cell/frames_written") {
      try $0.dataset("report/cell/frames_written").write([UInt64.max], to: "frames_written")
    },
    Lie(testDescription: "of a step of nothing", place: "/report/cell/mapping/time") {
      try $0.dataset("report/cell/mapping/time").write([0, 60, 0], to: "time")
    },
    Lie(testDescription: "of fewer places than there are columns", place: "/report/cell/x") {
      try $0.unlink("report/cell/x")
      _ = try $0.createDataset("report/cell/x", [1.0])
    },
    Lie(testDescription: "of fewer peaks than spikes", place: "/events/spikes/peak") {
      try $0.unlink("events/spikes/peak")
      _ = try $0.createDataset("events/spikes/peak", [Float]())
    },
    Lie(testDescription: "of a group that holds itself", place: "/report") {
      try $0.link("report", as: "report/cell/within")
    },
    Lie(testDescription: "of a name that leads into another file", place: nil) {
      let id = $0.id
      try HDF5.call("linking") {
        H5Lcreate_external(
          "/etc/passwd", "/", id, "elsewhere", chdf5_default(), chdf5_default())
      }
    },
    Lie(testDescription: "of values that lie in another file", place: "/") {
      let id = $0.id
      try $0.unlink("provenance/warnings")
      let creation = try PropertyList("making a list") { H5Pcreate(chdf5_dataset_create()) }
      let list = creation.id
      try HDF5.call("leading away") { H5Pset_external(list, "/etc/passwd", 0, 8) }
      let space = try Space.of([1])
      let shape = space.id
      _ = try Dataset("creating it") {
        H5Dcreate2(
          id, "provenance/warnings", chdf5_file_double(), shape, chdf5_default(), list,
          chdf5_default())
      }
    },
  ]

  @Test("is found out, and read as far as it can be or refused", arguments: lies)
  func found(lie: Lie) throws {
    let folder = try TemporaryFolder()
    let path = folder("run.h5")
    try SampleRun.write(SampleRun.description(), to: path, measures: SampleRun.measures)
    try SampleRun.spoil(path, lie.tell)
    if let place = lie.place {
      let problems = try ResultValidator.check(path)
      #expect(problems.contains { $0.path == place }, "\(problems)")
    } else {
      #expect(throws: ResultFileError.self) { _ = try ResultValidator.check(path) }
    }
    do throws(ResultFileError) {
      let reader = try ResultReader(path)
      for track in reader.contents.tracks.indices {
        let count = min(10, reader.contents.tracks[track].track.frameCount)
        _ = try reader.frames(0..<count, of: track)
        _ = try reader.times(of: track)
      }
    } catch {
      #expect(!error.description.isEmpty)
    }
  }
}
