/// What an electrode did, as far as it is known before the run: a current, or a clamp's command.
///
/// In corners: linear between, upright where two times are equal.
public struct AppliedStimulus: Sendable, Hashable {
  /// The command of a voltage clamp.
  public struct Command: Sendable, Hashable {
    /// One a time, mV.
    public var potentials: [Double]
    /// The name of the track with the clamp's current.
    public var track: String
    /// MΩ; 0 of an ideal clamp.
    public var seriesResistance: Double

    public init(potentials: [Double], track: String, seriesResistance: Double) {
      self.potentials = potentials
      self.track = track
      self.seriesResistance = seriesResistance
    }
  }

  public var name: String
  /// The word of the experiment's file: `current_clamp`, `ramp`, `voltage_clamp`.
  public var type: String
  public var section: Int
  public var sectionPosition: Double
  /// When it begins, ms.
  public var start: Double
  /// When it ends, with the run at the latest, ms.
  public var stop: Double
  /// ms.
  public var times: [Double]
  /// One a time, nA; none of a voltage clamp.
  public var currents: [Double]
  /// How far apart samples of a curved current are at most, ms; nil where corners say all.
  public var interval: Double?
  /// Nil of a current.
  public var command: Command?

  public init(
    name: String, type: String, section: Int, sectionPosition: Double, start: Double, stop: Double,
    times: [Double], currents: [Double], interval: Double? = nil, command: Command? = nil
  ) {
    self.name = name
    self.type = type
    self.section = section
    self.sectionPosition = sectionPosition
    self.start = start
    self.stop = stop
    self.times = times
    self.currents = currents
    self.interval = interval
    self.command = command
  }
}
