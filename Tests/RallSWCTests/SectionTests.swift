import RallMorphology
import RallSWC
import RallUnits
import TestRandom
import Testing

@Suite("Sections of a file")
struct SectionTests {
  @Test("soma, axon, basal, apical, then the others by type; each in file order")
  func numbering() throws {
    let text = """
      1 1 0 0 0 5 -1
      2 7 5 0 0 1 1
      3 7 15 0 0 1 2
      4 4 0 5 0 1 1
      5 4 0 15 0 1 4
      6 0 -5 0 0 1 1
      7 0 -15 0 0 1 6
      8 3 0 -5 0 1 1
      9 3 0 -15 0 1 8
      10 3 0 0 5 1 1
      11 3 0 0 15 1 10
      12 2 0 -25 0 1 9
      13 2 0 -35 0 1 12

      """
    let cell = try Morphology(swc: text)
    #expect(cell.sections.map(\.type) == [1, 2, 3, 3, 4, 0, 7])
    #expect(
      cell.sections[2].points.first?.sample == 8 && cell.sections[3].points.first?.sample == 10)
    // The axon hangs on the first basal dendrite, and starts where it ends.
    let axon = cell.sections[1]
    #expect(axon.parent == 2 && axon.start == cell.sections[2].end)
    #expect(axon.points.map(\.sample) == [9, 12, 13] && axon.startDistance == 10.um)
    #expect(axon.order == 1)
  }

  @Test("sections end at forks, tips and changes of type, and meet at junctions")
  func cuts() throws {
    let cell = try Morphology(swc: Neuron.plain)
    #expect(
      cell.sections.map { $0.points.compactMap(\.sample) } == [
        [1], [2, 3], [4, 5], [5, 6], [5, 7, 8],
      ])
    #expect(cell.sections.map(\.start) == [0, 0, 0, 2, 2])
    #expect(cell.sections.map(\.end) == [0, 1, 2, 3, 4])
    #expect(cell.junctionCount == 5)
    #expect(cell.sections.map(\.order) == [0, 1, 1, 2, 2])
    #expect(cell.sections.map(\.startDistance) == [.zero, .zero, .zero, 20.um, 20.um])
    #expect(cell.sections.map(\.parent) == [nil, 0, 0, 2, 2])
    #expect(cell.tips.count == 3 && cell.forks.count == 1 && cell.longestPath == 60.um)
  }

  @Test("without a soma distance and order start at the root", arguments: [2, 3])
  func noSoma(type: Int) throws {
    let cell = try Morphology(
      swc: "5 \(type) 0 0 0 1 -1\n6 \(type) 9 0 0 1 5\n7 \(type) 0 8 0 1 5\n8 \(type) 0 9 0 1 7\n")
    #expect(cell.sections.map(\.start) == [0, 0] && cell.sections.map(\.order) == [1, 1])
    #expect(cell.sections.map(\.startDistance) == [.zero, .zero])
    #expect(cell.sections.allSatisfy { $0.parent == nil })
    #expect(cell.forks.count == 1 && cell.longestPath == 9.um)
  }

  @Test("every junction but the root is the end of one section", arguments: 0..<10)
  func junctions(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let cell = try Morphology(swc: Neuron.text(Neuron.random(&generator, samples: 200)))
    let ends = cell.sections.map(\.end).sorted()
    #expect(ends == Array(0..<cell.junctionCount))
    for section in cell.sections.dropFirst() {
      let parent = cell.sections[section.parent!]
      #expect(section.start == parent.end)
      #expect(section.order == 1 || section.points[0] == parent.points.last)
      let distance = parent.startDistance + parent.length
      #expect(section.startDistance == (section.order == 1 && parent.order == 0 ? .zero : distance))
    }
  }

  /// Types 5 and 6 as marks, on a neurite of type 3 and on one that forks at once.
  static let marked = """
    1 1 0 0 0 5 -1
    2 3 0 5 0 1 1
    3 5 0 15 0 1 2
    4 3 9 15 0 1 3
    5 6 19 15 0 1 4
    6 6 -9 15 0 0.9 3
    7 5 0 -5 0 1 1
    8 6 9 -5 0 1 7
    9 2 -9 -5 0 1 7
    10 6 -9 -9 0 1 9

    """

  @Test("where all forks are 5 and all tips 6, the marks take the type of their neighbours")
  func forkEndMarking() throws {
    let cell = try Morphology(swc: Self.marked)
    #expect(found(.forkEndMarking, in: Self.marked)?.line == 3)
    #expect(Set(cell.sections.map(\.type)) == [0, 1, 2, 3])
    #expect(cell.totalsByType[3]?.length == 38.um)
    #expect(cell.totalsByType[2]?.length == 13.um)
  }

  @Test(
    "one fork or tip of another type makes them types like any other",
    arguments: [
      "5 6 19 15 0 1 4", "3 5 0 15 0 1 2",
    ])
  func noMarking(line: String) throws {
    let other = line.replacing(" 6 ", with: " 3 ").replacing(" 5 0 15", with: " 3 0 15")
    let cell = try Morphology(swc: Self.marked.replacing(line, with: other))
    #expect(cell.sections.contains { $0.type == 6 })
  }
}
