import RallModel

/// A sweep as it stands in its file.
///
///     /                       Conventions, title, source, schema = "rall-sweep", status, history, shape
///     variant       i8 (V)    dimension; beside it, a coordinate each, the values that were swept
///     membrane[1].hh.gna  f8 (V)   in the unit that it was given in
///     status        u1 (V)    0 unfinished, 1 complete, 2 failed; `failure` says why
///     speed, speed_error  f8 (V), or (V, speed.place) where a measure answers for several places
///     speed_remark  text (V)
///     spikes.soma   i4 (V), or (V, sites)
///     trace.soma    f4 (V, time, column), where recordings are kept
///     /provenance   the experiment, the sweep as JSON, and who computed it
///
/// NaN, −1 and an empty text say that a variant has no such answer.
struct SweepLayout {
  let head: SweepHead
  /// Of the variants that are done, in their order.
  let results: [VariantResult]
  let provenance: SweepProvenance
  let variables: SweepVariables
  /// The name of each parameter's variable.
  let parameterNames: [String]

  /// Names that every sweep has.
  static let fixed = ["variant", "status", "failure"]

  init(head: SweepHead, results: [VariantResult], provenance: SweepProvenance) {
    self.head = head
    self.results = results
    self.provenance = provenance
    parameterNames = head.description.parameters.map(\.path)
    variables = SweepVariables(
      results, head.description,
      taken: Self.fixed + ["provenance"] + parameterNames
        + head.description.tracks.flatMap { SweepTrackNames($0).all })
  }

  var isComplete: Bool { results.count == head.description.count }
}

/// What became of a variant, as the file has it.
enum VariantState: UInt8 {
  case unfinished = 0
  case complete, failed

  static let names = "unfinished complete failed"
}

/// The names of a recording's variables.
struct SweepTrackNames {
  let data, time, column, section, position, distance, frames: String

  init(_ track: SweepTrack) {
    data = "trace.\(track.name)"
    time = "\(data).time"
    column = "\(data).column"
    section = "\(data).section_id"
    position = "\(data).section_pos"
    distance = "\(data).path_distance"
    frames = "\(data).frames"
  }

  var all: [String] { [data, time, column, section, position, distance, frames] }

  /// Variants, frames and columns of a piece of the data, whose longest recording has so many frames.
  static func chunk(frames: Int, columns: Int) -> [Int] {
    [1, max(1, min(frames, 8192)), max(1, min(columns, 256))]
  }
}

extension Handle where Kind == FileKind {
  /// Makes the whole of it.
  ///
  /// - Parameter frames: of a variant and a track; nil where there are none.
  func createSweep(
    _ layout: SweepLayout, frames: (Int, Int) throws(HDF5Failure) -> [Float]?
  ) throws(HDF5Failure) {
    let description = layout.head.description
    try setSweepAttributes(layout)
    let variant = try Dimension(
      coordinates: createDataset("variant", (0..<description.count).map { Int64($0) }),
      named: "variant")
    for (parameter, name) in zip(description.parameters, layout.parameterNames) {
      let values = try createDataset(name, parameter.values)
      if !parameter.unit.isEmpty { try values.setAttribute("units", parameter.unit) }
      try values.setAttribute("long_name", parameter.path)
      try variant.attach(to: values)
    }
    try createStates(layout, along: variant)
    try createVariables(layout, along: variant)
    for (number, track) in description.tracks.enumerated() {
      try createTrack(track, layout, along: variant) { variant throws(HDF5Failure) in
        try frames(variant, number)
      }
    }
    try createProvenance(layout)
  }

  private func setSweepAttributes(_ layout: SweepLayout) throws(HDF5Failure) {
    let head = layout.head
    try setAttribute("Conventions", "CF-1.10")
    try setAttribute("title", head.title)
    try setAttribute("source", "rall \(layout.provenance.version)")
    try setAttribute("schema", SweepSchema.name)
    try setAttribute("schema_version", SweepSchema.version)
    try setAttribute("history", head.history.joined(separator: "\n"))
    try setAttribute("identifier", head.identifier)
    try setAttribute(
      "status", (layout.isComplete ? ResultStatus.complete : .interrupted).rawValue)
    try setAttribute("arrangement", head.description.seed == nil ? "grid" : "sample")
    try setAttribute("shape", head.description.shape.map { Int64($0) })
    if let seed = head.description.seed { try setAttribute("seed", Int64(seed)) }
  }

  private func createStates(
    _ layout: SweepLayout, along variant: borrowing Dimension
  ) throws(HDF5Failure) {
    let count = layout.head.description.count
    var states = [UInt8](repeating: VariantState.unfinished.rawValue, count: count)
    var failures = [String](repeating: "", count: count)
    for result in layout.results {
      states[result.variant] =
        (result.failure == nil ? VariantState.complete : .failed).rawValue
      failures[result.variant] = result.failure ?? ""
    }
    let status = try createDataset("status", states)
    try status.setAttribute("flag_values", [UInt8(0), 1, 2])
    try status.setAttribute("flag_meanings", VariantState.names)
    try setCoordinates(of: status, layout)
    try variant.attach(to: status)
    try createTexts("failure", failures)
    let failure = try dataset("failure")
    try failure.setAttribute("long_name", "why a variant has no answers")
    try variant.attach(to: failure)
  }

  func setCoordinates(
    of dataset: borrowing Dataset, _ layout: SweepLayout, and others: [String] = []
  ) throws(HDF5Failure) {
    // Names in that list are parted by spaces.
    let names = (layout.parameterNames + others).filter { !$0.contains(" ") }
    try dataset.setAttribute("coordinates", names.joined(separator: " "))
  }

  private func createProvenance(_ layout: SweepLayout) throws(HDF5Failure) {
    let (description, provenance) = (layout.head.description, layout.provenance)
    let group = try createGroup("provenance")
    try createText("provenance/experiment", description.experiment)
    try createText(
      "provenance/sweep", String(decoding: SweepJSON.line(layout.head).dropLast(), as: UTF8.self))
    try group.setAttribute("command", provenance.command)
    try group.setAttribute("version", provenance.version)
    try group.setAttribute("compiler", provenance.compiler)
    try group.setAttribute("host", provenance.host)
    try group.setAttribute("os", provenance.operatingSystem)
    try group.setAttribute("threads", UInt32(provenance.threads))
    try group.setAttribute("processes", UInt32(provenance.processes))
    try group.setAttribute("wall_seconds", provenance.wallSeconds)
  }
}
