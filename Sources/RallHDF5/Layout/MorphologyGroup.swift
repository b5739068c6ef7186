package import RallMorphology
import RallSWC
import RallUnits

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Handle where Kind == FileKind {
  /// The shape, as the bytes that it was read from and in the form that MorphIO opens:
  /// `morphio.Collection(file).load("morphology/cell")`.
  func createMorphology(_ description: ResultDescription) throws(HDF5Failure) {
    let path = "morphology/\(description.cellName)"
    let group = try createGroup(path)
    let bytes = description.swc ?? Array(description.morphology.swcText.utf8)
    try group.setAttribute("sha256", SHA256.hex(of: bytes))
    let text = try createDataset("\(path)/swc_text", list: bytes)
    try text.setAttribute("long_name", "the bytes of the SWC file")
    try Dimension(size: bytes.count, at: "\(path)/byte", in: self).attach(to: text)
    try MorphIOTables(description.morphology).write(to: path, in: self)
  }
}

/// A neuron as MorphIO's HDF5 form 1 has it.
///
/// A point is x, y, z and a diameter, in µm. A section is the row of its first point, a type, and
/// the section that it hangs on; the soma is section 0 and neurites on it hang on 0. MorphIO takes
/// the soma as an outline of no point or of at least three, so it is drawn as a circle of the
/// soma's area around the soma's site; and it knows no types but 2 to 19, so any other is 19.
package struct MorphIOTables {
  package private(set) var points: [Float] = []
  package private(set) var structure: [Int32] = []

  package init(_ morphology: Morphology) {
    structure += [0, 1, -1]
    if let site = morphology.soma.site {
      let centre = morphology.pathPoint(at: site)
      let radius = (morphology.soma.area.coherent / (4 * .pi)).squareRoot()
      for corner in circle(of: 32) {
        addPoint(
          centre.x + radius * corner.x, centre.y + radius * corner.y, centre.z, diameter: 0)
      }
    }
    var rows: [Int: Int32] = [:]
    for (index, section) in morphology.sections.enumerated() where section.order > 0 {
      rows[index] = Int32(rows.count + 1)
    }
    for section in morphology.sections where section.order > 0 {
      let type = (2...19).contains(section.type) ? section.type : 19
      let parent = section.parent.flatMap { rows[$0] } ?? 0
      structure += [Int32(points.count / 4), Int32(type), parent]
      for point in section.points {
        addPoint(point.x, point.y, point.z, diameter: 2 * point.radius)
      }
    }
  }

  private mutating func addPoint(_ x: Double, _ y: Double, _ z: Double, diameter: Double) {
    points += [Float(x), Float(y), Float(z), Float(diameter)]
  }

  /// Points on the circle of radius 1, evenly spaced.
  private func circle(of count: Int) -> [SIMD2<Double>] {
    (0..<count).map { k in
      let angle = 2 * Double.pi * Double(k) / Double(count)
      return SIMD2(cos(angle), sin(angle))
    }
  }

  func write(to path: String, in file: borrowing File) throws(HDF5Failure) {
    let (pointCount, sectionCount) = (points.count / 4, structure.count / 3)
    let table = try file.createDataset(
      "\(path)/points", points, extents: [pointCount, 4],
      layout: points.isEmpty ? .chunked([1, 4]) : .contiguous)
    try table.setAttribute("units", "um")
    try table.setAttribute("long_name", "x, y, z and diameter")
    try Dimension(size: pointCount, at: "\(path)/point", in: file).attach(to: table, axis: 0)
    try Dimension(size: 4, at: "\(path)/point_field", in: file).attach(to: table, axis: 1)

    let rows = try file.createDataset(
      "\(path)/structure", structure, extents: [sectionCount, 3])
    try rows.setAttribute("long_name", "row of the first point, type, section that it hangs on")
    try Dimension(size: sectionCount, at: "\(path)/section", in: file).attach(to: rows, axis: 0)
    try Dimension(size: 3, at: "\(path)/section_field", in: file).attach(to: rows, axis: 1)

    let metadata = try file.createGroup("\(path)/metadata")
    try metadata.setAttribute("version", [UInt32(1), 4])
    try metadata.setAttribute("cell_family", [UInt32(0)])
  }
}
