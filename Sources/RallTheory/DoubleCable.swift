/// A passive double cable of one diameter, in closed form: an axon in a sheath, with a space between
/// them that conducts along it.
///
/// The potentials u of the inside and w of the space, both against the outside, obey
///
///     u″ = rᵢ y (u − w)        w″ = rₛ (s w − y (u − w))
///
/// with the axial resistances a length rᵢ and rₛ, and the admittances a length y of the axolemma and s
/// of the sheath. That is two cables side by side, one for each eigenvalue of the right-hand side: both
/// potentials are sums of the two modes. Halter and Clark 1991, J Theor Biol 148:345, have the same
/// equations with channels.
public struct DoubleCable: Sendable, Hashable {
  /// Axial resistance a length of the axoplasm, MΩ/µm.
  public let axoplasm: Double
  /// Axial resistance a length of the space, MΩ/µm.
  public let space: Double
  /// The membrane of the axon, a length.
  public let axolemma: Wall
  /// All membranes of the sheath together, a length.
  public let sheath: Wall

  /// What crosses a membrane, a length of the cable.
  public struct Wall: Sendable, Hashable {
    /// µS/µm
    public let conductance: Double
    /// nF/µm
    public let capacitance: Double

    /// µS/µm and nF/µm.
    public init(conductance: Double, capacitance: Double) {
      self.conductance = conductance
      self.capacitance = capacitance
    }

    func admittance(_ s: Complex) -> Complex { Complex(conductance) + capacitance * s }
  }

  /// Resistances a length in MΩ/µm.
  public init(axoplasm: Double, space: Double, axolemma: Wall, sheath: Wall) {
    self.axoplasm = axoplasm
    self.space = space
    self.axolemma = axolemma
    self.sheath = sheath
  }

  /// The distances over which the two modes of a sine of `frequency` in Hz fall to 1/e, the longer
  /// first, in µm.
  public func lengthConstants(frequency: Double) -> (long: Double, short: Double) {
    let lengths = modes(Complex(0, 2e-3 * .pi * frequency)).map { 1 / $0.wave.real }.sorted()
    return (lengths[1], lengths[0])
  }

  /// The potential inside, in mV, at `distance` µm from one end of a piece of `length` µm, for a sine of
  /// `frequency` in Hz and 1 nA into that end's inside: inside and space are sealed at both ends.
  public func sealedImpedance(at distance: Double, length: Double, frequency: Double) -> Complex {
    modes(Complex(0, 2e-3 * .pi * frequency)).reduce(.zero) { sum, mode in
      let here = ((length - distance) * mode.wave).scaledHyperbolics
      let whole = (length * mode.wave).scaledHyperbolics
      let fall = (-distance * mode.wave).exponential
      return sum + axoplasm * (mode.share * fall * here.cosh / (mode.wave * whole.sinh))
    }
  }

  /// The time constants of the n-th harmonic of a piece of `length` µm whose inside and space are sealed
  /// at both ends, the longer first, in ms.
  public func timeConstants(_ n: Int, length: Double) -> (long: Double, short: Double) {
    let k = Double(n) * .pi / length
    let (g, c) = (axolemma, sheath)
    let (inside, outside) = (k * k / axoplasm, k * k / space)
    // det(G − μC) = a μ² − b μ + d, in u and w, sides of a triangle as they are.
    let a = g.capacitance * c.capacitance
    let b =
      inside * (g.capacitance + c.capacitance) + outside * g.capacitance
      + g.conductance * c.capacitance + g.capacitance * c.conductance
    let d =
      inside * (g.conductance + c.conductance) + outside * g.conductance + inside * outside
      + g.conductance * c.conductance
    let root = (b * b - 4 * a * d).squareRoot()
    return ((b + root) / (2 * d), 2 * a / (b + root))
  }

