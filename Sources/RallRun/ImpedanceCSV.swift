internal import RallModel
internal import RallUnits

extension RunReport {
  /// The answers of impedances, a row for each place and frequency, as comma-separated values
  /// (RFC 4180).
  public var impedanceCSV: String {
    let quantities: [ImpedanceMeasure.Quantity] = [
      .impedance, .phase, .transferImpedance, .transferPhase, .attenuationOut, .attenuationIn,
    ]
    var lines = [
      "measure,place,frequency Hz,"
        + quantities.map { $0.unit == "1" ? $0.rawValue : "\($0.rawValue) \($0.unit)" }
        .joined(separator: ",")
    ]
    for measure in measures where measure.kind == AnswerKind.impedance.rawValue {
      lines += measure.impedanceRows.map { row in
        ([measure.name, row.place].map(\.quotedForCSV) + [decimal(row.frequency)]
          + quantities.map { row.numbers[$0].map { "\($0)" } ?? "" }).joined(separator: ",")
      }
    }
    return lines.joined(separator: "\n")
  }
}
