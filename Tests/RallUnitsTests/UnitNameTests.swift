import RallUnits
import Testing

@Suite("A unit as it is written")
struct UnitNameTests {
  /// A unit by its worth in SI, of the bases m, s, V, A and mol/m³.
  struct SI {
    let worth: Double
    let dimensions: Dimensions

    init(
      _ worth: Double, m: Double = 0, s: Double = 0, volt: Double = 0, ampere: Double = 0,
      molar: Double = 0
    ) {
      self.worth = worth
      dimensions = Dimensions(
        length: m, time: s, voltage: volt, current: ampere, concentration: molar)
    }

    /// How many coherent units it must be: µm, ms, mV, nA and mM have known sizes in SI.
    var coherent: Double {
      func power(_ base: Double, _ exponent: Double) -> Double {
        (0..<Int(abs(exponent))).reduce(1) { power, _ in exponent > 0 ? power / base : power * base
        }
      }
      return worth * power(1e-6, dimensions.length) * power(1e-3, dimensions.time)
        * power(1e-3, dimensions.voltage) * power(1e-9, dimensions.current)
    }
  }

  static let simple: [String: SI] = [
    "nm": SI(1e-9, m: 1), "um": SI(1e-6, m: 1), "mm": SI(1e-3, m: 1), "cm": SI(1e-2, m: 1),
    "m": SI(1, m: 1),
    "um2": SI(1e-12, m: 2), "mm2": SI(1e-6, m: 2), "cm2": SI(1e-4, m: 2),
    "us": SI(1e-6, s: 1), "ms": SI(1e-3, s: 1), "s": SI(1, s: 1),
    "Hz": SI(1, s: -1), "kHz": SI(1e3, s: -1),
    "uV": SI(1e-6, volt: 1), "mV": SI(1e-3, volt: 1), "V": SI(1, volt: 1),
    "pA": SI(1e-12, ampere: 1), "nA": SI(1e-9, ampere: 1), "uA": SI(1e-6, ampere: 1),
    "mA": SI(1e-3, ampere: 1),
    "pS": SI(1e-12, volt: -1, ampere: 1), "nS": SI(1e-9, volt: -1, ampere: 1),
    "uS": SI(1e-6, volt: -1, ampere: 1), "mS": SI(1e-3, volt: -1, ampere: 1),
    "S": SI(1, volt: -1, ampere: 1),
    "ohm": SI(1, volt: 1, ampere: -1), "kohm": SI(1e3, volt: 1, ampere: -1),
    "Mohm": SI(1e6, volt: 1, ampere: -1), "Gohm": SI(1e9, volt: 1, ampere: -1),
    "pF": SI(1e-12, s: 1, volt: -1, ampere: 1), "nF": SI(1e-9, s: 1, volt: -1, ampere: 1),
    "uF": SI(1e-6, s: 1, volt: -1, ampere: 1),
    "uM": SI(1e-3, molar: 1), "mM": SI(1, molar: 1), "M": SI(1e3, molar: 1),
  ]

  static let compound: [(String, SI)] = [
    ("ohm cm", SI(1e-2, m: 1, volt: 1, ampere: -1)),
    ("ohm * cm", SI(1e-2, m: 1, volt: 1, ampere: -1)),
    ("ohm*cm", SI(1e-2, m: 1, volt: 1, ampere: -1)),
    ("ohm m", SI(1, m: 1, volt: 1, ampere: -1)),
    ("S/cm2", SI(1e4, m: -2, volt: -1, ampere: 1)),
    ("mS / cm2", SI(10, m: -2, volt: -1, ampere: 1)),
    ("uF/cm2", SI(1e-2, m: -2, s: 1, volt: -1, ampere: 1)),
    ("nA/um2", SI(1e3, m: -2, ampere: 1)),
    ("m/s", SI(1, m: 1, s: -1)),
    ("um/ms", SI(1e-3, m: 1, s: -1)),
    ("ohm cm2/um", SI(1e2, m: 1, volt: 1, ampere: -1)),
    ("S ohm/ms/Hz", SI(1e3)),
  ]

  @Test("every simple name is worth what it is in SI")
  func worth() throws {
    #expect(Set(UnitName.names) == Set(Self.simple.keys))
    for (name, si) in Self.simple {
      let unit = try #require(UnitName(name), "\(name)")
      #expect(unit.dimensions == si.dimensions, "\(name)")
      // Sizes are powers of ten, rounded once each here and there.
      #expect(abs(unit.size / si.coherent - 1) < 1e-14, "\(name)")
    }
  }

  @Test("products and quotients are read from left to right", arguments: compound.indices)
  func compounds(index: Int) throws {
    let (text, si) = Self.compound[index]
    let unit = try #require(UnitName(text), "\(text)")
    #expect(unit.dimensions == si.dimensions)
    #expect(abs(unit.size / si.coherent - 1) < 1e-14)
    #expect(unit.symbol == text)
  }

  @Test("the same unit is read from a part of a text")
  func substring() {
    #expect(UnitName("0.6 nA".dropFirst(4)) == UnitName("nA"))
  }

  @Test(
    "what is no unit is refused",
    arguments: [
      "", " ", "mv", "MV", "sec", "µm", "um3x", "mS/", "/cm2", "mS//cm2", "mS/ /cm2", "mS/*cm2",
      "mS*/cm2", "*cm", "ohm*", "ohm * * cm", "1/ms", "mS/cm^2", "S/", "2 nA", "nA\n", "nA,",
    ])
  func refused(text: String) {
    #expect(UnitName(text) == nil)
  }

  @Test("names are listed once each and in order")
  func names() {
    #expect(UnitName.names == UnitName.names.sorted())
    #expect(Set(UnitName.names).count == UnitName.names.count)
  }
}
