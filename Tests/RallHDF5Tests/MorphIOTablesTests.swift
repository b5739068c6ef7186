import RallHDF5
import RallMorphology
import RallUnits
import Testing

@Suite("A shape as MorphIO has it")
struct MorphIOTablesTests {
  @Test("a neurite on the soma hangs on section 0, and keeps its points and diameters")
  func ballAndStick() {
    let tables = MorphIOTables(SampleRun.morphology)
    #expect(tables.structure == [0, 1, -1, 32, 3, 0])
    #expect(tables.points.suffix(8) == [5, 0, 0, 2, 55, 0, 0, 2])
  }

  @Test("the soma's outline is a circle of the soma's area around its site")
  func outline() {
    let points = MorphIOTables(SampleRun.morphology).points.prefix(32 * 4)
    for corner in stride(from: 0, to: points.count, by: 4) {
      let (x, y) = (points[corner], points[corner + 1])
      // Radius 5 in single precision.
      #expect(abs((x * x + y * y).squareRoot() - 5) <= 2 * Float(5).ulp)
    }
  }

  @Test("without a soma there is an outline of no points")
  func noSoma() {
    let cylinder = Morphology.cylinder(length: 100.um, diameter: 2.um)
    let tables = MorphIOTables(cylinder)
    #expect(tables.structure == [0, 1, -1, 0, 2, 0])
    #expect(tables.points == [0, 0, 0, 2, 100, 0, 0, 2])
  }

  @Test(
    "a type that MorphIO does not know is its last custom one", arguments: [0, 1, 2, 19, 20, 300])
  func types(type: Int) {
    var cylinder = Morphology.cylinder(length: 100.um, diameter: 2.um)
    cylinder.sections[0].type = type
    let expected = (2...19).contains(type) ? type : 19
    #expect(MorphIOTables(cylinder).structure[4] == Int32(expected))
  }
}
