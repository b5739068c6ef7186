import RallExperiment
import RallModel
import RallMorphology
import RallUnits
import Testing

@Suite("The experiment to start from")
struct TemplateTests {
  @Test(
    "reads without an error, whatever the file has",
    arguments: [[1, 2, 3, 4], [1, 3], [2], [3, 4], [1], [0], [1, 2, 5, 16], []] as [Set<Int>])
  func reads(types: Set<Int>) throws {
    let template = ExperimentTemplate(file: "a neuron: \"1\".swc", types: types)
    let experiment = try ExperimentDocument(yaml: template.yaml, file: "a.yaml").experiment
    #expect(experiment.morphology == .file("a neuron: \"1\".swc", ReadingOptions()))
    #expect(experiment.stimuli[0].site == (types.contains(1) ? .soma : .section(0, 0)))
    let excitable = experiment.cell.coats.last?.region
    switch (types.contains(1), types.contains(2)) {
    case (true, true): #expect(excitable == .or(.soma, .axon))
    case (true, false): #expect(excitable == .soma)
    case (false, true): #expect(excitable == .axon)
    case (false, false): #expect(excitable == .all)
    }
  }

  @Test("has the current that it is given")
  func amplitude() throws {
    var template = ExperimentTemplate(file: "a.swc", types: [1])
    template.amplitude = 0.05.nA
    let experiment = try ExperimentDocument(yaml: template.yaml, file: "a.yaml").experiment
    guard case .currentClamp(let clamp) = experiment.stimuli[0].electrode else {
      Issue.record("no current clamp")
      return
    }
    #expect(clamp.amplitude == 0.05.nA)
  }

  @Test("reads the morphology as it has to be read")
  func options() throws {
    let options = ReadingOptions(
      soma: .contour, somaEdges: .keep, roots: .largest, scale: 0.001,
      repair: [.duplicatePoints, .zeroRadius])
    let template = ExperimentTemplate(file: "a.swc", types: [1, 3], options: options)
    let experiment = try ExperimentDocument(yaml: template.yaml, file: "a.yaml").experiment
    #expect(experiment.morphology == .file("a.swc", options))
  }

  @Test("a line that is a comment is right too when it is taken in")
  func comments() throws {
    let template = ExperimentTemplate(file: "a.swc", types: [1, 2, 3])
    let text = template.yaml
      .replacing("# regions:\n#  ", with: "regions:\n ").replacing("# - { name", with: "- { name")
      .replacing("# output", with: "output")
    let experiment = try ExperimentDocument(yaml: text, file: "a.yaml").experiment
    #expect(experiment.regions.map(\.name) == ["proximal"])
    #expect(experiment.measures.count == 3)
    #expect(experiment.output.overwrite)
  }
}

@Suite("The experiment on an axon to start from")
struct AxonTemplateTests {
  @Test(
    "reads without an error, with 21 nodes on the axon",
    arguments: AxonTemplate.Axon.allCases, [5.7, 8, 10, 16])
  func reads(axon: AxonTemplate.Axon, diameter: Double) throws {
    let template = try AxonTemplate(axon, diameter: diameter.um)
    let experiment = try ExperimentDocument(yaml: template.yaml, file: "a.yaml").experiment
    let myelin = try #require(experiment.cell.wrappings.first).myelin
    guard case .cylinder(let length, let axonDiameter, 2) = experiment.morphology else {
      Issue.record("no axon")
      return
    }
    let whole = 20 * myelin.internode.length + 21 * myelin.node.length
    #expect(abs((length / whole) - 1) < 1e-12)
    if axon == .mrg {
      #expect(experiment.cell.wrappings == [.mrg(region: .axon, diameter: diameter.um)])
      #expect(axonDiameter == myelin.internode.diameter)
      // A double cable wants steps of 1 us.
      #expect(experiment.run.step == 1.us)
    } else {
      #expect(axonDiameter == diameter.um)
    }
    #expect(experiment.stimuli[0].site == .node(0))
  }

  @Test("what a person writes of a diameter is read, and nonsense is not")
  func lengths() {
    for text in ["10um", "10 um", "10.0 um", "0.01 mm", "10000nm"] {
      #expect(AxonTemplate.length(text).map { abs($0 / 10.um - 1) < 1e-12 } == true, "\(text)")
    }
    for text in ["", "10", "um", "ten um", "10 ms", "10 um thick", "1e400 um", "10µm"] {
      #expect(AxonTemplate.length(text) == nil, "\(text)")
    }
  }

  @Test("a fibre that the paper does not know is refused", arguments: [5.6, 16.1, 0, -10])
  func unknownFibre(diameter: Double) {
    #expect(throws: MyelinError.self) { try AxonTemplate(.mrg, diameter: diameter.um) }
  }
}
