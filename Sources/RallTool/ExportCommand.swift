import ArgumentParser
import Rall

/// `rall export`: hands a result on in the form that other programs want.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Hands a result on to other programs.",
    discussion: """
        rall export --sonata RUN.h5 DIR       a folder for bluepysnap and other tools of SONATA
        rall export --nwb RUN.h5 RUN.nwb      one file of Neurodata Without Borders
        rall export --csv RUN.h5 DIR          a table a recording, spikes.csv and measures.csv

      The result itself needs no export for libsonata, bmtk, xarray, MorphIO and h5py.
      """)

  /// The form that is wanted.
  enum Form: EnumerableFlag {
    case sonata, nwb, csv
  }

  @Flag var form: Form

  @Argument(help: "The result file.", completion: .file(extensions: ["h5"]))
  var file: String

  @Argument(help: "The folder or file to be written.")
  var destination: String

  @Flag(help: "Replace files that are there already.")
  var overwrite = false

  func run() throws {
    DamagedResult.mayBe(file)
    let export = try Export(of: file)
    DamagedResult.isOpen()
    switch form {
    case .sonata: try export.writeSonata(to: destination, overwrite: overwrite)
    case .nwb: try export.writeNWB(to: destination, overwrite: overwrite)
    case .csv: try export.writeCSV(to: destination, overwrite: overwrite)
    }
  }
}
