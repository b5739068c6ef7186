import ArgumentParser
import Rall

/// `rall measure`: answers the measures of one kind; no file is written.
struct MeasureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "measure",
    abstract: "Answers an experiment's measures of one kind; no file is written.",
    discussion: """
      With --over they are answered once for each of several values, for instance for the rate of firing
      against the current, or the velocity of a spike against the temperature:

        rall measure rate lif.yaml --over 'stimuli[0].current_clamp.amplitude=1.5..6 nA:10'
        rall measure velocity axon.yaml --over 'cell.temperature=6..30 degC:9' --plot velocity.svg

      Impedance, length constants and time constants can be asked of any experiment, and what holds everywhere
      drawn over the neuron:

        rall measure impedance cell.yaml --from soma --to 'tips(apical)' --frequencies '0 Hz, 1..1000 Hz:31'
        rall measure impedance cell.yaml --from soma --frequencies '1..1000 Hz:31' --plot spectrum.svg
        rall measure impedance cell.yaml --from soma --draw attenuationOut --plot attenuation.svg
        rall measure length-constant cell.yaml --region axon --frequencies '100 Hz' --plot lambda.svg
        rall measure time-constants cell.yaml --count 3
      """)

  /// What can be measured by name.
  enum What: String, ExpressibleByArgument, CaseIterable {
    case lengthConstant = "length-constant"
    case inputResistance = "input-resistance"
    case velocity
    case features
    case impedance
    case timeConstants = "time-constants"
    case convergence
    case rate

    func matches(_ kind: Measure.Kind) -> Bool {
      switch (self, kind) {
      case (.lengthConstant, .lengthConstant), (.inputResistance, .inputResistance),
        (.velocity, .conductionVelocity), (.features, .features), (.rate, .rate),
        (.impedance, .impedance), (.timeConstants, .timeConstants):
        true
      default: false
      }
    }

    /// The word in an experiment.
    var noun: String {
      switch self {
      case .lengthConstant: "length_constant"
      case .inputResistance: "input_resistance"
      case .velocity: "conduction_velocity"
      case .timeConstants: "time_constants"
      case .features, .impedance, .convergence, .rate: rawValue
      }
    }

    /// How to ask without the file.
    var otherWay: String {
      switch self {
      case .impedance: ", or say --from"
      case .timeConstants: ", or say --count"
      default: ""
      }
    }

    /// True of what can be drawn over the neuron.
    var isMapped: Bool { self == .impedance || self == .lengthConstant }
  }

  @Argument(
    help: """
      What to measure: length-constant, impedance, time-constants, input-resistance, velocity, features, \
      rate or convergence.
      """)
  var what: What

  @OptionGroup var arguments: ExperimentArguments

  @OptionGroup var asked: AskedMeasureArguments

  @OptionGroup var map: MapArguments

  @OptionGroup var watched: ProgressArguments

  @Option(
    name: .customLong("over"), parsing: .singleValue,
    help: ArgumentHelp(
      "Answer for so many values of one thing, evenly from one to another.",
      valueName: "path=a..b unit:n"))
  var overs: [String] = []

  private var over: String? { overs.first }

  @Option(
    help: """
      With --over: how many threads compute, each a whole point; by default as many as this process has cores.
      """)
  var threads: Int?

  @Flag(help: "Print the measure's JSON object instead of a table.")
  var json = false

  @Flag(help: "With --over, and of impedance: print comma-separated values instead of a table.")
  var csv = false

  @Option(
    help: ArgumentHelp(
      "Of convergence: what is to be kept, a share of 1 ms for times, of 100 mV for potentials, of a "
        + "radian for angles, of itself for everything else.", valueName: "share"))
  var tolerance: Double?

  @Option(
    help: ArgumentHelp(
      "Write a plot: of convergence, with --over, of impedance at several frequencies, or with --draw a "
        + "map of the neuron in colours of impedance or length-constant.", valueName: "file.svg"),
    completion: .file(extensions: ["svg"]))
  var plot: String?

  func validate() throws {
    try asked.check(what)
    if overs.count > 1 {
      throw ValidationError("one --over: rall sweep takes several, into a file of all variants")
    }
    if csv, over == nil, what != .impedance {
      throw ValidationError("--csv goes with --over, or with measure impedance")
    }
    if let threads {
      guard over != nil else {
        throw ValidationError("--threads goes with --over; one cell is computed by one")
      }
      try ThreadCount.check(threads)
    }
    if csv, json { throw ValidationError("--csv or --json, not both") }
    if what == .convergence, over != nil {
      throw ValidationError("measure convergence takes no --over")
    }
    if what != .convergence, tolerance != nil {
      throw ValidationError("--tolerance is of measure convergence")
    }
    if what != .convergence, !what.isMapped, plot != nil, over == nil {
      throw ValidationError(
        "--plot goes with --over, or with measure convergence, impedance or length-constant")
    }
    if over != nil {
      if map.measure != nil || map.at != nil {
        throw ValidationError("--of and --at are of a map, and with --over there is none")
      }
      if map.draw != nil, plot == nil {
        throw ValidationError("--draw goes with --plot")
      }
    } else if map.isGiven, plot == nil || !what.isMapped {
      throw ValidationError(
        "--of, --draw and --at go with --plot of measure impedance or length-constant")
    }
    if let tolerance, !(tolerance > 0 && tolerance.isFinite) {
      throw ValidationError("the tolerance is a number above zero")
    }
  }

  func run() throws {
    let choice = try over == nil ? map.choice() : MapChoice()
    let plot = try plot.map { name throws(Failure) in try PlotFile(name) }
    var own = try asked.setting(for: what)
    var preparation = try preparation(own)
    if what == .convergence { return try converge(preparation, plot) }
    func isAnswered() -> Bool {
      preparation.experiment.measures.contains { what.matches($0.kind) }
    }
    if !isAnswered(), own == nil, let standard = try AskedMeasureArguments.standard(for: what) {
      own = standard
      preparation = try self.preparation(own)
    }
    let settings = arguments.settings + [own].compactMap(\.self)
    guard isAnswered() else {
      throw Failure(
        status: 65,
        [
          "\(arguments.experiment): there is no measure \(what.noun); list one under measure"
            + what.otherWay
        ])
    }
    if !json { Terminal.warn(preparation.warnings) }
    if let over {
      try sweep(over, settings, plot)
      return
    }
    let isSpectrum = what == .impedance && choice.isSpectrum(of: preparation.experiment)
    let report = try watched.long(isLost: true) { proceed throws(Failure) in
      do throws(Failure) {
        return try preparation.measure(
          wanted: what.matches, withMaps: plot != nil && !isSpectrum, proceed: proceed)
      } catch {
        throw own == nil
          ? error : error.placed(at: AskedMeasureArguments.options(of: what), insteadOf: "measure")
      }
    }
    if report.status == .interrupted { Terminal.exit(130) }
    if let plot {
      if isSpectrum {
        try report.writeSpectrum(choice, to: plot)
      } else {
        try preparation.writeMap(choice, of: report, to: plot)
      }
    }
    try Terminal.answer(
      csv ? report.impedanceCSV : json ? report.measureJSON.description : report.measureText)
  }

  /// The experiment, with a measure of `own` in place of the file's.
  private func preparation(_ own: String?) throws(Failure) -> Preparation {
    do {
      return try Preparation(
        file: arguments.experiment, settings: arguments.settings + [own].compactMap(\.self))
    } catch {
      throw own == nil
        ? error : error.placed(at: AskedMeasureArguments.options(of: what), insteadOf: "measure")
    }
  }

  private func converge(_ preparation: Preparation, _ plot: PlotFile?) throws {
    if !json { Terminal.warn(preparation.warnings) }
    let found = try watched.long(isLost: true) { proceed throws(Failure) in
      try preparation.convergence(tolerance: tolerance, proceed: proceed)
    }
    guard let found else { Terminal.exit(130) }
    guard !found.isEmpty else {
      throw Failure(
        status: 65,
        ["\(arguments.experiment): nothing is measured, detected or recorded at a site"])
    }
    try Terminal.answer(json ? found.json.description : found.text)
    if let plot { try found.writePlot(to: plot) }
  }

  private func sweep(_ over: String, _ settings: [String], _ plot: PlotFile?) throws {
    let axis = try SweepAxis(over)
    let what = what
    let report = try watched.long(isLost: true) { proceed throws(Failure) in
      try axis.measure(
        file: arguments.experiment, settings: settings,
        threads: threads ?? Sweep.standardThreads, wanted: { what.matches($0) }, proceed: proceed)
    }
    if report.status == .interrupted { Terminal.exit(130) }
    try Terminal.answer(csv ? report.csv : json ? report.json.description : report.text)
    if let plot { try report.writePlot(to: plot, drawing: map.draw) }
  }
}
