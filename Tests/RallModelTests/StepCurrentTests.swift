import RallModel
import Testing

@Suite("A current in steps")
struct StepCurrentTests {
  @Test("pulses add where they overlap, in any order, and touching ones are one")
  func levels() {
    let current = StepCurrent(
      pulses: [(5, 6), (1, 3), (2, 4), (6, 7), (8, 8)], amplitude: 0.5)
    #expect(current.edges == [1, 2, 3, 4, 5, 7])
    #expect(current.levels == [0, 0.5, 1, 0.5, 0, 0.5, 0])
    let asked = [0.9, 1, 1.5, 2, 2.9, 3, 4, 4.5, 5, 6, 6.9, 7, 8, 100]
    #expect(
      asked.map { current.current(at: $0) } == [
        0, 0.5, 0.5, 1, 1, 0.5, 0, 0, 0.5, 0.5, 0.5, 0, 0, 0,
      ])
  }

  @Test("no pulse and no amplitude are no current and no edge")
  func nothing() {
    for current in [
      StepCurrent(pulses: [], amplitude: 1), StepCurrent(pulses: [(1, 2)], amplitude: 0),
    ] {
      #expect(current.edges == [] && current.current(at: 1.5) == 0)
    }
  }

  @Test("each of a million pulses is found")
  func many() {
    let current = StepCurrent(
      pulses: (0..<1_000_000).map { (Double($0), Double($0) + 0.5) }, amplitude: 2)
    #expect(current.edges.count == 2_000_000)
    #expect((0..<1_000_000).allSatisfy { current.current(at: Double($0) + 0.25) == 2 })
    #expect((0..<1_000_000).allSatisfy { current.current(at: Double($0) + 0.75) == 0 })
  }
}
