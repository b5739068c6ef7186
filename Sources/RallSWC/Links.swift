/// From each sample to the one that it hangs on, by place in the file instead of by id.
struct Links {
  /// For each sample the index of its parent; nil at a root.
  var parents: [Int?]

  /// Follows the ids. Roots and repeated lines are settled in `samples`; what is wrong is logged.
  init(_ samples: inout [SWCSample], unreadable: Set<Int>, log: inout DiagnosticLog) {
    let places = Places(&samples, log: &log)
    parents = [Int?](repeating: nil, count: samples.count)
    for index in samples.indices {
      let sample = samples[index]
      guard let parent = sample.parent else { continue }
      if parent == sample.id {
        log.error(.ownParent, line: sample.line, "sample \(sample.id) is its own parent")
      } else if let place = places[parent] {
        parents[index] = place
        if place > index {
          log.warning(
            .linesOutOfOrder, line: sample.line,
            "sample \(sample.id) stands before its parent \(parent)")
        }
      } else if parent <= 0, !unreadable.contains(parent) {
        samples[index].parent = nil
        if parent != -1 {
          log.warning(
            .oddRoot, line: sample.line,
            "sample \(sample.id) has the parent \(parent), taken as a root; -1 was expected")
        }
      } else if !unreadable.contains(parent) {
        log.error(
          .unknownParent, line: sample.line,
          "sample \(sample.id) has the parent \(parent), which does not exist")
      }
    }
    findCycles(samples, log: &log)
  }

  /// Walks from every sample towards the root; a walk that meets itself is a cycle.
  ///
  /// No sample is walked over twice.
  private func findCycles(_ samples: [SWCSample], log: inout DiagnosticLog) {
    var walks = [Int](repeating: -1, count: samples.count)
    for start in samples.indices where walks[start] < 0 {
      var here: Int? = start
      while let index = here, walks[index] < 0 {
        walks[index] = start
        here = parents[index]
      }
      guard let meeting = here, walks[meeting] == start else { continue }
      var cycle = [meeting]
      while let next = parents[cycle.last!], next != meeting { cycle.append(next) }
      let first = cycle.min()!
      log.error(
        .cycle, line: samples[first].line,
        "a cycle: samples \(listed(cycle.sorted().map { "\(samples[$0].id)" })) "
          + "are their own ancestors")
    }
  }
}

/// Where in the file each id stands.
private struct Places {
  private var dense: [Int32] = []
  private var first = 0
  private var sparse: [Int: Int] = [:]

  /// Takes lines out that say again what an earlier one said.
  init(_ samples: inout [SWCSample], log: inout DiagnosticLog) {
    let ids = samples.lazy.map(\.id)
    guard let least = ids.min(), let most = ids.max() else { return }
    first = least
    if most - least < 4 * samples.count + 1024, samples.count < Int(Int32.max) {
      dense = [Int32](repeating: -1, count: most - least + 1)
    } else {
      sparse.reserveCapacity(samples.count)
    }
    var kept = 0
    for index in samples.indices {
      let sample = samples[index]
      if let place = self[sample.id] {
        let earlier = samples[place]
        var same = earlier
        same.line = sample.line
        if same == sample {
          log.warning(
            .repeatedLine, line: sample.line,
            "sample \(sample.id) says again what line \(earlier.line) says; it is ignored")
          continue
        }
        log.error(
          .repeatedID, line: sample.line,
          "the id \(sample.id) stands on line \(earlier.line) already, with other values")
        continue
      }
      if dense.isEmpty {
        sparse[sample.id] = kept
      } else {
        dense[sample.id - first] = Int32(kept)
      }
      samples[kept] = sample
      kept += 1
    }
    samples.removeSubrange(kept...)
  }

  subscript(id: Int) -> Int? {
    if dense.isEmpty { return sparse[id] }
    guard id >= first, id - first < dense.count else { return nil }
    let place = dense[id - first]
    return place < 0 ? nil : Int(place)
  }
}
