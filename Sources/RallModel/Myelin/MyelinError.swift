public import RallMorphology
public import RallUnits

/// Why myelin cannot be what it is declared to be, or not on this neuron.
public enum MyelinError: Error, Hashable, Sendable {
  /// An entry of a declaration, by the words of an experiment: `["internode", "g_ratio"]`.
  public typealias Place = [String]

  /// A fibre diameter outside those that the published axon is known for.
  case fibreDiameter(Length, known: [Length])
  /// A length, width or resistivity that is not above zero.
  case notAboveZero(Place, found: String)
  /// A conductance below zero.
  case belowZero(Place, found: String)
  /// A g-ratio outside 0 to 1.
  case gRatio(Double)
  /// No lamellae at all.
  case lamellae(Double)
  /// Not even one piece in the main part of a centred model.
  case pieces(Int)
  /// Paranodes and juxtaparanodes that leave nothing between them.
  case segmentsTooLong(Length, internode: Length)
  /// An internode that is shorter than the node beside it.
  case internodeTooShort(Length, node: Length)
  /// What only a lumped model has, on one that is cut by the division.
  case needsLumpedModel(Place)
  /// What only a double cable has, on a single one.
  case needsDoubleCable(Place)
  /// A double cable without a membrane under its sheath.
  case noAxolemma
  /// Two diameters of the fibre: one stated, one by the g-ratio.
  case twoFibreDiameters
  /// A fibre that is no thicker than the axon inside it.
  case fibreTooThin(Length, axon: Length)
  /// A periaxonal space that is wider than the sheath around it is thick.
  case periaxonalTooWide(Place, Length, sheath: Length)
  /// A layer with a mechanism or a parameter that does not exist, or has another dimension.
  case layer(Place, String)
  /// A parameter of a layer that comes out below its least value, or as no number, at a location.
  case value(Place, name: String, found: Double, at: Location)
  /// Nodes and internodes cannot be laid on the region.
  case layout(MyelinLayoutError)
}

extension MyelinError: CustomStringConvertible {
  /// One line that says what was found and what could stand instead.
  public var description: String {
    switch self {
    case .fibreDiameter(let found, let known):
      "mrg is known for fibre diameters from \(known.first ?? .zero) to \(known.last ?? .zero), "
        + "not for \(found)"
    case .notAboveZero(_, let found): "\(found) is not above zero"
    case .belowZero(_, let found): "\(found) is below zero"
    case .gRatio(let found):
      "a g-ratio, axon over fibre, lies between 0 and 1, both excluded; found \(decimal(found))"
    case .lamellae(let found): "a sheath has at least one lamella; found \(decimal(found))"
    case .pieces(let found): "the main part is at least one piece; found \(found)"
    case .segmentsTooLong(let ends, let internode):
      "paranodes and juxtaparanodes take \(ends) of an internode of \(internode); "
        + "the main part needs some of it"
    case .internodeTooShort(let internode, let node):
      "an internode of \(internode) is shorter than its node of \(node); are the two swapped?"
    case .needsLumpedModel(let place):
      "\(place.last ?? "myelin") of a node belongs to a lumped model, centred: true; elsewhere the space "
        + "ends where the sheath does"
    case .needsDoubleCable(let place):
      "\(place.last ?? "myelin") belongs to a double cable; this one is single"
    case .noAxolemma: "a double cable needs an axolemma under its sheath"
    case .twoFibreDiameters: "the g-ratio gives the fibre its diameter; leave the stated one out"
    case .fibreTooThin(let fibre, let axon):
      "a fibre of \(fibre) cannot hold an axon of \(axon)"
    case .periaxonalTooWide(_, let width, let sheath):
      "a periaxonal space of \(width) is wider than the sheath, of \(sheath)"
    case .layer(_, let text): text
    case .value(_, let name, let found, let place):
      "\(name) comes out as \(found) (coherent units) at \(place)"
    case .layout(let error): error.description
    }
  }
}

extension MyelinError {
  /// Which entry of the declaration is to blame; empty where it is the declaration as a whole.
  public var place: Place {
    switch self {
    case .fibreDiameter: ["mrg", "diameter"]
    case .notAboveZero(let place, _), .belowZero(let place, _), .needsDoubleCable(let place),
      .needsLumpedModel(let place),
      .periaxonalTooWide(let place, _, _), .layer(let place, _), .value(let place, _, _, _):
      place
    case .gRatio: ["internode", "g_ratio"]
    case .lamellae: ["internode", "lamellae"]
    case .pieces: ["internode", "pieces"]
    case .internodeTooShort: ["internode", "length"]
    case .segmentsTooLong: ["internode", "paranode", "length"]
    case .noAxolemma: ["internode"]
    case .twoFibreDiameters, .fibreTooThin: ["internode", "fibre_diameter"]
    case .layout(.nodeTooLong): ["node", "length"]
    case .layout(.internodeTooLong), .layout(.tooMany): ["internode", "length"]
    case .layout: ["region"]
    }
  }
}
