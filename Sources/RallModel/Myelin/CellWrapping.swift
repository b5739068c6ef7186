public import RallMorphology
package import RallUnits

/// Why a cell cannot be wrapped as it lists.
public struct WrappingError: Error, Hashable, Sendable {
  /// The number of the wrapping in the cell's list.
  public var wrapping: Int
  public var reason: MyelinError

  public init(wrapping: Int, reason: MyelinError) {
    self.wrapping = wrapping
    self.reason = reason
  }
}

extension WrappingError: CustomStringConvertible {
  public var description: String { reason.description }
}

extension Cell {
  /// The neuron with the nodes and internodes of all the cell's wrappings on it, by their numbers.
  ///
  /// Regions and sites of nodes and internodes have a meaning on it.
  public func wrapped(_ morphology: Morphology) throws(WrappingError) -> Morphology {
    var wrapped = morphology.unwrapped
    for (number, wrapping) in wrappings.enumerated() {
      do throws(MyelinError) {
        let myelin = try wrapping.myelin
        try myelin.check()
        do throws(MyelinLayoutError) {
          wrapped = try wrapped.wrapped(in: myelin.pattern, on: myelin.region)
        } catch {
          throw .layout(error)
        }
        try myelin.checkFit(on: wrapped, number: number)
      } catch {
        throw WrappingError(wrapping: number, reason: error)
      }
    }
    return wrapped
  }
}

extension Myelin {
  /// Its lengths and diameters.
  public var pattern: MyelinPattern {
    let (paranode, juxtaparanode) = (internode.paranode, internode.juxtaparanode)
    var diameters: [MyelinPart: Length] = [:]
    diameters[.node] = node.diameter
    diameters[.main] = internode.diameter
    diameters[.paranode] = paranode?.diameter ?? internode.diameter
    diameters[.juxtaparanode] = juxtaparanode?.diameter ?? internode.diameter
    return MyelinPattern(
      node: node.length, internode: internode.length, paranode: paranode?.length ?? .zero,
      juxtaparanode: juxtaparanode?.length ?? .zero, diameters: diameters)
  }

  /// The segment that a part of an internode is; nil where it is none.
  private func segment(_ part: MyelinPart) -> Internode.Segment? {
    switch part {
    case .paranode: internode.paranode
    case .juxtaparanode: internode.juxtaparanode
    case .node, .main: nil
    }
  }

  /// The membrane of a part of a double cable: of its node, or under its sheath.
  package func axolemma(of part: MyelinPart) -> [Layer] {
    part == .node ? node.layers : segment(part)?.axolemma ?? internode.axolemma
  }

  /// The width of the periaxonal space in a part; nil where there is none.
  package func periaxonalWidth(of part: MyelinPart) -> Length? {
    guard case .double(let space) = cable else { return nil }
    return part == .node ? node.periaxonalWidth : segment(part)?.periaxonalWidth ?? space.width
  }

  /// Where in a declaration the membrane of a part stands.
  package func place(of part: MyelinPart) -> MyelinError.Place {
    switch part {
    case .node: ["node"]
    case .paranode, .juxtaparanode:
      segment(part)?.axolemma == nil
        ? ["internode", "axolemma"] : ["internode", part.rawValue, "axolemma"]
    case .main: cable == .single ? ["internode"] : ["internode", "axolemma"]
    }
  }

  /// Looks whether sheath and periaxonal space fit around the axon everywhere.
  fileprivate func checkFit(on morphology: Morphology, number: Int) throws(MyelinError) {
    guard let layout = morphology.myelin else { return }
    for (index, section) in morphology.sections.enumerated() {
      for stretch in layout.stretches[index]
      where stretch.wrapping == number && stretch.part.isSheathed {
        let (from, to) = (stretch.span.from, stretch.span.to)
        for position in [from, from + (to - from) / 2] {
          try internode.sheath.checkFit(
            around: Length(coherent: section.pathPoint(at: position).diameter),
            width: periaxonalWidth(of: stretch.part))
        }
      }
    }
  }
}
