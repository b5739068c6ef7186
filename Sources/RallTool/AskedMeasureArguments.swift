import ArgumentParser
import Rall

/// A measure of the resting cell that stands in for those of the file.
struct AskedMeasureArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Of impedance: where the current enters, in place of the file's measures.", valueName: "site")
  )
  var from: String?

  @Option(
    name: .customLong("to"), parsing: .singleValue,
    help: ArgumentHelp("With --from: what it leaves there.", valueName: "site"))
  var to: [String] = []

  @Option(
    help: ArgumentHelp(
      "With --from: a list such as '0 Hz, 1..1000 Hz:31', a range being so many in equal ratios.",
      valueName: "list"))
  var frequencies: String?

  @Option(help: "Of time-constants: how many, slowest first, in place of the file's measures.")
  var count: Int?

  /// What is asked for as a setting; nil where the file's own measures are to be answered.
  func setting(for what: MeasureCommand.What) throws -> String? {
    if let from {
      return try AskedMeasure.impedance(from: from, to: to, frequencies: frequencies)
    }
    return what == .timeConstants ? count.map { AskedMeasure.timeConstants(count: $0) } : nil
  }

  /// Where what is asked for comes from, for messages.
  static func options(of what: MeasureCommand.What) -> String {
    what == .timeConstants ? "--count" : "--from, --to, --frequencies"
  }

  func validate() throws {
    if from == nil, !to.isEmpty || frequencies != nil {
      throw ValidationError("--to and --frequencies go with --from")
    }
  }

  func check(_ what: MeasureCommand.What) throws {
    if what != .impedance, from != nil {
      throw ValidationError("--from, --to and --frequencies are of measure impedance")
    }
    if what != .timeConstants, count != nil {
      throw ValidationError("--count is of measure time-constants")
    }
  }
}

/// Which map a plot shows.
struct MapArguments: ParsableArguments {
  @Option(
    name: .customLong("of"),
    help: ArgumentHelp("With --plot of a map: the measure that is drawn.", valueName: "name"))
  var measure: String?

  @Option(
    help: ArgumentHelp(
      "With --plot of a map: what is drawn, for instance lengthConstant, inputImpedance, "
        + "attenuationOut. With --plot and --over: which number, for instance threshold.",
      valueName: "quantity"))
  var draw: String?

  @Option(
    help: ArgumentHelp("With --plot of a map: at which frequency.", valueName: "frequency"))
  var at: String?

  func choice() throws -> MapChoice {
    try MapChoice(measure: measure, quantity: draw, frequencyText: at)
  }

  /// True where anything was said.
  var isGiven: Bool { measure != nil || draw != nil || at != nil }
}
