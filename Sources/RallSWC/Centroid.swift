import RallMorphology

/// Where the membrane of some frusta has its middle.
enum Centroid {
  /// The centroid of the lateral area of the edges that end in `samples` and start in the soma, and
  /// that area in µm²; no point where there is no area.
  static func ofArea(_ samples: [Int], in tree: SampleTree) -> (Point?, area: Double) {
    var (x, y, z, sum) = (0.0, 0.0, 0.0, 0.0)
    for index in samples where tree.parents[index] >= 0 {
      let (a, b) = (tree.point(tree.parents[index]), tree.point(index))
      let (length, taper) = (a.distance(to: b), b.radius - a.radius)
      let radii = a.radius + b.radius
      let area = .pi * radii * (length * length + taper * taper).squareRoot()
      guard area > 0 else { continue }
      // Half way out on a cylinder, nearer to the wide end of a cone.
      let share = (a.radius + 2 * b.radius) / (3 * radii)
      x += area * (a.x + share * (b.x - a.x))
      y += area * (a.y + share * (b.y - a.y))
      z += area * (a.z + share * (b.z - a.z))
      sum += area
    }
    return sum > 0 ? (Point(x: x / sum, y: y / sum, z: z / sum, radius: 0), sum) : (nil, 0)
  }
}

extension SampleTree {
  /// A sample as a point of the morphology.
  func point(_ index: Int) -> Point {
    let sample = samples[index]
    return Point(x: sample.x, y: sample.y, z: sample.z, radius: sample.radius, sample: sample.id)
  }
}
