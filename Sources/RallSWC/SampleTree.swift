/// The samples that a neuron is made of, in file order, as trees seen from their roots.
struct SampleTree {
  /// The samples, scaled.
  var samples: [SWCSample]
  /// For each sample the index of its parent; −1 at a root.
  private(set) var parents: [Int]
  /// The type of the edge that ends in each sample.
  var types: [Int]
  /// True of the samples that make the soma.
  var isSoma: [Bool]
  /// Every sample after its parent.
  private(set) var rootFirst: [Int] = []
  private var childStarts: [Int] = []
  private var childList: [Int] = []

  init(samples: [SWCSample], parents: [Int]) {
    self.samples = samples
    self.parents = parents
    types = samples.map(\.type)
    isSoma = [Bool](repeating: false, count: samples.count)
    arrange()
  }

  /// The samples that hang on one, in file order.
  func children(_ index: Int) -> ArraySlice<Int> {
    childList[childStarts[index]..<childStarts[index + 1]]
  }

  /// The samples that hang on none, in file order.
  var roots: [Int] { parents.indices.filter { parents[$0] < 0 } }

  /// The straight distance between two samples, in µm.
  func distance(_ a: Int, _ b: Int) -> Double {
    let (a, b) = (samples[a], samples[b])
    let (dx, dy, dz) = (b.x - a.x, b.y - a.y, b.z - a.z)
    return (dx * dx + dy * dy + dz * dz).squareRoot()
  }

  /// Sees the tree of `sample` from there: every edge between it and its root is turned round.
  ///
  /// An edge keeps its type, except the one at `sample` itself.
  mutating func root(at sample: Int) {
    var (below, index) = (-1, sample)
    var edge = types[sample]
    while index >= 0 {
      let above = parents[index]
      let own = types[index]
      if below >= 0, below != sample { types[index] = edge }
      edge = own
      parents[index] = below
      (below, index) = (index, above)
    }
    arrange()
  }

  /// Lists children and order anew, by counting.
  private mutating func arrange() {
    childStarts = [Int](repeating: 0, count: samples.count + 1)
    for parent in parents where parent >= 0 { childStarts[parent + 1] += 1 }
    for index in samples.indices { childStarts[index + 1] += childStarts[index] }
    var next = childStarts
    childList = [Int](repeating: 0, count: childStarts[samples.count])
    for (index, parent) in parents.enumerated() where parent >= 0 {
      childList[next[parent]] = index
      next[parent] += 1
    }
    rootFirst = roots
    rootFirst.reserveCapacity(samples.count)
    var reached = 0
    while reached < rootFirst.count {
      rootFirst.append(contentsOf: children(rootFirst[reached]))
      reached += 1
    }
  }
}
