internal import RallHDF5
internal import RallModel
internal import RallSWC
internal import RallSimulation

/// Computes the variants of one experiment, each by itself, on any thread.
struct VariantMaker: Sendable {
  let sweep: Sweep
  /// The experiment as its file says it.
  let base: Preparation
  let settings: [String]
  /// What is to be recorded of each variant; empty where nothing is.
  let tracks: [SweepTrack]
  private let yaml: [UInt8]
  private let file: String

  /// Reads the experiment, and sees that at least one variant of it can be.
  init(_ sweep: Sweep, file: String, settings: [String], keepsTraces: Bool) throws(Failure) {
    self.sweep = sweep
    self.file = file
    self.settings = settings
    yaml = try InputFile.read(file)
    base = try Preparation(yaml: yaml, file: file, settings: settings)
    tracks =
      keepsTraces ? try base.plan(for: MeasureWork(base)).layout.tracks.map(SweepTrack.init) : []
    guard !keepsTraces || !tracks.isEmpty else {
      throw .badData(["\(file): --traces, and nothing is recorded; list it under record"])
    }
    try checkSomeVariant()
  }

  /// A slip in the path of a value makes every variant impossible; that is said before any is computed.
  private func checkSomeVariant() throws(Failure) {
    var first: Failure?
    for variant in 0..<sweep.count {
      do throws(Failure) {
        let preparation = try preparation(of: variant)
        _ = try preparation.plan(for: MeasureWork(preparation))
        return
      } catch {
        guard error.isOfThisPoint else { throw error }
        first = first ?? error
      }
    }
    if let first { throw first }
  }

  private func preparation(of variant: Int) throws(Failure) -> Preparation {
    try Preparation(
      yaml: yaml, file: file, settings: settings + sweep.settings(of: variant), besides: base)
  }

  /// What the variants depend on.
  func description() throws(Failure) -> SweepDescription {
    var inputs: [SweepDescription.Input] = []
    for path in base.inputPaths {
      let bytes = try InputFile.read(InputFile.resolve(path, besides: file))
      inputs.append(.init(path: path, sha256: SHA256.hex(of: bytes)))
    }
    let points = (0..<sweep.count).map { sweep.values(of: $0) }
    let seed: Int? =
      if case .sample(_, let seed) = sweep.arrangement { seed } else { nil }
    return SweepDescription(
      experiment: String(decoding: yaml, as: UTF8.self), settings: settings,
      parameters: sweep.axes.enumerated().map { number, axis in
        .init(path: axis.path, unit: axis.unit, values: points.map { $0[number] })
      }, shape: sweep.arrangement == .grid ? sweep.shape : [], seed: seed, inputs: inputs,
      measures: base.experiment.measures.map(\.name),
      detectors: base.experiment.detectors.map(\.name), tracks: tracks,
      program: "rall \(Version.number), kernel \(Version.kernelName)")
  }

  /// What became of a variant; nil where it was asked to stop.
  ///
  /// A variant that cannot be, or whose numbers leave all bounds, is a record that says so; what would
  /// befall every other one too is thrown.
  func record(
    of variant: Int, proceed: () -> Bool
  ) throws(Failure) -> SweepRecord? {
    do throws(Failure) {
      return try preparation(of: variant).record(of: variant, tracks) { _ in proceed() }
    } catch {
      guard error.isOfThisPoint else { throw error }
      return SweepRecord(
        VariantResult(variant: variant, failure: error.lines.joined(separator: "; ")))
    }
  }
}

extension Preparation {
  /// The answers of the experiment as a run gives them, and what it records in memory; nil where it was
  /// asked to stop.
  fileprivate func record(
    of variant: Int, _ tracks: [SweepTrack], proceed: (RunProgress) -> Bool
  ) throws(Failure) -> SweepRecord? {
    let work = try MeasureWork(self)
    var wanted = experiment
    if tracks.isEmpty { wanted.recordings = [] }
    let plan = try plan(for: work, wanted)
    if let (track, other) = zip(tracks, plan.layout.tracks).first(where: { $0 != SweepTrack($1) }) {
      throw .badData([
        "the recording \(track.name) is of other places or at another interval than in the experiment "
          + "itself (\(counted(other.columns.count, "column")), \(counted(track.columns.count, "column")) "
          + "there); sweep without --traces, or record at sites"
      ])
    }
    let study = ownTolerance == nil ? nil : try convergence(proceed: proceed)
    if ownTolerance != nil, study == nil { return nil }
    let isRun = work.needsRun || !experiment.detectors.isEmpty || !tracks.isEmpty
    var outcome: RunOutcome
    if isRun {
      outcome = try carryOut(
        plan, work, into: nil, study, keepsFrames: !tracks.isEmpty, since: .now, proceed)
    } else {
      outcome = RunOutcome(measures: work.restingResults)
      if let study { outcome.measures = study.completed(outcome.measures) }
    }
    guard outcome.status == .complete else { return nil }
    let measures = outcome.measures.map { measure in
      var measure = measure
      measure.series = []
      measure.map = nil
      return measure
    }
    return SweepRecord(
      VariantResult(
        variant: variant, measures: measures, spikes: outcome.detectors.map(\.counts)),
      frames: outcome.frames)
  }

  /// The files that the experiment reads, as it names them.
  fileprivate var inputPaths: [String] {
    var paths: [String] = []
    if case .file(let path, _) = experiment.morphology { paths.append(path) }
    for stimulus in experiment.stimuli {
      if case .file(let current) = stimulus.electrode { paths.append(current.path) }
    }
    for field in experiment.fields {
      if case .table(let table) = field.source { paths.append(table.path) }
      if case .file(let course) = field.course { paths.append(course.path) }
    }
    return paths
  }
}

extension DetectorReport {
  fileprivate var counts: VariantResult.SpikeCounts {
    VariantResult.SpikeCounts(
      detector: name, sites: labels, counts: spikes.map(\.count), undecided: undecided)
  }
}
