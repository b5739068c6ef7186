#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// The function of time whose Laplace transform is `transform`, at `time`.
///
/// The Bromwich integral by the midpoint rule on Talbot's cotangent contour, with the parameters
/// that Weideman chose for singularities on the negative real axis (2006, doi:10.1137/050625837):
/// the error falls as 3.89⁻ᴺ, here to 1e-14, while rounding is magnified sixtyfold. `transform`
/// takes conjugates to conjugates.
func inverseLaplace(at time: Double, _ transform: (Complex) -> Complex) -> Double {
  let count = 24
  let scale = Double(count) / time
  var sum = 0.0
  for index in 0..<count / 2 {
    let angle = (2 * Double(index) + 1) * .pi / Double(count)
    let bent = 0.6407 * angle
    let cotangent = cos(bent) / sin(bent)
    let point = scale * Complex(0.5017 * angle * cotangent - 0.6122, 0.2645 * angle)
    let slope =
      scale
      * Complex(0.5017 * (cotangent - bent / (sin(bent) * sin(bent))), 0.2645)
    sum += ((time * point).exponential * transform(point) * slope).imaginary
  }
  return 2 * sum / Double(count)
}
