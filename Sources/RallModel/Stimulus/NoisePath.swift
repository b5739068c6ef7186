#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// One path of a stationary Ornstein-Uhlenbeck process, the same however it is stepped through.
///
/// dX = −X dt/τ + √(2/τ) dW about `mean` in units of `sd`. Its values every 64 τ are independent
/// (correlation e⁻⁶⁴); each such block is halved fourteen times by the process's own bridge, in which
/// the middle of an interval of width w is normal with mean c (a + b)/(1 + c²) and variance
/// (1 − c²)/(1 + c²), c = e^(−w/2τ), given both ends (Lévy's construction). So are charges of the cells
/// of τ/256, with mean τ tanh(w/2τ) (a + b) and variance 2 τ² (w/τ − 2 tanh(w/2τ)). Values at the
/// nodes and charges of cells are exact in distribution; within a cell the path is the parabola that
/// has both.
package struct NoisePath: Sendable, Hashable {
  let start: Double
  let mean: Double
  let sd: Double
  let tau: Double
  let random: CounterRandom

  /// In units of τ.
  private static let block = 64.0
  private static let depth = 14

  /// A cell in units of τ and `sd`: its place, its end values, its mean.
  private struct Cell {
    let index: UInt64
    let left: Double
    let right: Double
    let mean: Double

    static let width = block / Double(1 << depth)

    /// From 0 at the start of the cell to 1 at its end.
    func value(at s: Double) -> Double {
      left + (right - left) * s + 6 * (mean - (left + right) / 2) * s * (1 - s)
    }

    /// The integral from the start of the cell to `s`, over the cell's width.
    func integral(to s: Double) -> Double {
      left * s + (right - left) * s * s / 2 + (mean - (left + right) / 2) * s * s * (3 - 2 * s)
    }

    /// The integral from `a` to `b`, times in τ.
    func integral(from a: Double, to b: Double) -> Double {
      let start = Double(index) * Self.width
      let (first, last) = (max(0, (a - start) / Self.width), min(1, (b - start) / Self.width))
      return Self.width * (integral(to: last) - integral(to: first))
    }
  }

  /// How a level of halving makes its middles.
  private struct Bridge {
    let weight: Double
    let spread: Double

    init(level: Int) {
      let c = exp(-NoisePath.block / Double(1 << (level + 1)))
      weight = c / (1 + c * c)
      spread = ((1 - c * c) / (1 + c * c)).squareRoot()
    }
  }

  private static let bridges = (0..<depth).map { Bridge(level: $0) }
  /// Of a cell's mean, from the sum of its ends and from a normal number.
  private static let cellWeight = tanh(Cell.width / 2) / Cell.width
  private static let cellSpread =
    (2 * (Cell.width - 2 * tanh(Cell.width / 2))).squareRoot() / Cell.width

  func value(at time: Double) -> Double {
    let u = max(0, (time - start) / tau)
    let block = (u / Self.block).rounded(.down)
    var (index, level) = (UInt64(block), 0)
    var (left, right) = (node(index), node(index + 1))
    var width = Self.block
    while level < Self.depth {
      let middle = self.middle(index, level, left, right)
      width /= 2
      index *= 2
      if u >= Double(index + 1) * width {
        index += 1
        left = middle
      } else {
        right = middle
      }
      level += 1
    }
    let cell = cell(index, left, right)
    return mean + sd * cell.value(at: u / Cell.width - Double(index))
  }

  func mean(from a: Double, to b: Double) -> Double {
    let (from, to) = (max(0, (a - start) / tau), (b - start) / tau)
    var sum = 0.0
    for block in UInt64(from / Self.block)...UInt64(to / Self.block) {
      sum += integral(block, 0, node(block), node(block + 1), from, to)
    }
    return mean + sd * sum / (to - from)
  }

  /// The integral over what an interval of a level has of `from` to `to`, in τ.
  private func integral(
    _ index: UInt64, _ level: Int, _ left: Double, _ right: Double, _ from: Double, _ to: Double
  ) -> Double {
    let width = Self.block / Double(1 << level)
    guard Double(index) * width < to, Double(index + 1) * width > from else { return 0 }
    guard level < Self.depth else {
      return cell(index, left, right).integral(from: from, to: to)
    }
    let middle = middle(index, level, left, right)
    return integral(2 * index, level + 1, left, middle, from, to)
      + integral(2 * index + 1, level + 1, middle, right, from, to)
  }

  private func node(_ index: UInt64) -> Double { random.normal(index, 0) }

  private func middle(
    _ index: UInt64, _ level: Int, _ left: Double, _ right: Double
  ) -> Double {
    let bridge = Self.bridges[level]
    return bridge.weight * (left + right) + bridge.spread * random.normal(index, UInt64(level + 1))
  }

  private func cell(_ index: UInt64, _ left: Double, _ right: Double) -> Cell {
    Cell(
      index: index, left: left, right: right,
      mean: Self.cellWeight * (left + right)
        + Self.cellSpread * random.normal(index, UInt64(Self.depth + 1)))
  }
}
