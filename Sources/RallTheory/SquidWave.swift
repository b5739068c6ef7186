/// The action potential that travels along an endless squid axon without changing.
///
/// In a frame that moves with the wave the cable equation is v″/K = v′ + I_ion/C, and only for one
/// K does the solution that leaves rest return to it. K = 2 Rᵢ θ² C/a then gives the velocity θ for
/// every radius a and resistivity Rᵢ.
/// Hodgkin and Huxley 1952, doi:10.1113/jphysiol.1952.sp004764, equation 31;
/// Huxley 1959, doi:10.1111/j.1749-6632.1959.tb49311.x, for temperature and the slow wave.
public struct SquidWave: Sendable, Equatable {
  /// K, in 1/ms.
  public let constant: Double
  /// In mV.
  public let peak: Double
  /// What it travels on.
  public let membrane: SquidMembrane

  /// K in 1/ms and a peak in mV, as `SquidMembrane.travellingWave` finds them.
  public init(constant: Double, peak: Double, membrane: SquidMembrane) {
    self.constant = constant
    self.peak = peak
    self.membrane = membrane
  }

  /// θ = √(K a/(2 Rᵢ C)) in m/s, for a diameter in µm and a resistivity in Ω cm.
  public func velocity(diameter: Double, axialResistivity: Double) -> Double {
    // 1e-4 cm in a µm over 1e-3 ms/cm in an Ω cm µF/cm² leave (cm/ms)², and 1 cm/ms is 10 m/s.
    let square = 0.1 * constant * (diameter / 2) / (2 * axialResistivity * membrane.capacitance)
    return 10 * square.squareRoot()
  }
}

extension SquidMembrane {
  /// The fast travelling wave; none above the temperature of heat block.
  ///
  /// For K above that of the fast wave the solution runs off upwards, below it downwards, and halving
  /// K to the last bit finds the solution that does neither. The search comes down from 30/ms in
  /// steps of 0.25, which tells the fast wave from the slow one up to 0.01 °C below heat block.
  public var travellingWave: SquidWave? {
    let trials = stride(from: 30, through: 0.5, by: -0.25)
    guard let low = trials.first(where: { !shoot($0).runsUp }) else { return nil }
    let constant = boundary(from: low, to: low + 0.25) { shoot($0).runsUp }
    return SquidWave(constant: constant, peak: shoot(constant).peak, membrane: self)
  }

  /// The temperature in °C above which no wave travels, and the wave that is the last to do so.
  ///
  /// There the fast wave and the slow, unstable one are the same. The temperature at which K is the
  /// constant of a wave has its maximum there and is smooth in K, so a parabola finds it.
  public var heatBlock: (temperature: Double, wave: SquidWave) {
    var membrane = self
    func temperature(_ constant: Double) -> Double {
      boundary(from: 32, to: 36, within: 1e-9) {
        membrane.temperature = $0
        return membrane.shoot(constant).runsUp
      }
    }
    var (constant, step) = (11.5, 0.4)
    for _ in 0..<3 {
      let (left, right) = (temperature(constant - step), temperature(constant + step))
      let bend = left - 2 * temperature(constant) + right
      constant += min(1, max(-1, (left - right) / (2 * bend))) * step
      step /= 2
    }
    membrane.temperature = temperature(constant)
    let wave = SquidWave(
      constant: constant, peak: membrane.shoot(constant).peak, membrane: membrane)
    return (membrane.temperature, wave)
  }

  /// The solution that leaves rest along its only growing direction, until it has run off.
  ///
  /// It runs up where it never peaks, or where after its peak it rises again 10 mV above rest: a
  /// solution that has come back to rest and leaves it upwards would begin a second spike.
  private func shoot(_ constant: Double) -> (runsUp: Bool, peak: Double) {
    let solver = Extrapolation(
      rate: { y in
        var change = self.gateRates(y)
        change[0] = y[4]
        change[4] = constant * (y[4] + self.ionicCurrent(y) / self.capacitance)
        return change
      }, tolerance: 1e-12)
    let rest = restingVoltage
    var peak: Double?
    let end = solver.run(from: departure(constant), for: 100) { step in
      if peak == nil, step.end[4] <= 0 {
        peak = solver.moment(in: step) { $0[4] <= 0 }.state[0]
      }
      let rises = step.end[4] > 0 && step.end[0] > rest + 10
      return step.end[0] > -100 && !(rises && (peak != nil || step.end[0] > sodiumReversal))
    }
    return (end[0] > rest, peak ?? end[0])
  }

  /// A millionth of a millivolt from rest along the eigenvector of the growing eigenvalue μ, the
  /// positive root of μ² = K (μ + g + Σ p s/(μ + k)) in the letters of the Hopf points.
  private func departure(_ constant: Double) -> State {
    let rest = steadyState(at: restingVoltage)
    let (alpha, beta) = rates(rest[0])
    let slopes = rateSlopes(rest[0])
    let gates = SIMD3(rest[1], rest[2], rest[3])
    let k = gateSpeed * (alpha + beta)
    let s = gateSpeed * (slopes.alpha - (slopes.alpha + slopes.beta) * gates)
    func lean(_ growth: Double) -> State {
      let gates = s / (k + growth)
      return State(1, gates[0], gates[1], gates[2], growth, 0, 0, 0)
    }
    let growth = boundary(from: 0, to: 100 + 10 * constant) { growth in
      let along = lean(growth)
      return growth * growth > constant * (growth + ionicSlope(rest, along: along) / capacitance)
    }
    return rest + 1e-6 * lean(growth)
  }

  /// The change of the ionic current in a direction away from a state.
  private func ionicSlope(_ y: State, along direction: State) -> Double {
    let (v, m, h, n) = (y[0], y[1], y[2], y[3])
    let sodium = sodiumConductance * (v - sodiumReversal)
    let potassium = potassiumConductance * (v - potassiumReversal)
    let total =
      sodiumConductance * m * m * m * h + potassiumConductance * n * n * n * n + leakConductance
    let openings =
      3 * m * m * h * sodium * direction[1] + m * m * m * sodium * direction[2]
    return total * direction[0] + openings + 4 * n * n * n * potassium * direction[3]
  }
}
