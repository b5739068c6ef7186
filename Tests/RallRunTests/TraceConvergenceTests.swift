import RallHDF5
import RallJSON
import RallModel
import RallRun
import RallUnits
import Testing

/// What is recorded at sites takes part in a study of convergence.
@Suite("Measured convergence of recordings")
struct TraceConvergenceTests {
  /// A passive ball and stick, read where a current into the soma moves it by 1 mV/ms at the most, so that
  /// what counts of a difference is all of it but for 1 %.
  private static func slow(_ more: String = "") -> String {
    experiment(
      """
      stimuli: [{ name: push, at: soma, current_clamp: { start: 1 ms, duration: 20 ms, amplitude: 100 pA } }]
      record: [{ name: end, variable: v, at: "section(1, 1)", every: 0.5 ms }]
      \(more)
      """,
      membrane: "- { region: all, passive: { g: 0.05 mS/cm2, e: -65 mV } }",
      run: "{ duration: 30 ms, step: 0.2 ms }", compartments: "{ longest: 100 um }")
  }

  /// mV
  private func frames(_ settings: [String]) throws -> [Float] {
    let bench = try Bench()
    try bench.run(Self.slow(), settings: settings)
    return try bench.reader().frames(0..<61, of: 0)
  }

  private func distance(_ a: [Float], _ b: [Float]) -> Double {
    zip(a, b).reduce(0) { max($0, Double(abs($1.0 - $1.1))) }
  }

  @Test(
    "a trace is of order 2 in time and in space, and its errors are those against much finer runs")
  func orders() throws {
    let found = try ConvergenceTests.found(Self.slow())
    let one = try #require(found.moved.first)
    #expect(found.moved.count == 1 && one.quantity == "trace" && one.place == "section(1, 1)")
    #expect(found.remarks.isEmpty && found.unseen.isEmpty)
    let (inTime, inSpace) = try (#require(one.time.order), #require(one.mesh.order))
    #expect(abs(inTime - 2) < 0.2 && abs(inSpace - 2) < 0.1, "\(inTime) \(inSpace)")
    let own = try frames([])
    let time = distance(own, try frames(["run.step=0.00625 ms"]))
    let mesh = distance(own, try frames(["compartments.longest=3.125 um"]))
    // What a file rounds to, 8e-6 mV, is 1 % of the first.
    #expect(abs(one.time.error / time - 1) < 0.1, "\(one.time.error) \(time)")
    #expect(abs(one.mesh.error / mesh - 1) < 0.05, "\(one.mesh.error) \(mesh)")
  }

  @Test("where the traces move by more than the tolerance, a number that does not is no excuse")
  func verdict() throws {
    let more = "measure: [{ name: r, input_resistance: { at: soma } }]"
    let (tolerance, mesh) = (5e-6, "compartments.longest=5 um")
    let found = try ConvergenceTests.found(
      Self.slow(more), tolerance: tolerance, settings: [mesh])
    let resistance = try #require(found.moved.first { $0.name == "r" })
    #expect(resistance.time.error + resistance.mesh.error < tolerance * resistance.scale)
    #expect(!found.isWithin && found.stepFactor < 1, "\(found.text)")
    guard case .longest(let length) = found.recommendedDivision else {
      Issue.record("another rule")
      return
    }
    let again = try ConvergenceTests.found(
      Self.slow(more), tolerance: tolerance,
      settings: ["run.step=\(found.recommendedStep)", "compartments.longest=\(length)"])
    #expect(again.isWithin, "\(again.text)")
  }

  @Test("a voltage clamp that is only recorded is studied by its own current")
  func clamp() throws {
    let found = try ConvergenceTests.found(
      experiment(
        """
        stimuli:
          - name: clamp
            at: soma
            voltage_clamp: { start: 1 ms, series_resistance: 10 Mohm, levels: [{ hold: -55 mV, for: 10 ms }] }
        """,
        membrane: "- { region: all, passive: { g: 0.05 mS/cm2, e: -65 mV } }",
        run: "{ duration: 15 ms, step: 0.0125 ms }"))
    let one = try #require(found.moved.first)
    #expect(found.moved.count == 1 && one.name == "clamp.current" && one.unit == "nA")
    // Right behind the jump, 1/320 of the slowest decay, order 2 is not quite reached.
    #expect(abs(try #require(one.time.order) - 2) < 0.2, "\(found.text)")
    #expect(abs(try #require(one.mesh.order) - 2) < 0.1, "\(found.text)")
  }

  @Test("a spike that is late counts as time, no more than the spike's own time and height")
  func late() throws {
    let found = try ConvergenceTests.found(
      ConvergenceTests.spike(
        "standard", "record: [{ name: trace, at: soma, every: 0.025 ms }]"))
    let trace = try #require(found.moved.first { $0.quantity == "trace" })
    let spike = found.moved.filter { $0.name == "spikes" && $0.place == "soma" }
    let most = spike.map { $0.time.error / $0.scale }.max() ?? 0
    #expect(trace.time.error / trace.scale < 2 * most, "\(found.text)")
    let order = try #require(trace.time.order)
    #expect(trace.time.error > 0 && abs(order - 2) < 0.3, "\(found.text)")
  }

  @Test("what is recorded and not looked at is told, with the reason")
  func unseen() throws {
    let found = try ConvergenceTests.found(
      experiment(
        """
        measure: [{ name: r, input_resistance: { at: soma } }]
        record:
          - { name: everywhere, at: all, every: 1 ms }
          - { name: gates, variable: [v, hh.m], at: soma, every: 1 ms }
        """, run: "{ duration: 5 ms }"))
    #expect(found.unseen.count == 2)
    #expect(found.unseen[0].hasPrefix("everywhere: "))
    #expect(found.unseen[1].hasPrefix("gates: hh.m"))
    #expect(found.moved.map(\.name) == ["r", "gates"])
    for line in found.unseen {
      #expect(found.text.contains("not looked at: \(line)"))
      #expect(found.json.description.contains("\"unseen\""))
    }
  }

  @Test("an exact cell that is only recorded moves by nothing")
  func exact() throws {
    let found = try ConvergenceTests.found(
      """
      rall: 1
      point_cell: { model: rc, capacitance: 200 pF, resistance: 100 Mohm, rest: -70 mV }
      stimuli: [{ name: s, at: soma, current_clamp: { start: 1 ms, duration: 20 ms, amplitude: 0.2 nA } }]
      record: [{ name: v, at: soma, every: 0.1 ms }]
      run: { duration: 30 ms }
      """)
    #expect(found.isExact && found.isWithin && !found.isEmpty)
    #expect(found.moved.allSatisfy { $0.time.error == 0 && $0.mesh.error == 0 })
  }
}
