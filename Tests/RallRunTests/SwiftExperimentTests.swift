import RallExperiment
import RallModel
import RallMorphology
import RallRun
import RallUnits
import Testing

/// What a file could not say, a program cannot say either.
@Suite("Experiments made in a program")
struct SwiftExperimentTests {
  private let axon = Experiment(
    morphology: .given(.cylinder(length: 1.mm, diameter: 2.um)), division: .longest(50.um),
    cell: Cell { Coat(.all, .passive(g: 0.1.mS / .cm2, e: -65.mV)) },
    run: RunSettings(duration: 1.ms))

  private func failure(_ experiment: Experiment) -> Failure? {
    do {
      _ = try Preparation(experiment)
      return nil
    } catch {
      return error
    }
  }

  @Test("a shape at hand runs without a file")
  func given() throws {
    #expect(failure(axon) == nil)
    #expect(try Preparation(axon).measure().measures == [])
    #expect(try Preparation(axon).standardOutput == "run.h5")
  }

  @Test("a name twice, a stimulus after the end and a step of nothing are refused by their lines")
  func refused() throws {
    var twice = axon
    twice.detectors = [
      Detector(name: "a", at: [.section(0, 0)], above: 0.mV),
      Detector(name: "a", at: [.section(0, 1)], above: 0.mV),
    ]
    let first = try #require(failure(twice))
    #expect(first.status == 65)
    #expect(first.lines.count == 1)
    // The lines are those of the experiment as it is written.
    let line = try #require(first.lines[0].firstMatch(of: /experiment:(\d+):\d+:/))
    let written = twice.yaml.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(written[try #require(Int(line.1)) - 1].contains("name: a"))
    var late = axon
    late.stimuli = [
      Stimulus(name: "s", at: .section(0, 0), CurrentClamp(1.nA, from: 2.ms, for: 1.ms))
    ]
    #expect(failure(late)?.lines.count == 1)
    var still = axon
    still.run.step = .zero
    #expect(failure(still)?.status == 65)
  }

  @Test("a place that is missing is told by the path of its name")
  func missing() throws {
    var lost = axon
    lost.recordings = [Recording(name: "r", .sites([.section(0, 0), .soma]))]
    lost.measures = [Measure(name: "m", .inputResistance(at: .swc(7)))]
    #expect(
      failure(lost)
        == Failure(
          status: 65,
          [
            "record[0].at[1]: there is no soma; section(0, 0) is the start of the first section",
            "measure[0].input_resistance.at: no sample of the file has the id 7",
          ]))
  }
}
