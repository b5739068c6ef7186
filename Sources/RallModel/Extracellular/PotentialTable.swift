public import RallUnits

/// Potentials along the cell that another program has solved for, from a text file.
///
/// A line a place, and a column a time or just one: what a finite-element program writes when it is asked
/// for the potential at the samples of a neuron, or along a fibre. The first line that is no comment
/// names the columns: `sample` (the id in the morphology's file) or `distance` (path length from the
/// root of an unbranched cell), and then either one column of any name, or times.
///
/// ```
/// sample, V                      distance, 0, 0.01, 0.02
/// 1, -3.25                       0, 0, -3.2, -6.1
/// 2, -3.31                       500, 0, -2.9, -5.8
/// ```
///
/// Between two places next to each other on the cell, and between two times, potentials are linear;
/// beyond the last place they stay, and before the first time and after the last they are zero.
public struct PotentialTable: Sendable, Hashable {
  /// A relative path is relative to the experiment's file.
  public var path: String
  /// The unit of the potentials.
  public var potential: UnitName
  /// The unit of the times that name columns; nil where there is one column.
  public var time: UnitName?
  /// The unit of distances; nil where places are samples.
  public var distance: UnitName?
  /// Every potential is taken so many times: what was solved for 1 mA serves for any current.
  public var scale: Double
  /// What the file holds; nil until it has been read.
  public var samples: PotentialSamples?

  public init(
    path: String, potential: UnitName, time: UnitName? = nil, distance: UnitName? = nil,
    scale: Double = 1, samples: PotentialSamples? = nil
  ) {
    self.path = path
    self.potential = potential
    self.time = time
    self.distance = distance
    self.scale = scale
    self.samples = samples
  }
}

/// Potentials at places of a cell, at one time or several.
public struct PotentialSamples: Sendable, Hashable {
  /// The places, in the order of their lines.
  public enum Places: Sendable, Hashable {
    /// Ids of the morphology's file.
    case samples([Int])
    /// Path lengths from the root; rising.
    case distances([Length])

    /// How many there are.
    public var count: Int {
      switch self {
      case .samples(let ids): ids.count
      case .distances(let distances): distances.count
      }
    }
  }

  public let places: Places
  /// ms; they never fall, and no three are equal. Empty where potentials have no time.
  package let times: [Double]
  /// mV, one row a place, one column a time; one where they have no time.
  package let potentials: [[Double]]

  /// Nil where there are no places, where one is there twice or distances do not rise, where rows are not
  /// as long as there are times (two at least, or none), where times fall or are there three times, or
  /// where one is no number.
  public init?(_ places: Places, times: [Time] = [], potentials: [[Voltage]]) {
    self.places = places
    self.times = times.map(\.coherent)
    self.potentials = potentials.map { $0.map(\.coherent) }
    guard places.count > 0, potentials.count == places.count, times.count != 1,
      potentials.allSatisfy({ $0.count == max(1, times.count) }),
      (self.times + self.potentials.flatMap(\.self)).allSatisfy(\.isFinite)
    else { return nil }
    switch places {
    case .samples(let ids): guard Set(ids).count == ids.count else { return nil }
    case .distances(let distances):
      guard zip(distances, distances.dropFirst()).allSatisfy({ $0 < $1 }) else { return nil }
    }
    if times.isEmpty { return }
    let shares = [Current](repeating: .zero, count: times.count)
    guard CurrentSamples(times: times, currents: shares) != nil else { return nil }
  }
}
