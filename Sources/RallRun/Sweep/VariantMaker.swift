internal import RallHDF5
internal import RallModel
internal import RallSWC
internal import RallSimulation

/// Computes the variants of one experiment on any thread, several at once where their steps are the same.
struct VariantMaker: Sendable {
  let sweep: Sweep
  /// The experiment as its file says it.
  let base: Preparation
  let settings: [String]
  /// What is to be recorded of each variant; empty where nothing is.
  let tracks: [SweepTrack]
  /// How many variants are best taken at once.
  private(set) var batchCount = 1
  private let yaml: [UInt8]
  private let file: String

  /// Reads the experiment, and sees that at least one variant of it can be.
  init(_ sweep: Sweep, file: String, settings: [String], keepsTraces: Bool) throws(Failure) {
    for axis in sweep.axes { try axis.checkAlone(among: settings) }
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
    let first = try someVariant()
    if first.batchKind != nil { batchCount = BatchKind.count(compartments: first.compartments) }
  }

  /// A slip in the path of a value makes every variant impossible; that is said before any is computed.
  private func someVariant() throws(Failure) -> VariantWork {
    var first: Failure?
    for variant in 0..<sweep.count {
      do throws(Failure) {
        return try VariantWork(variant, preparation(of: variant), tracks)
      } catch {
        guard error.isOfThisPoint else { throw error }
        first = first ?? error
      }
    }
    throw first!
  }

  private func preparation(of variant: Int) throws(Failure) -> Preparation {
    do {
      return try Preparation(
        yaml: yaml, file: file, settings: settings + sweep.settings(of: variant), besides: base)
    } catch {
      throw sweep.axes.reduce(error) { $0.placed(at: "--over \($1.path)", insteadOf: $1.path) }
    }
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

  /// What the recordings of all variants take on the disk. Only the duration of the run decides how many
  /// frames one has; whatever else changes them fails its variant.
  func room(of output: String) throws(Failure) -> SweepRoom {
    var room = SweepRoom()
    if tracks.isEmpty { return room }
    var longest = base
    var shares = [Double](repeating: 1, count: sweep.count)
    if let number = sweep.axes.firstIndex(where: { $0.path == "run.duration" }) {
      let durations = (0..<sweep.count).map { sweep.values(of: $0)[number] }
      let most = durations.max() ?? 0
      if let preparation = try? Preparation(
        yaml: yaml, file: file, settings: settings + [sweep.axes[number].setting(most)],
        besides: base)
      {
        longest = preparation
        shares = durations.map { max(0, $0 / most) }
      }
    }
    for track in try longest.plan(for: MeasureWork(longest)).layout.tracks {
      guard track.frameCount <= ResultDescription.mostFrames else {
        throw Failure(
          ResultFileError.tooManyFrames(
            path: output, recording: track.name, frames: track.frameCount, bytes: .max))
      }
      let steps = Double(track.frameCount - 1)
      room.add(
        columns: track.columns.count, frames: shares.map { (steps * $0).rounded(.down) + 1 })
    }
    return room
  }

  /// What became of some variants; nil where it was asked to stop.
  ///
  /// A variant that cannot be, or whose numbers leave all bounds, is a record that says so; what would
  /// befall every other one too is thrown.
  func records(
    of variants: [Int], proceed: () -> Bool
  ) throws(Failure) -> [SweepRecord]? {
    var records: [SweepRecord] = []
    var works: [VariantWork] = []
    for variant in variants {
      do throws(Failure) {
        var work = try VariantWork(variant, preparation(of: variant), tracks)
        guard try work.answerAtRest(proceed: proceed) else { return nil }
        works.append(work)
      } catch {
        records.append(try failed(variant, error))
      }
    }
    // Those of one kind together, and where that came to nothing, and all others, one by one.
    var left = works.filter { $0.batchKind == nil }
    for (kind, batch) in Dictionary(grouping: works, by: \.batchKind) where kind != nil {
      switch VariantWork.step(batch, proceed: proceed) {
      case .done(let done): records += done
      case .stopped: return nil
      case .apart: left += batch
      }
    }
    for work in left {
      do throws(Failure) {
        guard let record = try work.record(proceed: proceed) else { return nil }
        records.append(record)
      } catch {
        records.append(try failed(work.variant, error))
      }
    }
    return records
  }

  /// A variant that failed; what would befall every other one too is thrown.
  private func failed(_ variant: Int, _ error: Failure) throws(Failure) -> SweepRecord {
    guard error.isOfThisPoint else { throw error }
    return SweepRecord(
      VariantResult(variant: variant, failure: error.lines.joined(separator: "; ")))
  }
}

extension Preparation {
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
