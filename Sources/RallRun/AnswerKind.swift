internal import RallModel

/// What the answer of a measure is called, in reports and in the result file.
enum AnswerKind: String {
  case conductionVelocity
  case lengthConstant
  case inputResistance
  case features
  case rate
}

extension MeasureResult {
  init(
    name: String, _ kind: AnswerKind, values: [Value], series: [Series] = [], remark: String? = nil
  ) {
    self.init(name: name, kind: kind.rawValue, values: values, series: series, remark: remark)
  }
}
