public import RallExperiment
internal import RallModel
public import RallMorphology
public import RallSWC

extension ExperimentTemplate {
  /// A template for a neuron that was looked at; what it needs mended is listed.
  public init(for inspection: Inspection, options: ReadingOptions) throws(Failure) {
    var options = options
    let errors = inspection.diagnostics.filter { $0.severity == .error }
    for error in errors {
      switch error.code {
      case .duplicatePoints: options.repair.insert(.duplicatePoints)
      case .zeroRadius: options.repair.insert(.zeroRadius)
      case .somaOutline: options.soma = .contour
      default:
        throw .badData(errors.map { $0.description(in: inspection.file) })
      }
    }
    var types = Set(inspection.kinds.map(\.type))
    if inspection.reading.shape?.soma.site != nil { types.insert(1) }
    self.init(file: inspection.file, types: types, options: options)
  }
}

extension Inspection {
  /// What a person should know who starts from a template for this neuron: what is odd about the file, and
  /// what the template mends or decides.
  public var templateWarnings: [Warning] {
    diagnostics.map { found in
      var said = found
      if found.severity == .error { said.message += " (the experiment settles it)" }
      return Warning(said, in: file)
    }
  }
}

extension AxonTemplate {
  /// A template for an axon of a diameter as a person writes it: `10 um`, `10um`.
  public init(_ axon: Axon, diameter text: String) throws(Failure) {
    guard let diameter = Self.length(text) else {
      throw .usage("--diameter \(text): a length was expected, such as 10um")
    }
    do { try self.init(axon, diameter: diameter) } catch {
      throw .usage("--diameter \(text): \(error)")
    }
  }
}
