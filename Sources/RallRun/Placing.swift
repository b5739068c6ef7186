internal import RallCable
internal import RallExperiment
internal import RallModel
internal import RallSimulation

/// Tells where in an experiment's file a later stage found something wrong.
struct Placing: Sendable {
  private let document: ExperimentDocument?

  /// - Parameter document: nil of an experiment that was made in a program.
  init(_ document: ExperimentDocument?) { self.document = document }

  /// `file:line:column: message`; of an experiment without a file, the path of the value.
  func line(_ path: String, _ message: String) -> String {
    guard let path = ExperimentPath(path) else { return message }
    guard let document else { return "\(path): \(message)" }
    return "\(document.place(of: path)): \(message)"
  }

  /// The line of the experiment's file on which a value stands; nil where it has none.
  func line(of path: String) -> Int? {
    guard case .file(_, let line, _) = ExperimentPath(path).flatMap({ document?.place(of: $0) })
    else { return nil }
    return line
  }

  /// Everything that has no place on the neuron, in the order of the file.
  func failure(_ missing: [PlaceCheck.Missing]) -> Failure {
    let placed = missing.enumerated().map { number, missing in
      let place = ExperimentPath(missing.path).flatMap { document?.place(of: $0) }
      let order = place.map(Self.order) ?? (0, 0)
      return (order: (order.0, order.1, number), line: line(missing.path, missing.message))
    }
    return .badData(placed.sorted { $0.order < $1.order }.map(\.line))
  }

  /// Line and column; settings stand behind the file.
  private static func order(_ place: ExperimentPlace) -> (Int, Int) {
    switch place {
    case .file(_, let line, let column): (line, column)
    case .setting: (.max, .max)
    }
  }

  func failure(_ error: LoweringError) -> Failure {
    let path =
      switch error {
      case .emptyRegion(let coat, _), .region(let coat, _): "membrane[\(coat)].region"
      case .mechanism(let coat, _): "membrane[\(coat)]"
      case .myelin(let wrapping, let error):
        (["myelin[\(wrapping)]"] + error.place).joined(separator: ".")
      case .value(let coat, let name, _, _, _):
        coat < 0 ? "cell.\(name)" : "membrane[\(coat)].\(name)"
      case .site(let stimulus, _): "stimuli[\(stimulus)].at"
      case .thinPoint: "morphology"
      case .tooMany, .memory, .division: "compartments"
      }
    return .badData([line(path, error.description)])
  }

  func failure(_ error: PlanError) -> Failure {
    let path =
      switch error {
      case .site(.stimulus(let number), _), .noVertex(let number, _): "stimuli[\(number)].at"
      case .site(.recording(let number, let site), _): "record[\(number)].at[\(site)]"
      case .site(.detector(let number, let site), _): "detect[\(number)].at[\(site)]"
      case .emptyRegion(let number, _), .region(let number, _): "record[\(number)].region"
      case .number(let path, _, _): path
      case .variable(let number, _, _): "record[\(number)].variable"
      case .currentAtProbe(let number, _, _): "record[\(number)].at"
      case .notRead(let number), .never(let number): "stimuli[\(number)]"
      case .field(let number, _): "extracellular[\(number)]"
      case .heldTwice(let number): "stimuli[\(number)].voltage_clamp"
      }
    return .badData([line(path, error.description)])
  }
}
