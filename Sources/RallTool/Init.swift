public import ArgumentParser
public import Rall

/// `rall init`: writes a commented experiment to start from.
struct Init: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Writes a commented experiment to start from.",
    discussion: """
      The experiment goes to standard output. Its step of current is the first of 0.05, 0.1, 0.2, 0.5 ... 20 nA \
      that makes this cell fire:

        rall init CELL.swc > cell.yaml                       on a reconstruction
        rall init --axon mrg --diameter 10um > fibre.yaml    on a myelinated axon
      """)

  @Argument(help: "The SWC file.", completion: .file(extensions: ["swc"]))
  var file: String?

  @Option(
    help: """
      In place of a file, a myelinated axon: mrg (the motor fibre of McIntyre, Richardson and Grill 2002), or hh \
      (nodes of Hodgkin and Huxley's channels).
      """)
  var axon: AxonTemplate.Axon?

  @Option(help: "Of the axon: its diameter, of mrg that of the fibre, 5.7 to 16 um.")
  var diameter: String?

  @OptionGroup var reading: ReadingArguments

  func validate() throws {
    switch (file, axon) {
    case (nil, nil): throw ValidationError("an SWC file, or --axon mrg, was expected")
    case (.some, nil) where diameter != nil:
      throw ValidationError("--diameter goes with --axon; a reconstruction has its own")
    case (.some, .some): throw ValidationError("an SWC file or --axon, not both")
    default: break
    }
  }

  func run() throws {
    if let axon {
      try Terminal.answer(text: try AxonTemplate(axon, diameter: diameter ?? "10 um").yaml)
    } else if let file {
      let inspection = try Inspection(file: file, options: reading.options)
      var template = try ExperimentTemplate(for: inspection, options: reading.options)
      Terminal.warn(inspection.templateWarnings)
      template.chooseAmplitude()
      try Terminal.answer(text: template.yaml)
    }
  }
}

extension AxonTemplate.Axon: ExpressibleByArgument {}
