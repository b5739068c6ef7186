package import RallModel
import RallUnits

/// What a sweep is about: all that decides what each of its variants answers.
///
/// Two sweeps of equal descriptions answer the same, bit for bit, so that one can go on where the other
/// stopped.
package struct SweepDescription: Sendable, Hashable, Codable {
  /// A value that is swept.
  package struct Parameter: Sendable, Hashable, Codable {
    package var path: String
    /// Empty of a bare number.
    package var unit: String
    /// Of each variant.
    package var values: [Double]

    package init(path: String, unit: String, values: [Double]) {
      self.path = path
      self.unit = unit
      self.values = values
    }
  }

  /// A file that the experiment reads.
  package struct Input: Sendable, Hashable, Codable {
    package var path: String
    package var sha256: String

    package init(path: String, sha256: String) {
      self.path = path
      self.sha256 = sha256
    }
  }

  /// The text of the experiment's file.
  package var experiment: String
  /// The values that stand in for the file's own in every variant.
  package var settings: [String]
  package var parameters: [Parameter]
  /// The points along each parameter of a grid, the last going fastest; empty of a sample.
  package var shape: [Int]
  /// Of a sample.
  package var seed: Int?
  package var inputs: [Input]
  /// The names of the experiment's measures.
  package var measures: [String]
  /// The names of its detectors.
  package var detectors: [String]
  /// The recordings that are kept of each variant.
  package var tracks: [SweepTrack]
  /// The program's version, and the kernel that computes.
  package var program: String

  package init(
    experiment: String, settings: [String], parameters: [Parameter], shape: [Int], seed: Int?,
    inputs: [Input], measures: [String], detectors: [String], tracks: [SweepTrack],
    program: String
  ) {
    self.experiment = experiment
    self.settings = settings
    self.parameters = parameters
    self.shape = shape
    self.seed = seed
    self.inputs = inputs
    self.measures = measures
    self.detectors = detectors
    self.tracks = tracks
    self.program = program
  }

  /// How many variants there are.
  package var count: Int { parameters[0].values.count }
}

extension SweepDescription {
  /// Refuses, before anything is computed, what HDF5 cannot name.
  func checkNames() throws(ResultFileError) {
    for name in parameters.map(\.path) + measures + detectors + tracks.map(\.name)
    where !ResultDescription.canName(name) { throw .badName(name) }
  }

  /// The first thing in which this sweep differs from one that was begun before, in words; nil where in
  /// none.
  package func difference(from former: Self) -> String? {
    func told(_ what: String, _ before: String, _ now: String) -> String {
      "\(what) was \(before) and is \(now)"
    }
    if experiment != former.experiment { return difference(of: former.experiment) }
    if settings != former.settings {
      return told("--set", listed(former.settings), listed(settings))
    }
    if tracks.isEmpty != former.tracks.isEmpty {
      return tracks.isEmpty ? "it was begun with --traces" : "it was begun without --traces"
    }
    let (names, formerNames) = (parameters.map(\.told), former.parameters.map(\.told))
    if names != formerNames { return told("what is swept", listed(formerNames), listed(names)) }
    if seed != former.seed || shape != former.shape {
      return told("the arrangement", former.arrangement, arrangement)
    }
    for (one, other) in zip(parameters, former.parameters) where one.values != other.values {
      return "the values of \(one.path) are others"
    }
    for (one, other) in zip(inputs, former.inputs) where one != other {
      return "the file \(one.path) is another than it was"
    }
    if inputs != former.inputs { return "other files are read" }
    if program != former.program { return told("the program", former.program, program) }
    return self == former ? nil : "the recordings are others"
  }

  /// The first line that is another.
  private func difference(of former: String) -> String {
    let lines = experiment.split(separator: "\n", omittingEmptySubsequences: false)
    let before = former.split(separator: "\n", omittingEmptySubsequences: false)
    let line = zip(lines, before).firstIndex { $0 != $1 } ?? min(lines.count, before.count)
    return "line \(line + 1) of the experiment is another than it was"
  }

  private func listed(_ words: [String]) -> String {
    words.isEmpty ? "nothing" : words.joined(separator: ", ")
  }

  private var arrangement: String {
    seed.map { "a sample of \(count) with the seed \($0)" }
      ?? "a grid of \(shape.map { "\($0)" }.joined(separator: " x "))"
  }
}

extension SweepDescription.Parameter {
  fileprivate var told: String { unit.isEmpty ? path : "\(path) in \(unit)" }
}

extension Zip2Sequence {
  /// The number of the first pair for which something holds.
  fileprivate func firstIndex(where holds: (Element) -> Bool) -> Int? {
    for (number, pair) in enumerated() where holds(pair) { return number }
    return nil
  }
}

/// A recording of every variant: the same columns at the same interval, however long it is.
package struct SweepTrack: Sendable, Hashable, Codable {
  /// Where a column is.
  package struct Place: Sendable, Hashable, Codable {
    package var section: Int
    package var position: Double
    /// Path length from the soma, µm.
    package var distance: Double
  }

  package var name: String
  package var variable: String
  package var unit: String
  package var longName: String
  /// Frames are at k·every, ms.
  package var every: Double
  package var columns: [Place]

  package init(_ track: Track) {
    name = track.name
    variable = track.variable
    unit = track.unit
    longName = track.longName
    every = track.every.coherent
    columns = track.columns.map {
      Place(section: $0.section, position: $0.sectionPosition, distance: $0.pathDistance)
    }
  }

  /// The first thing in which it differs from what the experiment itself records, and what to do about it;
  /// nil where in none.
  package func difference(from own: Self) -> String? {
    if every != own.every {
      return
        "is at every \(every) ms, and at every \(own.every) ms in the experiment itself; give it one "
        + "`every` under record"
    }
    if columns.count != own.columns.count {
      return "has other places than in the experiment itself (columns: \(columns.count), there "
        + "\(own.columns.count)); record at sites"
    }
    if columns != own.columns {
      return "has other places than in the experiment itself; record at sites"
    }
    if variable != own.variable || unit != own.unit {
      return
        "is of \(variable) in \(unit), and of \(own.variable) in \(own.unit) in the experiment itself"
    }
    return self == own ? nil : "is called \(name), and \(own.name) in the experiment itself"
  }
}
