import Foundation
import RallJSON
import RallModel
import RallRun
import RallUnits
import Testing

@Suite("Measured convergence")
struct ConvergenceTests {
  /// A spike that runs into a dendrite, with its tolerance.
  static func spike(_ accuracy: String = "standard", _ more: String = "") -> String {
    experiment(
      """
      stimuli: [{ name: kick, at: soma, current_clamp: { start: 1 ms, duration: 2 ms, amplitude: 2 nA } }]
      detect: [{ name: spikes, at: [soma, "section(1, 1)"], above: -40 mV }]
      measure:
        - { name: resistance, input_resistance: { at: soma } }
        - { name: speed, conduction_velocity: { along: { from: soma, to: "section(1, 1)" }, above: -40 mV } }
      \(more)
      """,
      membrane: """
        - { region: all, hh: { gna: 120 mS/cm2, gk: 36 mS/cm2, gl: 0.3 mS/cm2, ena: 50 mV, ek: -77 mV, el: -54.3 mV } }
        """,
      run: "{ duration: 10 ms, step: 0.025 ms, accuracy: \(accuracy) }")
  }

  static func found(
    _ yaml: String, tolerance: Double? = nil, settings: [String] = []
  ) throws -> Convergence {
    try #require(
      try Bench().prepared(yaml, settings: settings).convergence(tolerance: tolerance))
  }

  @Test("`standard` is of order 2 in time and in space, `euler` of order 1 in time")
  func orders() throws {
    for (accuracy, expected) in [("standard", 2.0), ("euler", 1)] {
      let found = try Self.found(Self.spike(accuracy))
      let times = found.moved.filter { $0.name == "spikes" && $0.unit == "ms" }
      #expect(times.count == 2)
      for one in times {
        let (time, mesh) = try (#require(one.time.order), #require(one.mesh.order))
        // Order 1 is not quite reached at 0.025 ms.
        #expect(abs(time - expected) < 0.2, "\(accuracy), \(one.place): \(time)")
        #expect(abs(mesh - 2) < 0.1, "\(accuracy), \(one.place): \(mesh)")
      }
    }
  }

  @Test("an input resistance knows no step, and is of order 2 in space")
  func resistance() throws {
    let found = try Self.found(Self.spike())
    let one = try #require(found.moved.first { $0.name == "resistance" })
    #expect(one.time.order == nil && one.time.error == 0)
    #expect(abs(try #require(one.mesh.order) - 2) < 0.01)
  }

  @Test("a cell that is solved exactly moves by nothing, and there is nothing to recommend")
  func exact() throws {
    let found = try Self.found(
      """
      rall: 1
      point_cell: { model: rc, capacitance: 200 pF, resistance: 100 Mohm, rest: -70 mV }
      stimuli: [{ name: s, at: soma, current_clamp: { start: 1 ms, duration: 20 ms, amplitude: 0.2 nA } }]
      detect: [{ name: d, at: soma, above: -65 mV }]
      measure: [{ name: r, input_resistance: { at: soma } }]
      run: { duration: 30 ms }
      """)
    #expect(found.isExact && found.isWithin)
    #expect(found.moved.map(\.name) == ["d", "d", "r"])
    #expect(found.moved.allSatisfy { $0.time.error == 0 && $0.mesh.error == 0 })
    #expect(found.text.contains("exact: the cell is solved in closed form"))
    #expect(!found.text.contains("so does"))
    let json = found.json.description
    #expect(json.contains("\"exact\": true") && json.contains("\"recommended\": null"))
  }

  @Test("the errors are those against a much finer step and mesh")
  func errors() throws {
    let found = try Self.found(Self.spike())
    /// When the spike comes to the end of the dendrite, ms.
    func arrival(_ settings: [String]) throws -> Double {
      let report = try Bench().prepared(Self.spike(), settings: settings).measure()
      return try #require(report.detectors[0].spikes[1].first?.time.value(in: .ms))
    }
    let one = try #require(
      found.moved.first { $0.quantity == "first spike" && $0.place != "soma" })
    let fineStep = try arrival(["run.step=0.0015625 ms", "run.accuracy=richardson"])
    #expect(abs(one.time.error / abs(one.value - fineStep) - 1) < 0.05)
    // 50 pieces of 20 µm on a dendrite of 1 mm, cut into 16.
    let fineMesh = try arrival(["compartments.longest=1.25 um"])
    #expect(abs(one.mesh.error / abs(one.value - fineMesh) - 1) < 0.05)
  }

  @Test("of a number without an order the error is not less than what it still has to go")
  func withoutOrder() throws {
    // The line through all vertices of a path along which the spike gains speed.
    let found = try Self.found(Self.spike())
    let one = try #require(found.moved.first { $0.name == "speed" })
    #expect(one.mesh.order == nil)
    let fine = try Bench().prepared(Self.spike(), settings: ["compartments.longest=0.6 um"])
      .measure().measures.first { $0.name == "speed" }
    let off = abs(one.value - (try #require(fine?.values.first?.value)))
    #expect(one.mesh.error > 0.9 * off && one.mesh.error < 2 * off, "\(one.mesh.error) \(off)")
  }

  @Test("what it recommends keeps the tolerance, and needs not much less", arguments: [1e-2, 2e-3])
  func recommendation(tolerance: Double) throws {
    let found = try Self.found(Self.spike(), tolerance: tolerance)
    guard case .longest(let length) = found.recommendedDivision else {
      Issue.record("another rule")
      return
    }
    let again = try Self.found(
      Self.spike(), tolerance: tolerance,
      settings: ["run.step=\(found.recommendedStep)", "compartments.longest=\(length)"])
    #expect(again.isWithin, "\(again.text)")
    // Twice of both would be four times the error; half is reserved, and two digits are rounded down.
    #expect(again.stepFactor > 0.7 && again.pieceFactor > 0.7)
  }

  @Test("spikes that come or go with the step are told, and nothing is within")
  func counts() throws {
    // In steps of 2 ms the spike is lost.
    let found = try Self.found(Self.spike(), settings: ["run.step=1 ms"])
    #expect(!found.remarks.isEmpty || found.moved.contains { $0.time.order == nil })
    #expect(!found.isWithin)
  }

  @Test("an experiment that lists it gets its mesh errors beside the measures, others the words")
  func listed() throws {
    let listed = Self.spike("standard", "  - { name: enough, convergence: { tolerance: 0.01 } }")
    let bench = try Bench()
    let report = try bench.run(listed)
    let study = try #require(report.convergence)
    #expect(study.tolerance == 0.01)
    for measure in report.measures {
      #expect(measure.values.allSatisfy { $0.meshError != nil }, "\(measure.name)")
    }
    #expect(
      report.text.contains("mesh error ") && !report.text.contains("mesh error not estimated"))
    let plain = try bench.run(Self.spike(), into: "plain.h5")
    #expect(plain.convergence == nil && plain.text.contains("mesh error not estimated"))
  }

  @Test("the table, the object and the figure tell the same")
  func reports() throws {
    let found = try Self.found(Self.spike())
    for one in found.moved { #expect(found.text.contains(one.name)) }
    #expect(found.json.description.contains("\"recommended\""))
    #expect(found.svg.contains("<svg") && found.svg.contains("mesh: "))
  }
}
