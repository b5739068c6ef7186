internal import RallCable
internal import RallJSON
internal import RallModel
internal import RallMorphology
internal import RallUnits

/// What one declaration of myelin comes to on its neuron.
struct ExplainedMyelin: Sendable {
  /// Its region, as the experiment has it.
  let region: String
  /// A fact a line: counts of nodes and internodes, their lengths, what is short.
  let facts: [String]
  /// `120 lamellae`, `g-ratio 0.7`.
  let thickness: String
  /// Of the sheath per area of the axolemma under it, least and most.
  let capacitance: (least: CapacitancePerArea, most: CapacitancePerArea)
  let conductance: (least: ConductancePerArea, most: ConductancePerArea)
  /// Where the space under the sheath conducts.
  let space: PeriaxonalSpace?
  /// True of a lumped model.
  let isCentred: Bool
  /// Where the declaration states a diameter of the axon under the sheath that is not the neuron's own.
  let statedDiameters: (own: ClosedRange<Length>, stated: Length)?

  /// Nil where the wrapping has laid no internode.
  init?(_ wrapping: Wrapping, number: Int, on morphology: Morphology) {
    guard let myelin = try? wrapping.myelin, let layout = morphology.myelin else { return nil }
    var diameters: [PathPoint] = []
    for (section, stretches) in zip(morphology.sections, layout.stretches) {
      for stretch in stretches where stretch.wrapping == number && stretch.part.isSheathed {
        // A taper is least or most at an end.
        diameters += [stretch.span.from, stretch.span.to].map { section.pathPoint(at: $0) }
      }
    }
    let sheath = myelin.internode.sheath
    func range<Kind>(_ expression: Expression) -> (least: Quantity<Kind>, most: Quantity<Kind>) {
      let values = diameters.map { expression.value(at: $0) }
      return (Quantity(coherent: values.min() ?? 0), Quantity(coherent: values.max() ?? 0))
    }
    region = "\(wrapping.region)"
    facts = layout.facts(ofWrapping: number)
    thickness =
      switch sheath.thickness {
      case .lamellae(let count): count == 1 ? "1 lamella" : "\(decimal(count)) lamellae"
      case .gRatio(let ratio): "g-ratio \(decimal(ratio))"
      }
    capacitance = range(sheath.capacitance)
    conductance = range(sheath.conductance)
    space = if case .double(let space) = myelin.cable { space } else { nil }
    isCentred = myelin.isCentred
    statedDiameters = myelin.internode.diameter.flatMap { stated in
      let bare = morphology.unwrapped
      let own = layout.stretches.enumerated().flatMap { index, stretches in
        stretches.filter { $0.wrapping == number && $0.part == .main }.flatMap { stretch in
          [stretch.span.from, stretch.span.to].map {
            Length(coherent: bare.sections[index].pathPoint(at: $0).diameter)
          }
        }
      }
      guard let least = own.min(), let most = own.max(),
        max(stated / least, most / stated) > Self.noticeable
      else { return nil }
      return (least...most, stated)
    }
  }

  /// The ratio of two diameters that a person would not call the same.
  private static let noticeable = 1.05

  /// The rows of a table.
  var rows: [String] {
    let sheath =
      "\(thickness): \(Self.told(capacitance, "uF/cm2")) and \(Self.told(conductance, "mS/cm2")) "
      + "of axolemma"
    let cable =
      space.map { "double cable, \($0.width) of \($0.resistivity) under the sheath" }
      ?? "single cable"
    return ["\(region): \(facts.joined(separator: ", "))", "\(sheath), \(cable)"]
  }

  /// What a person may not expect.
  var remarks: [String] {
    var remarks: [String] = []
    if let (own, stated) = statedDiameters {
      let neuron =
        own.lowerBound == own.upperBound
        ? "\(own.lowerBound)" : "\(own.lowerBound) to \(own.upperBound)"
      remarks.append(
        "under the myelin on '\(region)' the axon has the diameter that is declared, \(stated), and "
          + "not the neuron's own, \(neuron)")
    }
    if isCentred {
      remarks.append(
        "the myelin on '\(region)' is a lumped model of one compartment a segment; finer, as "
          + "`measure convergence` makes it, it is another model")
    }
    return remarks
  }

  var json: JSON {
    func pair<Kind>(_ range: (least: Quantity<Kind>, most: Quantity<Kind>), _ unit: String) -> JSON
    {
      let size = UnitName(unit)?.size ?? 1
      return [.number(range.least.coherent / size), .number(range.most.coherent / size)]
    }
    return [
      "region": .string(region), "facts": .array(facts.map { .string($0) }),
      "sheath": .string(thickness), "capacitance": pair(capacitance, "uF/cm2"),
      "conductance": pair(conductance, "mS/cm2"), "double": .bool(space != nil),
      "centred": .bool(isCentred),
    ]
  }

  /// `0.005 uF/cm2`, or `0.0024 to 0.003 uF/cm2`.
  private static func told<Kind>(
    _ range: (least: Quantity<Kind>, most: Quantity<Kind>), _ unit: String
  ) -> String {
    let size = UnitName(unit)?.size ?? 1
    let (a, b) = (
      significant(range.least.coherent / size, 4), significant(range.most.coherent / size, 4)
    )
    return (a == b ? a : "\(a) to \(b)") + " \(unit)"
  }
}
