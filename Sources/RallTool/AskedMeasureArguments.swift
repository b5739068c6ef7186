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
      "With --from or --region: a list such as '0 Hz, 1..1000 Hz:31', a range being so many in equal ratios.",
      valueName: "list"))
  var frequencies: String?

  @Option(
    help: ArgumentHelp(
      "Of length-constant: by the local formula over these places, in place of the file's measures; all "
        + "where the file has none.", valueName: "region"))
  var region: String?

  @Option(help: "Of time-constants: how many, slowest first, in place of the file's measures.")
  var count: Int?

  /// What is asked for as a setting; nil where the file's own measures are to be answered.
  func setting(for what: MeasureCommand.What) throws -> String? {
    if let from {
      return try AskedMeasure.impedance(from: from, to: to, frequencies: frequencies)
    }
    if let region {
      return try AskedMeasure.lengthConstant(region: region, frequencies: frequencies)
    }
    return what == .timeConstants ? count.map { AskedMeasure.timeConstants(count: $0) } : nil
  }

  /// What is asked for where the file has no such measure and nothing was said; nil where something must
  /// be.
  static func standard(for what: MeasureCommand.What) throws -> String? {
    guard what == .lengthConstant else { return nil }
    return try AskedMeasure.lengthConstant(region: "all", frequencies: nil)
  }

  /// Where what is asked for comes from, for messages.
  static func options(of what: MeasureCommand.What) -> String {
    switch what {
    case .timeConstants: "--count"
    case .lengthConstant: "--region, --frequencies"
    default: "--from, --to, --frequencies"
    }
  }

  func validate() throws {
    if from == nil, !to.isEmpty {
      throw ValidationError("--to goes with --from")
    }
    if from == nil, region == nil, frequencies != nil {
      throw ValidationError("--frequencies goes with --from or --region")
    }
  }

  func check(_ what: MeasureCommand.What) throws {
    if what != .impedance, from != nil {
      throw ValidationError("--from is of measure impedance")
    }
    if what != .lengthConstant, region != nil {
      throw ValidationError("--region is of measure length-constant")
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
