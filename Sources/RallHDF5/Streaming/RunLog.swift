import RallModel
import RallUnits

/// What grows while a run goes on, a line each, until it is folded into the file.
///
/// `spike DETECTOR POINT TIME PEAK [ERROR]` in ms, mV and ms, `warnings JSON`. Numbers are written so that
/// they are read back to the last bit. A last line without its end was cut by a kill and is left.
struct RunLog {
  private(set) var size = 0
  private var pending: [UInt8] = []

  var pendingBytes: Int { pending.count }

  mutating func append(_ spike: Spike, detector: Int) {
    let (time, peak) = (spike.time.coherent, spike.peak.coherent)
    let error = spike.error.map { " \($0.coherent)" } ?? ""
    pending.append(contentsOf: "spike \(detector) \(spike.point) \(time) \(peak)\(error)\n".utf8)
  }

  /// The last word of a run on its warnings, as JSON; line ends in it mean nothing and go.
  mutating func append(warnings json: String) {
    let line = String(json.map { $0.isNewline ? " " : $0 })
    pending.append(contentsOf: "warnings \(line)\n".utf8)
  }

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

  init(_ bytes: [UInt8]) {
    guard let end = bytes.lastIndex(of: UInt8(ascii: "\n")) else { return }
    for line in bytes[..<end].split(separator: UInt8(ascii: "\n")) {
      let text = String(decoding: line, as: UTF8.self)
      if text.hasPrefix("warnings ") {
        warnings = String(text.dropFirst("warnings ".count))
        continue
      }
      let fields = text.split(separator: " ")
      guard (5...6).contains(fields.count), fields[0] == "spike", let detector = Int(fields[1]),
        let point = Int(fields[2]), let time = Double(fields[3]), let peak = Double(fields[4])
      else { continue }
      spikes[detector, default: []].append(
        Spike(
          point: point, time: Time(coherent: time), peak: Voltage(coherent: peak),
          error: fields.count == 6 ? Double(fields[5]).map { Time(coherent: $0) } : nil))
    }
    for detector in spikes.keys {
      spikes[detector]!.sort { ($0.time, $0.point) < ($1.time, $1.point) }
    }
  }
}
