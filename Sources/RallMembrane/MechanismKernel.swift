package import RallNumerics

/// The computing side of a mechanism: works on whole banks, in packs, and knows no names.
///
/// Every current is handed over as a line in `v`, `i = conductance · v − drive`, frozen for the step,
/// so that the solver takes it in whole. Padding lanes have area 0 and contribute nothing.
package protocol MechanismKernel: Sendable {
  static var description: MechanismDescription { get }

  /// Brings every gate to its steady state at `bank.v`.
  static func settle(_ bank: inout Bank)

  /// Advances every gate by `step` ms with `bank.v` frozen, exactly (Rush and Larsen 1978,
  /// doi:10.1109/TBME.1978.326270).
  static func advance(_ bank: inout Bank, by step: Double)

  /// Whether the line depends on `bank.v`, so that the potentials are to be gathered before it is
  /// asked for: true of currents that are no line in v, which are linearised there.
  static var lineBendsWithPotential: Bool { get }

  /// What the kernels of a step read of the bank.
  static func laneForm(_ bank: Bank) -> LaneForm

  /// Writes `bank.conductance` (µS) and `bank.drive` (nA) for the gates as they stand.
  static func line(_ bank: inout Bank)

  /// One named current at one instance, outward positive, in nA.
  static func current(_ index: Int, of bank: Bank, instance: Int) -> Double

  /// What the bank answers to a small signal about `bank.v`; brings the gates to their steady state.
  static func linearised(_ bank: inout Bank) -> LinearisedMembrane
}

/// All instances of one mechanism in a cell, as a structure of arrays.
package struct Bank: Sendable {
  package let kernel: any MechanismKernel.Type
  /// The vertex that each instance lies on, not falling.
  package let vertex: [Int32]
  /// Membrane area of each instance, µm²; 0 in the padding.
  package var area: [Lanes]
  /// One column a parameter, in the order of the description, coherent.
  package var parameters: [[Lanes]]
  /// One column a gate, end to end: gate k of pack p stands at k·packs + p.
  package var gates: [Lanes]
  /// The potential at each instance, mV.
  package var v: [Lanes]
  package var conductance: [Lanes]
  package var drive: [Lanes]
  /// The temperature, in degrees Celsius.
  package let celsius: Double

  /// - Parameters:
  ///   - area: µm², one an instance.
  ///   - parameters: one column a parameter, coherent, as long as `vertex`.
  package init(
    _ kernel: any MechanismKernel.Type, vertex: [Int32], area: [Double], parameters: [[Double]],
    celsius: Double
  ) {
    self.kernel = kernel
    self.vertex = vertex
    self.celsius = celsius
    func column(_ values: [Double]) -> [Lanes] {
      var packs = [Lanes](lanesFor: values.count)
      packs.withMutableDoubles { doubles in for (i, v) in values.enumerated() { doubles[i] = v } }
      return packs
    }
    let empty = [Lanes](lanesFor: vertex.count)
    self.area = column(area)
    self.parameters = parameters.map(column)
    gates = [Lanes](
      repeating: Lanes(repeating: 0), count: empty.count * kernel.description.gates.count)
    v = empty
    conductance = empty
    drive = empty
  }

  /// How many instances there are, padding not counted.
  package var count: Int { vertex.count }

  /// How many packs a column has.
  package var packs: Int { v.count }

  /// Takes the potential at each instance from the vertices.
  package mutating func gather(_ potential: UnsafePointer<Double>) {
    v.withMutableDoubles { v in
      for (i, vertex) in vertex.enumerated() { v[i] = potential[Int(vertex)] }
    }
  }

  /// Adds the line of every instance to its vertex.
  package func scatter(
    conductance g: UnsafeMutablePointer<Double>, drive d: UnsafeMutablePointer<Double>
  ) {
    conductance.withDoubles { conductance in
      drive.withDoubles { drive in
        for (i, vertex) in vertex.enumerated() {
          g[Int(vertex)] += conductance[i]
          d[Int(vertex)] += drive[i]
        }
      }
    }
  }

  /// One gate at one instance.
  package func gate(_ gate: Int, instance: Int) -> Double {
    gates[gate * packs + instance / 8][instance % 8]
  }
}
