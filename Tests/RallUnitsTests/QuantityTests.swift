import RallUnits
import Testing

@Suite("A quantity")
struct QuantityTests {
  /// A kind's usual unit must be worth, by its own name, what it says.
  static func usual<Kind: QuantityKind>(_ kind: Kind.Type) -> Bool {
    guard let unit = UnitName(Kind.usual.symbol) else { return false }
    return unit.dimensions == Kind.dimensions && abs(unit.size / Kind.usual.size - 1) < 1e-14
  }

  @Test("every kind is printed in a unit of its own dimension and size")
  func usualUnits() {
    #expect(Self.usual(LengthKind.self))
    #expect(Self.usual(AreaKind.self))
    #expect(Self.usual(TimeKind.self))
    #expect(Self.usual(FrequencyKind.self))
    #expect(Self.usual(SpeedKind.self))
    #expect(Self.usual(VoltageKind.self))
    #expect(Self.usual(CurrentKind.self))
    #expect(Self.usual(CurrentPerAreaKind.self))
    #expect(Self.usual(ConductanceKind.self))
    #expect(Self.usual(ConductancePerAreaKind.self))
    #expect(Self.usual(ResistanceKind.self))
    #expect(Self.usual(ResistivityKind.self))
    #expect(Self.usual(CapacitanceKind.self))
    #expect(Self.usual(CapacitancePerAreaKind.self))
    #expect(Self.usual(ConcentrationKind.self))
    // um3 is no word of an experiment.
    #expect(VolumeKind.dimensions == LengthKind.dimensions.raised(to: 3))
    #expect(VolumeKind.usual == ("um3", 1))
  }

  @Test("in the coherent set the laws of the cable hold between bare numbers")
  func coherent() {
    // Q = C V and I = C dV/dt, V = R I, g = 1/R, with every unit but the coherent one.
    #expect(1.uF.coherent * 1.V.coherent / 1.s.coherent == 1.uA.coherent)
    #expect(1.Gohm.coherent * 1.pA.coherent == 1.mV.coherent)
    #expect(1.mS.coherent * 1.V.coherent == 1.mA.coherent)
    #expect(abs(1.kohm.coherent * 1.mS.coherent - 1) < 1e-15)
    #expect(1.kHz.coherent * 1.ms.coherent == 1)
    // 1 S/cm² = 0.01 µS/µm², 1 Ω cm = 0.01 MΩ µm, 1 µF/cm² = 1e-5 nF/µm².
    #expect((1.S / .cm2).coherent == 0.01)
    #expect((1.ohm * .cm).coherent == 0.01)
    #expect((1.uF / .cm2).coherent == 1e-5)
    #expect((1.uA / .cm2).coherent == 1e-5)
  }

