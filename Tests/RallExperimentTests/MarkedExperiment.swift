import RallExperiment
import RallModel
import Testing

/// An experiment of which a test writes some sections, and which has the others ready.
///
/// A `‸` marks a place where an error is to be found, and is no part of the text.
struct MarkedExperiment: Sendable, CustomTestStringConvertible {
  let text: String
  /// `line:column` of every mark.
  let marks: [String]
  let testDescription: String

  /// - Parameter isPoint: whether a point cell stands among the sections, so that no shape is ready.
  init(_ sections: String, isPoint: Bool = false) {
    let given = sections.split(separator: "\n").map { line in
      line.replacing("‸", with: "").prefix { $0 != ":" }
    }
    let shape = [
      "morphology: { file: cell.swc }", "regions: { tuft: apical and distance > 400 um }",
      "membrane: [{ region: all, hh: {} }]",
    ]
    let ready = ["rall: 1", "run: { duration: 60 ms }"] + (isPoint ? [] : shape)
    let lines = ready.filter { line in !given.contains { $0 == line.prefix { $0 != ":" } } }
    let marked = (lines + [sections]).joined(separator: "\n")
    testDescription = sections
    text = marked.replacing("‸", with: "")
    let pieces = marked.split(separator: "‸", omittingEmptySubsequences: false).dropLast()
    var before = ""
    marks = pieces.map { piece in
      before += piece
      let column = before.unicodeScalars.reversed().prefix { $0 != "\n" }.count + 1
      return "\(before.count { $0 == "\n" } + 1):\(column)"
    }
  }

  /// What reading throws; nothing where it does not.
  var diagnostics: [ExperimentDiagnostic] {
    do throws(ExperimentErrors) {
      _ = try ExperimentDocument(yaml: text, file: "cell.yaml")
      return []
    } catch {
      return error.diagnostics
    }
  }

  /// The experiment, which must be right.
  func read() throws -> Experiment {
    try ExperimentDocument(yaml: text, file: "cell.yaml").experiment
  }
}
