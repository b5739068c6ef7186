internal import RallMembrane
public import RallModel
public import RallMorphology
internal import RallNumerics
internal import RallUnits

extension LoweredCell {
  /// Lowers a described cell to vertices.
  ///
  /// A vertex stands on every junction, on every boundary of a coat and under every electrode, and
  /// between two such as many more, equally far apart, as the division asks for. Each half-edge
  /// carries the membrane of its own place, so a vertex on a boundary has parts of both; axial
  /// resistances and areas are exact for the frusta. Second order in the length of the pieces, on
  /// unequal meshes and tapers too.
  ///
  /// Each piece of the division is cut into `splitting` once more, so that meshes that differ by this
  /// alone differ by exactly as much everywhere.
  ///
  /// - Complexity: O((n + m) log m) for n points and m compartments.
  public init(
    _ cell: Cell, _ morphology: Morphology, division: Division, electrodes: [Site] = [],
    splitting: Int = 1
  ) throws(LoweringError) {
    var places: [Location] = []
    for (number, site) in electrodes.enumerated() {
      do { places += try site.locations(on: morphology) } catch {
        throw .site(stimulus: number, error)
      }
    }
    self = try Lowering(
      cell, morphology, division, fixed: places, splitting: splitting
    ).lowered()
  }
}

/// The work of lowering one cell: vertices are numbered as they are met, then put in order.
struct Lowering {
  /// As many compartments as four bytes can number, in HDF5 columns too.
  static let limit = Int(Int32.max) / 2

  let cell: Cell
  let morphology: Morphology
  let coating: Coating
  /// The stations of each section, vertices still by provisional number.
  var stations: [[LoweredCell.Station]] = []
  /// The provisional vertex of each junction; −1 where none was made yet.
  var junctionVertex: [Int]
  var vertices: [Vertex] = []
  var halfEdges: [HalfEdge] = []
  /// The instances of each mechanism, by vertex and covering.
  var instances: [[InstanceKey: Instance]]

  /// What is known of a vertex before they are put in order.
  struct Vertex {
    var parent: Int
    /// Axial conductance to the parent, µS.
    var coupling = 0.0
    /// Path length to the parent, µm.
    var piece = 0.0
    var capacitance = 0.0
    var area = 0.0
    var length = 0.0
    /// Resistivity times area, summed.
    var weightedResistivity = 0.0
    var cableDiameter = 0.0
    /// The section that the vertex is reported in, and the place there.
    var section: Int
    var position: Double
    var near: SIMD3<Double>?
    var far: SIMD3<Double>?
    /// How thick the half-edge is that gave `far`.
    var farDiameter = 0.0
  }

  struct InstanceKey: Hashable {
    let vertex: Int
    let covering: Int
    /// The half-edge; 0 where all of a vertex are put together.
    let halfEdge: Int
  }

  /// Area, and parameters times area, summed.
  struct Instance {
    var area: Double
    var weighted: [Double]
  }

  init(
    _ cell: Cell, _ morphology: Morphology, _ division: Division, fixed: [Location],
    splitting: Int
  ) throws(LoweringError) {
    guard division.hasMeaning else { throw .division(division) }
    self.cell = cell
    self.morphology = morphology
    coating = try Coating(cell, on: morphology)
    junctionVertex = Array(repeating: -1, count: morphology.junctionCount)
    instances = coating.mechanisms.map { _ in [:] }
    var cuts = coating.cuts
    for place in fixed { cuts[place.section].append(place.position.coherent) }
    stations.reserveCapacity(morphology.sections.count)
    for index in sectionsFromTheRoot() {
      try checkThickness(of: index)
      let positions = try Mesh(
        morphology.sections[index], index, cuts: cuts[index], division, coating,
        splitting: splitting
      ).positions
      guard vertices.count + positions.count <= Self.limit else {
        throw .tooMany(vertices.count + positions.count)
      }
      try lay(index, positions)
    }
  }

  /// Every section after the one that it hangs on; roots first.
  private mutating func sectionsFromTheRoot() -> [Int] {
    stations = Array(repeating: [], count: morphology.sections.count)
    let parents = morphology.sections.map { Int32($0.parent ?? -1) }
    let order = TreeMatrix.breadthFirst(parent: parents)
    var sections = [Int](repeating: 0, count: order.count)
    for (section, place) in order.enumerated() { sections[Int(place)] = section }
    return sections
  }

  private func checkThickness(of index: Int) throws(LoweringError) {
    for point in morphology.sections[index].points where !(point.radius > 0) {
      throw .thinPoint(sample: point.sample, section: index)
    }
  }

