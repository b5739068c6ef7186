import Foundation
import RallExperiment
import RallJSON
import RallModel
import RallRun
import Testing

/// Velocities from node to node, as a user asks for them.
@Suite("Myelinated axons by experiment")
struct MyelinatedRunTests {
  /// An axon of 5 um and 5 mm that forks into one of 3 mm and one of 2 mm.
  private static let forked = """
    1 2 0 0 0 2.5 -1
    2 2 5000 0 0 2.5 1
    3 2 8000 0 0 2 2
    4 2 5000 2000 0 2 2

    """

  private static let hot = "hh: { gna: 1200 mS/cm2, gk: 360 mS/cm2, gl: 3 mS/cm2 }"

  private func yaml(
    myelin: String? = nil, along: String = "nodes", morphology: String = "{ file: cell.swc }",
    duration: String = "6 ms"
  ) -> String {
    let whole =
      "  - { region: axon, node: { length: 2 um, \(Self.hot) }, internode: { length: 500 um, lamellae: 50 } }"
    return """
      rall: 1
      morphology: \(morphology)
      compartments: { longest: 50 um }
      cell: { axoplasm: 110 ohm cm, temperature: 20 degC }
      myelin:
      \(myelin ?? whole)
      stimuli:
        - { name: kick, at: nodes(0), current_clamp: { start: 0.1 ms, duration: 0.2 ms, amplitude: 3 nA } }
      measure:
        - { name: speed, conduction_velocity: { along: \(along), above: -20 mV } }
      run: { duration: \(duration), step: 0.01 ms }
      """
  }

  private func speed(_ yaml: String, neuron: String = forked) throws -> MeasureResult {
    try #require(Bench(neuron: neuron).prepared(yaml).measure().measures.first)
  }

  private func members(_ json: JSON) -> [String: JSON] {
    guard case .object(let members) = json else { return [:] }
    return Dictionary(uniqueKeysWithValues: members.map { ($0.key, $0.value) })
  }

