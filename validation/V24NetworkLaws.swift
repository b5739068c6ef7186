import RallAnalysis
import RallCable
import RallImpedance
import RallModel
import RallMorphology
import RallNumerics
import RallTheory
import RallUnits
import TestNeurons
import TestRandom

/// Laws that every tree of conductances obeys, whatever its shape.
struct V24NetworkLaws: Case {
  let id = "V24"
  let title = "Laws of every tree: reciprocity, Kirchhoff, the path rule, no matter the root"
  let method =
    "six neurons of 20 random sections, three membranes; the worst of all neurons, as a share"
  let source =
    "exact: algebra; Gauss's elimination of the whole matrix. Axial conductances are some 1e4 times the "
    + "leak, and magnify rounding so in the sums"

  func evidence() throws -> Evidence {
    var evidence = Evidence()
    let seeds = Array(1...6)
    func worst(_ what: String, within bound: Double, _ departure: (Network) throws -> Double) throws
    {
      let found = try seeds.map { try departure(Network(seed: $0)) }.max() ?? .nan
      evidence.compare(what, found, with: 0, within: .absolute(bound))
    }
    try worst("reciprocity, R_ij = R_ji", within: 1e-12) { $0.reciprocity }
    try worst("Kirchhoff: all that enters leaves through the membrane", within: 1e-11) {
      $0.kirchhoff
    }
    try worst("path rule, R_ik R_jj = R_ij R_jk with j between", within: 1e-12) { $0.pathRule }
    try worst("elimination along the tree against the whole matrix", within: 1e-11) { $0.dense }
    try worst("another root and other numbers", within: 1e-11) { try $0.rerooted() }
    try worst("charge: a step stores what enters and does not leak", within: 1e-10) {
      try $0.charge()
    }
    return evidence
  }

  /// A random passive neuron at rest.
  private struct Network {
    let seed: Int
    let morphology: Morphology
    let cell: LoweredCell
    let rest: RestingState
    /// Some compartments.
    let chosen: [Int]

    /// What it is made of; by type, so that the root does not matter.
    static let membrane = Cell(axoplasm: 150.ohm * .cm) {
      Coat(.all, .passive(g: 0.05.mS / .cm2, e: -65.mV))
      Coat(.basal, .passive(g: 0.5.mS / .cm2, e: -70.mV))
      Coat(.apical, .capacitance(Expression(2.uF / .cm2)))
    }

    init(seed: Int) throws {
      self.seed = seed
      morphology = .random(seed: seed, sections: 20, sphere: seed % 2 == 0, rings: seed % 3 == 0)
      cell = try LoweredCell(Self.membrane, morphology, division: .longest(4.um))
      rest = try RestingState(of: cell)
      var random = SeededGenerator(seed: seed)
      let count = cell.count
      chosen = (0..<12).map { _ in Int.random(in: 0..<count, using: &random) }
    }

    /// The answer of every compartment to 1 nA into one, MΩ.
    func answer(to vertex: Int) -> [Double] {
      Self.answer(of: rest, to: vertex)
    }

    private static func answer(of rest: RestingState, to vertex: Int) -> [Double] {
      QuasiActiveCell(rest)
        .steadyResponse(from: .init(first: vertex, second: vertex, share: 0))
        .potentials.map(\.real)
    }

    var reciprocity: Double {
      let rows = chosen.map(answer)
      return chosen.indices.flatMap { i in
        chosen.indices.map { j in abs(rows[i][chosen[j]] / rows[j][chosen[i]] - 1) }
      }.max() ?? .nan
    }

    var kirchhoff: Double {
      chosen.map { vertex in
        abs(zip(rest.slopes, answer(to: vertex)).reduce(0) { $0 + $1.0 * $1.1 } - 1)
      }.max() ?? .nan
    }

    var pathRule: Double {
      zip(chosen, chosen.dropFirst()).flatMap { i, k in
        let fromI = answer(to: i)
        return cell.path(from: i, to: k).map { j in
          let fromJ = answer(to: j)
          return abs(fromI[j] * fromJ[k] / (fromJ[j] * fromI[k]) - 1)
        }
      }.max() ?? .nan
    }

    /// The largest departure from Gauss's elimination of the whole matrix.
    var dense: Double {
      let count = cell.count
      var matrix = (0..<count).map { _ in [Double](repeating: 0, count: count) }
      for i in 0..<count { matrix[i][i] = cell.axialDiagonal[i] + rest.slopes[i] }
      for (i, parent) in cell.axial.parent.enumerated() where parent >= 0 {
        matrix[i][Int(parent)] = -cell.axial.coupling[i]
        matrix[Int(parent)][i] = -cell.axial.coupling[i]
      }
      var current = [Double](repeating: 0, count: count)
      current[chosen[0]] = 1
      let whole = eliminated(matrix, current)
      return zip(answer(to: chosen[0]), whole).map { abs($0 / $1 - 1) }.max() ?? .nan
    }

    func rerooted() throws -> Double {
      let (told, moved) = morphology.rerooted(at: 11, seed: seed)
      let other = try LoweredCell(Self.membrane, told, division: .longest(4.um))
      let state = try RestingState(of: other)
      /// The compartment of the other cell for a station of this one.
      func same(_ section: Int, _ station: Int) -> Int {
        let stations = other.stations[moved[section].number]
        return stations[moved[section].reversed ? stations.count - 1 - station : station].vertex
      }
      let here = answer(to: cell.stations[5][0].vertex)
      let source = same(5, 0)
      let there = Self.answer(of: state, to: source)
      return cell.stations.enumerated().flatMap { section, stations in
        stations.enumerated().map { abs(there[same(section, $0)] / here[$1.vertex] - 1) }
      }.max() ?? .nan
    }

    /// What a Crank-Nicolson step loses of an electrode's current, as a share of it:
    /// Σ C (v₁ − v₀)/h + Σ g ((v₀ + v₁)/2 − e) = I.
    func charge() throws -> Double {
      let (current, step) = (0.5, 0.025)
      let run = try Run(
        Experiment(
          morphology: .given(morphology), division: .longest(4.um), cell: Self.membrane,
          stimuli: [
            Stimulus(
              name: "step", at: .section(7, 1), CurrentClamp(current.nA, from: .zero, for: 1.s))
          ],
          recordings: [Recording(name: "v", .region(.all))],
          run: RunSettings(duration: 1.ms, step: step.ms)))
      let network = SteadyNetwork(cell)
      let out = run.columns().enumerated().reduce(0) { sum, column in
        let (i, v) = column
        let (before, after) = (v[v.count - 2], v[v.count - 1])
        return sum + cell.capacitance[i] * (after - before) / step
          + network.leak[i] * (before + after) / 2 - network.drive[i]
      }
      return abs(out / current - 1)
    }
  }
}

/// The solution of a whole system of equations by Gauss's elimination with partial pivots.
private func eliminated(_ matrix: [[Double]], _ right: [Double]) -> [Double] {
  var (a, b) = (matrix, right)
  let count = b.count
  for column in 0..<count {
    let pivot = (column..<count).max { abs(a[$0][column]) < abs(a[$1][column]) } ?? column
    a.swapAt(column, pivot)
    b.swapAt(column, pivot)
    for row in column + 1..<count where a[row][column] != 0 {
      let factor = a[row][column] / a[column][column]
      for k in column..<count { a[row][k] -= factor * a[column][k] }
      b[row] -= factor * b[column]
    }
  }
  for row in (0..<count).reversed() {
    for k in row + 1..<count { b[row] -= a[row][k] * b[k] }
    b[row] /= a[row][row]
  }
  return b
}
