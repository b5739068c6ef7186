// The products of a quantity and a unit that a membrane is written in: `35.4.ohm * .cm`,
// `0.3.mS / .cm2`, `1.uF / .cm2`, `8e-3.cm / .s`.

extension Quantity where Kind == LengthKind {
  public static func / (a: Self, b: Time.Unit) -> Speed {
    Speed(coherent: a.coherent / b.size)
  }
}

extension Quantity where Kind == VoltageKind {
  public static func / (a: Self, b: Length.Unit) -> FieldStrength {
    FieldStrength(coherent: a.coherent / b.size)
  }
}

extension Quantity where Kind == ResistanceKind {
  public static func * (a: Self, b: Length.Unit) -> Resistivity {
    Resistivity(coherent: a.coherent * b.size)
  }
}

extension Quantity where Kind == ConductanceKind {
  public static func / (a: Self, b: Area.Unit) -> ConductancePerArea {
    ConductancePerArea(coherent: a.coherent / b.size)
  }
}

extension Quantity where Kind == CapacitanceKind {
  public static func / (a: Self, b: Area.Unit) -> CapacitancePerArea {
    CapacitancePerArea(coherent: a.coherent / b.size)
  }
}

extension Quantity where Kind == CurrentKind {
  public static func / (a: Self, b: Area.Unit) -> CurrentPerArea {
    CurrentPerArea(coherent: a.coherent / b.size)
  }
}
