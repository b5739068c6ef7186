import RallCable
import RallModel
import RallMorphology
import RallSimulation
import RallUnits
import TestNeurons
import Testing

@Suite("A plan")
struct PlanTests {
  /// A bench whose plan is good: a cable of ten pieces with a pulse.
  static func bench() -> Bench {
    var bench = Bench(
      cell: Cell { Coat(.compare(.distance, .less, 50), .hh()) },
      morphology: .cylinder(length: 100.um, diameter: 2.um), division: .perSection(10))
    bench.stimuli = [
      Stimulus(name: "pulse", at: .section(0, 0.33), CurrentClamp(1.nA, from: 1.ms, for: 1.ms))
    ]
    return bench
  }

  static func plan(
    _ bench: Bench, duration: Time = 10.ms, step: Time = 0.025.ms, electrodes: [Site]? = nil
  ) throws -> Plan {
    let lowered = try LoweredCell(
      bench.cell, bench.morphology, division: bench.division,
      electrodes: electrodes ?? bench.stimuli.map(\.site))
    return try Plan(
      Experiment(
        morphology: .given(bench.morphology), cell: bench.cell, stimuli: bench.stimuli,
        recordings: bench.recordings, detectors: bench.detectors,
        run: RunSettings(duration: duration, step: step)), lowered)
  }

