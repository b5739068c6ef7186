public import RallUnits

/// Where the nodes and internodes of a wrapped neuron lie.
///
/// Nodes are numbered from the root outwards along each path: at a fork the numbers go on into the
/// branch with the longest way to go, and take up the others, the longest first, when that has come to
/// its last tip. So the nodes of an axon's longest path have the lowest numbers.
public struct MyelinLayout: Sendable, Hashable {
  /// A part of one section that is all of one kind.
  public struct Stretch: Sendable, Hashable {
    public let span: Span
    public let part: MyelinPart
    /// The number of the wrapping that laid it.
    public let wrapping: Int
  }

  /// A node of Ranvier.
  public struct Node: Sendable, Hashable {
    /// Its middle; of a node on a fork the fork.
    public let place: Location
    public let isFork: Bool
    /// The number of the wrapping that laid it.
    public let wrapping: Int
  }

  /// The axon between two nodes.
  public struct Internode: Sendable, Hashable {
    /// The node on the root side, by its number.
    public let from: Int
    /// The node beyond, by its number.
    public let to: Int
    public let length: Length
    /// True where the run had no room for a whole one.
    public let isShort: Bool
    /// The number of the wrapping that laid it.
    public let wrapping: Int
  }

  /// A run with no room for an internode, which is all node.
  public struct BareRun: Sendable, Hashable {
    public let length: Length
    /// The number of the wrapping that laid it.
    public let wrapping: Int
  }

  /// The stretches of each section, root side first, without gaps inside a wrapped run.
  public internal(set) var stretches: [[Stretch]]
  /// Every node, by its number.
  public internal(set) var nodes: [Node] = []
  /// Every internode, in the order of the nodes that they start from.
  public internal(set) var internodes: [Internode] = []
  public internal(set) var bareRuns: [BareRun] = []
  /// How many wrappings there are.
  public internal(set) var wrappings = 0

  /// Of nothing yet.
  init(on morphology: Morphology) { stretches = morphology.sections.map { _ in [] } }

  /// The stretch that a piece around a position lies in; nil where there is no myelin.
  package func stretch(section: Int, at position: Double) -> Stretch? {
    let stretches = stretches[section]
    var (low, high) = (0, stretches.count)
    while low < high {
      let middle = (low + high) / 2
      if stretches[middle].span.to < position { low = middle + 1 } else { high = middle }
    }
    return low < stretches.count && stretches[low].span.from <= position ? stretches[low] : nil
  }

  /// The places of all stretches that are as wanted.
  package func intervals(
    on morphology: Morphology, where belongs: (Stretch) -> Bool
  ) -> Intervals {
    Intervals(on: morphology) { index, _ in stretches[index].filter(belongs).map(\.span) }
  }
}

extension MyelinLayout {
  /// What one wrapping came to, a fact a line: how many nodes and internodes, how long, what is short.
  public func facts(ofWrapping number: Int) -> [String] {
    let nodes = nodes.filter { $0.wrapping == number }
    let internodes = internodes.filter { $0.wrapping == number }
    let bare = bareRuns.filter { $0.wrapping == number }
    func counted(_ count: Int, _ noun: String) -> String {
      "\(count) \(noun)\(count == 1 ? "" : "s")"
    }
    var facts = ["\(counted(nodes.count, "node")) and \(counted(internodes.count, "internode"))"]
    let whole = internodes.filter { !$0.isShort }
    if let length = whole.first?.length {
      facts.append("\(counted(whole.count, "internode")) of \(length)")
    }
    let short = internodes.filter(\.isShort).map(\.length)
    if let least = short.min(), let most = short.max() {
      facts.append(
        "\(counted(short.count, "internode")) shorter, from \(least) to \(most), where a run ends")
    }
    let forks = nodes.count(where: \.isFork)
    if forks > 0 { facts.append("\(counted(forks, "node")) on a fork") }
    if !bare.isEmpty {
      let length = bare.reduce(Length.zero) { $0 + $1.length }
      facts.append(
        "\(counted(bare.count, "run")) too short for an internode, \(length) in all, left bare")
    }
    return facts
  }
}
