internal import RallMembrane
internal import RallModel
internal import RallMorphology
internal import RallNumerics
internal import RallUnits

/// Which layer of which coat lies where: the coats of a cell, resolved on its sections.
///
/// A later layer covers an earlier one of the same kind on the same place. Kinds are the capacitance,
/// the axoplasm, and each mechanism by its name. Myelin takes away what membrane was laid on its region
/// before; only coats on `nodes` or `internodes` are laid on after it.
struct Coating {
  /// A layer of one kind with the places that its coat covers.
  struct Covering {
    let source: CoatSource
    var places: Intervals
    /// The value of each parameter in the kind's own order.
    let parameters: [Expression]

    /// True where two parameters or more vary from place to place.
    ///
    /// A current holds products of parameters, and a mean of products is no product of means: of
    /// half-edges that differ, as at a fork, each must then keep its own.
    var staysApart: Bool { parameters.count { !$0.isUniform } > 1 }
  }

  /// What a kind of layer is made of.
  struct Kind {
    let name: String
    let parameters: [MechanismDescription.Parameter]
    let kernel: (any MechanismKernel.Type)?
    /// In the order in which they are laid on.
    var coverings: [Covering]
  }

  var capacitance: Kind
  var axoplasm: Kind
  var mechanisms: [Kind] = []
  let sheathing: Sheathing
  /// Where coats begin and end inside each section, µm; unsorted.
  private(set) var cuts: [[Double]]

  init(_ cell: Cell, on morphology: Morphology) throws(LoweringError) {
    func single<K>(_ name: String, _ standard: Quantity<K>, minimum: Double) -> Kind {
      let parameter = MechanismDescription.Parameter(
        name: name, dimensions: K.dimensions, standard: standard.coherent, minimum: minimum)
      return Kind(name: name, parameters: [parameter], kernel: nil, coverings: [])
    }
    capacitance = single("capacitance", cell.capacitance, minimum: .leastNormalMagnitude)
    axoplasm = single("axoplasm", cell.axoplasm, minimum: .leastNormalMagnitude)
    sheathing = try Sheathing(cell, on: morphology)
    cuts = morphology.sections.map { _ in [] }
    let whole = Intervals.whole(morphology)
    try lay(.capacitance(Expression(cell.capacitance)), of: .cell, on: whole)
    try lay(.axoplasm(Expression(cell.axoplasm)), of: .cell, on: whole)
    let coats = Array(cell.coats.enumerated())
    for (number, coat) in coats where !coat.region.speaksOfMyelin {
      try lay(coat, number, on: morphology)
    }
    for number in cell.wrappings.indices {
      let myelin: Myelin
      do { myelin = try cell.wrappings[number].myelin } catch {
        throw .myelin(wrapping: number, error)
      }
      try wrap(in: myelin, number, cell, morphology)
    }
    for (number, coat) in coats where coat.region.speaksOfMyelin {
      try lay(coat, number, on: morphology)
    }
  }

  private mutating func lay(
    _ coat: Coat, _ number: Int, on morphology: Morphology
  ) throws(LoweringError) {
    let places: Intervals
    do { places = try coat.region.intervals(on: morphology) } catch {
      throw .region(coat: number, error)
    }
    if places.isEmpty { throw .emptyRegion(coat: number, coat.region) }
    cut(at: places)
    for layer in coat.layers { try lay(layer, of: .coat(number), on: places) }
  }

  /// Remembers where places begin and end.
  private mutating func cut(at places: Intervals) {
    for (section, spans) in places.sections.enumerated() {
      for span in spans { cuts[section] += [span.from, span.to] }
    }
  }

  /// Takes away the membrane on a wrapping's region, and lays its own.
  private mutating func wrap(
    in myelin: Myelin, _ number: Int, _ cell: Cell, _ morphology: Morphology
  ) throws(LoweringError) {
    guard let layout = morphology.myelin else {
      preconditionFailure("a cell is lowered on the neuron that it has wrapped")
    }
    let all = layout.intervals(on: morphology) { $0.wrapping == number }
    let elsewhere = all.complement
    for kind in mechanisms.indices {
      for covering in mechanisms[kind].coverings.indices {
        let places = mechanisms[kind].coverings[covering].places
        mechanisms[kind].coverings[covering].places = places.intersection(elsewhere)
      }
    }
    try lay(.capacitance(Expression(cell.capacitance)), of: .cell, on: all)
    if let axoplasm = myelin.axoplasm {
      try lay(.axoplasm(Expression(axoplasm)), of: .wrapping(number, ["axoplasm"]), on: all)
    }
    for part in MyelinPart.allCases {
      let places = layout.intervals(on: morphology) { $0.wrapping == number && $0.part == part }
      if places.isEmpty { continue }
      cut(at: places)
      for layer in myelin.membrane(of: part) {
        try lay(layer, of: .wrapping(number, myelin.place(of: part)), on: places)
      }
    }
  }

