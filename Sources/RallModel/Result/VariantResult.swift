/// What became of one variant of a sweep.
public struct VariantResult: Sendable, Hashable, Codable {
  /// How often one detector was passed, point by point.
  public struct SpikeCounts: Sendable, Hashable, Codable {
    public var detector: String
    /// The sites as they were written, one a point.
    public var sites: [String]
    /// Of each point.
    public var counts: [Int]
    /// Why the spikes of a point are not sure; nil where they are, or where nobody looked.
    public var undecided: [String?]

    public init(detector: String, sites: [String], counts: [Int], undecided: [String?]) {
      precondition(sites.count == counts.count && sites.count == undecided.count)
      self.detector = detector
      self.sites = sites
      self.counts = counts
      self.undecided = undecided
    }
  }

  /// From 0, in the order of the sweep.
  public var variant: Int
  /// Why it has no answers; nil where it has.
  public var failure: String?
  /// In the order of the experiment, without their series.
  public var measures: [MeasureResult]
  public var spikes: [SpikeCounts]

  public init(
    variant: Int, failure: String? = nil, measures: [MeasureResult] = [],
    spikes: [SpikeCounts] = []
  ) {
    self.variant = variant
    self.failure = failure
    self.measures = measures
    self.spikes = spikes
  }
}
