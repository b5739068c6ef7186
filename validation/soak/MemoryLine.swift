import Foundation

/// The memory that a process has in use, second by second.
struct MemoryLine {
  private var points: [(second: Double, megabytes: Double)] = []

  /// Looks now.
  mutating func take(at second: Double) {
    // The second number of statm is the resident set, in pages.
    guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8),
      let pages = text.split(separator: " ").dropFirst().first.flatMap({ Double($0) })
    else { return }
    points.append((second, pages * Double(sysconf(Int32(_SC_PAGESIZE))) / 1e6))
  }

  private var half: ArraySlice<(second: Double, megabytes: Double)> {
    points[(points.count / 2)...]
  }

  /// By how much the line through the second half rises from its begin to its end, MB; the line of the
  /// least squares.
  var gain: Double {
    guard let first = half.first, let last = half.last, half.count > 2 else { return .nan }
    let count = Double(half.count)
    let middle = half.reduce(0) { $0 + $1.second } / count
    let mean = half.reduce(0) { $0 + $1.megabytes } / count
    let spread = half.reduce(0) { $0 + ($1.second - middle) * ($1.second - middle) }
    let rise = half.reduce(0) { $0 + ($1.second - middle) * ($1.megabytes - mean) }
    return rise / spread * (last.second - first.second)
  }

  /// For a person.
  var text: String {
    func rounded(_ value: Double?) -> String { value.map { String(format: "%.2f", $0) } ?? "none" }
    let most = points.map(\.megabytes).max()
    return
      "memory: \(rounded(points.first?.megabytes)) MB at first, \(rounded(most)) MB at the most, "
      + "\(rounded(half.first?.megabytes)) MB in the middle, \(rounded(points.last?.megabytes)) MB at the "
      + "end\nthe line through the second half rises by \(rounded(gain)) MB"
  }

  /// Seconds and megabytes.
  var csv: String {
    points.map { String(format: "%.1f,%.3f\n", $0.second, $0.megabytes) }.joined()
  }
}