  @Test("every branch of a forked axon has a row, and both tips are reached")
  func branches() throws {
    let measured = try speed(yaml())
    #expect(measured.remark == nil)
    let speeds = measured.values.filter { $0.quantity == "value" }
    #expect(
      speeds.map(\.place) == [
        "nodes(0) to nodes(10)", "nodes(10) to nodes(16), a tip", "nodes(10) to nodes(20), a tip",
      ])
    #expect(speeds.allSatisfy { $0.value > 5 && $0.value < 30 && $0.standardError ?? 0 > 0 })
    let counts = measured.values.filter { $0.unit == "1" }
    #expect(counts.map(\.quantity) == ["tipsReached", "tips"])
    #expect(counts.map(\.value) == [2, 2])
    // The whole delay of a branch is the sum of those from node to node.
    let delays = measured.values.filter { $0.quantity == "delay" }
    let branch = try #require(measured.series.first { $0.quantity == "branch" }).values
    let steps = try #require(measured.series.first { $0.quantity == "delay" }).values
    for (number, whole) in delays.enumerated() {
      let sum = zip(branch, steps).filter { $0.0 == Double(number) && $0.1.isFinite }
        .reduce(0) { $0 + $1.1 }
      #expect(sum.isWithin(1e-9, of: whole.value))
    }
    let json = members(measured.json)
    #expect(json["value"] == .null)
    #expect(json["tips"] == .number(2))
    guard case .array(let rows) = json["branches"] else {
      Issue.record("no branches")
      return
    }
    #expect(rows.count == 3)
  }

  @Test(
    "between two nodes the points are the nodes, and through a fork they are those of both sides")
  func betweenNodes() throws {
    let straight = "{ cylinder: { length: 10042 um, diameter: 5 um, type: axon } }"
    let path = try speed(
      yaml(along: "{ from: nodes(5), to: nodes(15) }", morphology: straight))
    let nodes = try #require(path.series.first { $0.quantity == "node" }).values
    #expect(nodes == (5...15).map(Double.init))
    let positions = try #require(path.series.first { $0.quantity == "position" }).values
    for (number, position) in positions.enumerated() {
      #expect(position.isWithin(1e-9, of: Double(number) * 502) || number == 0)
    }
    let value = try #require(path.values.first)
    // The middle of a uniform axon: the wave has one form, and the points lie on a line.
    #expect(try #require(value.standardError) < 1e-3 * value.value)
    // The same nodes the other way about are the same arrivals.
    let back = try speed(yaml(along: "{ from: nodes(15), to: nodes(5) }", morphology: straight))
    #expect(try #require(back.values.first).value.isWithin(1e-12, of: value.value))

    let through = try speed(yaml(along: "{ from: nodes(9), to: nodes(12) }"))
    #expect(
      try #require(through.series.first { $0.quantity == "node" }).values == [9, 10, 11, 12])
  }

  @Test("where the nodes have no channels the spike stops, and the remark tells how high it rose")
  func stopped() throws {
    let internode = "internode: { length: 500 um, lamellae: 50 }"
    let measured = try speed(
      yaml(
        myelin: """
            - { region: axon and distance < 4000 um, node: { length: 2 um, \(Self.hot) }, \(internode) }
            - { region: axon and distance >= 4000 um, node: { length: 2 um, passive: { g: 300 mS/cm2, e: -65 mV } }, \(internode) }
          """, morphology: "{ cylinder: { length: 10042 um, diameter: 5 um, type: axon } }"))
    let remark = try #require(measured.remark)
    let found = try #require(
      remark.firstMatch(of: /stopped before nodes\((\d+)\), (\d+) um along it/), "\(remark)")
    // Near the border at 4000 um: the leak beyond it holds the nodes before it down as well.
    #expect(try (3000...5000).contains(#require(Int(found.2))))
    #expect(try (6...11).contains(#require(Int(found.1))))
    let height = try #require(remark.firstMatch(of: /rose to (-[0-9.]+) mV, and never to -20 mV/))
    #expect(try (-65 ... -20).contains(#require(Double(height.1))))
  }

  @Test("a run that ends before the spike arrives says so")
  func tooShort() throws {
    let measured = try speed(
      yaml(
        morphology: "{ cylinder: { length: 20082 um, diameter: 5 um, type: axon } }",
        duration: "0.8 ms"))
    let remark = try #require(measured.remark)
    #expect(remark.contains("the run ends at 0.8 ms, before it could arrive"), "\(remark)")
  }

  @Test(
    "nonsense has its place",
    arguments: [
      (
        "{ region: all, node: { length: 2 um, hh: {} }, internode: { length: ‸9 mm, lamellae: 50 } }",
        "an internode of 9000 um is longer than the axon"
      ),
      (
        "{ region: axon, node: { length: ‸9 mm, hh: {} }, internode: { length: 10 mm, lamellae: 50 } }",
        "nodes of 9000 um fill the region"
      ),
      (
        "{ region: ‸basal, node: { length: 1 um, hh: {} }, internode: { length: 1 mm, lamellae: 50 } }",
        "the region 'basal' is empty"
      ),
      (
        "{ region: axon, cable: double, periaxonal: { width: ‸1 um, resistivity: 70 ohm cm }, node: { length: 1 um, hh: {} }, internode: { length: 1 mm, lamellae: 5, axolemma: { passive: {} } } }",
        "wider than the sheath"
      ),
    ])
  func refused(line: String, message: String) throws {
    let marked = yaml(myelin: "  - " + line)
    let before = marked.prefix { $0 != "‸" }
    let row = before.count { $0 == "\n" } + 1
    let column = before.reversed().prefix { $0 != "\n" }.count + 1
    let failure = try #require(
      Bench(neuron: Self.forked).failure(marked.replacing("‸", with: "")))
    #expect(failure.status == 65)
    #expect(failure.lines.count == 1)
    #expect(failure.lines[0].hasPrefix("experiment.yaml:\(row):\(column): "), "\(failure)")
    #expect(failure.lines[0].contains(message), "\(failure)")
  }

  @Test("a soma has no myelin")
  func soma() throws {
    let failure = try #require(
      Bench().failure(
        yaml(
          myelin:
            "  - { region: all, node: { length: 1 um, hh: {} }, internode: { length: 1 um, lamellae: 5 } }"
        )))
    #expect(failure.lines[0].contains("a soma has no myelin"), "\(failure)")
  }

  @Test("the explanation counts nodes and internodes, and tells the sheath by area of axolemma")
  func explained() throws {
    let explanation = try Bench(neuron: Self.forked).prepared(yaml()).explained()
    let text = explanation.text
    #expect(text.contains("21 nodes and 20 internodes"), "\(text)")
    // 1 uF/cm2 over 100 membranes.
    #expect(text.contains("50 lamellae: 0.01 uF/cm2 and 0.01 mS/cm2 of axolemma, single cable"))
    #expect(!text.contains("have no mechanism"))
    let rows = members(explanation.json)["myelin"]
    guard case .array(let myelin) = rows else {
      Issue.record("no myelin")
      return
    }
    #expect(members(myelin[0])["centred"] == .bool(false))
  }

  @Test("the motor axon is told to be a lumped model, and to start away from its rest")
  func lumped() throws {
    let text = try Bench(neuron: Self.forked).prepared(
      yaml(
        myelin: "  - mrg: { region: axon, diameter: 10 um }",
        morphology: "{ cylinder: { length: 5751 um, diameter: 6.9 um, type: axon } }")
    ).explained().text
    #expect(text.contains("6 nodes and 5 internodes"), "\(text)")
    #expect(text.contains("finer, as `measure convergence` makes it, it is another model"))
    #expect(text.contains("the cell starts at -65 mV and rests at -80"), "\(text)")
    #expect(text.contains("double cable, 0.004 um of 70 ohm cm under the sheath"), "\(text)")
    #expect(!text.contains("the neuron's own"), "\(text)")
  }

  @Test("a diameter that myelin states in place of the neuron's is told")
  func statedDiameter() throws {
    let text = try Bench(neuron: Self.forked).prepared(
      yaml(
        myelin: "  - mrg: { region: axon, diameter: 10 um }",
        morphology: "{ cylinder: { length: 5751 um, diameter: 3 um, type: axon } }")
    ).explained().text
    #expect(
      text.contains("the diameter that is declared, 6.9 um, and not the neuron's own, 3 um"),
      "\(text)")
  }

  @Test(
    "nodes of a motor axon, whose slope conductance is negative, have no length constant at 0 Hz")
  func negativeSlope() throws {
    let yaml = try AxonTemplate(.mrg, diameter: "10um").yaml
    let asked = try AskedMeasure.lengthConstant(
      region: "nodes", frequencies: "0 Hz, 100 Hz, 1 kHz")
    let measured = try #require(
      Bench().prepared(yaml, settings: [asked]).measure().measures.first)
    #expect(measured.values.map(\.frequency) == [100, 100, 100, 1000, 1000, 1000])
    let remark = try #require(measured.remark)
    #expect(remark.contains("'nodes' has no length constant at 0 Hz"), "\(remark)")
    #expect(remark.contains("slope conductance of the membrane is negative"), "\(remark)")
  }

  @Test("the published axon of 10 um conducts at 56.25 m/s, and steps of 5 us as a pair are enough")
  func motorAxon() throws {
    let yaml = try AxonTemplate(.mrg, diameter: "10um").yaml
    let measured = try #require(
      Bench().prepared(
        yaml, settings: ["run.accuracy=richardson", "run.step=5 us"]
      ).measure().measures.first)
    let value = try #require(measured.values.first)
    // Converged in time by three other integrators, from node 6 to node 15: 56.252 m/s. The line of
    // least squares through ten nodes is not that through two.
    #expect(value.value.isWithin(1e-3, of: 56.252))
  }
}
