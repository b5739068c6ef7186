import RallExperiment
import RallModel
import RallMorphology
import RallUnits
import Testing

@Suite("A setting")
struct SettingTests {
  private func read(_ settings: String...) throws(ExperimentErrors) -> ExperimentDocument {
    try ExperimentDocument(yaml: ReadingTests.whole, file: "cell.yaml", settings: settings)
  }

  private func message(_ settings: String...) -> String {
    do throws(ExperimentErrors) {
      _ = try ExperimentDocument(yaml: ReadingTests.whole, file: "cell.yaml", settings: settings)
      return ""
    } catch {
      return error.description
    }
  }

  @Test("takes the place of the file's value")
  func replaces() throws {
    #expect(try read("run.step=0.02 ms").experiment.run.step == 20.us)
    #expect(try read("run.seed=3", "run.seed=4").experiment.run.seed == 4)
    #expect(try read("title=a = b").experiment.title == "a = b")
    let coat = try read("membrane[1].hh.gna=90 mS/cm2").experiment.cell.coats[1]
    guard case .mechanism("hh", let parameters) = coat.layers[0] else {
      Issue.record("no hh")
      return
    }
    #expect(parameters["gna"] == Expression(90.mS / .cm2))
    let detector = try read("detect[0].at=[soma, swc(3)]").experiment.detectors[0]
    #expect(detector.sites == [.soma, .swc(3)])
    #expect(try read("record[0].at[0]=soma").experiment.recordings[0].place == .sites([.soma]))
  }

  @Test("makes a value that was not there")
  func makes() throws {
    let text = "rall: 1\nmorphology: { file: a.swc }"
    let document = try ExperimentDocument(
      yaml: text, file: "a.yaml",
      settings: ["run.duration=5 ms", "output.file=b.h5", "cell={ name: c }"])
    #expect(document.experiment.run.duration == 5.ms)
    #expect(document.experiment.output.file == "b.h5")
    #expect(document.experiment.cell.name == "c")
  }

  @Test("is part of the source that the document gives")
  func source() throws {
    #expect(try read().source == ReadingTests.whole)
    let document = try read("run.step=0.02 ms")
    #expect(document.source.hasPrefix("# --set run.step=0.02 ms\nrall: 1\n"))
    let again = try ExperimentDocument(yaml: document.source, file: "a.yaml")
    #expect(again.experiment == document.experiment)
  }

  @Test("that is wrong is told by its path")
  func wrong() throws {
    #expect(message("run.step=1 mV").hasPrefix("--set run.step: 1 mV, a voltage; expected a time"))
    #expect(message("run.stepp=1 ms").hasPrefix("--set run.stepp: the unknown key 'stepp' of run"))
    #expect(message("run.step").hasPrefix("--set run.step: no value"))
    #expect(message("run.step=").hasPrefix("--set run.step: no value"))
    #expect(message("run..step=1 ms").hasPrefix("--set run..step: no path"))
    #expect(message("run[x]=1 ms").hasPrefix("--set run[x]: no path"))
    #expect(message("=1").hasPrefix("--set : no path"))
    #expect(message("record[4].at=soma").hasPrefix("--set record[4].at: item [4]"))
    #expect(message("record.at=soma").hasPrefix("--set record.at: at of a list"))
    #expect(message("title[1]=a").hasPrefix("--set title[1]: item [1] of 'A pyramidal cell'"))
    #expect(message("run={ duration: 3").hasPrefix("--set run: this { } is not closed"))
    #expect(message("title=*a").hasPrefix("--set title: the alias *a"))
    #expect(
      message("stimuli[0].current_clamp.start=70 ms").hasPrefix(
        "--set stimuli[0].current_clamp.start: a stimulus that starts at 70 ms"))
    #expect(message(String(repeating: "a.", count: 100_000) + "a=3").contains("no path"))
  }

  @Test("that was wrong later is placed by its path too")
  func place() throws {
    let document = try read("membrane[1].region=axon")
    #expect(document.place(of: "membrane[1].region") == .setting("membrane[1].region"))
    #expect(document.diagnostic(at: "membrane[1].region", "empty").line == nil)
  }
}
