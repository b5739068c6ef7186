import RallMorphology
import RallUnits
import Testing

@Suite("Regions on a morphology")
struct RegionTests {
  let cell = Shapes.forked

  func spans(_ region: Region) throws -> [[Span]] { try region.intervals(on: cell).sections }

  static let whole = [0.0, 100, 60, 40, 140]

  @Test(
    "a type names whole sections",
    arguments: [
      (Region.all, [0, 1, 2, 3, 4]), (.soma, [0]), (.axon, [1]), (.basal, []),
      (.apical, [2, 3, 4]),
      (.dendrites, [2, 3, 4]), (.type(2), [1]), (.type(7), []), (.section(3), [3]),
    ])
  func types(region: Region, sections: [Int]) throws {
    let expected = Self.whole.enumerated().map { index, length in
      sections.contains(index) ? [Span(from: 0, to: length)] : []
    }
    #expect(try spans(region) == expected)
    #expect(try region.intervals(on: cell).isEmpty == sections.isEmpty)
  }

  @Test("a distance cuts at exactly that path length, whatever the frusta")
  func distance() throws {
    let near = try spans(.and(.apical, .compare(.distance, .less, 75.3)))
    #expect(near[2] == [Span(from: 0, to: 60)])
    #expect(near[3] == [Span(from: 0, to: 75.3 - 60)])
    #expect(near[4] == [Span(from: 0, to: 75.3 - 60)])
    let far = try spans(.compare(.distance, .greater, 75.3))
    #expect(far[0] == [] && far[2] == [])
    #expect(far[3] == [Span(from: 75.3 - 60, to: 40)])
  }

