public import RallMorphology
internal import RallUnits
internal import TestRandom

extension Morphology {
  /// A neuron that nobody would draw: sections of random frusta in a random walk, forks of any
  /// number, steps of radius, and types at random; the same for the same seed.
  ///
  /// - Parameters:
  ///   - sections: how many neurites.
  ///   - roots: how many trees.
  ///   - sphere: whether a spherical soma stands on the first root.
  ///   - rings: whether some points are written twice with two radii.
  public static func random(
    seed: Int, sections count: Int = 12, roots: Int = 1, sphere: Bool = false, rings: Bool = false
  ) -> Morphology {
    var random = SeededGenerator(seed: seed)
    var sections: [Section] = []
    var junctions = roots
    var soma = Soma.none
    if sphere {
      let point = Point(x: 0, y: 0, z: 0, radius: 7, sample: 1)
      sections.append(
        Section(
          type: 1, points: [point], parent: nil, start: 0, end: 0, startDistance: .zero, order: 0))
      soma = Soma(
        rule: .sphere, samples: 1, area: sections[0].area,
        site: Location(section: 0, position: .zero))
    }
    for number in 0..<count {
      let hanging = number < roots ? nil : sections.indices.randomElement(using: &random)
      let parent = sphere && number == 0 ? 0 : hanging
      let start = parent.map { sections[$0].end } ?? min(number, roots - 1)
      var at =
        parent.map { sections[$0].points.last! }
        ?? Point(x: Double(number) * 100, y: 0, z: 0, radius: 1)
      var points: [Point] = []
      for _ in 0...Int.random(in: 1...5, using: &random) {
        at.radius = .random(in: 0.2...2, using: &random)
        at.sample = nil
        points.append(at)
        if rings, Bool.random(using: &random) {
          at.radius = .random(in: 0.2...2, using: &random)
          points.append(at)
        }
        at.x += .random(in: -12...12, using: &random)
        at.y += .random(in: -12...12, using: &random)
        at.z += .random(in: -12...12, using: &random)
      }
      let distance = parent.map { sections[$0].startDistance + sections[$0].length } ?? .zero
      sections.append(
        Section(
          type: Int.random(in: 2...4, using: &random), points: points, parent: parent,
          start: start, end: junctions, startDistance: distance,
          order: parent.map { sections[$0].order + 1 } ?? 1))
      junctions += 1
    }
    return Morphology(sections: sections, junctionCount: junctions, soma: soma)
  }

  /// Some places, by length at random.
  public func randomPlaces(_ count: Int, seed: Int) -> [Site] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { _ in
      .section(
        Int.random(in: 0..<sections.count, using: &random), Double.random(in: 0...1, using: &random)
      )
    }
  }
}
