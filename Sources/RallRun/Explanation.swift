internal import RallCable
internal import RallImpedance
public import RallJSON
internal import RallMembrane
internal import RallModel
internal import RallMorphology
internal import RallNumerics
internal import RallSimulation
internal import RallUnits

/// What an experiment comes to before anything is run: regions, channels, length constants, steps,
/// memory.
public struct Explanation: Sendable {
  /// A part of the neuron, and what it comes to.
  struct Part: Sendable {
    let name: String
    let length: Length
    let area: Area
    let compartments: Int
    /// λ at rest by the local formula, least to most; nil where the membrane is no leak.
    let lengthConstants: (least: Length, most: Length)?
  }

  /// A mechanism, and where it lies.
  struct Channel: Sendable {
    let name: String
    let area: Area
    let compartments: Int
    /// Each parameter with its least and its largest value, in the usual unit.
    let parameters: [(name: String, least: Double, most: Double, unit: String)]
  }

  let title: String
  let soma: String
  let parts: [Part]
  let channels: [Channel]
  /// Remarks that a user may not expect: membrane with two leaks, membrane with none.
  let remarks: [String]
  let resting: (least: Voltage, most: Voltage)?
  let compartments: Int
  let step: Time
  let steps: Int
  let stretches: Int
  let tracks: [(name: String, columns: Int, frames: Int)]
  /// Bytes that the solver holds.
  let memory: Int
  /// Bytes that recordings take on the disk.
  let disk: Int
}

extension Preparation {
  /// What the experiment comes to.
  public func explained() throws(Failure) -> Explanation {
    let work = try MeasureWork(self)
    let plan = try plan(for: work)
    let rest = try? RestingState(of: cell)
    let types = Set(morphology.sections.map(\.type)).sorted()
    var regions: [(String, Region)] = types.map { (Section.name(ofType: $0), .type($0)) }
    regions += experiment.regions.map { ($0.name, $0.region) }
    let tracks = plan.layout.tracks.map {
      (name: $0.name, columns: $0.columns.count, frames: $0.frameCount)
    }
    let instances = cell.banks.reduce(0) {
      $0 + $1.count * ($1.parameters.count + 4 + $1.kernel.description.gates.count)
    }
    return Explanation(
      title: experiment.title,
      soma: "\(morphology.soma.rule.rawValue), of \(morphology.soma.samples) "
        + "sample\(morphology.soma.samples == 1 ? "" : "s"), "
        + "\(significant(morphology.soma.area.value(in: .um2), 6)) um2",
      parts: regions.compactMap { name, region in
        (try? region.intervals(on: morphology)).map { part(name, $0, rest) }
      },
      channels: cell.banks.map(Explanation.Channel.init), remarks: remarks,
      resting: rest.map {
        let sorted = $0.potentials.sorted()
        return (Voltage(coherent: sorted[0]), Voltage(coherent: sorted[sorted.count - 1]))
      },
      compartments: cell.count, step: experiment.run.step, steps: plan.steps,
      stretches: plan.grid.stretches.count, tracks: tracks,
      memory: cell.count * 12 * 8 + instances * 8,
      disk: tracks.reduce(0) { $0 + $1.columns * $1.frames * 4 })
  }

  private func part(_ name: String, _ places: Intervals, _ rest: RestingState?)
    -> Explanation.Part
  {
    var area = 0.0
    for (index, spans) in places.sections.enumerated() {
      let section = morphology.sections[index]
      for span in spans {
        area +=
          section.isSphere
          ? morphology.soma.area.coherent : section.lateralArea(from: span.from, to: span.to)
      }
    }
    let vertices = cell.ownVertices(in: places)
    let local = vertices.compactMap { rest?.localLengthConstant(at: $0) }
    return Explanation.Part(
      name: name, length: places.length, area: Area(coherent: area), compartments: vertices.count,
      lengthConstants: local.min().map {
        (Length(coherent: $0), Length(coherent: local.max() ?? $0))
      })
  }

  /// What lies where that a user may not expect.
  private var remarks: [String] {
    var covered = [Double](repeating: 0, count: cell.count)
    for bank in cell.banks {
      for (instance, vertex) in bank.vertex.enumerated() {
        covered[Int(vertex)] += bank.area[instance / 8][instance % 8]
      }
    }
    let areas = cell.columns.map(\.area)
    let (bare, twice) = zip(covered, areas).reduce((0, 0)) { counts, pair in
      (
        counts.0 + (pair.0 < pair.1 * (1 - 1e-9) ? 1 : 0),
        counts.1 + (pair.0 > pair.1 * (1 + 1e-9) ? 1 : 0)
      )
    }
    var remarks: [String] = []
    if twice > 0 {
      remarks.append(
        "\(twice) compartments carry more than one mechanism; the leaks of passive and hh add up")
    }
    if bare > 0 { remarks.append("\(bare) compartments have membrane without any mechanism") }
    return remarks
  }
}

