internal import RallModel

extension MeasureResult {
  /// The length in µm of a branch between nodes of Ranvier, by what its values are called; nil where this is
  /// no measure of branches, or it has none that is called so.
  func branchLength(_ place: String) -> Double? {
    func values(_ quantity: String) -> [Double]? {
      series.first { $0.quantity == quantity }?.values
    }
    guard let branches = values("branch"), let nodes = values("node"),
      let positions = values("position"), branches.count == nodes.count,
      positions.count == nodes.count
    else { return nil }
    var begin = 0
    while begin < branches.count {
      let end = branches[begin...].firstIndex { $0 != branches[begin] } ?? branches.count
      let name = ConductionWay.name(from: Int(nodes[begin]), to: Int(nodes[end - 1]))
      if place == name || place.hasPrefix("\(name),") { return positions[end - 1] }
      begin = end
    }
    return nil
  }
}
