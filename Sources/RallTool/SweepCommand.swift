import ArgumentParser
import Rall

/// `rall sweep`: runs an experiment for many values, into one file.
struct SweepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract: "Runs an experiment for many values, and writes one HDF5 file.",
    discussion: """
        rall sweep cell.yaml --over 'membrane[1].hh.gna=80..160 mS/cm2:64' --output sweep.h5
        rall sweep cell.yaml --over 'membrane[1].hh.gna=80..160 mS/cm2:8' --over 'cell.temperature=6..20 degC:8' \\
          --threads 4 --output grid.h5
        rall sweep cell.yaml --over 'membrane[1].hh.gna=80..160 mS/cm2' --sample 1000 --seed 7 --output sample.h5

      Several --over make a grid, the last of them going fastest. With log behind the number of points, or --sample \
      and :log, the logarithm goes evenly. Every variant answers what `rall run` with its values answers, to the last \
      bit, whatever the number of threads. One that fails is kept with its error. What is finished is on the disk: \
      after Ctrl-C or a kill the same command with --resume goes on.

      Over several processes or machines with one file system, by Open MPI or MPICH, which need not be there to build:

        mpirun -n 16 rall sweep cell.yaml --over 'membrane[1].hh.gna=80..160 mS/cm2:640' --output sweep.h5

      RALL_MPI names another library than that of the launcher; RALL_MPI=none sweeps in this process alone, whatever \
      started it, for instance within a step of Slurm.

      xarray.open_dataset("sweep.h5") has the variants as a dimension, with the swept values as coordinates.
      """)

  @OptionGroup var arguments: ExperimentArguments

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "A value, evenly from one to another; several make a grid.",
      valueName: "path=a..b unit:n"))
  var over: [String]

  @Option(
    help: ArgumentHelp(
      "So many variants, each value drawn evenly between the two; --over without :n.",
      valueName: "n"))
  var sample: Int?

  @Option(help: "Of the sample, 0 by default; the same seed draws the same values.")
  var seed: Int?

  @Option(name: .shortAndLong, help: "The result file.", completion: .file(extensions: ["h5"]))
  var output: String

  @Option(
    help: """
      How many threads compute, each a whole variant; by default as many as this process has cores, and one where MPI \
      has started several processes.
      """)
  var threads: Int?

  @Flag(help: "Keep the recordings of every variant too.")
  var traces = false

  @Flag(help: "Replace a file that is there already, and what a stopped sweep left.")
  var overwrite = false

  @Flag(help: "Go on with what a stopped or killed sweep left.")
  var resume = false

  @Flag(help: "Print one JSON object instead of a table.")
  var json = false

  @Option(
    help:
      "Progress on standard error: auto (a line on a terminal, else one now and then), none (warnings and errors only), or json."
  )
  var progress = ProgressLine.Kind.auto

  func validate() throws {
    if let threads { try ThreadCount.check(threads) }
    if seed != nil, sample == nil { throw ValidationError("--seed goes with --sample") }
    if resume, overwrite { throw ValidationError("--resume or --overwrite, not both") }
  }

  func run() throws {
    let isDrawn = sample != nil
    let axes = try over.map { text throws(Failure) in try SweepAxis(text, isDrawn: isDrawn) }
    let sweep = try Sweep(
      axes, sample.map { .sample(count: $0, seed: seed ?? 0) } ?? .grid)
    let options = SweepOptions(
      output: output, overwrite: overwrite, resumes: resume,
      threads: threads ?? Sweep.standardThreads, keepsTraces: traces,
      command: CommandLine.arguments.joined(separator: " "))
    let line = SweepLine(progress)
    let interrupt = Interrupt.watch()
    defer { line.clear() }
    let outcome = try sweep.run(
      file: arguments.experiment, settings: arguments.settings, options,
      reading: { DamagedResult.mayBe($0) },
      begin: { warnings in
        DamagedResult.isRead()
        if json { return }
        Terminal.warn(warnings)
        if progress != .none { Terminal.error(sweep.told) }
      },
      proceed: { state in
        line.show(state)
        return !interrupt.isRequested
      })
    // Only the first process has something to say.
    guard let outcome else { return }
    line.clear()
    try Terminal.answer(json ? outcome.json.description : outcome.text)
    if outcome.status == .interrupted { Terminal.exit(130) }
    if outcome.failures.count == sweep.count { Terminal.exit(70) }
  }
}
