internal import RallModel
package import RallUnits

extension Plan {
  /// Until when something drives the cell: the end of the last piece of a current that is not 0, of the
  /// last level of a voltage clamp, and of the last piece of a field that is not 0, whichever is the
  /// latest; the end of the run where it lasts as long, and where nothing drives the cell at all.
  ///
  /// A ramp to 0 drives until it is there.
  package var endOfStimuli: Time {
    let ends = stimuli.compactMap(\.end) + fields.ends(within: duration, step: longestStep)
    return ends.max().map { min(Time(coherent: $0), duration) } ?? duration
  }
}

extension AppliedStimulus {
  /// Until when it drives the cell, ms; nil where it never does.
  fileprivate var end: Double? {
    command == nil ? lastEnd(of: times) { currents[$0] != 0 } : times.last
  }
}

extension PlannedFields {
  /// Until when each of those drives the cell that does, ms.
  fileprivate func ends(within duration: Time, step: Time) -> [Double] {
    let end = duration.coherent
    let steered = steered.filter(\.pattern.drives).compactMap { field in
      guard let course = field.course else { return end }
      let corners = CurrentCorners(of: course, within: end, step: step.coherent)
      return lastEnd(of: corners.times) { corners.currents[$0] != 0 }
    }
    let timed = timed.compactMap { table in
      lastEnd(of: table.times.filter { $0 < end } + table.times.filter { $0 >= end }.prefix(1)) {
        table.patterns[$0].drives
      }
    }
    return steered + timed
  }
}

extension FieldPattern {
  /// True where it drives a current along the cell.
  fileprivate var drives: Bool {
    inside.contains { $0 != 0 } || periaxonal.contains { $0 != 0 }
  }
}

/// The end of the last piece of a course that is not 0 from one of its times to the next.
private func lastEnd(of times: [Double], isOn: (Int) -> Bool) -> Double? {
  times.indices.dropFirst().last {
    times[$0 - 1] < times[$0] && (isOn($0 - 1) || isOn($0))
  }.map { times[$0] }
}
