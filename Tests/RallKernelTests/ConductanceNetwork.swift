import CLanes
import RallKernel
import RallNumerics
import TestRandom

/// Two cables on one tree, what couples them at each row, and what leads from both to the ground, with currents
/// into all of it: the system of a double cable, to be solved in several ways.
struct ConductanceNetwork {
  enum Kind: CaseIterable, Sendable {
    /// Everything within two powers of ten.
    case mild
    /// Under sheaths nothing leads from inside to the ground; couplings are a million times what leaks.
    case tight
    /// Rows that are held by 2^100.
    case held
  }

  let tree: TreeMatrix
  let isDouble: [Bool]
  /// Of the second cable; at an edge with one double end it leads to the ground.
  let second: [Double]
  /// To the ground, from the first and the second unknown of each row, and between the two.
  private(set) var inner: [Double]
  let outer: [Double]
  let cross: [Double]
  private(set) var current: [Double]
  let secondCurrent: [Double]

  init(_ shape: TreeShape, _ asked: Int, _ kind: Kind, share: Double, seed: Int) {
    var random = SeededGenerator(seed: seed)
    let count = shape.count(asked)
    let parents = shape.parents(count, &random)
    func sizes(_ range: ClosedRange<Double>) -> [Double] {
      (0..<count).map { _ in TestPower.ten(.random(in: range, using: &random)) }
    }
    let double = (0..<count).map { _ in Double.random(in: 0..<1, using: &random) < share }
    let leaks = kind == .tight ? -7.0 ... -6.0 : -2.0...0.0
    let couplings = kind == .tight ? -1.0...0.0 : -2.0...0.0
    isDouble = double
    tree = TreeMatrix(
      parent: parents, coupling: zip(parents, sizes(couplings)).map { $0 < 0 ? 0 : $1 })
    second = zip(parents, sizes(couplings)).enumerated().map { row, edge in
      let above = Int(edge.0)
      guard above >= 0, double[row] || double[above] else { return 0 }
      // One open end would drain a tight cable.
      return double[row] && double[above] || kind != .tight ? edge.1 : 1e-6 * edge.1
    }
    inner = zip(sizes(leaks), double).map { $1 && kind == .tight ? 0 : $0 }
    outer = zip(sizes(leaks), double).map { $1 ? $0 : 0 }
    cross = zip(sizes(leaks), double).map { $1 ? $0 : 0 }
    current = (0..<count).map { _ in Double.random(in: -100...100, using: &random) }
    secondCurrent = double.map { $0 ? Double.random(in: -100...100, using: &random) : 0 }
    guard kind == .held else { return }
    for row in stride(from: count / 3, to: count, by: 1 + count / 5) {
      inner[row] += 0x1p100
      current[row] += 0x1p100 * -70
    }
  }

  var count: Int { tree.count }

  /// What leads from the second unknown of each row to the ground, the ends of the second cable with it.
  var allOuter: [Double] {
    var all = outer
    for (row, above) in tree.parent.enumerated() where above >= 0 {
      let p = Int(above)
      if isDouble[row] != isDouble[p] { all[isDouble[row] ? row : p] += second[row] }
    }
    return all
  }

  typealias Solution = (first: [Double], second: [Double])

  /// By 2×2 blocks, row by row, with subtractions.
  var byBlocks: Solution {
    let sums = tree.couplingSums
    let secondSums = TreeMatrix(parent: tree.parent, coupling: second).couplingSums
    let matrix = BlockTreeMatrix(tree, secondCoupling: second, isDouble: isDouble)
    return matrix.solved(
      .init(
        first: (0..<count).map { inner[$0] + cross[$0] + sums[$0] }, cross: cross,
        second: (0..<count).map { outer[$0] + cross[$0] + secondSums[$0] }),
      current, secondCurrent)
  }

  /// As a network without any structure, one node after the other replaced by the mesh of its neighbours
  /// (Rosen 1924, Journal of the IEE 62:916): nothing is subtracted, so that it is exact to rounding
  /// whatever the conductances are.
  var byMeshes: Solution {
    let n = count
    var mesh = [[Double]](repeating: Array(repeating: 0, count: 2 * n), count: 2 * n)
    func connect(_ a: Int, _ b: Int, _ g: Double) {
      mesh[a][b] += g
      mesh[b][a] += g
    }
    for (row, above) in tree.parent.enumerated() {
      connect(row, n + row, cross[row])
      guard above >= 0 else { continue }
      connect(row, Int(above), tree.coupling[row])
      if isDouble[row], isDouble[Int(above)] { connect(n + row, n + Int(above), second[row]) }
    }
    var ground = inner + zip(allOuter, isDouble).map { $1 ? $0 : 1 }
    var flow = current + secondCurrent
    var sum = ground
    for k in (0..<2 * n).reversed() {
      sum[k] = ground[k] + mesh[k][..<k].reduce(0, +)
      for i in 0..<k where mesh[k][i] != 0 {
        let share = mesh[k][i] / sum[k]
        ground[i] += share * ground[k]
        flow[i] += share * flow[k]
        for j in 0..<k where j != i { mesh[i][j] += share * mesh[k][j] }
      }
    }
    var x = flow
    for k in 0..<2 * n {
      for i in 0..<k { x[k] += mesh[k][i] * x[i] }
      x[k] /= sum[k]
    }
    return (Array(x[..<n]), Array(x[n...]))
  }

  /// On lanes.
  func onLanes(_ kernel: Kernel) -> Solution {
    let schedule = LaneSchedule(tree)
    var memory = LaneMemory()
    let slots = schedule.slots
    func column(_ values: [Double], padding: Double = 0) -> UnsafeMutablePointer<Double> {
      let column = memory.column(slots, repeating: padding)
      for (row, slot) in schedule.place.enumerated() { column[Int(slot)] = values[row] }
      return column
    }
    let zeros = [Double](repeating: 0, count: count)
    var solver = DoubleLaneSolver(
      schedule, kernel, secondCoupling: second, isDouble: isDouble)
    let (v, w) = (column(zeros), column(zeros))
    solver.solve(
      .init(
        rate: 1, v: v, w: w, capacitance: column(zeros), conductance: column(cross),
        drive: column(zeros), ground: column(inner, padding: 1), current: column(current),
        covered: column(isDouble.map { $0 ? 1 : 0 }), sheathCapacitance: column(zeros),
        sheathConductance: column(zip(allOuter, isDouble).map { $1 ? $0 : 1 }, padding: 1),
        sheathDrive: column(secondCurrent)), reach: 1)
    let under = schedule.place.map { w[Int($0)] }
    return (zip(schedule.place, under).map { v[Int($0)] + $1 }, under)
  }
}
