public import RallUnits

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// A piece of one frustum: path positions and radii at both its ends, in µm.
struct FrustumPiece {
  var from: Double
  var to: Double
  var firstRadius: Double
  var lastRadius: Double
  /// Along the surface from rim to rim.
  var slant: Double

  var length: Double { to - from }
}

/// Exact integrals along a section between two path positions, in µm.
///
/// Every one is a sum over whole and partial frusta, so it is the same, to rounding, however a
/// section is cut. A ring, the step of radius where a point was written twice, has area and neither
/// length nor resistance; it belongs to the piece that starts at its position, and at the end of the
/// section to the last piece.
///
/// Complexity: O(log n + k) for n points and k of them within the piece.
extension Section {
  /// The membrane between two positions, Σ π(r₀ + r₁)·slant, without end caps; of a sphere 4πr².
  package func lateralArea(from: Double, to: Double) -> Double {
    if isSphere { return 4 * .pi * points[0].radius * points[0].radius }
    var sum = 0.0
    forEachPiece(from: from, to: to) { sum += ($0.firstRadius + $0.lastRadius) * $0.slant }
    return .pi * sum
  }

  /// ∫ds / πr², Σ l / (π r₀ r₁), in 1/µm: times the axial resistivity it is the resistance.
  package func axialIntegral(from: Double, to: Double) -> Double {
    var sum = 0.0
    forEachPiece(from: from, to: to) {
      if $0.length > 0 { sum += $0.length / ($0.firstRadius * $0.lastRadius) }
    }
    return sum / .pi
  }

  /// The volume within, Σ πl(r₀² + r₀r₁ + r₁²)/3; of a sphere 4πr³/3.
  package func volume(from: Double, to: Double) -> Double {
    if isSphere {
      let radius = points[0].radius
      return 4 * .pi / 3 * radius * radius * radius
    }
    var sum = 0.0
    forEachPiece(from: from, to: to) {
      let (a, b) = ($0.firstRadius, $0.lastRadius)
      sum += $0.length * (a * a + a * b + b * b)
    }
    return .pi / 3 * sum
  }

  /// ∫ds / √d, in µm^½: times a constant of the membrane it is the length in length constants.
  package func inverseRootDiameterIntegral(from: Double, to: Double) -> Double {
    var sum = 0.0
    forEachPiece(from: from, to: to) {
      let roots = (2 * $0.firstRadius).squareRoot() + (2 * $0.lastRadius).squareRoot()
      if $0.length > 0 { sum += 2 * $0.length / roots }
    }
    return sum
  }

  /// ∫√d ds, in µm^1.5: over a length it is the mean of √d there.
  package func rootDiameterIntegral(from: Double, to: Double) -> Double {
    var sum = 0.0
    forEachPiece(from: from, to: to) {
      let (a, b) = ((2 * $0.firstRadius).squareRoot(), (2 * $0.lastRadius).squareRoot())
      // 2/3 (b³ − a³)/(b² − a²), in which nothing cancels.
      if $0.length > 0 { sum += 2 * $0.length * (a * a + a * b + b * b) / (3 * (a + b)) }
    }
    return sum
  }

  /// The least and the largest diameter between two positions, µm.
  package func diameters(from: Double, to: Double) -> (least: Double, most: Double) {
    var (least, most) = (Double.infinity, 0.0)
    forEachPiece(from: from, to: to) {
      guard $0.length > 0 else { return }
      least = min(least, 2 * $0.firstRadius, 2 * $0.lastRadius)
      most = max(most, 2 * $0.firstRadius, 2 * $0.lastRadius)
    }
    return (least, most)
  }

