/// The one cell of a result as a population of SONATA: `/nodes/<cell>`.
package enum SonataNodes {
  /// Writes the file of nodes; an existing file is an error.
  ///
  /// `morphology` is the name of its reconstruction, without an ending.
  package static func write(
    cell: String, morphology: String, to path: String
  ) throws(ResultFileError) {
    do {
      let file = try File.create(path)
      try file.markAsSonata()
      let population = "nodes/\(cell)"
      _ = try file.createGroup("\(population)/0")
      _ = try file.createDataset("\(population)/node_type_id", [Int64(0)])
      // The coordinates of the reconstruction are those of the circuit.
      for name in ["x", "y", "z"] {
        _ = try file.createDataset("\(population)/0/\(name)", [0.0])
      }
      try file.createTexts("\(population)/0/morphology", [morphology])
      try file.createTexts("\(population)/0/model_type", ["biophysical"])
      try file.createTexts("\(population)/0/model_template", ["hoc:\(cell)"])
      try file.close("closing \(path)")
    } catch {
      throw ResultFileError(exporting: path, error)
    }
  }
}
