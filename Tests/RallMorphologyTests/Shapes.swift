import RallMorphology
import RallUnits
import TestRandom

enum Shapes {
  /// A spherical soma with an axon of 100 µm, and an apical tree: a stem of 60 µm that forks into
  /// branches of 40 µm and 140 µm. Along x, but for the shorter branch, along y.
  static let forked: Morphology = {
    func line(_ ids: ClosedRange<Int>, _ places: [(Double, Double, Double)]) -> [Point] {
      zip(ids, places).map { Point(x: $1.0, y: $1.1, z: 0, radius: $1.2, sample: $0) }
    }
    let sections = [
      Section(
        type: 1, points: [Point(x: 0, y: 0, z: 0, radius: 10, sample: 1)], parent: nil, start: 0,
        end: 0, startDistance: .zero, order: 0),
      Section(
        type: 2, points: line(2...3, [(-10, 0, 0.5), (-110, 0, 0.5)]), parent: 0, start: 0, end: 1,
        startDistance: .zero, order: 1),
      Section(
        type: 4, points: line(4...6, [(10, 0, 3), (40, 0, 2), (70, 0, 1)]), parent: 0, start: 0,
        end: 2, startDistance: .zero, order: 1),
      Section(
        type: 4, points: line(6...7, [(70, 0, 1), (70, 40, 1)]), parent: 2, start: 2, end: 3,
        startDistance: 60.um, order: 2),
      Section(
        type: 4,
        points: [Point(x: 70, y: 0, z: 0, radius: 1, sample: 6)]
          + line(8...9, [(110, 0, 0.5), (210, 0, 0.25)]), parent: 2, start: 2, end: 4,
        startDistance: 60.um, order: 2),
    ]
    return Morphology(
      sections: sections, junctionCount: 5,
      soma: Soma(
        rule: .sphere, samples: 1, area: sections[0].area,
        site: Location(section: 0, position: .zero)))
  }()

  /// A section of random frusta, some of them rings.
  static func randomSection(_ generator: inout SeededGenerator, points: Int, rings: Bool = true)
    -> Section
  {
    var place = Point(x: 0, y: 0, z: 0, radius: 1)
    let run = (0..<points).map { _ -> Point in
      if !rings || Double.random(in: 0...1, using: &generator) > 0.2 {
        place.x += Double.random(in: -5...5, using: &generator)
        place.y += Double.random(in: -5...5, using: &generator)
        place.z += Double.random(in: 0.1...5, using: &generator)
      }
      place.radius = Double.random(in: 0.1...3, using: &generator)
      return place
    }
    return Section(
      type: 3, points: run, parent: nil, start: 0, end: 1, startDistance: .zero, order: 1)
  }
}
