public import RallMorphology

/// An electrode at a site, and what it does.
public struct Stimulus: Sendable, Hashable {
  public var name: String
  public var site: Site
  public var electrode: Electrode

  public init(name: String, at site: Site, _ noun: some ElectrodeNoun) {
    self.name = name
    self.site = site
    electrode = noun.electrode
  }
}

/// What an electrode does: drive a current, or hold a voltage.
public enum Electrode: Sendable, Hashable {
  case currentClamp(CurrentClamp)
  case ramp(CurrentRamp)
  case sine(CurrentSine)
  case noise(CurrentNoise)
  case file(CurrentFile)
  case voltageClamp(VoltageClamp)
}

/// A noun that an electrode can be.
public protocol ElectrodeNoun: Sendable, Hashable {
  var electrode: Electrode { get }
}

/// A current in time: pieces between edges, in none of which anything jumps.
package protocol CurrentWaveform: Sendable {
  /// Where the current or its slope jumps, ms; the first and the last are its start and its end.
  var edges: [Double] { get }
  /// What flows around a time that is no edge, up to the edges next to it.
  func drive(around time: Double) -> Drive
}

extension Electrode {
  /// The word for it in an experiment's file.
  public var word: String {
    switch self {
    case .currentClamp: "current_clamp"
    case .ramp: "ramp"
    case .sine: "sine"
    case .noise: "noise"
    case .file: "file"
    case .voltageClamp: "voltage_clamp"
    }
  }
}
