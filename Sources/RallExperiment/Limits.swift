internal import RallUnits

/// How much an experiment may hold, so that no file keeps its reader busy for long.
enum Limits {
  /// Bytes of a file.
  static let bytes = 1 << 20
  /// Lists and mappings one inside another.
  static let depth = 64
  /// Operations, functions and parentheses one inside another in one text.
  static let nesting = 200
  /// Regions that an experiment may name.
  static let namedRegions = 1000
  /// Words of a region when every named region in it is written out.
  static let regionSize = 2000
  /// Errors that are told; the others are counted.
  static let diagnostics = 100
  /// Pulses of one stimulus.
  static let pulses = 1_000_000
  /// The potential at which a run stops, on either side of 0.
  static let potential = 1000.mV
  /// Steps of one run.
  static let steps = 1e10
}
