/// Eight doubles that are computed side by side: the width of every kernel.
public typealias Lanes = SIMD8<Double>

extension Array where Element == Lanes {
  /// Room for `count` doubles, padded to whole packs with `padding`.
  @inlinable
  package init(lanesFor count: Int, padding: Double = 0) {
    self.init(repeating: Lanes(repeating: padding), count: (count + 7) / 8)
  }

  /// The doubles of all packs, padding included, as one run of memory.
  @inlinable @inline(always)
  package func withDoubles<Result, Failure: Error>(
    _ body: (UnsafeBufferPointer<Double>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try withUnsafeBufferPointer { packs throws(Failure) in
      try body(
        UnsafeBufferPointer(
          start: UnsafeRawPointer(packs.baseAddress)?.assumingMemoryBound(to: Double.self),
          count: packs.count * 8))
    }
  }

  /// The doubles of all packs, padding included, to be written.
  @inlinable @inline(always)
  package mutating func withMutableDoubles<Result, Failure: Error>(
    _ body: (UnsafeMutableBufferPointer<Double>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try withUnsafeMutableBufferPointer { packs throws(Failure) in
      try body(
        UnsafeMutableBufferPointer(
          start: UnsafeMutableRawPointer(packs.baseAddress)?.assumingMemoryBound(to: Double.self),
          count: packs.count * 8))
    }
  }
}
