import Foundation
import RallModel
import RallRun
import RallUnits
import Testing

/// Where a spike takes off is the membrane's, not the electrode's.
@Suite("The threshold of a spike under pulses")
struct ThresholdTests {
  /// Excitable membrane at the end of a dendrite of 600 µm that loads it.
  private static func loaded(
    amplitude: Double, duration: Double, longest: Double = 20, soma: Int = 60,
    membrane: String = "gna: 240 mS/cm2"
  ) -> String {
    """
    rall: 1
    morphology: { cylinder: { length: 600 um, diameter: 6 um, type: basal } }
    compartments: { longest: \(longest) um }
    cell: { axoplasm: 100 ohm cm, temperature: 6.3 degC, start: rest }
    membrane:
      - { region: "basal and distance > \(soma) um", passive: { g: 0.05 mS/cm2, e: -65 mV } }
      - { region: "basal and distance <= \(soma) um", hh: { \(membrane) } }
    stimuli: [{ name: p, at: "section(0, 0)", current_clamp: { start: 1 ms, duration: \(duration) ms, amplitude: \(amplitude) nA } }]
    measure: [{ name: f, features: { at: "section(0, 0)" } }]
    run: { duration: 12 ms, step: 0.0125 ms }
    """
  }

  /// The threshold and the half-width; nil without, and then with a reason.
  private static func shape(_ yaml: String) throws -> SIMD2<Double>? {
    let measure = try Bench().prepared(yaml).measure().measures[0]
    func value(_ quantity: String) -> Double? {
      measure.values.first { $0.quantity == quantity }?.value
    }
    guard let threshold = value("threshold"), let width = value("halfWidth") else {
      #expect(measure.remark != nil, "\(measure)")
      return nil
    }
    return SIMD2(threshold, width)
  }

  /// Expects that what is measured moves by little where the amplitude does: a step that moves it further is
  /// halved, and a leap would stay.
  private static func expectNoLeap(
    from low: Double, to high: Double, _ a: SIMD2<Double>?, _ b: SIMD2<Double>?,
    halvings: Int = 7, _ shape: (Double) throws -> SIMD2<Double>?
  ) throws {
    guard let a, let b, abs(a.x - b.x) > 0.6 || abs(a.y - b.y) > 0.06 else { return }
    guard halvings > 0 else {
      Issue.record("between \(low) and \(high) nA from \(a) to \(b)")
      return
    }
    let middle = (low + high) / 2
    let between = try shape(middle)
    try expectNoLeap(from: low, to: middle, a, between, halvings: halvings - 1, shape)
    try expectNoLeap(from: middle, to: high, between, b, halvings: halvings - 1, shape)
  }

  @Test("moves with the amplitude and never leaps, however the pulse ends")
  func smooth() throws {
    func shape(_ amplitude: Double) throws -> SIMD2<Double>? {
      try Self.shape(Self.loaded(amplitude: amplitude, duration: 1))
    }
    var last = try #require(try shape(0.5))
    for step in 1...50 {
      let amplitude = 0.5 + 0.05 * Double(step)
      let here = try #require(try shape(amplitude))
      try Self.expectNoLeap(from: amplitude - 0.05, to: amplitude, last, here, shape)
      // A faster rise leaves the gates less time (Platkiewicz and Brette 2010,
      // doi:10.1371/journal.pcbi.1000850): what takes off within the pulse does so the higher.
      #expect(amplitude < 1 || here.x > last.x, "\(amplitude) nA: \(here), \(last)")
      last = here
    }
  }

  @Test("is refused where the charge of a short pulse runs off as the spike takes off")
  func drained() throws {
    func shape(_ amplitude: Double) throws -> SIMD2<Double>? {
      try Self.shape(
        Self.loaded(
          amplitude: amplitude, duration: 0.2, longest: 10, soma: 20,
          membrane: "gna: 480 mS/cm2, gk: 144 mS/cm2, gl: 1 mS/cm2"))
    }
    // Two passages of 20 mV/ms, 9 mV apart.
    var refused: [Double] = []
    var last: (amplitude: Double, shape: SIMD2<Double>?)?
    for step in 0...24 {
      let amplitude = 4 + 0.05 * Double(step)
      let here = try shape(amplitude)
      if here == nil { refused.append(amplitude) }
      if let last {
        try Self.expectNoLeap(from: last.amplitude, to: amplitude, last.shape, here, shape)
      }
      last = (amplitude, here)
    }
    #expect(!refused.isEmpty && refused.count < 20, "\(refused)")
  }

  @Test("does not depend on how long the pulse goes on after the take-off")
  func duration() throws {
    let long = try #require(try Self.shape(Self.loaded(amplitude: 2, duration: 5)))
    for duration in [1.5, 2, 3] {
      let here = try #require(try Self.shape(Self.loaded(amplitude: 2, duration: duration)))
      // The steps are the same until then.
      #expect(abs(here.x - long.x) < 1e-9, "\(duration): \(here) \(long)")
    }
  }

  @Test("does not depend on how finely the cell is divided")
  func mesh() throws {
    let shapes = try [20.0, 10, 5].map {
      try #require(try Self.shape(Self.loaded(amplitude: 2, duration: 1, longest: $0)))
    }
    // Of second order in the length of a compartment.
    let (first, second) = (shapes[0] - shapes[1], shapes[1] - shapes[2])
    #expect(abs(first.x) < 0.2 && abs(second.x) < 0.35 * abs(first.x) + 1e-4, "\(shapes)")
  }
}
