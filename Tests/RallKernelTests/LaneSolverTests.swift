import RallKernel
import RallNumerics
import TestRandom
import Testing

/// Trees of every kind of shape.
enum TreeShape: CaseIterable, Sendable {
  case cable, cableFromItsMiddle, star, binary, random, comb, threeLongArms, forest, pair, one

  func parents(_ count: Int, _ random: inout SeededGenerator) -> [Int32] {
    (0..<count).map { i in
      if i == 0 { return -1 }
      switch self {
      case .cable, .pair, .one: return Int32(i - 1)
      case .cableFromItsMiddle: return Int32(i < 3 ? 0 : i - 2)
      case .star: return 0
      case .binary: return Int32((i - 1) / 2)
      case .random: return Int32.random(in: 0..<Int32(i), using: &random)
      // A long trunk with a twig of one on every vertex.
      case .comb: return Int32(i % 2 == 0 ? i - 2 : i - 1)
      case .threeLongArms: return Int32(i < 4 ? 0 : i - 3)
      case .forest:
        return i % 40 == 0 ? -1 : Int32.random(in: Int32(i / 40 * 40)..<Int32(i), using: &random)
      }
    }
  }

  func count(_ asked: Int) -> Int { self == .one ? 1 : self == .pair ? 2 : asked }
}

@Suite("Trees on lanes")
struct LaneSolverTests {
  struct System {
    let matrix: TreeMatrix
    let excess: [Double]
    let b: [Double]

    /// A tree with couplings over four powers of ten, and excesses over as many that are smaller.
    init(_ shape: TreeShape, _ asked: Int, seed: Int) {
      var random = SeededGenerator(seed: seed)
      let count = shape.count(asked)
      let parents = shape.parents(count, &random)
      var coupling: [Double] = []
      for parent in parents {
        let size = Double.random(in: -4...0, using: &random)
        coupling.append(parent < 0 ? 0 : TestPower.ten(size))
      }
      matrix = TreeMatrix(parent: parents, coupling: coupling)
      excess = (0..<count).map { _ in TestPower.ten(.random(in: -6 ... -2, using: &random)) }
      b = (0..<count).map { _ in Double.random(in: -100...100, using: &random) }
    }
  }

  /// The solution on lanes, in the old order; by a factorisation that is kept where `kept`.
  static func solution(_ system: System, _ kernel: Kernel, kept: Bool) -> [Double] {
    let schedule = LaneSchedule(system.matrix)
    var memory = LaneMemory()
    let excess = memory.column(schedule.slots, repeating: 1)
    let x = memory.column(schedule.slots)
    let (v, drive) = (memory.column(schedule.slots), memory.column(schedule.slots))
    let none = memory.column(schedule.slots)
    for (row, slot) in schedule.place.enumerated() {
      excess[Int(slot)] = system.excess[row]
      x[Int(slot)] = system.b[row]
      drive[Int(slot)] = system.b[row]
    }
    var solver = LaneSolver(schedule, kernel, excess: excess, x: x)
    if kept {
      solver.factor()
      solver.solveFactored(rate: 1, capacitance: none, drive: drive, reach: 1, v: v)
    } else {
      solver.solve(reach: 1, v: v)
    }
    return schedule.place.map { v[Int($0)] }
  }

  static let cases = TreeShape.allCases.flatMap { shape in
    [3, 8, 65, 200, 1000, 1023].map { (shape, $0) }
  }

  @Test(
    "by excesses a row's equation holds to rounding, whatever the ratio of couplings",
    arguments: cases)
  func excess(shape: TreeShape, count: Int) {
    let system = System(shape, count, seed: count)
    let x = system.matrix.solved(excess: system.excess, system.b)
    // Σ b = Σ excess · x: all that enters leaves.
    let entered = system.b.reduce(0, +)
    let left = zip(system.excess, x).reduce(0) { $0 + $1.0 * $1.1 }
    let size = zip(system.excess, x).reduce(0) { $0 + abs($1.0 * $1.1) }
    #expect(abs(entered - left) < 1e-12 * size)
  }

  @Test(
    "every kernel solves every tree as one row after the other does, to 1e-12", arguments: cases)
  func twin(shape: TreeShape, count: Int) {
    let system = System(shape, count, seed: count)
    let expected = system.matrix.solved(excess: system.excess, system.b)
    let size = expected.reduce(0) { max($0, abs($1)) }
    for kernel in Kernel.supported {
      for kept in [false, true] {
        let got = Self.solution(system, kernel, kept: kept)
        let off = zip(got, expected).reduce(0) { max($0, abs($1.0 - $1.1)) }
        #expect(off <= 1e-12 * size, "\(kernel.name) \(kept)")
      }
    }
  }

  @Test(
    "no two vertices share a slot, and parents stand above their children or in another lane",
    arguments: cases)
  func places(shape: TreeShape, count: Int) {
    let system = System(shape, count, seed: count)
    let schedule = LaneSchedule(system.matrix)
    #expect(Set(schedule.place).count == system.matrix.count)
    #expect(schedule.place.allSatisfy { $0 >= 0 && Int($0) < schedule.slots })
    #expect(schedule.spans <= 8)
  }

  @Test("a cable of n fills eight lanes: n/8 rows and one more")
  func cable() {
    for count in [64, 100, 1000, 4097] {
      let schedule = LaneSchedule(LaneSolverTests.System(.cable, count, seed: 1).matrix)
      #expect(schedule.slots <= count + 24, "\(count)")
    }
  }
}

enum TestPower {
  /// 10^x, to a few ulp.
  static func ten(_ x: Double) -> Double { Lanes.exp(Lanes(repeating: x * 2.302585092994046))[0] }
}
