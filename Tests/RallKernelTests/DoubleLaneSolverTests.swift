import RallKernel
import Testing

@Suite("Double cables on lanes")
struct DoubleLaneSolverTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let shape: TreeShape
    let count: Int
    let kind: ConductanceNetwork.Kind
    let share: Double

    var testDescription: String { "\(shape) of \(count), \(kind), \(share) sheathed" }
    var network: ConductanceNetwork {
      ConductanceNetwork(shape, count, kind, share: share, seed: count)
    }
  }

  static func cases(_ counts: [Int], _ kinds: [ConductanceNetwork.Kind]) -> [Case] {
    TreeShape.allCases.flatMap { shape in
      counts.flatMap { count in
        kinds.flatMap { kind in
          [0, 0.6, 0.9, 1].map { Case(shape: shape, count: count, kind: kind, share: $0) }
        }
      }
    }
  }

  static func difference(
    _ a: ConductanceNetwork.Solution, _ b: ConductanceNetwork.Solution
  ) -> (off: Double, size: Double) {
    let pairs = zip(a.first + a.second, b.first + b.second)
    return (
      pairs.reduce(0) { max($0, abs($1.0 - $1.1)) }, pairs.reduce(0) { max($0, abs($1.1)) }
    )
  }

  @Test(
    "every kernel solves as the replacement of one node after the other by meshes does, to 1e-12",
    arguments: cases([3, 20, 130], ConductanceNetwork.Kind.allCases))
  func meshes(_ one: Case) {
    let network = one.network
    let expected = network.byMeshes
    for kernel in Kernel.supported {
      let (off, size) = Self.difference(network.onLanes(kernel), expected)
      #expect(off <= 1e-12 * size, "\(kernel.name)")
    }
  }

  @Test(
    "every kernel solves as 2×2 blocks row by row do, to 1e-12",
    arguments: cases([8, 65, 200, 1000, 1023], [.mild, .held]))
  func blocks(_ one: Case) {
    let network = one.network
    let expected = network.byBlocks
    for kernel in Kernel.supported {
      let (off, size) = Self.difference(network.onLanes(kernel), expected)
      #expect(off <= 1e-12 * size, "\(kernel.name)")
    }
  }

  @Test(
    "all that enters leaves to the ground, whatever the ratio of couplings",
    arguments: cases([65, 1000], [.mild, .tight]))
  func kirchhoff(_ one: Case) {
    let network = one.network
    let entered = network.current.reduce(0, +) + network.secondCurrent.reduce(0, +)
    for kernel in Kernel.supported {
      let (x, w) = network.onLanes(kernel)
      let leaving =
        zip(network.inner, x).map { $0 * $1 } + zip(network.allOuter, w).map { $0 * $1 }
      let size = leaving.reduce(0) { $0 + abs($1) }
      #expect(abs(entered - leaving.reduce(0, +)) <= 1e-12 * size, "\(kernel.name)")
    }
  }

  @Test("a row that is held by 2^100 stands where it is held", arguments: [0.6, 1])
  func held(share: Double) {
    for shape in TreeShape.allCases {
      let network = ConductanceNetwork(shape, 200, .held, share: share, seed: 3)
      for kernel in Kernel.supported {
        let x = network.onLanes(kernel).first
        for row in x.indices where network.inner[row] > 1e10 {
          #expect(abs(x[row] + 70) <= 70 * 4 * 0x1p-52, "\(kernel.name) \(shape)")
        }
      }
    }
  }

  @Test("long cables are cut into spans here too")
  func spans() {
    let network = ConductanceNetwork(.cable, 551, .mild, share: 0.9, seed: 1)
    let schedule = LaneSchedule(network.tree)
    #expect(schedule.spans > 4)
    #expect(schedule.slots <= 551 + 24)
  }
}
