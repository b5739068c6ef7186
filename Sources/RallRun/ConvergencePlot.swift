internal import Foundation
internal import RallPlot

extension Convergence {
  /// The errors of what is farthest off, against the step and against the length of the compartments,
  /// as SVG.
  public var svg: String {
    LogLogPlot(
      name: "convergence", title: "Error against step and compartments",
      xLabel: "share of the experiment's step, or of its compartments",
      yLabel: "error, a share of 1 ms, 100 mV, or itself",
      lines: lines(\.time, "step") + lines(\.mesh, "mesh")
    ).svg
  }

  /// Writes the figure.
  public func writePlot(to file: String) throws(Failure) {
    do { try svg.write(toFile: file, atomically: true, encoding: .utf8) } catch {
      throw Failure(
        status: 73, ["\(file): the plot cannot be written: \(error.localizedDescription)"])
    }
  }

  /// The two that are farthest off.
  private func lines(_ refinement: KeyPath<Moved, Refinement>, _ what: String) -> [LogLogPlot.Line]
  {
    let some = moved.compactMap { one in
      one[keyPath: refinement].errors.map { (one, $0.map { $0 / one.scale }) }
    }
    return some.sorted { $0.1[0] > $1.1[0] }.prefix(2).map { one, errors in
      LogLogPlot.Line(
        name: "\(what): \(one.label)", points: zip([1, 0.5, 0.25], errors).map { ($0, $1) })
    }
  }
}