  @Test("dimensions of products are sums of exponents")
  func dimensions() {
    typealias D = Dimensions
    #expect(LengthKind.dimensions * LengthKind.dimensions == AreaKind.dimensions)
    #expect(AreaKind.dimensions.raised(to: 0.5) == LengthKind.dimensions)
    #expect(VoltageKind.dimensions / CurrentKind.dimensions == ResistanceKind.dimensions)
    #expect(D.none / ResistanceKind.dimensions == ConductanceKind.dimensions)
    #expect(ResistanceKind.dimensions * LengthKind.dimensions == ResistivityKind.dimensions)
    #expect(ConductanceKind.dimensions / AreaKind.dimensions == ConductancePerAreaKind.dimensions)
    #expect(CapacitanceKind.dimensions / AreaKind.dimensions == CapacitancePerAreaKind.dimensions)
    #expect(CurrentKind.dimensions / AreaKind.dimensions == CurrentPerAreaKind.dimensions)
    #expect(
      CapacitanceKind.dimensions * VoltageKind.dimensions / TimeKind.dimensions
        == CurrentKind.dimensions)
    #expect(LengthKind.dimensions / TimeKind.dimensions == SpeedKind.dimensions)
    // A length constant: √(d/4 · Rm/Ra), with Rm = 1/g per area.
    let lambda =
      (LengthKind.dimensions
      / (ConductancePerAreaKind.dimensions * ResistivityKind.dimensions)).raised(to: 0.5)
    #expect(lambda == LengthKind.dimensions)
    #expect(D.none.isNone && !lambda.isNone)
  }

  @Test("a dimension is told by name, else by its exponents")
  func descriptions() {
    #expect("\(VoltageKind.dimensions)" == "a voltage")
    #expect("\(Dimensions.none)" == "a bare number")
    #expect("\(ConductancePerAreaKind.dimensions)" == "a conductance per area")
    #expect("\(Dimensions(length: 0.5, time: -2, current: 1))" == "um^0.5 ms^-2 nA")
  }

  @Test("what goes in by one unit comes out by another")
  func conversion() {
    #expect(1.V.value(in: .mV) == 1000)
    #expect(476.um.value(in: .mm) == 0.476)
    #expect(20.uA.value(in: .nA) == 20_000)
    #expect(1.metresPerSecond == Speed(coherent: 1000))
    #expect(1.M.value(in: .uM) == 1e6)
    #expect(1.mm2.value(in: .um2) == 1e6 && 1.cm2.value(in: .mm2) == 100)
    #expect(0.25.ms.value(in: .us) == 250)
    #expect((-65).mV < (-64).mV && 1.um > 1.nm)
  }

  @Test("sums and multiples are those of the numbers")
  func arithmetic() {
    #expect(1.mm + 1.um == 1001.um)
    #expect(1.mm - 1.um == 999.um)
    #expect(-(1.mV) == (-1).mV)
    #expect(2 * 3.nA == 6.nA && 3.nA * 2 == 6.nA && 6.nA / 2 == 3.nA)
    #expect(1.cm / 1.um == 10_000)
    #expect(Length.zero == 0.um)
  }

  @Test("a quantity is printed in its usual unit, without the dust of a conversion")
  func printing() {
    #expect("\((-65).mV)" == "-65 mV")
    #expect("\(35.4.ohm * .cm)" == "35.4 ohm cm")
    #expect("\(0.3.mS / .cm2)" == "0.3 mS/cm2")
    #expect("\(1.uF / .cm2)" == "1 uF/cm2")
    #expect("\(0.025.ms)" == "0.025 ms")
    #expect("\(18.73.metresPerSecond)" == "18.73 m/s")
    #expect("\(50.Hz)" == "50 Hz")
  }
}

@Suite("A decimal for people")
struct DecimalTests {
  @Test("dust in the last bits is not shown")
  func dust() {
    #expect(decimal(0.1 + 0.2) == "0.3")
    #expect(decimal(35.4 * 0.01 / 0.01) == "35.4")
    #expect(decimal(4.35 * 100) == "435")
    #expect(decimal(-1.1 * 3) == "-3.3")
    #expect(decimal(0.000_123_4 * 3 / 3) == "0.0001234")
  }

  @Test("whole numbers have no point, and neither zero a sign")
  func whole() {
    #expect(decimal(-65) == "-65")
    #expect(decimal(0) == "0" && decimal(-0.0) == "0")
    #expect(decimal(.infinity) == "inf" && decimal(.nan) == "nan")
    #expect(decimal(1e15) == "1000000000000000" && decimal(1e16) == "1e+16")
  }

  @Test("what has at most 15 digits is shown as it was written")
  func written() {
    for digits in [1, 12, 123_456_789, 999_999_999_999_999, 100_000_000_000_001] as [Int] {
      for exponent in -25...20 {
        let text = "\(digits)e\(exponent)"
        let value = Double(text)!
        #expect(Double(decimal(value)) == value, "\(text)")
      }
    }
  }

  @Test("it is the number itself to 15 digits, at every size")
  func faithful() {
    var value = 4096 * Double.leastNonzeroMagnitude
    while value < 1e308 {
      let shown = Double(decimal(value))!
      #expect(abs(shown - value) <= 1e-15 * value * 5 + .leastNonzeroMagnitude)
      #expect(decimal(-value) == "-" + decimal(value))
      value *= 7.3
    }
  }

  @Test(
    "dimensions are told with exponents of any size",
    arguments: [3.0, 0.5, -1e300, .infinity, .nan])
  func exponents(power: Double) {
    let told = LengthKind.dimensions.raised(to: power).description
    #expect(told == (power == 3 ? "a volume" : "um^\(decimal(power))"))
  }
}
