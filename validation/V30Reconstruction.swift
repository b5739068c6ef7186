import RallCable
import RallModel
import RallMorphology
import RallSWC
import RallUnits

/// Files whose geometry can be written down, from their text to the compartments.
struct V30Reconstruction: Case {
  let id = "V30"
  let title = "Length, area, volume and forks of reconstructions, from SWC text"
  let method = "texts written by the case; areas of compartments where pieces are at most 3 µm"
  let source = "exact: geometry of spheres and frusta"

  func evidence() throws -> Evidence {
    var evidence = Evidence()
    func compare(_ what: String, _ ours: Double, with exact: Double, in unit: String) {
      evidence.compare(what, ours, with: exact, in: unit, within: .relative(1e-12))
    }
    let cone = try Morphology(swc: "1 3 0 0 0 3 -1\n2 3 120 160 0 1 1\n")
    compare("a cone across: length", cone.totals.length.coherent, with: 200, in: "µm")
    compare(
      "a cone across: area", cone.totals.area.coherent,
      with: .pi * 4 * (200.0 * 200 + 2 * 2).squareRoot(), in: "µm²")
    compare(
      "a cone across: volume", cone.totals.volume.coherent, with: .pi * 200 / 3 * (9 + 3 + 1),
      in: "µm³")

    let sphere = 4 * .pi * 8.0 * 8
    let one = try Morphology(swc: "1 1 5 5 5 8 -1\n")
    compare("a soma of one sample: area", one.totals.area.coherent, with: sphere, in: "µm²")
    let three = try Morphology(swc: "1 1 5 5 5 8 -1\n2 1 5 -3 5 8 1\n3 1 5 13 5 8 1\n")
    compare("a soma of three samples: area", three.totals.area.coherent, with: sphere, in: "µm²")

    let soma = try Morphology(swc: "1 1 0 0 0 8 -1\n2 3 8 0 0 1 1\n3 3 108 0 0 1 2\n")
    compare(
      "a neurite on a soma starts at its own first sample: length",
      soma.neuriteTotals.length.coherent, with: 100, in: "µm")
    compare(
      "area of both", soma.totals.area.coherent, with: sphere + 2 * .pi * 100, in: "µm²")
    let nanometres = try Morphology(
      swc: "1 3 0 0 0 3000 -1\n2 3 120000 160000 0 1000 1\n", options: .init(scale: 0.001))
    compare(
      "the cone in nanometres: area", nanometres.totals.area.coherent,
      with: cone.totals.area.coherent, in: "µm²")

    let levels = 10
    let tree = try Morphology(swc: Self.binaryTree(levels: levels))
    let branches = Double((1 << levels) - 1)
    compare(
      "a tree of ten levels: length", tree.totals.length.coherent, with: 10 * branches, in: "µm")
    compare(
      "a tree of ten levels: area", tree.totals.area.coherent, with: 2 * .pi * 0.5 * 10 * branches,
      in: "µm²")
    evidence.compare("its tips", Double(tree.tips.count), with: 512, within: .absolute(0))
    evidence.compare("its forks", Double(tree.forks.count), with: 511, within: .absolute(0))

    let cell = try LoweredCell(
      Cell(capacitance: 0.9.uF / .cm2) { Coat(.all, .hh()) }, tree, division: .longest(3.um))
    compare(
      "area of all compartments", cell.columns.reduce(0) { $0 + $1.area },
      with: 2 * .pi * 0.5 * 10 * branches, in: "µm²")
    compare(
      "capacitance of all compartments", cell.capacitance.reduce(0, +),
      with: 0.9e-5 * 2 * .pi * 0.5 * 10 * branches, in: "nF")
    return evidence
  }

  /// Branches of 10 µm and radius 0.5 µm, each with two daughters; 6, 8 and 10 make whole lengths.
  private static func binaryTree(levels: Int) -> String {
    var lines = ["1 3 0 0 0 0.5 -1", "2 3 0 0 10 0.5 1"]
    var ends: [(sample: Int, place: SIMD3<Double>)] = [(2, SIMD3(0, 0, 10))]
    for level in 1..<levels {
      ends = ends.flatMap { parent in
        [-1.0, 1].map { side in
          let step = level % 2 == 0 ? SIMD3(side * 6, 0, 8) : SIMD3(0, side * 6, 8)
          let place = parent.place + step
          let sample = lines.count + 1
          lines.append("\(sample) 3 \(place.x) \(place.y) \(place.z) 0.5 \(parent.sample)")
          return (sample, place)
        }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
