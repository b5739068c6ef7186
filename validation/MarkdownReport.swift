import Foundation
import RallPlot

/// The findings as a page: `validation/README.md`, with its figures.
struct MarkdownReport {
  static let path = "validation/README.md"

  let judgements: [Judgement]

  /// `52 of 52 claims hold, in 20 cases`.
  var counts: String {
    let passed = judgements.reduce(0) { $0 + $1.passed }
    let all = judgements.reduce(0) { $0 + $1.findings.count }
    return "\(passed) of \(all) claims hold, in \(judgements.count) cases"
  }

  /// The whole page.
  var text: String {
    """
    # Validation

    What rall computes, beside what it should be. The references are closed forms and converged solutions
    (`Sources/RallTheory`, which shares no line with the simulator), other people's integrators, and published values;
    none is a recording of what rall once said. This page and its figures are printed by the program that judges:

    ```
    swift run -c release rall-validation --markdown
    ```

    It ends with status 1 where a claim does not hold. `--case V08` hears one case, `--json` gives all digits, `--check`
    compares the claims and verdicts with those of this page; CI runs that. Each case is one file in this folder, and
    says there what it does. An error without a unit is a share of the reference. `standard` is the scheme that runs by
    default, `richardson` the extrapolated pair, whose step is the longer one of the two.

    The folders beside this page that have a `run.sh` ask others: another simulator, the programs that should read
    result files, real neurons, wrong input. `converged` holds the scripts behind references without a closed form.

    **\(counts).**

    | case | what is judged | claims | verdict |
    |---|---|---|---|
    \(judgements.map(line).joined(separator: "\n"))

    \(judgements.map(section).joined(separator: "\n\n"))

    """
  }

  private func line(_ judgement: Judgement) -> String {
    let about = judgement.about
    return "| [\(about.id)](#\(about.id.lowercased())) | \(about.title) "
      + "| \(judgement.findings.count) | \(judgement.holds ? "pass" : "FAIL") |"
  }

  private func section(_ judgement: Judgement) -> String {
    let about = judgement.about
    var lines = [
      "## \(about.id)", "", "**\(about.title).**  ", "Ours: \(about.method).  ",
      "Reference: \(about.source).", "",
    ]
    if let failure = judgement.failure { lines += ["FAIL: \(failure)", ""] }
    lines += ["| what | reference | ours | error | tolerance | |", "|---|---|---|---|---|---|"]
    lines += judgement.findings.map { finding in
      let cells = [
        finding.what, finding.reference, finding.ours, finding.error, finding.tolerance,
        finding.verdict,
      ]
      return "| "
        + cells.map { $0.replacingOccurrences(of: "|", with: "\\|") }
        .joined(separator: " | ") + " |"
    }
    for plot in judgement.plots {
      lines += ["", "![\(plot.title)](../docs/\(plot.name).svg)", "", plot.table]
    }
    return lines.joined(separator: "\n")
  }

  /// Writes the page and its figures.
  func write() throws {
    try text.write(toFile: Self.path, atomically: true, encoding: .utf8)
    for plot in judgements.flatMap(\.plots) {
      try plot.svg.write(toFile: "docs/\(plot.name).svg", atomically: true, encoding: .utf8)
    }
  }

  /// Where another page claims other things, or gives another verdict; digits may differ.
  func differences(from page: String) -> [String] {
    let (now, then) = (Self.verdicts(in: text), Self.verdicts(in: page))
    let gone = then.filter { !now.contains($0) }.map { "no longer found: \($0)" }
    let new = now.filter { !then.contains($0) }.map { "not on the page: \($0)" }
    return gone + new
  }

  /// `V08 …: rms at 0 µm: pass`, one for every claim on a page.
  private static func verdicts(in page: String) -> [String] {
    var heading = ""
    var verdicts: [String] = []
    for line in page.split(separator: "\n") {
      if line.hasPrefix("## ") { heading = String(line.dropFirst(3)) }
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard let what = cells.first, let verdict = cells.last, ["pass", "FAIL"].contains(verdict)
      else { continue }
      verdicts.append("\(heading.isEmpty ? "summary" : heading): \(what): \(verdict)")
    }
    return verdicts
  }
}
