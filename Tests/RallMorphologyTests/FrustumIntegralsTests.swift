import RallMorphology
import RallUnits
import TestRandom
import Testing

@Suite("Integrals along a section")
struct FrustumIntegralsTests {
  /// From radius 3 to 1 over 12 µm.
  static let cone = Section(
    type: 3,
    points: [Point(x: 0, y: 0, z: 0, radius: 3), Point(x: 0, y: 12, z: 0, radius: 1)],
    parent: nil, start: 0, end: 1, startDistance: .zero, order: 1)

  @Test("a cone has the area, volume and resistance of the closed forms")
  func cone() {
    let cone = Self.cone
    #expect(cone.lateralArea(from: 0, to: 12).isWithin(1e-15, of: .pi * 4 * 148.0.squareRoot()))
    #expect(cone.volume(from: 0, to: 12).isWithin(1e-15, of: .pi * 12 * 13 / 3))
    #expect(cone.axialIntegral(from: 0, to: 12).isWithin(1e-15, of: 12 / (.pi * 3)))
    // ∫ ds/√d with d from 6 to 2: 2 l (√6 − √2) / (6 − 2).
    let roots = 6 * (6.0.squareRoot() - 2.0.squareRoot())
    #expect(cone.inverseRootDiameterIntegral(from: 0, to: 12).isWithin(1e-14, of: roots))
    #expect(cone.diameterIntegral(from: 0, to: 12).isWithin(1e-15, of: 48))
    // ∫√d ds: l · 2/3 (√6³ − √2³) / (6 − 2).
    let powers = 2 * (6 * 6.0.squareRoot() - 2 * 2.0.squareRoot())
    #expect(cone.rootDiameterIntegral(from: 0, to: 12).isWithin(1e-14, of: powers))
    #expect(cone.diameters(from: 3, to: 6) == (4, 5))
  }

  @Test("half of a cone has the radius of its middle")
  func halfCone() {
    let slant = 148.0.squareRoot() / 2
    #expect(Self.cone.lateralArea(from: 0, to: 6).isWithin(1e-15, of: .pi * 5 * slant))
    #expect(Self.cone.lateralArea(from: 6, to: 12).isWithin(1e-15, of: .pi * 3 * slant))
    #expect(Self.cone.axialIntegral(from: 6, to: 12).isWithin(1e-15, of: 6 / (.pi * 2)))
  }

  @Test("a sphere has 4πr² and 4πr³/3, and no length")
  func sphere() {
    let soma = Shapes.forked.sections[0]
    #expect(soma.area.coherent.isWithin(1e-15, of: 400 * .pi))
    #expect(soma.volume.coherent.isWithin(1e-15, of: 4000 * .pi / 3))
    #expect(soma.axialIntegral(from: 0, to: 0) == 0)
    #expect(soma.inverseRootDiameterIntegral(from: 0, to: 0) == 0)
  }

  /// The tolerance is rounding: some tens of operations on as many pieces.
  @Test("however a section is cut, its area, resistance and volume stay", arguments: 0..<40)
  func cuts(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let section = Shapes.randomSection(&generator, points: 2 + seed)
    let length = section.length.coherent
    // Cuts at points, rings included, and between them.
    let between = (0..<20).map { _ in Double.random(in: 0...length, using: &generator) }
    let cuts = (section.arc + between).sorted()
    func pieces(_ integral: (Double, Double) -> Double) -> Double {
      zip(cuts, cuts.dropFirst()).filter { $0 < $1 }.reduce(0) { $0 + integral($1.0, $1.1) }
    }
    let checks: [(Double, Double) -> Double] = [
      section.lateralArea(from:to:), section.axialIntegral(from:to:), section.volume(from:to:),
      section.inverseRootDiameterIntegral(from:to:), section.diameterIntegral(from:to:),
      section.rootDiameterIntegral(from:to:),
    ]
    for integral in checks where length > 0 {
      #expect(pieces(integral).isWithin(1e-12, of: integral(0, length)))
    }
  }

  @Test("a ring belongs to the piece that starts at it, at the end to the last piece")
  func rings() {
    func points(_ places: [(Double, Double)]) -> [Point] {
      places.map { Point(x: $0.0, y: 0, z: 0, radius: $0.1) }
    }
    let section = Section(
      type: 3, points: points([(0, 4), (0, 3), (5, 3), (5, 1), (9, 1), (9, 2)]), parent: nil,
      start: 0, end: 1, startDistance: .zero, order: 1)
    let (first, middle, last) = (7 * Double.pi, 8 * Double.pi, 3 * Double.pi)
    let walls = (wide: 2 * Double.pi * 3, thin: 2 * Double.pi)
    #expect(section.lateralArea(from: 0, to: 5).isWithin(1e-15, of: first + 5 * walls.wide))
    #expect(section.lateralArea(from: 5, to: 9).isWithin(1e-15, of: middle + 4 * walls.thin + last))
    #expect(section.lateralArea(from: 4, to: 5).isWithin(1e-15, of: walls.wide))
    #expect(section.lateralArea(from: 6, to: 8).isWithin(1e-15, of: 2 * walls.thin))
    #expect(section.axialIntegral(from: 0, to: 9).isWithin(1e-15, of: 5 / (9 * .pi) + 4 / .pi))
  }

  @Test("a section of nothing but rings is a lump of their area")
  func lump() {
    let lump = Section(
      type: 3,
      points: [Point(x: 1, y: 1, z: 1, radius: 2), Point(x: 1, y: 1, z: 1, radius: 1)],
      parent: nil, start: 0, end: 0, startDistance: .zero, order: 1)
    #expect(lump.area.coherent.isWithin(1e-15, of: 3 * .pi))
    #expect(lump.length == .zero)
    #expect(lump.axialIntegral(from: 0, to: 0) == 0)
  }

  @Test(
    "a point put into a frustum changes neither area nor resistance", arguments: [0.1, 0.5, 0.9])
  func splitting(share: Double) {
    let (a, b) = (Self.cone.points[0], Self.cone.points[1])
    let middle = Point(x: 0, y: 12 * share, z: 0, radius: a.radius + share * (b.radius - a.radius))
    let split = Section(
      type: 3, points: [a, middle, b], parent: nil, start: 0, end: 1, startDistance: .zero,
      order: 1)
    // One more addition each.
    #expect(split.area.coherent.isWithin(1e-14, of: Self.cone.area.coherent))
    #expect(
      split.axialIntegral(from: 0, to: 12).isWithin(
        1e-14, of: Self.cone.axialIntegral(from: 0, to: 12)))
  }
}

extension Double {
  /// True within a relative distance.
  func isWithin(_ tolerance: Double, of other: Double) -> Bool {
    abs(self - other) <= tolerance * max(abs(self), abs(other))
  }
}
