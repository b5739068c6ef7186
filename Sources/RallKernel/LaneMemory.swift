#if canImport(Glibc)
  internal import Glibc
#endif

/// Columns of numbers in the alignment that kernels ask for, freed together.
///
/// A step runs through some twenty columns at once. Were they all to begin at the start of a page, the same
/// few lines of the first cache would have to hold all that is read at a time; so each begins a little
/// further in than the one before. Large ones ask for huge pages, where the system gives them.
package struct LaneMemory: ~Copyable {
  private var blocks: [UnsafeMutableRawPointer] = []

  package init() {}

  /// Room for `count` numbers, each `value`.
  package mutating func column(
    _ count: Int, repeating value: Double = 0
  ) -> UnsafeMutablePointer<Double> {
    let column: UnsafeMutablePointer<Double> = room(count)
    column.initialize(repeating: value, count: count)
    return column
  }

  /// A copy of some values.
  package mutating func copy<Value: BitwiseCopyable>(
    _ values: [Value]
  ) -> UnsafeMutablePointer<Value> {
    let column: UnsafeMutablePointer<Value> = room(values.count)
    values.withUnsafeBufferPointer { values in
      if let start = values.baseAddress { column.initialize(from: start, count: values.count) }
    }
    return column
  }

  /// Bytes from which on a column asks for huge pages, and how large those are.
  private static let large = 2 << 20
  private static let hugePage = 2 << 20
  /// Bytes by which each column begins further in than the one before, and after how many it starts over.
  private static let stagger = (bytes: 192, count: 32)

  private mutating func room<Value: BitwiseCopyable>(_ count: Int) -> UnsafeMutablePointer<Value> {
    let offset = blocks.count % Self.stagger.count * Self.stagger.bytes
    let bytes = max(count, 1) * MemoryLayout<Value>.stride + offset
    let isLarge = bytes >= Self.large
    let block = UnsafeMutableRawPointer.allocate(
      byteCount: bytes, alignment: isLarge ? Self.hugePage : 64)
    #if canImport(Glibc)
      // Advice: where it is not taken, nothing is lost.
      if isLarge { _ = madvise(block, bytes, MADV_HUGEPAGE) }
    #endif
    blocks.append(block)
    return (block + offset).bindMemory(to: Value.self, capacity: max(count, 1))
  }

  deinit { for block in blocks { block.deallocate() } }
}
