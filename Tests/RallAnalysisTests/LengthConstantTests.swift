import RallAnalysis
import RallUnits
import Testing

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

@Suite("The length constant of a measured decay")
struct LengthConstantTests {
  let distances = (0...20).map { (50 * Double($0)).um }

  @Test("an exponential decay gives its own constant, depolarised or not", arguments: [10.0, -10])
  func exponential(start: Double) throws {
    let fit = LengthConstant(
      distances: distances,
      deflections: distances.map { (start * exp(-$0.coherent / 816.496580928)).mV })
    #expect(abs(try #require(fit.length).coherent - 816.496580928) < 1e-9)
    #expect(try #require(fit.standardError).coherent < 1e-9)
    #expect(fit.decay == .exponential)
  }

  @Test("a sealed end bends the decay, and the fit says so")
  func sealed() throws {
    let fit = LengthConstant(
      distances: distances, deflections: distances.map { cosh(1 - $0.coherent / 1000).mV })
    guard case .notExponential(let departure) = fit.decay else {
      Issue.record("\(fit.decay)")
      return
    }
    // ln cosh(1 − X) is off its chord and its least-squares line by some hundredths.
    #expect(departure > 0.05 && departure < 0.15)
    #expect(try #require(fit.length).coherent > 1000)
    let loose = LengthConstant(
      distances: distances, deflections: distances.map { cosh(1 - $0.coherent / 1000).mV },
      tolerance: departure)
    #expect(loose.decay == .exponential)
  }

  @Test("a voltage that does not fall, or is nowhere, has no length constant")
  func none() {
    let flat = LengthConstant(distances: distances, deflections: distances.map { _ in 3.mV })
    #expect(flat.decay == .none)
    #expect(flat.length == nil)
    let crossing = LengthConstant(
      distances: distances, deflections: distances.map { (1 - $0.coherent / 300).mV })
    #expect(crossing.decay == .undefined)
    #expect(LengthConstant(distances: [0.um], deflections: [1.mV]).decay == .undefined)
    #expect(LengthConstant(distances: [], deflections: []).decay == .undefined)
  }

  @Test("the order of an error that falls by four with half the step is two")
  func order() throws {
    let known = try #require(ConvergenceOrder(steps: [1, 0.5, 0.25], errors: [-8, -2, -0.5]))
    #expect(abs(known.order - 2) < 1e-14)
    #expect(known.standardError < 1e-14)
    let unknown = try #require(ConvergenceOrder(halving: [10.64, 10.16, 10.04, 10.01]))
    #expect(abs(unknown.order - 2) < 1e-12)
    #expect(ConvergenceOrder(steps: [1, 0.5], errors: [1, 0]) == nil)
    #expect(ConvergenceOrder(halving: [1, 2]) == nil)
  }
}
