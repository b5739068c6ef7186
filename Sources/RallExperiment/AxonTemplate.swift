public import RallModel
internal import RallMorphology
public import RallUnits

/// A commented experiment on a myelinated axon to start from, which runs as it is.
public struct AxonTemplate: Sendable, Hashable {
  /// What the axon is made of.
  public enum Axon: String, Sendable, Hashable, CaseIterable {
    /// The mammalian motor axon of McIntyre, Richardson and Grill 2002, a double cable.
    case mrg
    /// Nodes of Hodgkin and Huxley's channels, ten times as dense as in the squid, and internodes a
    /// hundred diameters long: a single cable.
    case hh
  }

  public var axon: Axon
  /// Of the fibre in `mrg`, with its sheath; of the axon in `hh`.
  public var diameter: Length

  /// How many nodes there are.
  private static let nodes = 21
  /// Between which of them the velocity is measured, away from both ends.
  private static let stretch = (from: 6, to: 15)

  /// - Throws: where `mrg` is not known for the diameter, or it is not above zero.
  public init(_ axon: Axon, diameter: Length) throws(MyelinError) {
    self.axon = axon
    self.diameter = diameter
    if axon == .mrg {
      _ = try Wrapping.mrg(region: .all, diameter: diameter).myelin
    } else if diameter <= .zero {
      throw .notAboveZero(["diameter"], found: "\(diameter)")
    }
  }

  /// The length that `text` says: `10 um`, or without a space `10um`; nil where it says none.
  public static func length(_ text: String) -> Length? {
    let number = text.prefix { $0.isNumber || "+-.".contains($0) }
    let unit = text.dropFirst(number.count).drop { $0 == " " }
    guard let value = Double(number), value.isFinite, let unit = UnitName(String(unit)),
      unit.dimensions == LengthKind.dimensions
    else { return nil }
    return Length(coherent: unit.coherent(value))
  }

  /// The experiment, which reads without an error.
  public var yaml: String {
    """
    rall: 1                              # version of this format
    title: \(YAMLText.scalar(title))

    # \(Self.nodes) nodes and \(Self.nodes - 1) internodes of \(written(internode)).
    morphology: { cylinder: { length: \(written(length)), diameter: \(written(cylinder)), type: axon } }
    # Nodes and internodes are cut exactly, whatever this says\(divisionNote).
    compartments: \(division)

    \(cell)

    # Any region can be wrapped: it begins and ends with a node, and its forks are nodes.
    myelin:
    \(myelin)

    stimuli:
      - { name: kick, at: nodes(0), current_clamp: { start: 0.1 ms, duration: 0.1 ms, amplitude: \(amplitude) } }

    record:
      - { name: nodes, variable: v, at: nodes, every: 0.01 ms }
    \(records)

    detect:
      - { name: spikes, at: [nodes(0), tips(axon)], above: -20 mV }

    # Between two nodes the velocity is that from node to node, by least squares. `along: nodes` takes all of them,
    # and every branch of a branched axon. rall measure velocity FILE --over \(sweep)
    # Longer internodes want a longer axon and more time: --set morphology.cylinder.length='90 mm' --set run.duration='9 ms'
    measure:
      - { name: speed, conduction_velocity: { along: { from: nodes(\(Self.stretch.from)), to: nodes(\(Self.stretch.to)) }, above: -20 mV } }

    run: \(run)
    # output: { file: axon.h5, overwrite: true }

    """
  }
}

extension AxonTemplate {
  private func written(_ length: Length) -> String { Spelling.quantity(length) }

  private var published: MotorAxon? {
    axon == .mrg ? MotorAxon(fibreDiameter: diameter) : nil
  }

  private static let nodeLength: Length = 1.um

  private var internode: Length {
    published.map { $0.spacing - Self.nodeLength } ?? 100 * diameter
  }

  private var cylinder: Length { published?.axonDiameter ?? diameter }

  private var length: Length {
    Double(Self.nodes) * Self.nodeLength + Double(Self.nodes - 1) * internode
  }

  private var title: String {
    switch axon {
    case .mrg: "A motor fibre of \(diameter) (McIntyre, Richardson and Grill 2002)"
    case .hh: "A myelinated axon of \(diameter) with Hodgkin and Huxley's channels"
    }
  }

  private var division: String {
    axon == .mrg
      ? "{ lambda_fraction: 0.1, frequency: 100 Hz }" : "{ longest: \(written(0.05 * internode)) }"
  }

  private var divisionNote: String {
    axon == .mrg
      ? "; this published model\n# has one compartment a segment, and finer it is another" : ""
  }

  private var cell: String {
    switch axon {
    case .mrg:
      """
      cell:
        name: fibre
        temperature: 37 degC
        start: rest                        # the resting state is found first
      """
    case .hh:
      """
      cell:
        name: axon
        axoplasm: 110 ohm cm               # axial resistivity
        capacitance: 1 uF/cm2              # of the nodes
        temperature: 20 degC
        start: rest                        # the resting state is found first
      """
    }
  }

  private var myelin: String {
    switch axon {
    case .mrg:
      """
        - mrg: { region: axon, diameter: \(written(diameter)) }   # of the fibre: 5.7 to 16 um, in a straight line between the nine published
      """
    case .hh:
      """
        - region: axon
          node: { length: \(written(Self.nodeLength)), hh: { gna: 1200 mS/cm2, gk: 360 mS/cm2, gl: 3 mS/cm2 } }
          internode:
            length: \(written(internode))               # from node to node
            lamellae: \(Spelling.number(max(1, (10 * diameter.value(in: .um)).rounded())))                    # or g_ratio: 0.7
            membrane_capacitance: 1 uF/cm2   # of each of the two membranes of a lamella
            membrane_conductance: 1 mS/cm2
            e: -65 mV
          cable: single                      # or double, with an axolemma, paranodes and periaxonal: docs/guides/wrap-an-axon.md
      """
    }
  }

  private var amplitude: String {
    axon == .mrg ? "5 nA" : Spelling.quantity((diameter / 1.um) * 0.2.nA)
  }

  private var records: String {
    axon == .mrg
      ? "  - { name: sheath, variable: [v_inside, v_periaxonal], region: internodes, every: 0.05 ms }"
      : "  - { name: everywhere, variable: v, at: all, every: 0.05 ms }"
  }

  private var sweep: String {
    axon == .mrg ? "'cell.temperature=30..40 degC:6'" : "'myelin[0].internode.lamellae=20..200:10'"
  }

  private var run: String {
    axon == .mrg ? "{ duration: 3 ms, step: 0.001 ms }" : "{ duration: 5 ms, step: 0.005 ms }"
  }
}
