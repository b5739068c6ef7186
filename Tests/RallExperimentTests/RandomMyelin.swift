import RallMembrane
import RallModel
import RallUnits

extension RandomExperiment {
  /// Myelin of any form, or the published axon.
  mutating func wrapping() -> Wrapping {
    guard Int.random(in: 0..<4, using: &random) > 0 else {
      return .mrg(region: region(1), diameter: Double.random(in: 5.7...16, using: &random).um)
    }
    let isDouble = oneOf([true, false])
    let isCentred = oneOf([true, false])
    let pieces = isCentred ? Int.random(in: 1...20, using: &random) : 1
    let node = NodeOfRanvier(
      length: positive(), diameter: oneOf([nil, positive()]),
      periaxonalWidth: isDouble && isCentred ? oneOf([nil, positive()]) : nil, layers: layers())
    let (paranode, juxtaparanode) = (segment(isDouble), segment(isDouble))
    let ends = 2 * ((paranode?.length ?? .zero) + (juxtaparanode?.length ?? .zero))
    let internode = Internode(
      length: ends + node.length + positive(), diameter: oneOf([nil, positive()]), sheath: sheath(),
      axolemma: isDouble ? [.passive(g: positive(), e: quantity())] + layers() : [],
      paranode: paranode, juxtaparanode: juxtaparanode, pieces: pieces)
    return .myelin(
      Myelin(
        on: region(2), node: node, internode: internode,
        cable: isDouble
          ? .double(PeriaxonalSpace(width: positive(), resistivity: positive())) : .single,
        axoplasm: oneOf([nil, positive()]), isCentred: isCentred))
  }

  private mutating func sheath() -> Sheath {
    let isThick = oneOf([true, false])
    let thickness: Sheath.Thickness =
      isThick
      ? .gRatio(Double.random(in: 0.01...0.99, using: &random)) : .lamellae(double() + 1)
    return Sheath(
      thickness, membraneCapacitance: positive(), membraneConductance: positive(),
      reversal: oneOf([nil, quantity()]), fibreDiameter: isThick ? nil : oneOf([nil, positive()]),
      lamellaPeriod: oneOf([16.nm, positive()]))
  }

  private mutating func segment(_ isDouble: Bool) -> Internode.Segment? {
    guard oneOf([true, false]) else { return nil }
    return Internode.Segment(
      length: positive(), diameter: oneOf([nil, positive()]),
      periaxonalWidth: isDouble ? oneOf([nil, positive()]) : nil,
      axolemma: isDouble ? oneOf([nil, [], layers()]) : nil)
  }

  /// One layer of a kind at most.
  private mutating func layers() -> [Layer] {
    let all: [Layer] = [
      .capacitance(expression(CapacitancePerAreaKind.self, 2)),
      .mechanism("hh", oneOf([[:], ["ena": expression(VoltageKind.self, 2)]])),
      .mechanism("mrg", [:]),
    ]
    return all.filter { _ in oneOf([true, false]) }.shuffled(using: &random)
  }
}
