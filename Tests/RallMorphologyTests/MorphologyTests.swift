import RallMorphology
import RallUnits
import Testing

@Suite("Morphology")
struct MorphologyTests {
  @Test("a cylinder has the wall of a cylinder and no end caps", arguments: [2, 3, 7])
  func cylinder(type: Int) {
    let axon = Morphology.cylinder(length: 40.mm, diameter: 476.um, type: type)
    #expect(axon.totals.area.coherent.isWithin(1e-15, of: .pi * 476 * 40000))
    #expect(axon.totals.volume.coherent.isWithin(1e-15, of: .pi * 238 * 238 * 40000))
    #expect(axon.totals.meanDiameter == 476.um)
    #expect(axon.soma == .none && axon.longestPath == 40.mm)
    #expect(axon.tips == [Location(section: 0, position: 40.mm)] && axon.forks.isEmpty)
  }

  @Test("a cylinder of type 1 is a soma whose middle is its site")
  func somaCylinder() {
    let soma = Morphology.cylinder(length: 20.um, diameter: 20.um, type: 1)
    #expect(soma.soma.site == Location(section: 0, position: 10.um))
    #expect(soma.soma.area == soma.totals.area)
    #expect(soma.neuriteTotals.sections == 0)
  }

  @Test("totals add up over types, and the soma is no neurite")
  func totals() {
    let cell = Shapes.forked
    let byType = cell.totalsByType
    #expect(byType.values.reduce(0) { $0 + $1.sections } == 5)
    #expect(cell.neuriteTotals.length == 340.um)
    #expect(byType[4]?.length == 240.um && byType[1]?.length == .zero)
    let sum = cell.neuriteTotals.area + cell.soma.area
    #expect(sum.coherent.isWithin(1e-15, of: cell.totals.area.coherent))
    #expect(cell.longestPath == 200.um)
  }

  @Test("the tree is walked from the root, whatever the numbers of the sections")
  func rootFirst() {
    var cell = Shapes.forked
    // The parent of section 2 takes the last number.
    cell.sections = [4, 3, 1, 0, 2].map { Shapes.forked.sections[$0] }
    for (index, parent) in [(0, 4), (1, 4), (2, 3), (4, 3)] { cell.sections[index].parent = parent }
    let order = cell.rootFirst
    #expect(order.sorted() == Array(0..<5))
    for (index, section) in cell.sections.enumerated() {
      guard let parent = section.parent else { continue }
      #expect(order.firstIndex(of: parent)! < order.firstIndex(of: index)!)
    }
    #expect(cell.children[4] == [0, 1])
  }

  @Test("a root outside the soma from which two sections leave is a fork, once")
  func rootFork() {
    func branch(_ end: Int) -> Section {
      Section(
        type: 3,
        points: [Point(x: 0, y: 0, z: 0, radius: 1), Point(x: 0, y: 0, z: Double(end), radius: 1)],
        parent: nil, start: 0, end: end, startDistance: .zero, order: 1)
    }
    let cell = Morphology(sections: [branch(1), branch(2)], junctionCount: 3, soma: .none)
    #expect(cell.forks == [Location(section: 0, position: .zero)])
    #expect(cell.tips.count == 2)
  }

  @Test("every noun prints itself in a few words")
  func printed() {
    let cell = Shapes.forked
    #expect("\(cell.sections[1])" == "axon, 2 points, 100 um")
    #expect("\(cell.sections[1].points[0])" == "(-10, 0, 0) um, radius 0.5 um")
    #expect("\(Location(section: 2, position: 12.5.um))" == "section 2 at 12.5 um")
    #expect("\(cell)".hasPrefix("sphere of 1256.63") && "\(cell)".contains("4 sections of neurite"))
    #expect("\(Soma.none)" == "no soma")
    #expect(
      "\(cell.pathPoint(at: Location(section: 4, position: 20.um)))"
        == "distance 80 um, diameter 1.5 um, (90, 0, 0) um, order 2")
  }
}
