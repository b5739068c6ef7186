import ArgumentParser
import Dispatch
import Foundation
import RallRun
import Synchronization

/// `rall-validation soak`: one long run and many short ones in one process, and its memory meanwhile.
struct SoakCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "soak",
    abstract: "Runs long in one process, and looks at its memory.",
    discussion: """
      One long run goes on for the whole time and keeps its state every second. Beside it short ones are \
      run to their end, stopped, refused, and taken up again after a kill, and every result is read back. \
      Exit status: 0 where the line through the second half of the memory that is in use rises by less \
      than 1 MB, 1 where it does not.
      """)

  @Option(help: "How long, in minutes.")
  var minutes = 20.0

  @Option(help: "Write the memory of every second into a file of two columns.")
  var csv: String?

  @Option(help: "The folder of the neurons.")
  var neurons = "morphologies"

  func run() throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "rall-soak-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let seconds = minutes * 60
    let begun = ContinuousClock.now
    let end = begun + .seconds(seconds)
    let rounds = ShortRuns(in: folder, neurons: neurons)
    let long = LongRun(in: folder, neurons: neurons)
    let works: [@Sendable () throws -> String] = [
      { "long run: \(try long.run(until: end))" }, { "short runs: \(try rounds.run(until: end))" },
    ]
    let group = DispatchGroup()
    let outcomes = Mutex<[Result<String, any Error>]>([])
    for work in works {
      DispatchQueue.global().async(group: group) {
        let outcome = Result { try work() }
        outcomes.withLock { $0.append(outcome) }
      }
    }
    var memory = MemoryLine()
    while ContinuousClock.now < end {
      Thread.sleep(forTimeInterval: 1)
      memory.take(at: begun.duration(to: .now) / .seconds(1))
    }
    group.wait()
    for outcome in outcomes.withLock({ $0 }) { print(try outcome.get()) }
    print(memory.text)
    if let csv { try memory.csv.write(toFile: csv, atomically: true, encoding: .utf8) }
    if memory.gain >= 1 { throw ExitCode.failure }
  }
}
