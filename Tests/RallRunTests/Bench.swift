import Foundation
import RallHDF5
import RallModel
import RallRun

/// A folder of its own for one test, with a neuron and experiments in it; gone with the test.
final class Bench {
  private let folder: URL

  init(neuron: String = Bench.ballAndStick) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "rall-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try write(neuron, to: "cell.swc")
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func path(_ name: String) -> String { folder.appending(path: name).path }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: folder.appending(path: name))
  }

  func write(_ bytes: [UInt8], to name: String) throws {
    try Data(bytes).write(to: folder.appending(path: name))
  }

  func bytes(of name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appending(path: name)))
  }

  /// The names of the files, sorted.
  var files: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
  }

  /// Reads an experiment on the neuron.
  func prepared(_ yaml: String, settings: [String] = []) throws(Failure) -> Preparation {
    do { try write(yaml, to: "experiment.yaml") } catch { preconditionFailure("\(error)") }
    return try Preparation(file: path("experiment.yaml"), settings: settings)
  }

  /// Runs an experiment into `NAME`.
  @discardableResult
  func run(
    _ yaml: String, settings: [String] = [], into name: String = "result.h5",
    proceed: (RunProgress) -> Bool = { _ in true }
  ) throws(Failure) -> RunReport {
    try prepared(yaml, settings: settings)
      .run(RunOptions(output: path(name), command: "rall run experiment.yaml"), proceed: proceed)
  }

  /// What became of a run that must fail, with the folder's own name left out; nil where it did not.
  func failure(_ yaml: String, settings: [String] = []) -> Failure? {
    do {
      try run(yaml, settings: settings)
      return nil
    } catch {
      return Failure(
        status: error.status,
        error.lines.map { $0.replacingOccurrences(of: folder.path + "/", with: "") })
    }
  }

  func reader(of name: String = "result.h5") throws -> ResultReader { try ResultReader(path(name)) }

  /// A soma of 20 µm, and a dendrite of 2 µm and 1 mm.
  static let ballAndStick = """
    1 1 0 0 0 10 -1
    2 3 0 10 0 1 1
    3 3 0 510 0 1 2
    4 3 0 1010 0 1 3
    """
}

/// A spiking soma with a passive dendrite; `sections` stand behind the membrane and before the run.
func experiment(
  _ sections: String, membrane: String? = nil, run: String = "{ duration: 60 ms }",
  compartments: String = "{ longest: 20 um }"
) -> String {
  """
  rall: 1
  title: A spike in a ball and stick
  morphology: { file: cell.swc }
  compartments: \(compartments)
  membrane:
  \(membrane ?? """
    - { region: soma, hh: {} }
    - { region: dendrites, passive: { g: 0.05 mS/cm2, e: -65 mV } }
  """)
  \(sections)
  run: \(run)
  """
}
