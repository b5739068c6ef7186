import ArgumentParser
import Rall

/// `rall recover`: makes a whole result of what a killed run left.
struct Recover: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Makes a whole result file of what a killed run left.",
    discussion: """
      A run that was killed leaves NAME.h5.part, which readers open, and beside it its spikes. This puts
      both into NAME.h5, as long as it came.
      """)

  @Argument(
    help: "NAME.h5.part, or the name that the result was to have.",
    completion: .file(extensions: ["part", "h5"]))
  var file: String

  @Flag(help: "Replace a result file that is there already.")
  var overwrite = false

  @Flag(help: "Print one JSON object instead of a table.")
  var json = false

  func run() throws {
    DamagedResult.mayBe(file)
    let recovery = try Recovery(of: file, overwrite: overwrite)
    if !json { Terminal.warn(recovery.warnings) }
    try Terminal.answer(json ? recovery.json.description : recovery.text)
  }
}
