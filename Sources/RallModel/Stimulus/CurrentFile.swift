public import RallUnits

/// A current from a text file of two columns, linear between its lines and zero before and after.
///
/// Times never fall; where two lines have one time, the current jumps.
public struct CurrentFile: ElectrodeNoun {
  /// A relative path is relative to the experiment's file.
  public var path: String
  /// The unit of the first column.
  public var time: UnitName
  /// The unit of the second column.
  public var current: UnitName
  /// What the file holds; nil until it has been read.
  public var samples: CurrentSamples?

  public init(path: String, time: UnitName, current: UnitName, samples: CurrentSamples? = nil) {
    self.path = path
    self.time = time
    self.current = current
    self.samples = samples
  }

  public var electrode: Electrode { .file(self) }
}
