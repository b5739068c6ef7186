public import RallUnits

/// A potential outside the cell, from a source and with a course in time: the potential at a place is
/// that of the source at full strength, times the share that the course has reached.
///
/// The medium is not changed by the cell, nor by another field: potentials add up. It drives the cell by
/// nothing but its differences along the cable, so that what is the same everywhere does nothing.
///
/// ```swift
/// ExtracellularField(
///   name: "needle",
///   .point(PointElectrode(-0.5.mA, x: 0.um, y: 0.um, z: 1.mm, resistivity: 300.ohm * .cm)),
///   .pulse(FieldPulse(from: 1.ms, for: 0.1.ms)))
/// ```
public struct ExtracellularField: Sendable, Hashable {
  public var name: String
  public var source: FieldSource
  /// nil: at full strength from the start of the run to its end; of a table of several times: as it
  /// says.
  public var course: FieldCourse?

  public init(name: String, _ source: FieldSource, _ course: FieldCourse? = nil) {
    self.name = name
    self.source = source
    self.course = course
  }
}

/// Where a potential comes from.
public enum FieldSource: Sendable, Hashable {
  case point(PointElectrode)
  case uniform(UniformField)
  case table(PotentialTable)

  /// The word for it in an experiment's file.
  public var word: String {
    switch self {
    case .point: "point"
    case .uniform: "uniform"
    case .table: "table"
    }
  }
}

/// The tip of an electrode in a homogeneous medium without an end, its other pole far away.
///
///     V = ρ I / (4π r)
///
/// at the distance r: second order in the length of a compartment, of which the potential is taken at
/// its vertex.
public struct PointElectrode: Sendable, Hashable {
  /// At full strength; a negative one is a cathode's, and depolarises what is next to it.
  public var current: Current
  /// Where it is, in the coordinates of the morphology.
  public var x: Length
  public var y: Length
  public var z: Length
  /// Of the medium.
  public var resistivity: Resistivity

  public init(_ current: Current, x: Length, y: Length, z: Length, resistivity: Resistivity) {
    self.current = current
    self.x = x
    self.y = y
    self.z = z
    self.resistivity = resistivity
  }
}

/// A field that is the same everywhere, as between two large plates.
///
///     V = −E · r
///
/// and 0 at the origin of the morphology's coordinates.
public struct UniformField: Sendable, Hashable {
  /// At full strength.
  public var strength: FieldStrength
  /// Along which the potential falls: x, y and z, of any length above 0.
  public var direction: SIMD3<Double>

  public init(_ strength: FieldStrength, along direction: SIMD3<Double>) {
    self.strength = strength
    self.direction = direction
  }
}
