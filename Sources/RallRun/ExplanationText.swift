internal import RallModel
internal import RallUnits

extension Explanation {
  /// A table for a person.
  public var text: String {
    var rows: [(name: String, text: String)] = title.isEmpty ? [] : [("title", title)]
    rows.append(("neuron", soma))
    if point == nil { rows += parts.map { ($0.name, $0.text) } }
    rows += myelin.flatMap(\.rows).map { ("myelin", $0) }
    rows += channels.map { ($0.name, $0.text) }
    rows.append(
      ("rest", resting.map { Self.told($0, in: .mV, "mV") } ?? "no resting state was found"))
    rows.append(
      (
        "steps",
        point?.isExact == true
          ? "none: solved exactly from event to event"
          : "\(steps) of at most \(step), in \(counted(stretches, "stretch", "stretches")) "
            + "between edges"
      ))
    rows += tracks.map {
      ("record", "\($0.name): \(counted($0.columns, "column")), \(counted($0.frames, "frame"))")
    }
    rows.append(
      (
        "size",
        "\(counted(compartments, "compartment")), \(Self.megabytes(memory)) MB of memory, "
          + "\(Self.megabytes(disk)) MB on the disk"
      ))
    rows += remarks.map { ("note", $0) }
    return table(rows)
  }

  /// `5 mV`, or `4 to 6 mV`.
  fileprivate static func told<Kind>(
    _ range: (least: Quantity<Kind>, most: Quantity<Kind>), in unit: Quantity<Kind>.Unit,
    _ symbol: String
  ) -> String {
    told(range.least.value(in: unit), range.most.value(in: unit), symbol)
  }

  fileprivate static func told(_ least: Double, _ most: Double, _ symbol: String) -> String {
    let (a, b) = (significant(least, 6), significant(most, 6))
    return (a == b ? a : "\(a) to \(b)") + (symbol == "1" ? "" : " \(symbol)")
  }

  private static func megabytes(_ bytes: Int) -> String { significant(Double(bytes) / 1e6, 3) }
}

extension Explanation.Part {
  fileprivate var text: String {
    let lambda = lengthConstants.map { ", λ \(Explanation.told($0, in: .um, "um"))" } ?? ""
    return "\(significant(length.value(in: .um), 6)) um, "
      + "\(significant(area.value(in: .um2), 6)) um2, "
      + counted(compartments, "compartment") + lambda
  }
}

extension Explanation.Channel {
  fileprivate var text: String {
    let values = parameters.map { "\($0.name) \(Explanation.told($0.least, $0.most, $0.unit))" }
    return "\(significant(area.value(in: .um2), 6)) um2 on "
      + "\(counted(compartments, "compartment")): \(values.joined(separator: ", "))"
  }
}
