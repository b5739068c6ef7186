import RallExperiment
import RallModel
import RallMorphology
import RallUnits
import Testing

@Suite("An experiment that is written and read")
struct RoundTripTests {
  @Test("is the same to the last bit", arguments: 0..<40)
  func random(batch: Int) throws {
    for number in 0..<25 {
      var maker = RandomExperiment(seed: 25 * batch + number)
      let experiment = maker.experiment()
      let text = experiment.yaml
      do throws(ExperimentErrors) {
        let again = try ExperimentDocument(yaml: text, file: "a.yaml").experiment
        #expect(again == experiment, "\(text)")
        // What was read is written as the same text again.
        #expect(again.yaml == text)
      } catch {
        Issue.record("\(error)\n\(text)")
      }
    }
  }

  @Test("keeps the words of a person")
  func readable() throws {
    let experiment = try ExperimentDocument(yaml: ReadingTests.whole, file: "a.yaml").experiment
    let text = experiment.yaml
    #expect(text.contains("hh: { gna: 100 mS/cm2, ek: -80 mV }"))
    #expect(text.contains("passive: { g: 0.05 mS/cm2 * (1 + distance / 500 um) }"))
    #expect(text.contains("region: soma or initial_segment"))
    #expect(text.contains("run: { duration: 60 ms, step: 0.01 ms, accuracy: euler, seed: 7 }"))
    #expect(text.contains("at: [soma, swc(1204), \"section(3, 0.5)\"]"))
  }

  @Test("has a named region that it does not list written out")
  func unlisted() throws {
    let region = Region.and(.soma, .named("elsewhere", .or(.axon, .basal)))
    let experiment = Experiment(
      morphology: .file("a.swc", ReadingOptions()),
      cell: Cell { Coat(region, .hh()) }, run: RunSettings(duration: 1.ms))
    let again = try ExperimentDocument(yaml: experiment.yaml, file: "a.yaml").experiment
    #expect(again.cell.coats[0].region == .and(.soma, .or(.axon, .basal)))
  }

  @Test("has two lines for two layers of one kind in one coat")
  func twoLayers() throws {
    let layers: [Layer] = [
      .passive(g: 1.mS / .cm2, e: 0.mV), .hh(), .passive(g: 2.mS / .cm2, e: 0.mV),
    ]
    let experiment = Experiment(
      morphology: .file("a.swc", ReadingOptions()),
      cell: Cell { Coat(region: .all, layers: layers) }, run: RunSettings(duration: 1.ms))
    let again = try ExperimentDocument(yaml: experiment.yaml, file: "a.yaml").experiment
    #expect(again.cell.coats.flatMap(\.layers) == layers)
    #expect(again.cell.coats.map(\.region) == [.all, .all])
  }

  @Test("is refused where its morphology was made in a program")
  func given() {
    let experiment = Experiment(
      morphology: .given(
        Morphology(
          sections: [], junctionCount: 0,
          soma: Soma(rule: .none, samples: 0, area: .zero, site: nil))),
      cell: Cell(), run: RunSettings(duration: 1.ms))
    do throws(ExperimentErrors) {
      _ = try ExperimentDocument(yaml: experiment.yaml, file: "a.yaml")
      Issue.record("it was read")
    } catch {
      #expect(error.diagnostics.map(\.message).joined().contains("made in a program"))
    }
  }
}
