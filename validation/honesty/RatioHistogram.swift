internal import Foundation

/// Ratios of true over printed error in bins of a factor 2, as SVG.
struct RatioHistogram {
  let title: String
  let finer: [Double]
  let given: [Double]

  /// The exponents of 2 at which bins begin; what is below the first is counted in it.
  private static let bins = -12..<5

  private static func counts(_ ratios: [Double]) -> [Int] {
    bins.map { bin in
      ratios.count { ratio in
        let exponent = ratio > 0 ? Int(log2(ratio).rounded(.down)) : bins.lowerBound
        return min(max(exponent, bins.lowerBound), bins.upperBound - 1) == bin
      }
    }
  }

  var svg: String {
    let (finer, given) = (Self.counts(finer), Self.counts(given))
    let most = Double(max(1, (finer + given).max() ?? 1))
    var parts: [String] = []
    for (index, bin) in Self.bins.enumerated() {
      let x = 40 + Double(index) * 34
      for (series, count) in [given[index], finer[index]].enumerated() where count > 0 {
        let height = Double(count) / most * 200
        let left = x + Double(series) * 15
        parts.append(
          "<rect class=\"s\(series)\" x=\"\(left)\" y=\"\(Self.short(240 - height))\" width=\"14\" "
            + "height=\"\(Self.short(height))\"/>"
            + "<text x=\"\(left + 7)\" y=\"\(Self.short(236 - height))\" "
            + "text-anchor=\"middle\">\(count)</text>")
      }
      if bin % 2 == 0 {
        parts.append("<text x=\"\(x)\" y=\"256\" text-anchor=\"middle\">\(Self.label(bin))</text>")
      }
    }
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 290" role="img" aria-label="\(title)">
      <style>
        text { font: 11px system-ui, sans-serif; fill: #24292f } .title { font-size: 14px; font-weight: 600 }
        .s0 { fill: #0072b2 } .s1 { fill: #d55e00 }
        @media (prefers-color-scheme: dark) { text { fill: #e6edf3 } .s0 { fill: #56b4e9 } .s1 { fill: #ff8c42 } }
      </style>
      <text class="title" x="40" y="18">\(title)</text>
      \(parts.joined(separator: "\n"))
      <text x="320" y="280" text-anchor="middle">true error / printed error, the worst of each experiment</text>
      <rect class="s0" x="44" y="34" width="12" height="12"/><text x="62" y="44">of the value that is given</text>
      <rect class="s1" x="44" y="52" width="12" height="12"/><text x="62" y="62">of the finer run</text>
      </svg>

      """
  }

  private static func short(_ value: Double) -> String { String(format: "%.1f", value) }

  private static func label(_ bin: Int) -> String {
    bin >= 0 ? "\(1 << bin)" : "1/\(1 << -bin)"
  }
}
