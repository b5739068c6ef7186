package import RallModel
import RallUnits

/// Where a track stands in the file, and what it shares with a track before it.
package struct TrackPlace {
  var track: Track
  /// `report/cell` for the first recording of `v`, `reports/NAME/cell` for every other one.
  var path: String
  /// The track before it with the same columns; nil where it is the first such.
  var columnsOf: Int? = nil
  /// The track before it with the same frames in time.
  var framesOf: Int? = nil
}

extension TrackPlace {
  /// The places of all tracks, in their order.
  package static func all(of layout: ResultLayout, cell: String) -> [TrackPlace] {
    let potential = layout.tracks.firstIndex { $0.variable == "v" }
    var columns: [[ColumnKey]: Int] = [:]
    var frames: [FramesKey: Int] = [:]
    return layout.tracks.enumerated().map { index, track in
      let columnKey = track.columns.map(ColumnKey.init)
      let framesKey = FramesKey(every: track.every.coherent, count: track.frameCount)
      defer {
        columns[columnKey] = columns[columnKey] ?? index
        frames[framesKey] = frames[framesKey] ?? index
      }
      return TrackPlace(
        track: track,
        path: index == potential ? "report/\(cell)" : "reports/\(track.name)/\(cell)",
        columnsOf: columns[columnKey], framesOf: frames[framesKey])
    }
  }

  /// The track whose names the root repeats: that of `/report`, else the first.
  static func first(of places: [TrackPlace]) -> Int? {
    places.firstIndex { $0.path.hasPrefix("report/") } ?? places.indices.first
  }

  /// Frames of a chunk and columns of a chunk: at most 1024 and 256, cut evenly, so that a trace
  /// and a frame are both read fast and hardly a byte is left empty.
  package var chunk: (frames: Int, columns: Int) {
    func even(_ count: Int, _ limit: Int) -> Int {
      let parts = max(1, (count + limit - 1) / limit)
      return max(1, (count + parts - 1) / parts)
    }
    return (even(track.frameCount, 1024), even(track.columns.count, 256))
  }

  /// The end of the interval as readers count it: the least number that is not below N·dt and of
  /// which `Int(stop / dt)` is N.
  package var stop: Double {
    let (count, every) = (track.frameCount, track.every.coherent)
    return TrackPlace.stop(frames: count, every: every)
  }

  static func stop(frames: Int, every: Double) -> Double {
    var stop = Double(frames) * every
    while Int(stop / every) < frames { stop = stop.nextUp }
    return stop
  }
}

/// Two columns of the same key are the same place.
private struct ColumnKey: Hashable {
  var compartment: Int
  var isProbe: Bool
  var section: Int
  var position: Double

  init(_ column: Column) {
    compartment = column.compartment
    isProbe = column.isProbe
    section = column.section
    position = column.sectionPosition
  }
}

/// Two tracks of the same key have their frames at the same times.
private struct FramesKey: Hashable {
  var every: Double
  var count: Int
}
