import ArgumentParser
import Rall

/// `rall run`: computes an experiment and writes its result.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Runs an experiment and writes one HDF5 file.")

  @OptionGroup var arguments: ExperimentArguments

  @Option(name: .shortAndLong, help: "The result file; else the experiment's own.")
  var output: String?

  @Option(help: "How many threads compute. One cell is computed by one.")
  var threads = 1

  @Flag(help: "Replace a result file that is there already.")
  var overwrite = false

  @Flag(help: "Print one JSON object instead of a table.")
  var json = false

  @Option(help: "Progress on standard error: auto (a line on a terminal), none, or json.")
  var progress = ProgressLine.Kind.auto

  @Flag(help: .hidden) var resume = false

  func validate() throws {
    guard threads >= 1 else { throw ValidationError("--threads takes a number of at least 1") }
  }

  func run() throws {
    if resume { throw Failure(status: 65, ["--resume: not yet: resume"]) }
    let preparation = try arguments.prepared()
    if !json { for warning in preparation.warnings { Terminal.error(warning) } }
    let line = ProgressLine(progress)
    let interrupt = Interrupt.watch()
    let report = try preparation.run(
      RunOptions(
        output: output, overwrite: overwrite,
        command: CommandLine.arguments.joined(separator: " "))
    ) { state in
      line.show(state)
      return !interrupt.isRequested
    }
    line.clear()
    print(json ? report.json.description : report.text)
    if report.status == "interrupted" { Terminal.exit(130) }
  }
}
