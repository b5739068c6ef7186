import ArgumentParser
import Rall

/// `rall run`: computes an experiment and writes its result.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Runs an experiment and writes one HDF5 file.")

  @OptionGroup var arguments: ExperimentArguments

  @Option(
    name: .shortAndLong, help: "The result file; else the experiment's own, else its name with .h5."
  )
  var output: String?

  @Option(help: "How many threads compute. One cell is computed by one.")
  var threads = 1

  @Flag(help: "Replace a result file that is there already.")
  var overwrite = false

  @Flag(help: "Print one JSON object instead of a table.")
  var json = false

  @OptionGroup var watched: ProgressArguments

  @Flag(help: .hidden) var resume = false

  func validate() throws {
    guard threads >= 1 else { throw ValidationError("--threads takes a number of at least 1") }
  }

  func run() throws {
    if resume { throw Failure(status: 65, ["--resume: not yet: resume"]) }
    let preparation = try arguments.prepared()
    if !json { Terminal.warn(preparation.warnings) }
    let options = RunOptions(
      output: output, overwrite: overwrite,
      command: CommandLine.arguments.joined(separator: " "))
    let report = try watched.long { proceed throws(Failure) in
      try preparation.run(options, proceed: proceed)
    }
    try Terminal.answer(json ? report.json.description : report.text)
    if report.status == .interrupted { Terminal.exit(130) }
  }
}
