import RallMorphology
import RallSWC
import RallUnits
import Testing

@Suite("Repairs, scale and roots")
struct RepairTests {
  /// A fork whose branches are written with a duplicate of the fork of another radius.
  static let duplicates = """
    1 1 0 0 0 5 -1
    2 3 0 5 0 2 1
    3 3 0 15 0 2 2
    4 3 0 15 0 1 3
    5 3 0 25 0 1 4
    6 3 0 15 0 0.5 3
    7 3 9 15 0 0.5 6

    """

  @Test("a point that stands twice is an error until its repair is listed")
  func duplicatesRefused() {
    let error = found(.duplicatePoints, in: Self.duplicates)
    #expect(error?.severity == .error && error?.line == 4)
    #expect(error?.message.contains("duplicate_points") == true)
    let reading = SWCFile(text: Self.duplicates).reading()
    #expect(reading.morphology == nil && reading.shape != nil)
  }

  @Test("repaired, it is a ring that has area and no resistance, in the child's section")
  func duplicatesJoined() throws {
    let options = ReadingOptions(repair: [.duplicatePoints])
    let cell = try Morphology(swc: Self.duplicates, options: options)
    #expect(found(.duplicatePoints, in: Self.duplicates, options)?.severity == .warning)
    #expect(cell.sections.map(\.length) == [.zero, 10.um, 10.um, 9.um])
    #expect(cell.sections[1].area.coherent.isWithin(1e-12, of: 40 * .pi))
    #expect(cell.sections[2].area.coherent.isWithin(1e-12, of: (20 + 3) * .pi))
    #expect(cell.sections[3].area.coherent.isWithin(1e-12, of: (9 + 2.5 * 1.5) * .pi))
    #expect(cell.sections[2].axialIntegral(from: 0, to: 10).isWithin(1e-12, of: 10 / .pi))
    #expect(cell.sections[2].pathPoint(at: 0).diameter == 2)
  }

  @Test("a branch of nothing but duplicates is a lump on its junction")
  func lump() throws {
    let text = Self.duplicates.replacing("7 3 9 15 0 0.5 6\n", with: "")
    let cell = try Morphology(swc: text, options: .init(repair: [.duplicatePoints]))
    let lump = cell.sections[3]
    #expect(lump.length == .zero && lump.start == lump.end)
    #expect(lump.start == cell.sections[1].end)
    #expect(lump.area.coherent.isWithin(1e-12, of: 2.5 * 1.5 * .pi))
  }

  /// Radii 2, 0, 0, 1 at 0, 10, 30, 40 µm, and a side branch without any.
  static let zeros = """
    1 1 0 0 0 5 -1
    2 3 0 5 0 2 1
    3 3 0 15 0 0 2
    4 3 0 35 0 0 3
    5 3 0 45 0 1 4
    6 3 7 35 0 0 4
    7 3 9 35 0 0 6

    """

  @Test("a radius of 0 is an error until its repair is listed")
  func zeroRefused() {
    let error = found(.zeroRadius, in: Self.zeros)
    #expect(error?.severity == .error && error?.line == 3)
    #expect(error?.message.contains("zero_radius") == true)
    #expect(SWCFile(text: Self.zeros).reading().morphology == nil)
  }

  @Test("repaired, it is interpolated by path length; where one side has none the other holds")
  func zeroInterpolated() throws {
    let options = ReadingOptions(repair: [.zeroRadius])
    let cell = try Morphology(swc: Self.zeros, options: options)
    #expect(found(.zeroRadius, in: Self.zeros, options)?.severity == .warning)
    var radii: [Int: Double] = [:]
    for point in cell.sections.flatMap(\.points) { radii[point.sample!] = point.radius }
    #expect(radii == [1: 5, 2: 2, 3: 1.75, 4: 1.25, 5: 1, 6: 2, 7: 2])
  }

  @Test(
    "beyond a fork the nearest radius is the one that counts", arguments: [[10.0, 40], [40, 10]])
  func zeroAtFork(lengths: [Double]) throws {
    let text =
      "1 1 0 0 0 5 -1\n2 3 0 5 0 2 1\n3 3 0 15 0 0 2\n"
      + "4 3 0 \(15 + lengths[0]) 0 \(lengths[0] / 10) 3\n"
      + "5 3 \(lengths[1]) 15 0 \(lengths[1] / 10) 3\n"
    let cell = try Morphology(swc: text, options: .init(repair: [.zeroRadius]))
    // Half way between radius 2 and the radius 1 of the branch of 10 µm.
    #expect(cell.sections[1].points.map(\.radius) == [2, 1.5])
  }

