import RallUnits

extension Site {
  /// The places of a morphology that this site names; never empty.
  public func locations(on morphology: Morphology) throws(SiteError) -> [Location] {
    switch self {
    case .soma:
      guard let site = morphology.soma.site else { throw .noSoma }
      return [site]
    case .swc(let id):
      guard let location = morphology.location(ofSample: id) else { throw .unknownSample(id) }
      return [location]
    case .section(let number, let fraction):
      guard morphology.sections.indices.contains(number) else {
        throw .noSuchSection(number, count: morphology.sections.count)
      }
      guard (0...1).contains(fraction) else { throw .fractionOutside(section: number, fraction) }
      return [Location(section: number, position: fraction * morphology.sections[number].length)]
    case .at(let length, let region):
      return [try morphology.location(at: length, along: region)]
    case .tips(let region):
      let covered = try region.covered(on: morphology)
      let tips = morphology.tips.filter(covered.contains)
      guard !tips.isEmpty else { throw .noTips(region) }
      return tips
    case .forks(let region):
      let covered = try region.covered(on: morphology)
      let forks = morphology.forks.filter(covered.contains)
      guard !forks.isEmpty else { throw .noForks(region) }
      return forks
    case .nodes:
      guard let myelin = morphology.myelin else { throw .noMyelin }
      return myelin.nodes.map(\.place)
    case .node(let number):
      guard let myelin = morphology.myelin else { throw .noMyelin }
      guard myelin.nodes.indices.contains(number) else {
        throw .noSuchNode(number, count: myelin.nodes.count)
      }
      return [myelin.nodes[number].place]
    case .all: throw .everyVertex
    }
  }
}

extension Region {
  /// The stretches of the region, which are some.
  fileprivate func covered(on morphology: Morphology) throws(SiteError) -> Intervals {
    let intervals: Intervals
    do throws(RegionError) { intervals = try self.intervals(on: morphology) } catch {
      throw .region(error)
    }
    guard !intervals.isEmpty else { throw .emptyRegion(self) }
    return intervals
  }
}

extension Morphology {
  /// Where a sample of the file stands.
  ///
  /// A sample on a fork ends the parent's section and starts those of the children: it is the end.
  package func location(ofSample id: Int) -> Location? {
    var start: Location?
    for (index, section) in sections.enumerated() {
      for (point, position) in zip(section.points, section.arc) where point.sample == id {
        let location = Location(section: index, position: Length(coherent: position))
        if position > 0 || section.isSphere { return location }
        start = start ?? location
      }
    }
    return start ?? (soma.absorbed.contains(id) ? soma.site : nil)
  }

  /// The place at a path length from where the region is entered, on its longest path.
  fileprivate func location(at length: Length, along region: Region) throws(SiteError) -> Location {
    guard length >= .zero else { throw .noPathLength(length) }
    let paths = RegionPaths(through: try region.covered(on: self), of: self)
    guard var index = paths.longest else { throw .emptyRegion(region) }
    let longest = paths.runs[index].left
    guard length.coherent <= longest else {
      throw .beyond(length, region, longest: Length(coherent: longest))
    }
    while length.coherent < paths.runs[index].entered, let previous = paths.runs[index].previous {
      index = previous
    }
    let run = paths.runs[index]
    let position = min(run.span.from + (length.coherent - run.entered), run.span.to)
    return Location(section: run.section, position: Length(coherent: position))
  }
}
