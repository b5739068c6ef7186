internal import RallModel

/// A rise of the potential at one place, to where it began to fall again.
package struct Excursion: Sendable, Hashable {
  /// The highest potential, mV.
  package let height: Double
  /// How far it rose since the last excursion or the start of the run, mV.
  package let rise: Double

  package init(height: Double, rise: Double) {
    self.height = height
    self.rise = rise
  }
}

/// What the potential at one place went through in a run.
struct Course: Sendable, Hashable {
  var excursions: [Excursion]
  /// True where the end of the run cut off a rise.
  let isRising: Bool
}

/// Watches the excursions of some vertices.
///
/// A rise that the end of the run cuts off is none, and is told apart: how high it came tells when
/// the run ended, and two runs of a pair differ there by their shift in time alone.
struct ExcursionWatch {
  private let vertices: [Int]
  private var places: [Place]

  init(_ vertices: [Int]) {
    self.vertices = vertices
    places = Array(repeating: Place(), count: vertices.count)
  }

  /// What each vertex went through, in the order of time, and whether it is on a rise still.
  var courses: [Course] {
    places.map { Course(excursions: $0.excursions, isRising: $0.isRising) }
  }

  mutating func take(_ v: [Double]) {
    for place in places.indices { places[place].take(v[vertices[place]]) }
  }

  /// One vertex.
  private struct Place {
    private(set) var excursions: [Excursion] = []
    /// True on an excursion that goes on.
    var isRising: Bool { height != nil }
    /// The lowest potential since the last excursion.
    private var lowest = Double.infinity
    /// The highest potential of the excursion that goes on; nil between two.
    private var height: Double?

    /// What rises or falls by less is part of what went before, mV.
    private static let least = 2.0

    mutating func take(_ v: Double) {
      guard let height else {
        lowest = min(lowest, v)
        if v > lowest + Self.least { self.height = v }
        return
      }
      if v > height {
        self.height = v
      } else if v < height - Self.least {
        end()
        lowest = v
      }
    }

    private mutating func end() {
      guard let height else { return }
      excursions.append(Excursion(height: height, rise: height - lowest))
      self.height = nil
    }

    func save(to state: inout RunState) {
      state.put(lowest)
      state.put(height)
      state.put(list: excursions, width: 2) { [$0.height, $0.rise] }
    }

    mutating func restore(from kept: inout KeptRunState) throws(StateMismatch) {
      lowest = try kept.double()
      height = try kept.optionalDouble()
      excursions = try kept.list(width: 2) { (numbers) throws(StateMismatch) in
        Excursion(height: numbers[numbers.startIndex], rise: numbers[numbers.startIndex + 1])
      }
    }
  }
}

extension ExcursionWatch {
  func save(to state: inout RunState) {
    for place in places { place.save(to: &state) }
  }

  mutating func restore(from kept: inout KeptRunState) throws(StateMismatch) {
    for index in places.indices { try places[index].restore(from: &kept) }
  }
}
