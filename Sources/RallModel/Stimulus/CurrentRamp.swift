public import RallUnits

/// A current that goes evenly from one value to another, and is zero before and after.
public struct CurrentRamp: ElectrodeNoun {
  public var start: Time
  public var duration: Time
  public var from: Current
  public var to: Current

  public init(_ from: Current, to end: Current, from start: Time, for duration: Time) {
    self.from = from
    to = end
    self.start = start
    self.duration = duration
  }

  public var electrode: Electrode { .ramp(self) }
}

extension CurrentRamp: CurrentWaveform {
  package var edges: [Double] { [start.coherent, (start + duration).coherent] }

  package func drive(around time: Double) -> Drive {
    guard time >= edges[0], time < edges[1] else { return .constant(0) }
    return .line(
      start: start.coherent, value: from.coherent,
      slope: (to - from).coherent / duration.coherent)
  }
}
