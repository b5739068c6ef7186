/// The old marking in which 5 meant a fork and 6 an end, not a kind of neurite.
enum ForkEndMarking {
  /// Gives marked samples the type of what they hang on, where all forks are 5 and all tips are 6.
  static func resolve(_ tree: inout SampleTree, log: inout DiagnosticLog) {
    var (forks, tips) = (0, 0)
    for index in tree.samples.indices where tree.types[index] != 1 {
      switch tree.children(index).count {
      case 0:
        guard tree.types[index] == 6 else { return }
        tips += 1
      case 1: break
      default:
        guard tree.types[index] == 5 else { return }
        forks += 1
      }
    }
    guard forks > 0, tips > 0 else { return }
    let isMark = { (type: Int) in type == 5 || type == 6 }
    // What comes first beyond a sample, for marks that hang on nothing but the soma.
    var beyond = [Int](repeating: 0, count: tree.samples.count)
    for index in tree.rootFirst.reversed() {
      let type = tree.types[index]
      beyond[index] = isMark(type) ? tree.children(index).first.map { beyond[$0] } ?? 0 : type
    }
    for index in tree.rootFirst where isMark(tree.types[index]) {
      let parent = tree.parents[index]
      let hangsOnNeurite = parent >= 0 && tree.types[parent] != 1
      tree.types[index] = hangsOnNeurite ? tree.types[parent] : beyond[index]
      log.warning(
        .forkEndMarking, line: tree.samples[index].line,
        "all forks are of type 5 and all tips of type 6, the old marking of forks and ends; "
          + "sample \(tree.samples[index].id) takes the type of its neighbour, "
          + "\(tree.types[index])")
    }
  }
}
