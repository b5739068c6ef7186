internal import RallCable
public import RallModel
public import RallUnits

/// What moved when the step was halved twice, and when every compartment was: how far each number of an
/// experiment is off in time and in space, and what step and mesh a tolerance asks for.
public struct Convergence: Sendable {
  /// One number of the experiment.
  public struct Moved: Sendable, Hashable {
    /// The name of the measure, the detector or the recording.
    public let name: String
    /// `value`, `peak`, `first spike`, `last spike`; `trace` of a recording.
    public let quantity: String
    public let place: String
    public let unit: String
    /// Of a trace the one that is farthest from 0.
    public let value: Double
    /// What halving the step did.
    public let time: Refinement
    /// What halving the compartments did.
    public let mesh: Refinement

    /// What an error is compared with: 1 ms for times, 100 mV for potentials, a radian for angles, else the
    /// number itself.
    public var scale: Double {
      switch unit {
      case "ms": 1
      case "mV": 100
      case "deg": 180 / .pi
      default: abs(value)
      }
    }
  }

  /// The tolerance, as a share of `Moved.scale`.
  public let tolerance: Double
  public let step: Time
  public let division: Division
  public let compartments: Int
  /// True of a cell that is solved in closed form, where neither step nor mesh makes an error.
  public let isExact: Bool
  /// True where some of them are those of a published lumped model: cut finer that is another model, and
  /// what it moves by is no error.
  public let isLumped: Bool
  /// The numbers that are there in all five runs.
  public let moved: [Moved]
  /// What is not the same in all five runs: counts of spikes, a spike that stops.
  public let remarks: [String]
  /// What is recorded and was not looked at, with the reason.
  public let unseen: [String]
  /// The order that the scheme has in time where nothing tells another.
  let order: Double
}

extension Convergence {
  /// The most that a step or a mesh is changed by at once: beyond it the fitted orders say nothing.
  private static let reach = (finest: 1.0 / 64, coarsest: 2.0)

  /// True where the experiment has no number that could move.
  public var isEmpty: Bool { moved.isEmpty && remarks.isEmpty }

  /// By what the step should be multiplied to leave half of the tolerance to the time.
  public var stepFactor: Double { factor(\.time, standard: order) }

  /// By what the length of the compartments should be, to leave the other half to the mesh; 1 where they
  /// are those of a lumped model.
  public var pieceFactor: Double { isLumped ? 1 : factor(\.mesh, standard: 2) }

  private func factor(_ refinement: KeyPath<Moved, Refinement>, standard: Double) -> Double {
    let wanted = moved.map { one -> Double in
      let error = one[keyPath: refinement].error / one.scale
      guard error > 0 else { return Self.reach.coarsest }
      let order = one[keyPath: refinement].order ?? standard
      return (tolerance / 2 / error).raised(to: 1 / order)
    }
    return min(max(wanted.min() ?? 1, Self.reach.finest), Self.reach.coarsest)
  }

  /// The step that is recommended.
  public var recommendedStep: Time { Time(coherent: down(stepFactor * step.coherent)) }

  /// The division that is recommended; sections that are one piece long stay one piece.
  public var recommendedDivision: Division {
    switch division {
    case .longest(let length): .longest(Length(coherent: down(pieceFactor * length.coherent)))
    case .lambdaFraction(let share, let frequency):
      .lambdaFraction(down(pieceFactor * share), frequency: frequency)
    case .perSection(let count): .perSection(Int((Double(count) / pieceFactor).rounded(.up)))
    }
  }

  /// True where the experiment as it is keeps the tolerance.
  public var isWithin: Bool {
    remarks.isEmpty
      && moved.allSatisfy {
        $0.time.error + (isLumped ? 0 : $0.mesh.error) <= tolerance * $0.scale
      }
  }

  /// Two digits, none of them rounded up.
  private func down(_ value: Double) -> Double {
    let scale = 10.raised(to: Double(value.decade - 1))
    return (value / scale * (1 + 1e-12)).rounded(.down) * scale
  }

  /// Measures with the errors that are known now: of the mesh, and in time where there was none.
  func completed(_ measures: [MeasureResult]) -> [MeasureResult] {
    measures.map { measure in
      var measure = measure
      for index in measure.values.indices {
        let value = measure.values[index]
        let known = moved.first {
          $0.name == measure.name && $0.quantity == value.quantity && $0.place == value.where
        }
        guard let known else { continue }
        if !isLumped { measure.values[index].meshError = known.mesh.error }
        if value.error == nil, known.time.order != nil {
          measure.values[index].error = known.time.error
        }
      }
      return measure
    }
  }
}
