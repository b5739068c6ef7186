import RallModel
import Testing

@Suite("Random numbers by key and counter")
struct CounterRandomTests {
  @Test(
    "are those of Philox 2×64 of ten rounds",
    arguments: [
      // The known answers of Random123, kat_vectors.
      (
        0 as UInt64, 0 as UInt64, 0 as UInt64, 0xCA00_A045_9843_D731 as UInt64,
        0x66C2_4222_C9A8_45B5 as UInt64
      ),
      (.max, .max, .max, 0x65B0_21D6_0CD8_310F, 0x4D02_F322_2F86_DF20),
      (
        0x243F_6A88_85A3_08D3, 0x1319_8A2E_0370_7344, 0xA409_3822_299F_31D0,
        0x0A5E_742C_2997_341C, 0xB0F8_83D3_8000_DE5D
      ),
    ])
  func knownAnswers(counter: UInt64, stream: UInt64, key: UInt64, x: UInt64, y: UInt64) {
    #expect(CounterRandom(key: key).bits(counter, stream) == (x, y))
  }

  @Test("have the moments of the normal distribution")
  func moments() {
    let random = CounterRandom(key: 7)
    let count = 200_000
    let numbers = (0..<count).map { random.normal(UInt64($0), 3) }
    func mean(_ power: Int) -> Double {
      numbers.reduce(0) { sum, x in
        sum + (0..<power).reduce(1.0) { product, _ in product * x }
      } / Double(count)
    }
    // Five standard errors of each mean: variances 1, 2, 15 and 96.
    let root = 5 / Double(count).squareRoot()
    #expect(abs(mean(1)) < root)
    #expect(abs(mean(2) - 1) < root * 2.0.squareRoot())
    #expect(abs(mean(3)) < root * 15.0.squareRoot())
    #expect(abs(mean(4) - 3) < root * 96.0.squareRoot())
  }
}
