import RallMorphology

/// Samples of radius zero: an error, or, where the repair is listed, interpolated.
enum ZeroRadius {
  /// Looks at every sample but those of an outline, whose radii mean nothing.
  static func settle(
    _ tree: inout SampleTree, rule: Soma.Rule, repair: Bool, log: inout DiagnosticLog
  ) {
    let isOutline = rule == .contour ? tree.isSoma : []
    let counts = { (index: Int) in isOutline.isEmpty || !isOutline[index] }
    let zeros = tree.samples.indices.filter { tree.samples[$0].radius == 0 && counts($0) }
    guard let first = zeros.first else { return }
    let sample = tree.samples[first]
    guard repair else {
      log.error(
        .zeroRadius, line: sample.line,
        "sample \(sample.id) has the radius 0 (\(zeros.count) of \(tree.samples.count) samples "
          + "have); list zero_radius under repair to interpolate")
      return
    }
    let failed = interpolate(&tree)
    for index in failed where counts(index) {
      let start = tree.samples[index]
      log.error(
        .noRadius, line: start.line,
        "\(tree.isSoma[index] ? "the soma" : "the neurite") that starts with sample \(start.id) has "
          + "no radius above 0 to interpolate from")
    }
    if zeros.contains(where: { tree.samples[$0].radius > 0 }) {
      log.warning(
        .zeroRadius, line: sample.line,
        "\(counted(zeros.count, "radius of 0", "radii of 0")) interpolated, the first that of "
          + "sample \(sample.id)")
    }
  }

  private struct Neighbour {
    var radius: Double
    var distance: Double
  }

  /// By path length between the nearest positive radii towards the root and away from it, within one
  /// neurite or the soma; where one side has none, the other holds. The first samples of parts that
  /// have none at all are handed back.
  private static func interpolate(_ tree: inout SampleTree) -> [Int] {
    let count = tree.samples.count
    func sameParent(_ index: Int) -> Int? {
      let parent = tree.parents[index]
      return parent >= 0 && tree.isSoma[parent] == tree.isSoma[index] ? parent : nil
    }
    var away = [Neighbour?](repeating: nil, count: count)
    for index in tree.rootFirst.reversed() {
      if tree.samples[index].radius > 0 {
        away[index] = Neighbour(radius: tree.samples[index].radius, distance: 0)
      }
      guard let nearest = away[index], let parent = sameParent(index) else { continue }
      let distance = nearest.distance + tree.distance(parent, index)
      if tree.samples[parent].radius == 0, distance < away[parent]?.distance ?? .infinity {
        away[parent] = Neighbour(radius: nearest.radius, distance: distance)
      }
    }
    var failed: [Int] = []
    var towards = [Neighbour?](repeating: nil, count: count)
    for index in tree.rootFirst {
      let parent = sameParent(index)
      if let parent, let nearest = towards[parent] {
        towards[index] = Neighbour(
          radius: nearest.radius, distance: nearest.distance + tree.distance(parent, index))
      }
      if tree.samples[index].radius > 0 {
        towards[index] = Neighbour(radius: tree.samples[index].radius, distance: 0)
        continue
      }
      switch (towards[index], away[index]) {
      case (let near?, let far?):
        let path = near.distance + far.distance
        let share = path > 0 ? near.distance / path : 0
        tree.samples[index].radius = near.radius + share * (far.radius - near.radius)
      case (let near?, nil): tree.samples[index].radius = near.radius
      case (nil, let far?):
        tree.samples[index].radius = far.radius
        towards[index] = Neighbour(radius: far.radius, distance: 0)
      case (nil, nil):
        if parent == nil { failed.append(index) }
      }
    }
    return failed
  }
}
