import CHDF5
import Foundation
import RallHDF5
import RallModel
import RallUnits
import Testing

@Suite("Readers' traps")
struct LayoutTests {
  func filters(of path: String) throws -> [H5Z_filter_t] {
    let data = try File.read(path).dataset("report/cell/data")
    let id = data.id
    let creation = try PropertyList("asking for filters") { H5Dget_create_plist(id) }
    let list = creation.id
    let count = try HDF5.call("asking for filters") { H5Pget_nfilters(list) }
    return try (0..<UInt32(count)).map { index in
      try HDF5.call("asking for filters") {
        H5Pget_filter2(list, index, nil, nil, nil, 0, nil, nil)
      }
    }
  }

  @Test(
    "a report has no filter that libsonata cannot read unless it is asked for, and then it says so")
  func filters() throws {
    let folder = try TemporaryFolder()
    try SampleRun.write(SampleRun.description(), to: folder("plain.h5"))
    #expect(try filters(of: folder("plain.h5")).isEmpty)
    let compressed = SampleRun.description(compress: true)
    try SampleRun.write(compressed, to: folder("small.h5"))
    #expect(
      try filters(of: folder("small.h5")) == [chdf5_shuffle_filter(), chdf5_deflate_filter()])
    #expect(compressed.remarks.map(\.code) == ["compressed"])
    #expect(SampleRun.description().remarks.isEmpty)
  }

  @Test("there is one index pointer more than there are cells, under both names")
  func indexPointers() throws {
    let folder = try TemporaryFolder()
    try SampleRun.write(SampleRun.description(), to: folder("run.h5"))
    let file = try File.read(folder("run.h5"))
    let mapping = "report/cell/mapping"
    for name in ["index_pointers", "index_pointer"] {
      #expect(try file.read("\(mapping)/\(name)", as: UInt64.self) == [0, 3])
    }
    #expect(try file.read("\(mapping)/node_ids", as: UInt64.self) == [0])
    #expect(try file.dataset("report/cell/data").holds(Float.self))
    #expect(try file.dataset("report/cell/data").text("units") == "mV")
    #expect(try file.dataset("report/cell/time").text("units") == "ms")
  }

  @Test(
    "int((stop - start) / step) is the number of frames, as bmtk counts them",
    arguments: [0.025, 0.1, 0.05, 1.0 / 3, 0.001, 0.7])
  func stop(step: Double) throws {
    for frames in Array(1...2000) + [49_999, 480_001, 999_999] {
      let track = SampleRun.track(frames: frames, every: step.ms)
      let stop = TrackPlace.all(
        of: ResultLayout(tracks: [track], detectors: []), cell: "cell")[0].stop
      #expect(Int((stop - 0) / step) == frames)
      // No further from N·dt than rounding needs.
      #expect(abs(stop - Double(frames) * step) <= 2 * stop.ulp)
    }
  }

  @Test("a report of more than 500 000 frames is said to be long", arguments: [500_000, 500_001])
  func longReport(frames: Int) {
    let remarks = SampleRun.description(frames: frames).remarks
    #expect(remarks.map(\.code) == (frames > 500_000 ? ["longReport"] : []))
  }

  @Test("every axis has a dimension within sight, and no group has two names")
  func dimensions() throws {
    let folder = try TemporaryFolder()
    let description = SampleRun.description(tracks: SampleRun.severalTracks)
    try SampleRun.write(description, to: folder("run.h5"), measures: SampleRun.measures)
    #expect(try ResultValidator.check(folder("run.h5")) == [])
    let file = try File.read(folder("run.h5"))
    // What two tracks share is one dataset of two names.
    for name in ["time", "compartment", "area", "mapping/index_pointers"] {
      let first = try file.dataset("report/cell/\(name)")
      #expect(try first.isSame(as: file.dataset("reports/currents.ina/cell/\(name)")))
    }
    #expect(
      try file.dataset("report/cell/time").isSame(as: file.dataset("reports/gates.hh.m/cell/time")))
    // And the root shows whatever lies along the first population's axes.
    #expect(try file.dataset("v").isSame(as: file.dataset("report/cell/data")))
    #expect(try file.dataset("ina").isSame(as: file.dataset("reports/currents.ina/cell/data")))
    #expect(try !file.has("hh.m"))
  }

  @Test("currents are kept in nA a compartment, so that their sum is what flows through the cell")
  func currents() throws {
    let folder = try TemporaryFolder()
    let track = SampleRun.track("i", variable: "i_membrane", unit: "nA", frames: 1)
    var file = try ResultFile(
      creating: folder("run.h5"), description: SampleRun.description(tracks: [track]))
    try file.append(frames: [0.5, -0.125, 0.25], to: 0)
    try file.finish(status: .complete, wallSeconds: 1)
    let reader = try ResultReader(folder("run.h5"))
    #expect(reader.contents.tracks[0].path == "reports/i/cell")
    #expect(reader.contents.tracks[0].track.unit == "nA")
    #expect(try reader.frames(0..<1, of: 0).reduce(0, +) == 0.625)
  }

  @Test(
    "a chunk is at most 1024 frames by 256 compartments, and the chunks are hardly larger than the data",
    arguments: [1, 601, 1024, 1025, 2401, 100_000], [1, 256, 257, 1112])
  func chunks(frames: Int, columns: Int) {
    let track = SampleRun.track(frames: frames, columns: SampleRun.columns(columns))
    let place = TrackPlace.all(
      of: ResultLayout(tracks: [track], detectors: []), cell: "cell")[0]
    let chunk = place.chunk
    #expect(chunk.frames <= 1024 && chunk.columns <= 256)
    func covered(_ count: Int, _ part: Int) -> Int { (count + part - 1) / part * part }
    // Each of the parts is at most one longer than an even share.
    #expect(covered(frames, chunk.frames) - frames < (frames + 1023) / 1024)
    #expect(covered(columns, chunk.columns) - columns < (columns + 255) / 256)
  }

  @Test("the file is of the form of HDF5 1.8, and by a library that is not built for MPI")
  func form() throws {
    let folder = try TemporaryFolder()
    try SampleRun.write(SampleRun.description(), to: folder("run.h5"))
    let file = try File.read(folder("run.h5"))
    let id = file.id
    #expect(try HDF5.call("asking for the form") { chdf5_superblock_version(id) } == 2)
    #expect(chdf5_is_parallel() == 0)
  }
}
