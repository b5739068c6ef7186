import RallMorphology
import RallUnits
import Testing

@Suite("Where nodes and internodes lie")
struct MyelinLayoutTests {
  static let pattern = MyelinPattern(node: 2.um, internode: 100.um)

  static func axon(_ length: Double) -> Morphology {
    .cylinder(length: length.um, diameter: 1.um)
  }

  /// The nodes of a neuron as stretches of its first section.
  static func nodes(_ morphology: Morphology) throws -> [Span] {
    try Region.nodes.intervals(on: morphology)[0]
  }

  @Test("the kth node begins at k internodes and k nodes, to the last bit", arguments: [1, 2, 30])
  func multiples(internodes: Int) throws {
    let length = Double(internodes) * 102 + 2
    let wrapped = try Self.axon(length).wrapped(in: Self.pattern, on: .axon)
    let nodes = try Self.nodes(wrapped)
    #expect(nodes.count == internodes + 1)
    for (k, node) in nodes.enumerated() {
      #expect(node == Span(from: Double(k) * 102, to: Double(k) * 102 + 2))
      #expect(try Site.node(k).locations(on: wrapped)[0].position == (Double(k) * 102 + 1).um)
    }
    let layout = try #require(wrapped.myelin)
    #expect(layout.internodes.allSatisfy { !$0.isShort && $0.length == 100.um })
    #expect(layout.internodes.map(\.from) == Array(0..<internodes))
    #expect(layout.internodes.map(\.to) == Array(1...internodes))
  }

