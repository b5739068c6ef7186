import RallExperiment

/// A text where an experiment takes an expression, a region, a site and a setting.
enum ExpressionInput {
  static func take(_ bytes: [UInt8]) {
    guard let text = String(validating: bytes, as: UTF8.self) else { return }
    let quoted = text.replacing("'", with: "''")
    for line in [
      "membrane: [{ region: all, passive: { g: '\(quoted)', e: -65 mV } }]",
      "regions: { r: '\(quoted)' }\nmembrane: [{ region: r, passive: {} }]",
      "membrane: [{ region: all, passive: {} }]\ndetect: [{ name: d, at: '\(quoted)', above: 0 mV }]",
    ] {
      read(
        "rall: 1\nmorphology: { cylinder: { length: 1 mm, diameter: 1 um, type: axon } }\n\(line)\n"
          + "run: { duration: 1 ms }\n")
    }
    read("rall: 1\nrun: { duration: 1 ms }\n", [text])
  }

  private static func read(_ yaml: String, _ settings: [String] = []) {
    guard let document = try? ExperimentDocument(yaml: yaml, file: "input", settings: settings)
    else { return }
    let written = document.experiment.yaml
    let again = try! ExperimentDocument(yaml: written, file: "written")
    precondition(again.experiment.yaml == written, "written otherwise the second time")
  }
}
