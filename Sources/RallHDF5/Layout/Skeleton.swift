import RallModel

extension Handle where Kind == FileKind {
  /// Makes all that is known before the first step: every group but those of spikes and measures,
  /// and the recordings at their full extent.
  func createSkeleton(
    _ description: ResultDescription, birth: Birth, places: [TrackPlace], compress: Bool
  ) throws(HDF5Failure) {
    try setRootAttributes(description, birth)
    for index in places.indices { try createReport(index, of: places, compress: compress) }
    if let first = TrackPlace.first(of: places) { try linkAtRoot(first, of: places) }
    try createHalfEdges(description.halfEdges, at: "geometry/\(description.cellName)/half_edges")
    try createEvents(description)
    for stimulus in description.stimuli { try createStimulus(stimulus, places) }
    try createMorphology(description)
    try createProvenance(description.provenance, warnings: description.warnings)
  }

  private func setRootAttributes(
    _ description: ResultDescription, _ birth: Birth
  ) throws(HDF5Failure) {
    let version = description.provenance.version
    try setAttribute("magic", ResultSchema.magic)
    try setAttribute("version", ResultSchema.sonataVersion)
    try setAttribute("Conventions", "CF-1.10")
    try setAttribute("title", description.title)
    try setAttribute("source", "rall \(version)")
    try setAttribute("schema", ResultSchema.name)
    try setAttribute("schema_version", ResultSchema.version)
    try setAttribute("history", "\(birth.time) \(description.provenance.command)")
    try setAttribute("identifier", birth.identifier)
    try setAttribute("status", ResultStatus.running.rawValue)
  }

  /// Gives the datasets of one population a second name in the root, so that a reader who opens
  /// the file sees them at once; a track that lies along the same axes stands beside it.
  private func linkAtRoot(_ first: Int, of places: [TrackPlace]) throws(HDF5Failure) {
    let path = places[first].path
    for name in ["time", "frames_written"] + ColumnTable.names {
      try link("\(path)/\(name)", as: name)
    }
    for place in places.indices where shares(place, with: first, of: places) {
      let name = places[place].track.variable
      if try !has(name) { try link("\(places[place].path)/data", as: name) }
    }
  }

  private func shares(_ place: Int, with first: Int, of places: [TrackPlace]) -> Bool {
    (places[place].columnsOf ?? place) == (places[first].columnsOf ?? first)
      && (places[place].framesOf ?? place) == (places[first].framesOf ?? first)
  }
}

/// What the root says of the file's form.
enum ResultSchema {
  static let name = "rall-result"
  static let version: UInt32 = 1
  /// SONATA's mark of a report file, and the version of its form.
  static let magic: UInt32 = 0x0A7A
  static let sonataVersion: [UInt32] = [0, 1]
}
