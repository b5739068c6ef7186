/// A measure's answer.
public struct MeasureResult: Sendable, Hashable {
  /// One number of the answer, with where and what it is of.
  public struct Value: Sendable, Hashable {
    /// What this number is: `value`, `halfWidth`, `peak`.
    public var quantity: String
    public var value: Double
    public var unit: String
    /// The standard error of the fit; nil where none was fitted.
    public var standardError: Double?
    /// The estimated error of the computation; nil where none was estimated.
    public var error: Double?
    /// The estimated error of the division into compartments; nil where none was estimated.
    public var meshError: Double?
    /// Where: a region, a site; empty where there is one only.
    public var place: String
    /// Hz; nil where it has none.
    public var frequency: Double?

    public init(
      quantity: String = "value", value: Double, unit: String, standardError: Double? = nil,
      error: Double? = nil, meshError: Double? = nil, place: String = "", frequency: Double? = nil
    ) {
      self.meshError = meshError
      self.quantity = quantity
      self.value = value
      self.unit = unit
      self.standardError = standardError
      self.error = error
      self.place = place
      self.frequency = frequency
    }
  }

  /// A measure along a path, point by point.
  public struct Series: Sendable, Hashable {
    public var quantity: String
    public var unit: String
    public var values: [Double]

    public init(quantity: String, unit: String, values: [Double]) {
      self.quantity = quantity
      self.unit = unit
      self.values = values
    }
  }

  public var name: String
  /// `conductionVelocity`, `lengthConstant`, `impedance`, `timeConstants`, `inputResistance`,
  /// `features`, `rate`.
  public var kind: String
  public var values: [Value]
  public var series: [Series]
  /// What was found at every compartment; nil where only places were asked.
  public var map: CompartmentMap?
  /// What a person must know of it: why there is no number, where the spike stopped.
  public var remark: String?

  public init(
    name: String, kind: String, values: [Value], series: [Series] = [],
    map: CompartmentMap? = nil, remark: String? = nil
  ) {
    self.name = name
    self.kind = kind
    self.values = values
    self.series = series
    self.map = map
    self.remark = remark
  }
}
