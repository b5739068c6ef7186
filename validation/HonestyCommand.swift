import ArgumentParser
import Foundation
import Honesty

/// `rall-validation honesty`: random experiments on real neurons, printed errors against true ones.
struct HonestyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "honesty",
    abstract: "Sets printed errors beside true ones, over random experiments on real neurons.",
    discussion: """
      RALL_MORPHOLOGIES names the folder of the neurons. Exit status: 0 where the errors are honest, \
      1 where they are not.
      """)

  @Option(help: "How many experiments; their seeds are counted from 0.")
  var seeds = 200

  @Flag(help: "Write docs/honesty.md and its figures, from the root of the repository.")
  var write = false

  func run() throws {
    guard let real = RealNeurons() else {
      throw ValidationError("RALL_MORPHOLOGIES names no folder of SWC files")
    }
    var trials: [HonestyTrial] = []
    var failed: [Int] = []
    for seed in 0..<seeds {
      do {
        trials.append(try HonestyTrial(RandomExperiment(seed: seed, from: real)))
      } catch {
        failed.append(seed)
      }
      if seed % 10 == 9 {
        FileHandle.standardError.write(Data("\(seed + 1) of \(seeds)\n".utf8))
      }
    }
    let report = HonestyReport(trials: trials, failed: failed)
    print(report.summary)
    print("\n\(report.doubts)")
    if write { try report.write() }
    if !report.isHonest { throw ExitCode.failure }
  }
}
