/// The connected samples of type 1 that are the soma.
struct SomaPiece {
  /// The samples, the one nearest to the root first; empty where there is no soma.
  let samples: [Int]

  /// No soma.
  init() { samples = [] }

  /// Finds the largest connected piece of type-1 samples and sees the tree from it.
  init(in tree: inout SampleTree, log: inout DiagnosticLog) {
    var tops = [Int](repeating: -1, count: tree.samples.count)
    var sizes: [Int: Int] = [:]
    for index in tree.rootFirst where tree.types[index] == 1 {
      let parent = tree.parents[index]
      tops[index] = parent >= 0 && tops[parent] >= 0 ? tops[parent] : index
      sizes[tops[index], default: 0] += 1
    }
    let found = sizes.max { ($0.value, -$0.key) < ($1.value, -$1.key) }
    guard let (top, _) = found else {
      samples = []
      return
    }
    samples = tree.rootFirst.filter { tops[$0] == top }
    for index in samples { tree.isSoma[index] = true }
    for index in tops.indices where tops[index] >= 0 && tops[index] != top {
      log.warning(
        .straySoma, line: tree.samples[index].line,
        "sample \(tree.samples[index].id) is of type 1 and not joined to the soma at sample "
          + "\(tree.samples[top].id); it is read as a piece of neurite")
    }
    if tree.parents[top] >= 0 {
      log.warning(
        .rootOutsideSoma, line: tree.samples[top].line,
        "the soma, sample \(tree.samples[top].id), hangs on a neurite; the tree is seen from the soma"
      )
      tree.root(at: top)
    }
  }

  var count: Int { samples.count }

  /// The length of the edges between its samples, in µm.
  func length(in tree: SampleTree) -> Double {
    samples.dropFirst().reduce(0) { $0 + tree.distance(tree.parents[$1], $1) }
  }

  /// True where no sample has two of the others hanging on it.
  func isChain(in tree: SampleTree) -> Bool {
    samples.allSatisfy { tree.children($0).count { tree.isSoma[$0] } < 2 }
  }

  /// Three samples as NeuroMorpho.Org writes a spherical soma: two hang on the first, of one radius
  /// (0.1 %), at that distance from it (1 %) and on opposite sides.
  func isNeuroMorphoSphere(in tree: SampleTree) -> Bool {
    guard count == 3, tree.parents[samples[2]] == samples[0] else { return false }
    let radius = tree.samples[samples[0]].radius
    guard radius > 0 else { return false }
    let sides = samples.dropFirst()
    return sides.allSatisfy {
      abs(tree.samples[$0].radius - radius) <= 0.001 * radius
        && abs(tree.distance(samples[0], $0) - radius) <= 0.01 * radius
    } && tree.distance(samples[1], samples[2]) >= 1.98 * radius
  }

  /// How far apart the ends of a chain are, as a share of its length.
  func openness(in tree: SampleTree) -> Double {
    tree.distance(samples[0], samples[count - 1]) / length(in: tree)
  }

  /// An outline closes: a chain of four or more whose ends lie closer than a quarter of its length.
  func isOutline(in tree: SampleTree) -> Bool {
    count >= 4 && isChain(in: tree) && openness(in: tree) < 0.25
  }
}
