import RallUnits

extension Region {
  /// The stretches of a morphology that lie in this region.
  ///
  /// Comparisons are linear along each frustum, and cut it exactly where they are met. `<` and `<=`
  /// differ only where a whole stretch equals the bound. An empty result is no error here.
  /// Complexity: linear in the points, for each operation.
  public func intervals(on morphology: Morphology) throws(RegionError) -> Intervals {
    switch self {
    case .all: return morphology.sections { _ in true }
    case .soma: return morphology.sections(where: morphology.isSoma)
    case .axon: return morphology.sections { $0.type == 2 }
    case .basal: return morphology.sections { $0.type == 3 }
    case .apical: return morphology.sections { $0.type == 4 }
    case .dendrites: return morphology.sections { $0.type == 3 || $0.type == 4 }
    case .type(let type): return morphology.sections { $0.type == type }
    case .nodes, .internodes:
      guard let myelin = morphology.myelin else { throw .noMyelin }
      return myelin.intervals(on: morphology) { $0.part.isSheathed == (self == .internodes) }
    case .section(let number):
      let count = morphology.sections.count
      guard morphology.sections.indices.contains(number) else {
        throw .noSuchSection(number, count: count)
      }
      return Intervals(on: morphology) { index, section in index == number ? [section.span] : [] }
    case .subtree(let site):
      let locations: [Location]
      do throws(SiteError) { locations = try site.locations(on: morphology) } catch {
        throw .site(error)
      }
      return morphology.beyond(locations)
    case .not(let region): return try region.intervals(on: morphology).complement
    case .and(let a, let b):
      return try a.intervals(on: morphology).intersection(b.intervals(on: morphology))
    case .or(let a, let b):
      return try a.intervals(on: morphology).union(b.intervals(on: morphology))
    case .compare(let variable, let comparison, let bound):
      return Intervals(on: morphology) { _, section in
        section.spans(where: variable, comparison, bound)
      }
    case .distance(let region, let comparison, let length):
      let paths = RegionPaths(through: try region.intervals(on: morphology), of: morphology)
      var spans = [[Span]](repeating: [], count: morphology.sections.count)
      for run in paths.runs {
        spans[run.section] += run.span.part(
          whereDistance: run.entered, comparison, length.coherent)
      }
      return Intervals(on: morphology) { index, _ in spans[index] }
    case .named(_, let region): return try region.intervals(on: morphology)
    }
  }
}

extension Span {
  /// The part in which a distance, `start` at the near end and growing with the path, compares with
  /// a bound.
  fileprivate func part(
    whereDistance start: Double, _ comparison: Comparison, _ bound: Double
  ) -> [Span] {
    if length == 0 { return comparison.holds(start, bound) ? [self] : [] }
    let cut = min(max(from + (bound - start), from), to)
    return [comparison.isBelow ? Span(from: from, to: cut) : Span(from: cut, to: to)]
  }
}

extension Section {
  /// The whole section.
  fileprivate var span: Span { Span(from: 0, to: length.coherent) }

  /// The stretches in which a path variable compares with a bound.
  fileprivate func spans(
    where variable: PathVariable, _ comparison: Comparison, _ bound: Double
  ) -> [Span] {
    if variable == .order || (variable == .distance && order == 0) {
      return comparison.holds(variable == .order ? Double(order) : 0, bound) ? [span] : []
    }
    if variable == .distance {
      return span.part(whereDistance: startDistance.coherent, comparison, bound)
    }
    if span.length == 0 {
      return comparison.holds(pathPoint(at: 0)[variable], bound) ? [span] : []
    }
    let value = { (point: Point) -> Double in
      switch variable {
      case .x: point.x
      case .y: point.y
      case .z: point.z
      default: 2 * point.radius
      }
    }
    var spans: [Span] = []
    for index in points.indices.dropLast() where arc[index] < arc[index + 1] {
      let (a, b) = (value(points[index]), value(points[index + 1]))
      var (from, to) = (arc[index], arc[index + 1])
      switch (comparison.holds(a, bound), comparison.holds(b, bound)) {
      case (true, true): break
      case (false, false): continue
      case (true, false): to = from + (to - from) * ((bound - a) / (b - a))
      case (false, true): from = from + (to - from) * ((bound - a) / (b - a))
      }
      spans.append(Span(from: from, to: to))
    }
    return spans
  }
}

extension Morphology {
  /// Whole sections by what they are.
  fileprivate func sections(where belongs: (Section) -> Bool) -> Intervals {
    Intervals(on: self) { _, section in belongs(section) ? [section.span] : [] }
  }

  /// Everything beyond any of the given places, seen from the root.
  fileprivate func beyond(_ locations: [Location]) -> Intervals {
    var spans = [[Span]](repeating: [], count: sections.count)
    var roots: Set<Int> = []
    for location in locations {
      let section = sections[location.section]
      let position = location.position.coherent
      spans[location.section].append(Span(from: position, to: section.length.coherent))
      if section.parent == nil, position == 0 { roots.insert(section.start) }
    }
    var whole = sections.map { roots.contains($0.start) }
    for index in rootFirst {
      guard let parent = sections[index].parent else { continue }
      let hangsOnEnd = sections[index].start == sections[parent].end
      if hangsOnEnd, whole[parent] || !spans[parent].isEmpty { whole[index] = true }
    }
    return Intervals(on: self) { index, section in whole[index] ? [section.span] : spans[index] }
  }
}