extension Explanation.Channel {
  init(_ bank: Bank) {
    let description = bank.kernel.description
    name = description.name
    let areas = (0..<bank.count).map { bank.area[$0 / 8][$0 % 8] }
    area = Area(coherent: areas.reduce(0, +))
    compartments = Set(bank.vertex).count
    parameters = description.parameters.enumerated().map { index, parameter in
      let values = (0..<bank.count).map { bank.parameters[index][$0 / 8][$0 % 8] }
      let (unit, size) =
        parameter.dimensions == VoltageKind.dimensions ? ("mV", 1.0) : ("mS/cm2", 1e-5)
      return (parameter.name, (values.min() ?? 0) / size, (values.max() ?? 0) / size, unit)
    }
  }
}

extension Explanation {
  /// A table for a person.
  public var text: String {
    var rows: [(String, String)] = title.isEmpty ? [] : [("title", title)]
    rows.append(("soma", soma))
    for part in parts {
      let lambda =
        part.lengthConstants.map {
          ", λ \(significant($0.least.value(in: .um), 4)) to \(significant($0.most.value(in: .um), 4)) um"
        } ?? ""
      rows.append(
        (
          part.name,
          "\(significant(part.length.value(in: .um), 6)) um, "
            + "\(significant(part.area.value(in: .um2), 6)) um2, \(part.compartments) compartments"
            + lambda
        ))
    }
    for channel in channels {
      let values = channel.parameters.map { parameter in
        let (a, b) = (significant(parameter.least, 6), significant(parameter.most, 6))
        return "\(parameter.name) \(a == b ? a : "\(a) to \(b)") \(parameter.unit)"
      }
      rows.append(
        (
          channel.name,
          "\(significant(channel.area.value(in: .um2), 6)) um2 on \(channel.compartments) "
            + "compartments: \(values.joined(separator: ", "))"
        ))
    }
    if let resting {
      rows.append(
        (
          "rest",
          "\(significant(resting.least.value(in: .mV), 6)) to "
            + "\(significant(resting.most.value(in: .mV), 6)) mV"
        ))
    } else {
      rows.append(("rest", "no resting state was found"))
    }
    rows.append(
      ("steps", "\(steps) of at most \(step), in \(stretches) stretches between edges"))
    for track in tracks {
      rows.append(("record", "\(track.name): \(track.columns) columns, \(track.frames) frames"))
    }
    rows.append(
      (
        "size",
        "\(compartments) compartments, \(significant(Double(memory) / 1e6, 2)) MB of memory, "
          + "\(significant(Double(disk) / 1e6, 3)) MB on the disk"
      ))
    rows += remarks.map { ("note", $0) }
    return table(rows)
  }

  /// One object with stable keys.
  public var json: JSON {
    [
      "title": .string(title), "soma": .string(soma), "compartments": .integer(compartments),
      "regions": .array(
        parts.map { part in
          [
            "region": .string(part.name), "length": .number(part.length.value(in: .um)),
            "area": .number(part.area.value(in: .um2)),
            "compartments": .integer(part.compartments),
            "lengthConstant": part.lengthConstants.map {
              [.number($0.least.value(in: .um)), .number($0.most.value(in: .um))]
            } ?? .null,
          ]
        }),
      "channels": .array(
        channels.map { channel in
          [
            "name": .string(channel.name), "area": .number(channel.area.value(in: .um2)),
            "compartments": .integer(channel.compartments),
            "parameters": .object(
              channel.parameters.map { parameter in
                .init(
                  key: parameter.name,
                  value: [
                    "least": .number(parameter.least), "most": .number(parameter.most),
                    "unit": .string(parameter.unit),
                  ])
              }),
          ]
        }),
      "rest": resting.map {
        [.number($0.least.value(in: .mV)), .number($0.most.value(in: .mV))]
      } ?? .null,
      "step": .number(step.value(in: .ms)), "steps": .integer(steps),
      "memory": .integer(memory), "disk": .integer(disk),
      "remarks": .array(remarks.map { .string($0) }),
    ]
  }
}
