/// What an electrode was made to do: a current, or the command of a clamp.
public struct StoredStimulus: Sendable {
  public var name: String
  /// `current_clamp`, `voltage_clamp`.
  public var type: String
  /// ms.
  public var times: [Double]
  /// In `unit`, linear between the times.
  public var values: [Double]
  /// `nA`, or `mV` of a command.
  public var unit: String
}

extension Handle where Kind == FileKind {
  /// All electrodes, by name.
  func readStimuli() throws(HDF5Failure) -> [StoredStimulus] {
    guard try has("stimulus") else { return [] }
    var stimuli: [StoredStimulus] = []
    for name in try members(of: "stimulus") {
      let path = "stimulus/\(name)"
      let isClamp = try has("\(path)/command")
      let times = try read(isClamp ? "\(path)/command_time" : "\(path)/time", as: Double.self)
      stimuli.append(
        StoredStimulus(
          name: name, type: try group(path).text("type") ?? "", times: times,
          values: try read(
            isClamp ? "\(path)/command" : "\(path)/current", as: Double.self, count: times.count),
          unit: isClamp ? "mV" : "nA"))
    }
    return stimuli
  }
}
