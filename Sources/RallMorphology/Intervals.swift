public import RallUnits

/// A stretch of one section, by path length from its first point, in µm.
public struct Span: Sendable, Hashable {
  /// The end towards the root.
  public var from: Double
  /// The end away from the root.
  public var to: Double

  /// A stretch between two positions.
  public init(from: Double, to: Double) {
    self.from = from
    self.to = to
  }

  /// From end to end.
  public var length: Double { to - from }
}

/// The stretches of a morphology that a region covers.
///
/// For each section they are sorted and disjoint, and two that would touch are one. A section with
/// length holds no stretch without length; a section without length is covered by `0...0` or not.
public struct Intervals: Sendable, Hashable {
  /// The stretches of each section.
  public let sections: [[Span]]
  /// The length of each section, in µm.
  let lengths: [Double]

  /// The stretches that `spans` gives for each section, in any order, overlapping or not.
  init(on morphology: Morphology, spans: (Int, Section) -> [Span]) {
    lengths = morphology.sections.map { $0.length.coherent }
    sections = morphology.sections.enumerated().map { index, section in
      Intervals.joined(spans(index, section), length: section.length.coherent)
    }
  }

  private init(sections: [[Span]], lengths: [Double]) {
    self.sections = sections
    self.lengths = lengths
  }

  /// The stretches of one section.
  public subscript(section: Int) -> [Span] { sections[section] }

  /// True where the region covers nothing at all.
  public var isEmpty: Bool { sections.allSatisfy(\.isEmpty) }

  /// The path length that is covered.
  public var length: Length {
    Length(coherent: sections.reduce(0) { $1.reduce($0) { $0 + $1.length } })
  }

  /// True of a place within a stretch or at one of its ends.
  public func contains(_ location: Location) -> Bool {
    let position = location.position.coherent
    return sections[location.section].contains { $0.from <= position && position <= $0.to }
  }

  /// The sections and parts of sections that are not covered.
  public var complement: Intervals {
    Intervals(
      sections: zip(sections, lengths).map { spans, length in
        guard length > 0 else { return spans.isEmpty ? [Span(from: 0, to: 0)] : [] }
        var rest: [Span] = []
        var from = 0.0
        for span in spans {
          if from < span.from { rest.append(Span(from: from, to: span.from)) }
          from = span.to
        }
        if from < length { rest.append(Span(from: from, to: length)) }
        return rest
      }, lengths: lengths)
  }

  /// What either covers.
  public func union(_ other: Intervals) -> Intervals {
    Intervals(
      sections: zip(zip(sections, other.sections), lengths).map {
        Intervals.joined($0.0 + $0.1, length: $1)
      }, lengths: lengths)
  }

  /// What both cover.
  public func intersection(_ other: Intervals) -> Intervals {
    Intervals(
      sections: zip(zip(sections, other.sections), lengths).map { pair, length in
        var common: [Span] = []
        var (i, j) = (0, 0)
        while i < pair.0.count, j < pair.1.count {
          let (a, b) = (pair.0[i], pair.1[j])
          let (from, to) = (max(a.from, b.from), min(a.to, b.to))
          if from < to || length == 0 { common.append(Span(from: from, to: to)) }
          if a.to < b.to { i += 1 } else { j += 1 }
        }
        return common
      }, lengths: lengths)
  }

  /// Sorted, disjoint, cut at the ends of the section.
  private static func joined(_ spans: [Span], length: Double) -> [Span] {
    guard length > 0 else { return spans.isEmpty ? [] : [Span(from: 0, to: 0)] }
    var result: [Span] = []
    for span in spans.sorted(by: { $0.from < $1.from }) {
      let (from, to) = (max(span.from, 0), min(span.to, length))
      guard from < to else { continue }
      if let last = result.indices.last, from <= result[last].to {
        result[last].to = max(result[last].to, to)
      } else {
        result.append(Span(from: from, to: to))
      }
    }
    return result
  }
}

extension Intervals: CustomStringConvertible {
  /// How much is covered, of how many sections: `3 sections, 120 um`.
  public var description: String {
    let count = sections.count { !$0.isEmpty }
    return "\(count) section\(count == 1 ? "" : "s"), \(length)"
  }
}
