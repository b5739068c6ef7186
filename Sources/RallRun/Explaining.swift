internal import RallCable
internal import RallHDF5
internal import RallImpedance
internal import RallMembrane
internal import RallModel
internal import RallMorphology
internal import RallNumerics
internal import RallSimulation
internal import RallUnits

extension Preparation {
  /// What the experiment comes to; nothing is run.
  public func explained() throws(Failure) -> Explanation {
    let plan = try plan(for: MeasureWork(self))
    let rest = try? rest ?? RestingState(of: cell)
    let reach = rest.map { LocalLengthConstants(QuasiActiveCell($0)).at(.zero) }
    let types = Set(morphology.sections.map(\.type)).sorted()
    let regions =
      types.map { NamedRegion(name: Section.name(ofType: $0), region: .type($0)) }
      + experiment.regions
    let tracks = plan.layout.tracks.map {
      Explanation.Track(name: $0.name, columns: $0.columns.count, frames: $0.frameCount)
    }
    let myelin = experiment.cell.wrappings.enumerated().compactMap {
      ExplainedMyelin($1, number: $0, on: morphology)
    }
    return Explanation(
      title: experiment.title, soma: somaText,
      parts: regions.map { part($0.name, places(of: $0.region), reach) },
      myelin: myelin,
      // The leak of an exact point cell is told by its model.
      channels: isExact ? [] : cell.banks.map(Explanation.Channel.init),
      remarks: MembraneOverlap(experiment.coatedCell, on: morphology).remarks
        + myelin.flatMap(\.remarks) + startRemarks(rest)
        + description(of: plan).remarks.map(\.message),
      resting: rest.map { Self.range(of: $0.potentials) }, compartments: cell.count,
      point: experiment.point, step: experiment.run.step, steps: isExact ? 0 : plan.steps,
      stretches: plan.grid.stretches.count,
      tracks: tracks, memory: solverBytes,
      disk: tracks.reduce(Int(mapBytes)) {
        $0 + $1.columns * $1.frames * MemoryLayout<Float>.size
      })
  }

  private func part(
    _ name: String, _ places: Intervals, _ reach: LocalReach?
  ) -> Explanation.Part {
    Explanation.Part(
      name: name, length: places.length, area: morphology.area(of: places),
      compartments: cell.ownVertices(in: places).count,
      lengthConstants: reach?.summary(in: places).lengthConstant.map {
        (Length(coherent: $0.least), Length(coherent: $0.most))
      })
  }

  /// The places of a region of which it is known that it has some.
  private func places(of region: Region) -> Intervals {
    guard let places = try? region.intervals(on: morphology) else {
      preconditionFailure("the region was found before")
    }
    return places
  }

  /// Further from rest than this a cell has a long way to go first, mV.
  private static let farFromRest = 5.0

  /// That a cell starts where it does not rest.
  private func startRemarks(_ rest: RestingState?) -> [String] {
    guard case .voltage(let start) = experiment.cell.start, let rest,
      rest.potentials.contains(where: { abs($0 - start.coherent) > Self.farFromRest })
    else { return [] }
    let (least, most) = (rest.potentials.min() ?? .nan, rest.potentials.max() ?? .nan)
    return [
      "the cell starts at \(start) and rests at \(significant(least, 4)) to "
        + "\(significant(most, 4)) mV; `start: rest` starts it there"
    ]
  }

  private static func range<Kind>(
    of values: [Double]
  ) -> (least: Quantity<Kind>, most: Quantity<Kind>) {
    (
      Quantity(coherent: values.min() ?? .nan), Quantity(coherent: values.max() ?? .nan)
    )
  }

  /// `sphere of 907.92 um2 from 1 sample`.
  private var somaText: String {
    if let point = experiment.point { return "a point: \(point)" }
    let soma = morphology.soma
    guard soma.site != nil else { return "no soma" }
    return "\(soma.rule.rawValue) of \(significant(soma.area.value(in: .um2), 6)) um2 from "
      + counted(soma.samples, "sample")
  }

  /// What the solver's arrays take: a dozen numbers a compartment, and those of the mechanisms.
  private var solverBytes: Int {
    let numbers = cell.banks.reduce(12 * cell.count) { sum, bank in
      // Area, potential, conductance and drive stand beside parameters and gates.
      sum + bank.count * (bank.parameters.count + bank.kernel.description.gates.count + 4)
    }
    return numbers * MemoryLayout<Double>.size
  }
}

extension Morphology {
  /// The membrane of some places.
  func area(of places: Intervals) -> Area {
    var area = 0.0
    for (section, spans) in zip(sections, places.sections) {
      for span in spans {
        area +=
          section.isSphere
          ? soma.area.coherent : section.lateralArea(from: span.from, to: span.to)
      }
    }
    return Area(coherent: area)
  }
}

extension Explanation.Channel {
  init(_ bank: Bank) {
    let description = bank.kernel.description
    func values(_ lanes: [Lanes]) -> [Double] {
      (0..<bank.count).map { lanes[$0 / Lanes.scalarCount][$0 % Lanes.scalarCount] }
    }
    name = description.name
    area = Area(coherent: values(bank.area).reduce(0, +))
    compartments = Set(bank.vertex).count
    parameters = zip(description.parameters, bank.parameters).map { parameter, lanes in
      let (unit, size) = Self.unit(of: parameter.dimensions)
      // The last bits, which a change of unit leaves behind, mean nothing.
      let found = values(lanes).map { Double(decimal($0 / size)) ?? $0 / size }
      return Parameter(
        name: parameter.name, least: found.min() ?? .nan, most: found.max() ?? .nan, unit: unit)
    }
  }

  /// The unit in which a membrane's parameters are usually told, and its size.
  private static func unit(of dimensions: Dimensions) -> (name: String, size: Double) {
    let names = ["mV", "mS/cm2", "1"]
    let unit = names.lazy.compactMap { UnitName($0) }.first { $0.dimensions == dimensions }
    return unit.map { ($0.symbol, $0.size) } ?? ("coherent", 1)
  }
}
