public import RallUnits

/// Why a point cell cannot be solved exactly, or could not be any further.
public enum PointError: Error, Hashable, Sendable {
  /// A variable that a point cell does not have.
  case variable(track: String, String)
  /// A level that its potential never reaches, for it is reset before.
  case unreachable(level: Voltage, threshold: Voltage)
  /// It starts where it would have fired before.
  case start(Voltage, threshold: Voltage)
  /// A current that is not linear between corners.
  case notLinear(stimulus: String, type: String)
  /// Pulses of one stimulus that overlap.
  case overlappingPulses(String)
  /// The spikes follow one another within less than a microsecond.
  case tooFast(Time)
  /// A potential that is no number, or further than 1000 V from 0.
  case outOfBounds(Time, Voltage)
}

extension PointError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .variable(_, let variable):
      "a point cell of this model has no '\(variable)'; expected v or i_electrode"
    case .unreachable(let level, let threshold):
      "a level of \(level) is never reached, for the cell fires at \(threshold); "
        + "expected \(threshold) or less"
    case .start(let start, let threshold):
      "the cell starts at \(start); expected less than its threshold, \(threshold)"
    case .notLinear(let stimulus, let type):
      "'\(stimulus)' is a \(type), for which a point cell has no exact solution; "
        + "expected a current that is linear in time between corners"
    case .overlappingPulses(let stimulus): "the pulses of '\(stimulus)' overlap"
    case .tooFast(let time):
      "the spikes at \(time) follow one another within less than a microsecond; "
        + "is the refractory period 0 and a current too large?"
    case .outOfBounds(let time, let potential):
      "the potential reached \(potential) at \(time); is a current or a resistance too large?"
    }
  }
}
