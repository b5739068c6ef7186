import Foundation
import RallHDF5
import RallModel
import RallRun
import RallUnits
import Testing

/// A run that was killed goes on to the bits of the run that was not.
@Suite("A run that goes on after a kill")
struct ResumptionTests {
  /// What a kill leaves at moments of a run: copies of its files, made while it goes on.
  static func leave(
    _ bench: Bench, _ yaml: String, settings: [String] = [], at moments: [Time]
  ) throws -> [String] {
    var left: [String] = []
    let preparation = try bench.prepared(yaml, settings: settings)
    _ = try preparation.run(
      RunOptions(output: bench.path("whole.h5"), command: "rall run", keepsEvery: .zero)
    ) { progress in
      if left.count < moments.count, progress.time >= moments[left.count] {
        let name = "killed\(left.count).h5"
        for ending in [".part", ".part.log"] {
          try? FileManager.default.copyItem(
            atPath: bench.path("whole.h5" + ending), toPath: bench.path(name + ending))
        }
        left.append(name)
      }
      return true
    }
    return left
  }

  @Test(
    "in every scheme, with spikes, measures and all kinds of recordings",
    arguments: ["standard", "euler", "richardson"], ["run.seed=1", "output.compress=true"])
  func goesOn(accuracy: String, setting: String) throws {
    let bench = try Bench()
    let settings = ["run.accuracy=\(accuracy)", setting]
    let left = try Self.leave(
      bench, WholeRunTests.yaml, settings: settings, at: [300.us, 7.ms, 30.ms, 59.ms])
    #expect(left.count == 4)
    let whole = try computed(bench, "whole.h5")
    for name in left {
      // From inside the file alone.
      try FileManager.default.removeItem(atPath: bench.path("cell.swc"))
      let resumption = try Resumption(of: bench.path(name + ".part"))
      let report = try resumption.run(RunOptions(command: "rall run --resume \(name).part"))
      #expect(report.status == .complete)
      #expect(try computed(bench, name) == whole)
      #expect(try ResultValidator.check(bench.path(name)) == [])
      #expect(!bench.files.contains(name + ".part"))
      try bench.write(Bench.ballAndStick, to: "cell.swc")
    }
  }

  @Test("killed again and again, it comes to the same end")
  func againAndAgain() throws {
    let bench = try Bench()
    let left = try Self.leave(bench, WholeRunTests.yaml, at: [2.ms])
    let name = try #require(left.first)
    let whole = try computed(bench, "whole.h5")
    for (number, moment) in [9.ms, 9100.us, 33.ms, 47.ms].enumerated() {
      let resumption = try Resumption(of: bench.path(name))
      var isCopied = false
      let copy = "copy\(number).h5"
      _ = try resumption.run(RunOptions(keepsEvery: .zero)) { progress in
        if !isCopied, progress.time >= moment {
          isCopied = true
          for ending in [".part", ".part.log"] {
            try? FileManager.default.copyItem(
              atPath: bench.path(name + ending), toPath: bench.path(copy + ending))
          }
        }
        return true
      }
      #expect(try computed(bench, name) == whole)
      try FileManager.default.removeItem(atPath: bench.path(name))
      for ending in [".part", ".part.log"] {
        try FileManager.default.moveItem(
          atPath: bench.path(copy + ending), toPath: bench.path(name + ending))
      }
    }
    _ = try Resumption(of: bench.path(name)).run()
    #expect(try computed(bench, name) == whole)
  }

