internal import RallModel
internal import RallUnits

/// What an experiment comes to before anything is run: regions, channels, length constants, steps,
/// memory.
public struct Explanation: Sendable {
  /// A part of the neuron, and what it comes to.
  struct Part: Sendable {
    let name: String
    let length: Length
    let area: Area
    let compartments: Int
    /// λ at rest by the local formula, least to most; nil where the membrane is no leak.
    let lengthConstants: (least: Length, most: Length)?
  }

  /// A mechanism, and where it lies.
  struct Channel: Sendable {
    /// A parameter with its least and its largest value, in a unit of its kind.
    struct Parameter: Sendable {
      let name: String
      let least: Double
      let most: Double
      let unit: String
    }

    let name: String
    let area: Area
    let compartments: Int
    let parameters: [Parameter]
  }

  /// A recording's variable, and how much of it there will be.
  struct Track: Sendable {
    let name: String
    let columns: Int
    let frames: Int
  }

  let title: String
  let soma: String
  /// One a type of neurite, then the regions that the experiment names.
  let parts: [Part]
  /// One a declaration of myelin.
  let myelin: [ExplainedMyelin]
  let channels: [Channel]
  /// What a user may not expect: membrane with two leaks, membrane with none.
  let remarks: [String]
  /// The potentials of the resting state; nil where none was found.
  let resting: (least: Voltage, most: Voltage)?
  let compartments: Int
  /// The point cell that stands in place of a morphology.
  let point: PointCell?
  /// The longest step.
  let step: Time
  let steps: Int
  /// Pieces of time between the edges of stimuli.
  let stretches: Int
  let tracks: [Track]
  /// Bytes that the solver holds.
  let memory: Int
  /// Bytes that recordings take on the disk.
  let disk: Int
}
