import Foundation
import RallHDF5
import RallModel
import RallRun
import Testing

/// An experiment may come from anybody: what it can do with the files of who runs it.
@Suite("An experiment from a stranger")
struct TrustTests {
  private static func yaml(_ output: String) -> String {
    experiment(
      "record: [{ name: v, at: soma, every: 1 ms }]\noutput: { \(output) }",
      run: "{ duration: 2 ms }")
  }

  /// Runs as `rall run experiment.yaml` does, without a name for the result.
  private func refusal(_ bench: Bench, _ output: String, overwrite: Bool = false) -> Failure? {
    do throws(Failure) {
      _ = try bench.prepared(Self.yaml(output)).run(RunOptions(overwrite: overwrite))
      return nil
    } catch { return error }
  }

  @Test(
    "names no result outside of the folder in which it is run",
    arguments: ["/tmp/rall-never.h5", "../rall-never.h5", "a/../../rall-never.h5", "..", "/"])
  func outside(name: String) throws {
    let bench = try Bench()
    let failure = try #require(refusal(bench, "file: \"\(name)\""))
    #expect(failure.status == 65)
    #expect(failure.lines.count == 1)
    #expect(failure.lines[0].contains("outside of the folder in which rall runs"))
    #expect(failure.lines[0].contains("experiment.yaml:"))
    #expect(!FileManager.default.fileExists(atPath: "/tmp/rall-never.h5"))
    // Who runs it may name any.
    let preparation = try bench.prepared(Self.yaml("file: \"\(name)\""))
    #expect(throws: Never.self) {
      _ = try preparation.run(RunOptions(output: bench.path("elsewhere.h5")))
    }
  }

  @Test("replaces results and nothing else, whatever it says of overwriting")
  func overwriting() throws {
    let bench = try Bench()
    // A name in the working directory that no other test has.
    let name = "rall-trust-\(UUID().uuidString).h5"
    defer {
      for file in [name, name + ".part"] { try? FileManager.default.removeItem(atPath: file) }
    }
    let output = "file: \(name), overwrite: true"
    for foreign in [name, name + ".part"] {
      try Data("precious".utf8).write(to: URL(fileURLWithPath: foreign))
      let failure = try #require(refusal(bench, output))
      #expect(failure.status == 73)
      #expect(failure.lines[0].contains("\(foreign) is no result of rall"))
      #expect(try String(contentsOfFile: foreign, encoding: .utf8) == "precious")
      try FileManager.default.removeItem(atPath: foreign)
    }
    #expect(refusal(bench, output) == nil)
    let first = try ResultReader(name).contents.identifier
    #expect(refusal(bench, output) == nil)
    #expect(try ResultReader(name).contents.identifier != first)
  }

  @Test("cannot have a device, a pipe or a folder read as its neuron or as a current")
  func devices() throws {
    let bench = try Bench()
    #expect(mkfifo(bench.path("pipe"), 0o600) == 0)
    for path in ["/dev/zero", "/dev/stdin", bench.path("pipe"), "/"] {
      let failure = try #require(
        bench.failure(experiment("").replacing("file: cell.swc", with: "file: \"\(path)\"")))
      #expect(failure.status == 66, "\(path)")
      let current = try #require(
        bench.failure(
          experiment(
            "stimuli: [{ name: s, at: soma, file: { path: \"\(path)\", time: ms, current: nA } }]"))
      )
      #expect(current.status == 66, "\(path)")
    }
  }

  @Test("cannot fill the memory with a file of any size")
  func huge() throws {
    let bench = try Bench()
    try bench.write("", to: "huge.swc")
    // All of it a hole.
    #expect(truncate(bench.path("huge.swc"), 1 << 40) == 0)
    let failure = try #require(
      bench.failure(experiment("").replacing("cell.swc", with: "huge.swc")))
    #expect(failure.status == 65)
    #expect(failure.lines[0].contains("a file of 1099511627776 bytes; 1073741824 are read at most"))
  }

  @Test("has its words shown and not done: no shell reads them")
  func shell() throws {
    let bench = try Bench()
    for trick in ["$(touch done)", "`touch done`", "; touch done", "| touch done"] {
      let yaml = experiment("").replacing("cell.swc", with: "\"\(bench.path("")) \(trick)\"")
      let failure = try #require(bench.failure(yaml))
      #expect(failure.status == 66)
      #expect(failure.lines[0].contains(trick))
    }
    #expect(!bench.files.contains("done"))
    #expect(!FileManager.default.fileExists(atPath: "done"))
  }
}
