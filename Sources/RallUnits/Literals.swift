/// A number that may be given a unit: `40.mm`, `35.4.ohm`.
public protocol UnitlessNumber {
  /// The number itself.
  var number: Double { get }
}

extension Double: UnitlessNumber {
  public var number: Double { self }
}

extension Int: UnitlessNumber {
  public var number: Double { Double(self) }
}

extension UnitlessNumber {
  public var nm: Length { Length(number, .nm) }
  public var um: Length { Length(number, .um) }
  public var mm: Length { Length(number, .mm) }
  public var cm: Length { Length(number, .cm) }
  public var um2: Area { Area(number, .um2) }
  public var mm2: Area { Area(number, .mm2) }
  public var cm2: Area { Area(number, .cm2) }
  public var um3: Volume { Volume(number, .um3) }
  public var us: Time { Time(number, .us) }
  public var ms: Time { Time(number, .ms) }
  public var s: Time { Time(number, .s) }
  public var Hz: Frequency { Frequency(number, .Hz) }
  public var kHz: Frequency { Frequency(number, .kHz) }
  public var metresPerSecond: Speed { Speed(number, .metresPerSecond) }
  public var uV: Voltage { Voltage(number, .uV) }
  public var mV: Voltage { Voltage(number, .mV) }
  public var V: Voltage { Voltage(number, .V) }
  public var pA: Current { Current(number, .pA) }
  public var nA: Current { Current(number, .nA) }
  public var uA: Current { Current(number, .uA) }
  public var mA: Current { Current(number, .mA) }
  public var pS: Conductance { Conductance(number, .pS) }
  public var nS: Conductance { Conductance(number, .nS) }
  public var uS: Conductance { Conductance(number, .uS) }
  public var mS: Conductance { Conductance(number, .mS) }
  public var S: Conductance { Conductance(number, .S) }
  public var ohm: Resistance { Resistance(number, .ohm) }
  public var kohm: Resistance { Resistance(number, .kohm) }
  public var Mohm: Resistance { Resistance(number, .Mohm) }
  public var Gohm: Resistance { Resistance(number, .Gohm) }
  public var pF: Capacitance { Capacitance(number, .pF) }
  public var nF: Capacitance { Capacitance(number, .nF) }
  public var uF: Capacitance { Capacitance(number, .uF) }
  public var uM: Concentration { Concentration(number, .uM) }
  public var mM: Concentration { Concentration(number, .mM) }
  public var M: Concentration { Concentration(number, .M) }
  public var degC: Temperature { Temperature(celsius: number) }
}
