import RallMorphology

/// Which of a file's trees become the neuron.
enum RootChoice {
  /// The tree or trees that are wanted, scaled; nil where that has to be said by the reader's user.
  static func tree(
    of file: SWCFile, _ options: ReadingOptions, log: inout DiagnosticLog
  ) -> SampleTree? {
    var samples = file.samples
    for index in samples.indices {
      samples[index].x *= options.scale
      samples[index].y *= options.scale
      samples[index].z *= options.scale
      samples[index].radius *= options.scale
    }
    let whole = SampleTree(samples: samples, parents: file.parents.map { $0 ?? -1 })
    let roots = whole.roots
    if roots.count == 1 { return whole }
    var root = [Int](repeating: 0, count: samples.count)
    var sizes = [Int: Int]()
    var lengths = [Int: Double]()
    for index in whole.rootFirst {
      let parent = whole.parents[index]
      root[index] = parent < 0 ? index : root[parent]
      sizes[root[index], default: 0] += 1
      lengths[root[index], default: 0] += parent < 0 ? 0 : whole.distance(parent, index)
    }
    switch options.roots {
    case nil:
      let list = roots.map { index in
        "sample \(samples[index].id) on line \(samples[index].line) "
          + "(\(counted(sizes[index]!, "sample")))"
      }
      log.error(
        .severalRoots, line: samples[roots[1]].line,
        "\(roots.count) roots: \(listed(list)); choose roots: all or roots: largest")
      return nil
    case .largest:
      let largest = roots.max { lengths[$0]! < lengths[$1]! }!
      for index in roots where index != largest {
        log.warning(
          .droppedTrees, line: samples[index].line,
          "the tree at sample \(samples[index].id) (\(counted(sizes[index]!, "sample"))) is left out"
        )
      }
      return part(of: whole) { root[$0] == largest }
    case .all:
      let lone = roots.filter { sizes[$0] == 1 && samples[$0].type != 1 }
      for index in lone {
        log.warning(
          .loneRoot, line: samples[index].line,
          "nothing hangs on the root, sample \(samples[index].id); it is left out")
      }
      return lone.isEmpty
        ? whole : part(of: whole) { sizes[root[$0]]! > 1 || samples[$0].type == 1 }
    }
  }

  /// The trees whose samples are wanted.
  private static func part(of whole: SampleTree, where wanted: (Int) -> Bool) -> SampleTree {
    let kept = whole.samples.indices.filter(wanted)
    var places = [Int](repeating: -1, count: whole.samples.count)
    for (place, index) in kept.enumerated() { places[index] = place }
    return SampleTree(
      samples: kept.map { whole.samples[$0] },
      parents: kept.map { whole.parents[$0] < 0 ? -1 : places[whole.parents[$0]] })
  }
}
