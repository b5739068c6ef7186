internal import RallCable

/// The potentials of a running cell, read vertex by vertex where the kernels keep them.
///
/// It may be read as long as the integrator that handed it out lives and takes no step.
struct SlottedPotentials {
  private let v: UnsafePointer<Double>
  private let place: [Int32]

  init(_ v: UnsafePointer<Double>, _ place: [Int32]) {
    self.v = v
    self.place = place
  }

  /// Of a vertex, mV.
  @inline(always)
  subscript(vertex: Int) -> Double { v[Int(place[vertex])] }

  /// At a place that is read.
  @inline(always)
  func read(_ probe: LoweredCell.Probe) -> Double {
    let first = self[probe.first]
    return probe.share == 0
      ? first : (1 - probe.share) * first + probe.share * self[probe.second]
  }
}
