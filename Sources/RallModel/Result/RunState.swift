internal import RallUnits

/// The state of a run between two steps, taken down number by number in an order that only the run
/// knows; `KeptRunState` hands it back in the same order.
///
/// Numbers are kept as their bits, so that a run that goes on from them goes on to the last bit. Lists
/// that grow with the run, spikes and traces, are taken down from where the last state ended.
public struct RunState: Sendable {
  /// What a list has gained since the last state.
  public struct Gain: Sendable, Hashable {
    /// Which list it is, in the order of taking down.
    public var list: Int
    /// After how many words of the list.
    public var start: Int
    public var words: [UInt64]

    public init(list: Int, start: Int, words: [UInt64]) {
      self.list = list
      self.start = start
      self.words = words
    }
  }

  /// What has the same size throughout a run, or nearly so.
  public private(set) var words: [UInt64] = []
  /// Lists that have gained something.
  public private(set) var gains: [Gain] = []
  /// How many words each list has now.
  public private(set) var lengths: [Int] = []
  private let kept: [Int]

  /// An empty one. `lengths` are those of the last state that was kept.
  public init(after lengths: [Int] = []) { kept = lengths }

  public mutating func put(_ number: Int) { words.append(UInt64(bitPattern: Int64(number))) }

  public mutating func put(_ number: Double) { words.append(number.bitPattern) }

  public mutating func put(_ number: Double?) {
    put(number == nil ? 0 : 1)
    put(number ?? 0)
  }

  public mutating func put(_ numbers: some Sequence<Double>) {
    for number in numbers { put(number) }
  }

  /// A list that only grows, with `width` numbers an element.
  public mutating func put<Element>(
    list: [Element], width: Int, _ numbers: (Element) -> [Double]
  ) {
    let number = lengths.count
    let start = number < kept.count ? kept[number] : 0
    let new = list[(start / width)...].flatMap(numbers).map(\.bitPattern)
    precondition(new.count == list.count * width - start, "a list has only grown")
    if !new.isEmpty { gains.append(Gain(list: number, start: start, words: new)) }
    lengths.append(list.count * width)
    put(list.count)
  }

  /// A trace that only grows.
  public mutating func put(list: [Double]) { put(list: list, width: 1) { [$0] } }

  /// Spikes to which more come.
  public mutating func put(list: [Spike]) {
    put(list: list, width: 5) {
      [
        Double($0.point), $0.time.coherent, $0.peak.coherent, $0.error == nil ? 0 : 1,
        $0.error?.coherent ?? 0,
      ]
    }
  }
}
