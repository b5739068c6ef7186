// Every unit that has a name, by its size in the coherent set.

extension Quantity.Unit where Kind == LengthKind {
  public static var nm: Self { Self(size: 0.001) }
  public static var um: Self { Self(size: 1.0) }
  public static var mm: Self { Self(size: 1000.0) }
  public static var cm: Self { Self(size: 10000.0) }
  public static var m: Self { Self(size: 1000000.0) }
}

extension Quantity.Unit where Kind == AreaKind {
  public static var um2: Self { Self(size: 1.0) }
  public static var mm2: Self { Self(size: 1000000.0) }
  public static var cm2: Self { Self(size: 100000000.0) }
}

extension Quantity.Unit where Kind == VolumeKind {
  public static var um3: Self { Self(size: 1.0) }
}

extension Quantity.Unit where Kind == TimeKind {
  public static var us: Self { Self(size: 0.001) }
  public static var ms: Self { Self(size: 1.0) }
  public static var s: Self { Self(size: 1000.0) }
}

extension Quantity.Unit where Kind == FrequencyKind {
  public static var Hz: Self { Self(size: 0.001) }
  public static var kHz: Self { Self(size: 1.0) }
}

extension Quantity.Unit where Kind == SpeedKind {
  public static var metresPerSecond: Self { Self(size: 1000.0) }
}

extension Quantity.Unit where Kind == VoltageKind {
  public static var uV: Self { Self(size: 0.001) }
  public static var mV: Self { Self(size: 1.0) }
  public static var V: Self { Self(size: 1000.0) }
}

extension Quantity.Unit where Kind == CurrentKind {
  public static var pA: Self { Self(size: 0.001) }
  public static var nA: Self { Self(size: 1.0) }
  public static var uA: Self { Self(size: 1000.0) }
  public static var mA: Self { Self(size: 1000000.0) }
}

extension Quantity.Unit where Kind == ConductanceKind {
  public static var pS: Self { Self(size: 1e-06) }
  public static var nS: Self { Self(size: 0.001) }
  public static var uS: Self { Self(size: 1.0) }
  public static var mS: Self { Self(size: 1000.0) }
  public static var S: Self { Self(size: 1000000.0) }
}

extension Quantity.Unit where Kind == ResistanceKind {
  public static var ohm: Self { Self(size: 1e-06) }
  public static var kohm: Self { Self(size: 0.001) }
  public static var Mohm: Self { Self(size: 1.0) }
  public static var Gohm: Self { Self(size: 1000.0) }
}

extension Quantity.Unit where Kind == CapacitanceKind {
  public static var pF: Self { Self(size: 0.001) }
  public static var nF: Self { Self(size: 1.0) }
  public static var uF: Self { Self(size: 1000.0) }
}

extension Quantity.Unit where Kind == ConcentrationKind {
  public static var uM: Self { Self(size: 0.001) }
  public static var mM: Self { Self(size: 1.0) }
  public static var M: Self { Self(size: 1000.0) }
}
