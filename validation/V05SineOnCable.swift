import RallAnalysis
import RallModel
import RallMorphology
import RallPlot
import RallTheory
import RallUnits

/// How far a sine reaches on a passive cable, and what it meets on trees.
struct V05SineOnCable: Case {
  let id = "V05"
  let title = "Length constant and impedance of a cable for a sine"
  let method =
    "d 2 µm, Rm 20 000 Ω cm², Ra 150 Ω cm. The decay: cable of 20 λ in pieces of 1 µm, fit over half "
    + "a λ from its middle on; the local formula at any compartment; impedances in pieces of 2 µm. "
    + "Orders are fitted to the three finest meshes of the figure"
  let source =
    "exact: λ√(2/(1 + √(1 + ω²τ²))); two-ports of cylinders and cones; Koch 1999, chapter 2"

  private static let frequencies: [Double] = [0, 1, 10, 100, 1000]

  func evidence() throws -> Evidence {
    var evidence = Evidence()
    let cable = UniformCable(diameter: 2, material: .dendrite)
    let long = try SineCell(
      Cell(.dendrite),
      .cylinder(length: (20 * cable.lengthConstant).um, diameter: 2.um, type: 3), .longest(1.um))
    for frequency in Self.frequencies {
      let exact = cable.lengthConstant(frequency: frequency)
      evidence.compare(
        "λ at \(decimal(frequency)) Hz, by its decay",
        try long.lengthConstant(
          from: .section(0, 0.5), to: .section(0, 0.525), frequency: frequency),
        with: exact, in: "µm", within: .relative(1e-3))
      evidence.compare(
        "λ at \(decimal(frequency)) Hz, local formula",
        try long.localLengthConstant(at: .section(0, 0.25), frequency: frequency), with: exact,
        in: "µm", within: .relative(1e-12))
    }
    for frequency in Self.frequencies {
      let exact = Self.tree.map {
        PassiveTree.fiveTapers.transferImpedance(from: .end(of: 4), to: $0, frequency: frequency)
      }
      let found = try Self.impedances(piece: 2, frequency: frequency)
      for (place, (ours, theirs)) in zip(["at a tip", "to another tip"], zip(found, exact)) {
        evidence.compare(
          "|Z| of a tree of five tapers \(place), \(decimal(frequency)) Hz", ours.magnitude,
          with: theirs.magnitude, in: "MΩ", within: .relative(1e-3))
        evidence.compare(
          "its phase", degrees(ours), with: degrees(theirs), in: "°", within: .absolute(0.05))
      }
    }
    try order(&evidence)
    return evidence
  }

  /// From the tip of branch 4, to it and to that of branch 1.
  private static let tree: [PassiveTree.Node] = [.end(of: 4), .end(of: 1)]

  private static func impedances(piece: Double, frequency: Double) throws -> [Complex] {
    try SineCell(Cell(.dendrite), Morphology(.fiveTapers), .longest(piece.um)).impedances(
      from: .section(4, 1), to: [.section(4, 1), .section(1, 1)], frequency: frequency)
  }

  private func order(_ evidence: inout Evidence) throws {
    let pieces = [15, 7.5, 3.75, 1.875]
    var lines: [LogLogPlot.Line] = []
    for frequency in [10, 100, 1000.0] {
      let exact = Self.tree.map {
        PassiveTree.fiveTapers.transferImpedance(from: .end(of: 4), to: $0, frequency: frequency)
      }
      let errors = try pieces.map { piece in
        zip(try Self.impedances(piece: piece, frequency: frequency), exact).map {
          ($0 - $1).magnitude / $1.magnitude
        }
      }
      for (place, word) in ["at a tip", "to another tip"].enumerated() {
        let own = errors.map { $0[place] }
        let name = "\(decimal(frequency)) Hz, \(word)"
        let fit = ConvergenceOrder(steps: pieces.suffix(3), errors: own.suffix(3))
        evidence.compare(
          "order of the error in Z, \(name)", fit?.order ?? .nan, with: 2, within: .absolute(0.05))
        lines.append(.init(name: name, x: pieces, y: own))
      }
    }
    evidence.draw(
      LogLogPlot(
        name: "sine-order", title: "Error of the impedance against the length of a compartment",
        xLabel: "compartment (µm)", yLabel: "relative error", lines: lines))
  }
}

/// The angle in degrees.
func degrees(_ number: Complex) -> Double { number.phase * 180 / .pi }
