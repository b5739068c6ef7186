import Foundation
import RallHDF5
import RallJSON
import RallModel
import RallRun
import RallUnits
import Testing

/// One run, seen on the screen and in its file.
@Suite("A run from its experiment to its file")
struct WholeRunTests {
  static let yaml = experiment(
    """
    stimuli:
      - { name: step, at: soma, current_clamp: { start: 5 ms, duration: 40 ms, amplitude: 0.5 nA } }
    record:
      - { name: everywhere, variable: v, at: all, every: 0.1 ms }
      - { name: gates, variable: [hh.m, ina], at: soma }
    detect:
      - { name: spikes, at: [soma, "section(1, 0.1)"], above: -20 mV }
    measure:
      - { name: speed, conduction_velocity: { along: { from: soma, to: "section(1, 0.2)" }, above: -30 mV } }
      - { name: resistance, input_resistance: { at: soma } }
      - { name: lambda, length_constant: { region: dendrites } }
      - { name: shape, features: { at: soma } }
    """)

  @Test("what the report says, the file says too")
  func sameNumbers() throws {
    let bench = try Bench()
    let report = try bench.run(Self.yaml)
    let file = try bench.reader().contents
    #expect(report.status == .complete)
    #expect(file.status == .complete)
    #expect(file.title == "A spike in a ball and stick")
    #expect(report.detectors.map(\.name) == file.detectors.map(\.name))
    let spikes = report.detectors[0].spikes
    #expect(spikes[0].count > 1)
    #expect(spikes[1].count > 1)
    for point in spikes.indices {
      let stored = file.detectors[0].spikes.filter { $0.point == point }
      #expect(stored.map(\.time) == spikes[point].map(\.time))
      // Peaks are stored in single precision.
      #expect(
        stored.map { Float($0.peak.coherent) } == spikes[point].map { Float($0.peak.coherent) })
    }
    #expect(file.detectors[0].labels == report.detectors[0].labels)
    #expect(file.measures.map(\.name) == report.measures.map(\.name).sorted())
    for told in report.measures {
      let stored = try #require(file.measures.first { $0.name == told.name })
      #expect(stored.kind == told.kind)
      #expect(stored.values == told.values)
      #expect(stored.remark == told.remark)
      // Compared as text, in which NaN is NaN.
      #expect("\(stored.series)" == "\(told.series)")
    }
  }

  @Test("60 ms in frames of 0.1 ms are 601 frames, and a frame is the step where none is named")
  func frames() throws {
    let bench = try Bench()
    let report = try bench.run(Self.yaml)
    let reader = try bench.reader()
    let tracks = reader.contents.tracks
    #expect(tracks.map(\.track.name).sorted() == ["everywhere", "gates.hh.m", "gates.ina"])
    for (number, stored) in tracks.enumerated() {
      let isVoltage = stored.track.variable == "v"
      #expect(stored.track.frameCount == (isVoltage ? 601 : 2401))
      #expect(stored.track.columns.count == (isVoltage ? report.compartments : 1))
      let times = try reader.times(of: number)
      #expect(times.first == 0)
      #expect(abs(try #require(times.last) - 60) < 1e-12)
    }
  }

  @Test("the file holds the experiment, the neuron and the warnings that went into it")
  func provenance() throws {
    let bench = try Bench()
    let report = try bench.run(Self.yaml)
    let reader = try bench.reader()
    #expect(reader.contents.experiment == Self.yaml)
    #expect(try reader.swc() == bench.bytes(of: "cell.swc"))
    #expect(try ResultValidator.check(bench.path("result.h5")) == [])
    // Every radius of the dendrite is the same, which a reader of neurons remarks.
    #expect(report.warnings.map(\.code) == ["uniformRadius"])
    #expect(report.warnings[0].line == 2)
    #expect(reader.contents.warnings == JSON.array(report.warnings.map(\.json)).description)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(report.json.description.utf8))
        as? [String: Any])
    let warnings = try #require(object["warnings"] as? [[String: Any]])
    #expect(warnings[0]["line"] as? Int == 2)
  }

  @Test("a report that libsonata will not read well says so on the screen, in JSON and in the file")
  func compressed() throws {
    let bench = try Bench()
    let report = try bench.run(Self.yaml + "\noutput: { compress: true }")
    #expect(report.warnings.map(\.code) == ["uniformRadius", "compressed"])
    #expect(report.text.contains("note"))
    #expect(try bench.reader().contents.warnings.contains("\"compressed\""))
  }

  @Test("settings stand in for the file's values, and are in the stored experiment")
  func settings() throws {
    let bench = try Bench()
    let report = try bench.run(
      Self.yaml, settings: ["run.duration=10 ms", "stimuli[0].current_clamp.duration=2 ms"])
    #expect(report.duration == 10.ms)
    #expect(report.time == 10.ms)
    #expect(try bench.reader().contents.tracks[0].track.frameCount == 101)
    try bench.run(bench.reader().contents.experiment, into: "again.h5")
    let again = try bench.reader(of: "again.h5").contents
    #expect(
      again.detectors[0].spikes.map(\.time) == report.detectors[0].spikes.joined().map(\.time))
    #expect(throws: Failure.self) { try bench.run(Self.yaml, settings: ["run.stp=1 ms"]) }
    let wrong = bench.failure(Self.yaml, settings: ["stimuli[0].at=swc(99)"])
    #expect(wrong?.status == 65)
    #expect(wrong?.lines == ["--set stimuli[0].at: no sample of the file has the id 99"])
  }
}
