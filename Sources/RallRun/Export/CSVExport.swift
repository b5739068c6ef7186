internal import Foundation
internal import RallHDF5
internal import RallModel
internal import RallUnits

extension Export {
  /// Comma-separated values for a spreadsheet: a file a recording, with a row a frame; the spikes of
  /// all detectors; the measures.
  public func writeCSV(to path: String, overwrite: Bool = false) throws(Failure) {
    let contents = result.contents
    let names = contents.tracks.map { "\(Self.fileName($0.track.name)).csv" }
    let folder = try ExportFolder(
      path, for: names + ["spikes.csv", "measures.csv"], overwrite: overwrite)
    for (track, name) in names.enumerated() { try writeFrames(of: track, to: folder.name(name)) }
    try folder.write(Self.spikes(contents), to: "spikes.csv")
    try folder.write(Self.measures(contents), to: "measures.csv")
  }

  /// Rows are written some thousand at a time, however long the recording is.
  private func writeFrames(of index: Int, to path: String) throws(Failure) {
    let track = result.contents.tracks[index].track
    let head = track.columns.map {
      "\(track.variable) \(track.unit) section(\($0.section) \(Float($0.sectionPosition)))"
    }
    do {
      try Data((["time ms"] + head).joined(separator: ",").appending("\n").utf8)
        .write(to: URL(fileURLWithPath: path))
      let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
      try file.seekToEnd()
      let batch = max(1, (1 << 20) / max(1, track.columns.count))
      for first in stride(from: 0, to: track.frameCount, by: batch) {
        let rows = first..<min(first + batch, track.frameCount)
        let frames = try result.frames(rows, of: index)
        var text = ""
        for (row, frame) in rows.enumerated() {
          text += "\(Double(frame) * track.every.coherent)"
          for value in frames[row * track.columns.count..<(row + 1) * track.columns.count] {
            text += ",\(value)"
          }
          text += "\n"
        }
        try file.write(contentsOf: Data(text.utf8))
      }
      try file.close()
    } catch let error as ResultFileError {
      throw Failure(error)
    } catch {
      throw Failure(status: 74, ["\(path): cannot be written"])
    }
  }

  private static func spikes(_ contents: ResultContents) -> String {
    var text = "detector,site,time ms,peak mV,error ms\n"
    for detector in contents.detectors {
      for spike in detector.spikes {
        let site =
          detector.labels.indices ~= spike.point ? detector.labels[spike.point] : "\(spike.point)"
        let error = spike.error.map { "\($0.coherent)" } ?? ""
        text +=
          "\(detector.name.quotedForCSV),\(site.quotedForCSV),\(spike.time.coherent),"
          + "\(spike.peak.coherent),\(error)\n"
      }
    }
    return text
  }

  private static func measures(_ contents: ResultContents) -> String {
    func told(_ number: Double?) -> String { number.map { "\($0)" } ?? "" }
    var text =
      "measure,kind,quantity,place,frequency Hz,value,unit,standard error,error,mesh error\n"
    for measure in contents.measures {
      for value in measure.values {
        let words = [measure.name, measure.kind, value.quantity, value.place].map(\.quotedForCSV)
        let numbers = [
          told(value.frequency), "\(value.value)", value.unit.quotedForCSV,
          told(value.standardError), told(value.error), told(value.meshError),
        ]
        text += (words + numbers).joined(separator: ",") + "\n"
      }
    }
    return text
  }
}