  /// The piece between two ends at which the space is open to the outside, seen from the inside at a
  /// complex rate s in 1/ms.
  func openCircuit(length: Double, _ s: Complex) -> Frustum.PiCircuit {
    var (shunt, axial) = (Complex.zero, Complex.zero)
    for mode in modes(s) {
      let half = 0.5 * length * mode.wave
      let (sinh, cosh) = half.scaledHyperbolics
      let conductance = (1 / axoplasm) * (mode.share * mode.wave)
      shunt += conductance * sinh / cosh
      axial += 0.5 * (-2 * half).exponential * conductance / (sinh * cosh)
    }
    return Frustum.PiCircuit(start: shunt, axial: axial, end: shunt)
  }

  /// A cable that both potentials contain.
  private struct Mode {
    /// The root of the eigenvalue, 1/µm.
    let wave: Complex
    /// What part of the inside's own potential belongs to it.
    let share: Complex
  }

  private func modes(_ s: Complex) -> [Mode] {
    let (y, z) = (axolemma.admittance(s), sheath.admittance(s))
    let (inner, outer) = (axoplasm * y, space * (y + z))
    let half = 0.5 * (inner + outer)
    let product = axoplasm * space * (y * z)
    let root = (half * half - product).squareRoot
    let isAlong = half.real * root.real + half.imaginary * root.imaginary >= 0
    let fast = isAlong ? half + root : half - root
    let slow = product / fast
    return [
      Mode(wave: slow.squareRoot, share: (inner - fast) / (slow - fast)),
      Mode(wave: fast.squareRoot, share: (inner - slow) / (fast - slow)),
    ]
  }
}

/// Bare and wrapped pieces of passive fibre in a row, sealed at both ends; at the end of every wrapped
/// piece its space is open to the outside, as at a node.
public struct WrappedFibre: Sendable, Hashable {
  /// A piece of the row.
  public enum Piece: Sendable, Hashable {
    /// A cylinder without a sheath.
    case bare(UniformCable, length: Double)
    /// One under a sheath.
    case wrapped(DoubleCable, length: Double)

    func circuit(_ s: Complex) -> Frustum.PiCircuit {
      switch self {
      case .bare(let cable, let length):
        Frustum(
          length: length, startDiameter: cable.diameter, endDiameter: cable.diameter,
          material: cable.material
        ).circuit(s)
      case .wrapped(let cable, let length): cable.openCircuit(length: length, s)
      }
    }
  }

  /// From the end where the current enters.
  public let pieces: [Piece]

  /// A row of pieces, from the end where the current enters.
  public init(_ pieces: [Piece]) { self.pieces = pieces }

  /// The potentials inside, in mV, where the row begins and behind each piece, for a sine of
  /// `frequency` in Hz and 1 nA into its beginning.
  public func impedances(frequency: Double) -> [Complex] {
    impedances(at: Complex(0, 2e-3 * .pi * frequency))
  }

  /// The slowest of the exponentials by which the row comes to rest, in ms.
  ///
  /// −1/τ is the first rate at which the row would take no current at its beginning. All its rates are
  /// simple poles of the impedance there, between which it changes its sign.
  public var slowestTimeConstant: Double {
    func isCharged(_ rate: Double) -> Bool { impedances(at: Complex(-rate))[0].real > 0 }
    var rate = 1e-6
    while isCharged(1.01 * rate) { rate *= 1.01 }
    return 1 / boundary(from: rate, to: 1.01 * rate, where: isCharged)
  }

  private func impedances(at s: Complex) -> [Complex] {
    let circuits = pieces.map { $0.circuit(s) }
    var load = Complex.zero
    var shares: [Complex] = []
    for circuit in circuits.reversed() {
      let end = circuit.end + load
      shares.append(circuit.axial / (circuit.axial + end))
      load = circuit.start + shares[shares.count - 1] * end
    }
    var impedances = [Complex.one / load]
    for share in shares.reversed() { impedances.append(share * impedances[impedances.count - 1]) }
    return impedances
  }
}
