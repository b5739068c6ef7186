import RallTheory
import Testing

@Suite("The integrate-and-fire neuron")
struct IntegrateAndFireTests {
  @Test(
    "the rate under constant drive",
    arguments: [
      (15.1, 9.7708160574), (16, 17.4059027709), (18, 26.4304214216), (20, 33.6407116302),
      (30, 63.0400021906), (60, 128.9716588745),
    ])
  func rate(drive: Double, rate: Double) {
    let neuron = IntegrateAndFire(timeConstant: 20, threshold: 15, refractoryPeriod: 2)
    #expect(abs(neuron.rate(drive: drive) - rate) < printed(10))
    #expect(neuron.rate(drive: 15) == 0)
  }
}
