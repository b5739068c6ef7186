extension PassiveTree {
  /// The current of a voltage clamp at a node, in nA, at a time in ms after a step of its command of
  /// `step` mV, through a series resistance in MΩ.
  ///
  /// The inverse of step/(s (Z(s) + Rs)), Z the input impedance; true to some 1e-11 of its steady value.
  public func clampCurrent(
    at node: Node, step: Double, seriesResistance: Double = 0, time: Double
  ) -> Double {
    step
      * inverseLaplace(at: time) { s in
        Complex.one / (s * (response(to: node, at: s)[node.index] + Complex(seriesResistance)))
      }
  }
}
