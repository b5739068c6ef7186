import ArgumentParser
import Foundation
import RallJSON

/// The command `rall-validation`.
@main
struct ValidationCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rall-validation",
    abstract: "Sets what rall computes beside exact theory and the literature.",
    discussion: "Exit status: 0 where every claim holds, 1 where one does not.",
    subcommands: [HonestyCommand.self, SoakCommand.self])

  @Option(name: .customLong("case"), help: "Only the case of this name, V08; may be repeated.")
  var chosen: [String] = []

  @Flag(help: "Print JSON instead of a table.")
  var json = false

  @Flag(
    help: "Write validation/README.md and the figures in docs/, from the root of the repository.")
  var markdown = false

  @Flag(
    help: "Compare the verdicts with those in validation/README.md: status 1 where they differ.")
  var check = false

  mutating func validate() throws {
    chosen = chosen.map { $0.uppercased() }
    for id in chosen where !Cases.all.contains(where: { $0.id == id }) {
      throw ValidationError(
        "there is no case \(id); there are \(Cases.all.map(\.id).joined(separator: ", "))")
    }
    if !chosen.isEmpty, markdown || check {
      throw ValidationError("the README holds every case; --case leaves some out")
    }
  }

  func run() throws {
    let cases = chosen.isEmpty ? Cases.all : Cases.all.filter { chosen.contains($0.id) }
    let judgements = cases.map { about in
      let judgement = Judgement(about: about)
      Self.tell(
        "\(about.id)  \(judgement.summary), \(Self.seconds(judgement.duration)) s: "
          + about.title)
      return judgement
    }
    print(
      json ? JSON.array(judgements.map(\.json)).description : TextTable(judgements: judgements).text
    )
    let report = MarkdownReport(judgements: judgements)
    if !json { print("\n\(report.counts)") }
    var holds = judgements.allSatisfy(\.holds)
    if check {
      let committed = try String(contentsOfFile: MarkdownReport.path, encoding: .utf8)
      for difference in report.differences(from: committed) {
        Self.tell("\(MarkdownReport.path): \(difference)")
        holds = false
      }
    }
    if markdown { try report.write() }
    if !holds { throw ExitCode.failure }
  }

  private static func seconds(_ duration: Duration) -> String {
    String(format: "%.1f", duration / .seconds(1))
  }

  private static func tell(_ line: String) {
    FileHandle.standardError.write(Data((line + "\n").utf8))
  }
}