  @Test("30 um since a region was entered are 30 um, across a fork too")
  func distanceFrom() throws {
    let start = try Region.distance(from: .axon, .less, 30.um).intervals(on: cell)
    #expect(start.sections == [[], [Span(from: 0, to: 30)], [], [], []])
    // Entered 20 µm before the fork: 30 µm reach 10 µm into both branches.
    let late = Region.and(.apical, .compare(.distance, .greater, 40))
    let across = try spans(.distance(from: late, .lessOrEqual, 30.um))
    #expect(
      across == [
        [], [], [Span(from: 40, to: 60)], [Span(from: 0, to: 10)], [Span(from: 0, to: 10)],
      ])
    let rest = try spans(.distance(from: late, .greater, 30.um))
    #expect(rest == [[], [], [], [Span(from: 10, to: 40)], [Span(from: 10, to: 140)]])
  }

  @Test("a region that is entered twice on one path counts anew")
  func reentry() throws {
    let two = Region.or(
      .compare(.distance, .less, 20), .and(.section(4), .compare(.distance, .greater, 100)))
    let first = try spans(.distance(from: two, .less, 5.um))
    #expect(first[2] == [Span(from: 0, to: 5)])
    #expect(first[4] == [Span(from: 40, to: 45)])
  }

  @Test("a diameter cuts each frustum where its taper meets the bound")
  func diameter() throws {
    // From 6 to 4 to 2 µm over two times 30 µm; from 2 to 1 over 40, to 0.5 over 100.
    let thick = try spans(.compare(.diameter, .greaterOrEqual, 3))
    #expect(thick == [[Span(from: 0, to: 0)], [], [Span(from: 0, to: 45)], [], []])
    let thin = try spans(.and(.apical, .compare(.diameter, .less, 1.5)))
    #expect(thin == [[], [], [], [], [Span(from: 20, to: 140)]])
  }

  @Test("a coordinate cuts, and a stretch that equals the bound tells < from <=")
  func coordinate() throws {
    #expect(try spans(.compare(.x, .less, 30))[2] == [Span(from: 0, to: 20)])
    #expect(try spans(.compare(.x, .less, 70))[3] == [])
    #expect(try spans(.compare(.x, .lessOrEqual, 70))[3] == [Span(from: 0, to: 40)])
    #expect(try spans(.compare(.y, .greater, 10))[3] == [Span(from: 10, to: 40)])
  }

  @Test("a path that comes back is covered in several stretches")
  func several() throws {
    let zigzag = Section(
      type: 3,
      points: [0.0, 10, 0, 10].enumerated().map {
        Point(x: $1, y: Double($0) * 10, z: 0, radius: 1)
      }, parent: nil, start: 0, end: 1, startDistance: .zero, order: 1)
    let cell = Morphology(sections: [zigzag], junctionCount: 2, soma: .none)
    let right = try Region.compare(.x, .greater, 5).intervals(on: cell)
    let edge = 200.0.squareRoot()
    #expect(right[0].count == 2)
    // Rounding of a sum of three edges.
    #expect(right[0][0].from.isWithin(1e-14, of: edge / 2))
    #expect(right[0][0].to.isWithin(1e-14, of: edge * 1.5))
    #expect(right[0][1].from.isWithin(1e-14, of: edge * 2.5))
    #expect(right[0][1].to == zigzag.length.coherent)
  }

  @Test("the order counts forks, and the soma is in or out as a whole")
  func order() throws {
    #expect(
      try spans(.compare(.order, .lessOrEqual, 0)) == [[Span(from: 0, to: 0)], [], [], [], []])
    #expect(try Region.compare(.order, .greater, 1).intervals(on: cell).length == 180.um)
    #expect(try spans(.compare(.distance, .less, 1))[0] == [Span(from: 0, to: 0)])
    #expect(try spans(.compare(.distance, .greater, 1))[0] == [])
    #expect(try spans(.compare(.diameter, .greater, 19))[0] == [Span(from: 0, to: 0)])
  }

  @Test("a subtree is all that lies beyond a site")
  func subtree() throws {
    #expect(
      try spans(.subtree(.swc(5))) == [
        [], [], [Span(from: 30, to: 60)], [Span(from: 0, to: 40)], [Span(from: 0, to: 140)],
      ])
    #expect(
      try spans(.subtree(.swc(6))) == [
        [], [], [], [Span(from: 0, to: 40)], [Span(from: 0, to: 140)],
      ])
    #expect(try Region.subtree(.soma).intervals(on: cell) == Region.all.intervals(on: cell))
    #expect(try Region.subtree(.tips(.all)).intervals(on: cell).isEmpty)
  }

  /// Random regions of two operands each.
  static let pairs: [(Region, Region)] = {
    let some: [Region] = [
      .axon, .apical, .soma, .compare(.distance, .less, 33), .compare(.diameter, .less, 1.7),
      .compare(.x, .greater, 12.5), .distance(from: .apical, .greater, 21.um), .subtree(.swc(5)),
    ]
    return some.flatMap { a in some.map { (a, $0) } }
  }()

  @Test("regions obey the laws of sets", arguments: pairs)
  func sets(a: Region, b: Region) throws {
    func intervals(_ region: Region) throws -> Intervals { try region.intervals(on: cell) }
    // De Morgan, double negation, and lengths that add up (to rounding).
    #expect(try intervals(.not(.and(a, b))) == intervals(.or(.not(a), .not(b))))
    #expect(try intervals(.not(.not(a))) == intervals(a))
    #expect(try intervals(.and(a, .not(a))).isEmpty)
    #expect(try intervals(.or(a, .not(a))) == intervals(.all))
    #expect(try intervals(.and(a, b)) == intervals(.and(b, a)))
    let sum = try intervals(.and(a, b)).length + intervals(.or(a, b)).length
    #expect(
      try sum.coherent.isWithin(1e-14, of: (intervals(a).length + intervals(b).length).coherent))
  }

  @Test("stretches are sorted and disjoint", arguments: pairs)
  func sorted(a: Region, b: Region) throws {
    for spans in try Region.or(a, b).intervals(on: cell).sections {
      for (near, far) in zip(spans, spans.dropFirst()) { #expect(near.to < far.from) }
    }
  }

  @Test("what cannot be found is said")
  func errors() {
    func thrown(_ region: Region) -> RegionError? {
      do throws(RegionError) { _ = try region.intervals(on: cell) } catch { return error }
      return nil
    }
    #expect(thrown(.section(5)) == .noSuchSection(5, count: 5))
    #expect(thrown(.section(-1)) == .noSuchSection(-1, count: 5))
    #expect(thrown(.nodes) == .noMyelin)
    #expect(thrown(.and(.axon, .internodes)) == .noMyelin)
    #expect(thrown(.subtree(.swc(99))) == .site(.unknownSample(99)))
    #expect(
      thrown(.section(5)).map(\.description)
        == "there is no section 5; the 5 sections are numbered from 0 to 4")
  }

  @Test(
    "a region is printed as an experiment writes it",
    arguments: [
      (
        Region.and(.axon, .distance(from: .axon, .less, 30.um)),
        "axon and distance_from(axon) < 30 um"
      ),
      (.and(.apical, .compare(.distance, .greater, 400)), "apical and distance > 400 um"),
      (.and(.or(.soma, .axon), .not(.basal)), "(soma or axon) and not basal"),
      (.or(.soma, .and(.axon, .basal)), "soma or axon and basal"),
      (.or(.soma, .or(.axon, .basal)), "soma or (axon or basal)"),
      (.or(.or(.soma, .axon), .basal), "soma or axon or basal"),
      (.not(.and(.axon, .type(5))), "not (axon and type(5))"),
      (.not(.not(.all)), "not not all"),
      (.compare(.order, .greaterOrEqual, 2), "order >= 2"),
      (.compare(.diameter, .lessOrEqual, 0.1), "diameter <= 0.1 um"),
      (.subtree(.swc(12)), "subtree(swc(12))"),
      (.and(.section(3), .named("tuft", .apical)), "section(3) and tuft"),
      (
        .distance(from: .or(.axon, .soma), .greater, 1.5.um), "distance_from(axon or soma) > 1.5 um"
      ),
    ])
  func printed(region: Region, text: String) { #expect("\(region)" == text) }
}
