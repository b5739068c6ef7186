import RallAnalysis
import RallModel
import RallMorphology
import RallPlot
import RallTheory
import RallUnits

/// How the error falls with the length of a compartment: as its square, on equal and unequal pieces,
/// on tapers and forks, and for a travelling spike.
struct V31OrderInSpace: Case {
  let id = "V31"
  let title = "Order of the error in space"
  let method =
    "steady current through a cone of 4 to 1 µm over 960 µm and through a tree of five tapers; the "
    + "spike of V16 on 96 mm by richardson of 10 µs. Orders are fitted to the three "
    + "finest meshes of the figure"
  let source = "exact: Bessel functions and two-ports; converged: travelling wave"

  func evidence() throws -> Evidence {
    var evidence = Evidence()
    var lines: [LogLogPlot.Line] = []
    for subject in [Self.equalCone, Self.unequalCone, Self.tree, Self.wave] {
      let errors = try subject.compartments.map { try subject.value($0) / subject.exact - 1 }
      let fit = ConvergenceOrder(steps: subject.compartments.suffix(3), errors: errors.suffix(3))
      evidence.compare(
        subject.name, fit?.order ?? .nan, with: 2, within: .absolute(0.05))
      lines.append(.init(name: subject.name, x: subject.compartments, y: errors.map(abs)))
    }
    evidence.draw(
      LogLogPlot(
        name: "order-in-space", title: "Error against the length of a compartment",
        xLabel: "compartment (µm)", yLabel: "relative error", lines: lines))
    return evidence
  }

  /// A number that a mesh gives, and its exact value.
  private struct Subject: Sendable {
    let name: String
    let exact: Double
    /// µm; each half of the one before.
    var compartments = [60, 30, 15, 7.5, 3.75]
    let value: @Sendable (_ compartment: Double) throws -> Double
  }

  private static let cone = PassiveTree(
    branches: [.init(length: 960, diameter: 4, to: 1)], material: .dendrite)

  /// From one end to the other, MΩ.
  private static func through(_ division: Division, electrodes: [Site] = []) throws -> Double {
    try RestingCell(Cell(.dendrite), Morphology(cone), division, electrodes: electrodes)
      .resistance(from: .section(0, 0), to: .section(0, 1))
  }

  private static let equalCone = Subject(
    name: "cone, equal pieces",
    exact: cone.transferResistance(from: .root, to: .end(of: 0))
  ) { try through(.longest($0.um)) }

  /// Under an electrode stands a vertex, also where it does nothing.
  private static let unequalCone = Subject(
    name: "cone, pieces 1 to 3",
    exact: cone.transferResistance(from: .root, to: .end(of: 0))
  ) { compartment in
    let pairs = Int(960 / compartment / 2)
    let electrodes = (0..<pairs).flatMap { pair -> [Site] in
      [
        .section(0, (Double(pair) + 0.25) / Double(pairs)),
        .section(0, Double(pair + 1) / Double(pairs)),
      ]
    }
    return try through(.perSection(1), electrodes: electrodes)
  }

  private static let tree = Subject(
    name: "tree, tip to tip",
    exact: PassiveTree.fiveTapers.transferResistance(from: .end(of: 4), to: .end(of: 1))
  ) { compartment in
    try RestingCell(
      Cell(.dendrite), Morphology(.fiveTapers), .longest(compartment.um)
    ).resistance(from: .section(4, 1), to: .section(1, 1))
  }

  private static let wave = Subject(
    name: "velocity of a spike", exact: SquidMembrane.at(18.5).axonVelocity,
    compartments: [480, 240, 120, 60]
  ) { compartment in
    try SquidAxon(
      length: 96.mm, compartment: compartment.um, step: 10.us, accuracy: .richardson
    ).velocity()
  }
}
