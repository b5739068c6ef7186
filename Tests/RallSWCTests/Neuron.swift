import RallMorphology
import RallSWC
import RallUnits
import TestRandom

extension Double {
  /// True within a relative distance.
  func isWithin(_ tolerance: Double, of other: Double) -> Bool {
    abs(self - other) <= tolerance * max(abs(self), abs(other))
  }
}

/// One line of a file, so that files can be written from values.
struct Line {
  var id: Int
  var type: Int
  var place: SIMD3<Double>
  var radius: Double
  var parent: Int

  var text: String { "\(id) \(type) \(place.x) \(place.y) \(place.z) \(radius) \(parent)" }
}

/// Files that are written by the tests.
enum Neuron {
  /// A spherical soma of radius 5, an axon, and an apical stem that forks.
  static let lines = [
    Line(id: 1, type: 1, place: [0, 0, 0], radius: 5, parent: -1),
    Line(id: 2, type: 2, place: [0, -5, 0], radius: 0.5, parent: 1),
    Line(id: 3, type: 2, place: [0, -45, 0], radius: 0.5, parent: 2),
    Line(id: 4, type: 4, place: [0, 5, 0], radius: 2, parent: 1),
    Line(id: 5, type: 4, place: [0, 25, 0], radius: 1, parent: 4),
    Line(id: 6, type: 4, place: [30, 25, 0], radius: 0.5, parent: 5),
    Line(id: 7, type: 4, place: [0, 35, 0], radius: 0.7, parent: 5),
    Line(id: 8, type: 4, place: [0, 65, 0], radius: 0.4, parent: 7),
  ]

  static func text(_ lines: [Line]) -> String { lines.map(\.text).joined(separator: "\n") + "\n" }

  static let plain = text(lines)

  /// A random tree on a soma of one sample, with changes of type.
  static func random(_ generator: inout SeededGenerator, samples: Int) -> [Line] {
    var lines = [Line(id: 1, type: 1, place: [0, 0, 0], radius: 8, parent: -1)]
    while lines.count < samples {
      let parent = lines.randomElement(using: &generator)!
      let step = SIMD3<Double>.random(in: -6...6, using: &generator)
      // Near the soma a neurite picks its type; further out it keeps it, mostly.
      let keeps = parent.type > 1 && Double.random(in: 0...1, using: &generator) < 0.95
      lines.append(
        Line(
          id: lines.count + 1, type: keeps ? parent.type : Int.random(in: 2...4, using: &generator),
          place: parent.place + step, radius: .random(in: 0.1...2, using: &generator),
          parent: parent.id))
    }
    return lines
  }
}

/// What is found in a file, by its codes.
func codes(
  _ text: String, _ severity: Diagnostic.Severity, _ options: ReadingOptions = .init()
) -> [Diagnostic.Code] {
  SWCFile(text: text).reading(options).diagnostics.filter { $0.severity == severity }.map(\.code)
}

/// The one thing of a code that is found in a file.
func found(
  _ code: Diagnostic.Code, in text: String, _ options: ReadingOptions = .init()
) -> Diagnostic? {
  let all = SWCFile(text: text).reading(options).diagnostics.filter { $0.code == code }
  return all.count == 1 ? all[0] : nil
}
