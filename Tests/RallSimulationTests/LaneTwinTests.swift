import RallCable
import RallKernel
import RallMembrane
import RallModel
import RallMorphology
import RallSimulation
import RallUnits
import TestNeurons
import TestRandom
import Testing

@Suite("Lanes and their twin")
struct LaneTwinTests {
  enum Membrane: CaseIterable, Sendable {
    /// Squid everywhere; squid in one region of a passive cell; few nodes; all mechanisms at once.
    case squid, patch, motorNodes, frogNodes, mixed, passive
  }

  static func coats(_ membrane: Membrane) -> [Coat] {
    let motor = Layer.mechanism("mrg", [:])
    let frog = Layer.mechanism("fh", [:])
    let passive = Coat(.all, .passive(g: 0.05.mS / .cm2, e: -65.mV))
    switch membrane {
    case .squid: return [Coat(.all, .hh())]
    case .passive: return [passive]
    case .patch: return [passive, Coat(.axon, .hh())]
    case .motorNodes: return [passive, Coat(.section(3), motor)]
    case .frogNodes: return [passive, Coat(.section(5), frog)]
    case .mixed:
      return [passive, Coat(.basal, .hh()), Coat(.axon, motor), Coat(.section(2), frog)]
    }
  }

  static func cell(_ membrane: Membrane, seed: Int) throws -> LoweredCell {
    var cell = Cell(axoplasm: 150.ohm * .cm, temperature: 16.3.degC, start: .voltage(-65.mV)) {
      Coat(.all)
    }
    cell.coats = coats(membrane)
    return try LoweredCell(
      cell, .random(seed: seed, sections: 30, sphere: seed % 2 == 0), division: .longest(6.um))
  }

