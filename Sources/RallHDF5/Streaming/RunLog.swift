import RallModel
import RallUnits

/// What grows while a run goes on, a line each, until it is folded into the file.
///
/// `spike DETECTOR POINT TIME PEAK [ERROR]` in ms, mV and ms, `warnings JSON`; `list NUMBER START WORD...`
/// for a run that goes on after a kill, and `early` before what is known only because the run was
/// stopped. Numbers are written so that they are read back to the last bit. Every line is a
/// `LogLine`. A last line without its end was cut by a kill and is left.
struct RunLog {
  private(set) var size = 0
  private var pending: [UInt8] = []

  /// - Parameter size: how many bytes are there already.
  init(size: Int = 0) { self.size = size }

  var pendingBytes: Int { pending.count }

  private mutating func append(line: String) { pending += LogLine.bytes(line.utf8) }

  mutating func append(_ spike: Spike, detector: Int) {
    let (time, peak) = (spike.time.coherent, spike.peak.coherent)
    let error = spike.error.map { " \($0.coherent)" } ?? ""
    append(line: "spike \(detector) \(spike.point) \(time) \(peak)\(error)")
  }

  /// The last word of a run on its warnings, as JSON; line ends in it mean nothing and go.
  mutating func append(warnings json: String) {
    append(line: "warnings \(String(json.map { $0.isNewline ? " " : $0 }))")
  }

  /// What a list of the run's state has gained.
  mutating func append(_ gain: RunState.Gain) {
    let words = gain.words.map { " " + String($0, radix: 16) }.joined()
    append(line: "list \(gain.list) \(gain.start)\(words)")
  }

  /// That the run is stopped before its end.
  mutating func appendEarly() { append(line: "early") }

  mutating func flush(to file: borrowing Descriptor) throws(SystemFailure) {
    if pending.isEmpty { return }
    try file.write(pending, at: size)
    size += pending.count
    pending.removeAll(keepingCapacity: true)
  }
}

/// What a log says.
struct RunLogContent: Equatable {
  /// By detector, in the order of time.
  var spikes: [Int: [Spike]] = [:]
  var warnings: String?
  /// The lists of the run's state.
  var lists: [[UInt64]] = []
  /// Up to where a run that goes on can add to the log, in bytes.
  private(set) var end = 0
  /// Lines, from 1, that are not as they were written; they are left out.
  private(set) var damaged: [Int] = []

  /// - Parameter forResuming: whether the lists are wanted, and nothing that a stop brought about.
  init(_ bytes: [UInt8], forResuming: Bool = false) {
    let newline = UInt8(ascii: "\n")
    guard let last = bytes.lastIndex(of: newline) else { return }
    let lines = bytes[...last].split(separator: newline, omittingEmptySubsequences: false)
    for (number, whole) in lines.enumerated() where whole.startIndex <= last {
      guard let line = LogLine.content(of: whole) else {
        damaged.append(number + 1)
        continue
      }
      if line.elementsEqual("early".utf8), forResuming { break }
      take(line, lists: forResuming)
      end = whole.endIndex + 1
    }
    for detector in spikes.keys {
      // What was computed again after a kill is there twice.
      spikes[detector] = Set(spikes[detector]!).sorted { ($0.time, $0.point) < ($1.time, $1.point) }
    }
  }

  private mutating func take(_ line: ArraySlice<UInt8>, lists isWanted: Bool) {
    if line.starts(with: "warnings ".utf8) {
      warnings = String(decoding: line.dropFirst("warnings ".utf8.count), as: UTF8.self)
    } else if line.starts(with: "spike ".utf8) {
      takeSpike(String(decoding: line, as: UTF8.self).split(separator: " "))
    } else if isWanted, line.starts(with: "list ".utf8) {
      takeList(String(decoding: line, as: UTF8.self).split(separator: " "))
    }
  }

  private mutating func takeSpike(_ fields: [Substring]) {
    guard (5...6).contains(fields.count), let detector = Int(fields[1]), let point = Int(fields[2]),
      let time = Double(fields[3]), let peak = Double(fields[4])
    else { return }
    spikes[detector, default: []].append(
      Spike(
        point: point, time: Time(coherent: time), peak: Voltage(coherent: peak),
        error: fields.count == 6 ? Double(fields[5]).map { Time(coherent: $0) } : nil))
  }

  /// No state has more lists: some for each point that is watched.
  private static let mostLists = 1 << 20

  private mutating func takeList(_ fields: [Substring]) {
    guard fields.count > 3, let number = Int(fields[1]), 0..<Self.mostLists ~= number,
      let start = Int(fields[2])
    else { return }
    while lists.count <= number { lists.append([]) }
    guard 0...lists[number].count ~= start else { return }
    lists[number].removeSubrange(start...)
    lists[number] += fields.dropFirst(3).compactMap { UInt64($0, radix: 16) }
  }
}
