import Foundation
import RallHDF5
import RallModel
import RallUnits
import Testing

@Suite("Holding a file against the layout")
struct ResultValidatorTests {
  @Test("what the program writes is as it should be, whatever is recorded")
  func good() throws {
    let folder = try TemporaryFolder()
    let descriptions = [
      SampleRun.description(),
      SampleRun.description(tracks: SampleRun.severalTracks, compress: true),
      SampleRun.description(tracks: [SampleRun.track("i", variable: "ina", unit: "nA")]),
      SampleRun.description(detectors: []),
      SampleRun.description(tracks: []),
      SampleRun.description(detectors: [SampleRun.detector("b"), SampleRun.detector("a")]),
    ]
    for (index, description) in descriptions.enumerated() {
      let path = folder("\(index).h5")
      try SampleRun.write(description, to: path, measures: SampleRun.measures)
      #expect(try ResultValidator.check(path) == [])
    }
  }

  /// A way to spoil a file, and where that is to be noticed.
  struct Damage: Sendable, CustomTestStringConvertible {
    var place: String
    var spoil: @Sendable (borrowing File) throws -> Void
    var testDescription: String { place }
  }

  static let damages: [Damage] = [
    Damage(place: "/") { try $0.setAttribute("magic", UInt32(1)) },
    Damage(place: "/") { try $0.setAttribute("status", "finished") },
    Damage(place: "/v") { try $0.unlink("v") },
    Damage(place: "/time") {
      try $0.unlink("time")
      try $0.link("report/cell/mapping/time", as: "time")
    },
    Damage(place: "/report/extra") { _ = try $0.createDataset("report/extra", [1.0]) },
    Damage(place: "/report/cell/data") { try $0.unlink("report/cell/data") },
    Damage(place: "/report/cell/data") {
      try $0.unlink("report/cell/data")
      _ = try $0.createDataset("report/cell/data", [1.0, 2, 3], extents: [1, 3])
    },
    Damage(place: "/report/cell/time") {
      let time = try $0.dataset("report/cell/time")
      try time.write([Double](repeating: 1, count: 601), to: "time")
    },
    Damage(place: "/report/cell/time") {
      try $0.dataset("report/cell/time").setAttribute("units", "s")
    },
    Damage(place: "/report/cell/mapping/time") {
      try $0.dataset("report/cell/mapping/time").write([0, 60, 0.1], to: "time")
    },
    Damage(place: "/report/cell/frames_written") {
      try $0.dataset("report/cell/frames_written").write([UInt64(600)], to: "frames_written")
    },
    Damage(place: "/report/cell/area") {
      try $0.unlink("report/cell/area")
      _ = try $0.createDataset("report/cell/area", [Float(1), 2, 3])
    },
    Damage(place: "/report/cell/mapping/index_pointers") {
      try $0.unlink("report/cell/mapping/index_pointers")
      _ = try $0.createDataset("report/cell/mapping/index_pointers", [UInt64(0)])
    },
    Damage(place: "/report/cell/mapping/element_ids") {
      try $0.unlink("report/cell/mapping/element_ids")
      _ = try $0.createDataset("report/cell/mapping/element_ids", [UInt32(0)])
    },
    Damage(place: "/spikes/cell/timestamps") {
      let times = try $0.dataset("spikes/cell/timestamps")
      try times.resize(to: [2], path: "timestamps")
      try times.write([2.0, 1], to: "timestamps")
    },
    Damage(place: "/spikes/cell/node_ids") {
      try $0.dataset("spikes/cell/node_ids").resize(to: [2], path: "node_ids")
    },
    Damage(place: "/events/spikes/peak") { try $0.unlink("events/spikes/peak") },
    Damage(place: "/stimulus/step/current") { try $0.unlink("stimulus/step/current") },
    Damage(place: "/geometry/cell/half_edges/area") {
      try $0.unlink("geometry/cell/half_edges/area")
    },
    Damage(place: "/morphology/cell") {
      try $0.dataset("morphology/cell/swc_text").write(
        [UInt8](repeating: 35, count: SampleRun.swc.utf8.count), to: "swc_text")
    },
    Damage(place: "/morphology/cell/structure") {
      try $0.dataset("morphology/cell/structure").write(
        [Int32(0), 1, -1, 32, 3, 7], to: "structure")
    },
    Damage(place: "/provenance/experiment") { try $0.unlink("provenance/experiment") },
    Damage(place: "/measure/speed/value") {
      try $0.unlink("measure/speed/value")
    },
    Damage(place: "/report/cell/data") {
      try $0.dataset("report/cell/data").setAttribute("units", "V")
    },
    Damage(place: "/report/cell/data") {
      try $0.dataset("report/cell/data").write(
        [Float.nan], rows: 300..<301, columns: 1..<2, path: "data")
    },
    Damage(place: "/report/cell/mapping/element_ids") {
      try $0.dataset("report/cell/mapping/element_ids").write([UInt32(0), 1, 99], to: "ids")
    },
    Damage(place: "/report/cell/parent") {
      try $0.dataset("report/cell/parent").write([Int32(2), 0, 1], to: "parent")
    },
    Damage(place: "/report/cell/compartment") {
      try $0.dataset("report/cell/compartment").write([Int32(0), 1, 3], to: "compartment")
    },
    Damage(place: "/report/cell/section_pos") {
      try $0.dataset("report/cell/section_pos").write([Float(0), 0.5, 1.5], to: "section_pos")
    },
    Damage(place: "/report/cell/area") {
      try $0.dataset("report/cell/area").write([1.0, -1, 1], to: "area")
    },
    Damage(place: "/spikes/cell/timestamps") {
      try $0.dataset("spikes/cell/timestamps").write([-1.0], to: "timestamps")
    },
    Damage(place: "/events/spikes/timestamps") {
      try $0.dataset("events/spikes/timestamps").write([Double.nan], to: "timestamps")
    },
    Damage(place: "/events/spikes/point") {
      try $0.dataset("events/spikes/point").write([Int32(2)], to: "point")
    },
    Damage(place: "/events/spikes/compartment") {
      try $0.dataset("events/spikes/compartment").write([Int32(1)], to: "compartment")
    },
    Damage(place: "/geometry/cell/half_edges/compartment") {
      try $0.dataset("geometry/cell/half_edges/compartment").write([Int32(0), 1, 7], to: "c")
    },
    Damage(place: "/geometry/cell/half_edges/area") {
      try $0.dataset("geometry/cell/half_edges/area").write([1, -2.0, 1], to: "area")
    },
    Damage(place: "/more") { try $0.link("report/cell", as: "more") },
    Damage(place: "/stray") { _ = try $0.createDataset("stray", [1.0, 2]) },
  ]

  @Test("whatever is spoilt is named by its place", arguments: damages)
  func damaged(damage: Damage) throws {
    let folder = try TemporaryFolder()
    let path = folder("run.h5")
    try SampleRun.write(SampleRun.description(), to: path, measures: SampleRun.measures)
    try SampleRun.spoil(path, damage.spoil)
    let problems = try ResultValidator.check(path)
    #expect(problems.contains { $0.path == damage.place }, "\(problems)")
  }

  @Test("what is no HDF5 file cannot be opened, status 66")
  func noFile() throws {
    let folder = try TemporaryFolder()
    try Data("# SWC".utf8).write(to: URL(fileURLWithPath: folder("run.h5")))
    for name in ["run.h5", "missing.h5"] {
      let error = #expect(throws: ResultFileError.self) {
        _ = try ResultValidator.check(folder(name))
      }
      #expect(error?.exitStatus == 66)
    }
  }
}