  @Test("numbers that cannot be are refused with their way in the experiment")
  func numbers() {
    func path(_ change: (inout Bench) -> Void, _ duration: Time = 10.ms, _ step: Time = 0.025.ms)
      -> String?
    {
      var bench = Self.bench()
      change(&bench)
      do {
        _ = try Self.plan(bench, duration: duration, step: step)
        return nil
      } catch PlanError.number(let path, _, _) {
        return path
      } catch {
        return "\(error)"
      }
    }
    #expect(path { _ in } == nil)
    for wrong in [0, -1, .nan, .infinity] as [Double] {
      let time = Time(coherent: wrong)
      #expect(path({ _ in }, time) == "run.duration")
      #expect(path({ _ in }, 10.ms, time) == "run.step")
      #expect(path { $0.stimuli[0].clamp.duration = time } == "stimuli[0].current_clamp.duration")
      #expect(
        path { $0.stimuli[0].clamp.repeats = .init(every: time, times: 2) }
          == "stimuli[0].current_clamp.repeat.every")
      #expect(
        path { $0.recordings = [Recording(name: "v", .sites([.section(0, 0)]), every: time)] }
          == "record[0].every")
    }
    #expect(path({ _ in }, 1e9.s, 1e-3.ms) == "run.step")
    #expect(
      path { $0.stimuli[0].clamp.amplitude = Current(coherent: .nan) }
        == "stimuli[0].current_clamp.amplitude")
    #expect(
      path { $0.stimuli[0].clamp.start = Time(coherent: .infinity) }
        == "stimuli[0].current_clamp.start")
    for times in [0, -1] {
      #expect(
        path { $0.stimuli[0].clamp.repeats = .init(every: 1.ms, times: times) }
          == "stimuli[0].current_clamp.repeat.times")
    }
  }

  @Test("an electrode for which no vertex was made is not moved to another in silence")
  func electrode() {
    #expect(throws: PlanError.noVertex(stimulus: 0, site: "section(0, 0.33)")) {
      try Self.plan(Self.bench(), electrodes: [])
    }
  }

  @Test("what has no place or no meaning is named by its number")
  func places() {
    func error(_ change: (inout Bench) -> Void) -> PlanError? {
      var bench = Self.bench()
      change(&bench)
      do { _ = try Self.plan(bench, electrodes: [.section(0, 0.33)]) } catch {
        return error as? PlanError
      }
      return nil
    }
    func recording(_ variables: [String], _ place: Recording.Place) -> PlanError? {
      error { $0.recordings = [Recording(name: "r", variables: variables, place)] }
    }
    #expect(error { $0.stimuli[0].site = .soma } == .site(.stimulus(0), .noSoma))
    #expect(
      error { $0.detectors = [Detector(name: "d", at: [.section(0, 1), .swc(7)], above: .zero)] }
        == .site(.detector(0, site: 1), .unknownSample(7)))
    #expect(
      recording(["v"], .sites([.section(3, 0)]))
        == .site(.recording(0, site: 0), .noSuchSection(3, count: 1)))
    #expect(recording(["v"], .region(.soma)) == .emptyRegion(recording: 0, .soma))
    #expect(
      recording(["v"], .region(.section(9)))
        == .region(recording: 0, .noSuchSection(9, count: 1)))
    #expect(
      recording(["w"], .region(.all))
        == .variable(
          recording: 0, "w",
          known: ["v", "i_membrane", "i_electrode", "hh.m", "hh.h", "hh.n", "ina", "ik", "il"]))
    for current in ["ina", "i_membrane"] {
      #expect(
        recording([current], .sites([.section(0, 0.25)]))
          == .currentAtProbe(recording: 0, current, site: "section(0, 0.25)"))
      #expect(recording([current], .sites([.section(0, 0.33)])) == nil)
    }
  }

  @Test("the layout tells what will be handed over")
  func layout() throws {
    var bench = Self.bench()
    bench.recordings = [
      Recording(
        name: "two", variables: ["v", "hh.m"], .sites([.section(0, 0.2), .section(0, 0.25)])),
      Recording(name: "all", .region(.all), every: 0.3.ms),
      Recording(name: "part", .region(.compare(.distance, .less, 50))),
    ]
    bench.detectors = [Detector(name: "d", at: [.section(0, 1)], above: -20.mV)]
    let layout = try Self.plan(bench).layout
    #expect(layout.tracks.map(\.name) == ["two.v", "two.hh.m", "all", "part"])
    #expect(layout.tracks.map(\.unit) == ["mV", "1", "mV", "mV"])
    #expect(layout.tracks.map(\.frameCount) == [401, 401, 34, 401])
    // Ten pieces, the cut at 33 µm and the boundary at 50: the run is 3.3, 1.7 and 5 pieces.
    let columns = layout.tracks[2].columns
    #expect(columns.count == 4 + 2 + 5 + 1 && columns.allSatisfy { !$0.isProbe })
    #expect(layout.tracks[3].columns.count == 4 + 2 + 1)
    let probe = layout.tracks[0].columns[1]
    #expect(probe.isProbe && probe.area.isNaN && probe.sectionPosition == 0.25)
    #expect(abs(probe.centre.x - 25) < 1e-12)
    #expect(layout.detectors[0].labels == ["section(0, 1)"])
    #expect(layout.detectors[0].threshold == -20.mV)
  }

  @Test("a stimulus is told as it is applied: in corners, within the run, overlapping pulses added")
  func corners() throws {
    func applied(_ clamp: CurrentClamp) throws -> AppliedStimulus {
      var bench = Self.bench()
      bench.stimuli[0].clamp = clamp
      return try Self.plan(bench).stimuli[0]
    }
    let train = try applied(
      CurrentClamp(2.nA, from: 1.ms, for: 3.ms, repeats: .init(every: 4.ms, times: 9)))
    #expect(train.section == 0 && abs(train.sectionPosition - 0.33) < 1e-12)
    #expect(train.times == [0, 1, 1, 4, 4, 5, 5, 8, 8, 9, 9, 10])
    #expect(train.currents == [0, 0, 2, 2, 0, 0, 2, 2, 0, 0, 2, 2])
    let always = try applied(CurrentClamp(2.nA, from: -1.ms, for: 100.ms))
    #expect(always.times == [0, 10] && always.currents == [2, 2])
    let overlapping = try applied(
      CurrentClamp(1.nA, from: .zero, for: 3.ms, repeats: .init(every: 2.ms, times: 2)))
    #expect(overlapping.times == [0, 2, 2, 3, 3, 5, 5, 10])
    #expect(overlapping.currents == [1, 1, 2, 2, 1, 1, 0, 0])
    let joined = try applied(
      CurrentClamp(1.nA, from: 1.ms, for: 1.ms, repeats: .init(every: 1.ms, times: 3)))
    #expect(joined.times == [0, 1, 1, 4, 4, 10] && joined.currents == [0, 0, 1, 1, 0, 0])
  }

  @Test("a gate where its mechanism is not is no number")
  func gates() throws {
    var bench = Self.bench()
    bench.recordings = [
      Recording(name: "m", variables: ["hh.m"], .sites([.section(0, 0), .section(0, 1)]))
    ]
    let yield = try bench.run(for: 1, step: 0.025)
    #expect(yield.trace(0).allSatisfy { $0 > 0 && $0 < 1 })
    #expect(yield.trace(1).allSatisfy { $0.isNaN })
  }
}
