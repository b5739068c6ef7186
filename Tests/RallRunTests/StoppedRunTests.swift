import RallHDF5
import RallModel
import RallRun
import RallUnits
import Testing

/// Runs that do not come to their end: what was recorded is kept.
@Suite("A run that does not come to its end")
struct StoppedRunTests {
  @Test(
    "never takes the place of what it is read from, even when overwriting is asked for",
    arguments: ["cell.swc", "experiment.yaml"])
  func ownInput(name: String) throws {
    let bench = try Bench()
    let preparation = try bench.prepared(WholeRunTests.yaml)
    let before = try bench.bytes(of: name)
    let failure = #expect(throws: Failure.self) {
      try preparation.run(RunOptions(output: bench.path(name), overwrite: true))
    }
    #expect(failure?.status == 73)
    #expect(try bench.bytes(of: name) == before)
    #expect(bench.files == ["cell.swc", "experiment.yaml"])
  }

  @Test(
    "that is interrupted leaves a shorter file whose frames are those of the whole run",
    arguments: ["standard", "euler", "richardson"])
  func interrupted(accuracy: String) throws {
    let bench = try Bench()
    let settings = ["run.accuracy=\(accuracy)"]
    try bench.run(WholeRunTests.yaml, settings: settings, into: "whole.h5")
    let report = try bench.run(WholeRunTests.yaml, settings: settings) { $0.time < 20.ms }
    #expect(report.status == .interrupted)
    #expect(report.time >= 20.ms && report.time < 21.ms)
    #expect(report.duration == 60.ms)
    #expect(report.steps == Int((report.time / 25.us).rounded()))
    #expect(report.text.contains("interrupted, at 20"))
    let part = try bench.reader()
    let whole = try bench.reader(of: "whole.h5")
    #expect(part.contents.status == .interrupted)
    #expect(try ResultValidator.check(bench.path("result.h5")) == [])
    #expect(bench.files == ["cell.swc", "experiment.yaml", "result.h5", "whole.h5"])
    for track in part.contents.tracks.indices {
      let stored = part.contents.tracks[track].track
      let times = try part.times(of: track)
      #expect(times.count == Int((report.time / stored.every * (1 + 1e-12)).rounded(.down)) + 1)
      // The last frame lies between the last steps, where only three samples are known.
      for column in stored.columns.indices {
        let values = try part.values(of: track, column: column)
        #expect(
          values.dropLast() == (try whole.values(of: track, column: column)[..<(values.count - 1)]))
      }
    }
    let seen = part.contents.detectors[0].spikes
    #expect(!seen.isEmpty)
    let all = whole.contents.detectors[0].spikes
    #expect(seen.allSatisfy { all.contains($0) })
    #expect(seen.count == all.count { $0.time <= report.time })
  }

  @Test(
    "whose numbers leave all bounds says where, by the neuron's file, and when",
    arguments: ["standard", "euler", "richardson"], ["5 ms", "0.2 ms"])
  func numericalFailure(accuracy: String, pulse: String) throws {
    let bench = try Bench()
    let yaml = experiment(
      """
      stimuli:
        - { name: absurd, at: "section(1, 0.6)", current_clamp: { start: 2 ms, duration: \(pulse), amplitude: 1 mA } }
      record:
        - { name: everywhere, variable: v, at: all, every: 0.1 ms }
      measure:
        - { name: speed, conduction_velocity: { along: { from: soma, to: "section(1, 1)" }, above: -20 mV } }
        - { name: shape, features: { at: soma } }
      """, run: "{ duration: 20 ms, accuracy: \(accuracy) }")
    let failure = try #require(bench.failure(yaml))
    #expect(failure.status == 70)
    #expect(failure.lines.count == 1)
    // 0.6 of 1000 um is nearest to the third sample, 500 um from the dendrite's start.
    let said = try #require(failure.lines.first)
    #expect(said.hasPrefix("cell.swc:3: the potential of compartment "), "\(said)")
    #expect(said.contains("(section 1) reached"), "\(said)")
    #expect(said.contains(" at 2."), "\(said)")
    let reader = try bench.reader()
    #expect(reader.contents.status == .failed)
    #expect(try ResultValidator.check(bench.path("result.h5")) == [])
    // What led to it is there.
    let times = try reader.times(of: 0)
    try #require(times.count > 20)
    #expect(times.count < 40)
    let soma = try reader.values(of: 0, column: 0)
    #expect(soma[..<20].allSatisfy { abs($0 + 65) < 1 })
  }

  @Test("finds a result that exists and leaves it alone, unless it may be replaced")
  func existing() throws {
    let bench = try Bench()
    try bench.write("precious", to: "result.h5")
    let failure = try #require(bench.failure(WholeRunTests.yaml))
    #expect(failure.status == 73)
    #expect(failure.lines.count == 1)
    #expect(failure.lines[0].hasPrefix("result.h5: "))
    #expect(try bench.bytes(of: "result.h5") == Array("precious".utf8))
    #expect(bench.files == ["cell.swc", "experiment.yaml", "result.h5"])
    // Here the caller names the result; what a stranger's experiment may replace is in TrustTests.
    #expect(bench.failure(WholeRunTests.yaml + "\noutput: { overwrite: true }") == nil)
    #expect(try bench.reader().contents.status == .complete)
  }

  @Test("has no folder to write to, and says so before it computes")
  func noFolder() throws {
    let bench = try Bench()
    let preparation = try bench.prepared(WholeRunTests.yaml)
    var asked = false
    do {
      _ = try preparation.run(RunOptions(output: bench.path("nowhere/result.h5"))) { _ in
        asked = true
        return true
      }
      Issue.record("a folder that is not there was written to")
    } catch {
      #expect(error.status == 73)
      #expect(error.lines.count == 1)
    }
    #expect(!asked)
  }

  @Test("names its result after the experiment where nobody names one")
  func standardOutput() throws {
    let bench = try Bench()
    let preparation = try bench.prepared(WholeRunTests.yaml)
    #expect(preparation.standardOutput == "experiment.h5")
  }
}
