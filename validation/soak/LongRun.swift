import Foundation
import RallHDF5
import RallModel
import RallRun
import RallUnits

/// A run that would take days, until it is stopped.
struct LongRun {
  private let folder: URL
  private let neurons: String

  init(in folder: URL, neurons: String) { (self.folder, self.neurons) = (folder, neurons) }

  private var yaml: String {
    """
    rall: 1
    morphology: { file: \(URL(filePath: neurons).path)/ball_and_stick.swc }
    cell: { axoplasm: 100 ohm cm, temperature: 6.3 degC, start: -65 mV }
    membrane:
      - { region: soma, hh: {} }
      - { region: dendrites, passive: { g: 0.05 mS/cm2, e: -65 mV } }
    stimuli:
      - { name: step, at: soma, current_clamp: { start: 10 ms, duration: 5 ms, amplitude: 1 nA } }
    record:
      - { name: everywhere, at: all, every: 1 s }
      - { name: soma, variable: [v, i_membrane, hh.m], at: soma, every: 100 ms }
    detect:
      - { name: spikes, at: soma, above: -20 mV }
    run: { duration: 72000 s, step: 0.025 ms }
    """
  }

  /// Goes on until a time; what it came to.
  func run(until end: ContinuousClock.Instant) throws -> String {
    let experiment = folder.appending(path: "long.yaml").path
    try yaml.write(toFile: experiment, atomically: true, encoding: .utf8)
    let output = folder.appending(path: "long.h5").path
    let report = try Preparation(file: experiment).run(
      RunOptions(output: output, keepsEvery: .seconds(1))
    ) { _ in ContinuousClock.now < end }
    let check = try ResultCheck(file: output)
    guard check.isValid else { throw Failure(status: 65, [check.text]) }
    return "\(report.status.rawValue) at \(report.time), \(report.steps) steps"
  }
}
