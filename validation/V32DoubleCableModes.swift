import RallAnalysis
import RallModel
import RallMorphology
import RallPlot
import RallTheory
import RallUnits

/// A passive wrapped axon with its space under the sheath, against the two modes of its equations.
struct V32DoubleCableModes: Case {
  let id = "V32"
  let title = "A double cable for a sine, and its slowest decay, by exact modes"
  let method =
    "three internodes of 1 mm, d 6 µm, 40 lamellae, a space of 12 nm and 70 Ω cm, between nodes of 0.2 "
    + "µm that leak 20 mS/cm² and are one piece; current into the first node; pieces of 0.5 µm, for at "
    + "10 kHz the mode that falls faster reaches 5 µm. Orders are fitted to the three finest meshes of the "
    + "figure"
  let source =
    "exact: both potentials are sums of two modes, the pieces two-ports between open ends"

  private static let diameter = 6.0
  private static let internode = 1000.0
  private static let node = 0.2
  private static let length = 3 * internode + 4 * node
  private static let lamellae = 40.0
  private static let width = 0.012
  private static let nodeLeak = 20.0
  private static let frequencies: [Double] = [0, 10, 100, 1000, 10_000]

  /// Where the first node begins, the second begins, and the last ends: places 0, 2 and 7 of the theory.
  private static let places: [(name: String, theory: Int, position: Double)] = [
    ("where it enters", 0, 0), ("behind an internode", 2, internode + node),
    ("at the far end", 7, length),
  ]

  func evidence() throws -> Evidence {
    var evidence = Evidence()
    let cell = try Self.cell(piece: 0.5)
    for frequency in Self.frequencies {
      let exact = Self.fibre.impedances(frequency: frequency)
      let found = try Self.impedances(cell, frequency)
      for (place, ours) in zip(Self.places, found) {
        evidence.compare(
          "|Z| \(place.name), \(decimal(frequency)) Hz", ours.magnitude,
          with: exact[place.theory].magnitude, in: "MΩ", within: .relative(1e-3))
        guard frequency > 0 else { continue }
        evidence.compare(
          "its phase", degrees(ours), with: degrees(exact[place.theory]), in: "°",
          within: .absolute(0.2))
      }
      evidence.compare(
        "λ of an internode, \(decimal(frequency)) Hz",
        try cell.localLengthConstant(at: Self.site(Self.length / 2), frequency: frequency),
        with: Self.wrapped.lengthConstants(frequency: frequency).long, in: "µm",
        within: .relative(1e-9))
    }
    evidence.compare(
      "slowest decay", cell.timeConstants(1)[0], with: Self.fibre.slowestTimeConstant, in: "ms",
      within: .relative(1e-6))
    try order(&evidence)
    return evidence
  }

  private func order(_ evidence: inout Evidence) throws {
    let pieces: [Double] = [8, 4, 2, 1]
    let cells = try pieces.map { try Self.cell(piece: $0) }
    var lines: [LogLogPlot.Line] = []
    func judge(_ name: String, _ errors: [Double]) {
      let fit = ConvergenceOrder(steps: pieces.suffix(3), errors: errors.suffix(3))
      evidence.compare(
        "order of the error, \(name)", fit?.order ?? .nan, with: 2, within: .absolute(0.05))
      lines.append(.init(name: name, x: pieces, y: errors))
    }
    for frequency in [0, 1000.0] {
      let exact = Self.fibre.impedances(frequency: frequency)
      let found = try cells.map { try Self.impedances($0, frequency) }
      for (number, place) in Self.places.enumerated() {
        let theory = exact[place.theory]
        judge(
          "\(decimal(frequency)) Hz, \(place.name)",
          found.map { ($0[number] - theory).magnitude / theory.magnitude })
      }
    }
    evidence.draw(
      LogLogPlot(
        name: "double-cable-modes",
        title: "Error of a double cable against the length of a compartment",
        xLabel: "compartment (µm)", yLabel: "relative error", lines: lines))
  }

  private static func site(_ position: Double) -> Site { .section(0, position / length) }

  private static func impedances(_ cell: SineCell, _ frequency: Double) throws -> [Complex] {
    try cell.impedances(
      from: site(0), to: places.map { site($0.position) }, frequency: frequency)
  }

  private static func cell(piece: Double) throws -> SineCell {
    let myelin = Myelin(
      on: .all,
      node: NodeOfRanvier(length: node.um, .passive(g: nodeLeak.mS / .cm2, e: .zero)),
      internode: Internode(
        length: internode.um, sheath: Sheath(.lamellae(lamellae), reversal: .zero),
        axolemma: [.passive(g: 0.1.mS / .cm2, e: .zero)]),
      cable: .double(PeriaxonalSpace(width: (1000 * width).nm, resistivity: 70.ohm * .cm)))
    return try SineCell(
      Cell(
        axoplasm: 110.ohm * .cm, capacitance: 1.uF / .cm2, start: .voltage(.zero),
        wrappings: [.myelin(myelin)]),
      .cylinder(length: length.um, diameter: diameter.um, type: 2), .longest(piece.um))
  }

  /// The same in the theory's terms: µF/cm² is 1e-5 nF/µm², mS/cm² 1e-5 µS/µm², Ω cm 1e-2 MΩ µm.
  private static let wrapped: DoubleCable = {
    let round = Double.pi * diameter
    return DoubleCable(
      axoplasm: 1.1 / (.pi / 4 * diameter * diameter),
      space: 0.7 / (.pi * width * (diameter + width)),
      axolemma: .init(conductance: 0.1e-5 * round, capacitance: 1e-5 * round),
      sheath: .init(
        conductance: 1e-5 * round / (2 * lamellae), capacitance: 1e-5 * round / (2 * lamellae)))
  }()

  private static let fibre: WrappedFibre = {
    let bare = UniformCable(
      diameter: diameter,
      material: CableMaterial(membraneResistance: 1000 / nodeLeak, axialResistivity: 110))
    let (between, part) = (
      WrappedFibre.Piece.wrapped(wrapped, length: internode),
      WrappedFibre.Piece.bare(bare, length: node)
    )
    return WrappedFibre([part, between, part, between, part, between, part])
  }()
}
