import RallTheory
import Testing

@Suite("The integrate-and-fire neuron under white noise")
struct SiegertTests {
  let brunel = IntegrateAndFire(timeConstant: 20, threshold: 20, reset: 10, refractoryPeriod: 2)
  let nest = IntegrateAndFire(timeConstant: 10, threshold: 15, refractoryPeriod: 2)

  @Test(
    "its rate to every digit that quadrature of the other form of the integral with 40 digits says")
  func digits() {
    // mpmath, of e^(u²) erfc(−u). Far below threshold the integral holds e^(u²): b = 7.5 magnifies
    // a rounding of b by 2b² = 112.
    let rates: [(IntegrateAndFire, mean: Double, noise: Double, rate: Double)] = [
      (nest, 15, 1.5.squareRoot(), 27.109593437930917),
      (nest, -5, 22.5, 34.357287128128238), (nest, 10, 15, 55.783756229224564),
      (brunel, 15, 3, 2.2880430157770238), (brunel, 18, 5, 19.620289762510453),
      (brunel, 20, 1, 14.763103880520419), (brunel, 20, 5, 27.340567353077267),
      (brunel, 25, 3, 44.070591773628908), (brunel, 10, 15, 24.979618398039083),
      (brunel, 30, 0.01, 63.040017093287985), (brunel, 5, 2, 7.8062331679990698e-23),
    ]
    for (neuron, mean, noise, rate) in rates {
      let found = neuron.rate(mean: mean, noise: noise)
      #expect(abs(found / rate - 1) < 3e-14, "mean \(mean), noise \(noise): \(found)")
    }
  }

  @Test("NEST's test hard-codes the same rate")
  func hardCoded() {
    #expect(abs(nest.rate(mean: 15, noise: 1.5.squareRoot()) - 27.1095934379) < printed(10))
  }

  @Test("without noise it is the rate under a steady drive, and with little it is near")
  func noiseless() {
    #expect(nest.rate(mean: 22.5, noise: 0) == nest.rate(drive: 22.5))
    let (quiet, quieter) = (
      nest.rate(mean: 22.5, noise: 0.02) - nest.rate(drive: 22.5),
      nest.rate(mean: 22.5, noise: 0.01) - nest.rate(drive: 22.5)
    )
    // The mean interval is shortened by τ·s²/4·((V_th − mean)⁻² − (V_reset − mean)⁻²) and less.
    #expect(abs(quiet / quieter - 4) < 1e-3)
    #expect(nest.rate(mean: 13.5, noise: 0.015) == 0)
  }

  @Test("it grows with the mean and never passes 1/t_ref")
  func monotone() {
    var last = 0.0
    for mean in stride(from: 0.0, through: 2000, by: 10) {
      let rate = nest.rate(mean: mean, noise: 5)
      #expect(rate > last && rate < 500)
      last = rate
    }
  }
}
