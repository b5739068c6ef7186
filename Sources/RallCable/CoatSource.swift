internal import RallModel
internal import RallMorphology
internal import RallUnits

/// Which line of a cell's description a layer comes from, to blame it by.
enum CoatSource: Hashable {
  case cell
  case coat(Int)
  /// A wrapping by its number, with the entry of its declaration.
  case wrapping(Int, MyelinError.Place)

  /// A mechanism or parameter that does not exist, or that has another dimension.
  func mechanism(_ text: String) -> LoweringError {
    switch self {
    case .cell: .mechanism(coat: -1, text)
    case .coat(let number): .mechanism(coat: number, text)
    case .wrapping(let number, let place):
      .myelin(wrapping: number, .layer(place, text))
    }
  }

  /// A parameter that comes out below its least value, or as no number.
  func value(name: String, found: Double, section: Int, position: Double) -> LoweringError {
    let position = Length(coherent: position)
    switch self {
    case .cell:
      return .value(coat: -1, name: name, found: found, section: section, position: position)
    case .coat(let number):
      return .value(
        coat: number, name: name, found: found, section: section, position: position)
    case .wrapping(let number, let place):
      return .myelin(
        wrapping: number,
        .value(
          place, name: name, found: found, at: Location(section: section, position: position)))
    }
  }
}
