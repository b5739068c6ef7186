internal import RallCable
internal import RallModel
package import RallMorphology
internal import RallNumerics
internal import RallUnits

/// How far a sine of one frequency reaches in each place of a cell, by the cable in that place alone.
package struct LocalReach: Sendable {
  /// A half-edge.
  struct Piece: Sendable {
    let vertex: Int
    let section: Int
    let span: Span
    /// √d/λ, 1/µm^½; 0 where nothing decays.
    let rate: Double
    /// True where the membrane drives a potential on instead of letting it decay.
    let isUnstable: Bool
  }

  /// What a region comes to.
  package struct Summary: Sendable {
    /// The mean over the path, the least and the largest length constant, µm; nil where no place has one.
    package let lengthConstant: (mean: Double, least: Double, most: Double)?
    /// How much cable has one, µm.
    package let length: Double
    /// How much cable has none, µm.
    package let without: Double
    /// True where some of that has a membrane whose slope conductance is negative.
    package let isUnstable: Bool
  }

  private let cell: LoweredCell
  private let pieces: [Piece]

  init(of cell: LoweredCell, _ pieces: [Piece]) {
    self.cell = cell
    self.pieces = pieces
  }

  /// The length constant of each vertex, µm: the mean over its own half-edges by length, each with its
  /// own. Nil where none of them has one, and of a sphere, which is no cable.
  package var vertices: [Double?] {
    var (sums, lengths) = (
      [Double](repeating: 0, count: cell.count), [Double](repeating: 0, count: cell.count)
    )
    for piece in pieces where piece.rate > 0 && !isSphere(piece.vertex) {
      sums[piece.vertex] += integral(piece, piece.span)
      lengths[piece.vertex] += piece.span.length
    }
    return zip(sums, lengths).map { $1 > 0 ? $0 / $1 : nil }
  }

  /// The same for a map, NaN where there is none.
  package var mapped: [Double] { vertices.map { $0 ?? .nan } }

  /// What the half-edges within a region come to, and of those that reach out of it the part inside.
  package func summary(in places: Intervals) -> Summary {
    var (sum, length, without) = (0.0, 0.0, 0.0)
    var (least, most) = (Double.infinity, 0.0)
    var isUnstable = false
    for piece in pieces {
      let section = cell.morphology.sections[piece.section]
      // A border that a vertex stands on to rounding leaves no sliver of the other side.
      let nearness = LoweredCell.nearness(section.length.coherent)
      let spans = places[piece.section]
      let first = spans.partitioningIndex { $0.to > piece.span.from }
      for span in spans[first...].prefix(while: { $0.from < piece.span.to }) {
        let part = Span(
          from: max(span.from, piece.span.from), to: min(span.to, piece.span.to))
        guard part.length > min(nearness, piece.span.length / 2) else { continue }
        guard piece.rate > 0 else {
          without += part.length
          isUnstable = isUnstable || piece.isUnstable
          continue
        }
        let diameters = section.diameters(from: part.from, to: part.to)
        sum += integral(piece, part)
        length += part.length
        least = min(least, diameters.least.squareRoot() / piece.rate)
        most = max(most, diameters.most.squareRoot() / piece.rate)
      }
    }
    return Summary(
      lengthConstant: length > 0 ? (sum / length, least, most) : nil, length: length,
      without: without, isUnstable: isUnstable)
  }

  /// ∫λ ds over a part of a half-edge, µm².
  private func integral(_ piece: Piece, _ part: Span) -> Double {
    cell.morphology.sections[piece.section].rootDiameterIntegral(from: part.from, to: part.to)
      / piece.rate
  }

  /// True of the one vertex of a spherical soma.
  private func isSphere(_ vertex: Int) -> Bool {
    cell.morphology.sections[cell.columns[vertex].section].isSphere
  }
}
