internal import RallModel
internal import RallMorphology

extension ExperimentReader {
  /// `regions: { tuft: apical and distance > 400 um }`: learns the names and gives them in file order.
  mutating func regions(_ node: Node?) -> [NamedRegion] {
    guard let node else { return [] }
    guard case .mapping(let entries) = node.content else {
      _ = fields(node, of: "regions")
      return []
    }
    guard entries.count <= Limits.namedRegions else {
      diagnostics.report(
        node.place, found: "\(entries.count) regions",
        expected: "\(Limits.namedRegions) at most")
      return []
    }
    let usable = entries.filter { isFree($0) }
    for entry in usable { names.updateValue(nil, forKey: entry.key) }
    let values = Dictionary(uniqueKeysWithValues: usable.map { ($0.key, $0.value) })
    let (order, circles) = RegionNames.ordered(
      usable.map { entry in
        guard case .text(let text) = entry.value.content, let tokens = try? Tokens(text) else {
          return (entry.key, [])
        }
        return (entry.key, tokens.words)
      })
    for circle in circles {
      diagnostics.report(
        values[circle[0]]!.place,
        found: "a region defined by itself, "
          + quoted(
            (circle.prefix(8) + [circle.count > 8 ? "..." : circle[0]]).joined(separator: " by ")),
        expected: "regions that end in words such as axon")
    }
    for name in order {
      let part = part(values[name])
      names.updateValue(part, forKey: name)
    }
    return usable.compactMap { entry in
      guard case .some(.some(let part)) = names[entry.key] else { return nil }
      return NamedRegion(name: entry.key, region: part.region)
    }
  }

  /// Whether a region can be given this name.
  private mutating func isFree(_ entry: Node.Entry) -> Bool {
    let name = entry.key
    let isWord =
      name.unicodeScalars.first.map { $0.properties.isAlphabetic || $0 == "_" } == true
      && name.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || $0 == "_" || ("0"..."9").contains($0)
      }
    if !isWord {
      diagnostics.report(
        entry.keyPlace, found: "the region name \(quoted(name))",
        expected: "a letter and then letters, digits or _")
    } else if RegionWords.taken.contains(name) {
      diagnostics.report(
        entry.keyPlace, found: "a region with the name \(name)",
        expected: "another name; this one has a meaning already")
    }
    return isWord && !RegionWords.taken.contains(name)
  }
}
