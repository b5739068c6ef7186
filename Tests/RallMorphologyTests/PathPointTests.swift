import RallMorphology
import RallUnits
import Testing

@Suite("What is found along the path")
struct PathPointTests {
  @Test("between two points everything is linear in the path")
  func linear() {
    let place = Shapes.forked.pathPoint(at: Location(section: 4, position: 20.um))
    #expect(
      place == PathPoint(distance: 80, diameter: 1.5, x: 90, y: 0, z: 0, order: 2))
  }

  @Test("the ends of a section are its first and last points")
  func ends() {
    let cell = Shapes.forked
    #expect(cell.pathPoint(at: Location(section: 2, position: .zero)).diameter == 6)
    #expect(cell.pathPoint(at: Location(section: 2, position: 60.um)).x == 70)
    #expect(cell.pathPoint(at: Location(section: 3, position: 40.um)).distance == 100)
  }

  @Test("in the soma the distance is 0 and the diameter is the sphere's")
  func soma() {
    let centre = Shapes.forked.pathPoint(at: Location(section: 0, position: .zero))
    #expect(centre == PathPoint(distance: 0, diameter: 20, x: 0, y: 0, z: 0, order: 0))
  }

  @Test("on a ring the diameter is the one beyond it, at the very end the last")
  func ring() {
    let radii = [(0.0, 4.0), (5, 3), (5, 1), (9, 1), (9, 2)]
    let section = Section(
      type: 3, points: radii.map { Point(x: $0.0, y: 0, z: 0, radius: $0.1) }, parent: nil,
      start: 0, end: 1, startDistance: .zero, order: 1)
    #expect(section.pathPoint(at: 5).diameter == 2)
    #expect(section.pathPoint(at: 9).diameter == 4)
    #expect(section.pathPoint(at: 2.5).diameter == 7)
  }

  @Test("every variable is read by its name", arguments: PathVariable.allCases)
  func variables(variable: PathVariable) {
    let place = PathPoint(distance: 1, diameter: 2, x: 3, y: 4, z: 5, order: 6)
    let expected: [PathVariable: Double] = [
      .distance: 1, .diameter: 2, .x: 3, .y: 4, .z: 5, .order: 6,
    ]
    #expect(place[variable] == expected[variable])
    #expect(variable.dimensions == (variable == .order ? .none : LengthKind.dimensions))
  }
}
