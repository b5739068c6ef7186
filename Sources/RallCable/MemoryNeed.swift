internal import RallModel
internal import RallMorphology

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// How much memory lowering takes at its peak, told before any of it is taken.
package enum MemoryNeed {
  /// Bytes for so many compartments with so many mechanisms, each with its parameters.
  ///
  /// What is counted is held at one time: vertices before and after they are put in order, and as much
  /// room again as an array keeps that has grown; half-edges, stations and columns; instances in their
  /// dictionaries with one array each. Two million compartments of a cylinder took 1242 bytes each
  /// without mechanisms and 1702 with two.
  static func bytes(compartments: Int, mechanisms: [Coating.Kind]) -> Int {
    let vertex = 3 * MemoryLayout<Lowering.Vertex>.stride + MemoryLayout<Column>.stride
    let edges = 2 * MemoryLayout<HalfEdge>.stride
    let stations = 2 * MemoryLayout<LoweredCell.Station>.stride
    // A dictionary is at most three quarters full and doubles as it grows; an array has a header.
    let instances = mechanisms.reduce(0) { sum, kind in
      let entry = MemoryLayout<Lowering.InstanceKey>.stride + MemoryLayout<Lowering.Instance>.stride
      return sum + 3 * entry + 32 + 24 * kind.parameters.count
    }
    let (bytes, overflow) = compartments.multipliedReportingOverflow(
      by: vertex + edges + stations + instances)
    return overflow ? .max : bytes
  }

  /// The memory of this machine, in bytes.
  package static var machine: Int {
    let (pages, size) = (sysconf(Int32(_SC_PHYS_PAGES)), sysconf(Int32(_SC_PAGESIZE)))
    return pages > 0 && size > 0 ? Int(pages) * Int(size) : .max
  }
}
