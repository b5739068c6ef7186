import RallModel
import RallPoint
import RallUnits

/// A point cell on the bench: run as often as wanted, and everything kept.
struct PointBench {
  var cell: PointCell
  var start: Voltage?
  var stimuli: [AppliedStimulus] = []
  var duration: Double
  /// Between frames, ms; one track each.
  var intervals: [Double] = []
  var levels: [Voltage] = []
  var variable = "v"

  /// Keeps what it is handed.
  struct Ledger: FrameSink {
    var frames: [[Double]]
    var spikes: [[Spike]]

    mutating func append(frames new: [Double], to track: Int) { frames[track] += new }
    mutating func append(spike: Spike, to detector: Int) { spikes[detector].append(spike) }
    /// The times at which a detector saw a spike, ms.
    func times(_ detector: Int = 0) -> [Double] { spikes[detector].map(\.time.coherent) }
  }

  /// Runs, and asks at most so often whether to go on.
  func run(asking limit: Int = .max) throws -> (ledger: Ledger, outcome: PointSimulation.Outcome) {
    let layout = ResultLayout(
      tracks: intervals.map {
        Track(
          name: "t", variable: variable, unit: "mV", longName: "", every: Time(coherent: $0),
          frameCount: Int((duration / $0 * (1 + 1e-12)).rounded(.down)) + 1, columns: [Self.column])
      },
      detectors: levels.map {
        DetectorLayout(name: "d", threshold: $0, points: [Self.column], labels: ["soma"])
      })
    let membrane = PointMembrane(cell)!
    var simulation = try PointSimulation(
      membrane, from: start ?? Voltage(coherent: membrane.rest), stimuli: stimuli,
      for: Time(coherent: duration), layout)
    var ledger = Ledger(frames: intervals.map { _ in [] }, spikes: levels.map { _ in [] })
    var asked = 0
    let outcome = try simulation.run(into: &ledger) { _ in
      asked += 1
      return asked <= limit
    }
    return (ledger, outcome)
  }

  private static let column = Column(
    compartment: 0, isProbe: false, section: 0, sectionPosition: 0, type: 1, parent: -1, sample: 1,
    centre: .zero, near: .zero, far: .zero, diameter: 1, length: 0, area: 1, pathDistance: 0)
}

extension AppliedStimulus {
  /// A current in corners, ms and nA.
  init(type: String = "ramp", _ corners: (time: Double, current: Double)...) {
    self.init(
      name: "i", type: type, section: 0, sectionPosition: 0, start: corners.first?.time ?? .nan,
      stop: corners.last?.time ?? .nan, times: corners.map(\.time),
      currents: corners.map(\.current))
  }

  /// A current between two times.
  static func step(_ current: Double, from start: Double = 0, to end: Double = 1e9) -> Self {
    Self(type: "current_clamp", (0, 0), (start, 0), (start, current), (end, current), (end, 0))
  }
}

extension PointCell {
  /// The neuron of the f-I curve: τ 20 ms, threshold 15 mV above rest, 2 ms refractory.
  static func standard(
    rest: Double = 0, reset: Double = 0, refractory: Double = 2
  ) -> PointCell {
    .lif(
      tau: 20.ms, resistance: 10.Mohm, rest: Voltage(coherent: rest),
      firing: Firing(
        threshold: Voltage(coherent: rest + 15), reset: Voltage(coherent: rest + reset),
        refractory: Time(coherent: refractory)))
  }

  /// 200 pF and 100 MΩ, so τ is 20 ms.
  static let leaky = rc(capacitance: 200.pF, resistance: 100.Mohm, rest: -70.mV)
}
