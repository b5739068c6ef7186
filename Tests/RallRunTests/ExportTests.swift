import Foundation
import RallHDF5
import RallModel
import RallRun
import RallUnits
import Testing

/// A result in other programs' forms; what those programs read of it is in validation/readers.
@Suite("A result handed on")
struct ExportTests {
  private static let yaml = experiment(
    """
    stimuli:
      - { name: pulse, at: soma, current_clamp: { start: 5 ms, duration: 2 ms, amplitude: 1.5 nA } }
    record:
      - { name: everywhere, variable: [v, i_membrane], at: all, every: 0.5 ms }
      - { name: fast, at: soma, every: 0.1 ms }
    detect:
      - { name: spikes, at: [soma, "section(1, 0)"], above: -20 mV }
    measure:
      - { name: resistance, input_resistance: { at: soma } }
    """, run: "{ duration: 20 ms }")

  /// The rows of a table of comma-separated values without quotes.
  private func rows(_ bench: Bench, _ name: String) throws -> [[String]] {
    String(decoding: try bench.bytes(of: name), as: UTF8.self).split(separator: "\n")
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
  }

  @Test("as tables has every value to the last bit, a row a frame")
  func tables() throws {
    let bench = try Bench()
    let report = try bench.run(Self.yaml)
    try Export(of: bench.path("result.h5")).writeCSV(to: bench.path("out"))
    let reader = try bench.reader()
    for (index, stored) in reader.contents.tracks.enumerated() {
      let track = stored.track
      let rows = try rows(bench, "out/\(track.name).csv")
      #expect(rows[0][0] == "time ms")
      #expect(rows[0][1].hasPrefix("\(track.variable) \(track.unit) section("))
      #expect(rows.count == track.frameCount + 1)
      let times = try reader.times(of: index)
      #expect(rows.dropFirst().map { Double($0[0]) } == times)
      let frames = try reader.frames(0..<track.frameCount, of: index)
      #expect(rows.dropFirst().flatMap { $0.dropFirst().map { Float($0) } } == frames)
    }
    let spikes = try rows(bench, "out/spikes.csv")
    // A site with a comma in it is quoted, and a table of quoted words is not split here.
    let told = spikes.filter { $0[0] == "spikes" && $0[1] == "soma" }.map { Double($0[2]) }
    #expect(told == report.detectors[0].spikes[0].map { $0.time.value(in: .ms) })
    #expect(!told.isEmpty)
    #expect(spikes.contains { $0[1].hasPrefix("\"section(1") })
    let measures = try rows(bench, "out/measures.csv")
    #expect(measures.count == 2)
    #expect(Double(measures[1][5]) == report.measures[0].values[0].value)
  }

  @Test("as SONATA's folder holds the shape's own bytes and configurations that are JSON")
  func sonata() throws {
    let bench = try Bench()
    try bench.run(Self.yaml)
    try Export(of: bench.path("result.h5")).writeSonata(to: bench.path("out"))
    #expect(try bench.bytes(of: "out/morphologies/cell.swc") == bench.bytes(of: "cell.swc"))
    let folder = URL(fileURLWithPath: bench.path("out"))
    for name in ["circuit_config.json", "simulation_config.json", "node_sets.json"] {
      _ = try JSONSerialization.jsonObject(with: Data(contentsOf: folder.appending(path: name)))
    }
    let simulation = try #require(
      try JSONSerialization.jsonObject(
        with: Data(contentsOf: folder.appending(path: "simulation_config.json")))
        as? [String: Any])
    let reports = try #require(simulation["reports"] as? [String: Any])
    #expect(reports.keys.sorted() == ["everywhere.i_membrane", "everywhere.v", "fast"])
    for report in reports.values {
      let name = try #require((report as? [String: Any])?["file_name"] as? String)
      #expect(try !bench.bytes(of: "out/\(name)").isEmpty)
    }
  }

  @Test("in any form is the same file every time")
  func repeatable() throws {
    let bench = try Bench()
    try bench.run(Self.yaml)
    for turn in ["a", "b"] {
      let export = try Export(of: bench.path("result.h5"))
      try export.writeNWB(to: bench.path("\(turn).nwb"))
      try export.writeSonata(to: bench.path("\(turn).sonata"))
      try export.writeCSV(to: bench.path("\(turn).csv"))
    }
    for name in [".nwb", ".sonata/nodes.h5", ".sonata/reports/fast.h5", ".csv/fast.csv"] {
      #expect(try bench.bytes(of: "a\(name)") == bench.bytes(of: "b\(name)"), "\(name)")
    }
  }

  @Test("takes the place of nothing that is there, unless it may")
  func existing() throws {
    let bench = try Bench()
    try bench.run(Self.yaml)
    let path = bench.path("out")
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    for name in ["spikes.csv", "nodes.h5", "run.nwb"] { try bench.write("mine", to: "out/\(name)") }
    func export(_ overwrite: Bool) -> [Int32?] {
      func status(_ body: (borrowing Export) throws(Failure) -> Void) -> Int32? {
        do throws(Failure) { try body(try Export(of: bench.path("result.h5"))) } catch {
          return error.status
        }
        return nil
      }
      return [
        status { (export) throws(Failure) in try export.writeCSV(to: path, overwrite: overwrite) },
        status { (export) throws(Failure) in
          try export.writeSonata(to: path, overwrite: overwrite)
        },
        status { (export) throws(Failure) in
          try export.writeNWB(to: "\(path)/run.nwb", overwrite: overwrite)
        },
      ]
    }
    #expect(export(false) == [73, 73, 73])
    for name in ["spikes.csv", "nodes.h5", "run.nwb"] {
      #expect(try bench.bytes(of: "out/\(name)") == Array("mine".utf8))
    }
    #expect(export(true) == [nil, nil, nil])
  }

  @Test("of a run that did not come to its end is as long as it came")
  func interrupted() throws {
    let bench = try Bench()
    try bench.run(Self.yaml) { $0.time.value(in: .ms) < 7 }
    try Export(of: bench.path("result.h5")).writeCSV(to: bench.path("out"))
    let frames = try bench.reader().contents.tracks.first { $0.track.name == "fast" }?.track
      .frameCount
    #expect(try rows(bench, "out/fast.csv").count - 1 == frames)
    try Export(of: bench.path("result.h5")).writeNWB(to: bench.path("run.nwb"))
    try Export(of: bench.path("result.h5")).writeSonata(to: bench.path("sonata"))
  }

  @Test("is nothing where there is no result")
  func none() throws {
    let bench = try Bench()
    try bench.write("# text", to: "text.h5")
    for name in ["text.h5", "nowhere.h5"] {
      let failure = #expect(throws: Failure.self) { _ = try Export(of: bench.path(name)) }
      #expect(failure?.status == 66)
    }
  }
}
