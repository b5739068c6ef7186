import ArgumentParser
import Rall

/// `rall init`: writes a commented experiment to start from.
struct Init: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Writes a commented experiment to start from.",
    discussion: "The experiment goes to standard output: rall init CELL.swc > cell.yaml")

  @Argument(help: "The SWC file.", completion: .file(extensions: ["swc"]))
  var file: String

  @OptionGroup var reading: ReadingArguments

  func run() throws {
    let inspection = try Inspection(file: file, options: reading.options)
    try Terminal.answer(
      text: try ExperimentTemplate(for: inspection, options: reading.options).yaml)
  }
}
