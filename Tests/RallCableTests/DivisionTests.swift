import RallCable
import RallMembrane
import RallModel
import RallMorphology
import RallNumerics
import RallUnits
import TestNeurons
import Testing

@Suite("How a cell is divided")
struct DivisionTests {
  static let cable = Morphology.cylinder(length: 100.um, diameter: 2.um)

  static func positions(
    _ division: Division, _ electrodes: [Site] = [], coats: [Coat] = []
  ) throws -> [Double] {
    var cell = Cell(axoplasm: 150.ohm * .cm)
    cell.coats = coats
    return try LoweredCell(cell, cable, division: division, electrodes: electrodes)
      .stations[0].map(\.position)
  }

  @Test("no piece is longer than asked for, and none need be shorter")
  func longest() throws {
    for (length, count) in [(100.0, 1), (99.9, 2), (50, 2), (33, 4), (25, 4), (0.1, 1000)] {
      let positions = try Self.positions(.longest(length.um))
      #expect(positions.count == count + 1)
      for (a, b) in zip(positions, positions.dropFirst()) {
        #expect(abs((b - a) * Double(count) - 100) < 1e-10)
      }
    }
  }

  @Test("pieces of a section are counted, and shared out by length where it is cut")
  func perSection() throws {
    for n in [1, 2, 5, 40] { #expect(try Self.positions(.perSection(n)).count == n + 1) }
    // 10 pieces on 25 and 75 µm: 2.5 and 7.5, rounded up.
    let cut = try Self.positions(.perSection(10), [.section(0, 0.25)])
    #expect(cut.count == 3 + 8 + 1)
    #expect(cut[3] == 25 && cut.last == 100)
  }

  @Test("a piece is no longer than its share of λ_f = ½·√(d/(π f Ra Cm))")
  func lambda() throws {
    // 2 µm, 150 Ω cm, 1 µF/cm², 100 Hz: 325.735007935 µm.
    for (share, count) in [(0.1, 4), (0.3070, 1), (0.3069, 2), (0.0307, 10), (0.01, 31)] {
      #expect(try Self.positions(.lambdaFraction(share, frequency: 100.Hz)).count == count + 1)
    }
    // Four times the frequency, or a quarter of the diameter, halves the length.
    #expect(try Self.positions(.lambdaFraction(0.1, frequency: 400.Hz)).count == 7 + 1)
  }

  @Test("λ_f follows the axoplasm and the capacitance of the place")
  func lambdaOfTheCoat() throws {
    let half = Region.compare(.distance, .less, 50)
    let coats = [
      Coat(
        half, .capacitance(Expression(16.uF / .cm2)), .axoplasm(Expression(600.ohm * .cm)))
    ]
    let positions = try Self.positions(.lambdaFraction(0.1, frequency: 100.Hz), coats: coats)
    // 50 µm are 1.535 shares of 32.57 µm, and eight times as many where √(16·4) applies.
    #expect(positions.count == 13 + 2 + 1)
    #expect(positions[13] == 50)
  }

  @Test(
    "a boundary stands exactly where it is, whatever the division",
    arguments: ExactTotalsTests.divisions)
  func boundaries(division: Division) throws {
    for seed in 1...6 {
      let morphology = Morphology.random(seed: seed, sphere: seed % 2 == 0)
      let region = Region.compare(.distance, .less, 30)
      let cell = Cell {
        Coat(.all, .passive(g: 0.1.mS / .cm2, e: -65.mV))
        Coat(region, .hh())
      }
      let lowered = try LoweredCell(cell, morphology, division: division)
      let intervals = try region.intervals(on: morphology)
      var exact = 0.0
      for (section, spans) in intervals.sections.enumerated() {
        for span in spans {
          exact += morphology.sections[section].lateralArea(from: span.from, to: span.to)
          for end in [span.from, span.to] {
            #expect(
              lowered.stations[section].contains { abs($0.position - end) <= 1e-9 * max(end, 1) })
          }
        }
      }
      let bank = try #require(lowered.banks.first { $0.kernel.description.name == "hh" })
      let area = bank.area.reduce(0) { $0 + $1.sum() }
      #expect(abs(area / exact - 1) < 1e-12)
    }
  }

  @Test(
    "an electrode stays where it is, whatever the division", arguments: ExactTotalsTests.divisions)
  func electrodes(division: Division) throws {
    for seed in 1...6 {
      let morphology = Morphology.random(seed: seed)
      let sites = morphology.randomPlaces(7, seed: seed)
      let lowered = try LoweredCell(Cell(), morphology, division: division, electrodes: sites)
      for site in sites {
        let place = try site.locations(on: morphology)[0]
        let probe = lowered.probe(at: place)
        #expect(probe.isVertex)
        let there = morphology.pathPoint(at: place)
        let off = lowered.columns[probe.first].centre - SIMD3(there.x, there.y, there.z)
        #expect((off * off).sum().squareRoot() < 1e-8)
      }
    }
  }

  @Test("cuts at one place, at an end or nearly so make no slivers")
  func slivers() throws {
    let sites: [Site] = [0, 1e-13, 0.5, 0.5 + 1e-13, 1 - 1e-13, 1].map { .section(0, $0) }
    #expect(try Self.positions(.longest(100.um), sites) == [0, 50, 100])
  }

  @Test("more bytes than the machine has are refused before any is taken, with their number")
  func memory() throws {
    // 1e9 compartments, nearly as many as can be numbered, of a kB or so each.
    do {
      _ = try Self.positions(.longest(1e-7.um))
      Issue.record("nothing was refused")
    } catch LoweringError.memory(let compartments, let bytes, let limit) {
      #expect(abs(compartments - 1_000_000_000) <= 2)
      #expect(bytes > limit && bytes > 400 * compartments && bytes < 4000 * compartments)
      let error = LoweringError.memory(compartments: compartments, bytes: bytes, limit: limit)
      #expect("\(error)".contains("\(bytes) bytes"))
    }
  }

  @Test("more compartments than can be numbered are refused, and a division without a meaning")
  func refused() throws {
    #expect(throws: LoweringError.tooMany(10_000_000_000)) {
      try Self.positions(.longest(1e-8.um))
    }
    for division: Division in [
      .longest(.zero), .longest(-1.um), .longest(Length(coherent: .infinity)), .perSection(0),
      .perSection(-3), .lambdaFraction(0, frequency: 100.Hz),
      .lambdaFraction(0.1, frequency: .zero),
      .lambdaFraction(.infinity, frequency: 100.Hz),
    ] {
      #expect(throws: LoweringError.division(division)) { try Self.positions(division) }
    }
  }
}
