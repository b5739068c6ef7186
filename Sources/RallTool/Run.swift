import ArgumentParser
import Rall

/// `rall run`: computes an experiment and writes its result.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Runs an experiment and writes one HDF5 file.",
    discussion: """
      A run that was killed leaves NAME.h5.part, which readers open. To go on with it, to the same bits as
      if it had never been stopped, or to have what there is:

        rall run --resume NAME.h5.part
        rall recover NAME.h5.part
      """)

  @Argument(
    help: "The experiment file. With --resume it may be left out, or must be the same.",
    completion: .file(extensions: ["yaml", "yml"]))
  var experiment: String?

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp(
      "Stands in for a value of the file, for instance run.step='0.01 ms'.",
      valueName: "path=value"))
  var settings: [String] = []

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

  @Option(
    help: ArgumentHelp("Go on with a run that was killed.", valueName: "NAME.h5.part"),
    completion: .file(extensions: ["part"]))
  var resume: String?

  @Option(
    help: ArgumentHelp(
      "Keep the state that a killed run goes on from so often; 0 is never.", valueName: "seconds"))
  var checkpoint = 10.0

  func validate() throws {
    if resume == nil, experiment == nil {
      throw ValidationError("Missing expected argument '<experiment>'")
    }
    if resume != nil, output != nil {
      throw ValidationError("--output is of a new run; --resume ends the file of the old one")
    }
    if experiment == nil, !settings.isEmpty {
      throw ValidationError("--set goes with an experiment")
    }
    guard (0...1e9).contains(checkpoint) else {
      throw ValidationError("--checkpoint takes a number of seconds, up to 1e9")
    }
    guard threads >= 1 else { throw ValidationError("--threads takes a number of at least 1") }
  }

  func run() throws {
    let options = RunOptions(
      output: output, overwrite: overwrite,
      command: CommandLine.arguments.joined(separator: " "),
      keepsEvery: checkpoint > 0 ? .seconds(checkpoint) : nil)
    let work: ((RunProgress) -> Bool) throws(Failure) -> RunReport
    if let resume {
      DamagedResult.mayBe(resume)
      let resumption = try Resumption(of: resume, experiment: experiment, settings: settings)
      DamagedResult.isOpen()
      work = { proceed throws(Failure) in try resumption.run(options, proceed: proceed) }
    } else {
      let preparation = try Preparation(file: experiment ?? "", settings: settings)
      if !json { Terminal.warn(preparation.warnings) }
      work = { proceed throws(Failure) in try preparation.run(options, proceed: proceed) }
    }
    let report = try watched.long(work)
    try Terminal.answer(json ? report.json.description : report.text)
    if report.status == .interrupted { Terminal.exit(130) }
  }
}
