import RallModel
import RallMorphology
import RallUnits
import Testing

@Suite("What can be wrapped, and what cannot")
struct MyelinTests {
  static let axon = Morphology.cylinder(length: 2.mm, diameter: 2.um)
  static let space = PeriaxonalSpace(width: 4.nm, resistivity: 70.ohm * .cm)

  /// A single cable around an axon of 2 µm, with something changed.
  static func myelin(_ change: (inout Myelin) -> Void = { _ in }) -> Myelin {
    var myelin = Myelin(
      on: .axon, node: NodeOfRanvier(length: 1.um, .hh()),
      internode: Internode(length: 100.um, sheath: Sheath(.lamellae(30))))
    change(&myelin)
    return myelin
  }

  /// The same as a double cable.
  static func double(_ change: (inout Myelin) -> Void = { _ in }) -> Myelin {
    myelin { myelin in
      myelin.cable = .double(space)
      myelin.internode.axolemma = [.passive(g: 0.1.mS / .cm2, e: -65.mV)]
      change(&myelin)
    }
  }

  /// Why a cell with this one wrapping cannot be wrapped; nil where it can.
  static func error(
    _ wrapping: Wrapping, on morphology: Morphology = axon
  ) -> MyelinError? {
    do throws(WrappingError) {
      _ = try Cell(wrappings: [wrapping]).wrapped(morphology)
      return nil
    } catch {
      #expect(error.wrapping == 0)
      return error.reason
    }
  }

