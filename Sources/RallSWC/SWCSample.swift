/// One line of an SWC file.
public struct SWCSample: Sendable, Hashable {
  /// The sample's own number, 0 or more.
  public var id: Int
  /// 1 soma, 2 axon, 3 basal, 4 apical; others as the file means them.
  public var type: Int
  /// Along the file's first axis.
  public var x: Double
  /// Along the file's second axis.
  public var y: Double
  /// Along the file's third axis.
  public var z: Double
  /// Half the diameter.
  public var radius: Double
  /// The id of the sample that this one hangs on; nil at a root.
  public var parent: Int?
  /// The line of the file, from 1.
  public var line: Int
}
