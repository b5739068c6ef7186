internal import RallMorphology
internal import RallUnits

extension Myelin {
  /// Refuses what no neuron could be wrapped in.
  public func check() throws(MyelinError) {
    try checkLengths()
    try internode.sheath.check()
    guard internode.pieces > 0 else { throw .pieces(internode.pieces) }
    switch cable {
    case .single: try checkSingle()
    case .double(let space):
      try above(space.width, ["periaxonal", "width"])
      try above(space.resistivity, ["periaxonal", "resistivity"])
      guard !internode.axolemma.isEmpty else { throw .noAxolemma }
    }
  }

  private func checkLengths() throws(MyelinError) {
    try above(node.length, ["node", "length"])
    try above(node.diameter, ["node", "diameter"])
    try above(node.periaxonalWidth, ["node", "periaxonal_width"])
    try above(internode.length, ["internode", "length"])
    try above(internode.diameter, ["internode", "diameter"])
    try above(axoplasm, ["axoplasm"])
    guard internode.length >= node.length else {
      throw .internodeTooShort(internode.length, node: node.length)
    }
    if node.periaxonalWidth != nil, !isCentred, cable != .single {
      throw .needsLumpedModel(["node", "periaxonal_width"])
    }
    var ends = Length.zero
    for (name, segment) in segments {
      try above(segment.length, ["internode", name, "length"])
      try above(segment.diameter, ["internode", name, "diameter"])
      try above(segment.periaxonalWidth, ["internode", name, "periaxonal_width"])
      ends = ends + 2 * segment.length
    }
    guard ends < internode.length else {
      throw .segmentsTooLong(ends, internode: internode.length)
    }
  }

  private func checkSingle() throws(MyelinError) {
    if !internode.axolemma.isEmpty { throw .needsDoubleCable(["internode", "axolemma"]) }
    if node.periaxonalWidth != nil { throw .needsDoubleCable(["node", "periaxonal_width"]) }
    for (name, segment) in segments {
      if segment.axolemma != nil { throw .needsDoubleCable(["internode", name, "axolemma"]) }
      if segment.periaxonalWidth != nil {
        throw .needsDoubleCable(["internode", name, "periaxonal_width"])
      }
    }
  }

  /// The segments that there are, by the words of an experiment.
  private var segments: [(name: String, segment: Internode.Segment)] {
    [("paranode", internode.paranode), ("juxtaparanode", internode.juxtaparanode)].compactMap {
      (name, segment) in segment.map { (name, $0) }
    }
  }
}

extension Sheath {
  fileprivate func check() throws(MyelinError) {
    switch thickness {
    case .lamellae(let count):
      guard count >= 1, count.isFinite else { throw .lamellae(count) }
    case .gRatio(let ratio):
      guard ratio > 0, ratio < 1 else { throw .gRatio(ratio) }
      if fibreDiameter != nil { throw .twoFibreDiameters }
    }
    try above(membraneCapacitance, ["internode", "membrane_capacitance"])
    guard membraneConductance >= .zero, membraneConductance.coherent.isFinite else {
      throw .belowZero(["internode", "membrane_conductance"], found: "\(membraneConductance)")
    }
    try above(fibreDiameter, ["internode", "fibre_diameter"])
    try above(lamellaPeriod, ["internode", "lamella_period"])
  }

  /// Refuses a sheath that does not fit around an axon with a periaxonal space; `width` is nil where
  /// there is none.
  func checkFit(around axon: Length, width: Length?) throws(MyelinError) {
    let sheath: Length
    switch thickness {
    case .gRatio(let ratio): sheath = 0.5 * (axon / ratio - axon)
    case .lamellae(let count):
      if let fibreDiameter {
        guard axon < fibreDiameter else { throw .fibreTooThin(fibreDiameter, axon: axon) }
        sheath = 0.5 * (fibreDiameter - axon)
      } else {
        sheath = count * lamellaPeriod
      }
    }
    if let width, width > sheath {
      throw .periaxonalTooWide(["periaxonal", "width"], width, sheath: sheath)
    }
  }
}

/// Refuses a quantity that is given and not above zero.
private func above<Kind>(
  _ quantity: Quantity<Kind>?, _ place: MyelinError.Place
) throws(MyelinError) {
  guard let quantity else { return }
  guard quantity.coherent > 0, quantity.coherent.isFinite else {
    throw .notAboveZero(place, found: "\(quantity)")
  }
}
