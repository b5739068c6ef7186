import RallMorphology
import RallUnits

/// The steps from samples to a morphology.
struct NeuronMaker {
  let options: ReadingOptions
  var samplesByType: [Int: Int] = [:]
  var droppedEdges = (count: 0, length: 0.0)

  init(options: ReadingOptions) { self.options = options }

  mutating func neuron(of file: SWCFile, log: inout DiagnosticLog) -> Morphology? {
    guard options.scale > 0, options.scale <= 1e9 else {
      log.error(
        .badScale, line: nil,
        "the scale is \(options.scale); a number above 0 and up to 1e9 was expected")
      return nil
    }
    guard var tree = RootChoice.tree(of: file, options, log: &log) else { return nil }
    ForkEndMarking.resolve(&tree, log: &log)
    guard count(tree, log: &log) else { return nil }
    let somaSamples = samplesByType[1] ?? 0
    var piece = SomaPiece()
    if options.soma != .literal { piece = SomaPiece(in: &tree, log: &log) }
    let rule = SomaShape.rule(options.soma, for: piece, in: tree, log: &log)
    guard let rule else { return nil }
    Plausibility(tree: tree, isLiteral: rule == .literal).look(&log)
    ZeroRadius.settle(
      &tree, rule: rule, repair: options.repair.contains(.zeroRadius), log: &log)

    let shape = SomaShape(rule, of: piece, in: tree)
    let builder = SectionBuilder(
      tree, soma: shape, piece: piece, keepsSomaEdges: options.somaEdges == .keep)
    droppedEdges = builder.droppedEdges
    let sections = builder.numbered()
    guard !sections.isEmpty else {
      log.error(
        .noExtent, line: tree.samples.first?.line,
        "nothing has a length: \(counted(tree.samples.count, "sample")) and no frustum")
      return nil
    }
    say(builder.singles, in: tree, log: &log)
    duplicates(in: sections, of: tree, log: &log)
    if rule == .frusta, !tree.isSoma.contains(false) {
      log.warning(
        .onlySoma, line: nil,
        "every sample is of type 1, so all is soma; soma: literal ignores the types")
    }
    var morphology = Morphology(
      sections: sections, junctionCount: builder.junctionCount, soma: .none)
    morphology.soma = soma(
      rule, samples: somaSamples, absorbed: builder.absorbed, piece: piece, tree: tree,
      in: morphology)
    return morphology
  }

  /// Types in one neuron: each is looked at on all of it.
  private static let mostTypes = 100

  /// Counts the samples of each type; false where there are too many types.
  private mutating func count(_ tree: SampleTree, log: inout DiagnosticLog) -> Bool {
    for (sample, type) in zip(tree.samples, tree.types) {
      samplesByType[type, default: 0] += 1
      guard samplesByType.count <= Self.mostTypes else {
        log.error(
          .tooManyTypes, line: sample.line,
          "type \(type) is one more than the \(Self.mostTypes) that a neuron may have; is this a column "
            + "of something else?")
        return false
      }
    }
    return true
  }

  private func soma(
    _ rule: Soma.Rule, samples: Int, absorbed: [Int], piece: SomaPiece, tree: SampleTree,
    in morphology: Morphology
  ) -> Soma {
    let isSoma = { (section: Section) in
      rule == .literal ? section.type == 1 : section.order == 0
    }
    let area = morphology.sections.reduce(Area.zero) { $0 + (isSoma($1) ? $1.area : .zero) }
    var site: Location?
    switch rule {
    case .none: break
    case .sphere, .contour: site = Location(section: 0, position: .zero)
    case .frusta: site = middle(of: piece.samples, in: tree, of: morphology)
    case .literal:
      let typed = tree.samples.indices.filter { tree.types[$0] == 1 }
      site = middle(of: typed, in: tree, of: morphology)
    }
    return Soma(rule: rule, samples: samples, area: area, site: site, absorbed: absorbed)
  }

  /// The sample nearest to the centroid of the area.
  private func middle(
    of samples: [Int], in tree: SampleTree, of morphology: Morphology
  ) -> Location? {
    guard let first = samples.first else { return nil }
    let centre = Centroid.ofArea(samples, in: tree).0 ?? tree.point(first)
    let distances = samples.map { centre.distance(to: tree.point($0)) }
    let nearest = samples[distances.indices.min { distances[$0] < distances[$1] }!]
    return morphology.location(ofSample: tree.samples[nearest].id)
  }

  private func say(_ singles: [Int], in tree: SampleTree, log: inout DiagnosticLog) {
    for index in singles {
      log.warning(
        .singleSampleNeurite, line: tree.samples[index].line,
        "sample \(tree.samples[index].id) is a whole neurite; it keeps its edge to the soma")
    }
  }

  /// Points of the neuron that stand where the one before them stands.
  private func duplicates(in sections: [Section], of tree: SampleTree, log: inout DiagnosticLog) {
    var ids: Set<Int> = []
    for section in sections {
      for index in section.points.indices.dropLast()
      where section.arc[index] == section.arc[index + 1] {
        if let id = section.points[index + 1].sample { ids.insert(id) }
      }
    }
    guard let first = tree.samples.first(where: { ids.contains($0.id) }) else { return }
    let count = counted(ids.count, "sample")
    if options.repair.contains(.duplicatePoints) {
      log.warning(
        .duplicatePoints, line: first.line,
        "\(count) that \(ids.count == 1 ? "stands where its parent stands was" : "stand where their parents stand were")"
          + " joined, the first sample \(first.id)")
    } else {
      log.error(
        .duplicatePoints, line: first.line,
        "sample \(first.id) stands where its parent stands (\(count) \(ids.count == 1 ? "does" : "do")); "
          + "list duplicate_points under repair to join them")
    }
  }
}
