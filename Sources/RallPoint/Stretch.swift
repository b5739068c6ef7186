/// A piece of the solution in which nothing jumps: one closed form from a start to an end.
package struct Stretch: Sendable, Hashable {
  /// ms.
  package let start: Double
  /// ms.
  package let end: Double
  package let path: Relaxation
  /// The potential at the end, before it jumps, mV from rest.
  package let last: Double
  /// Where it is put at the end, because it fired; nil where it goes on.
  package let reset: Double?

  package var length: Double { end - start }

  /// The potential at a time of the stretch, mV from rest.
  package func value(at time: Double) -> Double { path.value(after: time - start) }
}
