import RallMembrane
import RallNumerics
import Testing

@Suite("A passive membrane")
struct PassiveTests {
  static let kernel = Mechanisms.kernels.first { $0.description.name == "passive" }!

  @Test("its line is g·(v − e), and its steady line says the same")
  func line() {
    let g = [1e-6, 2e-6, 0, 5e-7, 1e-6, 1e-6, 1e-6, 1e-6, 3e-6]
    let e = [-65.0, -70, -70, 0, 10, -65, -65, -65, -80]
    let area = [1.0, 10, 100, 1000, 1e4, 0, 3, 4, 5]
    var bank = Bank(
      Self.kernel, vertex: (0..<9).map { $0 }, area: area, parameters: [g, e], celsius: 6.3)
    bank.gather(Array(repeating: -60, count: 9))
    Self.kernel.settle(&bank)
    Self.kernel.advance(&bank, by: 1)
    Self.kernel.line(&bank)
    var steady = bank
    Self.kernel.steadyLine(&steady)
    for i in 0..<9 {
      let (conductance, drive) = (bank.conductance[i / 8][i % 8], bank.drive[i / 8][i % 8])
      #expect(conductance == area[i] * g[i])
      #expect(drive == area[i] * g[i] * e[i])
      let current = Self.kernel.current(0, of: bank, instance: i)
      let rounding = 4e-16 * (abs(drive) + conductance * 60)
      #expect(abs(current - (conductance * -60 - drive)) <= rounding)
      #expect(steady.conductance[i / 8][i % 8] == conductance)
      #expect(abs(steady.drive[i / 8][i % 8] - current) <= rounding)
    }
    for i in 9..<16 {
      #expect(bank.conductance[i / 8][i % 8] == 0 && bank.drive[i / 8][i % 8] == 0)
    }
  }
}

@Suite("A bank of instances")
struct BankTests {
  @Test("potentials are taken from the vertices and lines are added to them")
  func gatherAndScatter() {
    let vertex: [Int32] = [0, 0, 2, 3, 3, 3, 7, 9, 9, 9]
    var bank = Bank(
      PassiveTests.kernel, vertex: vertex, area: (1...10).map(Double.init),
      parameters: [Array(repeating: 2, count: 10), Array(repeating: -1, count: 10)], celsius: 20)
    bank.gather((0..<10).map { Double($0) * 10 })
    for (i, v) in vertex.enumerated() { #expect(bank.v[i / 8][i % 8] == Double(v) * 10) }
    PassiveTests.kernel.line(&bank)
    var (g, d) = ([Double](repeating: 1, count: 10), [Double](repeating: 0, count: 10))
    bank.scatter(conductance: &g, drive: &d)
    // Areas 1+2, 3, 4+5+6, 7, 8+9+10 by vertex, twice each, upon what was there.
    #expect(g == [7, 1, 7, 31, 1, 1, 1, 15, 1, 55])
    #expect(d == [-6, 0, -6, -30, 0, 0, 0, -14, 0, -54])
    #expect(bank.count == 10 && bank.packs == 2)
  }

  @Test("an empty bank has nothing and does nothing")
  func empty() {
    for kernel in Mechanisms.kernels {
      var bank = Bank(
        kernel, vertex: [], area: [], parameters: kernel.description.parameters.map { _ in [] },
        celsius: 6.3)
      kernel.settle(&bank)
      kernel.advance(&bank, by: 1)
      kernel.line(&bank)
      kernel.steadyLine(&bank)
      #expect(bank.count == 0 && bank.packs == 0 && bank.gates.isEmpty)
    }
  }
}

@Suite("The list of mechanisms")
struct MechanismsTests {
  @Test("names are unique, and found")
  func names() {
    #expect(Set(Mechanisms.all.map(\.name)).count == Mechanisms.all.count)
    for mechanism in Mechanisms.all { #expect(Mechanisms.named(mechanism.name) == mechanism) }
    #expect(Mechanisms.named("HH") == nil)
  }

  @Test("no conductance is negative, and standards are within their bounds")
  func parameters() {
    for parameter in Mechanisms.all.flatMap(\.parameters) {
      #expect(parameter.standard >= parameter.minimum)
    }
    for mechanism in Mechanisms.all {
      #expect(Set(mechanism.parameters.map(\.name)).count == mechanism.parameters.count)
      #expect(Set(mechanism.gates).count == mechanism.gates.count)
    }
  }
}
