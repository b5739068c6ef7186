import RallUnits

/// The ways through a region: for each stretch of it, how far the path has come since the region
/// was entered, seen from the root.
struct RegionPaths {
  /// A stretch of one section within the region.
  struct Run {
    var section: Int
    var span: Span
    /// Path length from the entry of the region to the start of the stretch, in µm.
    var entered: Double
    /// The run that this one continues; nil where the region is entered.
    var previous: Int?

    /// Path length from the entry to the far end.
    var left: Double { entered + span.length }
  }

  private(set) var runs: [Run] = []

  init(through region: Intervals, of morphology: Morphology) {
    var atStart = [Int?](repeating: nil, count: morphology.sections.count)
    var atEnd = atStart
    for index in morphology.rootFirst {
      let section = morphology.sections[index]
      var before: Int?
      if let parent = section.parent {
        let hangsOnEnd = section.start == morphology.sections[parent].end
        before = hangsOnEnd ? atEnd[parent] : atStart[parent]
        // On a parent's first point no path has yet been run through the parent.
        if !hangsOnEnd { before = before.flatMap { runs[$0].previous } }
      }
      for span in region[index] {
        let previous = span.from == 0 ? before : nil
        if span.from == 0 { atStart[index] = runs.count }
        if span.to == section.length.coherent { atEnd[index] = runs.count }
        runs.append(
          Run(
            section: index, span: span, entered: previous.map { runs[$0].left } ?? 0,
            previous: previous))
      }
    }
  }

  /// The last run of the longest path; nil where the region is empty.
  var longest: Int? { runs.indices.max { runs[$0].left < runs[$1].left } }
}
