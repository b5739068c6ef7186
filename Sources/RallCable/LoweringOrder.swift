internal import RallMembrane
internal import RallModel
internal import RallMorphology
internal import RallNumerics
internal import RallUnits

extension Lowering {
  /// Puts the vertices in breadth-first order and hands everything over.
  func lowered() -> LoweredCell {
    let place = TreeMatrix.breadthFirst(parent: vertices.map { Int32($0.parent) })
    let n = vertices.count
    var old = [Int](repeating: 0, count: n)
    for (before, after) in place.enumerated() { old[Int(after)] = before }
    let ordered = old.map { vertices[$0] }
    func moved(_ vertex: Int) -> Int { vertex < 0 ? -1 : Int(place[vertex]) }

    var edges = halfEdges
    for index in edges.indices { edges[index].compartment = moved(edges[index].compartment) }
    edges.sort { $0.compartment < $1.compartment }

    return LoweredCell(
      axial: TreeMatrix(
        parent: ordered.map { Int32(moved($0.parent)) }, coupling: ordered.map(\.coupling)),
      capacitance: ordered.map(\.capacitance),
      banks: zip(coating.mechanisms, instances).map { bank($0, $1, place) },
      columns: ordered.enumerated().map { index, vertex in
        column(index, vertex, parent: moved(vertex.parent))
      },
      halfEdges: edges,
      stations: stations.map { stations in
        stations.map {
          .init(
            position: $0.position, vertex: moved($0.vertex), border: $0.border,
            approach: $0.approach)
        }
      },
      depth: depths(old), morphology: morphology, startPotential: startPotential,
      cableDiameter: ordered.map(\.cableDiameter),
      resistivity: ordered.map { $0.weightedResistivity / $0.area }, coating: coating,
      periaxonal: coating.sheathing.isDouble ? .init(ordered) : nil,
      lumpedWrappings: coating.sheathing.centred,
      refinesLumpedModel: coating.sheathing.isCentred && splitting > 1)
  }

  /// Path length from the root, in the new order, of which `old` gives the old numbers.
  private func depths(_ old: [Int]) -> [Double] {
    var depths = [Double](repeating: 0, count: vertices.count)
    for vertex in old {
      let here = vertices[vertex]
      depths[vertex] = (here.parent < 0 ? 0 : depths[here.parent]) + here.piece
    }
    return old.map { depths[$0] }
  }

  private var startPotential: Double {
    switch cell.start {
    case .voltage(let voltage): voltage.coherent
    // From where the search for the resting state sets out.
    case .rest: -65
    }
  }

  /// All instances of one mechanism, in the order of their vertices.
  private func bank(
    _ kind: Coating.Kind, _ instances: [InstanceKey: Instance], _ place: [Int32]
  ) -> Bank {
    guard let kernel = kind.kernel else {
      preconditionFailure("a mechanism has a kernel")
    }
    let sorted = instances.sorted {
      let (a, b) = ($0.key, $1.key)
      return (place[a.vertex], a.covering, a.halfEdge) < (place[b.vertex], b.covering, b.halfEdge)
    }
    return Bank(
      kernel, vertex: sorted.map { place[$0.key.vertex] }, area: sorted.map(\.value.area),
      parameters: kind.parameters.indices.map { parameter in
        sorted.map { key, instance in
          // Where nothing varies the parameter itself, not a quotient that has lost a bit.
          let expression = kind.coverings[key.covering].parameters[parameter]
          return expression.isUniform
            ? expression.value(at: .anywhere) : instance.weighted[parameter] / instance.area
        }
      },
      celsius: cell.temperature.celsius)
  }

  /// What a vertex looks like in a report.
  private func column(_ index: Int, _ vertex: Vertex, parent: Int) -> Column {
    let section = morphology.sections[vertex.section]
    let whole = section.length.coherent
    let here = section.pathPoint(at: vertex.position)
    let length = vertex.length
    return Column(
      compartment: index, isProbe: false, section: vertex.section,
      sectionPosition: whole > 0 ? vertex.position / whole : (section.isSphere ? 0.5 : 0),
      type: section.type, parent: parent,
      sample: sample(of: section, at: vertex.position),
      centre: here.centre, near: vertex.near ?? here.centre, far: vertex.far ?? here.centre,
      diameter: length > 0 ? vertex.area / (.pi * length) : vertex.cableDiameter, length: length,
      area: vertex.area, pathDistance: here.distance)
  }

  /// The id of the sample that stands at a position; −1 where none does.
  private func sample(of section: Section, at position: Double) -> Int {
    let nearness = LoweredCell.nearness(section.length.coherent)
    let index = section.arc.partitioningIndex { $0 >= position - nearness }
    guard index < section.arc.count, abs(section.arc[index] - position) <= nearness else {
      return -1
    }
    return section.points[index].sample ?? -1
  }
}

extension PathPoint {
  /// The place at which a uniform expression is evaluated.
  fileprivate static let anywhere = PathPoint(
    distance: 0, diameter: 0, x: 0, y: 0, z: 0, order: 0)
}
