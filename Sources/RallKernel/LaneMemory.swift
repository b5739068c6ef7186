/// Columns of numbers in the alignment that kernels ask for, freed together.
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
  package mutating func copy<Value: BitwiseCopyable>(_ values: [Value]) -> UnsafeMutablePointer<
    Value
  > {
    let column: UnsafeMutablePointer<Value> = room(values.count)
    values.withUnsafeBufferPointer { values in
      if let start = values.baseAddress { column.initialize(from: start, count: values.count) }
    }
    return column
  }

  private mutating func room<Value: BitwiseCopyable>(_ count: Int) -> UnsafeMutablePointer<Value> {
    let block = UnsafeMutableRawPointer.allocate(
      byteCount: max(count, 1) * MemoryLayout<Value>.stride, alignment: 64)
    blocks.append(block)
    return block.bindMemory(to: Value.self, capacity: max(count, 1))
  }

  deinit { for block in blocks { block.deallocate() } }
}
