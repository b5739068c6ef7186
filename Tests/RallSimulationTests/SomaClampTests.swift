import RallModel
import RallMorphology
import RallSimulation
import RallUnits
import TestNeurons
import Testing

/// A spherical soma with a random tree of dendrites, passive, whose soma is held 20 mV above rest from
/// 1 ms on, ideally or through a resistance.
@Suite("A voltage clamp of a soma with dendrites")
struct SomaClampTests {
  static let edge = 1.0
  static let step = 0.025

  static func neuron(through resistance: Double) -> Bench {
    var bench = Bench(
      cell: Cell(axoplasm: 150.ohm * .cm) {
        Coat(.all, .passive(g: 0.05.mS / .cm2, e: -65.mV))
      },
      morphology: .random(seed: 5, sections: 24, sphere: true), division: .longest(5.um))
    bench.stimuli = [
      Stimulus(
        name: "clamp", at: .soma,
        VoltageClampTests.clamp([(-45, 30)], from: edge, through: resistance))
    ]
    return bench
  }

  /// A step into a passive tree brings a sum of decaying exponentials of positive size (less one that
  /// charges the soma, where there is a resistance): it falls, ever more slowly.
  @Test(
    "does not ring: from the first steps after its edge on, its current only falls",
    arguments: [0, 5.0])
  func falls(resistance: Double) throws {
    let trace = try VoltageClampTests.current(
      Self.neuron(through: resistance), for: 21, step: Self.step)
    let after = trace[Int((Self.edge / Self.step).rounded())...]
    let changes = zip(after, after.dropFirst()).map { $1 - $0 }
    #expect(changes.count == 800)
    #expect(changes.allSatisfy { $0 < 0 }, "\(changes.firstIndex { $0 >= 0 } ?? -1)")
  }

  /// The current into a dendrite falls as the root of the time at first, and a pair's error in it as
  /// (h/t)⁴: 6e-6 after 20 steps.
  @Test(
    "of 25 and 12.5 us is within 1e-5 of a sixteenth of the step after 0.5 ms, 1e-6 after 1.1 ms",
    arguments: [0, 5.0])
  func pair(resistance: Double) throws {
    let bench = Self.neuron(through: resistance)
    let pair = try bench.runPair(for: 21, step: Self.step).trace()
    let fine = try bench.runPair(for: 21, step: Self.step / 16).trace()
    for (delay, tolerance) in [(0.5, 1e-5), (1.1, 1e-6)] {
      for frame in Int(((Self.edge + delay) / Self.step).rounded())..<840 {
        let off = pair[frame] / fine[16 * frame] - 1
        #expect(abs(off) < tolerance, "frame \(frame): \(off)")
      }
    }
  }
}
