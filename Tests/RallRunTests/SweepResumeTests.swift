import Foundation
import RallHDF5
import RallModel
import RallRun
import RallUnits
import Testing

@Suite("A sweep that does not come to its end")
struct SweepResumeTests {
  private static let yaml = experiment(
    """
    stimuli:
      - { name: step, at: soma, current_clamp: { start: 5 ms, duration: 20 ms, amplitude: 0.3 nA } }
    record:
      - { name: v, variable: v, at: soma, every: 0.5 ms }
    detect:
      - { name: spikes, at: soma, above: -20 mV }
    measure:
      - { name: decay, length_constant: { from: soma } }
      - { name: rate, rate: { at: soma, above: -20 mV } }
    """, run: "{ duration: 30 ms }")

  private static let over = "stimuli[0].current_clamp.amplitude=0..1e9 nA:6"

  /// So many that some are left when it is asked to stop, however fast the processor is.
  private static let many = "stimuli[0].current_clamp.amplitude=0..0.3 nA:400"

  private let bench: Bench

  init() throws {
    bench = try Bench()
    try bench.write(Self.yaml, to: "experiment.yaml")
  }

  private func sweep(
    _ over: String = Self.over, settings: [String] = [], into name: String = "sweep.h5",
    traces: Bool = true, overwrite: Bool = false, resumes: Bool = false,
    proceed: (SweepProgress) -> Bool = { _ in true }
  ) throws(Failure) -> SweepOutcome? {
    try Sweep([SweepAxis(over)]).run(
      file: bench.path("experiment.yaml"), settings: settings,
      SweepOptions(
        output: bench.path(name), overwrite: overwrite, resumes: resumes, keepsTraces: traces,
        command: "rall sweep"), proceed: proceed)
  }

  /// The sweep that was never stopped.
  private func whole(_ over: String = Self.over) throws -> [String: [UInt8]] {
    _ = try sweep(over, into: "whole.h5")
    return try datasets(of: bench.path("whole.h5"))
  }

  @Test(
    "that is asked to stop leaves a good file, which --resume completes as if it had never been stopped"
  )
  func stopped() throws {
    let stopped = try #require(try sweep(Self.many) { $0.done < 3 })
    #expect(stopped.status == .interrupted)
    #expect((3..<400).contains(stopped.results.count))
    #expect(try ResultValidator.check(bench.path("sweep.h5")) == [])
    let part = try SweepReader(bench.path("sweep.h5"))
    #expect(part.status == .interrupted)
    #expect(part.results == stopped.results)
    #expect(bench.files == ["cell.swc", "experiment.yaml", "sweep.h5"])

    let resumed = try #require(try sweep(Self.many, resumes: true))
    #expect(resumed.status == .complete)
    #expect(resumed.found == stopped.results.count)
    #expect(try datasets(of: bench.path("sweep.h5")) == whole(Self.many))
    #expect(try ResultValidator.check(bench.path("sweep.h5")) == [])
  }

