internal import RallModel
public import RallUnits

/// Which of the maps that were found is to be drawn: a measure's, a quantity of it, at a frequency.
public struct MapChoice: Sendable, Hashable {
  public var measure: String?
  public var quantity: String?
  public var frequency: Frequency?

  /// What is nil must be plain: there is one only.
  public init(measure: String? = nil, quantity: String? = nil, frequency: Frequency? = nil) {
    self.measure = measure
    self.quantity = quantity
    self.frequency = frequency
  }

  /// One map that was chosen.
  struct Chosen {
    let measure: MeasureResult
    let columns: [Column]
    let layer: CompartmentMap.Layer
    let frequency: Double
    let values: [Double]
  }

  /// The one map that is meant.
  ///
  /// - Throws: where there is none, or several, and says which there are.
  func chosen(of measures: [MeasureResult]) throws(Failure) -> Chosen {
    let mapped = measures.filter { $0.map?.layers.isEmpty == false }
    if let measure, let absent = measures.first(where: { $0.name == measure && $0.map == nil }),
      let reason = absent.remark
    {
      throw Failure(status: 65, ["--of \(measure): it has no map: \(reason)"])
    }
    guard !mapped.isEmpty else { throw Self.absent("map", of: measures) }
    let measure = try Self.one(
      of: mapped, "--of", asked: measure, named: \.name, "measures have a map")
    guard let map = measure.map else { preconditionFailure("only maps were left") }
    let layer = try Self.one(
      of: map.layers, "--draw", asked: quantity, named: \.quantity,
      "quantities are mapped by '\(measure.name)'")
    let wanted = frequency.map { decimal($0.value(in: .Hz)) + " Hz" }
    let number = try Self.one(
      of: Array(map.frequencies.indices), "--at", asked: wanted,
      named: { decimal(map.frequencies[$0]) + " Hz" }, "frequencies are answered")
    return Chosen(
      measure: measure, columns: map.columns, layer: layer, frequency: map.frequencies[number],
      values: layer.values[number])
  }

  /// Why no measure has what is to be drawn.
  static func absent(_ what: String, of measures: [MeasureResult]) -> Failure {
    let reasons = measures.compactMap { measure in
      measure.remark.map { "--plot: '\(measure.name)' has no \(what): \($0)" }
    }
    return Failure(
      status: 65,
      reasons.isEmpty ? ["--plot: no measure that was answered has a \(what)"] : reasons)
  }

  static func one<Thing>(
    of things: [Thing], _ option: String, asked: String?, named name: (Thing) -> String,
    _ noun: String
  ) throws(Failure) -> Thing {
    let list = things.map(name).joined(separator: ", ")
    if let asked {
      guard let found = things.first(where: { name($0) == asked }) else {
        throw Failure(status: 65, ["\(option) \(asked): there is none; these \(noun): \(list)"])
      }
      return found
    }
    guard things.count == 1 else {
      throw Failure(
        status: 64, ["--plot: say with \(option) what is drawn; these \(noun): \(list)"])
    }
    return things[0]
  }
}

extension MapChoice {
  /// A choice as a person writes it, with a frequency such as `100 Hz`.
  public init(measure: String?, quantity: String?, frequencyText: String?) throws(Failure) {
    var frequency: Frequency?
    if let text = frequencyText {
      let number = text.leadingNumber
      let unit = UnitName(text.dropFirst(number.count).drop { $0.isWhitespace })
      guard let value = Double(number), let unit, unit.dimensions == FrequencyKind.dimensions else {
        throw .usage("--at \(text): a frequency was expected, such as 100 Hz")
      }
      frequency = Frequency(coherent: unit.coherent(value))
    }
    self.init(measure: measure, quantity: quantity, frequency: frequency)
  }
}
