import RallMorphology
import RallSWC
import RallUnits
import TestRandom
import Testing

/// What a file is must not depend on how it is written.
///
/// Where coordinates change, sums of some hundred terms agree to 1e-12; where only lines do, to the
/// order of summation, 1e-13.
@Suite("Invariance of a neuron")
struct InvarianceTests {
  private func totals(_ lines: [Line]) throws -> [Int: Totals] {
    try Morphology(swc: Neuron.text(lines)).totalsByType
  }

  private func expect(
    _ a: [Int: Totals], equals b: [Int: Totals], within tolerance: Double
  ) {
    #expect(a.keys.sorted() == b.keys.sorted())
    for (type, one) in a {
      guard let other = b[type] else { continue }
      #expect(one.sections == other.sections)
      #expect(one.length.coherent.isWithin(tolerance, of: other.length.coherent))
      #expect(one.area.coherent.isWithin(tolerance, of: other.area.coherent))
      #expect(one.volume.coherent.isWithin(tolerance, of: other.volume.coherent))
    }
  }

  @Test("a rotation and a shift change nothing", arguments: 0..<10)
  func rotation(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let lines = Neuron.random(&generator, samples: 300)
    // A rotation from a unit quaternion.
    var q = SIMD4<Double>.random(in: -1...1, using: &generator)
    q /= (q * q).sum().squareRoot()
    let (w, u) = (q.w, SIMD3(q.x, q.y, q.z))
    let shift = SIMD3<Double>.random(in: -50...50, using: &generator)
    func cross(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> SIMD3<Double> {
      [a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x]
    }
    let turned = lines.map { line -> Line in
      var line = line
      let t = 2 * cross(u, line.place)
      line.place = line.place + w * t + cross(u, t) + shift
      return line
    }
    expect(try totals(turned), equals: try totals(lines), within: 1e-12)
  }

  @Test("new ids and another order of lines change nothing", arguments: 0..<10)
  func shuffle(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let lines = Neuron.random(&generator, samples: 300)
    var ids = Array(0..<5000).shuffled(using: &generator)
    ids.removeLast(5000 - lines.count)
    let shuffled = lines.map { line -> Line in
      var line = line
      line.parent = line.parent < 0 ? -1 : ids[line.parent - 1]
      line.id = ids[line.id - 1]
      return line
    }.shuffled(using: &generator)
    expect(try totals(shuffled), equals: try totals(lines), within: 1e-13)
    let (one, other) = (
      try Morphology(swc: Neuron.text(lines)), try Morphology(swc: Neuron.text(shuffled))
    )
    #expect(one.tips.count == other.tips.count && one.forks.count == other.forks.count)
    #expect(one.longestPath.coherent.isWithin(1e-13, of: other.longestPath.coherent))
    #expect(one.sections.map(\.order).sorted() == other.sections.map(\.order).sorted())
  }

  @Test("a sample put into every frustum leaves area, length and resistance", arguments: 0..<10)
  func splitting(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let lines = Neuron.random(&generator, samples: 100)
    var split = lines
    for (index, line) in lines.enumerated() where line.parent > 1 {
      let parent = lines[line.parent - 1]
      let share = Double.random(in: 0.1...0.9, using: &generator)
      let middle = Line(
        id: 1000 + index, type: line.type,
        place: parent.place + share * (line.place - parent.place),
        radius: parent.radius + share * (line.radius - parent.radius), parent: parent.id)
      split[index].parent = middle.id
      split.append(middle)
    }
    // A neurite of a single sample keeps its edge, which a sample more would take from it.
    let (one, other) = (
      try Morphology(swc: Neuron.text(lines)), try Morphology(swc: Neuron.text(split))
    )
    #expect(one.totals.length.coherent.isWithin(1e-12, of: other.totals.length.coherent))
    #expect(one.totals.area.coherent.isWithin(1e-12, of: other.totals.area.coherent))
    func resistance(_ cell: Morphology) -> Double {
      cell.sections.reduce(0) { $0 + $1.axialIntegral(from: 0, to: $1.length.coherent) }
    }
    #expect(resistance(one).isWithin(1e-12, of: resistance(other)))
  }

  @Test("with literal, every edge counts once", arguments: 0..<10)
  func literal(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let text = Neuron.text(Neuron.random(&generator, samples: 300))
    let inspection = Inspection(
      bytes: Array(text.utf8), name: "random", options: .init(soma: .literal))
    let shape = try #require(inspection.reading.shape)
    #expect(shape.totals.length.coherent.isWithin(1e-12, of: inspection.raw.length.coherent))
    #expect(shape.totals.area.coherent.isWithin(1e-12, of: inspection.raw.area.coherent))
  }

  @Test(
    "written as text, a neuron reads back to the same sections, to the last bit", arguments: 0..<20)
  func backAndForth(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let text = Neuron.text(Neuron.random(&generator, samples: 200))
    for soma in [ReadingOptions.SomaChoice.auto, .literal] {
      for edges in ReadingOptions.SomaEdges.allCases {
        let cell = try Morphology(swc: text, options: .init(soma: soma, somaEdges: edges))
        let back = try Morphology(swc: cell.swcText, options: cell.optionsToReadBack)
        #expect(Self.withoutSamples(back) == Self.withoutSamples(cell))
      }
    }
  }

  /// Sample ids are new in the text, and junctions may be counted in another order.
  static func withoutSamples(_ cell: Morphology) -> [Section] {
    cell.sections.map { section in
      var section = section
      for index in section.points.indices { section.points[index].sample = nil }
      (section.start, section.end) = (0, 0)
      return section
    }
  }
}
