import ArgumentParser
import Rall

/// `rall validate-result`: checks a result file against its layout.
struct ValidateResult: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate-result",
    abstract: "Checks a result file against the layout, and names what is wrong.")

  @Argument(help: "The HDF5 file.", completion: .file(extensions: ["h5"]))
  var file: String

  @Flag(help: "Print one JSON object instead of lines.")
  var json = false

  func run() throws {
    DamagedResult.mayBe(file)
    let check = try ResultCheck(file: file)
    try Terminal.answer(json ? check.json.description : check.text)
    if !check.isValid { Terminal.exit(65) }
  }
}
