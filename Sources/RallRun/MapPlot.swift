internal import RallCable
internal import RallModel
internal import RallMorphology
internal import RallPlot
internal import RallUnits

extension Preparation {
  /// Draws a map over the neuron: its shape seen along z, each compartment in the colour of its number,
  /// on a logarithmic scale where the number is a size.
  public func writeMap(
    _ choice: MapChoice, of report: RunReport, to file: PlotFile
  ) throws(Failure) {
    let chosen = try choice.chosen(of: report.measures)
    let svg = MorphologyPlot(
      title: "\(chosen.measure.name): \(Self.words(chosen.layer.quantity)) at "
        + "\(significant(chosen.frequency, 6)) Hz",
      label: chosen.layer.unit == "1" ? "times smaller" : Self.printed(unit: chosen.layer.unit),
      isLogarithmic: chosen.layer.unit != "deg", isAngle: chosen.layer.unit == "deg",
      pieces: pieces(chosen.values)
    ).svg
    try file.write(svg)
  }

  /// `lengthConstant` as `length constant`.
  private static func words(_ quantity: String) -> String {
    quantity.reduce(into: "") { $0 += $1.isUppercase ? " \($1.lowercased())" : "\($1)" }
  }

  private static func printed(unit: String) -> String {
    switch unit {
    case "um": "µm"
    case "Mohm": "MΩ"
    case "deg": "°"
    default: unit
    }
  }

  /// Every frustum, cut where one compartment ends and the next begins.
  private func pieces(_ values: [Double]) -> [MorphologyPlot.Piece] {
    var pieces: [MorphologyPlot.Piece] = []
    for (section, stations) in zip(cell.morphology.sections, cell.stations) {
      func piece(from: Double, to: Double, _ vertex: Int) {
        let (a, b) = (section.pathPoint(at: from), section.pathPoint(at: to))
        pieces.append(
          MorphologyPlot.Piece(
            start: SIMD2(a.x, a.y), end: SIMD2(b.x, b.y), diameter: (a.diameter + b.diameter) / 2,
            value: values[vertex]))
      }
      if section.isSphere {
        let point = section.points[0]
        pieces.append(
          MorphologyPlot.Piece(
            start: SIMD2(point.x, point.y), end: SIMD2(point.x, point.y),
            diameter: 2 * point.radius, value: values[stations[0].vertex]))
        continue
      }
      // Beyond the last vertex of a lumped model all is at its potential.
      let (first, last) = (stations[0], stations[stations.count - 1])
      if first.position > 0 { piece(from: 0, to: first.position, first.vertex) }
      if section.length.coherent > last.position {
        piece(from: last.position, to: section.length.coherent, last.vertex)
      }
      for (near, far) in zip(stations, stations.dropFirst()) {
        let inner = section.arc.filter { near.position < $0 && $0 < far.position }
        let cuts = ([near.position, far.border, far.position] + inner).sorted()
        for (from, to) in zip(cuts, cuts.dropFirst()) where to > from {
          piece(from: from, to: to, to <= far.border ? near.vertex : far.vertex)
        }
      }
    }
    return pieces
  }
}
