internal import RallMembrane
internal import RallModel
internal import RallMorphology
internal import RallNumerics
internal import RallUnits

/// Which layer of which coat lies where: the coats of a cell, resolved on its sections.
///
/// A later layer covers an earlier one of the same kind on the same place. Kinds are the capacitance,
/// the axoplasm, and each mechanism by its name.
struct Coating {
  /// A layer of one kind with the places that its coat covers.
  struct Covering {
    let coat: Int
    let places: Intervals
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
    cuts = morphology.sections.map { _ in [] }
    try lay(.capacitance(Expression(cell.capacitance)), of: -1, on: .whole(morphology))
    try lay(.axoplasm(Expression(cell.axoplasm)), of: -1, on: .whole(morphology))
    for (number, coat) in cell.coats.enumerated() {
      let places: Intervals
      do { places = try coat.region.intervals(on: morphology) } catch {
        throw .region(coat: number, error)
      }
      if places.isEmpty { throw .emptyRegion(coat: number, coat.region) }
      for (section, spans) in places.sections.enumerated() {
        for span in spans { cuts[section] += [span.from, span.to] }
      }
      for layer in coat.layers { try lay(layer, of: number, on: places) }
    }
  }

  private mutating func lay(
    _ layer: Layer, of coat: Int, on places: Intervals
  ) throws(LoweringError) {
    switch layer {
    case .capacitance(let value):
      capacitance.coverings.append(
        try covering(capacitance, ["capacitance": value], coat: coat, places))
    case .axoplasm(let value):
      axoplasm.coverings.append(try covering(axoplasm, ["axoplasm": value], coat: coat, places))
    case .mechanism(let name, let given):
      let index: Int
      if let known = mechanisms.firstIndex(where: { $0.name == name }) {
        index = known
      } else {
        guard let kernel = Mechanisms.kernels.first(where: { $0.description.name == name }) else {
          let names = Mechanisms.all.map(\.name).joined(separator: ", ")
          throw .mechanism(coat: coat, "no mechanism is called '\(name)'; there are \(names)")
        }
        index = mechanisms.count
        mechanisms.append(
          Kind(
            name: name, parameters: kernel.description.parameters, kernel: kernel, coverings: []))
      }
      mechanisms[index].coverings.append(
        try covering(mechanisms[index], given, coat: coat, places))
    }
  }

  /// Puts the given parameters in order, with the standard ones between.
  private func covering(
    _ kind: Kind, _ given: [String: Expression], coat: Int, _ places: Intervals
  ) throws(LoweringError) -> Covering {
    for (name, value) in given.sorted(by: { $0.key < $1.key }) {
      guard let parameter = kind.parameters.first(where: { $0.name == name }) else {
        let names = kind.parameters.map(\.name).joined(separator: ", ")
        throw .mechanism(coat: coat, "\(kind.name) has no parameter '\(name)'; it has \(names)")
      }
      do {
        let found = try value.dimensions()
        guard found == parameter.dimensions else {
          throw LoweringError.mechanism(
            coat: coat, "\(kind.name).\(name) is \(parameter.dimensions), not \(found)")
        }
      } catch let error as LoweringError {
        throw error
      } catch {
        throw .mechanism(coat: coat, "\(kind.name).\(name): \(error)")
      }
    }
    let parameters = kind.parameters.map { parameter in
      given[parameter.name]
        ?? .constant(parameter.standard, parameter.dimensions, text: "\(parameter.standard)")
    }
    return Covering(coat: coat, places: places, parameters: parameters)
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
        throw .value(
          coat: covering.coat,
          name: "\(name == parameter.name ? name : "\(name).\(parameter.name)")",
          found: value, section: section, position: Length(coherent: position))
      }
      values.append(value)
    }
    return values
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
