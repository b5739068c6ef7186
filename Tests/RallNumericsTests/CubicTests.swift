import RallNumerics
import Testing

@Suite("The cubic through four samples")
struct CubicTests {
  let times = SIMD4(10.0, 10.3, 11.1, 11.4)

  @Test("a cubic is returned as it was, on unequal times")
  func reproduces() {
    func p(_ t: Double) -> Double { ((2 * t - 61) * t + 617) * t - 2070 }
    func slope(_ t: Double) -> Double { (6 * t - 122) * t + 617 }
    let cubic = Cubic(times: times, values: SIMD4(p(10), p(10.3), p(11.1), p(11.4)))
    for step in 0...14 {
      let t = 10 + 0.1 * Double(step)
      // Terms of 7000 cancel to a few units: 7000 ulp(1) ≈ 1e-12, magnified by the differences.
      #expect(abs(cubic.value(at: t) - p(t)) < 1e-10)
      #expect(abs(cubic.slope(at: t) - slope(t)) < 1e-9)
    }
  }

  @Test("it passes through the samples at the ends of its bracket")
  func passesThrough() {
    let values = SIMD4(-65.0, -64.0, 40.0, 12.0)
    let cubic = Cubic(times: times, values: values)
    #expect(cubic.value(at: times[1]) == values[1])
    for i in 0..<4 { #expect(abs(cubic.value(at: times[i]) - values[i]) < 1e-12) }
  }

  @Test("three samples give the parabola and two the line")
  func fewer() {
    let nothing = Double.nan
    let parabola = Cubic(
      times: SIMD4(1, 2, 4, nothing), values: SIMD4(1, 4, 16, nothing), count: 3)
    #expect(abs(parabola.value(at: 3) - 9) < 1e-14)
    let line = Cubic(
      times: SIMD4(1, 2, nothing, nothing), values: SIMD4(1, 4, nothing, nothing), count: 2)
    #expect(line.value(at: 1.5) == 2.5)
    #expect(line.crossing(of: 2.5, from: 1, to: 2) == 1.5)
  }

  @Test("a crossing is where the level is, even where Newton's step leaves the bracket")
  func crossing() {
    // Flat at both ends of the bracket: Newton from the chord overshoots.
    let cubic = Cubic(times: SIMD4(-1, 0, 1, 2), values: SIMD4(5, 0, 1, -4))
    for level in [1e-12, 1e-3, 0.2, 0.5, 0.9, 1 - 1e-12] {
      let time = cubic.crossing(of: level, from: 0, to: 1)
      #expect(time >= 0 && time <= 1)
      #expect(abs(cubic.value(at: time) - level) <= 4 * level.ulp)
    }
    #expect(cubic.crossing(of: 0, from: 0, to: 1) == 0)
    #expect(cubic.crossing(of: 1, from: 0, to: 1) == 1)
  }

  @Test("an extremum is where the slope is zero, or else at an end")
  func extremum() {
    let cubic = Cubic(times: SIMD4(-1, 0, 1, 2), values: SIMD4(2, 0, -2, 2))  // x³ − 3x
    #expect(abs(cubic.minimum(from: 0, to: 2).time - 1) < 1e-14)
    #expect(abs(cubic.minimum(from: 0, to: 2).value + 2) < 1e-14)
    #expect(abs(cubic.maximum(from: -2, to: 0).time + 1) < 1e-14)
    #expect(cubic.maximum(from: 0, to: 1) == (time: 0, value: 0))
    let flat = Cubic(times: SIMD4(0, 1, 2, 3), values: SIMD4(repeating: 7))
    #expect(flat.maximum(from: 1, to: 2).value == 7)
    let parabola = Cubic(times: SIMD4(0, 1, 3, 4), values: SIMD4(0, 3, 3, 0))  // t(4 − t)
    #expect(abs(parabola.maximum(from: 1, to: 3).time - 2) < 1e-14)
  }
}
