import RallCable
import RallHDF5
import RallJSON
import RallModel
import RallMorphology
import RallRun
import RallSWC
import RallUnits
import Testing

/// What an experiment comes to before anything is run.
@Suite("Explanations")
struct ExplanationTests {
  private func members(_ json: JSON?) -> [String: JSON] {
    guard case .object(let members) = json else { return [:] }
    return Dictionary(uniqueKeysWithValues: members.map { ($0.key, $0.value) })
  }

  private func items(_ json: JSON?) -> [[String: JSON]] {
    guard case .array(let items) = json else { return [] }
    return items.map { members($0) }
  }

  private func number(_ json: JSON?) -> Double {
    switch json {
    case .number(let number): number
    case .integer(let number): Double(number)
    default: .nan
    }
  }

  /// A soma with a taper that forks, an axon, and a region of its own name.
  private static let neuron = """
    1 1 0 0 0 10 -1
    2 3 10 0 0 2 1
    3 3 210 0 0 1 2
    4 3 310 80 0 0.5 3
    5 3 310 -80 0 0.7 3
    6 2 -10 0 0 0.6 1
    7 2 -510 0 0 0.4 6
    """

  private static let yaml = experiment(
    """
    regions: { tip: distance > 250 um }
    stimuli:
      - { name: step, at: soma, current_clamp: { start: 5 ms, duration: 40 ms, amplitude: 0.5 nA } }
    record:
      - { name: everywhere, variable: v, at: all, every: 0.1 ms }
      - { name: gates, variable: [hh.m, hh.h], at: soma }
    """,
    membrane: """
        - { region: all, passive: { g: 0.05 mS/cm2, e: -65 mV } }
        - { region: soma or axon, hh: {} }
        - { region: axon, passive: { g: 0.05 mS/cm2 * (1 + distance / 500 um), e: -65 mV } }
      """)

  @Test("the types add up to the neuron: length, membrane and compartments")
  func sums() throws {
    let bench = try Bench(neuron: Self.neuron)
    let preparation = try bench.prepared(Self.yaml)
    let json = members(try preparation.explained().json)
    let regions = items(json["regions"])
    #expect(
      regions.map { $0["region"] } == ["soma", "axon", "basal", "tip"].map { .string($0) })
    let types = regions.dropLast()
    let totals = preparation.morphology.totals
    func sum(_ key: String) -> Double { types.reduce(0) { $0 + number($1[key]) } }
    #expect(sum("length").isWithin(1e-14, of: totals.length.value(in: .um)))
    #expect(sum("area").isWithin(1e-14, of: totals.area.value(in: .um2)))
    #expect(sum("compartments") == Double(preparation.cell.count))
    #expect(json["compartments"] == .integer(preparation.cell.count))
    // A region of the experiment's own cuts the cable exactly where it says.
    let branch = (100.0 * 100 + 80 * 80).squareRoot()
    #expect(number(regions[3]["length"]).isWithin(1e-12, of: 2 * (branch - 50) + 250))
  }

  @Test("channels are told with their membrane and the range of each parameter")
  func channels() throws {
    let bench = try Bench(neuron: Self.neuron)
    let preparation = try bench.prepared(Self.yaml)
    let json = members(try preparation.explained().json)
    let channels = items(json["channels"])
    #expect(channels.map { $0["name"] } == [.string("passive"), .string("hh")])
    #expect(
      number(channels[0]["area"])
        .isWithin(1e-12, of: preparation.morphology.totals.area.value(in: .um2)))
    let parameters = members(channels[0]["parameters"])
    let g = members(parameters["g"])
    #expect(g["unit"] == .string("mS/cm2"))
    #expect(number(g["least"]).isWithin(1e-12, of: 0.05))
    // The farthest half-edge of 500 um is some 5 um from the tip.
    #expect(number(g["most"]).isWithin(0.01, of: 0.1))
    #expect(members(parameters["e"])["least"] == .number(-65))
  }

  @Test("two leaks on one membrane, and membrane with none, are noted with their size")
  func leaks() throws {
    let bench = try Bench(neuron: Self.neuron)
    let both = try bench.prepared(Self.yaml).explained()
    let twice = try #require(members(both.json)["remarks"])
    // The soma has 4π·100 um2, the axon is a cone from 0.6 to 0.4 um over 500 um.
    let area = 4 * Double.pi * 100 + Double.pi * (500.0 * 500 + 0.2 * 0.2).squareRoot()
    let told = try #require(
      twice.description.firstMatch(of: /passive and hh share ([0-9.]+) um2 of membrane/))
    #expect(try #require(Double(told.1)).isWithin(1e-5, of: area))
    #expect(both.text.contains("note"))
    let none = try bench.prepared(
      Self.yaml.replacing("region: all, passive", with: "region: soma, passive")
    ).explained()
    #expect(none.text.contains("um2 of membrane have no mechanism"))
    let one = try bench.prepared(
      experiment("", membrane: "- { region: all, hh: {} }")
    ).explained()
    #expect(members(one.json)["remarks"] == .array([]))
    // Half of a compartment under each is no membrane under both.
    let halves = try bench.prepared(
      experiment(
        "",
        membrane: """
            - { region: x < 100 um, hh: {} }
            - { region: not (x < 100 um), passive: {} }
          """)
    ).explained()
    #expect(members(halves.json)["remarks"] == .array([]))
  }

  @Test("steps, stretches, frames and bytes are those of the run")
  func size() throws {
    let bench = try Bench(neuron: Self.neuron)
    let explanation = try bench.prepared(Self.yaml).explained()
    let json = members(explanation.json)
    let report = try bench.run(Self.yaml)
    #expect(json["steps"] == .integer(report.steps))
    let tracks = items(json["record"])
    let stored = try bench.reader().contents.tracks.map(\.track)
    for track in stored {
      let told = try #require(tracks.first { $0["name"] == .string(track.name) })
      #expect(told["columns"] == .integer(track.columns.count))
      #expect(told["frames"] == .integer(track.frameCount))
    }
    let bytes = stored.reduce(0) { $0 + 4 * $1.columns.count * $1.frameCount }
    #expect(json["disk"] == .integer(bytes))
    #expect(explanation.text.contains("in 3 stretches between edges"))
    #expect(explanation.text.contains("sphere of 1256.64 um2 from 1 sample"))
  }
}
