import Foundation
import RallHDF5
import RallModel
import RallUnits

extension SampleRun {
  /// Tracks that share columns, frames, both or neither with one another.
  static var severalTracks: [Track] {
    [
      track("fast", variable: "hh.h", unit: "1", frames: 10, every: 0.025.ms, columns: columns(2)),
      track("everywhere", frames: 20),
      track("currents.ina", variable: "ina", unit: "nA", frames: 20),
      track("gates.hh.m", variable: "hh.m", unit: "1", frames: 20, columns: columns(5)),
    ]
  }

  /// Answers of every kind.
  static var measures: [MeasureResult] {
    [
      MeasureResult(
        name: "lambda", kind: "lengthConstant",
        values: [
          .init(value: 816.5, unit: "um", place: "apical", frequency: 0),
          .init(value: 200.25, unit: "um", place: "basal", frequency: 100),
        ],
        map: CompartmentMap(
          columns: columns(2), frequencies: [0, 10, 100],
          layers: [
            .init(
              quantity: "lengthConstant", meaning: "how far it reaches", unit: "um",
              values: [[816.5, 400], [700, 350], [300, 150]]),
            .init(
              quantity: "attenuationOut", meaning: "what is lost", unit: "1",
              values: [[1, 1.5], [1, 2], [1, 4.25]]),
          ])),
      MeasureResult(
        name: "speed", kind: "conductionVelocity",
        values: [.init(value: 22.9, unit: "m/s", standardError: 4e-4, error: 1e-4)],
        series: [
          .init(quantity: "distance", unit: "um", values: [0, 100, 200]),
          .init(quantity: "time", unit: "ms", values: [1, 1.1, 1.2]),
        ]),
      MeasureResult(
        name: "spike", kind: "features",
        values: [
          .init(quantity: "peak", value: 38.1, unit: "mV"),
          .init(quantity: "halfWidth", value: 1.1, unit: "ms"),
        ], remark: "only one spike"),
      MeasureResult(name: "void", kind: "features", values: [], remark: "no spike at soma"),
    ]
  }

  /// Writes a whole run.
  static func write(
    _ description: ResultDescription, to path: String, batch: Int = 100,
    measures: [MeasureResult] = []
  ) throws {
    var file = try ResultFile(creating: path, description: description)
    for (index, track) in description.layout.tracks.enumerated() {
      for first in stride(from: 0, to: track.frameCount, by: batch) {
        let range = first..<min(first + batch, track.frameCount)
        try file.append(
          frames: handed(range, columns: track.columns.count, track: index), to: index)
      }
    }
    for index in description.layout.detectors.indices {
      try file.append(spike: Spike(point: 0, time: 12.345.ms, peak: 38.1.mV), to: index)
    }
    try file.write(measures: measures)
    try file.finish(status: .complete, wallSeconds: 1.5)
  }
}

extension SampleRun {
  /// Opens a file of HDF5 for a change that the program would not make.
  static func spoil(_ path: String, _ change: (borrowing File) throws -> Void) throws {
    let file = try File.update(path)
    try change(file)
    try file.close("closing \(path)")
  }
}

/// The last work on a file, as far as it is written down.
enum LastWork {
  /// Gives a part another title in a copy without frames, and returns the list of the changes.
  static func writeDown(_ part: String) throws -> Data {
    let chunks = try File.read(part).storedChunks()
    let (copy, list) = (part + ".copy", part + ".list")
    let file = try Descriptor(part, 0)
    try Redo.copy(file, outside: chunks.map(\.bytes), to: copy)
    try SampleRun.spoil(copy) { try $0.setAttribute("title", "written down") }
    try Redo.save(
      changesIn: copy, of: file, keeping: chunks.filter { !$0.isEmpty }.map(\.bytes),
      releasing: [], to: list)
    defer { for path in [copy, list] { try? FileManager.default.removeItem(atPath: path) } }
    return try Data(contentsOf: URL(fileURLWithPath: list))
  }

  /// Writes nonsense where the list beside a part has its first change.
  static func spoilFirstChange(of part: String) throws {
    let list = try Data(contentsOf: URL(fileURLWithPath: part + ".redo"))
    let place = list.withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) }
    let count = list.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: 8, as: UInt64.self) }
    let file = try FileHandle(forUpdating: URL(fileURLWithPath: part))
    try file.seek(toOffset: place)
    try file.write(contentsOf: Data(repeating: 0xff, count: Int(count)))
    try file.close()
  }
}
