import RallSimulation
import Testing

@Suite("The steps of a run")
struct TimeGridTests {
  static func grid(_ edges: [Double], _ duration: Double, _ step: Double) -> TimeGrid {
    TimeGrid(edges: edges, duration: duration, step: step)
  }

  @Test("stretches follow on one another from 0 to the end, and no step is longer than asked for")
  func cover() {
    for step in [0.025, 0.1, 0.3, 1, 7, 100] {
      let grid = Self.grid([3, 1, 1.07, 9.999, 2.5, 1], 10, step)
      #expect(grid.stretches.first?.start == 0 && grid.stretches.last?.end == 10)
      for (a, b) in zip(grid.stretches, grid.stretches.dropFirst()) { #expect(a.end == b.start) }
      for stretch in grid.stretches {
        #expect(stretch.step <= step * (1 + 1e-12) && stretch.steps >= 1)
        // One step less would be too long.
        #expect(
          stretch.steps == 1
            || (stretch.end - stretch.start) / Double(stretch.steps - 1) > step * (1 - 1e-12))
      }
      #expect(grid.steps == grid.stretches.reduce(0) { $0 + $1.steps })
    }
  }

  @Test("every edge within the run is the end of a stretch, and others do not matter")
  func edges() {
    let edges = [0.3, 1.7, 1.700_1, 5.055_5, 7]
    let grid = Self.grid(edges + [-1, 0, 10, 11, 1e9], 10, 0.025)
    #expect(grid.stretches.dropFirst().map(\.start) == edges)
  }

  @Test("edges nearer than a millionth of a step are one")
  func nearEdges() {
    let sum = 0.1 + 0.2  // 0.30000000000000004
    #expect(Self.grid([0.3, sum], 1, 0.025).stretches.count == 2)
    #expect(Self.grid([1e-9, 1 - 1e-9], 1, 0.025).stretches.count == 1)
  }

  @Test("a whole number of steps stays one in spite of rounding", arguments: 1...40)
  func whole(tenths: Int) {
    // 0.1·k/0.025 is not always a whole number to the last bit.
    let grid = Self.grid([], 0.1 * Double(tenths), 0.025)
    #expect(grid.steps == 4 * tenths)
    #expect(Self.grid([], 60, 0.025).steps == 2400)
  }

  @Test("times do not drift")
  func drift() {
    let stretch = Self.grid([], 1000, 0.1).stretches[0]
    for k in [0, 1, 3333, 9999, 10_000] {
      #expect(abs(stretch.time(after: k) - Double(k) * 0.1) <= 1e-15 * 1000)
    }
    #expect(stretch.time(after: 0) == 0 && stretch.time(after: 10_000) == 1000)
  }

  @Test("a run shorter than a step is one step")
  func short() {
    let grid = Self.grid([], 0.01, 0.025)
    #expect(grid.steps == 1 && grid.stretches[0].step == 0.01)
  }
}
