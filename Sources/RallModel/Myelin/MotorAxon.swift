public import RallMorphology
public import RallUnits

/// The mammalian motor axon of McIntyre, Richardson and Grill 2002, by its fibre diameter: a double
/// cable of lumped segments, one vertex in each.
///
/// The paper lists nine fibres from 5.7 to 16 µm. Between two of them every length, every diameter and
/// the number of lamellae is on the straight line between their two rows. Its axolemma has 2 µF/cm²
/// everywhere; the leak of the paranode (MYSA, 3 µm) is 1 mS/cm² and that of the juxtaparanode (FLUT)
/// and of the main part (six STIN) 0.1 mS/cm², all to −80 mV. Each membrane of the sheath has
/// 0.1 µF/cm² and 1 mS/cm² on the area of the fibre. The periaxonal space is 2 nm wide at node and
/// paranode and 4 nm elsewhere; it and the axoplasm have 70 Ω·cm. Meant for 37 °C and −80 mV.
///
/// J Neurophysiol 87:995, doi:10.1152/jn.00353.2001; ModelDB 3810.
public struct MotorAxon: Sendable, Hashable {
  /// Of axon and sheath together; the fibre is called by it.
  public var fibreDiameter: Length
  /// Of the axon under juxtaparanode and main part.
  public var axonDiameter: Length
  /// Of node and paranode.
  public var nodeDiameter: Length
  /// From the start of a node to the start of the next.
  public var spacing: Length
  public var juxtaparanodeLength: Length
  public var lamellae: Double

  /// The nine fibres of the paper: fibre, axon, node, spacing, juxtaparanode (µm), lamellae.
  private static let rows: [[Double]] = [
    [5.7, 3.4, 1.9, 500, 35, 80],
    [7.3, 4.6, 2.4, 750, 38, 100],
    [8.7, 5.8, 2.8, 1000, 40, 110],
    [10.0, 6.9, 3.3, 1150, 46, 120],
    [11.5, 8.1, 3.7, 1250, 50, 130],
    [12.8, 9.2, 4.2, 1350, 54, 135],
    [14.0, 10.4, 4.7, 1400, 56, 140],
    [15.0, 11.5, 5.0, 1450, 58, 145],
    [16.0, 12.7, 5.5, 1500, 60, 150],
  ]

  /// The fibre diameters that the paper gives.
  public static let diameters: [Length] = rows.map { $0[0].um }

  /// The axon in a fibre of this diameter; nil outside 5.7 to 16 µm.
  public init?(fibreDiameter: Length) {
    let wanted = fibreDiameter.value(in: .um)
    guard let upper = Self.rows.firstIndex(where: { $0[0] >= wanted }), wanted >= Self.rows[0][0]
    else { return nil }
    let (low, high) = (Self.rows[max(upper - 1, 0)], Self.rows[upper])
    let share = high[0] == wanted ? 1 : (wanted - low[0]) / (high[0] - low[0])
    let row = zip(low, high).map { share == 1 ? $1 : $0 + share * ($1 - $0) }
    self.fibreDiameter = fibreDiameter
    axonDiameter = row[1].um
    nodeDiameter = row[2].um
    spacing = row[3].um
    juxtaparanodeLength = row[4].um
    lamellae = row[5]
  }

  /// The declaration of this axon's myelin.
  public func myelin(on region: Region) -> Myelin {
    let capacitance = Layer.capacitance(Expression(2.uF / .cm2))
    func axolemma(_ leak: ConductancePerArea) -> [Layer] {
      [capacitance, .passive(g: leak, e: -80.mV)]
    }
    return Myelin(
      on: region,
      node: NodeOfRanvier(
        length: 1.um, diameter: nodeDiameter, periaxonalWidth: 2.nm, capacitance,
        .mechanism("mrg", [:])),
      internode: Internode(
        length: spacing - 1.um, diameter: axonDiameter,
        sheath: Sheath(
          .lamellae(lamellae), membraneCapacitance: 0.1.uF / .cm2,
          membraneConductance: 1.mS / .cm2, fibreDiameter: fibreDiameter),
        axolemma: axolemma(0.1.mS / .cm2),
        paranode: .init(
          length: 3.um, diameter: nodeDiameter, periaxonalWidth: 2.nm,
          axolemma: axolemma(1.mS / .cm2)),
        juxtaparanode: .init(length: juxtaparanodeLength),
        pieces: 6),
      cable: .double(PeriaxonalSpace(width: 4.nm, resistivity: 70.ohm * .cm)),
      axoplasm: 70.ohm * .cm, isCentred: true)
  }
}
