import Foundation
import RallCable
import RallJSON
import RallKernel
import RallModel
import RallSimulation
import RallUnits

/// Takes frames and keeps the last: no pages for the system to clear, as a sink in memory would want.
private struct LastFrames: FrameSink {
  private var frames: [Double] = []
  private var spikes = 0

  mutating func append(frames new: [Double], to track: Int) { frames = new }

  mutating func append(spike: Spike, to detector: Int) { spikes += 1 }
}

/// How long a workload takes, in CPU time of the process.
struct SpeedMeasure {
  let workload: String
  let compartments: Int
  let steps: Int
  let step: Double
  /// Of stepping, the median of the repeats, s.
  let seconds: Double
  /// Of lowering, and of laying out for the kernels, s.
  let lowering: Double
  let setup: Double
  /// The most that the process had so far, bytes.
  let peakMemory: Int
  let hasPeers: Bool

  /// A compartment and step, ns.
  var nanoseconds: Double { seconds / Double(compartments) / Double(steps) * 1e9 }

  init(_ workload: SpeedWorkload, repeats: Int) throws {
    let begin = Self.now
    let cell = try LoweredCell(
      workload.cell, workload.morphology, division: workload.division, electrodes: [workload.site])
    lowering = Self.now - begin
    let experiment = Experiment(
      morphology: .given(workload.morphology), cell: workload.cell,
      stimuli: [Stimulus(name: "step", at: workload.site, workload.current)],
      recordings: [Recording(name: "v", workload.recorded, every: 0.1.ms)],
      run: RunSettings(duration: workload.duration, step: workload.step))
    let plan = try Plan(experiment, cell)
    // Copies go together where that helps, as the variants of a sweep do.
    let most = BatchKind(cell, plan) == nil ? 1 : BatchKind.count(compartments: cell.count)
    var stepping: [Double] = []
    var laying: [Double] = []
    for _ in 0..<repeats {
      var (stepped, laid) = (0.0, 0.0)
      for first in stride(from: 0, to: workload.copies, by: most) {
        let count = min(most, workload.copies - first)
        let start = Self.now
        let batch = count > 1 ? Batch(Array(repeating: (cell, plan), count: count)) : nil
        var simulation = Simulation(batch?.cell ?? cell, batch?.plan ?? plan)
        let ready = Self.now
        var sink = LastFrames()
        _ = try simulation.run(into: &sink)
        stepped += Self.now - ready
        laid += ready - start
      }
      stepping.append(stepped)
      laying.append(laid)
    }
    self.workload = workload.name
    compartments = cell.count * workload.copies
    steps = plan.grid.steps
    step = workload.step.value(in: .ms)
    seconds = stepping.sorted()[repeats / 2]
    setup = laying.sorted()[repeats / 2]
    hasPeers = workload.hasPeers
    peakMemory = Self.peak
  }

  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
  }

  private static var peak: Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return Int(usage.ru_maxrss) * 1024
  }

  var json: JSON {
    [
      "program": "Rall", "workload": .string(workload), "compartments": .integer(compartments),
      "steps": .integer(steps), "step": .number(step), "seconds": .number(seconds),
      "nanoseconds": .number(nanoseconds), "lowering": .number(lowering), "setup": .number(setup),
      "peakMemory": .integer(peakMemory), "hasPeers": .bool(hasPeers),
    ]
  }

  var text: String {
    func number(_ value: Double) -> String { String(format: "%8.3f", value) }
    return workload.padding(toLength: 28, withPad: " ", startingAt: 0)
      + String(format: "%9d compartments %7d steps", compartments, steps)
      + number(nanoseconds) + " ns" + number(1000 * lowering) + " ms lowered"
      + number(1000 * setup) + " ms laid out" + number(Double(peakMemory) / 1e6) + " MB"
  }
}
