/// A tree of passive cylinders and frusta, solved without a mesh.
///
/// Each branch is its two-port in closed form (`Frustum`), so the voltages at the nodes are exact
/// at any complex rate s: s = 0 is the steady state, s = jω a sine, and the transients follow by
/// inversion of the Laplace transform.
public struct PassiveTree: Sendable {
  /// A branch, which grows from the far end of another or from the root.
  public struct Branch: Sendable, Hashable {
    /// The branch at whose far end this one starts; none at the root.
    public let parent: Int?
    /// Along the axis, in µm.
    public let length: Double
    /// At the start, in µm.
    public let startDiameter: Double
    /// At the end, in µm.
    public let endDiameter: Double
    /// What stands at the far end besides the branches that grow there.
    public let end: CableEnd

    /// Lengths in µm; a cylinder where no other end diameter is given.
    public init(
      parent: Int? = nil, length: Double, diameter: Double, to endDiameter: Double? = nil,
      end: CableEnd = .sealed
    ) {
      self.parent = parent
      self.length = length
      startDiameter = diameter
      self.endDiameter = endDiameter ?? diameter
      self.end = end
    }
  }

  /// A place where the voltage is known.
  public enum Node: Sendable, Hashable {
    /// Where the branches without a parent start.
    case root
    /// The far end of a branch.
    case end(of: Int)

    var index: Int {
      switch self {
      case .root: 0
      case .end(let branch): branch + 1
      }
    }
  }

  /// Every parent stands before its children.
  public let branches: [Branch]
  /// What all branches are made of.
  public let material: CableMaterial
  /// A conductance to rest at the root, in µS: a soma's, say.
  public let rootLoad: Double

  /// Branches with every parent before its children.
  public init(branches: [Branch], material: CableMaterial, rootLoad: Double = 0) {
    precondition(branches.indices.allSatisfy { (branches[$0].parent ?? -1) < $0 })
    self.branches = branches
    self.material = material
    self.rootLoad = rootLoad
  }

  /// The resistance that a steady current meets at a node, in MΩ.
  public func inputResistance(at node: Node) -> Double { transferResistance(from: node, to: node) }

  /// The steady voltage at one node for a current into another, in mV/nA.
  public func transferResistance(from source: Node, to node: Node) -> Double {
    response(to: source, at: .zero)[node.index].real
  }

  /// The voltage at one node for a sine of current of `frequency` in Hz into another, in MΩ.
  public func transferImpedance(from source: Node, to node: Node, frequency: Double) -> Complex {
    response(to: source, at: Complex(0, 2e-3 * .pi * frequency))[node.index]
  }

  /// The voltage at one node, in mV, at `time` ms after a step of `current` nA into another.
  ///
  /// True to some 1e-11 of the steady voltage.
  public func stepResponse(from source: Node, to node: Node, current: Double, time: Double)
    -> Double
  {
    current * inverseLaplace(at: time) { s in response(to: source, at: s)[node.index] / s }
  }

  /// The voltages at the root and the ends of all branches for a unit current into one node.
  func response(to source: Node, at s: Complex) -> [Complex] {
    var voltage = [Complex](repeating: .zero, count: branches.count + 1)
    var load = voltage
    voltage[source.index] = .one
    load[0] = Complex(rootLoad)
    let circuits = branches.map { branch in
      Frustum(
        length: branch.length, startDiameter: branch.startDiameter,
        endDiameter: branch.endDiameter, material: material
      ).circuit(s)
    }
    // From the tips inwards each node hands its load and its current on; then voltages run outwards.
    for (index, branch) in branches.enumerated().reversed() {
      let parent = (branch.parent ?? -1) + 1
      let (own, circuit) = (index + 1, circuits[index])
      if branch.end == .killed {
        load[parent] += circuit.start + circuit.axial
      } else {
        load[own] += circuit.end
        if case .loaded(let tip) = branch.end { load[own] += Complex(tip) }
        let share = circuit.axial / (circuit.axial + load[own])
        load[parent] += circuit.start + share * load[own]
        voltage[parent] += share * voltage[own]
      }
    }
    voltage[0] = voltage[0] / load[0]
    for (index, branch) in branches.enumerated() {
      let parent = (branch.parent ?? -1) + 1
      let (own, axial) = (index + 1, circuits[index].axial)
      voltage[own] =
        branch.end == .killed
        ? .zero : (voltage[own] + axial * voltage[parent]) / (axial + load[own])
    }
    return voltage
  }
}
