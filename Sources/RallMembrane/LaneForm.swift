internal import RallNumerics

/// Which kernel moves the gates of a mechanism.
package enum GatedMechanism: Sendable { case hh, mrg, fh }

/// What the kernels of a step read of a bank, an instance after the other.
package struct LaneForm: Sendable {
  /// Nil where nothing ever moves.
  package let mechanism: GatedMechanism?
  /// The columns that the mechanism's kernel reads, in its order.
  package let columns: [[Double]]
  /// How much faster than where they were measured the gates are, by group.
  package let speed: [Double]
  /// F/(R T), 1/mV, for what knows the constant field; else 0.
  package var perMillivolt = 0.0
  /// The part of the line that neither gates nor potentials move, µS and nA.
  package let stillConductance: [Double]
  package let stillDrive: [Double]
}

extension Bank {
  /// One number an instance, from a pack of each of some columns.
  func column(_ value: (Int) -> Lanes) -> [Double] {
    var values: [Double] = []
    values.reserveCapacity(count)
    for pack in 0..<packs {
      let lanes = value(pack)
      for lane in 0..<min(8, count - pack * 8) { values.append(lanes[lane]) }
    }
    return values
  }

  /// A parameter times area.
  func whole(_ parameter: Int) -> [Double] { column { area[$0] * parameters[parameter][$0] } }

  /// A parameter.
  func local(_ parameter: Int) -> [Double] { column { parameters[parameter][$0] } }

  /// The drive of a leak, nA.
  func leakDrive(_ conductance: Int, _ reversal: Int) -> [Double] {
    column { area[$0] * parameters[conductance][$0] * parameters[reversal][$0] }
  }
}
