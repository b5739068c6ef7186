/// What is odd about a neuron as a whole: each a warning, none an error.
struct Plausibility {
  let tree: SampleTree

  /// Edges that are part of the neuron: not those between soma and neurites, unless `literal`.
  let isLiteral: Bool

  func look(_ log: inout DiagnosticLog) {
    size(&log)
    radii(&log)
    jumps(&log)
    types(&log)
  }

  /// A box of more than 5 mm, or radii mostly above 50 µm, are more often nanometres or voxels.
  private func size(_ log: inout DiagnosticLog) {
    var low = SIMD3<Double>(repeating: .infinity)
    var high = -low
    for sample in tree.samples {
      let place = SIMD3(sample.x, sample.y, sample.z)
      low = pointwiseMin(low, place)
      high = pointwiseMax(high, place)
    }
    let extent = (high - low).max()
    let thick = tree.samples.count { $0.radius > 50 }
    if extent > 5000 {
      log.warning(
        .implausibleSize, line: nil,
        "the neuron is \(rounded(extent / 1000, 1)) mm wide; are these nanometres or voxels? "
          + "scale multiplies coordinates and radii")
    } else if 2 * thick > tree.samples.count {
      log.warning(
        .implausibleSize, line: nil,
        "the median radius is above 50 um; are these nanometres or voxels? "
          + "scale multiplies coordinates and radii")
    }
  }

  private func radii(_ log: inout DiagnosticLog) {
    let neurites = tree.samples.indices.filter { !tree.isSoma[$0] }
    guard neurites.count >= 3, let radius = neurites.first.map({ tree.samples[$0].radius }),
      neurites.allSatisfy({ tree.samples[$0].radius == radius })
    else { return }
    log.warning(
      .uniformRadius, line: tree.samples[neurites[0]].line,
      "every radius outside the soma is \(rounded(radius, 4)): it was hardly measured")
  }

  /// An edge more than fifty times the mean of all others.
  private func jumps(_ log: inout DiagnosticLog) {
    let edges = tree.samples.indices.filter { index in
      let parent = tree.parents[index]
      return parent >= 0 && (isLiteral || tree.isSoma[parent] == tree.isSoma[index])
    }
    guard edges.count >= 10 else { return }
    let lengths = edges.map { tree.distance(tree.parents[$0], $0) }
    let sum = lengths.reduce(0, +)
    for (index, length) in zip(edges, lengths) {
      let mean = (sum - length) / Double(edges.count - 1)
      guard length > 50 * mean else { continue }
      log.warning(
        .longJump, line: tree.samples[index].line,
        "sample \(tree.samples[index].id) is \(rounded(length, 1)) um from its parent, "
          + "\(rounded(length / mean, 0)) times the mean of the other edges")
    }
  }

  /// A neurite that returns to a type that it had left.
  private func types(_ log: inout DiagnosticLog) {
    var before = [Int?](repeating: nil, count: tree.samples.count)
    for index in tree.rootFirst {
      let parent = tree.parents[index]
      guard parent >= 0, !tree.isSoma[parent], !tree.isSoma[index] else { continue }
      let (old, new) = (tree.types[parent], tree.types[index])
      before[index] = old == new ? before[parent] : old
      guard old != new, before[parent] == new else { continue }
      log.warning(
        .typeFlips, line: tree.samples[index].line,
        "the type goes from \(new) to \(old) and back to \(new) along one path, "
          + "at sample \(tree.samples[index].id)")
    }
  }
}
