import RallExperiment
import RallModel
import RallMorphology
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
