import Foundation
import RallAnalysis
import RallJSON
import RallModel
import RallRun
import RallUnits
import Testing

/// The shape of a spike, whatever the grid and however fast it rises.
@Suite("The features of spikes in a run")
struct FeaturesTests {
  /// What one run answered, by its quantity.
  private static func values(
    _ yaml: String, step: Double, _ accuracy: String
  ) throws -> [String: MeasureResult.Value] {
    let report = try Bench().prepared(
      yaml, settings: ["run.step=\(step) ms", "run.accuracy=\(accuracy)"]
    ).measure()
    let measure = try #require(report.measures.first)
    return Dictionary(uniqueKeysWithValues: measure.values.map { ($0.quantity, $0) })
  }

  /// Expects that `standard` comes to the truth with order 2, and that the printed errors of pairs cover
  /// what they are off.
  private static func expect(
    _ yaml: String, _ truth: [String: Double], steps: [Double], resolution: Double,
    orders: ClosedRange<Double> = 1.5...3
  ) throws {
    let plain = try steps.map { try values(yaml, step: $0, "standard") }
    for (quantity, exact) in truth {
      let errors = try plain.map { abs(try #require($0[quantity]).value - exact) }
      if errors.allSatisfy({ $0 <= resolution }) { continue }
      let order = try #require(ConvergenceOrder(steps: steps, errors: errors)).order
      #expect(orders.contains(order), "\(quantity): \(errors)")
    }
    for step in steps {
      for (quantity, value) in try values(yaml, step: step, "richardson") {
        guard let exact = truth[quantity] else { continue }
        let error = try #require(value.error)
        #expect(
          abs(value.value - exact) <= error + resolution, "\(quantity) at \(step) ms: \(value)")
      }
    }
  }

  /// 0.0282743 nF that leak with a time constant of 2 ms and no more, and a pulse of 10 nA from 1.013 ms on
  /// for 0.4 ms.
  private static let charging = """
    rall: 1
    point_cell: { model: hh, area: 2827.4333882308138 um2, gna: 0 mS/cm2, gk: 0 mS/cm2, gl: 0.5 mS/cm2, el: -65 mV }
    cell: { start: -65 mV }
    stimuli: [{ name: p, at: soma, current_clamp: { start: 1.013 ms, duration: 0.4 ms, amplitude: 10 nA } }]
    measure: [{ name: f, features: { at: soma } }]
    run: { duration: 8 ms }
    """

  @Test("of a membrane charged by a pulse off the grid are those of the closed form")
  func charged() throws {
    // 2827.43 µm² at 0.5 mS/cm² are 0.0141372 µS.
    let goal = 10 / (0.5e-5 * Double.pi * 900)
    let height = goal * (1 - exp(-0.4 / 2))
    // V = goal·(1 − e^(−t/2 ms)) on the way up; all of it is the pulse's own.
    func rise(to v: Double) -> Double { -2 * log(1 - v / goal) }
    try Self.expect(
      Self.charging,
      [
        "time": 1.013 + rise(to: 45), "peak": height - 65,
      ], steps: [0.02, 0.01, 0.005], resolution: 1e-9)
    for accuracy in ["standard", "richardson"] {
      let report = try Bench().prepared(
        Self.charging, settings: ["run.accuracy=\(accuracy)"]
      ).measure()
      let measure = report.measures[0]
      #expect(!measure.values.contains { ["threshold", "halfWidth"].contains($0.quantity) })
      #expect(measure.remark?.hasPrefix("no threshold: of itself") == true)
    }
  }

  @Test("of the squid's membrane under a pulse that ends in the rise are those of the equations")
  func squid() throws {
    let yaml = """
      rall: 1
      point_cell: { model: hh, area: 2827.4333882308138 um2 }
      cell: { temperature: 6.3 degC, start: rest }
      stimuli: [{ name: v, at: soma, current_clamp: { start: 1.013 ms, duration: 0.3 ms, amplitude: 13 nA } }]
      measure: [{ name: f, features: { at: soma } }]
      run: { duration: 20 ms }
      """
    // The equations of 1952 by LSODA of scipy at 1e-11, peaks and crossings by Brent's method; the threshold
    // where −i(V, m, h, n)/C and the leak of the resting gates on the pulse's own response pass 20 mV/ms.
    try Self.expect(
      yaml,
      [
        "time": 1.113_755_543_3, "peak": 58.248_562_8, "threshold": -10.495_792_787_2,
        "halfWidth": 0.776_039_782_1, "afterHyperpolarisation": -76.221_078_631,
      ], steps: [0.025, 0.0125, 0.00625], resolution: 2e-7)
  }

  /// A pulse of 0.8 nA from 0.5 ms on into the tip of a dendrite of 500 µm by 0.5 µm.
  private static func tip(_ duration: String) -> String {
    """
    rall: 1
    morphology: { cylinder: { length: 500 um, diameter: 0.5 um, type: basal } }
    compartments: { longest: 5 um }
    cell: { axoplasm: 150 ohm cm, start: -65 mV }
    membrane: [{ region: all, passive: { g: 0.05 mS/cm2, e: -65 mV } }]
    stimuli: [{ name: c, at: "section(0, 0)", current_clamp: { start: 0.5 ms, duration: \(duration), amplitude: 0.8 nA } }]
    measure: [{ name: f, features: { at: "section(0, 0)" } }]
    run: { duration: 3 ms }
    """
  }

  @Test(
    "of a tip that charges within a piece of a graded step are those of its modes, within the errors that are printed",
    arguments: [("0.1 ms", 133.367_105_34), ("0.09 ms", 123.179_365_41)])
  func tip(duration: String, peak: Double) throws {
    // The modes of the same compartments, by scipy's eigh. The potential passes −20 mV in the second piece
    // after the edge, where the order is ½ until a compartment is charged.
    let yaml = Self.tip(duration)
    let truth = ["time": 0.505_502_833_9, "peak": peak]
    for step in [0.025, 0.0125, 0.005] {
      for (quantity, value) in try Self.values(yaml, step: step, "richardson") {
        guard let exact = truth[quantity] else { continue }
        #expect(
          abs(value.value - exact) <= value.error! + 1e-9, "\(quantity) at \(step) ms: \(value)")
      }
    }
    // Away from the edge, where the errors are those of the pulse's end, order 2.
    let peaks = try [0.02, 0.01, 0.005].map {
      abs(try #require(Self.values(yaml, step: $0, "standard")["peak"]).value - peak)
    }
    #expect(peaks[0] / peaks[2] > 8, "\(peaks)")
  }

  @Test(
    "count a spike that is over between two multiples of the step, as a detector does",
    arguments: ["standard", "richardson", "euler"])
  func brief(accuracy: String) throws {
    let yaml = """
      rall: 1
      point_cell: { model: hh, area: 1000 um2, gna: 0 mS/cm2, gl: 20 mS/cm2 }
      cell: { start: rest }
      stimuli: [{ name: v, at: soma, current_clamp: { start: 1.0105 ms, duration: 0.009 ms, amplitude: 60 nA, repeat: { every: 0.5 ms, times: 3 } } }]
      measure: [{ name: f, features: { at: soma } }]
      detect: [{ name: d, at: soma, above: -20 mV }]
      run: { duration: 4 ms, accuracy: \(accuracy) }
      """
    let bench = try Bench()
    let report = try bench.run(yaml)
    #expect(report.measures[0].values[0].value == 3)
    let times = try #require(report.measures[0].series.first { $0.quantity == "time" })
    #expect(times.values == report.detectors[0].spikes[0].map { $0.time.value(in: .ms) })
    let peaks = try #require(report.measures[0].series.first { $0.quantity == "peak" })
    for (peak, spike) in zip(peaks.values, report.detectors[0].spikes[0]) {
      // Of two numbers that are extrapolated and rounded.
      #expect(abs(peak - spike.peak.value(in: .mV)) < 1e-9)
    }
  }

  @Test("are undecided, and so is a rate, where a detector is: by a peak within 1 mV of the level")
  func grazing() throws {
    for amplitude in [45, 44, 41.0] {
      let yaml = """
        rall: 1
        point_cell: { model: hh, area: 1000 um2, gna: 0 mS/cm2, gl: 20 mS/cm2 }
        cell: { start: rest }
        stimuli: [{ name: v, at: soma, current_clamp: { start: 1.0105 ms, duration: 0.009 ms, amplitude: \(amplitude) nA } }]
        measure: [{ name: f, features: { at: soma } }, { name: r, rate: { at: soma } }]
        detect: [{ name: d, at: soma, above: -20 mV }]
        run: { duration: 4 ms, accuracy: richardson }
        """
      let bench = try Bench()
      let report = try bench.run(yaml)
      // The peaks are −19.2, −20.0 and −22.5 mV.
      let isNear = amplitude > 43
      #expect((report.detectors[0].undecided[0] != nil) == isNear)
      for measure in report.measures {
        #expect((measure.remark?.contains("undecided") == true) == isNear, "\(measure)")
        #expect(!isNear || measure.values.allSatisfy { $0.error == nil })
      }
    }
  }

  @Test("under an ideal clamp nothing happens before it starts, and what the clamp says is exact")
  func clamped() throws {
    let yaml = """
      rall: 1
      point_cell: { model: hh, area: 1000 um2 }
      cell: { temperature: 6.3 degC, start: -65 mV }
      stimuli: [{ name: c, at: soma, voltage_clamp: { start: 1.013 ms, levels: [{ hold: 12 mV, for: 1 ms }, { hold: -80 mV, for: 1 ms }] } }]
      measure: [{ name: f, features: { at: soma } }]
      run: { duration: 4 ms }
      """
    for accuracy in ["standard", "richardson"] {
      let values = try Self.values(yaml, step: 0.025, accuracy)
      #expect(values["time"]?.value == 1.013)
      #expect(values["peak"]?.value == 12)
      // The clamp makes it rise, and nothing else.
      #expect(values["threshold"] == nil && values["halfWidth"] == nil)
      #expect(values["time"]?.error == (accuracy == "standard" ? nil : 0))
    }
  }

  @Test("that both runs of a pair agree on to the last bit have errors of 0, not none")
  func held() throws {
    let yaml = """
      rall: 1
      point_cell: { model: hh, area: 1000 um2 }
      cell: { temperature: 6.3 degC, start: rest }
      stimuli: [{ name: c, at: soma, voltage_clamp: { start: 1.013 ms, levels: [{ hold: 12 mV, for: 1 ms }, { hold: -80 mV, for: 9 ms }] } }]
      measure: [{ name: f, features: { at: soma } }]
      run: { duration: 4 ms }
      """
    let values = try Self.values(yaml, step: 0.025, "richardson")
    #expect(values.count == 4)
    for (quantity, value) in values where quantity != "spikes" {
      // Rest is found to 1e-11 mV.
      #expect(try #require(value.error, "\(quantity)") < 1e-11)
    }
  }

  @Test("are those of the first spike, and say so, with those of all in a series")
  func series() throws {
    let yaml = """
      rall: 1
      point_cell: { model: hh, area: 2827.4333882308138 um2 }
      cell: { temperature: 6.3 degC, start: rest }
      stimuli: [{ name: i, at: soma, current_clamp: { start: 1 ms, duration: 48 ms, amplitude: 0.5 nA } }]
      measure: [{ name: shape, features: { at: soma } }]
      run: { duration: 50 ms }
      """
    let report = try Bench().prepared(yaml).measure()
    let measure = report.measures[0]
    #expect(report.measureText.contains("soma: first spike's peak"))
    guard case .object(let members) = measure.json,
      case .object(let series)? = members.first(where: { $0.key == "series" })?.value
    else {
      Issue.record("no series: \(measure.json)")
      return
    }
    #expect(
      series.map(\.key) == ["time", "peak", "threshold", "halfWidth", "afterHyperpolarisation"])
    for own in measure.series {
      #expect(own.values.count > 2)
      #expect(own.values[0] == measure.values.first { $0.quantity == own.quantity }?.value)
      let json = try #require(series.first { $0.key == own.quantity }?.value)
      #expect(
        json == [
          "unit": .string(own.unit),
          "values": .array(own.values.map { $0.isNaN ? .null : .number($0) }),
        ])
    }
  }

  @Test("have honest errors under noise, which two runs see at different times")
  func noisy() throws {
    var ratios: [String: [Double]] = [:]
    for seed in 1...60 {
      let yaml = """
        rall: 1
        point_cell: { model: hh, area: 2827.4333882308138 um2 }
        cell: { temperature: 14 degC, start: rest }
        stimuli: [{ name: n, at: soma, noise: { start: 1 ms, duration: 18 ms, mean: 0.5 nA, sd: 0.5 nA, tau: 2 ms } }]
        measure: [{ name: f, features: { at: soma } }]
        run: { duration: 20 ms, seed: \(seed) }
        """
      let given = try Self.values(yaml, step: 0.04, "richardson")
      let truth = try Self.values(yaml, step: 0.005, "richardson")
      for (quantity, value) in given {
        guard let error = value.error, let exact = truth[quantity]?.value else { continue }
        ratios[quantity, default: []].append(abs(value.value - exact) / error)
      }
    }
    #expect(ratios.keys.count == 6)
    for (quantity, ratios) in ratios {
      let honest = ratios.count { $0 < 3 }
      #expect(ratios.count > 20, "\(quantity)")
      #expect(
        Double(honest) >= 0.95 * Double(ratios.count),
        "\(quantity): \(honest) of \(ratios.count), worst \(ratios.max()!)")
    }
  }

  @Test("an ideal clamp starts a spike that runs as fast as one through next to no resistance")
  func conduction() throws {
    func velocity(_ resistance: String, _ accuracy: String) throws -> MeasureResult.Value {
      let yaml = """
        rall: 1
        morphology: { cylinder: { length: 20000 um, diameter: 476 um, type: axon } }
        compartments: { longest: 100 um }
        cell: { axoplasm: 35.4 ohm cm, temperature: 18.5 degC, start: rest }
        membrane: [{ region: all, hh: {} }]
        stimuli:
          - { name: vc, at: "section(0, 0)", voltage_clamp: { start: 0.5 ms, levels: [{ hold: 0 mV, for: 1 ms }]\(resistance) } }
        measure:
          - { name: v, conduction_velocity: { along: { from: "section(0, 0)", to: "section(0, 0.8)" }, above: -20 mV } }
        run: { duration: 4 ms, step: 0.005 ms, accuracy: \(accuracy) }
        """
      let measure = try #require(Bench().prepared(yaml).measure().measures.first)
      #expect(measure.remark == nil)
      return try #require(measure.values.first)
    }
    for accuracy in ["standard", "richardson"] {
      let ideal = try velocity("", accuracy)
      // 10 ohm charge an end of 1.5 nF in 15 ns.
      let nearly = try velocity(", series_resistance: 0.00001 Mohm", accuracy)
      let fitted = try #require(ideal.standardError)
      #expect(abs(ideal.value - nearly.value) < 0.1 * fitted, "\(ideal) \(nearly)")
      #expect(abs(ideal.value - 18.18) < fitted)
    }
  }
}
