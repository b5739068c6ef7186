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
  /// The two ways of a spike that began between the ends, each with the points of its own; else none.
  private let arms: [(points: ClosedRange<Int>, conduction: Conduction)]
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
      switch conduction.outcome {
      case .outOfOrder, .spread: fit?.outcome ?? .travelled
      default: conduction.outcome
      }
    arms =
      if case .spread(let start) = outcome {
        [start...max(start + 1, way.fitted - 1), 0...start].map { points in
          (
            points,
            Conduction(positions: Array(positions[points]), passages: Array(passages[points]))
          )
        }
      } else { [] }
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

  /// The velocity, where some points tell it, and the time for the whole way; of a spike that began between
  /// the ends both for each of its two ways, and where it did not pass the points in order the time alone.
  /// Nothing where it did not come to both ends.
  func values(place: String) -> [MeasureResult.Value] {
    guard let first = conduction.arrivals.first.flatMap(\.self),
      let last = conduction.arrivals.last.flatMap(\.self)
    else { return [] }
    let delay = (last - first).value(in: .ms)
    switch outcome {
    case .travelled:
      let speed = fit.flatMap { Self.speed($0, place) }
      return [speed].compactMap(\.self) + [
        Self.delay(speed == nil ? delay : abs(delay), place)
      ]
    case .spread(let start):
      return arms.flatMap { points, conduction in
        let end = points.lowerBound == start ? points.upperBound : points.lowerBound
        let place = "\(way.name(of: start)) to \(way.name(of: end))"
        let times = conduction.arrivals.compactMap { $0?.value(in: .ms) }
        // Two points near an electrode tell no velocity of the axon's own.
        let speed = points.count > 2 ? Self.speed(conduction, place) : nil
        return [speed].compactMap(\.self)
          + [Self.delay((times.max() ?? 0) - (times.min() ?? 0), place)]
      }
    case .outOfOrder: return [Self.delay(delay, place)]
    case .stopped, .absent, .tooShort: return []
    }
  }

  private static func speed(_ conduction: Conduction, _ place: String) -> MeasureResult.Value? {
    conduction.velocity.map { velocity in
      .init(
        value: abs(velocity.value(in: .metresPerSecond)), unit: "m/s",
        standardError: conduction.standardError?.value(in: .metresPerSecond), place: place)
    }
  }

  private static func delay(_ milliseconds: Double, _ place: String) -> MeasureResult.Value {
    .init(quantity: "delay", value: milliseconds, unit: "ms", place: place)
  }

  /// What became of the spike, where, and why as far as is known; nil where it travelled.
  var remark: String? {
    let told = outcome.told(naming: way.name(of:))
    switch outcome {
    case .travelled: return nil
    case .stopped(let point):
      return "\(beginning)\(told), \(way.place(of: point)): \(reason(at: point))"
    case .outOfOrder(let point), .spread(let point): return "\(told), \(way.place(of: point))"
    case .absent: return told + highestRise
    case .tooShort: return told
    }
  }

  /// Where it began, if not at an end of the way.
  private var beginning: String {
    guard let start = conduction.start, start > 0, start < way.points.count - 1 else { return "" }
    return "the spike began at \(way.name(of: start)): "
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
    let height = miss.value(in: .mV)
    let rounded = significant(height, 4)
    // What failed by a hair is told to the hair.
    let told = "\(rounded) mV" == limit ? significant(height, 12) : rounded
    return "the potential there rose to \(told) mV, and never to \(limit)"
  }
}
