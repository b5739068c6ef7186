import ArgumentParser
import Foundation
import RallJSON
import RallKernel

/// `rall-benchmark`: how long steps take on this machine; see docs/performance.md.
@main
struct BenchmarkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rall-benchmark",
    abstract: "Measures CPU time of stepping, one thread; `make benchmark` sets peers beside it.")

  @Flag(help: "Print one JSON object a workload.")
  var json = false

  @Option(help: "How often each workload is run; the median counts.")
  var repeats = 5

  @Option(help: "An SWC file for the workloads of a real neuron; without it there are none.")
  var swc: String?

  @Option(parsing: .upToNextOption, help: "Only the workloads whose names begin so.")
  var only: [String] = []

  func validate() throws {
    guard repeats > 0 else { throw ValidationError("--repeats must be at least 1.") }
  }

  func run() throws {
    let kernel = try Kernel.chosen.get().name
    let neuron = try swc.map { [UInt8](try Data(contentsOf: URL(fileURLWithPath: $0))) }
    let all =
      try SpeedWorkload.all(swc: neuron) + SpeedWorkload.recordings() + SpeedWorkload.cables()
    let chosen = all.filter { workload in
      only.isEmpty || only.contains { workload.name.hasPrefix($0) }
    }
    guard !chosen.isEmpty else {
      throw ValidationError("There is no such workload; there are \(all.map(\.name)).")
    }
    if !json { print("kernel \(kernel), median of \(repeats)") }
    for workload in chosen {
      let measure = try SpeedMeasure(workload, repeats: repeats)
      print(json ? measure.json.description : measure.text)
    }
  }
}
