public import RallUnits

/// What share of its full strength a field has, and when.
public enum FieldCourse: Sendable, Hashable {
  case pulse(FieldPulse)
  case ramp(FieldRamp)
  case sine(FieldSine)
  case noise(FieldNoise)
  case file(FieldCourseFile)

  /// The word for it in an experiment's file.
  public var word: String {
    switch self {
    case .pulse: "pulse"
    case .ramp: "ramp"
    case .sine: "sine"
    case .noise: "noise"
    case .file: "file"
    }
  }
}

/// Phases one after another, each of a constant share, and perhaps again and again.
public struct FieldPulse: Sendable, Hashable {
  /// A part of a pulse.
  public struct Phase: Sendable, Hashable {
    public var share: Double
    public var duration: Time

    public init(_ share: Double, for duration: Time) {
      self.share = share
      self.duration = duration
    }
  }

  public var start: Time
  public var phases: [Phase]
  /// Where they overlap, shares add up.
  public var repeats: CurrentClamp.Repeat?

  public init(from start: Time, phases: [Phase], repeats: CurrentClamp.Repeat? = nil) {
    self.start = start
    self.phases = phases
    self.repeats = repeats
  }

  /// One phase of full strength.
  public init(from start: Time, for duration: Time, repeats: CurrentClamp.Repeat? = nil) {
    self.init(from: start, phases: [Phase(1, for: duration)], repeats: repeats)
  }
}

/// A share that goes evenly from one value to another, and is zero before and after.
public struct FieldRamp: Sendable, Hashable {
  public var start: Time
  public var duration: Time
  public var from: Double
  public var to: Double

  public init(_ from: Double = 0, to end: Double = 1, from start: Time, for duration: Time) {
    self.from = from
    to = end
    self.start = start
    self.duration = duration
  }
}

/// A sine about an offset, and zero before and after; a chirp where it has an end frequency.
///
/// As `CurrentSine`, in shares.
public struct FieldSine: Sendable, Hashable {
  public var start: Time
  public var duration: Time
  public var amplitude: Double
  public var frequency: Frequency
  /// The frequency at the end; nil is that of the start.
  public var endFrequency: Frequency?
  /// At the start, in radians.
  public var phase: Double
  public var offset: Double

  public init(
    _ amplitude: Double = 1, at frequency: Frequency, to endFrequency: Frequency? = nil,
    from start: Time, for duration: Time, phase: Double = 0, offset: Double = 0
  ) {
    self.amplitude = amplitude
    self.frequency = frequency
    self.endFrequency = endFrequency
    self.start = start
    self.duration = duration
    self.phase = phase
    self.offset = offset
  }
}

/// An Ornstein-Uhlenbeck course, as `CurrentNoise`, in shares.
public struct FieldNoise: Sendable, Hashable {
  public var start: Time
  public var duration: Time
  public var mean: Double
  /// The standard deviation.
  public var sd: Double
  /// The correlation time.
  public var tau: Time
  /// Nil: made from the run's seed and the field's name.
  public var seed: Int?

  public init(
    mean: Double = 0, sd: Double = 1, tau: Time, from start: Time, for duration: Time,
    seed: Int? = nil
  ) {
    self.mean = mean
    self.sd = sd
    self.tau = tau
    self.start = start
    self.duration = duration
    self.seed = seed
  }
}

/// A course from a text file of two columns, a time and a share, linear between its lines and zero
/// before and after.
///
/// Times never fall; where two lines have one time, the share jumps.
public struct FieldCourseFile: Sendable, Hashable {
  /// A relative path is relative to the experiment's file.
  public var path: String
  /// The unit of the first column.
  public var time: UnitName
  /// What the file holds, shares as nA; nil until it has been read.
  public var samples: CurrentSamples?

  public init(path: String, time: UnitName, samples: CurrentSamples? = nil) {
    self.path = path
    self.time = time
    self.samples = samples
  }
}
