import RallModel
import RallMorphology
import RallSWC
import RallUnits

/// What the speed is measured on: a cell, what drives it, and how long it is stepped.
struct SpeedWorkload {
  let name: String
  let morphology: Morphology
  let cell: Cell
  let division: Division
  let site: Site
  let current: CurrentClamp
  let duration: Time
  let step: Time
  /// How many copies of the cell are run, one after the other.
  var copies = 1
  /// What is recorded every 0.1 ms.
  var recorded: Recording.Place
  /// False for what is measured without any peer.
  var hasPeers = true

  /// The workloads that peers know too; those of a real neuron where `swc` holds one.
  static func all(swc: [UInt8]?) throws -> [SpeedWorkload] {
    var workloads = [
      cable("rallpack1", passive), tree, cable("rallpack3", squid),
    ]
    if let swc {
      let neuron = try Morphology(swc: swc)
      workloads += [
        real("ca1", neuron, everywhere: false), real("ca1-squid", neuron, everywhere: true),
      ]
    }
    return workloads + [many, motorFibre]
  }

  /// The cable of Rallpack 3 cut into so many compartments, stepped so often that all take the same time.
  static func cables() -> [SpeedWorkload] {
    [100, 1000, 10_000, 100_000, 1_000_000].map { count in
      var workload = cable("squid cable of \(count)", squid, pieces: count)
      workload = SpeedWorkload(
        name: workload.name, morphology: workload.morphology, cell: workload.cell,
        division: workload.division, site: workload.site, current: workload.current,
        duration: Time(coherent: 0.05 * max(200, 5e6 / Double(count))), step: workload.step,
        recorded: workload.recorded, hasPeers: false)
      return workload
    }
  }

  /// The cable of Rallpack 3 at 0.025 ms, recorded at one compartment and at all.
  static func recordings() -> [SpeedWorkload] {
    [("one recorded", Recording.Place.sites([.section(0, 1)])), ("all recorded", .sites([.all]))]
      .map {
        let base = cable("squid cable, \($0)", squid)
        return SpeedWorkload(
          name: base.name, morphology: base.morphology, cell: base.cell, division: base.division,
          site: base.site, current: base.current, duration: 250.ms, step: 0.025.ms, recorded: $1,
          hasPeers: false)
      }
  }

  private static let passive = Layer.passive(g: 0.025.mS / .cm2, e: -65.mV)
  private static let squid = Layer.hh(
    gna: 120.mS / .cm2, gk: 36.mS / .cm2, gl: 0.025.mS / .cm2, el: -65.mV)

  private static func cell(_ coats: [Coat]) -> Cell {
    var cell = Cell(axoplasm: 100.ohm * .cm, temperature: 6.3.degC, start: .voltage(-65.mV)) {
      Coat(.all)
    }
    cell.coats = coats
    return cell
  }

  private static func cable(_ name: String, _ layer: Layer, pieces: Int = 1000) -> SpeedWorkload {
    SpeedWorkload(
      name: name, morphology: .cylinder(length: 1.mm, diameter: 1.um),
      cell: cell([Coat(.all, layer)]),
      division: .perSection(pieces), site: .section(0, 0),
      current: CurrentClamp(0.1.nA, from: .zero, for: 1.s), duration: 250.ms, step: 0.05.ms,
      recorded: .sites([.section(0, 1)]))
  }

  /// Rallpack 2: ten levels of forks, one compartment a branch.
  private static var tree: SpeedWorkload {
    let lengths = [32, 25.4, 20.16, 16, 12.7, 10.08, 8, 6.35, 5.04, 4]
    let diameters = [16, 10.08, 6.35, 4, 2.52, 1.587, 1, 0.63, 0.397, 0.25]
    let morphology = Morphology.forking(lengths: lengths, diameters: diameters)
    return SpeedWorkload(
      name: "rallpack2", morphology: morphology, cell: cell([Coat(.all, passive)]),
      division: .perSection(1), site: .section(0, 0),
      current: CurrentClamp(0.1.nA, from: .zero, for: 1.s), duration: 250.ms, step: 0.05.ms,
      recorded: .sites([.section(0, 0)]))
  }

