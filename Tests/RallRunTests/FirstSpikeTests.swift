import RallExperiment
import RallModel
import RallRun
import RallUnits
import Testing

/// A first experiment that shows a spike.
@Suite("The current of a first experiment")
struct FirstSpikeTests {
  private static let ladder = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20]

  private func chosen(_ neuron: String, types: Set<Int>) throws -> (ExperimentTemplate, Bench) {
    let bench = try Bench(neuron: neuron)
    var template = ExperimentTemplate(file: bench.path("cell.swc"), types: types)
    template.chooseAmplitude()
    return (template, bench)
  }

  @Test("is the first of some that makes the cell fire", arguments: [3.0, 12, 40])
  func first(radius: Double) throws {
    let (template, bench) = try chosen("1 1 0 0 0 \(radius) -1\n", types: [1])
    func fires(_ nanoamperes: Double) throws -> Bool {
      let report = try bench.prepared(
        template.yaml, settings: ["stimuli[0].current_clamp.amplitude=\(nanoamperes) nA"]
      ).run(RunOptions(output: bench.path("\(nanoamperes).h5")))
      return report.detectors[0].spikes[0].count > 0
    }
    let number = try #require(Self.ladder.firstIndex { $0.nA == template.amplitude })
    #expect(try fires(Self.ladder[number]))
    if number > 0 { #expect(try !fires(Self.ladder[number - 1])) }
  }

  @Test("stays as it is where the neuron cannot be simulated")
  func impossible() throws {
    let (template, _) = try chosen(
      "1 1 0 0 0 5 -1\n2 3 9 0 0 0 1\n3 3 20 0 0 0 2\n", types: [1, 3])
    #expect(template.amplitude == 0.2.nA)
  }
}