  private mutating func lay(
    _ layer: Layer, of source: CoatSource, on places: Intervals
  ) throws(LoweringError) {
    switch layer {
    case .capacitance(let value):
      capacitance.coverings.append(
        try covering(capacitance, ["capacitance": value], of: source, places))
    case .axoplasm(let value):
      axoplasm.coverings.append(try covering(axoplasm, ["axoplasm": value], of: source, places))
    case .mechanism(let name, let given):
      let index: Int
      if let known = mechanisms.firstIndex(where: { $0.name == name }) {
        index = known
      } else {
        guard let kernel = Mechanisms.kernels.first(where: { $0.description.name == name }) else {
          let names = Mechanisms.all.map(\.name).joined(separator: ", ")
          throw source.mechanism("no mechanism is called '\(name)'; there are \(names)")
        }
        index = mechanisms.count
        mechanisms.append(
          Kind(
            name: name, parameters: kernel.description.parameters, kernel: kernel, coverings: []))
      }
      mechanisms[index].coverings.append(
        try covering(mechanisms[index], given, of: source, places))
    }
  }

  /// Puts the given parameters in order, with the standard ones between.
  private func covering(
    _ kind: Kind, _ given: [String: Expression], of source: CoatSource, _ places: Intervals
  ) throws(LoweringError) -> Covering {
    for (name, value) in given.sorted(by: { $0.key < $1.key }) {
      guard let parameter = kind.parameters.first(where: { $0.name == name }) else {
        let names = kind.parameters.map(\.name).joined(separator: ", ")
        throw source.mechanism("\(kind.name) has no parameter '\(name)'; it has \(names)")
      }
      do {
        let found = try value.dimensions()
        guard found == parameter.dimensions else {
          throw source.mechanism(
            "\(kind.name).\(name) is \(parameter.dimensions), not \(found)")
        }
      } catch let error as LoweringError {
        throw error
      } catch {
        throw source.mechanism("\(kind.name).\(name): \(error)")
      }
    }
    let parameters = kind.parameters.map { parameter in
      given[parameter.name]
        ?? .constant(parameter.standard, parameter.dimensions, text: "\(parameter.standard)")
    }
    return Covering(source: source, places: places, parameters: parameters)
  }
}

extension Coating.Kind {
  /// The covering that is on top at the middle of a piece; nil where there is none.
  func covering(section: Int, at position: Double) -> (index: Int, covering: Coating.Covering)? {
    for index in coverings.indices.reversed() {
      let spans = coverings[index].places[section]
      let after = spans.partitioningIndex { $0.to >= position }
      if after < spans.count, spans[after].from <= position { return (index, coverings[index]) }
    }
    return nil
  }

  /// The parameters at a place, each checked against its least value.
  func values(
    of covering: Coating.Covering, at place: PathPoint, section: Int, position: Double
  ) throws(LoweringError) -> [Double] {
    var values: [Double] = []
    values.reserveCapacity(parameters.count)
    for (parameter, expression) in zip(parameters, covering.parameters) {
      let value = expression.value(at: place)
      guard value.isFinite, value >= parameter.minimum else {
        throw covering.source.value(
          name: "\(name == parameter.name ? name : "\(name).\(parameter.name)")",
          found: value, section: section, position: position)
      }
      values.append(value)
    }
    return values
  }
}

extension Myelin {
  /// The membrane of a part: of a single cable's internode axolemma and sheath in one.
  fileprivate func membrane(of part: MyelinPart) -> [Layer] {
    guard cable == .single, part.isSheathed else { return axolemma(of: part) }
    var leak = ["g": internode.sheath.conductance]
    leak["e"] = internode.sheath.reversal.map { Expression($0) }
    return [.capacitance(internode.sheath.capacitance), .mechanism("passive", leak)]
  }
}

extension Intervals {
  /// Everything.
  fileprivate static func whole(_ morphology: Morphology) -> Intervals {
    do { return try Region.all.intervals(on: morphology) } catch {
      preconditionFailure("'all' has a meaning on every neuron")
    }
  }
}
