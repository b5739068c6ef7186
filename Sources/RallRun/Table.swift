internal import RallUnits

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// Rows of a name and a text, the texts under one another.
func table(_ rows: [(name: String, text: String)]) -> String {
  let width = rows.map(\.name.count).max() ?? 0
  return rows.map { name, text in
    name + String(repeating: " ", count: width - name.count + 2) + text
  }.joined(separator: "\n")
}

/// A number to so many significant digits.
func significant(_ value: Double, _ digits: Int) -> String {
  guard value.isFinite, value != 0 else { return decimal(value) }
  let exponent = digits - 1 - Int(log10(abs(value)).rounded(.down))
  let scale = pow(10, Double(abs(exponent)))
  return decimal(
    exponent >= 0 ? (value * scale).rounded() / scale : (value / scale).rounded() * scale)
}

extension Double {
  /// The power of ten that this number is at least one of.
  var decade: Int { Int(log10(abs(self)).rounded(.down)) }

  /// This number to the power of `exponent`.
  func raised(to exponent: Double) -> Double { pow(self, exponent) }
}

/// What lies at a share of the way between two numbers above zero, in equal ratios; where their own ratio is
/// beyond all numbers, by their logarithms.
func geometric(from a: Double, to b: Double, at share: Double) -> Double {
  let ratio = b / a
  return ratio.isNormal
    ? a * pow(ratio, share) : pow(10, (1 - share) * log10(a) + share * log10(b))
}

/// `1 spike`, `2 spikes`; `plural` where an s does not make it.
func counted(_ count: Int, _ noun: String, _ plural: String? = nil) -> String {
  "\(count) \(count == 1 ? noun : plural ?? noun + "s")"
}
