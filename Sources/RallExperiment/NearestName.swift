/// The name that was most likely meant; nil where none is near.
///
/// By optimal string alignment (insert, delete, replace, swap two neighbours), capitals aside; near is
/// a third of the longer one's length, one at least.
func nearestName(to name: some StringProtocol, among names: [String]) -> String? {
  guard name.utf8.count <= 40 else { return nil }
  let word = plainLetters(name)
  var best: (distance: Int, name: String)?
  for candidate in names {
    let distance = alignmentDistance(word, plainLetters(candidate))
    let limit = max(1, max(word.count, candidate.count) / 3)
    // A word of which everything was replaced is another word.
    guard distance <= limit, distance < max(word.count, candidate.count) else { continue }
    if best.map({ distance < $0.distance }) ?? true { best = (distance, candidate) }
  }
  return best?.name
}

/// Small letters, with the signs that a keyboard lacks written out: µ, Ω, ², °.
private func plainLetters(_ name: some StringProtocol) -> [Character] {
  name.lowercased().flatMap { letter -> [Character] in
    switch letter {
    case "µ", "μ": ["u"]
    case "ω", "Ω": ["o", "h", "m"]
    case "²": ["2"]
    case "³": ["3"]
    case "°": ["d", "e", "g"]
    case " ", "-": ["_"]
    default: [letter]
    }
  }
}

/// How many insertions, deletions, replacements and swaps of neighbours lie between two words.
private func alignmentDistance(_ a: [Character], _ b: [Character]) -> Int {
  var (beforeLast, last) = ([Int](), Array(0...b.count))
  for i in a.indices {
    var row = [i + 1]
    for j in b.indices {
      var cost = min(row[j] + 1, last[j + 1] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        cost = min(cost, beforeLast[j - 1] + 1)
      }
      row.append(cost)
    }
    (beforeLast, last) = (last, row)
  }
  return last[b.count]
}