  /// A reconstruction in pieces of 10 µm: squid everywhere, or ten times as dense in soma and axon and a
  /// leak elsewhere.
  private static func real(
    _ name: String, _ morphology: Morphology, everywhere: Bool
  ) -> SpeedWorkload {
    let dense = Layer.hh(gna: 1200.mS / .cm2, gk: 360.mS / .cm2)
    let leak = Layer.passive(g: 0.05.mS / .cm2, e: -65.mV)
    let coats =
      everywhere
      ? [Coat(.all, .hh())]
      : [Coat(.or(.soma, .axon), dense), Coat(.not(.or(.soma, .axon)), leak)]
    return SpeedWorkload(
      name: name, morphology: morphology, cell: cell(coats), division: .longest(10.um), site: .soma,
      current: CurrentClamp(everywhere ? 1.6.nA : 0.9.nA, from: 5.ms, for: 1.s), duration: 250.ms,
      step: 0.025.ms, recorded: .sites([.soma]))
  }

  /// The motor axon of a fibre of 10 µm with 51 nodes, a double cable, kicked at the first.
  private static var motorFibre: SpeedWorkload {
    let length = 57.5.mm
    return SpeedWorkload(
      name: "motor fibre",
      morphology: .cylinder(length: length, diameter: 6.9.um, type: 2),
      cell: Cell(
        temperature: 37.degC, start: .voltage(-80.mV),
        wrappings: [.mrg(region: .axon, diameter: 10.um)]),
      division: .longest(length), site: .node(0),
      current: CurrentClamp(2.nA, from: 0.1.ms, for: 0.1.ms), duration: 50.ms, step: 0.005.ms,
      recorded: .sites([.node(15)]), hasPeers: false)
  }

  /// A thousand cells of a soma and five levels of forks, some 500 compartments each.
  private static var many: SpeedWorkload {
    let diameters = [20] + (0..<5).map { depth in [4, 2.52, 1.587, 1, 0.63][depth] }
    let morphology = Morphology.forking(
      lengths: [20] + Array(repeating: 160, count: 5), diameters: diameters, trunk: true)
    return SpeedWorkload(
      name: "many", morphology: morphology, cell: cell([Coat(.all, .hh())]),
      division: .longest(10.um), site: .section(0, 0.25),
      current: CurrentClamp(1.nA, from: 1.ms, for: 1.s), duration: 50.ms, step: 0.025.ms,
      copies: 1000, recorded: .sites([.section(0, 0.25)]))
  }
}

extension Morphology {
  /// A tree in which every branch of a level forks into two of the next; with `trunk` the first does
  /// not fork.
  fileprivate static func forking(
    lengths: [Double], diameters: [Double], trunk: Bool = false
  ) -> Morphology {
    var sections: [Section] = []
    var level: [Int?] = [nil]
    for (depth, (length, diameter)) in zip(lengths, diameters).enumerated() {
      var grown: [Int?] = []
      for parent in level {
        for _ in 0..<(depth == 0 || (trunk && depth == 1) ? 1 : 2) {
          let above = parent.map { sections[$0] }
          let start = above?.points.last?.x ?? 0
          grown.append(sections.count)
          sections.append(
            Section(
              type: 3,
              points: [
                Point(x: start, y: 0, z: 0, radius: diameter / 2),
                Point(x: start + length, y: 0, z: 0, radius: diameter / 2),
              ],
              parent: parent, start: above?.end ?? 0, end: sections.count + 1,
              startDistance: above.map { $0.startDistance + $0.length } ?? .zero,
              order: (above?.order ?? 0) + 1))
        }
      }
      level = grown
    }
    return Morphology(sections: sections, junctionCount: sections.count + 1, soma: .none)
  }
}