  @Test("that is killed has lost nothing that was finished, whatever it was writing")
  func killed() throws {
    let expected = try whole()
    let records = try SweepReader(bench.path("whole.h5"))
    // What a kill leaves after two variants, the second half written: their lines, and their traces.
    do {
      var file = try SweepFile.create(
        bench.path("sweep.h5"), overwrite: false, records.description, title: "", command: "")
      for result in records.results where [1, 4].contains(result.variant) {
        try file.append([SweepRecord(result, frames: records.frames(of: result.variant))])
      }
    }
    #expect(
      bench.files.filter { $0.hasPrefix("sweep") } == ["sweep.h5.part.log", "sweep.h5.part.traces"])
    for name in ["sweep.h5.part.log", "sweep.h5.part.traces"] {
      let file = try FileHandle(forWritingTo: URL(fileURLWithPath: bench.path(name)))
      try file.seekToEnd()
      try file.write(contentsOf: Data(#"{"result":{"failure":"#.utf8))
      try file.close()
    }
    let refused = #expect(throws: Failure.self) { try sweep() }
    #expect(refused?.status == 73)
    #expect(refused?.lines[0].contains("rall sweep --resume") == true)
    let recovered = #expect(throws: Failure.self) { try Recovery(of: bench.path("sweep.h5")) }
    #expect(recovered?.lines[0].contains("rall sweep --resume") == true)

    let resumed = try #require(try sweep(resumes: true))
    #expect(resumed.found == 2)
    #expect(resumed.status == .complete)
    #expect(try datasets(of: bench.path("sweep.h5")) == expected)
    #expect(bench.files.filter { $0.hasPrefix("sweep") } == ["sweep.h5"])
  }

  /// What a kill leaves after three variants; only the first recorded anything, for no membrane bears the
  /// currents of the others.
  private func leaveThree() throws {
    _ = try whole()
    let records = try SweepReader(bench.path("whole.h5"))
    var file = try SweepFile.create(
      bench.path("sweep.h5"), overwrite: false, records.description, title: "", command: "")
    for result in records.results.prefix(3) {
      try file.append([SweepRecord(result, frames: records.frames(of: result.variant))])
    }
  }

  @Test(
    "of whose two files one is gone or spoilt is never begun anew without a word, and nothing is touched",
    arguments: [
      ("log", Int?.none, "log: cannot read variants: it is missing or empty, and recordings"),
      ("traces", nil, "traces: cannot read recordings: the file is missing"),
      ("traces", 5, "traces: cannot read recordings: it has 5 bytes and had"),
      ("traces", -1, "traces: cannot read recordings: those of variant 0 are damaged"),
    ])
  func lost(ending: String, size: Int?, says: String) throws {
    try leaveThree()
    let name = "sweep.h5.part.\(ending)"
    if let size {
      var bytes = try bench.bytes(of: name)
      if size < 0 { bytes[bytes.count / 2] ^= 16 } else { bytes.removeSubrange(size...) }
      try bench.write(bytes, to: name)
    } else {
      try FileManager.default.removeItem(atPath: bench.path(name))
    }
    let files = bench.files
    let before = try files.map { try bench.bytes(of: $0) }
    for resumes in [true, true, false] {
      let failure = #expect(throws: Failure.self) { try sweep(resumes: resumes) }
      #expect(failure?.status == (resumes ? 65 : 73))
      if resumes {
        #expect(failure?.lines.count == 1)
        #expect(failure?.lines[0].contains(says) == true)
      }
    }
    #expect(bench.files == files)
    #expect(try bench.files.map { try bench.bytes(of: $0) } == before)
    let anew = try #require(try sweep(overwrite: true))
    #expect(anew.found == 0 && anew.status == .complete)
    #expect(bench.files.filter { $0.hasPrefix("sweep") } == ["sweep.h5"])
  }

  @Test("takes nothing of another one, in whose place it was begun")
  func overAnother() throws {
    let other = "stimuli[0].current_clamp.amplitude=0..2e9 nA:6"
    _ = try sweep(other)
    _ = try whole()
    let records = try SweepReader(bench.path("whole.h5"))
    do {
      var file = try SweepFile.create(
        bench.path("sweep.h5"), overwrite: true, records.description, title: "", command: "")
      try file.append([SweepRecord(records.results[5])])
    }
    let resumed = try #require(try sweep(resumes: true))
    #expect(resumed.found == 1)
    #expect(try datasets(of: bench.path("sweep.h5")) == datasets(of: bench.path("whole.h5")))
    // Nor of the result of a run.
    try bench.run(Self.yaml, into: "run.h5")
    do {
      var file = try SweepFile.create(
        bench.path("run.h5"), overwrite: true, records.description, title: "", command: "")
      try file.append([SweepRecord(records.results[5])])
    }
    #expect(try #require(try sweep(into: "run.h5", resumes: true)).found == 1)
  }

  @Test("with recordings that no disk holds is refused before its first variant, with the bytes")
  func tooLarge() throws {
    // 4e8 frames a variant and 1e5 variants: 160 TB, twice.
    let failure = #expect(throws: Failure.self) {
      _ = try Sweep([SweepAxis("cell.temperature=6..7 degC:100000")]).run(
        file: bench.path("experiment.yaml"), settings: ["run.duration=2e8 ms"],
        SweepOptions(output: bench.path("sweep.h5"), keepsTraces: true))
    }
    #expect(failure?.status == 73)
    #expect(failure?.lines.count == 1)
    #expect(failure?.lines[0].contains("160000000400000 bytes beside the result") == true)
    #expect(bench.files == ["cell.swc", "experiment.yaml"])
    // Where the durations differ, what is beside is half of what the longest would take.
    let swept = #expect(throws: Failure.self) {
      _ = try Sweep([SweepAxis("run.duration=0..2e8 ms:100000")]).run(
        file: bench.path("experiment.yaml"),
        SweepOptions(output: bench.path("sweep.h5"), keepsTraces: true))
    }
    let told = swept?.lines[0].split(separator: " ").compactMap { Double($0) } ?? []
    #expect(told.count == 2)
    #expect(abs(told[0] / 80e12 - 1) < 1e-4 && abs(told[1] / 160e12 - 1) < 1e-4)
  }

  @Test("is no run: recover and run --resume say what goes on with it")
  func noRun() throws {
    _ = try sweep(Self.many) { $0.done < 2 }
    for (resumes, status, says) in [
      (true, Int32(65), "was stopped; rall sweep --resume"), (false, 65, "it is whole"),
    ] {
      if !resumes { _ = try sweep(Self.many, resumes: true) }
      let recovered = #expect(throws: Failure.self) { try Recovery(of: bench.path("sweep.h5")) }
      #expect(recovered?.status == status)
      #expect(recovered?.lines[0].contains(says) == true)
      let gone = #expect(throws: Failure.self) { try Resumption(of: bench.path("sweep.h5")) }
      #expect(gone?.lines == recovered?.lines)
    }
  }

  @Test("that is killed as it goes on with a stopped one has lost nothing of either")
  func killedTwice() throws {
    let expected = try whole(Self.many)
    let records = try SweepReader(bench.path("whole.h5"))
    _ = try sweep(Self.many) { $0.done < 2 }
    let before = try bench.bytes(of: "sweep.h5")
    if var file = try SweepFile.resume(
      bench.path("sweep.h5"), records.description, title: "", command: "")
    {
      let found = file.found
      #expect(found >= 2)
      let last = records.results[399]
      try file.append([SweepRecord(last, frames: records.frames(of: 399))])
    } else {
      Issue.record("it is whole already")
    }
    #expect(try bench.bytes(of: "sweep.h5") == before)
    let resumed = try #require(try sweep(Self.many, resumes: true))
    #expect(resumed.found >= 3)
    #expect(try datasets(of: bench.path("sweep.h5")) == expected)
  }

  @Test("that is whole is left as it is, and one that was never begun is begun")
  func wholeAlready() throws {
    let begun = try #require(try sweep(resumes: true))
    #expect(begun.found == 0 && begun.status == .complete)
    let before = try bench.bytes(of: "sweep.h5")
    let again = try #require(try sweep(resumes: true))
    #expect(again.found == 6)
    #expect(again.results == begun.results)
    #expect(try bench.bytes(of: "sweep.h5") == before)
    #expect(bench.files == ["cell.swc", "experiment.yaml", "sweep.h5"])
    let refused = #expect(throws: Failure.self) { try sweep() }
    #expect(refused?.status == 73)
    #expect(try #require(try sweep(overwrite: true)).found == 0)
  }

  @Test("goes on only with what it was, and says in what the other differs")
  func another() throws {
    _ = try sweep { $0.done < 2 }
    let before = try bench.bytes(of: "sweep.h5")
    func refusal(_ body: () throws(Failure) -> SweepOutcome?) -> String {
      do throws(Failure) {
        _ = try body()
        return ""
      } catch {
        return error.status == 65 ? error.lines[0] : "status \(error.status)"
      }
    }
    #expect(
      refusal { () throws(Failure) in
        try sweep("stimuli[0].current_clamp.amplitude=0..1e9 nA:7", resumes: true)
      }.contains("the arrangement was a grid of 6 and is a grid of 7"))
    #expect(
      refusal { () throws(Failure) in
        try sweep("stimuli[0].current_clamp.amplitude=0..1e8 nA:6", resumes: true)
      }.contains("the values of stimuli[0].current_clamp.amplitude are others"))
    #expect(
      refusal { () throws(Failure) in
        try sweep("cell.axoplasm=50..150 ohm cm:6", resumes: true)
      }.contains("what is swept was"))
    #expect(
      refusal { () throws(Failure) in
        try sweep(settings: ["run.step=0.01 ms"], resumes: true)
      }.contains("--set was nothing and is run.step=0.01 ms"))
    #expect(
      refusal { () throws(Failure) in try sweep(traces: false, resumes: true) }
        .contains("begun with --traces"))
    try bench.write(Bench.ballAndStick.replacing("1010", with: "1000"), to: "cell.swc")
    #expect(
      refusal { () throws(Failure) in try sweep(resumes: true) }
        .contains("the file cell.swc is another"))
    try bench.write(Bench.ballAndStick, to: "cell.swc")
    try bench.write(Self.yaml.replacing("0.5 ms", with: "0.25 ms"), to: "experiment.yaml")
    #expect(
      refusal { () throws(Failure) in try sweep(resumes: true) }
        .contains("of the experiment is another than it was"))
    #expect(try bench.bytes(of: "sweep.h5") == before)
    #expect(bench.files == ["cell.swc", "experiment.yaml", "sweep.h5"])
  }

  @Test("never takes the place of what it is read from, and no run's result is taken for a sweep")
  func others() throws {
    for name in ["experiment.yaml", "cell.swc"] {
      let failure = #expect(throws: Failure.self) { try sweep(into: name, overwrite: true) }
      #expect(failure?.status == 73)
    }
    try bench.run(Self.yaml, into: "sweep.h5")
    let failure = #expect(throws: Failure.self) { try sweep(resumes: true) }
    #expect(failure?.status == 65)
    #expect(failure?.lines[0].contains("no sweep") == true)
    _ = try sweep(into: "other.h5")
    let export = #expect(throws: Failure.self) { _ = try Export(of: bench.path("other.h5")) }
    #expect(export?.lines[0].contains("this is a sweep") == true)
  }
}
