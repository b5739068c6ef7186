import RallNumerics
import TestPrecision
import Testing

@Suite("The exponential, eight at a time")
struct ExponentialTests {
  /// Arguments between two bounds, from a linear congruential generator (Knuth's MMIX).
  static func arguments(from low: Double, to high: Double, count: Int, seed: UInt64) -> [Double] {
    var state = seed
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return low + (high - low) * (Double(state >> 11) * 0x1p-53)
    }
  }

  /// The largest error of `exp` over some arguments, in units of the last place of the exact value.
  static func worst(over arguments: [Double]) -> Double {
    var worst = 0.0
    for x in arguments {
      let got = Lanes.exp(Lanes(repeating: x))[3]
      worst = max(worst, DoubleDouble.error(ofExponential: got, at: x))
    }
    return worst
  }

  @Test(
    "it is within 1 ulp of the exact value, denormals included",
    arguments: [
      (-708.0, 709.78), (-745.13, -708.0), (-1.0, 1.0), (-1e-3, 1e-3), (709.0, 709.782712893384),
      (-746.0, -744.0),
    ])
  func oneUlp(range: (low: Double, high: Double)) {
    let found = Self.worst(
      over: Self.arguments(from: range.low, to: range.high, count: 100_000, seed: 1952))
    #expect(found <= 1)
  }

  @Test("it is within 1 ulp on both sides of every change of the power of two")
  func seams() {
    let seams = (-1075...1023).flatMap { k -> [Double] in
      let seam = (Double(k) + 0.5) * DoubleDouble.ln2.high
      return [seam.nextDown.nextDown, seam.nextDown, seam, seam.nextUp, seam.nextUp.nextUp]
    }
    let found = Self.worst(over: seams)
    #expect(found <= 1)
  }

  @Test("it is 1 at 0 and at what is as good as 0")
  func one() {
    for x in [0, -0.0, .leastNonzeroMagnitude, 1e-300, -1e-17] {
      #expect(Lanes.exp(Lanes(repeating: x)) == Lanes(repeating: 1))
    }
  }

  @Test("it goes to infinity and to 0 where a double does, and NaN stays NaN")
  func ends() {
    let x = Lanes(.infinity, 709.79, 1e300, -.infinity, -745.14, -1e300, .nan, -.nan)
    let y = Lanes.exp(x)
    #expect([y[0], y[1], y[2]] == [.infinity, .infinity, .infinity])
    #expect([y[3], y[4], y[5]] == [0, 0, 0])
    #expect(y[6].isNaN && y[7].isNaN)
    // ln of the greatest double, and of half the least, rounded inwards.
    #expect(Lanes.exp(Lanes(repeating: 709.782712893384))[0].isFinite)
    #expect(Lanes.exp(Lanes(repeating: -745.1332191019411))[0] == .leastNonzeroMagnitude)
  }

  @Test("no lane knows what its neighbours are")
  func lanes() {
    let mixed = Lanes(-745, 709, .nan, 0, 1, -1, .infinity, -.infinity)
    for lane in 0..<8 {
      let alone = Lanes.exp(Lanes(repeating: mixed[lane]))[lane]
      #expect(alone.bitPattern == Lanes.exp(mixed)[lane].bitPattern || alone.isNaN)
    }
  }
}

@Suite("x/(eˣ − 1), eight at a time")
struct ExprelrTests {
  /// The exact value, as a sum of two doubles.
  static func exact(_ x: Double) -> DoubleDouble {
    let (k, p) = DoubleDouble.exponential(x)
    let denominator =
      k == 0 ? p : p.scaled(by: k) + (DoubleDouble(1).scaled(by: k) - DoubleDouble(1))
    return DoubleDouble(x) / denominator
  }

  static func worst(over arguments: [Double]) -> Double {
    arguments.reduce(0) { worst, x in
      let exact = exact(x)
      let off = DoubleDouble(Lanes.exprelr(Lanes(repeating: x))[5]) - exact
      return max(worst, abs(off.high) / exact.high.ulp)
    }
  }

  @Test(
    "it is within 3 ulp of the exact value",
    arguments: [(-708.0, 708.0), (-40.0, 40.0), (-2.0, 2.0), (-0.4, 0.4), (-1e-5, 1e-5)])
  func bound(range: (low: Double, high: Double)) {
    let found = Self.worst(
      over: ExponentialTests.arguments(from: range.low, to: range.high, count: 100_000, seed: 1955))
    #expect(found <= 3)
  }

  @Test("it is 1 − x/2 near 0, and 1 at 0")
  func zero() {
    for x in [0, -0.0, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, .leastNormalMagnitude] {
      #expect(Lanes.exprelr(Lanes(repeating: x)) == Lanes(repeating: 1))
    }
    for x in [1e-3, -1e-5, 1e-8] {
      // The next term is x²/12.
      #expect(abs(Lanes.exprelr(Lanes(repeating: x))[0] - (1 - x / 2)) < x * x / 11 + 4e-16)
    }
  }

  @Test("exprelr(−x) − exprelr(x) = x")
  func reflection() {
    for x in ExponentialTests.arguments(from: 0, to: 700, count: 10_000, seed: 7) {
      let (a, b) = (Lanes.exprelr(Lanes(repeating: -x))[0], Lanes.exprelr(Lanes(repeating: x))[0])
      // Each of the two has 3 ulp of its own size, and the difference is rounded.
      #expect(abs(a - b - x) <= 7 * a.ulp)
    }
  }

  @Test("far out it is −x and 0, and NaN stays NaN")
  func ends() {
    let y = Lanes.exprelr(Lanes(-1e300, -.infinity, -709, 708.1, 1e300, .infinity, .nan, -745))
    #expect(y[0] == 1e300 && y[1] == .infinity && y[2] == 709 && y[7] == 745)
    #expect(y[3] == 0 && y[4] == 0 && y[5] == 0)
    #expect(y[6].isNaN)
  }

  @Test("it never rises")
  func monotone() {
    var before = Double.infinity
    for k in -7200...7500 {
      let y = Lanes.exprelr(Lanes(repeating: Double(k) / 10))[0]
      #expect(y <= before && y >= 0)
      before = y
    }
  }
}
