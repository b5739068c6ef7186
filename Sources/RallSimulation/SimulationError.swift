public import RallUnits

/// Why a run could not go on.
public enum SimulationError: Error, Hashable, Sendable {
  /// A potential that is no number, or further than 1000 mV from 0.
  case outOfBounds(
    compartment: Int, section: Int, sample: Int, time: Time, potential: Voltage)
}

extension SimulationError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .outOfBounds(let compartment, let section, let sample, let time, let potential):
      "the potential of compartment \(compartment) (section \(section)"
        + (sample >= 0 ? ", SWC sample \(sample)" : "")
        + ") reached \(potential) at \(time); is a current or a conductance too large?"
    }
  }
}
