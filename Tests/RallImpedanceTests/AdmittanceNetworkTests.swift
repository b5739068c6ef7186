import RallCable
import RallImpedance
import RallMembrane
import RallModel
import RallMorphology
import RallNumerics
import RallUnits
import TestNeurons
import Testing

@Suite("The impedances of a tree with active membranes, single and double")
struct AdmittanceNetworkTests {
  @Test(
    "what a sine in one place does to another, it does back",
    arguments: 1...5, [false, true])
  func reciprocity(seed: Int, sheathed: Bool) throws {
    let model = try RandomCells.active(seed: seed, sheathed: sheathed)
    let probes = try RandomCells.probes(model, seed: seed)
    for frequency in RandomCells.frequencies {
      let network = AdmittanceNetwork(model, at: frequency)
      let responses = probes.map { SineResponse(network, from: $0) }
      for (i, a) in responses.enumerated() {
        for (j, b) in responses.enumerated() {
          let (there, back) = (
            a.transferImpedance(to: probes[j]), b.transferImpedance(to: probes[i])
          )
          #expect(departure(there, back) < 1e-12, "\(frequency) \(i) \(j)")
        }
      }
    }
  }

  @Test(
    "the two sweeps along the tree give what elimination of the whole matrix gives",
    arguments: 1...3, [false, true])
  func whole(seed: Int, sheathed: Bool) throws {
    let model = try RandomCells.active(seed: seed, sheathed: sheathed, longest: 12.um)
    let source = seed * 7
    for frequency in RandomCells.frequencies {
      let f = frequency.coherent
      let exact = WholeMatrix(
        model.cell, membrane: model.membrane(at: f), sheath: model.sheath(at: f)
      ).potentials(from: source)
      let found = SineResponse(
        AdmittanceNetwork(model, at: frequency),
        from: .init(first: source, second: source, share: 0)
      ).potentials
      // Axial conductances are up to 1e5 times the leak, and the whole matrix loses so much.
      let largest = exact.map(\.magnitude).max()!
      for (a, b) in zip(found, exact) { #expect((a - b).magnitude < 1e-10 * largest) }
    }
  }

  @Test("a vertex's own impedance is that of the answer from it", arguments: [false, true])
  func input(sheathed: Bool) throws {
    let model = try RandomCells.active(seed: 4, sheathed: sheathed)
    for frequency in RandomCells.frequencies {
      let network = AdmittanceNetwork(model, at: frequency)
      let all = network.inputImpedances
      for vertex in stride(from: 0, to: model.cell.count, by: 5) {
        let response = SineResponse(network, from: .init(first: vertex, second: vertex, share: 0))
        #expect(departure(response.potentials[vertex], all[vertex]) < 1e-13)
      }
    }
  }

  @Test("of a steady current all leaves through the membrane", arguments: 1...4)
  func steady(seed: Int) throws {
    let cell = try LoweredCell(
      Cell { Coat(.all, .hh()) }, .random(seed: seed, sections: 12), division: .longest(5.um))
    let rest = try RestingState(of: cell)
    let response = QuasiActiveCell(rest).steadyResponse(from: .init(first: 3, second: 3, share: 0))
    let out = zip(rest.slopes, response.potentials).reduce(0) { $0 + $1.0 * $1.1.real }
    #expect(abs(out - 1) < 1e-9)
    for potential in response.potentials { #expect(potential.imaginary == 0) }
  }

  @Test("a steady current meets the network of resistances", arguments: 1...4)
  func resistances(seed: Int) throws {
    let cell = try LoweredCell(
      Cell { Coat(.all, .passive(g: 0.05.mS / .cm2, e: -65.mV)) },
      .random(seed: seed, sections: 12), division: .longest(5.um))
    let exact = SteadyNetwork(cell).resistances(from: 5)
    let model = QuasiActiveCell(try RestingState(of: cell))
    let found = model.steadyResponse(from: .init(first: 5, second: 5, share: 0)).potentials
    for (a, b) in zip(found, exact) { #expect(abs(a.real / b - 1) < 1e-10) }
  }

  @Test(
    "a potential falls on a way by the product of its parts, of one membrane",
    arguments: 1...4)
  func product(seed: Int) throws {
    let model = try RandomCells.active(seed: seed, sheathed: false)
    let tip = model.cell.stations.last!.last!.vertex
    let way = model.cell.path(from: tip, to: 0)
    for frequency in RandomCells.frequencies {
      let network = AdmittanceNetwork(model, at: frequency)
      let probes = way.map { LoweredCell.Probe(first: $0, second: $0, share: 0) }
      let whole = SineResponse(network, from: probes[0]).attenuation(to: probes.last!)
      let parts = zip(probes, probes.dropFirst()).reduce(ComplexNumber.one) {
        $0 * SineResponse(network, from: $1.0).attenuation(to: $1.1)
      }
      #expect(departure(parts, whole) < 1e-11)
    }
  }

  @Test("between two vertices impedances meet those of the vertices, and bend by the piece's own")
  func between() throws {
    let model = try RandomCells.active(seed: 3, sheathed: false, longest: 20.um)
    let network = AdmittanceNetwork(model, at: 100.Hz)
    let stations = model.cell.stations[4]
    let (a, b) = (stations[0].vertex, stations[1].vertex)
    func probe(_ share: Double) -> LoweredCell.Probe { .init(first: a, second: b, share: share) }
    #expect(
      departure(network.inputImpedance(at: probe(1e-9)), network.inputImpedance(at: probe(0)))
        < 1e-7)
    let far = LoweredCell.Probe(first: b, second: b, share: 0)
    #expect(
      departure(network.inputImpedance(at: probe(1 - 1e-9)), network.inputImpedance(at: far)) < 1e-7
    )
    // At one place both readings are the same.
    let response = SineResponse(network, from: probe(0.3))
    #expect(
      departure(response.transferImpedance(to: probe(0.3)), response.inputImpedance) < 1e-12)
  }

  @Test("a tree that hangs on nothing hears nothing")
  func twoRoots() throws {
    let cell = try LoweredCell(
      Cell { Coat(.all, .hh()) }, .random(seed: 2, sections: 8, roots: 2), division: .longest(9.um))
    let response = QuasiActiveCell(try RestingState(of: cell))
      .steadyResponse(from: .init(first: 0, second: 0, share: 0))
    let other = cell.axial.parent.lastIndex(of: -1)!
    #expect(other > 0 && response.potentials[other] == .zero)
    #expect(response.potentials.contains { $0.real > 0 })
  }
}
