internal import RallMembrane
package import RallModel
internal import RallUnits

/// What the electrodes of a plan do between two edges.
package struct ActiveElectrodes: Sendable {
  /// Currents that do not change, nA.
  package var steady: [(vertex: Int, current: Double)] = []
  /// Currents that do.
  package var moving: [Moving] = []
  package var clamps: [Clamp] = []

  package struct Moving: Sendable {
    package let vertex: Int
    package let drive: Drive
  }

  /// A voltage clamp that is on.
  package struct Clamp: Sendable {
    /// Which of the plan's clamps it is.
    package let number: Int
    package let vertex: Int
    /// Of the way to the command, µS.
    package let conductance: Double
    /// mV.
    package let command: Double
    package let isIdeal: Bool

    /// A conductance of nil is that of an ideal clamp.
    package init(number: Int = 0, vertex: Int, conductance: Double?, command: Double) {
      self.number = number
      self.vertex = vertex
      self.conductance = conductance ?? ActiveElectrodes.stiff
      self.command = command
      isIdeal = conductance == nil
    }
  }

  package init() {}

  init(_ plan: PlannedElectrodes, in stretch: TimeGrid.Stretch) {
    let middle = stretch.start + (stretch.end - stretch.start) / 2
    for electrode in plan.currents {
      let drive = electrode.waveform.drive(around: middle)
      if drive.isConstant {
        steady.append((electrode.vertex, drive.current(at: middle)))
      } else {
        moving.append(Moving(vertex: electrode.vertex, drive: drive))
      }
    }
    for (number, planned) in plan.clamps.enumerated() {
      guard let command = planned.clamp.command(around: middle) else { continue }
      let resistance = planned.clamp.seriesResistance.coherent
      clamps.append(
        Clamp(
          number: number, vertex: planned.vertex,
          conductance: resistance > 0 ? 1 / resistance : nil, command: command))
    }
  }

  /// The conductance of an ideal clamp, µS: beside it all others vanish in rounding, so that the row
  /// of its vertex says `v = command` and its neighbours see just that.
  private static let stiff = 0x1p100

  /// What they do to a cell as it stands.
  struct Reading {
    /// Into each vertex, nA.
    var injected: [Double]
    /// Of each clamp of the plan, nA; 0 where it is off.
    var clamps: [Double]
  }

  /// The currents at a time.
  ///
  /// Through a series resistance flows (command − V)/Rs. What an ideal clamp brings is what leaves its
  /// vertex, along the cable and through the channels: its potential stands still.
  func read(
    at time: Double, _ integrator: borrowing Integrator, axialCurrents: [Double],
    banks: inout [Bank], into reading: inout Reading
  ) {
    for vertex in reading.injected.indices { reading.injected[vertex] = 0 }
    for index in reading.clamps.indices { reading.clamps[index] = 0 }
    for (vertex, current) in steady { reading.injected[vertex] += current }
    for moving in moving { reading.injected[moving.vertex] += moving.drive.current(at: time) }
    for clamp in clamps where !clamp.isIdeal {
      let current =
        clamp.conductance * (clamp.command - integrator.insidePotential(at: clamp.vertex))
      reading.clamps[clamp.number] = current
      reading.injected[clamp.vertex] += current
    }
    for clamp in clamps where clamp.isIdeal {
      let leaving =
        integrator.heldCurrent(at: clamp.vertex, time, &banks) - axialCurrents[clamp.vertex]
      reading.clamps[clamp.number] = leaving - reading.injected[clamp.vertex]
      reading.injected[clamp.vertex] = leaving
    }
  }
}
