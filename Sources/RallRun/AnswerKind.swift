internal import RallModel

/// What the answer of a measure is called, in reports and in the result file.
enum AnswerKind: String {
  case conductionVelocity
  case lengthConstant
  case impedance
  case timeConstants
  case inputResistance
  case features
  case rate

  /// True of what the resting cell answers, without a step.
  var isOfRest: Bool {
    switch self {
    case .lengthConstant, .impedance, .timeConstants, .inputResistance: true
    case .conductionVelocity, .features, .rate: false
    }
  }
}

extension MeasureResult {
  init(
    name: String, _ kind: AnswerKind, values: [Value], series: [Series] = [],
    map: CompartmentMap? = nil, remark: String? = nil
  ) {
    self.init(
      name: name, kind: kind.rawValue, values: values, series: series, map: map, remark: remark)
  }
}
