public import RallUnits

/// Holds the potential at its site, one level after the other.
///
/// With a series resistance Rs the current `(command − V)/Rs` flows in; without, the potential is the
/// command's at once, and the charge of that jump flows in no time.
public struct VoltageClamp: ElectrodeNoun {
  /// A command that lasts.
  public struct Level: Sendable, Hashable {
    public var hold: Voltage
    public var duration: Time

    public init(_ hold: Voltage, for duration: Time) {
      self.hold = hold
      self.duration = duration
    }
  }

  public var start: Time
  public var levels: [Level]
  /// Zero is an ideal clamp.
  public var seriesResistance: Resistance

  public init(_ levels: [Level], from start: Time, seriesResistance: Resistance = .zero) {
    self.start = start
    self.levels = levels
    self.seriesResistance = seriesResistance
  }

  public var electrode: Electrode { .voltageClamp(self) }

  /// When each level begins, and when the last one ends, ms.
  package var edges: [Double] {
    levels.reduce(into: [start]) { $0.append($0[$0.count - 1] + $1.duration) }.map(\.coherent)
  }

  /// The command at a time that is no edge, mV; nil where the clamp is off.
  package func command(around time: Double) -> Double? {
    let edges = edges
    guard let level = levels.indices.first(where: { time >= edges[$0] && time < edges[$0 + 1] })
    else { return nil }
    return levels[level].hold.coherent
  }
}
