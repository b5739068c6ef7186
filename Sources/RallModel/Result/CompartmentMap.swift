/// Numbers at every compartment of a cell, for each of several frequencies.
public struct CompartmentMap: Sendable, Hashable {
  /// One thing that was found everywhere.
  ///
  /// Two are equal where their numbers have the same bits: no number is equal to no number.
  public struct Layer: Sendable {
    /// `lengthConstant`, `inputImpedance`.
    public var quantity: String
    /// What it is, in words.
    public var meaning: String
    /// `um`, `Mohm`, `deg`; `1` of a bare number.
    public var unit: String
    /// A row for each frequency, of one number a compartment; NaN where there is none.
    public var values: [[Double]]

    public init(quantity: String, meaning: String, unit: String, values: [[Double]]) {
      self.quantity = quantity
      self.meaning = meaning
      self.unit = unit
      self.values = values
    }
  }

  /// Where each compartment is.
  public var columns: [Column]
  /// Hz.
  public var frequencies: [Double]
  public var layers: [Layer]

  public init(columns: [Column], frequencies: [Double], layers: [Layer]) {
    self.columns = columns
    self.frequencies = frequencies
    self.layers = layers
  }
}

extension CompartmentMap.Layer: Hashable {
  public static func == (a: Self, b: Self) -> Bool {
    a.quantity == b.quantity && a.meaning == b.meaning && a.unit == b.unit
      && a.values.elementsEqual(b.values) {
        $0.elementsEqual($1) { $0.bitPattern == $1.bitPattern }
      }
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(quantity)
    hasher.combine(unit)
    for row in values { for value in row { hasher.combine(value.bitPattern) } }
  }
}
