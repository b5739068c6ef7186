import RallNumerics
import Testing

@Suite("Complex numbers")
struct ComplexNumberTests {
  @Test(
    "sizes, quotients and roots are those of any other scale, up to the ends of what a number can be",
    arguments: [1e-300, 1e-200, 1e-160, 1e-100, 1, 1e100, 1e160, 1e200, 1e300])
  func scales(scale: Double) {
    let (a, b) = (ComplexNumber(3, -4), ComplexNumber(-0.6, 0.8))
    let (large, other) = (scale * a, scale * b)
    func isNear(_ x: ComplexNumber, _ y: ComplexNumber) -> Bool {
      (x - y).magnitude <= 4e-16 * y.magnitude
    }
    #expect(abs(large.magnitude / scale - 5) < 2e-15)
    #expect(isNear(large / other, a / b))
    #expect(isNear(a / b, ComplexNumber(-5)))
    #expect(isNear(large.squareRoot, scale.squareRoot() * ComplexNumber(2, -1)))
    #expect(isNear(ComplexNumber(0, scale) / ComplexNumber(scale), ComplexNumber(0, 1)))
  }

  @Test("what is over nothing is infinite, and nothing over nothing is no number")
  func ends() {
    #expect((ComplexNumber(2, 1) / .zero).magnitude == .infinity)
    #expect((ComplexNumber.zero / .zero).magnitude.isNaN)
    #expect(ComplexNumber(.infinity, 1).magnitude == .infinity)
    #expect(ComplexNumber(.nan, 1).magnitude.isNaN && ComplexNumber(1, .nan).magnitude.isNaN)
    #expect(ComplexNumber.zero.magnitude == 0 && ComplexNumber.zero.squareRoot == .zero)
  }
}
