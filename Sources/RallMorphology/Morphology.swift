/// The shape of a neuron: sections of frusta, joined at junctions.
///
/// A section is an unbranched run between forks, tips and changes of type. Sections are numbered
/// soma, axon, basal, apical, then the others, each in file order. Two sections that name the same
/// junction touch there with no resistance in between, wherever their points lie: so a neurite that
/// starts at its own first sample still joins the soma at the soma's junction.
public struct Morphology: Sendable, Hashable {
  /// The sections, by their numbers.
  public var sections: [Section]
  /// How many junctions there are; they are numbered from 0, and 0 is the root.
  public var junctionCount: Int
  /// How the soma was made.
  public var soma: Soma
  /// Where nodes and internodes lie; nil without myelin.
  public internal(set) var myelin: MyelinLayout?

  /// A morphology of sections that already name their junctions.
  public init(sections: [Section], junctionCount: Int, soma: Soma) {
    self.sections = sections
    self.junctionCount = junctionCount
    self.soma = soma
  }
}

extension Morphology: CustomStringConvertible {
  /// `sphere of 884.04 um2 from 1 sample; 41 sections of neurite, 1314.72 um, 3345.56 um2`.
  public var description: String {
    let neurites = neuriteTotals
    return "\(soma); \(neurites.sections) section\(neurites.sections == 1 ? "" : "s") of neurite, "
      + "\(neurites.length), \(neurites.area)"
  }
}