  @Test(
    "only the last internode is shorter, and the parts fill the run",
    arguments: Array(stride(from: 105.0, through: 520, by: 7.3)))
  func shortLast(length: Double) throws {
    let wrapped = try Self.axon(length).wrapped(in: Self.pattern, on: .axon)
    let layout = try #require(wrapped.myelin)
    let stretches = layout.stretches[0]
    #expect(stretches.first?.span.from == 0 && stretches.last?.span.to == length)
    for (a, b) in zip(stretches, stretches.dropFirst()) { #expect(a.span.to == b.span.from) }
    #expect(try Self.nodes(wrapped).allSatisfy { abs($0.length - 2) < 1e-9 })
    // Only where the rest is less than a node long is it shared with the internode before.
    let short = layout.internodes.filter(\.isShort)
    #expect(short.count <= 2)
    #expect(layout.internodes.dropLast(short.count).allSatisfy { $0.length == 100.um })
    if short.count == 2 { #expect(abs((short[0].length - short[1].length).coherent) < 1e-9) }
    #expect(short.allSatisfy { $0.length.coherent >= 2 && $0.length < 100.um })
    let sum = stretches.reduce(0) { $0 + $1.span.length }
    #expect(abs(sum - length) < 1e-12 * length)
  }

  @Test("an internode has its segments at both ends alike, and short ones shrink to half of it")
  func segments() throws {
    let pattern = MyelinPattern(
      node: 1.um, internode: 100.um, paranode: 3.um, juxtaparanode: 17.um)
    let wrapped = try Self.axon(1 + 101 + 101 + 40 + 1).wrapped(in: pattern, on: .axon)
    let layout = try #require(wrapped.myelin)
    let first = layout.stretches[0].dropFirst().prefix(5)
    #expect(first.map(\.part) == [.paranode, .juxtaparanode, .main, .juxtaparanode, .paranode])
    #expect(first.map(\.span.from) == [1, 4, 21, 81, 98])
    let last = layout.stretches[0].dropLast().suffix(5).map(\.span.length)
    // 40 µm: half of them for the ends, in the ratio 3 to 17.
    for (found, wanted) in zip(last, [1.5, 8.5, 20, 8.5, 1.5]) {
      #expect(abs(found - wanted) < 1e-12 * 250)
    }
  }

  /// A trunk of 300 µm that forks into branches of 250 and 400 µm, the longer on the higher number.
  static let forked: Morphology = {
    func line(_ length: Double, from x: Double) -> [Point] {
      [
        Point(x: x, y: 0, z: 0, radius: 1), Point(x: x + length, y: 0, z: 0, radius: 0.8),
      ]
    }
    return Morphology(
      sections: [
        Section(
          type: 2, points: line(300, from: 0), parent: nil, start: 0, end: 1,
          startDistance: .zero, order: 1),
        Section(
          type: 2, points: line(250, from: 300), parent: 0, start: 1, end: 2,
          startDistance: 300.um, order: 2),
        Section(
          type: 2, points: line(400, from: 300), parent: 0, start: 1, end: 3,
          startDistance: 300.um, order: 2),
      ], junctionCount: 4, soma: .none)
  }()

  @Test(
    "a fork is a node with half its length in each branch; the longest path has the low numbers")
  func fork() throws {
    let wrapped = try Self.forked.wrapped(in: Self.pattern, on: .axon)
    let layout = try #require(wrapped.myelin)
    let nodes = try Region.nodes.intervals(on: wrapped)
    #expect(nodes[0].last == Span(from: 299, to: 300))
    #expect(nodes[1].first == Span(from: 0, to: 1) && nodes[2].first == Span(from: 0, to: 1))
    #expect(nodes[1].last == Span(from: 248, to: 250) && nodes[2].last == Span(from: 398, to: 400))
    let forks = layout.nodes.indices.filter { layout.nodes[$0].isFork }
    #expect(forks == [3] && layout.nodes[3].place == Location(section: 0, position: 300.um))
    // Trunk 4 nodes, then the branch of 400 µm with 4 more, then that of 250 µm with 3.
    #expect(layout.nodes.map(\.place.section) == [0, 0, 0, 0, 2, 2, 2, 2, 1, 1, 1])
    for internode in layout.internodes { #expect(internode.from < internode.to) }
    #expect(layout.internodes.filter { $0.from == 3 }.map(\.to) == [4, 8])
    #expect(
      layout.facts(ofWrapping: 0) == [
        "11 nodes and 10 internodes", "7 internodes of 100 um",
        "3 internodes shorter, from 43 um to 93 um, where a run ends", "1 node on a fork",
      ])
  }

  @Test("a run goes on over a change of type, and an internode with it")
  func throughJunction() throws {
    func section(_ type: Int, _ x: Double, parent: Int?, start: Int) -> Section {
      Section(
        type: type,
        points: [
          Point(x: x, y: 0, z: 0, radius: 1), Point(x: x + 150, y: 0, z: 0, radius: 1),
        ], parent: parent, start: start, end: start + 1, startDistance: x.um, order: 1)
    }
    let morphology = Morphology(
      sections: [section(2, 0, parent: nil, start: 0), section(5, 150, parent: 0, start: 1)],
      junctionCount: 3, soma: .none)
    let wrapped = try morphology.wrapped(in: Self.pattern, on: .all)
    let whole = try Self.axon(300).wrapped(in: Self.pattern, on: .all)
    let (a, b) = (try #require(wrapped.myelin), try #require(whole.myelin))
    #expect(a.internodes == b.internodes)
    let joined =
      a.stretches[0].map(\.span)
      + a.stretches[1].map {
        Span(from: $0.span.from + 150, to: $0.span.to + 150)
      }
    // The internode from 104 to 204 µm is told as two stretches.
    let expected = b.stretches[0].map(\.span).flatMap { span in
      span.from < 150 && 150 < span.to
        ? [Span(from: span.from, to: 150), Span(from: 150, to: span.to)] : [span]
    }
    #expect(joined == expected)
  }

  @Test("a run without room for an internode is all node, and said")
  func bare() throws {
    var sections = Self.forked.sections
    // A twig of 3 µm on the fork.
    sections.append(
      Section(
        type: 2,
        points: [
          Point(x: 300, y: 0, z: 0, radius: 0.3), Point(x: 300, y: 3, z: 0, radius: 0.3),
        ], parent: 0, start: 1, end: 4, startDistance: 300.um, order: 2))
    let morphology = Morphology(sections: sections, junctionCount: 5, soma: .none)
    let wrapped = try morphology.wrapped(in: Self.pattern, on: .axon)
    let layout = try #require(wrapped.myelin)
    #expect(layout.stretches[3].map(\.part) == [.node])
    #expect(layout.bareRuns.map(\.length) == [3.um])
    #expect(layout.nodes.count == 11)
    #expect(
      layout.facts(ofWrapping: 0).last
        == "1 run too short for an internode, 3 um in all, left bare")
  }

  @Test("stated diameters make cylinders: area πdl, no rings where they begin and end")
  func calibres() throws {
    let cone = Morphology(
      sections: [
        Section(
          type: 2,
          points: [
            Point(x: 0, y: 0, z: 0, radius: 3), Point(x: 204, y: 0, z: 0, radius: 1),
          ], parent: nil, start: 0, end: 1, startDistance: .zero, order: 1)
      ], junctionCount: 2, soma: .none)
    var pattern = Self.pattern
    pattern.diameters = [.node: 1.5.um]
    let wrapped = try cone.wrapped(in: pattern, on: .axon).sections[0]
    let bare = cone.sections[0]
    #expect(abs(wrapped.lateralArea(from: 102, to: 104) / (.pi * 1.5 * 2) - 1) < 1e-14)
    #expect(abs(wrapped.axialIntegral(from: 0, to: 2) / (2 / (.pi * 0.75 * 0.75)) - 1) < 1e-14)
    #expect(wrapped.lateralArea(from: 10, to: 60) == bare.lateralArea(from: 10, to: 60))
    let exact =
      bare.lateralArea(from: 2, to: 102) + bare.lateralArea(from: 104, to: 202) + .pi * 1.5 * 6
    #expect(abs(wrapped.area.coherent / exact - 1) < 1e-14)
    #expect(
      wrapped.pathPoint(at: 103).diameter == 1.5 && wrapped.pathPoint(at: 204).diameter == 1.5)
    #expect(wrapped.pathPoint(at: 102).diameter == 1.5)
    #expect(wrapped.pathPoint(at: 104).diameter == bare.pathPoint(at: 104).diameter)
  }

  @Test("the resistance of a space around a cone is its integral", arguments: [0.004, 0.5, 3])
  func annulus(width: Double) throws {
    let section = Shapes.forked.sections[2]
    let (from, to) = (7.0, 55.0)
    // Simpson's rule over 4800 pieces of each frustum: its error is below 1e-13.
    var sum = 0.0
    for (low, high) in [(from, 30.0), (30.0, to)] {
      let n = 4800
      for k in 0...n {
        let weight: Double = k == 0 || k == n ? 1 : (k % 2 == 1 ? 4 : 2)
        let s = low + (high - low) * Double(k) / Double(n)
        let d = section.pathPoint(at: s).diameter
        sum += weight * (high - low) / Double(3 * n) / (.pi * width * (d + width))
      }
    }
    #expect(abs(section.annulusIntegral(width: width, from: from, to: to) / sum - 1) < 1e-11)
  }

  @Test("what cannot be wrapped is refused with its place")
  func refused() throws {
    func error(
      _ morphology: Morphology, _ region: Region, _ pattern: MyelinPattern = Self.pattern
    ) -> MyelinLayoutError? {
      do {
        _ = try morphology.wrapped(in: pattern, on: region)
        return nil
      } catch { return error }
    }
    #expect(error(Shapes.forked, .all) == .soma(section: 0))
    #expect(error(Shapes.forked, .basal) == .emptyRegion(.basal))
    #expect(error(Shapes.forked, .nodes) == .region(.noMyelin))
    #expect(error(Self.axon(103), .axon) == .internodeTooLong(100.um, longestRoom: 99.um))
    #expect(error(Self.axon(4), .axon) == .nodeTooLong(2.um, longestRun: 4.um))
    let once = try Self.axon(500).wrapped(
      in: Self.pattern, on: .compare(.distance, .less, 250))
    #expect(
      error(once, .compare(.distance, .greater, 200))
        == .overlap(wrapping: 0, at: Location(section: 0, position: 200.um)))
    let twice = try once.wrapped(in: Self.pattern, on: .compare(.distance, .greater, 250))
    #expect(twice.myelin?.wrappings == 2)
    #expect(twice.unwrapped == Self.axon(500))
  }
}
