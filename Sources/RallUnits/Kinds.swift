/// What a `Length` is; coherent in µm.
public enum LengthKind: QuantityKind {
  public static let dimensions = Dimensions(length: 1)
  public static let usual = (symbol: "um", size: 1.0)
}
/// Length, coherent in µm.
public typealias Length = Quantity<LengthKind>

/// What a `Area` is; coherent in µm².
public enum AreaKind: QuantityKind {
  public static let dimensions = Dimensions(length: 2)
  public static let usual = (symbol: "um2", size: 1.0)
}
/// Area, coherent in µm².
public typealias Area = Quantity<AreaKind>

/// What a `Volume` is; coherent in µm³.
public enum VolumeKind: QuantityKind {
  public static let dimensions = Dimensions(length: 3)
  public static let usual = (symbol: "um3", size: 1.0)
}
/// Volume, coherent in µm³.
public typealias Volume = Quantity<VolumeKind>

/// What a `Time` is; coherent in ms.
public enum TimeKind: QuantityKind {
  public static let dimensions = Dimensions(time: 1)
  public static let usual = (symbol: "ms", size: 1.0)
}
/// Time, coherent in ms.
public typealias Time = Quantity<TimeKind>

/// What a `Frequency` is; coherent in 1/ms.
public enum FrequencyKind: QuantityKind {
  public static let dimensions = Dimensions(time: -1)
  public static let usual = (symbol: "Hz", size: 0.001)
}
/// Frequency, coherent in 1/ms.
public typealias Frequency = Quantity<FrequencyKind>

/// What a `Speed` is; coherent in µm/ms.
public enum SpeedKind: QuantityKind {
  public static let dimensions = Dimensions(length: 1, time: -1)
  public static let usual = (symbol: "m/s", size: 1000.0)
}
/// Speed, coherent in µm/ms.
public typealias Speed = Quantity<SpeedKind>

/// What a `Voltage` is; coherent in mV.
public enum VoltageKind: QuantityKind {
  public static let dimensions = Dimensions(voltage: 1)
  public static let usual = (symbol: "mV", size: 1.0)
}
/// Voltage, coherent in mV.
public typealias Voltage = Quantity<VoltageKind>

/// What a `FieldStrength` is; coherent in mV/µm.
public enum FieldStrengthKind: QuantityKind {
  public static let dimensions = Dimensions(length: -1, voltage: 1)
  public static let usual = (symbol: "V/m", size: 0.001)
}
/// FieldStrength, coherent in mV/µm.
public typealias FieldStrength = Quantity<FieldStrengthKind>

/// What a `Current` is; coherent in nA.
public enum CurrentKind: QuantityKind {
  public static let dimensions = Dimensions(current: 1)
  public static let usual = (symbol: "nA", size: 1.0)
}
/// Current, coherent in nA.
public typealias Current = Quantity<CurrentKind>

/// What a `Conductance` is; coherent in µS.
public enum ConductanceKind: QuantityKind {
  public static let dimensions = Dimensions(voltage: -1, current: 1)
  public static let usual = (symbol: "uS", size: 1.0)
}
/// Conductance, coherent in µS.
public typealias Conductance = Quantity<ConductanceKind>

/// What a `Resistance` is; coherent in MΩ.
public enum ResistanceKind: QuantityKind {
  public static let dimensions = Dimensions(voltage: 1, current: -1)
  public static let usual = (symbol: "Mohm", size: 1.0)
}
/// Resistance, coherent in MΩ.
public typealias Resistance = Quantity<ResistanceKind>

/// What a `Capacitance` is; coherent in nF.
public enum CapacitanceKind: QuantityKind {
  public static let dimensions = Dimensions(time: 1, voltage: -1, current: 1)
  public static let usual = (symbol: "nF", size: 1.0)
}
/// Capacitance, coherent in nF.
public typealias Capacitance = Quantity<CapacitanceKind>

/// What a `Resistivity` is; coherent in MΩ·µm.
public enum ResistivityKind: QuantityKind {
  public static let dimensions = Dimensions(length: 1, voltage: 1, current: -1)
  public static let usual = (symbol: "ohm cm", size: 0.01)
}
/// Resistivity, coherent in MΩ·µm.
public typealias Resistivity = Quantity<ResistivityKind>

/// What a `ConductancePerArea` is; coherent in µS/µm².
public enum ConductancePerAreaKind: QuantityKind {
  public static let dimensions = Dimensions(length: -2, voltage: -1, current: 1)
  public static let usual = (symbol: "mS/cm2", size: 1e-05)
}
/// ConductancePerArea, coherent in µS/µm².
public typealias ConductancePerArea = Quantity<ConductancePerAreaKind>

/// What a `CapacitancePerArea` is; coherent in nF/µm².
public enum CapacitancePerAreaKind: QuantityKind {
  public static let dimensions = Dimensions(length: -2, time: 1, voltage: -1, current: 1)
  public static let usual = (symbol: "uF/cm2", size: 1e-05)
}
/// CapacitancePerArea, coherent in nF/µm².
public typealias CapacitancePerArea = Quantity<CapacitancePerAreaKind>

/// What a `CurrentPerArea` is; coherent in nA/µm².
public enum CurrentPerAreaKind: QuantityKind {
  public static let dimensions = Dimensions(length: -2, current: 1)
  public static let usual = (symbol: "uA/cm2", size: 1e-05)
}
/// CurrentPerArea, coherent in nA/µm².
public typealias CurrentPerArea = Quantity<CurrentPerAreaKind>

/// What a `Concentration` is; coherent in mM.
public enum ConcentrationKind: QuantityKind {
  public static let dimensions = Dimensions(concentration: 1)
  public static let usual = (symbol: "mM", size: 1.0)
}
/// Concentration, coherent in mM.
public typealias Concentration = Quantity<ConcentrationKind>
