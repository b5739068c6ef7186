import Foundation
import RallCable
import RallModel
import RallMorphology
import RallRun
import RallSWC
import RallUnits
import Testing

@Suite("A neuron whose axon is wrapped, through the whole program")
struct WrappedNeuronTests {
  /// A soma, and an axon of 507 µm from the soma's centre on.
  static let neuron = """
    1 1 0 0 0 10 -1
    2 3 10 0 0 2 1
    3 3 210 0 0 1 2
    4 2 0 -10 0 1 1
    5 2 0 -517 0 1 4
    """

  static func experiment(_ membrane: String, myelin: String) -> String {
    """
    rall: 1
    morphology: { file: cell.swc }
    compartments: { longest: 20 um }
    membrane:
    \(membrane)
    myelin:
      - region: axon
        node: { length: 2 um, hh: {} }
        \(myelin)
    stimuli: [{ name: kick, at: nodes(0), current_clamp: { start: 1 ms, duration: 1 ms, amplitude: 2 nA } }]
    detect: [{ name: passed, at: [nodes(0), nodes(4)], above: -20 mV }]
    run: { duration: 4 ms, step: 0.01 ms }
    """
  }

  @Test("how many nodes and internodes there are is told, and that all membrane is accounted for")
  func explained() throws {
    let bench = try Bench(neuron: Self.neuron)
    let told = try bench.prepared(
      Self.experiment(
        "  - { region: not axon, passive: {} }",
        myelin: "internode: { length: 100 um, lamellae: 30 }")
    ).explained()
    // From 0 to 507 µm: four whole internodes, and one of 507 − 4·102 − 2·2 = 95 µm.
    #expect(told.text.contains("6 nodes and 5 internodes"))
    #expect(told.text.contains("4 internodes of 100 um"))
    #expect(told.text.contains("1 internode shorter, from 95 um to 95 um, where a run ends"))
    #expect(!told.text.contains("no mechanism") && !told.text.contains("share"))
  }

  @Test(
    "a line of the membrane that lies under myelin everywhere is noted, and leaks there do not add up"
  )
  func cleared() throws {
    let bench = try Bench(neuron: Self.neuron)
    let told = try bench.prepared(
      Self.experiment(
        """
          - { region: all, passive: {} }
          - { region: axon, hh: {} }
        """, myelin: "internode: { length: 100 um, lamellae: 30 }")
    ).explained()
    #expect(told.text.contains("the line on 'axon' has no effect: myelin covers all of it"))
    #expect(!told.text.contains("share"))
  }

  @Test("of a lumped model convergence says that its mesh is part of it and recommends no other")
  func lumped() throws {
    let bench = try Bench(neuron: Self.neuron)
    let internode = "internode: { length: 100 um, lamellae: 30 }"
    for (more, isLumped) in [("", false), ("\n    centred: true", true)] {
      let found = try #require(
        try bench.prepared(
          Self.experiment("  - { region: not axon, passive: {} }", myelin: internode + more)
        ).convergence())
      #expect(found.isLumped == isLumped)
      #expect(found.text.contains("the mesh of a lumped model is part of it") == isLumped)
      #expect(found.text.contains("on the same mesh") == isLumped)
      if isLumped { #expect(found.pieceFactor == 1) }
    }
  }

  /// Real neurons with an axon long enough for ten internodes of 40 µm.
  static let long = ReconstructedNeuron.simulatable.filter { neuron in
    guard let morphology = try? neuron.morphology else { return false }
    return (morphology.totalsByType[2]?.length ?? .zero) > 1.mm
  }

  @Test(
    "every long axon can be wrapped: whole internodes, nodes on forks and tips, and its own membrane",
    arguments: long)
  func realAxons(neuron: ReconstructedNeuron) throws {
    let bare = try neuron.morphology
    var myelin = Myelin(
      on: .axon, node: NodeOfRanvier(length: 1.um, .hh()),
      internode: Internode(length: 40.um, sheath: Sheath(.gRatio(0.7))))
    for isCentred in [false, true] {
      myelin.isCentred = isCentred
      let cell = try LoweredCell(
        Cell(wrappings: [.myelin(myelin)]) { Coat(.all, .passive(g: 0.05.mS / .cm2, e: -65.mV)) },
        bare, division: .longest(20.um))
      let layout = try #require(cell.morphology.myelin)
      let axon = try Region.axon.intervals(on: bare)
      let covered = try Region.or(.nodes, .internodes).intervals(on: cell.morphology)
      #expect(covered == axon)
      #expect(layout.internodes.allSatisfy { $0.isShort || $0.length == 40.um })
      #expect(layout.internodes.allSatisfy { $0.length <= 40.um && $0.length >= 1.um })
      let nodes = try Region.nodes.intervals(on: cell.morphology)
      let sites = Region.axon
      for place in try Site.tips(sites).locations(on: bare) { #expect(nodes.contains(place)) }
      if let forks = try? Site.forks(sites).locations(on: bare) {
        for place in forks { #expect(nodes.contains(place)) }
      }
      for (number, node) in layout.nodes.enumerated() where node.isFork {
        #expect(layout.internodes.count { $0.from == number } <= 3)
      }
      let area = cell.halfEdges.reduce(0) { $0 + $1.area }
      #expect(area.isWithin(1e-10, of: bare.totals.area.coherent))
      #expect(cell.capacitance.allSatisfy { $0 > 0 })
    }
  }
}

extension ReconstructedNeuron {
  /// The shape, by the first reading by which it can be simulated.
  var morphology: RallMorphology.Morphology {
    get throws {
      let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
      return try #require(SWCFile(bytes: bytes).reading(options ?? ReadingOptions()).morphology)
    }
  }
}
