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
  public func writePlot(to file: PlotFile) throws(Failure) { try file.write(svg) }

  /// Of the two measures or detectors that are farthest off, the number that is.
  private func lines(
    _ refinement: KeyPath<Moved, Refinement>, _ what: String
  ) -> [LogLogPlot.Line] {
    let some = moved.compactMap { one in
      one[keyPath: refinement].errors.map {
        (name: one.name, errors: $0.map { $0 / one.scale })
      }
    }
    var worst: [(name: String, errors: [Double])] = []
    for one in some.sorted(by: { $0.errors[0] > $1.errors[0] })
    where !worst.contains(where: { $0.name == one.name }) {
      worst.append(one)
    }
    return worst.prefix(2).map { name, errors in
      LogLogPlot.Line(
        name: "\(what): \(name)", points: zip([1, 0.5, 0.25], errors).map { ($0, $1) })
    }
  }
}
