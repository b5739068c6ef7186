import ArgumentParser
import Rall

/// `rall explain`: says what an experiment comes to.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Says what an experiment comes to; nothing is run.")

  @OptionGroup var arguments: ExperimentArguments

  @Flag(help: "Print one JSON object instead of a table.")
  var json = false

  func run() throws {
    let preparation = try arguments.prepared()
    if !json { Terminal.warn(preparation.warnings) }
    let explanation = try preparation.explained()
    try Terminal.answer(json ? explanation.json.description : explanation.text)
  }
}
