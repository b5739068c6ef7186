import RallAnalysis
import RallUnits
import Testing

@Suite("Conduction along a path")
struct ConductionTests {
  let positions = (0..<9).map { (100 * Double($0)).um }

  func arrivals(_ times: [Double?]) -> [Time?] { times.map { $0.map { $0.ms } } }

  @Test(
    "points on a line have its velocity and no error, in either direction", arguments: [1.0, -1])
  func line(direction: Double) throws {
    let run = Conduction(
      positions: positions, arrivals: positions.map { (5 + direction * $0.coherent / 500).ms })
    #expect(run.outcome == .travelled)
    #expect(abs(try #require(run.velocity).value(in: .metresPerSecond) - 0.5 * direction) < 1e-12)
    #expect(try #require(run.standardError).coherent < 1e-10)
    #expect(run.delays.allSatisfy { abs($0!.coherent - 0.2 * direction) < 1e-14 })
  }

  @Test("the standard error is that of the textbook")
  func error() throws {
    // x = 0, 100, 200 at t = 0, 1, 3: slope 450/7 = 64.29, residual squares 2500/… by hand.
    let run = Conduction(
      positions: [0.um, 100.um, 200.um], arrivals: arrivals([0, 1, 3]))
    let squares = 14.0 / 3
    let slope = 300.0 / squares
    let scatter = 20000 - slope * slope * squares
    #expect(abs(try #require(run.velocity).coherent - slope) < 1e-12)
    #expect(
      abs(try #require(run.standardError).coherent - (scatter / squares).squareRoot()) < 1e-10)
  }

  @Test("a spike that dies names the first point that it did not reach")
  func stopped() {
    let dies = Conduction(
      positions: positions, arrivals: arrivals([1, 2, 3, 4, 5.5, nil, nil, nil, nil]))
    #expect(dies.outcome == .stopped(at: 5))
    #expect(dies.velocity == nil)
    #expect(dies.delays[3] == 1.5.ms)
    #expect(dies.delays[4] == nil)
    let backwards = Conduction(
      positions: positions, arrivals: arrivals([nil, nil, 7, 6, 5, 4, 3, 2, 1]))
    #expect(backwards.outcome == .stopped(at: 1))
    let first = Conduction(
      positions: positions, arrivals: arrivals([1] + Array(repeating: nil, count: 8)))
    #expect(first.outcome == .stopped(at: 1))
    let gone = Conduction(positions: positions, arrivals: Array(repeating: nil, count: 9))
    #expect(gone.outcome == .absent)
    #expect("\(dies.outcome)" == "the spike stopped before point 5 of the path")
  }

  @Test("a spike that starts within the path spreads from there, where it comes to both ends")
  func spread() {
    let within = Conduction(positions: positions, arrivals: arrivals([3, 2, 1, 2, 3, 4, 5, 6, 7]))
    #expect(within.outcome == .spread(from: 2))
    #expect(within.start == 2)
    #expect(within.velocity == nil)
    #expect("\(within.outcome)" == "the spike began at point 2 of the path and ran both ways")
    let oneWay = Conduction(
      positions: positions, arrivals: arrivals([nil, nil, nil, 1, 2, 3, 4, 5, 6]))
    #expect(oneWay.outcome == .stopped(at: 2))
    let otherWay = Conduction(
      positions: positions, arrivals: arrivals([5, 4, 3, 2, 1, 2, 3, nil, nil]))
    #expect(otherWay.outcome == .stopped(at: 7))
    // The second spike sets out from an end, and the first one came to nowhere near it.
    let second = Conduction(
      positions: positions,
      passages: (0..<9).map { (3...5).contains($0) ? [1.ms, 21.ms] : [(20 + Double($0)).ms] })
    #expect(second.outcome == .stopped(at: 6))
  }

  @Test("spikes that meet are out of order")
  func order() {
    let met = Conduction(positions: positions, arrivals: arrivals([1, 2, 3, 4, 5, 4, 3, 2, 1.5]))
    #expect(met.outcome == .outOfOrder(at: 5))
    let together = Conduction(positions: positions, arrivals: Array(repeating: 1.ms, count: 9))
    #expect(together.outcome == .outOfOrder(at: 1))
    #expect(together.velocity == nil)
  }

  @Test("a second spike does not stand in for a first one that stopped", arguments: [false, true])
  func secondSpike(backwards: Bool) throws {
    let first = [1.0, 2, 3, 4, 5, nil, nil, nil, nil]
    let second = (0..<9).map { 20 + Double($0) }
    func passages(_ one: [Double?], _ two: [Double]) -> [[Time]] {
      let both = zip(one, two).map { [$0, $1].compactMap { $0?.ms } }
      return backwards ? both.reversed() : both
    }
    let stopped = Conduction(positions: positions, passages: passages(first, second))
    #expect(stopped.outcome == .stopped(at: backwards ? 3 : 5))
    #expect(stopped.velocity == nil)
    #expect(stopped.arrivals.compactMap(\.self).max() == 5.ms)
    // Where both travelled, the first one's speed is told.
    let both = Conduction(
      positions: positions, passages: passages((0..<9).map { 1 + Double($0) / 2 }, second))
    let direction = backwards ? -1.0 : 1
    #expect(both.outcome == .travelled)
    #expect(
      abs(try #require(both.velocity).coherent - 200 * direction) < 1e-10)
  }

  @Test("a path of one point has no velocity")
  func tooShort() {
    #expect(Conduction(positions: [0.um], arrivals: [1.ms]).outcome == .tooShort)
    let two = Conduction(positions: [0.um, 10.um], arrivals: [1.ms, 2.ms])
    #expect(two.velocity == Speed(coherent: 10))
    #expect(two.standardError == nil)
  }
}
