import RallModel
import RallRun
import RallUnits
import Testing

/// When the firing of a cell has ended, and when only what drives it has.
@Suite("A rate of firing")
struct RateTests {
  private static func rate(_ yaml: String) throws -> MeasureResult {
    try #require(Bench().prepared(yaml).measure().measures.first)
  }

  @Test(
    "is 0 where the firing ends while a current still falls, to 0 or next to it",
    arguments: ["0 nA", "0.0001 nA", "-0.1 nA"])
  func ramp(to end: String) throws {
    let answer = try Self.rate(
      """
      rall: 1
      point_cell: { model: lif, tau: 20 ms, resistance: 10 Mohm, rest: -70 mV, threshold: -55 mV, reset: -70 mV, refractory: 2 ms }
      stimuli: [{ name: r, at: soma, ramp: { start: 10 ms, duration: 990 ms, from: 4 nA, to: \(end) } }]
      measure: [{ name: rate, rate: { at: soma } }]
      run: { duration: 1.1 s }
      """)
    #expect(answer.values[0].value == 0)
    #expect(try #require(answer.remark).contains("before the stimuli do"))
  }

  /// Squid membrane that fires for 200 ms of 600 under what `driven` says.
  private static func driven(_ driven: String, shape: String) -> String {
    """
    rall: 1
    morphology: { cylinder: \(shape) }
    compartments: { longest: 50 um }
    cell: { temperature: 6.3 degC, start: rest }
    membrane: [{ region: all, hh: {} }]
    \(driven)
    measure: [{ name: rate, rate: { at: "section(0, 0.5)" } }]
    run: { duration: 600 ms }
    """
  }

  @Test(
    "is that of the last interval where a current, a clamp or a field ends with the firing and the run goes on",
    arguments: [
      (
        "stimuli: [{ name: i, at: \"section(0, 0.5)\", current_clamp: { start: 10 ms, duration: 200 ms, amplitude: 0.5 nA } }]",
        "{ length: 30 um, diameter: 30 um, type: soma }"
      ),
      (
        "stimuli: [{ name: v, at: \"section(0, 0.5)\", voltage_clamp: { start: 10 ms, levels: [{ hold: -15 mV, for: 200 ms }], series_resistance: 100 Mohm } }]",
        "{ length: 30 um, diameter: 30 um, type: soma }"
      ),
      (
        "extracellular: [{ name: u, uniform: { strength: 40 V/m, direction: [1, 0, 0] }, pulse: { start: 10 ms, duration: 200 ms } }]",
        "{ length: 3000 um, diameter: 10 um, type: axon }"
      ),
    ])
  func ends(stimulus: String, shape: String) throws {
    let answer = try Self.rate(Self.driven(stimulus, shape: shape))
    let times = answer.series[0].values
    try #require(times.count > 5)
    #expect(times[times.count - 1] < 215)
    let last = 1000 / (times[times.count - 1] - times[times.count - 2])
    #expect(abs(answer.values[0].value - last) < 1e-9)
    #expect(answer.remark == nil)
  }

  @Test("has no smaller error than the spikes that it is of, however well theirs cancel")
  func error() throws {
    let yaml = """
      rall: 1
      point_cell: { model: hh, area: 2827.4333882308138 um2 }
      cell: { temperature: 6.3 degC, start: rest }
      stimuli: [{ name: i, at: soma, current_clamp: { start: 1 ms, duration: 98 ms, amplitude: 0.4 nA } }]
      detect: [{ name: d, at: soma, above: -20 mV }]
      measure: [{ name: rate, rate: { at: soma } }, { name: shape, features: { at: soma } }]
      run: { duration: 100 ms, accuracy: richardson }
      """
    let bench = try Bench()
    let (report, truth) = (
      try bench.run(yaml), try Bench().prepared(yaml, settings: ["run.step=0.003 ms"]).measure()
    )
    let spikes = report.detectors[0].spikes[0]
    try #require(spikes.count > 3)
    let errors = try spikes.map { try #require($0.error).value(in: .s) }
    func number(_ measure: Int, _ quantity: String) throws -> MeasureResult.Value {
      let values = report.measures[measure].values
      let found = try #require(values.first { $0.quantity == quantity })
      let exact = try #require(
        truth.measures[measure].values.first { $0.quantity == quantity })
      #expect(abs(found.value - exact.value) <= found.error!, "\(found) \(exact)")
      return found
    }
    // n/T of times that may be off by their errors: n/T² times those of the ends.
    let last = try number(0, "value")
    #expect(last.error! >= 0.999 * last.value * last.value * errors.suffix(2).reduce(0, +))
    for mean in [try number(0, "mean"), try number(1, "rate")] {
      let bound = mean.value * mean.value / Double(spikes.count - 1) * (errors[0] + errors.last!)
      #expect(mean.error! >= 0.999 * bound)
    }
  }
}
