import RallSimulation
import Testing

@Suite("Ripples")
struct RipplesTests {
  @Test("a notch in a rise is no excursion, and the rise goes through it")
  func notch() {
    let notched = [Excursion(height: -20, rise: 45), Excursion(height: 32, rise: 54)]
    #expect(notched.withoutRipples(below: 3) == [Excursion(height: 32, rise: 97)])
    #expect(notched.withoutRipples(below: 1) == notched)
  }

  @Test("a shoulder in a fall is no excursion, and the peak before it stays")
  func shoulder() {
    let shouldered = [Excursion(height: 32, rise: 97), Excursion(height: -20, rise: 2.5)]
    #expect(shouldered.withoutRipples(below: 3) == [Excursion(height: 32, rise: 97)])
  }

  @Test("an excursion that fell back before the next stays, however small the dips on its way")
  func failure() {
    let course = [
      Excursion(height: -50, rise: 15), Excursion(height: -45, rise: 7),
      Excursion(height: 30, rise: 95),
    ]
    #expect(
      course.withoutRipples(below: 4)
        == [Excursion(height: -45, rise: 20), Excursion(height: 30, rise: 95)])
  }

  @Test("the highest excursion stays whatever is called a ripple", arguments: [1, 5, 20, 60])
  func highest(least: Double) {
    let course = [3, 70, 12, 97, 40, 8].enumerated().map { index, rise in
      Excursion(height: [-50, 5, 1, 33, 4, -20][index], rise: rise)
    }
    #expect(course.withoutRipples(below: least).map(\.height).max() == 33)
  }
}