  @Test(
    "one step of every scheme from equal states agrees to 1e-12 of the largest potential, gates to 1e-12",
    arguments: Membrane.allCases, 1...4)
  func steps(membrane: Membrane, seed: Int) throws {
    let cell = try Self.cell(membrane, seed: seed)
    let noise = IntegratorTests.noise(cell.count, seed: seed)
    for kernel in Kernel.supported {
      for scheme in IntegratorTests.Scheme.allCases {
        for step in [0.025, 0.4] {
          var electrodes = ActiveElectrodes()
          electrodes.steady.append((2, 0.3))
          var lanes = Integrator(cell, kernel: kernel)
          lanes.electrodes = electrodes
          var twin = TwinIntegrator(cell, electrodes)
          lanes.start(from: CellPotentials(axolemma: noise))
          for round in 0..<5 {
            twin.take(lanes)
            lanes.advanceGates(by: step)
            twin.advanceGates(by: step)
            for (a, b) in zip(lanes.banks(after: 0), twin.banks) {
              let off = Self.gateDifference(a, b)
              #expect(off <= 1e-12, "\(kernel.name) \(a.kernel.description.name), round \(round)")
            }
            IntegratorTests.step(&lanes, scheme, step)
            Self.step(&twin, scheme, step)
            let size = twin.v.reduce(0) { max($0, abs($1)) }
            let off = zip(lanes.v, twin.v).reduce(0) { max($0, abs($1.0 - $1.1)) }
            #expect(
              off <= 1e-12 * max(size, 100),
              "\(kernel.name) \(scheme) \(step) round \(round): \(off)")
          }
        }
      }
    }
  }

  /// By how much the gates of two banks differ at the most.
  static func gateDifference(_ a: Bank, _ b: Bank) -> Double {
    var worst = 0.0
    for gate in a.kernel.description.gates.indices {
      for instance in 0..<a.count {
        worst = max(
          worst, abs(a.gate(gate, instance: instance) - b.gate(gate, instance: instance)))
      }
    }
    return worst
  }

  @Test(
    "one step on a double cable agrees to 1e-12 of the largest potential, under ideal clamps too",
    arguments: Membrane.allCases, 1...4)
  func doubleSteps(membrane: Membrane, seed: Int) throws {
    let share = [0.3, 0.7, 1][seed % 3]
    let cell = try Self.cell(membrane, seed: seed).sheathed(seed: seed, share: share)
    let noise = DoubleCableTests.noise(cell, seed: seed)
    typealias Clamp = ActiveElectrodes.Clamp
    let clamps = [
      Clamp(vertex: 1, conductance: nil, command: -40),
      Clamp(vertex: cell.count / 2, conductance: 0.5, command: 20),
    ]
    for kernel in Kernel.supported {
      for scheme in IntegratorTests.Scheme.allCases {
        for clamps in [[], clamps] {
          var electrodes = ActiveElectrodes()
          electrodes.steady.append((2, 0.3))
          electrodes.clamps = clamps
          var lanes = Integrator(cell, kernel: kernel)
          lanes.electrodes = electrodes
          var twin = TwinIntegrator(cell, electrodes)
          lanes.start(from: noise)
          for round in 0..<5 {
            twin.take(lanes)
            lanes.advanceGates(by: 0.025)
            twin.advanceGates(by: 0.025)
            IntegratorTests.step(&lanes, scheme, 0.025)
            Self.step(&twin, scheme, 0.025)
            let size = (twin.state.axolemma + twin.state.sheath).reduce(100) { max($0, abs($1)) }
            let off = Self.difference(lanes.potentials, twin.state)
            #expect(off <= 1e-12 * size, "\(kernel.name) \(scheme) round \(round): \(off)")
          }
        }
      }
    }
  }

  static func step(_ twin: inout TwinIntegrator, _ scheme: IntegratorTests.Scheme, _ step: Double) {
    switch scheme {
    case .crankNicolson: twin.crankNicolson(step)
    case .implicitEuler: twin.implicitEuler(step)
    case .sdirk2: twin.sdirk2(step)
    }
  }

  /// By how much two states differ at the most, mV.
  static func difference(_ a: CellPotentials, _ b: CellPotentials) -> Double {
    zip(a.axolemma + a.sheath, b.axolemma + b.sheath).reduce(0) { max($0, abs($1.0 - $1.1)) }
  }

  @Test("over 100 ms of spikes they part by less than 1e-8 mV", arguments: TreeKind.allCases)
  func train(kind: TreeKind) throws {
    let cell = try kind.cell()
    for kernel in Kernel.supported {
      var electrodes = ActiveElectrodes()
      electrodes.steady.append((0, kind.current))
      var lanes = Integrator(cell, kernel: kernel)
      lanes.electrodes = electrodes
      var twin = TwinIntegrator(cell, electrodes)
      var (worst, highest) = (0.0, -100.0)
      for step in 0..<4000 {
        lanes.advanceGates(by: 0.025)
        twin.advanceGates(by: 0.025)
        lanes.crankNicolson(0.025, from: 0)
        twin.crankNicolson(0.025)
        guard step % 10 == 0 else { continue }
        worst = max(worst, Self.difference(lanes.potentials, twin.state))
        highest = twin.v.reduce(highest, max)
      }
      #expect(highest > 0, "there are spikes")
      #expect(worst < 1e-8, "\(kernel.name): \(worst) mV")
    }
  }

  enum TreeKind: CaseIterable, Sendable {
    case cable, tree, doubleCable, doubleTree

    /// What keeps it firing, nA.
    var current: Double {
      switch self {
      case .cable: 0.1
      case .tree: 1.5
      case .doubleCable: 0.1
      case .doubleTree: 1.5
      }
    }

    func cell() throws -> LoweredCell {
      switch self {
      case .cable:
        try RallpackTests.bench(
          .hh(gna: 120.mS / .cm2, gk: 36.mS / .cm2, gl: 0.025.mS / .cm2, el: -65.mV)
        ).lowered()
      case .tree:
        try LaneTwinTests.cell(.squid, seed: 2)
      case .doubleCable:
        try TreeKind.cable.cell().sheathed(seed: 1, share: 0.8)
      case .doubleTree:
        try TreeKind.tree.cell().sheathed(seed: 2)
      }
    }
  }
}
