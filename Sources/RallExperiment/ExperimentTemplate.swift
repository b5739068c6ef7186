public import RallMorphology
public import RallUnits

/// A commented experiment to start from, for one SWC file.
public struct ExperimentTemplate: Sendable, Hashable {
  /// The path of the SWC file, as the experiment's file will name it.
  public var file: String
  /// The SWC types that the file has.
  public var types: Set<Int>
  /// How it has to be read: its soma, its repairs, its scale.
  public var options: ReadingOptions
  /// Of the step of current.
  public var amplitude: Current = 0.2.nA

  public init(file: String, types: Set<Int>, options: ReadingOptions = ReadingOptions()) {
    self.file = file
    self.types = types
    self.options = options
  }

  /// The experiment, which reads without an error.
  public var yaml: String {
    """
    rall: 1                              # version of this format
    title: \(YAMLText.scalar("A first experiment on \(file)"))

    morphology:
    \(morphology)
    # No stretch of cable between two vertices is longer than a tenth of the length constant at 100 Hz.
    # Or: { longest: 10 um }, or { per_section: 5 }.
    compartments: { lambda_fraction: 0.1, frequency: 100 Hz }

    # Regions by names of your own; \(knownRegions) are there already.
    # regions:
    #   proximal: distance < 100 um

    cell:
      name: cell
      axoplasm: 100 ohm cm               # axial resistivity
      capacitance: 1 uF/cm2
      temperature: 6.3 degC              # that of Hodgkin and Huxley's axon
      start: -65 mV

    # A later line covers an earlier one of the same kind on the same place.
    membrane:
    \(membrane)
    stimuli:
      - { name: step, at: \(site), current_clamp: { start: 5 ms, duration: 20 ms, amplitude: \(Spelling.quantity(amplitude)) } }
      # Or, for current_clamp: ramp, sine, noise, file, or a voltage clamp:
      # - { name: hold, at: \(site), voltage_clamp: { start: 5 ms, levels: [{ hold: -70 mV, for: 9 ms }] } }

    record:
      - { name: everywhere, variable: v, at: all, every: 0.1 ms }
      - { name: fast, variable: v, at: \(site) }

    detect:
      - { name: spikes, at: \(site), above: -20 mV }

    measure:
      - { name: resistance, input_resistance: { at: \(site) } }
      - { name: lambda, length_constant: { region: \(dendrites ?? "all") } }
      # - { name: speed, conduction_velocity: { along: { from: \(site), to: "at(100 um, \(axon ?? "all"))" }, above: -20 mV } }

    run: { duration: 30 ms, step: 0.025 ms }
    # output: { file: run.h5, overwrite: true }

    """
  }

  private var morphology: String {
    var lines = ["  file: \(YAMLText.scalar(file))"]
    lines.append(
      "  soma: \(options.soma.rawValue)".comment("auto, sphere, frusta, contour or literal"))
    if options.somaEdges != .drop { lines.append("  soma_edges: \(options.somaEdges.rawValue)") }
    if let roots = options.roots { lines.append("  roots: \(roots.rawValue)") }
    if options.scale != 1 {
      lines.append(
        "  scale: \(Spelling.number(options.scale))".comment("times coordinates and radii"))
    }
    if !options.repair.isEmpty {
      let repairs = options.repair.map(\.rawValue).sorted().joined(separator: ", ")
      lines.append("  repair: [\(repairs)]".comment("nothing is repaired unless it is listed"))
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private var membrane: String {
    var lines = ["  - { region: all, passive: { g: 0.05 mS/cm2, e: -65 mV } }\n"]
    if let excitable {
      lines.append("  - { region: \(excitable), hh: {} }".comment("Hodgkin and Huxley 1952") + "\n")
    }
    return lines.joined()
  }

  private var hasSoma: Bool { types.contains(1) }
  private var axon: String? { types.contains(2) ? "axon" : nil }

  /// Where the spikes are made.
  private var excitable: String? {
    let regions = [hasSoma ? "soma" : nil, axon].compactMap(\.self)
    return regions.isEmpty ? "all" : regions.joined(separator: " or ")
  }

  private var dendrites: String? {
    types.isDisjoint(with: [3, 4]) ? nil : "dendrites"
  }

  /// The centre of the soma, else the root.
  private var site: String { hasSoma ? "soma" : "\"section(0, 0)\"" }

  private var knownRegions: String {
    let words = ["soma", "axon", "basal", "apical"]
    let known = words.indices.filter { types.contains($0 + 1) }.map { words[$0] }
    let others = types.filter { !(1...4).contains($0) }.sorted().map { "type(\($0))" }
    return (["all"] + known + (dendrites.map { [$0] } ?? []) + others).joined(separator: ", ")
  }
}

extension String {
  /// The line with a comment behind it, in the column where the others are.
  fileprivate func comment(_ text: String) -> String {
    self + String(repeating: " ", count: max(1, 37 - count)) + "# " + text
  }
}
