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
  /// The cell's wrappings are laid on the neuron first. Each node and segment of a lumped model, one
  /// that `isCentred`, is a single compartment around its middle, which no electrode and no division
  /// changes.
  ///
  /// Each piece of the division is cut into `splitting` once more, so that meshes that differ by this
  /// alone differ by exactly as much everywhere.
  ///
  /// - Complexity: O((n + m) log m) for n points and m compartments.
  public init(
    _ cell: Cell, _ bare: Morphology, division: Division, electrodes: [Site] = [],
    splitting: Int = 1
  ) throws(LoweringError) {
    let morphology: Morphology
    do { morphology = try cell.wrapped(bare) } catch {
      throw .myelin(wrapping: error.wrapping, error.reason)
    }
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
  let splitting: Int
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
    /// Axial conductance of the periaxonal space to the parent, µS.
    var periaxonalCoupling = 0.0
    var sheathCapacitance = 0.0
    var sheathConductance = 0.0
    var sheathDrive = 0.0
    /// True where all half-edges so far are under a sheath.
    var isSheathed = true
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
    splitting: Int, memory: Int = MemoryNeed.machine
  ) throws(LoweringError) {
    guard division.hasMeaning else { throw .division(division) }
    self.cell = cell
    self.morphology = morphology
    coating = try Coating(cell, on: morphology)
    junctionVertex = Array(repeating: -1, count: morphology.junctionCount)
    instances = coating.mechanisms.map { _ in [:] }
    self.splitting = splitting
    var cuts = coating.cuts
    for place in fixed { cuts[place.section].append(place.position.coherent) }
    let ends = LumpedEnds(of: morphology, coating.sheathing)
    var meshes: [Mesh] = []
    meshes.reserveCapacity(morphology.sections.count)
    var count = 0
    for (index, section) in morphology.sections.enumerated() {
      try checkThickness(of: index)
      let mesh = try Mesh(
        section, index, cuts: cuts[index], division, coating, splitting: splitting,
        ends: ends[section])
      count += mesh.count
      guard count <= Self.limit else { throw .tooMany(count) }
      meshes.append(mesh)
    }
    let bytes = MemoryNeed.bytes(compartments: count, mechanisms: coating.mechanisms)
    guard bytes <= memory else { throw .memory(compartments: count, bytes: bytes, limit: memory) }
    for index in sectionsFromTheRoot() { try lay(index, meshes[index].sites) }
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
  private mutating func lay(_ index: Int, _ sites: [Mesh.Site]) throws(LoweringError) {
    let section = morphology.sections[index]
    let first = firstVertex(of: section, index, at: sites.first?.position ?? 0)
    defer {
      if stations[index].isEmpty {
        stations[index] = [.init(position: 0, vertex: first, border: 0, approach: .zero)]
      }
    }
    guard section.length.coherent > 0 else {
      // A sphere, or a ring between two points at one place: area without length.
      junctionVertex[section.end] = first
      try cover(first, index, section, from: 0, to: 0, before: false)
      if section.isSphere {
        vertices[first].cableDiameter = 2 * section.points[0].radius
      }
      return
    }
    var vertex = first
    for (number, site) in sites.enumerated() {
      var approach = SIMD2<Double>.zero
      if number > 0 {
        let before = sites[number - 1]
        approach = SIMD2(
          try resistance(index, section, from: before.position, to: site.from),
          try resistance(index, section, from: site.from, to: site.position))
        vertices.append(
          Vertex(
            parent: vertex, coupling: 1 / approach.sum(), piece: site.position - before.position,
            section: index, position: site.position))
        vertex = vertices.count - 1
        vertices[vertex].periaxonalCoupling = periaxonalCoupling(index, section, before, site)
      }
      if site.from < site.position {
        try cover(vertex, index, section, from: site.from, to: site.position, before: true)
      }
      if site.position < site.to {
        try cover(vertex, index, section, from: site.position, to: site.to, before: false)
      }
      stations[index].append(
        .init(position: site.position, vertex: vertex, border: site.from, approach: approach))
    }
    junctionVertex[section.end] = vertex
  }

  /// The vertex that a section's first site is: that of its junction, which is new at a root.
  private mutating func firstVertex(of section: Section, _ index: Int, at position: Double) -> Int {
    if junctionVertex[section.start] < 0 {
      junctionVertex[section.start] = vertices.count
      vertices.append(Vertex(parent: -1, piece: position, section: index, position: position))
    }
    return junctionVertex[section.start]
  }

  /// The axial resistance of a half-edge, MΩ.
  private func resistance(
    _ index: Int, _ section: Section, from: Double, to: Double
  ) throws(LoweringError) -> Double {
    guard from < to else { return 0 }
    return try resistivity(index, section, from: from, to: to)
      * section.axialIntegral(from: from, to: to)
  }

  /// The axial conductance of the periaxonal space between two vertices, µS; 0 where neither has a
  /// sheath.
  private func periaxonalCoupling(
    _ index: Int, _ section: Section, _ near: Mesh.Site, _ far: Mesh.Site
  ) -> Double {
    let halves = [(near.position, far.from), (far.from, far.position)].filter { $0 < $1 }
    let isSheathed = halves.contains { from, to in
      coating.sheathing.place(section: index, at: from + (to - from) / 2)?.sheath != nil
    }
    guard isSheathed else { return 0 }
    return 1
      / halves.reduce(0) {
        $0 + coating.sheathing.periaxonalResistance(index, section, from: $1.0, to: $1.1)
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
    if let around = coating.sheathing.place(section: index, at: position)?.sheath {
      let conductance = area * around.conductance.value(at: place)
      changed.sheathCapacitance += area * around.capacitance.value(at: place)
      changed.sheathConductance += conductance
      changed.sheathDrive += conductance * around.reversal
    } else {
      changed.isSheathed = false
    }
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
