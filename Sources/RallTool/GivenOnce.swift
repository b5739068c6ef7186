import ArgumentParser
import Foundation
import Rall

/// Sees that an option which takes one value is given once: of two values the parser would keep the last
/// and say nothing of the other.
///
/// Which options those are every command has said where it declares them, and the parser hands that on.
enum GivenOnce {
  /// What the parser tells of its commands, as far as it matters here.
  private struct Told: Decodable {
    let command: Command

    struct Command: Decodable {
      let commandName: String
      let subcommands: [Command]?
      let arguments: [Argument]?
    }

    struct Argument: Decodable {
      let kind: String
      let isRepeating: Bool
      let names: [Name]?
    }

    struct Name: Decodable {
      let kind: String
      let name: String

      /// As it is typed.
      var typed: String { (kind == "long" ? "--" : "-") + name }
    }
  }

  /// - Parameter arguments: what was typed behind the name of the program, and what the parser took.
  /// - Throws: wrong usage, that names the option.
  static func check(_ arguments: some Sequence<String>) throws {
    // No value of an option begins with a dash.
    let names = arguments.prefix { $0 != "--" }.filter { $0.hasPrefix("-") }
      .map { String($0.prefix { $0 != "=" }) }
    guard names.count > 1 else { return }
    let told = try JSONDecoder().decode(Told.self, from: Data(RallCommand._dumpHelp().utf8))
    var command = told.command
    for word in arguments {
      guard let next = command.subcommands?.first(where: { $0.commandName == word }) else { break }
      command = next
    }
    for option in command.arguments ?? [] where option.kind == "option" && !option.isRepeating {
      let spellings = (option.names ?? []).map(\.typed)
      let given = names.filter(spellings.contains)
      guard given.count > 1 else { continue }
      let told = spellings.filter(given.contains).joined(separator: " and ")
      throw Failure(
        status: 64, ["\(told): one value was expected, and \(given.count) are given"])
    }
  }
}
