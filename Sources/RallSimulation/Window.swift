internal import RallModel
internal import RallNumerics

/// The last four samples of several traces at common times, and the intervals that the cubic through
/// them can answer for: two samples before and two after, one-sided at the ends of a stretch.
///
/// A window never spans a discontinuity: it is emptied at the start of every stretch.
struct Window {
  private(set) var times = SIMD4<Double>(repeating: 0)
  private(set) var values: [SIMD4<Double>]
  private(set) var filled = 0

  init(columns: Int) {
    values = Array(repeating: SIMD4(repeating: 0), count: columns)
  }

  /// Forgets all samples.
  mutating func empty() { filled = 0 }

  /// Takes a sample at `time`, one value a trace from `value`.
  ///
  /// Returns the intervals, as pairs of sample numbers, that are ready to be read.
  @inline(__always)
  mutating func push(time: Double, _ value: (Int) -> Double) -> Range<Int> {
    if filled < 4 {
      times[filled] = time
      for column in values.indices { values[column][filled] = value(column) }
      filled += 1
      return filled == 4 ? 0..<2 : 0..<0
    }
    times = SIMD4(times[1], times[2], times[3], time)
    for column in values.indices {
      let old = values[column]
      values[column] = SIMD4(old[1], old[2], old[3], value(column))
    }
    return 1..<2
  }

  /// The intervals that are still unread at the end of a stretch.
  var remaining: Range<Int> {
    filled == 4 ? 2..<3 : 0..<max(0, filled - 1)
  }

  /// The cubic (with fewer samples, the parabola or the line) through one trace.
  func cubic(_ column: Int) -> Cubic {
    Cubic(times: times, values: values[column], count: filled)
  }
}

extension Window {
  func save(to state: inout RunState) {
    state.put(filled)
    for four in [times] + values {
      for index in four.indices { state.put(four[index]) }
    }
  }

  mutating func restore(from kept: inout KeptRunState) throws(StateMismatch) {
    func four() throws(StateMismatch) -> SIMD4<Double> { SIMD4(try kept.doubles(4)) }
    filled = try kept.integer(in: 0...4)
    times = try four()
    for column in values.indices { values[column] = try four() }
  }
}
