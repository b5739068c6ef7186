import Foundation
import RallJSON
import RallModel
import RallRun
import RallUnits
import Testing

/// How fast a spike runs, and the word where it does not arrive.
@Suite("Conduction velocity by experiment")
struct ConductionTests {
  /// The repository's folder of neurons.
  private static let morphologies = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "morphologies")

  @Test("the squid's axon of 476 um at 18.5 degC conducts at 18.73 m/s")
  func squid() throws {
    let report = try Preparation(file: Self.morphologies.appending(path: "squid_axon.yaml").path)
      .measure()
    let speed = try #require(report.measures.first?.values.first)
    // The travelling wave of the equations has 18.7302 m/s; the experiment's pieces and steps are
    // within a thousandth of it.
    #expect(speed.value.isWithin(1e-3, of: 18.7302))
    #expect(speed.unit == "m/s")
    #expect(try #require(speed.standardError) < 1e-3)
    #expect(report.measures[0].remark == nil)
    let series = report.measures[0].series
    #expect(series.map(\.quantity) == ["position", "arrival", "delay", "peak"])
    #expect(series[1].values.allSatisfy { $0.isFinite })
  }

  /// An axon of 2 um and 4 mm along x, without a soma.
  private static let axon = "1 2 0 0 0 1 -1\n2 2 2000 0 0 1 1\n3 2 4000 0 0 1 2\n"

  /// A spike from one end of the axon, under some membrane.
  private func axonal(
    membrane: String, stimuli: String = Self.kick, along: (String, String) = ("0", "1")
  ) -> String {
    """
    rall: 1
    morphology: { file: cell.swc }
    compartments: { longest: 20 um }
    regions: { near: x < 2000 um }
    cell: { temperature: 6.3 degC }
    membrane:
    \(membrane)
    stimuli:
    \(stimuli)
    measure:
      - { name: speed, conduction_velocity: { along: { from: "section(0, \(along.0))", to: "section(0, \(along.1))" }, above: -20 mV } }
    run: { duration: 20 ms }
    """
  }

  private static let kick =
    "  - { name: kick, at: \"section(0, 0)\", current_clamp: { start: 1 ms, duration: 1 ms, amplitude: 1 nA } }"

  private func speed(_ yaml: String) throws -> MeasureResult {
    let bench = try Bench(neuron: Self.axon)
    return try #require(bench.prepared(yaml).measure().measures.first)
  }

  @Test("a spike that runs the other way has the same speed")
  func direction() throws {
    let membrane = "  - { region: all, hh: {} }"
    let forth = try speed(axonal(membrane: membrane, along: ("0.25", "0.75")))
    let back = try speed(axonal(membrane: membrane, along: ("0.75", "0.25")))
    let value = try #require(forth.values.first?.value)
    #expect(value > 0.2 && value < 1)
    // The same arrivals at the same points, in the other order.
    #expect(try #require(back.values.first?.value).isWithin(1e-12, of: value))
  }

  @Test("a spike that begins in the middle runs both ways, each at the same speed")
  func bothWays() throws {
    let measured = try speed(
      axonal(
        membrane: "  - { region: all, hh: {} }",
        stimuli: Self.kick.replacing("section(0, 0)", with: "section(0, 0.5)")))
    #expect(measured.values.map(\.quantity) == ["value", "delay", "value", "delay"])
    let remark = try #require(measured.remark)
    let found = try #require(
      remark.firstMatch(
        of:
          /the spike began at (point \d+ of the path) and ran both ways, 2000 um along it/),
      "\(remark)")
    #expect(measured.values.allSatisfy { $0.place.hasPrefix("\(found.1) to point ") })
    // The axon is its own mirror image; what is left is the last bits of crossing times.
    #expect(measured.values[0].value.isWithin(1e-9, of: measured.values[2].value))
    #expect(measured.values[1].value.isWithin(1e-9, of: measured.values[3].value))
    let text = measured.json.description
    #expect(text.contains("\"branches\"") && text.contains("\"failedAt\": null"), "\(text)")
  }

  @Test("where the channels end the spike stops, and the report says where")
  func stopped() throws {
    let measured = try speed(
      axonal(
        membrane: """
            - { region: near, hh: {} }
            - { region: not near, passive: { g: 0.3 mS/cm2, e: -65 mV } }
          """))
    #expect(measured.values == [])
    let remark = try #require(measured.remark)
    #expect(remark.hasPrefix("the spike stopped before point "), "\(remark)")
    // It spreads some tenths of a millimetre beyond the channels, as far as -20 mV reach.
    let along = try #require(remark.firstMatch(of: /path, (\d+) um along it/))
    let place = try #require(Double(along.1))
    #expect(place > 2000 && place < 2400)
    #expect(remark.contains("(section 0, path distance \(along.1) um)"))
    // How high it rose there, which is below the level and above the rest.
    let height = try #require(remark.firstMatch(of: /rose to (-[0-9.]+) mV, and never to -20 mV/))
    #expect(try -65 < #require(Double(height.1)) && #require(Double(height.1)) < -20)
    // Where it did not arrive there is no time.
    let arrivals = measured.series[1].values
    #expect(arrivals.first?.isFinite == true)
    #expect(arrivals.last?.isNaN == true)
    #expect(measured.json.description.contains("\"failedAt\": \"the spike stopped before"))
    #expect(measured.json.description.contains("\"value\": null"))
  }

  @Test("a spike that nobody makes passes no point")
  func absent() throws {
    let measured = try speed(
      axonal(
        membrane: "  - { region: all, hh: {} }",
        stimuli: """
            - { name: kick, at: "section(0, 0)", current_clamp: { start: 1 ms, duration: 1 ms, amplitude: 1 pA } }
          """))
    #expect(measured.values == [])
    let remark = try #require(measured.remark)
    #expect(remark.hasPrefix("no spike passed any point of the path; the highest rise was to "))
    #expect(remark.hasSuffix(" mV, at point 0 of the path"), "\(remark)")
  }

  @Test("hot axons block: at 34 degC the squid's spike fails where at 6.3 degC it runs")
  func heatBlock() throws {
    let membrane = "  - { region: all, hh: {} }"
    let cold = axonal(membrane: membrane)
    let hot = cold.replacing("6.3 degC", with: "34 degC")
    #expect(try speed(cold).values.map(\.quantity) == ["value", "delay"])
    let blocked = try speed(hot)
    #expect(blocked.values == [])
    #expect(blocked.remark?.hasPrefix("the spike stopped before point ") == true, "\(blocked)")
  }

  @Test("a path may climb to a fork and descend in another branch")
  func throughFork() throws {
    // Two branches of 2 mm on one junction: the same cable as one of 4 mm.
    let fork = """
      1 2 0 0 0 1 -1
      2 2 10 0 0 1 1
      3 2 2010 0 0 1 2
      4 2 10 2000 0 1 2

      """
    let bench = try Bench(neuron: fork)
    let yaml = """
      rall: 1
      morphology: { file: cell.swc }
      compartments: { longest: 20 um }
      membrane:
        - { region: all, hh: {} }
      stimuli:
        - { name: kick, at: swc(3), current_clamp: { start: 1 ms, duration: 1 ms, amplitude: 1 nA } }
      measure:
        - { name: far, conduction_velocity: { along: { from: "section(1, 0.5)", to: "section(2, 0.5)" }, above: -20 mV } }
      run: { duration: 20 ms }
      """
    let measured = try #require(bench.prepared(yaml).measure().measures.first)
    let through = try #require(measured.values.first?.value)
    let straight = try #require(
      speed(axonal(membrane: "  - { region: all, hh: {} }", along: ("0.25", "0.75"))).values.first)
    // The stub of 10 um to the root is a load of 0.5 % of a length constant.
    #expect(through.isWithin(0.01, of: straight.value))
    let positions = try #require(measured.series.first).values
    #expect(positions.first == 0)
    #expect(try #require(positions.last).isWithin(1e-9, of: 2000))
    let arrivals = measured.series[1].values
    #expect(zip(arrivals, arrivals.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test("features see the spikes that the detector sees")
  func features() throws {
    let bench = try Bench()
    let report = try bench.run(WholeRunTests.yaml)
    let detected = report.detectors[0].spikes[0]
    let shape = try #require(report.measures.first { $0.name == "shape" })
    let times = try #require(shape.series.first { $0.quantity == "time" }).values
    let peaks = try #require(shape.series.first { $0.quantity == "peak" }).values
    #expect(times.count == detected.count)
    for (spike, (time, peak)) in zip(detected, zip(times, peaks)) {
      // Both from a cubic of the samples; one sees all of them, the other those at whole steps.
      #expect(abs(spike.time.value(in: .ms) - time) < 1e-4)
      #expect(abs(spike.peak.value(in: .mV) - peak) < 1e-2)
    }
    func value(_ quantity: String) throws -> Double {
      try #require(shape.values.first { $0.quantity == quantity }).value
    }
    #expect(try value("spikes") == Double(detected.count))
    #expect(try value("time") == times[0])
    let span = times[times.count - 1] - times[0]
    #expect(try value("rate").isWithin(1e-9, of: Double(times.count - 1) / span * 1000))
    #expect(try value("threshold") < -20)
    #expect(try value("halfWidth") > 0.2)
    #expect(try value("afterHyperpolarisation") < -60)
  }
}
