public import RallJSON
public import RallModel
internal import RallUnits

/// The answers of measures at every value of an axis.
public struct AxisReport: Sendable {
  /// The answers at one point.
  public struct Point: Sendable {
    /// In the axis's unit.
    public let value: Double
    /// Empty where the experiment could not be answered here.
    public let measures: [MeasureResult]
    /// Why it could not; nil where it could.
    public let failure: String?

    init(value: Double, measures: [MeasureResult], failure: String? = nil) {
      self.value = value
      self.measures = measures
      self.failure = failure
    }
  }

  public let axis: SweepAxis
  public internal(set) var status = RunStatus.complete
  /// True where no answer has an error.
  public internal(set) var isExact = true
  public internal(set) var points: [Point] = []

  init(axis: SweepAxis) { self.axis = axis }

  /// One object: over what, and the measures by name at each point.
  public var json: JSON {
    [
      "over": .string(axis.path), "unit": .string(axis.unit), "exact": .bool(isExact),
      "points": .array(
        points.map { point in
          [
            "value": .number(point.value),
            "measure": .object(point.measures.map { .init(key: $0.name, value: $0.json) }),
            "failure": JSON(point.failure),
          ]
        }),
    ]
  }
}