  @Test("what is whole is wrapped: single, double, lumped, and every published fibre")
  func whole() throws {
    #expect(Self.error(.myelin(Self.myelin())) == nil)
    #expect(Self.error(.myelin(Self.double())) == nil)
    #expect(Self.error(.myelin(Self.myelin { $0.isCentred = true })) == nil)
    #expect(
      Self.error(.myelin(Self.myelin { $0.internode.sheath.thickness = .gRatio(0.7) })) == nil)
    for diameter in MotorAxon.diameters {
      #expect(Self.error(.mrg(region: .all, diameter: diameter)) == nil)
    }
  }

  /// A declaration without sense, and the entry that is to blame.
  struct Nonsense: Sendable, CustomTestStringConvertible {
    let what: String
    let myelin: Myelin
    let place: [String]

    var testDescription: String { what }
  }

  static let nonsense: [Nonsense] = {
    func single(
      _ what: String, _ place: String..., change: @escaping (inout Myelin) -> Void
    ) -> Nonsense {
      Nonsense(what: what, myelin: myelin(change), place: place)
    }
    func outer(
      _ what: String, _ place: String..., change: @escaping (inout Myelin) -> Void
    ) -> Nonsense {
      Nonsense(what: what, myelin: double(change), place: place)
    }
    let leak = [Layer.passive(g: 1.mS / .cm2, e: -65.mV)]
    return [
      single("a g-ratio of 0", "internode", "g_ratio") {
        $0.internode.sheath.thickness = .gRatio(0)
      },
      single("a g-ratio of 1", "internode", "g_ratio") {
        $0.internode.sheath.thickness = .gRatio(1)
      },
      single("a g-ratio that is no number", "internode", "g_ratio") {
        $0.internode.sheath.thickness = .gRatio(.nan)
      },
      single("no lamellae", "internode", "lamellae") {
        $0.internode.sheath.thickness = .lamellae(0)
      },
      single("no node", "node", "length") { $0.node.length = .zero },
      single("a node of negative diameter", "node", "diameter") { $0.node.diameter = -1.um },
      single("a node that fills the axon", "node", "length") {
        $0.node.length = 1.mm
        $0.internode.length = 1.mm
      },
      single("an internode longer than the axon", "internode", "length") {
        $0.internode.length = 2.mm
      },
      single("membranes without capacitance", "internode", "membrane_capacitance") {
        $0.internode.sheath.membraneCapacitance = .zero
      },
      single("membranes of negative conductance", "internode", "membrane_conductance") {
        $0.internode.sheath.membraneConductance = -1.mS / .cm2
      },
      single("paranodes that fill the internode", "internode", "paranode", "length") {
        $0.internode.paranode = .init(length: 30.um)
        $0.internode.juxtaparanode = .init(length: 20.um)
      },
      single("an axolemma on a single cable", "internode", "axolemma") {
        $0.internode.axolemma = leak
      },
      single("a paranode's axolemma on a single cable", "internode", "paranode", "axolemma") {
        $0.internode.paranode = .init(length: 3.um, axolemma: leak)
      },
      single("a space under a single cable", "internode", "paranode", "periaxonal_width") {
        $0.internode.paranode = .init(length: 3.um, periaxonalWidth: 1.nm)
      },
      single("a g-ratio and a fibre diameter", "internode", "fibre_diameter") {
        $0.internode.sheath.thickness = .gRatio(0.7)
        $0.internode.sheath.fibreDiameter = 3.um
      },
      single("a fibre thinner than its axon", "internode", "fibre_diameter") {
        $0.internode.sheath.fibreDiameter = 1.9.um
      },
      single("no piece at all", "internode", "pieces") { $0.internode.pieces = 0 },
      single("axoplasm that resists nothing", "axoplasm") { $0.axoplasm = .zero },
      single("no such place", "region") { $0.region = .apical },
      outer("a double cable without an axolemma", "internode") { $0.internode.axolemma = [] },
      outer("a space of no width", "periaxonal", "width") {
        $0.cable = .double(PeriaxonalSpace(width: .zero, resistivity: 70.ohm * .cm))
      },
      outer("a space of no resistivity", "periaxonal", "resistivity") {
        $0.cable = .double(PeriaxonalSpace(width: 4.nm, resistivity: .zero))
      },
      // 30 lamellae of 16 nm are 480 nm.
      outer("a space wider than the sheath", "periaxonal", "width") {
        $0.cable = .double(PeriaxonalSpace(width: 481.nm, resistivity: 70.ohm * .cm))
      },
      // (2/0.9 − 2)/2 µm are 111 nm.
      outer("a space wider than a sheath of known g-ratio", "periaxonal", "width") {
        $0.internode.sheath.thickness = .gRatio(0.9)
        $0.cable = .double(PeriaxonalSpace(width: 112.nm, resistivity: 70.ohm * .cm))
      },
    ]
  }()

  @Test("nonsense is refused at the entry that is to blame", arguments: nonsense)
  func refused(nonsense: Nonsense) throws {
    let error = try #require(Self.error(.myelin(nonsense.myelin)))
    #expect(error.place == nonsense.place)
    #expect(!error.description.isEmpty)
  }

  @Test("a soma has no myelin, and no fibre is thinner or thicker than those of the paper")
  func places() {
    let soma = Morphology.cylinder(length: 2.mm, diameter: 2.um, type: 1)
    #expect(
      Self.error(.myelin(Self.myelin { $0.region = .all }), on: soma)
        == .layout(.soma(section: 0)))
    #expect(
      Self.error(.mrg(region: .axon, diameter: 5.um))
        == .fibreDiameter(5.um, known: MotorAxon.diameters))
  }

  @Test("two wrappings on one place are refused by the number of the second")
  func overlap() {
    let one = Wrapping.myelin(Self.myelin { $0.region = .compare(.distance, .less, 1000) })
    let two = Wrapping.myelin(Self.myelin { $0.region = .compare(.distance, .greater, 900) })
    #expect(
      throws: WrappingError(
        wrapping: 1,
        reason: .layout(.overlap(wrapping: 0, at: Location(section: 0, position: 900.um))))
    ) {
      try Cell(wrappings: [one, two]).wrapped(Self.axon)
    }
  }

  @Test("what was wrapped once is wrapped anew, not twice")
  func again() throws {
    let cell = Cell(wrappings: [.myelin(Self.myelin { $0.node.diameter = 1.um })])
    let once = try cell.wrapped(Self.axon)
    #expect(once != Self.axon)
    #expect(try cell.wrapped(once) == once)
    #expect(try Cell().wrapped(once) == Self.axon)
  }
}
