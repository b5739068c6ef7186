import CLanes
import RallKernel
import RallNumerics
import TestPrecision
import TestRandom
import Testing

@Suite("The bounds of every kernel")
struct KernelBoundsTests {
  @Test("one number beyond them, or none, is seen wherever it stands", arguments: [1, 2, 3, 16])
  func within(packs: Int) {
    for kernel in Kernel.supported {
      var memory = LaneMemory()
      let x = memory.column(packs * 8, repeating: -1000)
      func isWithin() -> Bool { kernel.functions.within(Int64(packs), 1000, x) != 0 }
      #expect(isWithin(), "\(kernel.name)")
      for slot in 0..<packs * 8 {
        for wrong in [Double(1000).nextUp, -1001, .infinity, -.infinity, .nan, -.nan] {
          x[slot] = wrong
          #expect(!isWithin(), "\(kernel.name), \(wrong) in slot \(slot)")
        }
        x[slot] = 1000
        #expect(isWithin())
      }
    }
  }
}

@Suite("The exponential of every kernel")
struct KernelExponentialTests {
  /// One of the kernel's functions over some arguments, eight at a time.
  static func values(
    _ x: [Double],
    _ function: (Int64, UnsafePointer<Double>, UnsafeMutablePointer<Double>) -> Void
  ) -> [Double] {
    var memory = LaneMemory()
    let packs = (x.count + 7) / 8
    let (from, to) = (memory.column(packs * 8), memory.column(packs * 8))
    for (i, x) in x.enumerated() { from[i] = x }
    function(Int64(packs), from, to)
    return x.indices.map { to[$0] }
  }

  static func exponentials(_ x: [Double], _ kernel: Kernel) -> [Double] {
    values(x) { kernel.functions.exponential($0, $1, $2) }
  }

  static let ranges = [
    (-708.0, 709.78), (-745.13, -708.0), (-1.0, 1.0), (-1e-3, 1e-3), (709.0, 709.782712893384),
    (-746.0, -744.0),
  ]

  @Test("it is within 1 ulp of the exact value, denormals included", arguments: ranges)
  func oneUlp(range: (low: Double, high: Double)) {
    var random = SeededGenerator(seed: 1952)
    let x = (0..<100_000).map { _ in Double.random(in: range.low...range.high, using: &random) }
    for kernel in Kernel.supported {
      let worst = zip(x, Self.exponentials(x, kernel)).reduce(0) {
        max($0, DoubleDouble.error(ofExponential: $1.1, at: $1.0))
      }
      #expect(worst <= 1, "\(kernel.name)")
    }
  }

  @Test("it is within 1 ulp on both sides of every change of the power of two")
  func seams() {
    let seams = (-1075...1023).flatMap { k -> [Double] in
      let seam = (Double(k) + 0.5) * DoubleDouble.ln2.high
      return [seam.nextDown.nextDown, seam.nextDown, seam, seam.nextUp, seam.nextUp.nextUp]
    }
    for kernel in Kernel.supported {
      let worst = zip(seams, Self.exponentials(seams, kernel)).reduce(0) {
        max($0, DoubleDouble.error(ofExponential: $1.1, at: $1.0))
      }
      #expect(worst <= 1, "\(kernel.name)")
    }
  }

  @Test("it goes to infinity and to 0 where a double does, and NaN stays NaN")
  func ends() {
    for kernel in Kernel.supported {
      let y = Self.exponentials(
        [.infinity, 709.79, 1e300, -.infinity, -745.14, -1e300, .nan, 0], kernel)
      #expect(Array(y[..<6]) == [.infinity, .infinity, .infinity, 0, 0, 0], "\(kernel.name)")
      #expect(y[6].isNaN && y[7] == 1)
    }
  }

  @Test("x/(eˣ − 1) is within 3 ulp of its twin's 3, 1 at 0, and 0 and −x far out")
  func exprelr() {
    var random = SeededGenerator(seed: 1955)
    let x =
      (0..<40_000).map { _ in Double.random(in: -700...700, using: &random) }
      + (0..<40_000).map { _ in Double.random(in: -1...1, using: &random) }
    let twin = x.map { Lanes.exprelr(Lanes(repeating: $0))[0] }
    for kernel in Kernel.supported {
      let got = Self.values(x) { kernel.functions.exprelr($0, $1, $2) }
      let worst = zip(got, twin).reduce(0) { max($0, abs($1.0 - $1.1) / $1.1.ulp) }
      #expect(worst <= 6, "\(kernel.name): \(worst)")
      let ends = Self.values([0, -0.0, 709, 1e300, -1e300, -709, .nan, 708.1]) {
        kernel.functions.exprelr($0, $1, $2)
      }
      #expect(Array(ends[..<6]) == [1, 1, 0, 0, 1e300, 709] && ends[6].isNaN && ends[7] == 0)
    }
  }
}

@Suite("Kernels by name")
struct KernelTests {
  @Test("every kernel that this processor can run is had by its name, and the last without one")
  func names() throws {
    for kernel in Kernel.supported { #expect(try Kernel.named(kernel.name).name == kernel.name) }
    #expect(try Kernel.named(nil).name == Kernel.supported.last?.name)
    #expect(try Kernel.named("").name == Kernel.supported.last?.name)
  }

  @Test("another name is refused, with those there are")
  func unknown() {
    let error = #expect(throws: KernelError.self) { try Kernel.named("fastest") }
    #expect(
      "\(error!)".hasPrefix("RALL_KERNEL is fastest, and there is no such kernel; there are "))
  }
}
