import RallMorphology
import RallSWC
import RallUnits
import Testing

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The rules by which a soma is made, each with an area in closed form (1e-12: rounding of a dozen
/// operations).
@Suite("The soma")
struct SomaTests {
  func cell(_ text: String, _ options: ReadingOptions = .init()) throws -> Morphology {
    try Morphology(swc: text, options: options)
  }

  @Test("without a type-1 sample none is made up")
  func none() throws {
    let cell = try cell("1 2 0 0 0 1 -1\n2 2 0 7 0 1 1\n")
    #expect(cell.soma == .none)
    #expect(cell.totals.area.coherent.isWithin(1e-12, of: 14 * .pi))
  }

  @Test("one sample is a sphere; a neurite starts at its own first sample, at its junction")
  func sphere() throws {
    let cell = try cell(Neuron.plain)
    #expect(cell.soma.rule == .sphere && cell.soma.samples == 1)
    #expect(cell.soma.area.coherent.isWithin(1e-12, of: 100 * .pi))
    #expect(cell.soma.site == Location(section: 0, position: .zero))
    #expect(cell.sections[0].isSphere && cell.sections[0].start == cell.sections[0].end)
    let axon = cell.sections[1]
    #expect(axon.points.map(\.sample) == [2, 3] && axon.start == cell.sections[0].end)
    #expect(axon.startDistance == .zero && axon.order == 1 && axon.parent == 0)
    #expect(axon.length == 40.um)
  }

  @Test("a lone sphere is a neuron")
  func ball() throws {
    let cell = try cell("1 1 0 0 0 5 -1\n")
    #expect(cell.sections.count == 1)
    #expect(cell.totals.area.coherent.isWithin(1e-12, of: 100 * .pi))
  }

  static let axes: [SIMD3<Double>] = [[0, 5, 0], [3, 4, 0], [-3, 0, 4], [0, 5.04, 0]]

  @Test("three samples in NeuroMorpho form are a sphere, along any axis", arguments: axes)
  func neuroMorpho(axis: SIMD3<Double>) throws {
    let lines = [
      Line(id: 1, type: 1, place: [9, 9, 9], radius: 5, parent: -1),
      Line(id: 2, type: 1, place: [9, 9, 9] + axis, radius: 5, parent: 1),
      Line(id: 3, type: 1, place: [9, 9, 9] - axis, radius: 5.004, parent: 1),
      Line(id: 4, type: 3, place: [9, 20, 9], radius: 1, parent: 3),
      Line(id: 5, type: 3, place: [9, 30, 9], radius: 1, parent: 4),
    ]
    let cell = try cell(Neuron.text(lines))
    #expect(cell.soma.rule == .sphere && cell.soma.samples == 3)
    #expect(cell.soma.area.coherent.isWithin(1e-12, of: 100 * .pi))
    #expect(cell.neuriteTotals.length == 10.um)
    #expect(cell.sections[1].start == cell.sections[0].start)
    for id in 1...3 {
      #expect(try Site.swc(id).locations(on: cell) == [Location(section: 0, position: .zero)])
    }
  }

  @Test(
    "three samples in another form are frusta",
    arguments: [
      "2 1 0 5 0 5 1\n3 1 0 -5 0 5 2\n",  // a chain
      "2 1 0 5 0 5 1\n3 1 0 -5 0 5.1 1\n",  // two radii
      "2 1 0 5 0 5 1\n3 1 5 0 0 5 1\n",  // round a corner
      "2 1 0 4 0 5 1\n3 1 0 -4 0 5 1\n",  // too near
    ])
  func otherThree(rest: String) throws {
    let cell = try cell("1 1 0 0 0 5 -1\n\(rest)4 3 0 20 0 1 1\n5 3 0 30 0 1 4\n")
    #expect(cell.soma.rule == .frusta)
  }

  /// Two frusta of 10 µm, and a neurite on the middle sample.
  static let stack =
    "1 1 0 0 0 3 -1\n2 1 10 0 0 6 1\n3 1 20 0 0 3 2\n4 3 10 8 0 1 2\n5 3 10 28 0 1 4\n"

  @Test("several samples are frusta as written, and a neurite joins the sample that it hangs on")
  func frusta() throws {
    let cell = try cell(Self.stack)
    #expect(cell.soma.rule == .frusta && cell.soma.samples == 3)
    #expect(cell.soma.area.coherent.isWithin(1e-12, of: 2 * .pi * 9 * 109.0.squareRoot()))
    #expect(cell.soma.site == Location(section: 0, position: 10.um))
    let neurite = cell.sections.last!
    #expect(neurite.start == cell.sections[0].end && neurite.parent == 0)
    #expect(neurite.length == 20.um && neurite.startDistance == .zero && neurite.order == 1)
    #expect(cell.sections.map(\.type) == [1, 1, 3])
  }

  @Test("a soma edge that is kept has the neurite's own radius at both ends")
  func keptEdge() throws {
    let cell = try cell(Self.stack, .init(somaEdges: .keep))
    let neurite = cell.sections.last!
    #expect(neurite.length == 28.um)
    #expect(neurite.area.coherent.isWithin(1e-12, of: 56 * .pi))
    #expect(neurite.startDistance == .zero)
    let sphere = try self.cell(Neuron.plain, .init(somaEdges: .keep))
    #expect(sphere.sections[1].length == 45.um)
    #expect(sphere.sections[1].area.coherent.isWithin(1e-12, of: 45 * .pi))
  }

  @Test("a neurite of one sample keeps its edge, with its own radius, and that is said")
  func singleSample() throws {
    let text = "1 1 0 0 0 5 -1\n2 3 0 12 0 1 1\n"
    let cell = try cell(text)
    #expect(cell.sections[1].length == 12.um)
    #expect(cell.sections[1].area.coherent.isWithin(1e-12, of: 24 * .pi))
    #expect(found(.singleSampleNeurite, in: text)?.line == 2)
    // At the soma's own place it adds nothing.
    let inside = try self.cell("1 1 0 0 0 5 -1\n2 3 0 0 0 1 1\n")
    #expect(inside.sections.count == 1 && inside.soma.absorbed == [2])
  }

  @Test("a first sample that forks starts both branches on the soma")
  func forkOnSoma() throws {
    let cell = try cell("1 1 0 0 0 5 -1\n2 3 0 6 0 1 1\n3 3 9 6 0 1 2\n4 3 -9 6 0 1 2\n")
    #expect(cell.sections.dropFirst().map(\.length) == [9.um, 9.um])
    #expect(cell.sections.dropFirst().allSatisfy { $0.start == 0 && $0.order == 1 })
    #expect(cell.forks.isEmpty && cell.tips.count == 2)
  }

  @Test("neurites on the first sample of a soma of frusta join it at the root")
  func onFirst() throws {
    let cell = try cell("1 1 0 0 0 3 -1\n2 1 9 0 0 3 1\n3 3 0 5 0 1 1\n4 3 0 9 0 1 3\n")
    #expect(cell.sections[1].start == 0 && cell.sections[1].parent == 0)
    #expect(cell.sections[0].start == 0 && cell.sections[0].end == 1)
    // What lies beyond the end of the soma does not include it.
    #expect(try Region.subtree(.swc(2)).intervals(on: cell).isEmpty)
    #expect(try Region.subtree(.swc(1)).intervals(on: cell) == Region.all.intervals(on: cell))
  }

  /// A circle of samples of radius 0.1 µm.
  static func outline(_ count: Int, radius: Double = 7) -> String {
    (1...count).map { id in
      let angle = 2 * .pi * Double(id) / Double(count)
      return
        "\(id) 1 \(radius * cos(angle)) \(radius * sin(angle)) 0 0.1 \(id == 1 ? -1 : id - 1)\n"
    }.joined()
  }

  @Test("an outline is an error that offers a contour", arguments: [6, 8, 32])
  func outline(count: Int) throws {
    let text = Self.outline(count) + "90 3 9 0 0 1 \(count)\n91 3 19 0 0 1 90\n"
    let outline = try #require(found(.somaOutline, in: text))
    #expect(outline.severity == .error && outline.line == 1)
    #expect(outline.message.contains("soma: contour") && outline.message.contains("7 um"))
    #expect(SWCFile(text: text).reading().shape == nil)
    #expect(codes(text, .error, .init(soma: .sphere)) == [.somaOutline])
    let cell = try cell(text, .init(soma: .contour))
    #expect(cell.soma.rule == .contour)
    #expect(cell.soma.area.coherent.isWithin(1e-12, of: 4 * .pi * 49))
    #expect(cell.neuriteTotals.length == 10.um)
    #expect(try Site.swc(2).locations(on: cell) == [Location(section: 0, position: .zero)])
  }

  @Test("the radii of an outline mean nothing, so they may be 0")
  func outlineWithoutRadii() throws {
    let text =
      Self.outline(8).replacing(" 0.1 ", with: " 0 ") + "90 3 9 0 0 1 8\n91 3 19 0 0 1 90\n"
    #expect(try cell(text, .init(soma: .contour)).soma.rule == .contour)
  }

  @Test("a soma that forks, or is open, is never an outline")
  func noOutline() throws {
    let forked =
      "1 1 0 0 0 3 -1\n2 1 9 0 0 3 1\n3 1 0 9 0 3 1\n4 1 1 0 0 3 2\n5 3 0 20 0 1 3\n6 3 0 30 0 1 5\n"
    #expect(try cell(forked).soma.rule == .frusta)
    let open = "1 1 0 0 0 3 -1\n2 1 9 0 0 3 1\n3 1 9 9 0 3 2\n4 1 0 9 0 3 3\n"
    #expect(try cell(open).soma.rule == .frusta)  // 9 of 27
    let closing = "1 1 0 0 0 3 -1\n2 1 9 0 0 3 1\n3 1 9 9 0 3 2\n4 1 0 6 0 3 3\n"
    #expect(codes(closing, .error) == [.somaOutline])  // 6 of 27.5
  }

  @Test("literal: a sample with a parent is one frustum, whatever its type")
  func literal() throws {
    let cell = try cell(Neuron.plain, .init(soma: .literal))
    let raw = Inspection(bytes: Array(Neuron.plain.utf8), name: "n").raw
    #expect(cell.soma.rule == .literal)
    #expect(cell.totals.length.coherent.isWithin(1e-12, of: raw.length.coherent))
    #expect(cell.totals.area.coherent.isWithin(1e-12, of: raw.area.coherent))
    #expect(cell.totals.length.coherent.isWithin(1e-12, of: 140))
    #expect(cell.sections.allSatisfy { $0.order >= 1 })
    #expect(cell.soma.site?.position == .zero)
  }

  @Test("a sphere that is asked for has the area of the frusta, at their middle")
  func forcedSphere() throws {
    let cell = try cell(Self.stack, .init(soma: .sphere))
    #expect(cell.soma.rule == .sphere)
    #expect(cell.soma.area.coherent.isWithin(1e-12, of: 2 * .pi * 9 * 109.0.squareRoot()))
    #expect(abs(cell.sections[0].points[0].x - 10) <= 1e-14)
    #expect(Set(cell.soma.absorbed) == [1, 2, 3])
  }

  @Test("the middle of a cone is nearer to its wide end")
  func coneMiddle() throws {
    let cell = try cell("1 1 0 0 0 3 -1\n2 1 10 0 0 6 1\n", .init(soma: .sphere))
    // The area grows as the radius: ∫ s (3 + 0.3 s) ds / ∫ (3 + 0.3 s) ds over 10 µm.
    #expect(cell.sections[0].points[0].x.isWithin(1e-12, of: (150 + 100) / 45))
  }

  @Test("a rule that cannot be followed is an error that says what can")
  func refused() {
    let axon = "1 2 0 0 0 1 -1\n2 2 0 7 0 1 1\n"
    for soma in [ReadingOptions.SomaChoice.sphere, .frusta, .contour] {
      #expect(codes(axon, .error, .init(soma: soma)) == [.noSoma])
    }
    #expect(codes(Neuron.plain, .error, .init(soma: .frusta)) == [.somaWithoutExtent])
    #expect(
      found(.somaWithoutExtent, in: Neuron.plain, .init(soma: .frusta))?.message.contains("sphere")
        == true)
    #expect(codes(Neuron.plain, .error, .init(soma: .contour)) == [.somaWithoutExtent])
    #expect(codes("1 3 0 0 0 1 -1\n", .error) == [.noExtent])
    #expect(codes("1 1 0 0 0 1 -1\n", .error, .init(soma: .literal)) == [.noExtent])
  }

  @Test("a soma that hangs on a neurite is the root all the same")
  func rootOutside() throws {
    let text =
      "1 2 0 -45 0 0.5 -1\n2 2 0 -5 0 0.5 1\n3 1 0 0 0 5 2\n4 3 0 5 0 1 3\n5 3 0 25 0 1 4\n"
    let cell = try cell(text)
    #expect(found(.rootOutsideSoma, in: text)?.line == 3)
    #expect(cell.sections[0].isSphere)
    #expect(cell.sections[1].points.map(\.sample) == [2, 1])
    #expect(cell.sections.dropFirst().map(\.length) == [40.um, 20.um])
    #expect(cell.sections.dropFirst().allSatisfy { $0.startDistance == .zero && $0.start == 0 })
  }

  @Test("seen from the soma, an edge keeps its type")
  func turnedEdges() throws {
    // From the root a basal dendrite of 30 µm turns into an axon of 20 µm that ends in the soma.
    let cell = try cell(
      "1 3 0 -60 0 1 -1\n2 3 0 -30 0 1 1\n3 2 0 -20 0 1 2\n4 2 0 -10 0 1 3\n5 1 0 0 0 5 4\n")
    #expect(cell.sections.map(\.type) == [1, 2, 3])
    #expect(cell.sections.map(\.length) == [.zero, 20.um, 30.um])
    #expect(cell.sections[2].parent == 1 && cell.sections[2].startDistance == 20.um)
  }

  @Test("type-1 samples away from the soma are neurite, and that is said")
  func stray() throws {
    let text = Neuron.plain + "9 1 0 75 0 0.4 8\n"
    let cell = try cell(text)
    #expect(found(.straySoma, in: text)?.line == 9)
    #expect(cell.soma.rule == .sphere && cell.soma.samples == 2)
    #expect(cell.neuriteTotals.length == 140.um)
    #expect(try Region.soma.intervals(on: cell).sections.map(\.count) == [1, 0, 0, 0, 0, 0])
  }

  @Test("a neuron that is all soma is one, with a word of warning")
  func onlySoma() throws {
    let text = "1 1 0 0 0 1 -1\n2 1 9 0 0 1 1\n3 1 18 0 0 1 2\n4 1 18 9 0 1 2\n5 1 9 30 0 1 4\n"
    #expect(codes(text, .warning).contains(.onlySoma))
    let cell = try cell(text)
    #expect(cell.tips.count == 2 && cell.longestPath > 30.um)
    #expect(cell.sections.allSatisfy { $0.order == 0 && $0.startDistance == .zero })
  }
}
