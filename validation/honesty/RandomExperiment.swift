internal import Foundation
package import RallCable
package import RallImpedance
package import RallModel
internal import RallMorphology
internal import RallNumerics
internal import RallUnits
internal import TestNeurons
internal import TestRandom

/// An experiment that a seed draws: a real neuron with membrane, temperature, electrodes, places,
/// steps and compartments at random; the same for the same seed and the same neurons.
package struct RandomExperiment: Sendable {
  package let seed: Int
  package let neuron: String
  package let experiment: Experiment
  package let cell: LoweredCell
  /// Where it starts; nil from the cell's own potential.
  package let rest: RestingState?
  /// Along which a velocity is measured.
  package let path: TreePath

  /// Where it is watched and recorded.
  package var watched: [LoweredCell.Probe] {
    get throws {
      try experiment.detectors[0].sites.map {
        cell.probe(at: try $0.locations(on: cell.morphology)[0])
      }
    }
  }

  /// More compartments than this are drawn anew, so that many can be run.
  package static let mostCompartments = 1500

  /// Draws until all is there: compartments that are not too many, a region that is not empty, and a
  /// resting state.
  package init(seed: Int, from real: RealNeurons) {
    var random = SeededGenerator(seed: seed)
    while true {
      if let drawn = Self(seed, real, &random) {
        self = drawn
        return
      }
    }
  }

  private init?(_ seed: Int, _ real: RealNeurons, _ random: inout SeededGenerator) {
    func number(_ range: ClosedRange<Double>) -> Double { .random(in: range, using: &random) }
    /// As likely in each octave.
    func scale(_ range: ClosedRange<Double>) -> Double {
      range.lowerBound * pow(range.upperBound / range.lowerBound, number(0...1))
    }
    let neuron = real.neurons.randomElement(using: &random)!
    let morphology = neuron.morphology
    func site() -> Site {
      .section(Int.random(in: 0..<morphology.sections.count, using: &random), number(0...1))
    }
    let divisions: [Division] = [
      .lambdaFraction(scale(0.05...0.3), frequency: 100.Hz), .longest(Length(scale(10...100), .um)),
      .perSection(.random(in: 1...3, using: &random)),
    ]
    let division = divisions.randomElement(using: &random)!
    let regions: [Region] = [.all, .all, .type(1), .type(2), .or(.type(1), .type(2)), .type(3)]
    let excitable = regions.randomElement(using: &random)!
    let startsAtRest = Bool.random(using: &random)
    let leak = Layer.passive(
      g: scale(0.02...0.5).mS / .cm2, e: number(-70 ... -60).mV)
    let channels = Layer.hh(
      gna: number(60...240).mS / .cm2, gk: number(18...72).mS / .cm2,
      gl: number(0.1...0.6).mS / .cm2,
      ena: number(45...55).mV, ek: number(-80 ... -72).mV, el: number(-60 ... -54).mV)
    let material = Cell(
      axoplasm: number(70...200).ohm * .cm, capacitance: number(0.7...1.5).uF / .cm2,
      temperature: Temperature(celsius: number(6.3...25)),
      start: startsAtRest ? .rest : .voltage(-65.mV)
    ) {
      Coat(.all, leak)
      Coat(excitable, channels)
    }
    let duration = number(10...30)
    let sites = (0..<Int.random(in: 1...3, using: &random)).map { _ in site() }
    guard
      let cell = try? LoweredCell(material, morphology, division: division, electrodes: sites),
      cell.count <= Self.mostCompartments, let resting = try? RestingState(of: cell)
    else { return nil }
    let clamps = Int.random(in: 0..<4, using: &random) == 0
    let stimuli = sites.enumerated().map { index, site in
      if clamps, index == 0 {
        // Through a resistance that charges the nearest membrane in far less than a step, or in many.
        let start = number(0.5...duration / 4)
        return Stimulus(
          name: "clamp", at: site,
          VoltageClamp(
            [
              .init(number(-80 ... -60).mV, for: number(1...duration / 4).ms),
              .init(number(-40...20).mV, for: number(1...duration / 4).ms),
            ], from: start.ms, seriesResistance: scale(0.2...50).Mohm))
      }
      let place = try! site.locations(on: morphology)[0]
      let resistance = QuasiActiveCell(resting).steadyResponse(from: cell.probe(at: place))
        .inputImpedance.real
      let start = number(0.5...duration / 2)
      // From a subthreshold step to one of four times what a spike needs at a high resistance.
      return Stimulus(
        name: "step\(index)", at: site,
        CurrentClamp(
          (scale(5...120) / resistance).nA, from: start.ms, for: number(0.3...duration - start).ms))
    }
    let step = scale(0.0125...0.1).ms
    let watched = [.section(0, 0), sites[0], site()]
    experiment = Experiment(
      morphology: .given(morphology), division: division, cell: material, stimuli: stimuli,
      recordings: [Recording(name: "v", .sites(watched), every: step)],
      detectors: [Detector(name: "spikes", at: watched, above: -20.mV)],
      run: RunSettings(duration: duration.ms, step: step, accuracy: .richardson))
    self.seed = seed
    self.neuron = neuron.file
    self.cell = cell
    rest = startsAtRest ? resting : nil
    path = TreePath(
      from: try! watched[1].locations(on: morphology)[0],
      to: try! watched[2].locations(on: morphology)[0], in: cell
    ).thinned(to: 32)
  }
}
