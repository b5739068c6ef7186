import RallAnalysis
import Testing

@Suite("Branches of a tree of points")
struct BranchesTests {
  private func points(_ parents: [Int?]) -> [[Int]] {
    Branches(parents: parents).all.map(\.points)
  }

  @Test("a chain is one branch, whatever the numbers")
  func chain() {
    #expect(points([nil, 0, 1, 2]) == [[0, 1, 2, 3]])
    #expect(points([1, 3, 0, nil]) == [[3, 1, 0, 2]])
    #expect(points([nil]) == [[0]])
    #expect(points([]) == [])
  }

  @Test("a fork ends one branch and begins two, and only ends are tips")
  func fork() {
    // 0 - 1 - 2 < (3 - 4, 5)
    let branches = Branches(parents: [nil, 0, 1, 2, 3, 2]).all
    #expect(branches.map(\.points) == [[0, 1, 2], [2, 3, 4], [2, 5]])
    #expect(branches.map(\.isTip) == [false, true, true])
  }

  @Test("two entries are two trees")
  func entries() {
    #expect(points([nil, nil, 0, 1]) == [[0, 2], [1, 3]])
  }

  @Test("every step from a point to the one before it is on exactly one branch")
  func cover() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<50 {
      let parents: [Int?] = (0..<40).map { $0 == 0 ? nil : Int.random(in: 0..<$0, using: &random) }
      let steps = points(parents).flatMap { zip($0, $0.dropFirst()).map { [$0, $1] } }
      let wanted = parents.enumerated().compactMap { child, parent in parent.map { [$0, child] } }
      #expect(steps.sorted { $0[1] < $1[1] } == wanted)
    }
  }
}
