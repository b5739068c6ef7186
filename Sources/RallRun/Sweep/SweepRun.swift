internal import Foundation
package import RallHDF5
internal import RallMPI
internal import RallModel
internal import RallSWC

extension Sweep {
  /// Computes every variant of an experiment file, and writes them into one HDF5 file.
  ///
  /// A variant answers, bit for bit, what a run with its values answers, whatever the number of threads and
  /// processes. One that cannot be, or whose numbers leave all bounds, is kept with its error. What is
  /// finished is on the disk: a kill loses nothing of it, and a sweep that was stopped goes on with
  /// `options.resumes`, where experiment and sweep must be the same as before.
  ///
  /// Under a launcher of MPI every process calls this; the first hands variants out and writes.
  ///
  /// - Parameters:
  ///   - file: the experiment.
  ///   - settings: values that stand in for the file's own in every variant.
  ///   - options: where to, and how.
  ///   - reading: is told the name of the result before it is read what a stopped sweep left there, in the first
  ///     process: a file that was damaged may break libhdf5.
  ///   - begin: is told the warnings about the experiment before the first variant, in the first process.
  ///   - proceed: is asked some hundred times a second; false stops the sweep.
  /// - Returns: what became of it; nil of a process that is not the first.
  public func run(
    file: String, settings: [String] = [], _ options: SweepOptions,
    reading: (String) -> Void = { _ in }, begin: ([Warning]) -> Void = { _ in },
    proceed: (SweepProgress) -> Bool = { _ in true }
  ) throws(Failure) -> SweepOutcome? {
    func maker() throws(Failure) -> VariantMaker {
      try VariantMaker(self, file: file, settings: settings, keepsTraces: options.keepsTraces)
    }
    let nothing = SweepProgress(done: 0, failed: 0, found: 0, count: count)
    guard let launcher = Launcher() else {
      return try lead(
        SweepCrew(nil), options, reading: reading, begin: begin, proceed: proceed, maker: maker)
    }
    let world: World
    do { world = try World.join(launcher) } catch { throw Failure(error) }
    if world.rank == 0 {
      return try lead(
        SweepCrew(world), options, reading: reading, begin: begin, proceed: proceed, maker: maker)
    }
    let isDone = try SweepWorker(world).work(
      threads: options.threads, proceed: { proceed(nothing) }, maker: maker)
    guard isDone else { throw Failure(status: 130, []) }
    return nil
  }

  private func lead(
    _ crew: consuming SweepCrew, _ options: SweepOptions, reading: (String) -> Void,
    begin: ([Warning]) -> Void, proceed: (SweepProgress) -> Bool,
    maker: () throws(Failure) -> VariantMaker
  ) throws(Failure) -> SweepOutcome {
    let start = ContinuousClock.now
    let processes = crew.size
    let made: VariantMaker
    let opened: SweepFile?
    do throws(Failure) {
      made = try maker()
      let description = try made.description()
      try crew.gather(description) {
        proceed(SweepProgress(done: 0, failed: 0, found: 0, count: count))
      }
      if options.resumes { reading(options.output) }
      opened = try made.open(description, options)
    } catch {
      // Whoever was interrupted waits for nobody.
      if error.status != 130 { try? crew.dismiss() }
      throw error
    }
    guard var file = opened else {
      try crew.dismiss()
      return try SweepOutcome(self, whole: options.output)
    }
    begin(made.base.warnings)
    let team = made.team(threads: options.threads)
    var waiting = (0..<count).filter { file.results[$0] == nil }[...]
    var failed = file.results.values.count { $0.failure != nil }
    var broken: Failure?
    var isStopped = false
    do throws(Failure) {
      while file.results.count < count, broken == nil {
        let progress = SweepProgress(
          done: file.results.count, failed: failed, found: file.found, count: count)
        guard proceed(progress) else {
          isStopped = true
          break
        }
        if !waiting.isEmpty, team.isHungry {
          // Alone, all of it is for the threads here.
          team.offer(
            processes == 1
              ? Array(waiting) : SweepCrew.batch(&waiting, among: options.threads * processes))
          if processes == 1 { waiting = [] }
        }
        var records: [SweepRecord] = []
        for answer in team.collect() {
          switch answer {
          case .record(let record): records.append(record)
          case .failure(let failure): broken = broken ?? failure
          }
        }
        try crew.serve(&waiting, threads: options.threads, &records)
        failed += records.count { $0.result.failure != nil }
        do { try file.append(records) } catch { throw Failure(error) }
        if records.isEmpty { Thread.sleep(forTimeInterval: teamPause) }
      }
    } catch {
      broken = error
    }
    team.dismiss(stopping: isStopped || broken != nil)
    let outcome = SweepOutcome(
      self, results: file.results, found: file.found, file: options.output,
      threads: options.threads, processes: processes,
      seconds: start.duration(to: .now).seconds)
    // What is finished stays where it is when the disk gave out.
    if let broken, broken.status == 74 { throw broken }
    do { try file.finish(made.provenance(options, outcome)) } catch { throw Failure(error) }
    // Whoever was stopped or is broken waits for nobody: the launcher ends the others.
    if let broken { throw broken }
    if !isStopped { try crew.dismiss() }
    return outcome
  }
}

extension SweepDescription {
  /// Equal of equal descriptions.
  package var digest: String { SHA256.hex(of: bytes) }
}

extension VariantMaker {
  /// What a thread has to say.
  enum Answer: Sendable {
    case record(SweepRecord)
    /// What would befall every other variant too.
    case failure(Failure)
  }

  /// Threads that compute these variants.
  func team(threads: Int) -> VariantTeam<Answer> {
    VariantTeam(threads: max(1, min(threads, sweep.count)), batchCount: batchCount) {
      variants, proceed in
      do throws(Failure) {
        return try records(of: variants, proceed: proceed)?.map { .record($0) }
      } catch {
        return [.failure(error)]
      }
    }
  }

  /// The file that takes them; nil where it is whole already.
  fileprivate func open(
    _ description: SweepDescription, _ options: SweepOptions
  ) throws(Failure) -> SweepFile? {
    for (role, input) in [("experiment", base.file), ("neuron", base.neuron.file)] {
      guard let input, InputFile.isSame(input, options.output) else { continue }
      throw Failure(
        status: 73,
        ["\(options.output): cannot create the file: the \(role) of this sweep is read from it"])
    }
    let room = try room(of: options.output)
    do {
      return options.resumes
        ? try SweepFile.resume(
          options.output, description, title: base.experiment.title, command: options.command,
          room: room)
        : try SweepFile.create(
          options.output, overwrite: options.overwrite, description,
          title: base.experiment.title, command: options.command, room: room)
    } catch {
      throw Failure(error)
    }
  }

  fileprivate func provenance(_ options: SweepOptions, _ outcome: SweepOutcome) -> SweepProvenance {
    SweepProvenance(
      command: options.command, version: Version.number, compiler: Version.compiler,
      host: ProcessInfo.processInfo.hostName,
      operatingSystem: ProcessInfo.processInfo.operatingSystemVersionString,
      threads: options.threads, processes: outcome.processes, wallSeconds: outcome.seconds)
  }
}
