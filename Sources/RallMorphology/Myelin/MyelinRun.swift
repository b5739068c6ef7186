import RallUnits

/// A way through a wrapped region without forks: from an entry or a fork to a fork, a tip or an exit,
/// over as many sections as follow one another.
struct MyelinRun {
  /// What stands at an end of a run.
  enum End: Hashable {
    /// A node of its own, all of it within the run.
    case node
    /// Half of a node that lies on a junction where the neurite forks.
    case fork(junction: Int)
  }

  /// The parts of sections, root side first.
  private(set) var parts: [(section: Int, span: Span)]
  let start: End
  var end = End.node
  /// The run that this one branches off from.
  let previous: Int?

  init(section: Int, span: Span, start: End, previous: Int?) {
    parts = [(section, span)]
    self.start = start
    self.previous = previous
  }

  mutating func append(section: Int, span: Span) { parts.append((section, span)) }

  /// From end to end, µm.
  var length: Double { parts.reduce(0) { $0 + $1.span.length } }

  /// The place at a path length from the start of the run, µm.
  func place(at distance: Double) -> Location {
    var left = distance
    for part in parts.dropLast() {
      if left < part.span.length {
        return Location(section: part.section, position: Length(coherent: part.span.from + left))
      }
      left -= part.span.length
    }
    let last = parts[parts.count - 1]
    let position = min(last.span.from + left, last.span.to)
    return Location(section: last.section, position: Length(coherent: position))
  }

  /// The parts of sections between two path lengths from the start of the run, µm.
  func spans(from: Double, to: Double) -> [(section: Int, span: Span)] {
    var spans: [(section: Int, span: Span)] = []
    var entered = 0.0
    for (number, part) in parts.enumerated() {
      let left = entered + part.span.length
      let isLast = number == parts.count - 1
      if from < left, to > entered {
        let low = from <= entered ? part.span.from : part.span.from + (from - entered)
        // The end of the last part is the run's own end, whatever the sum of lengths came to.
        let high =
          to >= left || (isLast && to == length) ? part.span.to : part.span.from + (to - entered)
        if low < high { spans.append((part.section, Span(from: low, to: high))) }
      }
      entered = left
    }
    return spans
  }
}

extension MyelinRun {
  /// All runs of a region, each after the one that it branches off from.
  static func all(of region: Intervals, in morphology: Morphology) -> [MyelinRun] {
    // How many cables meet at each junction, and how many of the region leave it.
    var meeting = [Int](repeating: 0, count: morphology.junctionCount)
    var leaving = meeting
    for (index, section) in morphology.sections.enumerated() {
      if section.isSphere { meeting[section.start] += 1 }
      guard section.length.coherent > 0 else { continue }
      meeting[section.start] += 1
      meeting[section.end] += 1
      if region[index].first?.from == 0 { leaving[section.start] += 1 }
    }
    var runs: [MyelinRun] = []
    var arriving = [Int?](repeating: nil, count: morphology.junctionCount)
    for index in morphology.rootFirst {
      let section = morphology.sections[index]
      let whole = section.length.coherent
      for span in region[index] where whole > 0 {
        let before = span.from == 0 ? arriving[section.start] : nil
        if let before, meeting[section.start] == 2 {
          runs[before].append(section: index, span: span)
          runs[before].end = .node
        } else {
          let isRootFork = span.from == 0 && section.parent == nil && leaving[section.start] > 1
          runs.append(
            MyelinRun(
              section: index, span: span,
              start: before != nil || isRootFork ? .fork(junction: section.start) : .node,
              previous: before))
        }
        guard span.to == whole else { continue }
        let run = before.flatMap { meeting[section.start] == 2 ? $0 : nil } ?? runs.count - 1
        arriving[section.end] = run
        if leaving[section.end] > 0, meeting[section.end] > 2 {
          runs[run].end = .fork(junction: section.end)
        }
      }
    }
    return runs
  }
}
