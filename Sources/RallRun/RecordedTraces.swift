internal import RallCable
internal import RallModel
internal import RallMorphology
internal import RallUnits

/// What a study of convergence looks at of the recordings: potentials and electrodes' currents at sites.
///
/// Of a region the columns are its compartments, which are others on each mesh; and a current through
/// the membrane of one compartment, or a gate between two, is no number of a place.
struct RecordedTraces {
  /// The recordings that are looked at, all with intervals of their own, so that frames stay where they
  /// are when the step is halved.
  let recordings: [Recording]
  /// What is recorded and not looked at, with the reason.
  let unseen: [String]
  /// One label a column, of each recording that is looked at.
  private let labels: [String: [String]]

  init(_ experiment: Experiment, on cell: LoweredCell) {
    var recordings: [Recording] = []
    var unseen: [String] = []
    var labels: [String: [String]] = [:]
    for recording in experiment.recordings {
      guard case .sites(let sites) = recording.place, !sites.contains(.all) else {
        unseen.append("\(recording.name): a region's compartments, which are others on each mesh")
        continue
      }
      var seen = recording
      seen.every = recording.every ?? experiment.run.step
      seen.variables = recording.variables.filter(Self.isSeen)
      let others = recording.variables.filter { !Self.isSeen($0) }
      if !others.isEmpty {
        unseen.append(
          "\(recording.name): \(others.joined(separator: ", ")), of which only potentials and electrodes' "
            + "currents are")
      }
      guard !seen.variables.isEmpty else { continue }
      recordings.append(seen)
      let places = sites.flatMap { cell.labelled($0).map(\.label) }
      for variable in seen.variables {
        labels[seen.variables.count > 1 ? "\(seen.name).\(variable)" : seen.name] = places
      }
    }
    self.recordings = recordings
    self.unseen = unseen
    self.labels = labels
  }

  private static func isSeen(_ variable: String) -> Bool {
    variable == "v" || variable.hasPrefix("v_") || variable == "i_electrode"
  }

  /// The traces of a run, one a column, at the frames of the experiment's own step.
  ///
  /// A clamp's current has a frame at every step: of a finer one every second or fourth is taken.
  func traces(_ layout: ResultLayout, _ frames: [[Double]], step: Time) -> [RecordedTrace] {
    zip(layout.tracks, frames).flatMap { track, values in
      let isClamp = labels[track.name] == nil
      let stride = isClamp ? Int((step.coherent / track.every.coherent).rounded()) : 1
      let width = track.columns.count
      return (0..<width).map { column in
        RecordedTrace(
          name: track.name, place: labels[track.name]?[column] ?? "", unit: track.unit,
          every: stride == 1 ? track.every : step,
          values: Swift.stride(from: column, to: values.count, by: stride * width).map {
            values[$0]
          })
      }
    }
  }
}

/// What one place of a recording was at each frame of a run.
struct RecordedTrace {
  let name: String
  let place: String
  let unit: String
  let every: Time
  let values: [Double]

  /// The value that is farthest from 0.
  var largest: Double { values.max { abs($0) < abs($1) } ?? 0 }

  /// What a change of the trace is compared with: 100 mV of a potential, of a current the largest.
  var scale: Double { unit == "mV" ? 100 : abs(largest) }

  /// How far two others are apart at the most, in the unit of the trace, on the frames that all have.
  ///
  /// Where a curve is steep, as on a spike, a difference δ is mostly one of time. It counts as the
  /// least shift in time or in value that explains it, with 1 ms for as much as the scale S:
  ///
  ///     δ / (1 + |s| · 1 ms / S)
  ///
  /// with the slope s of this trace there, the steeper one of both sides. So a trace that is only late by
  /// τ is no farther off than τ is as a time of a spike, and where it is flat δ itself counts.
  func distance(_ a: RecordedTrace, _ b: RecordedTrace) -> Double {
    let count = min(values.count, a.values.count, b.values.count)
    guard scale > 0 else {
      return (0..<count).reduce(0) { max($0, abs(b.values[$1] - a.values[$1])) }
    }
    let rate = Time(coherent: 1) / every
    return (0..<count).reduce(0) { most, k in
      let before = k > 0 ? abs(values[k] - values[k - 1]) : 0
      let after = k + 1 < count ? abs(values[k + 1] - values[k]) : 0
      let slope = max(before, after) * rate
      return max(most, abs(b.values[k] - a.values[k]) / (1 + slope / scale))
    }
  }
}