  /// ∫ds / (πw(d + w)), in 1/µm: times its resistivity it is the axial resistance of a space of width
  /// w around the axon.
  package func annulusIntegral(width: Double, from: Double, to: Double) -> Double {
    var sum = 0.0
    forEachPiece(from: from, to: to) {
      let (a, b) = (2 * $0.firstRadius + width, 2 * $0.lastRadius + width)
      // ∫ds/(d + w) is l/(d + w) in a cylinder, and l·ln(b/a)/(b − a) where the diameter changes.
      let x = (b - a) / a
      // ln(1 + x)/x to x⁵; 1e-18 at the bound.
      let ratio =
        abs(x) < 1e-3
        ? 1 - x * (1 / 2.0 - x * (1 / 3.0 - x * (1 / 4.0 - x * (1 / 5.0 - x / 6)))) : log(b / a) / x
      sum += $0.length / a * ratio
    }
    return sum / (.pi * width)
  }

  /// ∫d ds, in µm²: over a length it is the mean diameter there.
  package func diameterIntegral(from: Double, to: Double) -> Double {
    var sum = 0.0
    forEachPiece(from: from, to: to) { sum += $0.length * ($0.firstRadius + $0.lastRadius) }
    return sum
  }

  /// The membrane of the whole section.
  public var area: Area { Area(coherent: lateralArea(from: 0, to: length.coherent)) }

  /// The volume of the whole section.
  public var volume: Volume { Volume(coherent: volume(from: 0, to: length.coherent)) }

  /// The index of the first point at or beyond a position.
  package func firstPoint(at position: Double) -> Int {
    var (low, high) = (0, arc.count)
    while low < high {
      let middle = (low + high) / 2
      if arc[middle] < position { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Visits the frusta between two positions, the first and the last of them in part, and the
  /// cylinders that stand in their place.
  private func forEachPiece(from: Double, to: Double, _ visit: (FrustumPiece) -> Void) {
    precondition(from <= to, "a piece runs away from the root")
    var reached = from
    for index in firstCalibre(beyond: from)..<calibres.count {
      let stated = calibres[index]
      guard stated.span.from < to else { break }
      let (low, high) = (max(stated.span.from, from), min(stated.span.to, to))
      if reached < low { forEachFrustum(from: reached, to: low, visit) }
      let radius = stated.diameter / 2
      visit(
        FrustumPiece(
          from: low, to: high, firstRadius: radius, lastRadius: radius, slant: high - low))
      reached = high
    }
    if reached < to || reached == from { forEachFrustum(from: reached, to: to, visit) }
  }

  /// The first stated diameter that does not end at or before a position.
  package func firstCalibre(beyond position: Double) -> Int {
    var (low, high) = (0, calibres.count)
    while low < high {
      let middle = (low + high) / 2
      if calibres[middle].span.to <= position { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Visits the frusta of the points between two positions, the first and the last of them in part.
  private func forEachFrustum(from: Double, to: Double, _ visit: (FrustumPiece) -> Void) {
    guard let end = arc.last, points.count > 1 else { return }
    var index = max(min(firstPoint(at: from), arc.count - 1) - 1, 0)
    if arc[index + 1] <= from, arc[index] < arc[index + 1] { index += 1 }
    while index + 1 < arc.count {
      let (near, far) = (arc[index], arc[index + 1])
      if near > to || (near == to && to < end) { break }
      let (a, b) = (points[index].radius, points[index + 1].radius)
      if far == near {
        if near >= from {
          visit(FrustumPiece(from: near, to: far, firstRadius: a, lastRadius: b, slant: abs(b - a)))
        }
      } else {
        let (low, high) = (max(near, from), min(far, to))
        if low < high {
          let (l, taper) = (far - near, b - a)
          let whole = low == near && high == far
          let share = whole ? 1 : (high - low) / l
          visit(
            FrustumPiece(
              from: low, to: high,
              firstRadius: low == near ? a : a + taper * ((low - near) / l),
              lastRadius: high == far ? b : a + taper * ((high - near) / l),
              slant: share * (l * l + taper * taper).squareRoot()))
        }
      }
      index += 1
    }
  }
}
