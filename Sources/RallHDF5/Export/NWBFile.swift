import CHDF5
import RallModel
import RallSWC

/// A result as Neurodata Without Borders has it, in the form 2.7: each recording a `TimeSeries`, each
/// detector's points the rows of `Units`, each electrode's current a stimulus.
///
/// Objects carry the type that they are of, and a name of 128 bits that no other has, made of the
/// result's own, so that a result gives the same file every time. The form of the types is not copied
/// into the file; readers bring it.
package struct NWBFile: ~Copyable {
  let file: File
  private let identifier: String

  /// Writes a result; an existing file is an error.
  package static func write(
    _ result: borrowing ResultReader, to path: String
  ) throws(ResultFileError) {
    do {
      let nwb = NWBFile(file: try File.create(path), identifier: result.contents.identifier)
      try nwb.createSession(of: result.contents)
      for track in result.contents.tracks { try nwb.createSeries(track, of: result) }
      try nwb.createColumns(result.contents.tracks)
      try nwb.createUnits(result.contents.detectors, until: result.contents.lastMoment)
      for stimulus in try result.stimuli() { try nwb.createStimulus(stimulus) }
      try nwb.file.close("closing \(path)")
    } catch {
      throw ResultFileError(exporting: path, error)
    }
  }

  private init(file: consuming File, identifier: String) {
    self.file = file
    self.identifier = identifier
  }

  /// The groups that every file has, and what is said of the session.
  private func createSession(of contents: ResultContents) throws(HDF5Failure) {
    try file.setAttribute("nwb_version", "2.7.0")
    try mark(file, as: "NWBFile")
    for place in [
      "acquisition", "analysis", "general", "processing", "stimulus/presentation",
      "stimulus/templates",
    ] { _ = try file.createGroup(place) }
    try file.createTexts("identifier", contents.identifier)
    try file.createTexts(
      "session_description", contents.title.isEmpty ? "a run of rall" : contents.title)
    try file.createTexts("session_start_time", contents.begun)
    try file.createTexts("timestamps_reference_time", contents.begun)
    try file.createTexts("file_create_date", [contents.begun])
    try file.createTexts("general/source_script", contents.experiment)
    try file.dataset("general/source_script").setAttribute("file_name", "experiment.yaml")
    try file.createTexts(
      "general/notes",
      "simulated by rall \(contents.provenance.version): \(contents.provenance.command)")
  }

  /// Says of which type an object is.
  func mark<Kind: ObjectKind>(
    _ object: borrowing Handle<Kind>, as type: String, in namespace: String = "core",
    at path: String = ""
  ) throws(HDF5Failure) {
    try object.setAttribute("namespace", namespace)
    try object.setAttribute("neurodata_type", type)
    try object.setAttribute("object_id", Self.name(of: path, in: identifier))
  }

  /// 128 bits of a hash, in the form of RFC 9562's version 8.
  private static func name(of path: String, in identifier: String) -> String {
    var digits = Array(SHA256.hex(of: "\(identifier)/\(path)".utf8).prefix(32))
    (digits[12], digits[16]) = ("8", "8")
    let parts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
    return parts.map { String(digits[$0]) }.joined(separator: "-")
  }
}
