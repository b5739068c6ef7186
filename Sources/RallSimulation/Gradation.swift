/// How the step after a discontinuity is divided: finest behind the jump, each piece as long as all
/// before it.
enum Gradation {
  /// Shares of the step, in order.
  static let shares = [1 / 32.0, 1 / 32.0, 1 / 16.0, 1 / 8.0, 1 / 4.0, 1 / 2.0]

  /// The share of the step before which each piece keeps the sign of all that decays in it, so that what is
  /// much faster than the first of them has gone when the others begin. Then a capacitor that is
  /// charged through a resistor overshoots by at most 0.9 % of the jump, which it does where its time
  /// constant is a thirtieth of the step.
  static let signsKept = 1 / 8.0

  /// The pieces of one of the 1 or 2 steps that such a step is cut into, as shares of that one.
  ///
  /// Every piece of the uncut step is cut as the step is, so that a pair of runs differs by the same
  /// factor at every time.
  static func pieces(of number: Int, cuts: Int) -> [Double] {
    switch (cuts, number) {
    case (1, _): shares
    // What is before the middle of the whole step, in two pieces each.
    case (2, 0): shares.dropLast().flatMap { [$0, $0] }
    case (2, _): [1 / 2.0, 1 / 2.0]
    default: preconditionFailure("a step is cut into 1 or 2")
    }
  }
}
