import Foundation
import RallJSON
import RallModel
import RallRun
import RallUnits
import Testing

/// What programs and people are told of a run.
@Suite("The report of a run")
struct ReportTests {
  private static let keys = [
    "file", "status", "compartments", "steps", "step", "exact", "rest", "threads", "kernel",
    "seconds",
    "peakMemory", "record", "detect", "measure", "convergence", "warnings",
  ]

  /// The keys of an object, in their order.
  private func keys(_ json: JSON?) -> [String] {
    guard case .object(let members) = json else { return [] }
    return members.map(\.key)
  }

  private func member(_ path: String..., of json: JSON) -> JSON? {
    path.reduce(json) { json, key in
      guard case .object(let members) = json else { return nil }
      return members.first { $0.key == key }?.value
    }
  }

  private func first(_ json: JSON?) -> JSON? {
    guard case .array(let values) = json else { return nil }
    return values.first
  }

  @Test("the keys of the object are those that programs rely on")
  func stableKeys() throws {
    let bench = try Bench()
    let json = try bench.run(WholeRunTests.yaml).json
    #expect(keys(json) == Self.keys)
    #expect(keys(member("seconds", of: json)) == ["load", "lower", "simulate", "write"])
    #expect(keys(member("detect", of: json)) == ["spikes"])
    #expect(
      keys(first(member("detect", "spikes", of: json)))
        == ["at", "times", "peaks", "error", "undecided"])
    #expect(keys(member("measure", of: json)) == ["speed", "resistance", "lambda", "shape"])
    #expect(
      keys(member("measure", "speed", of: json))
        == [
          "kind", "value", "unit", "standardError", "error", "meshError", "delay", "positions",
          "arrivals", "delays", "failedAt", "remark",
        ])
    #expect(
      keys(member("measure", "resistance", of: json))
        == ["kind", "value", "unit", "standardError", "error", "meshError", "remark"])
    #expect(keys(member("measure", "lambda", of: json)) == ["kind", "unit", "values", "remark"])
    #expect(
      keys(first(member("measure", "lambda", "values", of: json)))
        == ["region", "frequency", "value", "standardError", "error", "meshError"])
    #expect(keys(member("measure", "shape", of: json)) == ["kind", "values", "series", "remark"])
    #expect(
      keys(first(member("measure", "shape", "values", of: json)))
        == ["at", "quantity", "value", "unit", "standardError", "error", "meshError"])
    #expect(keys(first(member("warnings", of: json))) == ["code", "line", "message"])
    #expect(member("status", of: json) == .string("complete"))
    #expect(member("steps", of: json) == .integer(2400))
    #expect(member("step", of: json) == .number(0.025))
    _ = try JSONSerialization.jsonObject(with: Data(json.description.utf8))
  }

  @Test("one run tells no error in time, and says that it does not; a pair tells it")
  func errorBars() throws {
    let bench = try Bench()
    let one = try bench.run(WholeRunTests.yaml)
    #expect(one.text.contains("time error not estimated; mesh error not estimated"))
    #expect(one.detectors.flatMap(\.spikes).joined().allSatisfy { $0.error == nil })
    #expect(one.measures.flatMap(\.values).allSatisfy { $0.error == nil })
    let pair = try bench.run(
      WholeRunTests.yaml, settings: ["run.accuracy=richardson"], into: "pair.h5")
    #expect(!pair.text.contains("time error not estimated"))
    #expect(pair.text.contains("mesh error not estimated"))
    let spikes = pair.detectors[0].spikes[0]
    #expect(spikes.allSatisfy { $0.error != nil })
    // What the single run is off by is what the pair says of a run in half as long steps, four times
    // over, as of a scheme of order 2; within a third at this step.
    for (standard, spike) in zip(one.detectors[0].spikes[0], spikes) {
      let bar = 4 * (try #require(spike.error).coherent)
      let off = abs(standard.time.coherent - spike.time.coherent)
      #expect(off < 1.33 * bar && off > 0.75 * bar)
    }
    let speed = try #require(pair.measures.first { $0.name == "speed" })
    #expect(speed.values[0].error != nil)
    // What the resting cell answers has no time in it.
    let steady = try #require(pair.measures.first { $0.name == "resistance" })
    #expect(steady.values[0].error == nil)
  }

  @Test("the table says how the run ended, where the spikes were, and where the file is")
  func table() throws {
    let bench = try Bench()
    let text = try bench.run(WholeRunTests.yaml).text
    let rows = text.split(separator: "\n")
    #expect(rows[0].contains("complete, 60 ms in 2400 steps of at most 0.025 ms"))
    #expect(rows.contains { $0.hasPrefix("spikes") && $0.contains("soma: ") })
    #expect(rows.last?.hasSuffix("result.h5") == true)
    // The texts stand under one another.
    let columns = Set(
      rows.map { row in
        row.prefix { $0 != " " }.count + row.drop { $0 != " " }.prefix { $0 == " " }.count
      })
    #expect(columns.count == 1)
  }

  @Test("few sites have a row each, many have one together")
  func manySites() throws {
    let bench = try Bench()
    let yaml = experiment(
      """
      stimuli:
        - { name: step, at: soma, current_clamp: { start: 1 ms, duration: 5 ms, amplitude: 1 nA } }
      detect:
        - { name: few, at: [soma, "section(1, 0.1)"], above: -20 mV }
        - { name: many, at: all, above: -20 mV }
      """, run: "{ duration: 10 ms, accuracy: richardson }")
    let report = try bench.run(yaml)
    let rows = report.text.split(separator: "\n")
    #expect(rows.count { $0.hasPrefix("few ") } == 2)
    let many = rows.filter { $0.hasPrefix("many ") }
    #expect(many.count == 1)
    let fired = report.detectors[1].spikes.count { !$0.isEmpty }
    #expect(fired > 0 && fired < report.compartments)
    #expect(many[0].contains("\(fired) of \(report.compartments) sites: "))
  }
}
