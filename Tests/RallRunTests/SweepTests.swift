import RallHDF5
import RallModel
import RallRun
import RallUnits
import Testing

/// Every kind of answer: at rest, of spikes, of a trace, of several places.
private let yaml = experiment(
  """
  stimuli:
    - { name: step, at: soma, current_clamp: { start: 5 ms, duration: 20 ms, amplitude: 0.3 nA } }
  record:
    - { name: tip, variable: v, at: [soma, tips(dendrites)], every: 0.5 ms }
    - { name: gates, variable: [hh.m, hh.h], at: soma, every: 0.5 ms }
  detect:
    - { name: spikes, at: [soma, tips(dendrites)], above: -20 mV }
  measure:
    - { name: r, input_resistance: { at: soma } }
    - { name: lambda, length_constant: { region: dendrites } }
    - { name: decay, length_constant: { from: soma } }
    - { name: shape, features: { at: soma, above: -20 mV } }
    - { name: rate, rate: { at: soma, above: -20 mV } }
    - { name: speed, conduction_velocity: { along: { from: "at(50 um, dendrites)", to: "at(500 um, dendrites)" }, above: -50 mV } }
  """, run: "{ duration: 30 ms, accuracy: richardson }")

extension Bench {
  /// Sweeps an experiment into `NAME`.
  fileprivate func sweep(
    _ yaml: String, _ sweep: Sweep, settings: [String] = [], into name: String = "sweep.h5",
    threads: Int = 1, traces: Bool = false, overwrite: Bool = false, resumes: Bool = false,
    proceed: (SweepProgress) -> Bool = { _ in true }
  ) throws(Failure) -> SweepOutcome {
    do { try write(yaml, to: "experiment.yaml") } catch { preconditionFailure("\(error)") }
    let options = SweepOptions(
      output: path(name), overwrite: overwrite, resumes: resumes, threads: threads,
      keepsTraces: traces, command: "rall sweep")
    guard
      let outcome = try sweep.run(
        file: path("experiment.yaml"), settings: settings, options, proceed: proceed)
    else { preconditionFailure("this is the only process") }
    return outcome
  }
}

extension Sweep {
  /// Of what stands behind --over.
  fileprivate init(over texts: String...) throws(Failure) {
    var axes: [SweepAxis] = []
    for text in texts { axes.append(try SweepAxis(text)) }
    try self.init(axes)
  }
}

@Suite("A sweep of many variants")
struct SweepTests {
  private static let grid = [
    "membrane[0].hh.gna=100..140 mS/cm2:3", "cell.axoplasm=80..120 ohm cm:2",
  ]

  @Test("a variant answers, records and counts, to the last bit, what a run with its values does")
  func variant() throws {
    let bench = try Bench()
    let axis = try SweepAxis("membrane[0].hh.gna=100..140 mS/cm2", isDrawn: true)
    let several = try Sweep([axis], .sample(count: 7, seed: 3))
    let outcome = try bench.sweep(yaml, several, traces: true)
    #expect(outcome.status == .complete)
    let stored = try SweepReader(bench.path("sweep.h5"))
    // The file keeps the order of quantities in which they were met first.
    func values(_ results: [VariantResult]) -> [Set<MeasureResult.Value>] {
      results.map { Set($0.measures.flatMap(\.values)) }
    }
    #expect(values(stored.results) == values(outcome.results))
    #expect(stored.results.map(\.spikes) == outcome.results.map(\.spikes))
    for variant in [0, 3, 6] {
      let name = "\(variant).h5"
      let report = try bench.run(yaml, settings: several.settings(of: variant), into: name)
      let plain = report.measures.map { measure in
        var measure = measure
        measure.series = []
        measure.map = nil
        return measure
      }
      #expect(plain.flatMap(\.values).count > 12)
      #expect(outcome.results[variant].measures == plain)
      let counts = report.detectors.map { $0.spikes.map(\.count) }
      #expect(counts.joined().contains { $0 > 0 })
      #expect(outcome.results[variant].spikes.map(\.counts) == counts)
      // And so they stand in the file.
      let run = try bench.reader(of: name)
      let frames = try stored.frames(of: variant)
      #expect(frames.count == run.contents.tracks.count)
      for (index, track) in stored.description.tracks.enumerated() {
        let same = try #require(run.contents.tracks.firstIndex { $0.track.name == track.name })
        let rows = 0..<run.contents.tracks[same].track.frameCount
        #expect(try frames[index] == run.frames(rows, of: same))
      }
    }
  }

