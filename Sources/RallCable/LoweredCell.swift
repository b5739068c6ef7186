package import RallMembrane
package import RallModel
package import RallMorphology
package import RallNumerics
internal import RallUnits

/// A described cell as bare numbers: what the solver sees, and where each number came from.
///
/// Vertices stand in breadth-first order, parents before children. A compartment is a vertex with its
/// half-edges: its capacitance and its mechanisms are sums over them.
public struct LoweredCell: Sendable {
  /// The axial conductances, µS, as the off-diagonal of a tree matrix.
  package let axial: TreeMatrix
  /// Membrane capacitance of each compartment, nF; always positive.
  package let capacitance: [Double]
  /// Every mechanism, with all its instances.
  package let banks: [Bank]
  /// Where each compartment is; the columns of a recording of everything.
  package let columns: [Column]
  package let halfEdges: [HalfEdge]
  /// The stations of each section, root side first.
  package let stations: [[Station]]
  /// Path length from the root to each vertex, µm.
  package let depth: [Double]
  /// The shape that was lowered.
  package let morphology: Morphology
  /// The potential that every compartment starts from, mV.
  package let startPotential: Double
  /// The diameter of the cable at each vertex, µm; the thickest where sections meet.
  package let cableDiameter: [Double]
  /// Axial resistivity near each vertex, MΩ·µm, the mean of its half-edges by area.
  package let resistivity: [Double]
  /// What lies where, from which the half-edges are told one by one; of several cells that of the first,
  /// of a passive twin that of its model.
  let coating: Coating
  /// The space under the sheaths of double cables; nil where nothing is double.
  package var periaxonal: Periaxonal?
  /// The wrappings, by number, that are lumped models: one vertex a node and segment.
  package let lumpedWrappings: Set<Int>
  /// True where a lumped model, one vertex a segment, was cut finer than it is: another model then.
  public let refinesLumpedModel: Bool
  /// True of several cells side by side.
  package var isJoined = false

  /// How many compartments there are.
  public var count: Int { capacitance.count }

  /// The sum of the axial conductances at each vertex, µS: the diagonal that goes with `axial`.
  package var axialDiagonal: [Double] { axial.couplingSums }

  /// A vertex as a section sees it.
  package struct Station: Sendable, Hashable {
    /// Path length from the section's first point, µm.
    package let position: Double
    package let vertex: Int
    /// Where the part of the path begins that belongs to the vertex, µm: the middle of the piece, or the
    /// border of a lumped piece.
    package let border: Double
    /// Axial resistance from the station before to the border, and on to here, MΩ.
    package let approach: SIMD2<Double>
  }
}

extension LoweredCell {
  /// Where a potential is read: on a vertex, or between two.
  ///
  /// Between two vertices the steady potential of a cable without membrane is linear in axial
  /// resistance, so reading by resistance is second order in the length of the piece.
  package struct Probe: Sendable, Hashable {
    package let first: Int
    package let second: Int
    /// The share of `second`, 0 to 1; 0 on a vertex.
    package let share: Double

    package init(first: Int, second: Int, share: Double) {
      self.first = first
      self.second = second
      self.share = share
    }

    /// True where a vertex stands at the place itself.
    package var isVertex: Bool { share == 0 }

    /// The vertex that is nearer.
    package var nearest: Int { share > 0.5 ? second : first }

    @inline(always)
    package func read(_ values: UnsafePointer<Double>) -> Double {
      share == 0 ? values[first] : (1 - share) * values[first] + share * values[second]
    }
  }

  /// The probe at a place.
  package func probe(at place: Location) -> Probe {
    let stations = stations[place.section]
    let position = place.position.coherent
    let tolerance = Self.nearness(stations[stations.count - 1].position)
    var upper = stations.partitioningIndex { $0.position >= position - tolerance }
    upper = min(upper, stations.count - 1)
    let there = stations[upper]
    // Beyond the vertex of a lumped end piece all is at its potential.
    if upper == 0 || there.position - position <= tolerance {
      return Probe(first: there.vertex, second: there.vertex, share: 0)
    }
    let here = stations[upper - 1]
    let whole = there.approach[0] + there.approach[1]
    // Within a half-edge the resistance up to here is taken from the section's own frusta.
    let section = morphology.sections[place.section]
    let part: Double
    if position <= there.border {
      part =
        there.approach[0] * section.axialIntegral(from: here.position, to: position)
        / section.axialIntegral(from: here.position, to: there.border)
    } else {
      part =
        whole - there.approach[1] * section.axialIntegral(from: position, to: there.position)
        / section.axialIntegral(from: there.border, to: there.position)
    }
    return Probe(first: here.vertex, second: there.vertex, share: part / whole)
  }

  /// The vertex that an electrode at a place acts on: one that stands there, or in a lumped model that
  /// of the piece; nil where there is neither.
  package func electrode(at place: Location) -> Int? {
    let probe = probe(at: place)
    if probe.isVertex { return probe.first }
    let position = place.position.coherent
    guard let stretch = morphology.myelin?.stretch(section: place.section, at: position),
      lumpedWrappings.contains(stretch.wrapping)
    else { return nil }
    let stations = stations[place.section]
    let after = stations.partitioningIndex { $0.border > position }
    return stations[max(after - 1, 0)].vertex
  }

  /// How near two places on a section of this length may be before they are one, µm.
  package static func nearness(_ length: Double) -> Double { 1e-9 * max(length, 1) }

  /// Path length from the root to a place, µm.
  package func depth(of place: Location) -> Double {
    let first = stations[place.section][0]
    return depth[first.vertex] + place.position.coherent - first.position
  }

  /// The vertices on the way between two vertices, ends included.
  package func path(from: Int, to: Int) -> [Int] {
    var (up, down) = ([from], [to])
    // The larger index is never the other's ancestor, so it climbs.
    while up.last! != down.last! {
      if up.last! > down.last! {
        let above = axial.parent[up.last!]
        guard above >= 0 else { return [] }
        up.append(Int(above))
      } else {
        let above = axial.parent[down.last!]
        guard above >= 0 else { return [] }
        down.append(Int(above))
      }
    }
    return up + down.dropLast().reversed()
  }
}
