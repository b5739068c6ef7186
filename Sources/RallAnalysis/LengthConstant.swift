public import RallUnits

/// The length constant that a steady voltage along a path shows: V ∝ exp(−x/λ).
///
/// A line of least squares through ln|V| against distance, −1/λ its slope. Exponential decay is the
/// law of an infinite cable of one diameter; a sealed end, a fork or a taper bends ln|V|, and then
/// the fitted number is the mean over the path and not a property of the cable.
public struct LengthConstant: Sendable, Equatable {
  /// λ; none where the voltage does not decay.
  public let length: Length?
  /// The standard error of λ, from the scatter about the line. None with fewer than three points.
  public let standardError: Length?
  /// Whether the decay was exponential.
  public let decay: Decay

  /// How a voltage falls with distance.
  public enum Decay: Sendable, Hashable {
    /// No point is further from the exponential than the stated share of its voltage.
    case exponential
    /// Some point is off the exponential by this share of its voltage.
    case notExponential(departure: Double)
    /// The voltage does not fall along the path.
    case none
    /// The voltage is zero or changes sign on the path, or there are fewer than two points.
    case undefined
  }

  /// From the change of voltage from rest at distances along a path that rise.
  ///
  /// `tolerance` is the share of its voltage by which a point may be off the exponential.
  public init(distances: [Length], deflections: [Voltage], tolerance: Double = 0.01) {
    precondition(distances.count == deflections.count, "a voltage for every distance")
    let sign = deflections.first?.coherent.sign
    let alive = deflections.allSatisfy { $0.coherent != 0 && $0.coherent.sign == sign }
    guard alive,
      let fit = LineFit(distances.map(\.coherent), deflections.map { logarithm($0.coherent) })
    else {
      self.init(length: nil, standardError: nil, decay: .undefined)
      return
    }
    guard fit.slope < 0 else {
      self.init(length: nil, standardError: nil, decay: .none)
      return
    }
    let error = fit.slopeError / (fit.slope * fit.slope)
    self.init(
      length: Length(coherent: -1 / fit.slope),
      standardError: distances.count > 2 ? Length(coherent: error) : nil,
      decay: fit.largestResidual <= tolerance
        ? .exponential : .notExponential(departure: fit.largestResidual))
  }

  private init(length: Length?, standardError: Length?, decay: Decay) {
    self.length = length
    self.standardError = standardError
    self.decay = decay
  }
}

extension LengthConstant.Decay: CustomStringConvertible {
  /// In plain words.
  public var description: String {
    switch self {
    case .exponential: "the decay is exponential"
    case .notExponential(let departure):
      "the decay is not exponential: it is off by up to \(decimal((departure * 1e4).rounded() / 100)) %"
    case .none: "the voltage does not fall along the path"
    case .undefined: "the voltage has no decay to fit"
    }
  }
}
