import RallUnits
import Testing

@Suite("A temperature")
struct TemperatureTests {
  @Test("ten degrees are one Q10, and no difference is 1")
  func tenDegrees() {
    #expect(16.3.degC.factor(q10: 3, from: 6.3.degC) == 3)
    #expect(6.3.degC.factor(q10: 3, from: 6.3.degC) == 1)
    #expect(abs(6.3.degC.factor(q10: 3, from: 16.3.degC) - 1 / 3.0) < 1e-16)
    #expect(25.degC.factor(q10: 1, from: 6.3.degC) == 1)
  }

  @Test("factors of two stretches multiply")
  func composition() {
    let whole = 37.degC.factor(q10: 2.3, from: 6.3.degC)
    let parts = 37.degC.factor(q10: 2.3, from: 20.degC) * 20.degC.factor(q10: 2.3, from: 6.3.degC)
    #expect(abs(whole / parts - 1) < 1e-15)
  }

  @Test("the squid's rates at 18.5 °C are 3.8 times those at 6.3")
  func squid() {
    // 3^1.22, for the propagated spike of Hodgkin and Huxley's paper.
    #expect(abs(18.5.degC.factor(q10: 3, from: 6.3.degC) - 3.820_216_101_818) < 1e-12)
  }

  @Test("temperatures have an order and a print")
  func order() {
    #expect(6.3.degC < 18.5.degC)
    #expect("\(18.5.degC)" == "18.5 degC")
  }
}
