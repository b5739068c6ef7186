internal import RallMorphology
public import RallUnits

/// A neuron without a shape, in place of a morphology.
public enum PointCell: Sendable, Hashable {
  /// A leaky capacitor, `C·dV/dt = (rest − V)/R + I`.
  case rc(capacitance: Capacitance, resistance: Resistance, rest: Voltage)
  /// The leaky integrate-and-fire neuron, `tau·dV/dt = rest − V + R·I`, that fires at a threshold
  /// (Lapicque 1907, translated in doi:10.1007/s00422-007-0189-6).
  case lif(tau: Time, resistance: Resistance, rest: Voltage, firing: Firing)
  /// One compartment of Hodgkin and Huxley's membrane, with the parameters that differ from the
  /// standard ones.
  case hh(area: Area, parameters: [String: Expression])

  /// When a neuron fires, and what it does then.
  public struct Firing: Sendable, Hashable {
    /// A spike is the moment at which the potential comes up to this.
    public var threshold: Voltage
    /// Where the potential is put; below the threshold.
    public var reset: Voltage
    /// For how long it is held there, whatever flows in.
    public var refractory: Time

    public init(threshold: Voltage, reset: Voltage, refractory: Time = .zero) {
      self.threshold = threshold
      self.reset = reset
      self.refractory = refractory
    }
  }
}

extension PointCell {
  /// True where the equation has a closed form, so that no step is taken: all but `hh`.
  public var isExact: Bool { if case .hh = self { false } else { true } }

  /// When it fires; nil where that is for a detector to say.
  public var firing: Firing? { if case .lif(_, _, _, let firing) = self { firing } else { nil } }

  /// `rc`, `lif` or `hh`.
  public var model: String {
    switch self {
    case .rc: "rc"
    case .lif: "lif"
    case .hh: "hh"
    }
  }
}

extension PointCell: CustomStringConvertible {
  /// `lif, tau 20 ms, resistance 10 Mohm, rest -70 mV, threshold -55 mV, reset -70 mV, refractory 2 ms`.
  public var description: String {
    switch self {
    case .rc(let capacitance, let resistance, let rest):
      "rc, capacitance \(capacitance), resistance \(resistance), rest \(rest)"
    case .lif(let tau, let resistance, let rest, let firing):
      "lif, tau \(tau), resistance \(resistance), rest \(rest), threshold \(firing.threshold), "
        + "reset \(firing.reset), refractory \(firing.refractory)"
    case .hh(let area, _): "hh, \(area)"
    }
  }
}

// MARK: - As a compartment

extension PointCell {
  /// What `rc` and `lif` are drawn with: 1 µF of membrane is 1 cm².
  private static let ordinaryMembrane = 1.uF / .cm2

  /// The membrane. That of `rc` and `lif` follows from their capacitance, at 1 µF/cm².
  public var area: Area {
    switch self {
    case .rc(let capacitance, _, _):
      Area(coherent: capacitance.coherent / Self.ordinaryMembrane.coherent)
    case .lif(let tau, let resistance, _, _):
      Area(coherent: tau.coherent / resistance.coherent / Self.ordinaryMembrane.coherent)
    case .hh(let area, _): area
    }
  }

  /// The cell that a sphere of `area` must be made of to behave as this one between spikes.
  public func coating(_ cell: Cell) -> Cell {
    var coated = cell
    switch self {
    case .rc(_, let resistance, let rest), .lif(_, let resistance, let rest, _):
      coated.capacitance = Self.ordinaryMembrane
      let leak = ConductancePerArea(coherent: 1 / (resistance.coherent * area.coherent))
      coated.coats = [Coat(.all, .passive(g: leak, e: rest))]
    case .hh(_, let parameters):
      coated.coats = [Coat(.all, .mechanism("hh", parameters))]
    }
    return coated
  }
}