  @Test("with the files that an experiment names, as they were")
  func otherFiles() throws {
    let bench = try Bench()
    try bench.write("0 0\n10 400\n30 -50\n", to: "current.txt")
    let yaml = experiment(
      """
      stimuli:
        - { name: told, at: soma, file: { path: current.txt, time: ms, current: pA } }
      record:
        - { name: everywhere, variable: v, at: all, every: 0.1 ms }
      """)
    let left = try Self.leave(bench, yaml, at: [12.ms])
    try bench.write("0 0\n10 0\n", to: "current.txt")
    let name = try #require(left.first)
    let failure = #expect(throws: Failure.self) {
      _ = try Resumption(of: bench.path(name), experiment: bench.path("experiment.yaml"))
    }
    #expect(failure?.lines[0].contains("current.txt differs") == true)
    _ = try Resumption(of: bench.path(name)).run()
    #expect(try computed(bench, name) == computed(bench, "whole.h5"))
  }

  @Test("is refused where the experiment is another, and the line named")
  func otherExperiment() throws {
    let bench = try Bench()
    let name = try #require(try Self.leave(bench, WholeRunTests.yaml, at: [12.ms]).first)
    try bench.write(
      WholeRunTests.yaml.replacingOccurrences(of: "0.5 nA", with: "0.6 nA"), to: "other.yaml")
    let failure = #expect(throws: Failure.self) {
      _ = try Resumption(of: bench.path(name), experiment: bench.path("other.yaml"))
    }
    #expect(failure?.status == 65)
    #expect(failure?.lines.count == 1)
    #expect(failure?.lines[0].contains("0.5 nA") == true)
    #expect(failure?.lines[0].contains("0.6 nA") == true)
    #expect(failure?.lines[0].contains("other.yaml:9") == true, "\(failure?.lines ?? [])")
    // The same one is none.
    _ = try Resumption(of: bench.path(name), experiment: bench.path("experiment.yaml")).run()
    #expect(try computed(bench, name) == computed(bench, "whole.h5"))
  }

  @Test("is refused where the neuron is another")
  func otherNeuron() throws {
    let bench = try Bench()
    let name = try #require(try Self.leave(bench, WholeRunTests.yaml, at: [12.ms]).first)
    try bench.write(Bench.ballAndStick + "\n# a word more", to: "cell.swc")
    let failure = #expect(throws: Failure.self) {
      _ = try Resumption(of: bench.path(name), experiment: bench.path("experiment.yaml"))
    }
    #expect(failure?.status == 65)
    #expect(failure?.lines[0].contains("cell.swc differs: sha256 ") == true)
    // Inside the file too.
    let file = try File.update(bench.path(name + ".part"))
    let path = "morphology/cell/swc_text"
    var bytes: [UInt8] = try file.dataset(path).read(path: path)
    bytes[5] = UInt8(ascii: "2")
    try file.dataset(path).write(bytes, to: path)
    try file.close("closing")
    let changed = #expect(throws: Failure.self) { _ = try Resumption(of: bench.path(name)) }
    #expect(changed?.lines[0].contains("the neuron in it was changed") == true)
  }

  @Test(
    "is refused where the program is another, and both are named",
    arguments: ["provenance/version", "provenance/compiler", "checkpoint/kernel"])
  func otherProgram(place: String) throws {
    let bench = try Bench()
    let name = try #require(try Self.leave(bench, WholeRunTests.yaml, at: [12.ms]).first)
    let parts = place.split(separator: "/").map(String.init)
    let file = try File.update(bench.path(name + ".part"))
    let group = try file.group(parts[0])
    try group.setAttribute(parts[1], "an older one")
    try file.close("closing")
    let failure = #expect(throws: Failure.self) { _ = try Resumption(of: bench.path(name)) }
    #expect(failure?.status == 65)
    #expect(failure?.lines[0].contains("\(parts[1]) ") == true)
    #expect(failure?.lines[0].contains("an older one in the file") == true)
  }

  @Test("of a point cell that takes no steps, begins anew in the same file")
  func point() throws {
    let bench = try Bench()
    let yaml = """
      rall: 1
      point_cell: { model: lif, tau: 20 ms, resistance: 10 Mohm, rest: -70 mV, threshold: -55 mV, reset: -70 mV, refractory: 2 ms }
      stimuli:
        - { name: step, at: soma, current_clamp: { start: 1 ms, duration: 900 ms, amplitude: 2 nA } }
      record:
        - { name: membrane, variable: v, at: soma, every: 0.01 ms }
      detect:
        - { name: spikes, at: soma }
      run: { duration: 1000 ms }
      """
    let name = try #require(try Self.leave(bench, yaml, at: [500.ms]).first)
    _ = try Resumption(of: bench.path(name)).run()
    #expect(try computed(bench, name) == computed(bench, "whole.h5"))
    #expect(try bench.reader(of: name).contents.detectors[0].spikes.count > 10)
  }
}