  /// Makes the vertices of one section and lays its half-edges on them.
  private mutating func lay(_ index: Int, _ positions: [Double]) throws(LoweringError) {
    let section = morphology.sections[index]
    if junctionVertex[section.start] < 0 {
      junctionVertex[section.start] = vertices.count
      vertices.append(Vertex(parent: -1, section: index, position: 0))
    }
    let first = junctionVertex[section.start]
    var stations = [LoweredCell.Station(position: 0, vertex: first, approach: .zero)]
    defer { self.stations[index] = stations }
    guard section.length.coherent > 0 else {
      // A sphere, or a ring between two points at one place: area without length.
      junctionVertex[section.end] = first
      try cover(first, index, section, from: 0, to: 0, before: false)
      if section.isSphere {
        vertices[first].cableDiameter = 2 * section.points[0].radius
      }
      return
    }
    for (p, q) in zip(positions, positions.dropFirst()) {
      let middle = p + (q - p) / 2
      let near = stations[stations.count - 1].vertex
      let resistivities = SIMD2(
        try resistivity(index, section, from: p, to: middle),
        try resistivity(index, section, from: middle, to: q))
      let approach =
        resistivities
        * SIMD2(
          section.axialIntegral(from: p, to: middle), section.axialIntegral(from: middle, to: q))
      let isLast = q == section.length.coherent
      let next = vertices.count
      vertices.append(
        Vertex(
          parent: near, coupling: 1 / approach.sum(), piece: q - p, section: index, position: q))
      if isLast { junctionVertex[section.end] = next }
      try cover(near, index, section, from: p, to: middle, before: false)
      try cover(next, index, section, from: middle, to: q, before: true)
      stations.append(.init(position: q, vertex: next, approach: approach))
    }
  }

  /// The axial resistivity of a half-edge, taken at its middle.
  private func resistivity(
    _ index: Int, _ section: Section, from: Double, to: Double
  ) throws(LoweringError) -> Double {
    let position = from + (to - from) / 2
    guard let found = coating.axoplasm.covering(section: index, at: position) else {
      preconditionFailure("the cell's own axoplasm is everywhere")
    }
    return try coating.axoplasm.values(
      of: found.covering, at: section.pathPoint(at: position), section: index, position: position)[
        0]
  }

  /// Lays one half-edge, and the membrane of its place, on a vertex; `before` where the half-edge
  /// is on the vertex's root side.
  private mutating func cover(
    _ vertex: Int, _ index: Int, _ section: Section, from: Double, to: Double, before: Bool
  ) throws(LoweringError) {
    let position = from + (to - from) / 2
    let place = section.pathPoint(at: position)
    let area =
      section.isSphere ? morphology.soma.area.coherent : section.lateralArea(from: from, to: to)
    let (a, b) = (section.pathPoint(at: from), section.pathPoint(at: to))
    // A half-edge runs away from its vertex.
    let (start, end) = before ? (b.centre, a.centre) : (a.centre, b.centre)
    halfEdges.append(
      HalfEdge(
        compartment: vertex, start: start, end: end, area: area, length: to - from,
        type: section.type))

    var changed = vertices[vertex]
    changed.area += area
    changed.length += to - from
    let thickness = place.diameter
    changed.cableDiameter = max(changed.cableDiameter, thickness)
    if before {
      changed.near = a.centre
    } else if thickness > changed.farDiameter {
      changed.far = b.centre
      changed.farDiameter = thickness
    }
    let ra = try resistivity(index, section, from: from, to: to)
    changed.weightedResistivity += ra * area
    guard let skin = coating.capacitance.covering(section: index, at: position) else {
      preconditionFailure("the cell's own capacitance is everywhere")
    }
    changed.capacitance +=
      area
      * (try coating.capacitance.values(
        of: skin.covering, at: place, section: index, position: position)[0])
    vertices[vertex] = changed

    for (kind, mechanism) in coating.mechanisms.enumerated() {
      guard let found = mechanism.covering(section: index, at: position) else { continue }
      let values = try mechanism.values(
        of: found.covering, at: place, section: index, position: position)
      let key = InstanceKey(
        vertex: vertex, covering: found.index,
        halfEdge: found.covering.staysApart ? halfEdges.count : 0)
      var instance =
        instances[kind][key]
        ?? Instance(area: 0, weighted: values.map { _ in 0 })
      instance.area += area
      for parameter in values.indices { instance.weighted[parameter] += area * values[parameter] }
      instances[kind][key] = instance
    }
  }
}

extension PathPoint {
  /// The place in space, µm.
  var centre: SIMD3<Double> { SIMD3(x, y, z) }
}
