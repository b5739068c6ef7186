internal import RallModel

/// An experiment as far as it could be read.
struct Draft {
  var title = ""
  var morphology: MorphologySource?
  var division = Division.standard
  var regions: [NamedRegion] = []
  var cell = Cell()
  /// nil stands where an item could not be read; so for the lists below.
  var stimuli: [Stimulus?] = []
  var fields: [ExtracellularField?] = []
  var recordings: [Recording?] = []
  var detectors: [Detector?] = []
  var measures: [Measure?] = []
  var run: RunSettings?
  var output = OutputSettings()

  /// The point cell in place of a morphology.
  var point: PointCell? {
    if case .point(let point) = morphology { point } else { nil }
  }

  /// The experiment; nil where something of it could not be read.
  var experiment: Experiment? {
    guard let morphology, let run else { return nil }
    return Experiment(
      title: title, morphology: morphology, division: division, regions: regions, cell: cell,
      stimuli: stimuli.compactMap(\.self), fields: fields.compactMap(\.self),
      recordings: recordings.compactMap(\.self),
      detectors: detectors.compactMap(\.self), measures: measures.compactMap(\.self), run: run,
      output: output)
  }
}

extension ExperimentReader {
  /// Reads a whole file.
  mutating func draft(_ root: Node) -> Draft {
    var draft = Draft()
    guard
      let fields = fields(
        root, of: "the experiment", required: ["rall", "run"],
        optional: [
          "title", "morphology", "point_cell", "compartments", "regions", "cell", "membrane",
          "myelin", "stimuli", "extracellular", "record", "detect", "measure", "output",
        ])
    else { return draft }
    version(fields["rall"])
    if fields["morphology"] == nil, fields["point_cell"] == nil, !fields.isIncomplete {
      diagnostics.report(
        fields.place, found: "an experiment without morphology",
        expected: "morphology: { file: cell.swc }, or a point_cell")
    }
    draft.title = fields["title"].flatMap { text($0, "a title") } ?? ""
    let point = pointCell(fields)
    // One that could not be read may have been meant to have a threshold.
    mayHaveThreshold = fields["point_cell"] != nil && (point == nil || firing != nil)
    draft.morphology = morphology(fields["morphology"]) ?? point.map { .point($0) }
    draft.division = division(fields["compartments"]) ?? .standard
    draft.regions = regions(fields["regions"])
    draft.cell = cell(fields["cell"], of: draft.point)
    draft.cell.coats = coats(fields["membrane"])
    draft.cell.wrappings = wrappings(fields["myelin"]).compactMap(\.self)
    draft.stimuli = stimuli(fields["stimuli"])
    draft.fields = extracellularFields(fields["extracellular"])
    draft.recordings = recordings(fields["record"])
    draft.detectors = detectors(fields["detect"])
    draft.measures = measures(fields["measure"])
    draft.run = run(fields["run"])
    draft.output = output(fields["output"])
    return draft
  }

  /// `rall: 1`, the version of the format.
  private mutating func version(_ node: Node?) {
    guard let node, let version = text(node, "rall: 1") else { return }
    if version != "1" {
      diagnostics.report(
        node.place, found: "version \(quoted(version)) of the format", expected: "1")
    }
  }
}
