import RallPoint
import Testing

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

@Suite("The closed form of a leaky membrane")
struct RelaxationTests {
  private static let paths = [
    Relaxation(start: 0, drive: 20, timeConstant: 20),
    Relaxation(start: 0, drive: 0, slope: 1, timeConstant: 20),
    Relaxation(start: 5, drive: -3, slope: 0.25, timeConstant: 7),
    Relaxation(start: 5, drive: 30, slope: -2, timeConstant: 11),
    Relaxation(start: -8, drive: -8, slope: -0.5, timeConstant: 3),
  ]

  @Test("is made of parts: going on from the middle leads to the same end", arguments: paths)
  func semigroup(path: Relaxation) {
    for (a, b) in [(0.001, 0.7), (1, 2), (13, 29.5), (200, 3)] {
      let middle = Relaxation(
        start: path.value(after: a), drive: path.drive + path.slope * a, slope: path.slope,
        timeConstant: path.timeConstant)
      let whole = path.value(after: a + b)
      // A few roundings of the largest term, the drive.
      let size = max(abs(path.drive + path.slope * (a + b)), abs(whole), 1)
      #expect(abs(middle.value(after: b) - whole) < 8 * size.ulp)
    }
  }

  @Test("obeys its equation: the slope it tells is that of its values", arguments: paths)
  func slope(path: Relaxation) {
    for u in [0.5, 3, 40] {
      let h = 1e-3
      let difference = (path.value(after: u + h) - path.value(after: u - h)) / (2 * h)
      // h²/6 of the third derivative, and rounding over h.
      #expect(abs(difference - path.rate(after: u)) < 1e-7)
    }
  }

  @Test("lags a ramp by u²/2τ at first, without cancellation")
  func smallTimes() {
    let path = Relaxation(start: 0, drive: 0, slope: 1, timeConstant: 20)
    for u in [1e-12, 1e-6, 1e-3] {
      let z = u / 20
      let expected = 20 * z * z / 2 * (1 - z / 3 + z * z / 12 - z * z * z / 60)
      #expect(abs(path.value(after: u) / expected - 1) < 4 * 1.0.ulp)
    }
    // The series and the formula meet where one takes over from the other.
    let (below, above) = (10.0.nextDown, 10.0)
    #expect(abs(path.value(after: above) - path.value(after: below)) < 8 * 2.0.ulp)
  }

  @Test(
    "comes up to a level under a ramp from rest when Lambert's W says",
    arguments: [
      // u = L/k + τ + τ·W₀(−e^−(1 + L/kτ)), τ = 20, by mpmath at 40 digits.
      (1.0, 15.0, 30.68838236358152778659075), (0.1, 15, 169.9959298043794480020546),
      (10, 15, 8.279943877806238525453903), (100, 15, 2.50052715356924321711922),
      (0.001, 15, 15020.0), (1, 0.01, 0.6358065077955161472429659),
    ])
  func rampRise(slope: Double, level: Double, expected: Double) throws {
    let path = Relaxation(start: 0, drive: 0, slope: slope, timeConstant: 20)
    let u = try #require(path.rise(to: level, within: 1e6))
    // What a rounding of the potential moves the time by, and two roundings of the time.
    let tolerance = 2 * level.ulp / path.rate(after: expected) + 2 * expected.ulp
    #expect(abs(u - expected) <= tolerance, "\(u - expected)")
  }

  @Test("comes up to a level under a steady drive after τ ln((D − x₀)/(D − L))")
  func steadyRise() throws {
    for (drive, level) in [(20.0, 15.0), (15.1, 15), (1000, 15), (15.000001, 15)] {
      let path = Relaxation(start: 0, drive: drive, timeConstant: 20)
      let u = try #require(path.rise(to: level, within: 1e6))
      let expected = 20 * log(drive / (drive - level))
      #expect(abs(u - expected) < 4 * expected.ulp + 1e-13)
      #expect(path.rise(to: level, within: u.nextDown) == nil)
    }
    #expect(Relaxation(start: 0, drive: 15, timeConstant: 20).rise(to: 15, within: 1e9) == nil)
    #expect(Relaxation(start: 0, drive: -5, timeConstant: 20).rise(to: 15, within: 1e9) == nil)
  }

  @Test("comes up to every level below its summit and to none above")
  func summit() throws {
    let path = Relaxation(start: 0, drive: 30, slope: -0.5, timeConstant: 20)
    let turn = try #require(path.turn(within: 1000))
    #expect(turn.isSummit)
    #expect(abs(path.rate(after: turn.u)) < 1e-14)
    let top = path.value(after: turn.u)
    #expect(path.summit(within: 1000) == top)
    for share in [0.1, 0.9, 0.999, 1 - 1e-9] {
      let u = try #require(path.rise(to: top * share, within: 1000))
      #expect(u < turn.u)
      #expect(abs(path.value(after: u) - top * share) < 4 * top.ulp)
    }
    #expect(path.rise(to: top * (1 + 1e-12), within: 1000) == nil)
    // Before the level is reached nothing is told of what comes after.
    let half = try #require(path.rise(to: top / 2, within: 1000))
    #expect(path.rise(to: top / 2, within: half * 0.99) == nil)
  }

  @Test("falls first and rises after, where a rising drive begins below")
  func dip() throws {
    let path = Relaxation(start: 10, drive: -10, slope: 1, timeConstant: 20)
    let turn = try #require(path.turn(within: 1000))
    #expect(!turn.isSummit)
    let bottom = path.value(after: turn.u)
    #expect(bottom < 10)
    let u = try #require(path.rise(to: 10, within: 1000))
    #expect(u > turn.u)
    #expect(abs(path.value(after: u) - 10) < 8 * 10.0.ulp)
    #expect(path.rise(to: bottom - 1e-9, within: 1000) == nil)
  }
}
