/// Where a steady state of the squid membrane loses or gains its stability to a small oscillation.
public struct HopfPoint: Sendable, Hashable {
  /// In µA/cm².
  public let current: Double
  /// In mV.
  public let voltage: Double
  /// Of the oscillation, in Hz.
  public let frequency: Double
}

extension SquidMembrane {
  /// The two Hopf points between which a steady current leaves no stable rest, lower current first.
  ///
  /// With λ⁴ + a₁λ³ + a₂λ² + a₃λ + a₄ the characteristic polynomial, a pair ±jω of eigenvalues
  /// makes a₁a₂a₃ = a₃² + a₁²a₄ and ω² = a₃/a₁.
  public var hopfPoints: [HopfPoint] {
    let voltages = (0...300).map { -62 + 0.1 * Double($0) }
    let brackets = zip(voltages, voltages.dropFirst()).filter { low, high in
      (hurwitz(low) > 0) != (hurwitz(high) > 0)
    }
    return brackets.map { low, high in
      let voltage = boundary(from: low, to: high) { hurwitz($0) > 0 }
      let a = characteristic(voltage)
      return HopfPoint(
        current: steadyCurrent(at: voltage), voltage: voltage,
        frequency: 1000 * (a[2] / a[0]).squareRoot() / (2 * .pi))
    }
  }

  private func hurwitz(_ voltage: Double) -> Double {
    let a = characteristic(voltage)
    return a[0] * a[1] * a[2] - a[2] * a[2] - a[0] * a[0] * a[3]
  }

  /// a₁ to a₄ of the membrane linearised at a steady voltage.
  ///
  /// Each gate x obeys δẋ = −k δx + s δv and pulls with −p δx on δv̇ = −g δv − Σ p δx, so the
  /// polynomial is (λ + g) Π (λ + k) + Σ p s Π' (λ + k), the last product over the other gates.
  private func characteristic(_ voltage: Double) -> SIMD4<Double> {
    let y = steadyState(at: voltage)
    let (alpha, beta) = rates(voltage)
    let slopes = rateSlopes(voltage)
    let gates = SIMD3(y[1], y[2], y[3])
    let (m, h, n) = (y[1], y[2], y[3])
    let k = gateSpeed * (alpha + beta)
    let s = gateSpeed * (slopes.alpha - (slopes.alpha + slopes.beta) * gates)
    let sodium = sodiumConductance * (voltage - sodiumReversal)
    let potassium = potassiumConductance * (voltage - potassiumReversal)
    let p =
      SIMD3(3 * m * m * h * sodium, m * m * m * sodium, 4 * n * n * n * potassium) / capacitance
    let g =
      (sodiumConductance * m * m * m * h + potassiumConductance * n * n * n * n + leakConductance)
      / capacitance
    // Π (λ + k) = λ³ + e₁λ² + e₂λ + e₃.
    let e1 = k.sum()
    let e2 = k[0] * k[1] + k[0] * k[2] + k[1] * k[2]
    let e3 = k[0] * k[1] * k[2]
    var a = SIMD4(g + e1, g * e1 + e2, g * e2 + e3, g * e3)
    for gate in 0..<3 {
      let (next, other) = (k[(gate + 1) % 3], k[(gate + 2) % 3])
      a += p[gate] * s[gate] * SIMD4(0, 1, next + other, next * other)
    }
    return a
  }
}
