public import ArgumentParser
public import Rall

/// How a reconstruction is to be read: the words of an experiment, as options.
struct ReadingArguments: ParsableArguments {
  @Option(help: "The rule for the soma: auto, sphere, frusta, contour or literal.")
  var soma = ReadingOptions.SomaChoice.auto

  @Option(help: "Whether a neurite keeps its edge to the soma: drop or keep.")
  var somaEdges = ReadingOptions.SomaEdges.drop

  @Option(help: "What to do with several roots: all or largest.")
  var roots: ReadingOptions.Roots?

  @Option(help: "Multiplies coordinates and radii; 0.001 for a file in nanometres.")
  var scale = 1.0

  @Option(
    parsing: .upToNextOption,
    help: "What may be mended: duplicate_points, zero_radius.")
  var repair: [ReadingOptions.Repair] = []

  var options: ReadingOptions {
    ReadingOptions(
      soma: soma, somaEdges: somaEdges, roots: roots, scale: scale, repair: Set(repair))
  }
}

extension ReadingOptions.SomaChoice: ExpressibleByArgument {}
extension ReadingOptions.SomaEdges: ExpressibleByArgument {}
extension ReadingOptions.Roots: ExpressibleByArgument {}
extension ReadingOptions.Repair: ExpressibleByArgument {}

/// `rall inspect`: says what was made of a reconstruction.
struct Inspect: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Says what a reconstruction holds and what is made of it.",
    discussion: "Exit status 0 when it can be simulated, 65 when not, 66 when it cannot be opened.")

  @Argument(help: "The SWC file.", completion: .file(extensions: ["swc"]))
  var file: String

  @OptionGroup var reading: ReadingArguments

  @Flag(help: "Print one JSON object instead of a table.")
  var json = false

  func run() throws {
    let inspection = try Inspection(file: file, options: reading.options)
    try Terminal.answer(json ? inspection.json : inspection.text)
    if !inspection.isSimulatable { Terminal.exit(65) }
  }
}
