internal import RallAnalysis
internal import RallModel
internal import RallUnits

/// What a run saw at the points of a watch.
struct ConductionSight {
  /// Every passage of the level.
  let spikes: [RallModel.Spike]
  /// The highest potential of each point that rose without reaching the level; nil where none did.
  let misses: [Voltage?]
  /// How high the level is.
  let level: Voltage
  /// When the run ended.
  let end: Time
}

/// How the first spike ran along a way, and in words why it did not.
struct ConductionRun {
  let way: ConductionWay
  private let conduction: Conduction
  /// Over the points that tell the velocity; nil where they are fewer than two.
  private let fit: Conduction?
  /// What became of the spike; behind a short internode it may come to a tip before the node ahead of it.
  let outcome: Conduction.Outcome
  /// The peak of the spike at each point, in mV; not a number where it did not pass.
  let peaks: [Double]
  private let misses: [Voltage?]
  private let level: Voltage
  private let end: Time

  init(along way: ConductionWay, _ sight: ConductionSight) {
    self.way = way
    var spikes = [Int: [RallModel.Spike]]()
    for spike in sight.spikes { spikes[spike.point, default: []].append(spike) }
    let here = way.points.map { point in
      (spikes[point] ?? []).sorted { $0.time < $1.time }
    }
    let positions = way.distances.map { Length(coherent: $0) }
    let passages = here.map { $0.map(\.time) }
    let conduction = Conduction(positions: positions, passages: passages)
    self.conduction = conduction
    fit =
      way.fitted < 2
      ? nil
      : Conduction(
        positions: Array(positions.prefix(way.fitted)),
        passages: Array(passages.prefix(way.fitted)))
    outcome =
      if case .outOfOrder = conduction.outcome { fit?.outcome ?? .travelled } else {
        conduction.outcome
      }
    peaks = zip(here, conduction.arrivals).map { spikes, arrival in
      spikes.first { $0.time == arrival }?.peak.value(in: .mV) ?? .nan
    }
    misses = way.points.map { sight.misses.indices.contains($0) ? sight.misses[$0] : nil }
    level = sight.level
    end = sight.end
  }

  /// Whether the spike came to the last point.
  var hasArrived: Bool { conduction.arrivals.last.flatMap(\.self) != nil }

  /// When it passed each point, in ms; not a number where it did not.
  var arrivals: [Double] { conduction.arrivals.map { $0?.value(in: .ms) ?? .nan } }

  /// From the point before to each, in ms; not a number of the first and where a spike is missing.
  var delays: [Double] { [.nan] + conduction.delays.map { $0?.value(in: .ms) ?? .nan } }

  /// The velocity, where some points tell it, and the time for the whole way; nothing where the spike did
  /// not travel it.
  func values(place: String) -> [MeasureResult.Value] {
    guard outcome == .travelled, let first = conduction.arrivals.first.flatMap(\.self),
      let last = conduction.arrivals.last.flatMap(\.self)
    else { return [] }
    let delay = (last - first).value(in: .ms)
    let speed = fit?.velocity.map { velocity in
      MeasureResult.Value(
        value: abs(velocity.value(in: .metresPerSecond)), unit: "m/s",
        standardError: fit?.standardError?.value(in: .metresPerSecond), place: place)
    }
    return [speed].compactMap(\.self) + [
      .init(
        quantity: "delay", value: speed == nil ? delay : abs(delay), unit: "ms", place: place)
    ]
  }

  /// What became of the spike, where, and why as far as is known; nil where it travelled.
  var remark: String? {
    let told = outcome.told(naming: way.name(of:))
    switch outcome {
    case .travelled: return nil
    case .stopped(let point): return "\(told), \(way.place(of: point)): \(reason(at: point))"
    case .outOfOrder(let point): return "\(told), \(way.place(of: point))"
    case .absent: return told + highestRise
    case .tooShort: return told
    }
  }

  /// Where the potential came nearest to a spike, and how near; empty where it never rose.
  private var highestRise: String {
    let heights = misses.enumerated().compactMap { point, miss in
      miss.map { (point: point, height: $0.value(in: .mV)) }
    }
    guard let highest = heights.max(by: { $0.height < $1.height }) else { return "" }
    return
      "; the highest rise was to \(significant(highest.height, 4)) mV, at \(way.name(of: highest.point))"
  }

  /// Why it did not pass a point.
  private func reason(at point: Int) -> String {
    let limit = "\(decimal(level.value(in: .mV))) mV"
    if let latest = conduction.arrivals.compactMap(\.self).max(),
      let delay = conduction.delays.compactMap(\.self).map({ $0 < .zero ? .zero - $0 : $0 }).max(),
      latest + delay > end
    {
      return "the run ends at \(end), before it could arrive"
    }
    guard let miss = misses[point] else {
      return "the potential there never rose towards \(limit)"
    }
    return
      "the potential there rose to \(significant(miss.value(in: .mV), 4)) mV, and never to \(limit)"
  }
}
