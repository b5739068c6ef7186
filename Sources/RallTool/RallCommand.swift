import ArgumentParser
import Rall

/// The command `rall`.
@main
struct RallCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rall",
    abstract: "Simulates reconstructed neurons.",
    discussion: """
      A first session with a neuron of yours:

        rall inspect CELL.swc              what the file holds, and what is made of it
        rall init CELL.swc > cell.yaml     an experiment to start from
        rall explain cell.yaml             what it comes to; nothing is run
        rall run cell.yaml                 runs it, and writes one HDF5 file

      With a myelinated axon, and its velocity against the temperature:

        rall init --axon mrg --diameter 10um > fibre.yaml
        rall measure velocity fibre.yaml --over 'cell.temperature=30..40 degC:6' --plot velocity.svg

      Many variants of one experiment, in one file:

        rall sweep cell.yaml --over 'membrane[1].hh.gna=80..160 mS/cm2:64' --output sweep.h5

      RALL_KERNEL=baseline, avx2 or avx512 in the environment asks for other kernels than the fastest;
      rall --version --json names those there are.

      Exit status: 0 done, 64 wrong usage, 65 bad data, 66 no input, 69 no library of MPI,
      70 numerical failure,
      73 cannot create the output, 74 cannot write it, 130 interrupted.
      """,
    version: "rall \(Version.number)",
    subcommands: [
      Run.self, Explain.self, Init.self, Inspect.self, MeasureCommand.self, ExportCommand.self,
      Recover.self, SweepCommand.self, ValidateResult.self,
    ])

  static func main() {
    do {
      // A flag of the root's own would take the --json of every command.
      if Set(CommandLine.arguments.dropFirst()) == ["--version", "--json"] {
        try Terminal.answer(Version.json().description)
        return
      }
      var command = try parseAsRoot()
      try GivenOnce.check(CommandLine.arguments.dropFirst())
      try command.run()
    } catch let failure as Failure {
      for line in failure.lines { Terminal.error(line) }
      Terminal.exit(failure.status)
    } catch {
      exit(withError: error)
    }
  }
}

/// The experiment that a command is about, and what is changed in it.
struct ExperimentArguments: ParsableArguments {
  @Argument(help: "The experiment file.", completion: .file(extensions: ["yaml", "yml"]))
  var experiment: String

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp(
      "Stands in for a value of the file, for instance run.step='0.01 ms'.",
      valueName: "path=value"))
  var settings: [String] = []

  func prepared() throws -> Preparation {
    try Preparation(file: experiment, settings: settings)
  }
}