  @Test("a neurite starts with the first radius that it has, not with the soma's")
  func zeroAtStart() throws {
    let text = "1 1 0 0 0 5 -1\n2 3 0 5 0 0 1\n3 3 0 15 0 0 2\n4 3 0 35 0 1.5 3\n5 3 9 5 0 0 2\n"
    let cell = try Morphology(swc: text, options: .init(repair: [.zeroRadius]))
    #expect(cell.sections.dropFirst().flatMap(\.points).allSatisfy { $0.radius == 1.5 })
  }

  @Test("a whole neurite without a radius, or a soma without one, cannot be repaired")
  func zeroHopeless() {
    let text = Neuron.plain.replacing(" 0.5 1\n", with: " 0 1\n").replacing(
      " 0.5 2\n", with: " 0 2\n")
    let options = ReadingOptions(repair: [.zeroRadius])
    let error = found(.noRadius, in: text, options)
    #expect(error?.severity == .error && error?.line == 2)
    #expect(error?.message.contains("sample 2") == true)
    let soma = Neuron.plain.replacing(" 5.0 -1", with: " 0 -1")
    #expect(found(.noRadius, in: soma, options)?.line == 1)
  }

  @Test("both repairs together")
  func both() throws {
    let text = Self.duplicates.replacing(" 1 3\n", with: " 0 3\n")
    let options = ReadingOptions(repair: [.duplicatePoints, .zeroRadius])
    // The duplicate stands on the fork, 0 µm from radius 2.
    #expect(try Morphology(swc: text, options: options).sections[2].points[1].radius == 2)
  }

  @Test("a scale multiplies coordinates and radii: area by its square", arguments: [0.001, 1, 3])
  func scale(scale: Double) throws {
    let once = try Morphology(swc: Neuron.plain).totals
    let scaled = try Morphology(swc: Neuron.plain, options: .init(scale: scale)).totals
    #expect(scaled.length.coherent.isWithin(1e-14, of: scale * once.length.coherent))
    #expect(scaled.area.coherent.isWithin(1e-14, of: scale * scale * once.area.coherent))
    #expect(
      scaled.volume.coherent.isWithin(1e-14, of: scale * scale * scale * once.volume.coherent))
  }

  @Test("a scale that is no scale is refused", arguments: [0, -1, .nan, .infinity, 1e300])
  func badScale(scale: Double) {
    #expect(codes(Neuron.plain, .error, .init(scale: scale)) == [.badScale])
  }

  /// A neuron, a longer tree of fewer samples, and a lone sample.
  static let trees = Neuron.plain + "20 3 0 0 9 1 -1\n21 3 0 0 999 1 20\n30 3 5 5 5 1 -1\n"

  @Test("several roots are an error that lists them, unless one says what to do")
  func roots() throws {
    let error = try #require(found(.severalRoots, in: Self.trees))
    #expect(error.severity == .error && error.line == 9)
    for part in ["3 roots", "sample 1 ", "sample 20 ", "sample 30 ", "(8 samples)", "roots: all"] {
      #expect(error.message.contains(part))
    }
    let all = try Morphology(swc: Self.trees, options: .init(roots: .all))
    #expect(all.neuriteTotals.length == 1120.um)
    #expect(Set(all.sections.filter { $0.parent == nil }.map(\.start)).count == 2)
    #expect(found(.loneRoot, in: Self.trees, .init(roots: .all))?.line == 11)
    let largest = try Morphology(swc: Self.trees, options: .init(roots: .largest))
    #expect(largest.totals.length == 990.um && largest.soma.rule == .none)
    #expect(codes(Self.trees, .warning, .init(roots: .largest)).contains(.droppedTrees))
  }

  @Test("the soma's tree has junction 0, wherever it stands in the file")
  func somaFirst() throws {
    let lines = Self.trees.split(separator: "\n").reversed().joined(separator: "\n")
    let cell = try Morphology(swc: lines, options: .init(roots: .all))
    #expect(cell.sections[0].isSphere && cell.sections[0].start == 0)
  }
}
