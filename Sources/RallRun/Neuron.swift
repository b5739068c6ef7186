internal import RallExperiment
internal import RallModel
internal import RallMorphology
internal import RallSWC

/// The shape that an experiment is about, and where it came from.
struct Neuron: Sendable {
  /// With the nodes and internodes of the cell's myelin on it, once that is known.
  var morphology: Morphology
  /// The path that the shape was read from; nil where it was made in a program.
  let file: String?
  /// The bytes of that file.
  let swc: [UInt8]?
  /// What was found about the file.
  let diagnostics: [Diagnostic]

  /// Reads or makes the shape; a relative path is relative to the folder of `experimentFile`.
  init(
    of experiment: Experiment, from source: InputSource, besides experimentFile: String,
    _ placing: Placing
  ) throws(Failure) {
    switch experiment.morphology {
    case .given(let morphology):
      self.init(morphology)
    case .point(let cell):
      self.init(.sphere(area: cell.area))
    case .cylinder(let length, let diameter, let type):
      self.init(.cylinder(length: length, diameter: diameter, type: type))
    case .file(let path, let options):
      let (place, bytes): (String, [UInt8])
      do { (place, bytes) = try source.read(path, besides: experimentFile) } catch {
        throw Failure(
          status: error.status, error.lines.map { placing.line("morphology.file", $0) })
      }
      let reading = SWCFile(bytes: bytes).reading(options)
      guard let morphology = reading.morphology else {
        let errors = reading.diagnostics.filter { $0.severity == .error }
        throw .badData(errors.map { $0.description(in: place) })
      }
      self.init(morphology, file: place, swc: bytes, diagnostics: reading.diagnostics)
    }
  }

  private init(
    _ morphology: Morphology, file: String? = nil, swc: [UInt8]? = nil,
    diagnostics: [Diagnostic] = []
  ) {
    self.morphology = morphology
    self.file = file
    self.swc = swc
    self.diagnostics = diagnostics
  }

  /// `cell.swc:17`, the line of the sample that is nearest along a section; nil where there is none.
  func line(nearest position: Double, onSection index: Int) -> String? {
    guard let file, let swc else { return nil }
    let section = morphology.sections[index]
    let samples = zip(section.points, section.arc).compactMap { point, arc in
      point.sample.map { (id: $0, away: abs(arc - position)) }
    }
    guard let nearest = samples.min(by: { $0.away < $1.away }),
      let sample = SWCFile(bytes: swc).samples.first(where: { $0.id == nearest.id })
    else { return nil }
    return "\(file):\(sample.line)"
  }
}
