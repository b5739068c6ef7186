internal import RallModel

extension MeasureResult {
  /// The answer of a pair of runs, the second in half as long steps: `(4·fine − coarse)/3`, with
  /// `|fine − extrapolated|` as its error; where `shares` has another share of the difference for a
  /// quantity, with that, and where `least` has a larger error for it, with that one.
  ///
  /// Where the two do not answer alike, or are in doubt themselves, the finer run's answer, without an
  /// error, and a remark.
  init(
    extrapolating coarse: MeasureResult, _ fine: MeasureResult, shares: [String: Double],
    least: [String: Double] = [:], doubt: String?
  ) {
    self = fine
    // What the resting cell answers has no steps in it.
    if AnswerKind(rawValue: kind)?.isOfRest == true { return }
    let alike =
      coarse.values.map(\.quantity) == fine.values.map(\.quantity)
      && coarse.series.map(\.values.count) == fine.series.map(\.values.count)
    let otherwise = "undecided: the run in steps twice as long answers otherwise"
    if let doubt = alike ? doubt : otherwise {
      remark = remark.map { "\($0); \(doubt)" } ?? doubt
      return
    }
    for index in values.indices where values[index].unit != "1" {
      let (a, b) = (coarse.values[index].value, fine.values[index].value)
      values[index].value = b + (b - a) / 3
      let quantity = values[index].quantity
      values[index].error = max(abs(b - a) * (shares[quantity] ?? 1 / 3), least[quantity] ?? 0)
    }
    for index in series.indices {
      series[index].values = zip(coarse.series[index].values, fine.series[index].values).map {
        $1 + ($1 - $0) / 3
      }
    }
  }
}
