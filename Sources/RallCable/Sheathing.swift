internal import RallModel
internal import RallMorphology
internal import RallUnits

/// What lies around a wrapped axon: sheaths and periaxonal spaces, as a cell declares them, on the
/// nodes and internodes of its neuron.
struct Sheathing {
  /// A sheath as bare expressions, per area of the axolemma under it.
  struct Sheath {
    let capacitance: Expression
    let conductance: Expression
    let reversal: Double
  }

  /// A stretch of one piece, with the declaration that it comes from.
  struct Place {
    let stretch: MyelinLayout.Stretch
    let myelin: Myelin
    /// nil at a node, and on a single cable, whose sheath is part of its membrane.
    let sheath: Sheath?
  }

  private let layout: MyelinLayout?
  private let myelins: [Myelin]
  private let sheaths: [Sheath?]

  init(_ cell: Cell, on morphology: Morphology) throws(LoweringError) {
    layout = morphology.myelin
    var myelins: [Myelin] = []
    for number in cell.wrappings.indices {
      do { myelins.append(try cell.wrappings[number].myelin) } catch {
        throw .myelin(wrapping: number, error)
      }
    }
    self.myelins = myelins
    sheaths = myelins.map { myelin in
      guard myelin.cable != .single else { return nil }
      let sheath = myelin.internode.sheath
      return Sheath(
        capacitance: sheath.capacitance, conductance: sheath.conductance,
        reversal: sheath.reversal?.coherent ?? 0)
    }
  }

  /// True where anything is a double cable.
  var isDouble: Bool { sheaths.contains { $0 != nil } }

  /// The wrappings that are lumped models, by their numbers.
  var centred: Set<Int> { Set(myelins.indices.filter { myelins[$0].isCentred }) }

  /// True where any model is lumped.
  var isCentred: Bool { myelins.contains(where: \.isCentred) }

  /// The declaration around a position; nil where there is no myelin.
  func place(section: Int, at position: Double) -> Place? {
    guard let stretch = layout?.stretch(section: section, at: position) else { return nil }
    return Place(
      stretch: stretch, myelin: myelins[stretch.wrapping],
      sheath: stretch.part.isSheathed ? sheaths[stretch.wrapping] : nil)
  }

  /// The stretches of one section that belong to lumped models, root side first.
  func centredStretches(of section: Int) -> [MyelinLayout.Stretch] {
    guard isCentred, let layout else { return [] }
    return layout.stretches[section].filter { myelins[$0.wrapping].isCentred && $0.span.length > 0 }
  }

  /// How many pieces a stretch of a lumped model is: as long as in a whole internode, or nearly.
  func pieces(of stretch: MyelinLayout.Stretch) -> Int {
    guard stretch.part == .main else { return 1 }
    let internode = myelins[stretch.wrapping].internode
    let ends =
      2 * ((internode.paranode?.length ?? .zero) + (internode.juxtaparanode?.length ?? .zero))
    let whole = (internode.length - ends).coherent
    return max(1, Int((Double(internode.pieces) * stretch.span.length / whole).rounded()))
  }

  /// The axial resistance of the periaxonal space along a piece, MΩ; 0 where there is none.
  func periaxonalResistance(_ index: Int, _ section: Section, from: Double, to: Double) -> Double {
    guard from < to, let place = place(section: index, at: from + (to - from) / 2),
      case .double(let space) = place.myelin.cable,
      let width = place.myelin.periaxonalWidth(of: place.stretch.part)
    else { return 0 }
    return space.resistivity.coherent
      * section.annulusIntegral(width: width.coherent, from: from, to: to)
  }
}
