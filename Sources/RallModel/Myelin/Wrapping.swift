public import RallMorphology
public import RallUnits

/// What a cell is wrapped in: myelin, as it is declared, or by the name of a published axon.
public enum Wrapping: Sendable, Hashable {
  case myelin(Myelin)
  /// The mammalian motor axon of McIntyre, Richardson and Grill 2002, by its fibre diameter.
  case mrg(region: Region, diameter: Length)

  /// What it covers.
  public var region: Region {
    switch self {
    case .myelin(let myelin): myelin.region
    case .mrg(let region, _): region
    }
  }

  /// The declaration that it comes to.
  public var myelin: Myelin {
    get throws(MyelinError) {
      switch self {
      case .myelin(let myelin): return myelin
      case .mrg(let region, let diameter):
        guard let axon = MotorAxon(fibreDiameter: diameter) else {
          throw .fibreDiameter(diameter, known: MotorAxon.diameters)
        }
        return axon.myelin(on: region)
      }
    }
  }
}
