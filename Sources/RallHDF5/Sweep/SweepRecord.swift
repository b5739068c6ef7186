import Foundation
package import RallModel

/// What one variant of a sweep hands over: its answers, and its recordings where they are kept.
package struct SweepRecord: Sendable, Hashable {
  package var result: VariantResult
  /// The frames of each track, whole rows; empty where none are kept or the variant failed.
  package var frames: [[Float]]

  package init(_ result: VariantResult, frames: [[Float]] = []) {
    self.result = result
    self.frames = frames
  }
}

/// A line of a sweep's log: one variant, with how many values of its recordings stand in the file beside.
struct SweepLine: Codable {
  var result: VariantResult
  /// Of each track.
  var values: [Int]
  /// The check sum of these values; nil where there are none.
  var sum: String?

  /// What they take in the file beside.
  var traceBytes: Int { values.reduce(0, +) * MemoryLayout<Float>.stride }
}

extension SweepLine {
  /// Whether a variant of such a sweep can have it, so that a file can be made of it.
  func isSound(in description: SweepDescription) -> Bool {
    let tracks = description.tracks
    let isWhole = zip(values, tracks).allSatisfy { count, track in
      let columns = track.columns.count
      return columns > 0 && count >= 0 && count.isMultiple(of: columns)
        && count / columns <= ResultDescription.mostFrames
    }
    return (0..<description.count).contains(result.variant) && result.isSound
      && (values.isEmpty || values.count == tracks.count) && isWhole
  }
}

extension VariantResult {
  /// Whether its lists belong together and HDF5 can hold its names.
  fileprivate var isSound: Bool {
    let isNamed = measures.allSatisfy { measure in
      ResultDescription.canName(measure.name)
        && measure.values.allSatisfy { ResultDescription.canName($0.quantity) }
    }
    return isNamed
      && spikes.allSatisfy {
        ResultDescription.canName($0.detector) && $0.sites.count == $0.counts.count
          && $0.sites.count == $0.undecided.count && $0.counts.allSatisfy { $0 >= 0 }
      }
  }
}

extension SweepRecord {
  /// The record without its frames, as a line.
  var line: SweepLine { SweepLine(result: result, values: frames.map(\.count)) }

  /// The same with the check sum of the frames, where there are any.
  var summedLine: SweepLine {
    var line = line
    guard line.traceBytes > 0 else { return line }
    var sum = CheckSum()
    for values in frames { values.withUnsafeBytes { sum.take($0) } }
    line.sum = sum.digits
    return line
  }

  /// The record as bytes, for another process: the length of its line, the line, the frames.
  package var bytes: [UInt8] {
    let line = SweepJSON.line(self.line)
    var bytes = [UInt8]()
    withUnsafeBytes(of: UInt64(line.count).littleEndian) { bytes += $0 }
    bytes += line
    for frames in frames { frames.withUnsafeBytes { bytes += $0 } }
    return bytes
  }

  /// Reads such bytes; nil where they are none.
  package init?(bytes: [UInt8]) {
    guard bytes.count >= 8 else { return nil }
    let length = bytes.withUnsafeBytes { UInt64(littleEndian: $0.load(as: UInt64.self)) }
    guard length <= UInt64(bytes.count - 8) else { return nil }
    var start = 8 + Int(length)
    guard let line = SweepJSON.read(SweepLine.self, bytes[8..<start]) else { return nil }
    var frames = [[Float]]()
    for count in line.values {
      let size = count * MemoryLayout<Float>.stride
      guard count >= 0, size <= bytes.count - start else { return nil }
      frames.append([Float](rawBytes: bytes[start..<start + size]))
      start += size
    }
    guard start == bytes.count else { return nil }
    self.init(line.result, frames: frames)
  }
}

extension [Float] {
  /// Values as they lie in memory.
  init(rawBytes bytes: ArraySlice<UInt8>) {
    self.init(unsafeUninitializedCapacity: bytes.count / MemoryLayout<Float>.stride) {
      room, count in
      bytes.withUnsafeBytes { UnsafeMutableRawBufferPointer(room).copyMemory(from: $0) }
      count = bytes.count / MemoryLayout<Float>.stride
    }
  }
}

/// JSON on one line, whose numbers are read back to the last bit.
enum SweepJSON {
  static func line(_ value: some Encodable) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    guard let data = try? encoder.encode(value) else {
      preconditionFailure("what a sweep writes can be written")
    }
    return [UInt8](data) + [UInt8(ascii: "\n")]
  }

  /// The same as a line of a log.
  static func logLine(_ value: some Encodable) -> [UInt8] { LogLine.bytes(line(value).dropLast()) }

  static func read<Value: Decodable>(_ type: Value.Type, _ bytes: ArraySlice<UInt8>) -> Value? {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return try? decoder.decode(type, from: Data(bytes))
  }
}

extension SweepDescription {
  /// The same of equal descriptions, on every machine.
  package var bytes: [UInt8] { SweepJSON.line(self) }
}