  @Test("its file is the same, to the last bit, for any number of threads")
  func threads() throws {
    let bench = try Bench()
    let sweep = try Sweep(over: Self.grid[0], Self.grid[1])
    var files: [[String: [UInt8]]] = []
    for threads in [1, 2, 5] {
      let name = "\(threads).h5"
      let outcome = try bench.sweep(yaml, sweep, into: name, threads: threads, traces: true)
      #expect(outcome.results.map(\.variant) == Array(0..<6))
      #expect(try ResultValidator.check(bench.path(name)) == [])
      files.append(try datasets(of: bench.path(name)))
    }
    #expect(files[0].count > 20)
    #expect(files[0]["trace.tip"]?.isEmpty == false)
    #expect(files[1] == files[0])
    #expect(files[2] == files[0])
    #expect(bench.files == ["1.h5", "2.h5", "5.h5", "cell.swc", "experiment.yaml"])
  }

  @Test("a grid has every value with every other one, the last going fastest")
  func order() throws {
    let sweep = try Sweep(over: "a=1..3:3", "b.c=0..1 mV:2", "d[0].e=5..7 nA:3")
    #expect(sweep.count == 18)
    #expect(sweep.shape == [3, 2, 3])
    let points = (0..<18).map { sweep.values(of: $0) }
    #expect(Set(points).count == 18)
    #expect(points[0] == [1, 0, 5] && points[1] == [1, 0, 6] && points[3] == [1, 1, 5])
    #expect(points[6] == [2, 0, 5] && points[17] == [3, 1, 7])
    #expect(
      points.indices.allSatisfy { $0 == 0 || points[$0 - 1].lexicographicallyPrecedes(points[$0]) })
    #expect(sweep.settings(of: 4) == ["a=1", "b.c=1 mV", "d[0].e=6 nA"])
  }

  @Test("an axis in its logarithm goes by one factor, from end to end")
  func logarithm() throws {
    let axis = try SweepAxis("a=0.1..1000 nA:5 log")
    #expect(axis.isLogarithmic && axis.unit == "nA")
    #expect(axis.values == [0.1, 1, 10, 100, 1000])
    #expect(throws: Failure.self) { try SweepAxis("a=0..1 nA:5 log") }
    #expect(throws: Failure.self) { try SweepAxis("a=1..2 nA:5", isDrawn: true) }
    #expect(throws: Failure.self) { try SweepAxis("a=1..2 nA:5 logs") }
    #expect(try SweepAxis("a=1..2 nA:log", isDrawn: true).isLogarithmic)
  }

  @Test(
    "a sample is the same for its seed, and the first points of a longer one; another seed's is not"
  )
  func sample() throws {
    let axes = try [
      SweepAxis("a=-1..1 nA", isDrawn: true), SweepAxis("b=1..10000:log", isDrawn: true),
    ]
    let short = try Sweep(axes, .sample(count: 100, seed: 5))
    let long = try Sweep(axes, .sample(count: 10_000, seed: 5))
    let other = try Sweep(axes, .sample(count: 100, seed: 6))
    let points = (0..<10_000).map { long.values(of: $0) }
    #expect((0..<100).map { short.values(of: $0) } == Array(points.prefix(100)))
    #expect((0..<100).allSatisfy { short.values(of: $0) != other.values(of: $0) })
    #expect(Set(points).count == 10_000)
    // Even in the box: the means of both, and of their product, are those of independent even numbers
    // within five standard deviations of a mean, and each tenth holds its share within five.
    let x = points.map { $0[0] }
    let y = points.map { log10Share($0[1]) }
    let n = 10_000.0
    #expect(abs(x.reduce(0, +) / n) < 5 * (1 / 3.0 / n).squareRoot())
    #expect(abs(y.reduce(0, +) / n) < 5 * (1 / 3.0 / n).squareRoot())
    #expect(abs(zip(x, y).map(*).reduce(0, +) / n) < 5 * (1 / 9.0 / n).squareRoot())
    for values in [x, y] {
      for tenth in 0..<10 {
        let low = -1 + 0.2 * Double(tenth)
        let count = values.count { $0 >= low && $0 < low + 0.2 }
        #expect(abs(Double(count) - n / 10) < 5 * (n * 0.1 * 0.9).squareRoot())
      }
    }
  }

  /// −1 at 1, 1 at 10⁴, evenly in the logarithm: by bisection, so that no library's logarithm is asked.
  private func log10Share(_ value: Double) -> Double {
    var (low, high) = (-1.0, 1.0)
    var (least, most) = (1.0, 1e4)
    for _ in 0..<40 {
      let middle = (least * most).squareRoot()
      if value >= middle {
        (low, least) = ((low + high) / 2, middle)
      } else {
        (high, most) = ((low + high) / 2, middle)
      }
    }
    return (low + high) / 2
  }

  @Test("more variants than anybody can want are refused, and so is what is swept twice")
  func absurd() throws {
    let axis = try SweepAxis("a=1..2:1000")
    let failure = #expect(throws: Failure.self) {
      try Sweep([axis, SweepAxis("b=1..2:1000"), SweepAxis("c=1..2:1000")])
    }
    #expect(failure?.status == 64)
    #expect(failure?.lines[0].contains("1000 x 1000 x 1000 variants; 100000 at most") == true)
    #expect(throws: Failure.self) { try Sweep([axis, axis]) }
    #expect(throws: Failure.self) { try Sweep([]) }
    #expect(throws: Failure.self) {
      try Sweep([SweepAxis("a=1..2", isDrawn: true)], .sample(count: 100_001, seed: 0))
    }
  }

  @Test("a variant that cannot be, or whose numbers leave all bounds, is kept with its error")
  func failures() throws {
    let bench = try Bench()
    let refused = try bench.sweep(
      yaml, Sweep(over: "cell.axoplasm=150..-50 ohm cm:5"), into: "refused.h5")
    #expect(refused.status == .complete)
    #expect(refused.results.map { $0.failure == nil } == [true, true, true, false, false])
    #expect(refused.results[3].failure?.contains("0 ohm cm; expected more than 0") == true)
    #expect(refused.text.contains("2 failed"))
    // A current that no membrane can bear.
    let torn = try bench.sweep(
      yaml, Sweep(over: "stimuli[0].current_clamp.amplitude=0.1..1e9 nA:2"), into: "torn.h5")
    #expect(torn.failures.map(\.variant) == [1])
    let alone = bench.failure(yaml, settings: ["stimuli[0].current_clamp.amplitude=1e9 nA"])
    #expect(alone?.status == 70)
    #expect(
      torn.failures[0].failure?.split(separator: " ").last
        == alone?.lines[0].split(separator: " ").last)
    for name in ["refused.h5", "torn.h5"] {
      #expect(try ResultValidator.check(bench.path(name)) == [])
    }
    let stored = try SweepReader(bench.path("torn.h5"))
    #expect(stored.results == torn.results)
  }

  @Test(
    "what no variant can be is said before anything is computed, and leaves no file",
    arguments: [
      ("membrane[0].hh.gnaa", "rate: {", "rate: {", "gnaa"),
      ("membrane[0].hh.gna", "at(50 um,", "at(500 um,", "to itself"),
    ])
  func impossible(path: String, word: String, other: String, told: String) throws {
    let bench = try Bench()
    let failure = #expect(throws: Failure.self) {
      try bench.sweep(
        yaml.replacing(word, with: other), Sweep(over: "\(path)=100..120 mS/cm2:3"))
    }
    #expect(failure?.status == 65)
    #expect(failure?.lines[0].contains(told) == true)
    #expect(bench.files == ["cell.swc", "experiment.yaml"])
  }

  @Test("velocity against temperature is that of single runs, and grows up to the block by heat")
  func velocity() throws {
    let axon = """
      rall: 1
      morphology: { cylinder: { length: 4 mm, diameter: 2 um, type: axon } }
      compartments: { longest: 20 um }
      cell: { temperature: 6.3 degC, start: rest }
      membrane: [{ region: all, hh: {} }]
      stimuli:
        - { name: kick, at: "section(0, 0)", current_clamp: { start: 1 ms, duration: 1 ms, amplitude: 1 nA } }
      measure:
        - { name: speed, conduction_velocity: { along: { from: "section(0, 0.05)", to: "section(0, 0.75)" }, above: -20 mV } }
      run: { duration: 20 ms }
      """
    let bench = try Bench()
    let sweep = try Sweep(over: "cell.temperature=6..20 degC:3")
    let outcome = try bench.sweep(axon, sweep, threads: 2)
    let speeds = outcome.results.map { $0.measures[0].values[0].value }
    for variant in 0..<3 {
      let alone = try bench.prepared(axon, settings: sweep.settings(of: variant)).measure()
      #expect(alone.measures[0].values[0].value == speeds[variant])
    }
    #expect(speeds[0] < speeds[1] && speeds[1] < speeds[2])
  }
}
