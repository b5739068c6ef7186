/// A rise of the potential at one place, to where it began to fall again.
struct Excursion: Sendable, Hashable {
  /// The highest potential, mV.
  let height: Double
  /// How far it rose since the last excursion or the start of the run, mV.
  let rise: Double
}

/// Watches the excursions of some vertices.
///
/// A rise that the end of the run cuts off is none: how high it came tells when the run ended, and
/// two runs of a pair differ there by their shift in time alone.
struct ExcursionWatch {
  private let vertices: [Int]
  private var places: [Place]

  init(_ vertices: [Int]) {
    self.vertices = vertices
    places = Array(repeating: Place(), count: vertices.count)
  }

  /// What each vertex went through, in the order of time.
  var excursions: [[Excursion]] { places.map(\.excursions) }

  mutating func take(_ v: [Double]) {
    for place in places.indices { places[place].take(v[vertices[place]]) }
  }

  /// One vertex.
  private struct Place {
    private(set) var excursions: [Excursion] = []
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
  }
}
