/// How the step after a discontinuity is divided: finest behind the jump, each piece as long as all
/// before it.
enum Gradation {
  /// A piece of a step, as a share of it.
  struct Piece: Equatable {
    let share: Double
    /// Whether nothing may change its sign in it that decays.
    let keepsSigns: Bool
  }

  /// The pieces of a step, in order.
  ///
  /// The first two keep signs, so that what is much faster than they are has gone when the others begin.
  /// Then a capacitor that is charged through a resistor overshoots by at most 1.3 % of the jump, which
  /// it does where its time constant is a five-hundredth of the step.
  private static let whole =
    [Piece(share: shortest, keepsSigns: true), Piece(share: shortest, keepsSigns: true)]
    + (1...7).reversed().map { Piece(share: 1 / Double(1 << $0), keepsSigns: false) }
  private static let shortest = 1 / 256.0

  /// The pieces of one of the 1 or 2 steps that such a step is cut into, as shares of that one.
  ///
  /// Every piece of the uncut step is cut as the step is, so that a pair of runs differs by the same
  /// factor at every time.
  static func pieces(of number: Int, cuts: Int) -> [Piece] {
    switch (cuts, number) {
    case (1, _): whole
    // What is before the middle of the whole step, in two pieces each.
    case (2, 0): whole.dropLast().flatMap { [$0, $0] }
    case (2, _): [whole[whole.count - 1], whole[whole.count - 1]]
    default: preconditionFailure("a step is cut into 1 or 2")
    }
  }
}
