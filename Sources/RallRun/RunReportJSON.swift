public import RallJSON
public import RallModel
internal import RallUnits

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

extension RunReport {
  /// One object with stable keys.
  public var json: JSON {
    [
      "file": JSON(file), "status": .string(status.rawValue),
      "compartments": .integer(compartments), "steps": .integer(steps),
      "step": .number(step.value(in: .ms)), "exact": .bool(isExact),
      "rest": rest?.json ?? .null, "threads": .integer(1),
      "kernel": .string(Version.kernelName),
      "seconds": .object(seconds.map { .init(key: $0.what, value: .number($0.seconds)) }),
      "peakMemory": .integer(Self.peakMemory),
      "record": .object(
        tracks.map {
          .init(key: $0.name, value: ["unit": .string($0.unit), "error": .number($0.error)])
        }),
      "detect": .object(detectors.map { .init(key: $0.name, value: $0.json) }),
      "measure": .object(measures.map { .init(key: $0.name, value: $0.json) }),
      "convergence": convergence?.json ?? .null, "warnings": .array(warnings.map(\.json)),
    ]
  }

  /// The answer of the measure, for a program; of several, one object by name.
  public var measureJSON: JSON {
    measures.count == 1
      ? measures[0].json : .object(measures.map { .init(key: $0.name, value: $0.json) })
  }

  /// The most memory that the process has had, in bytes.
  private static var peakMemory: Int {
    var usage = rusage()
    #if canImport(Darwin)
      getrusage(RUSAGE_SELF, &usage)
      return usage.ru_maxrss
    #else
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
      return usage.ru_maxrss * 1024
    #endif
  }
}

extension DetectorReport {
  /// One object a point; `error` is null where no error in time was estimated.
  var json: JSON {
    .array(
      labels.indices.map { point in
        let spikes = spikes[point]
        return [
          "at": .string(labels[point]),
          "times": .array(spikes.map { .number($0.time.value(in: .ms)) }),
          "peaks": .array(spikes.map { .number($0.peak.value(in: .mV)) }),
          "error": .array(spikes.map { JSON($0.error?.value(in: .ms)) }),
          "undecided": JSON(undecided[point]),
        ]
      })
  }
}

extension MeasureResult {
  /// The object of this measure: one number with its unit, or a list of values.
  public var json: JSON {
    var members: [JSON.Member] = [.init(key: "kind", value: .string(kind))]
    func add(_ key: String, _ value: JSON) { members.append(.init(key: key, value: value)) }
    switch AnswerKind(rawValue: kind) {
    case .conductionVelocity:
      members += speedMembers
    case .inputResistance:
      members += Self.members(of: values.first, unit: "Mohm")
    case .lengthConstant:
      add("unit", "um")
      add("values", .array(values.map { $0.json(place: "region") }))
    case .impedance, .timeConstants, .features, .rate, nil:
      add("values", .array(values.map { $0.json(place: "at", withUnit: true) }))
    }
    let trains: [AnswerKind] = [.features, .rate]
    if let known = AnswerKind(rawValue: kind), trains.contains(known) {
      add("series", .object(series.map { .init(key: $0.quantity, value: $0.json) }))
    }
    add("remark", JSON(remark))
    return .object(members)
  }

  /// A number with its unit and errors; nulls where there is none.
  private static func members(of value: Value?, unit: String) -> [JSON.Member] {
    [
      .init(key: "value", value: JSON(value?.value)), .init(key: "unit", value: .string(unit)),
      .init(key: "standardError", value: JSON(value?.standardError)),
      .init(key: "error", value: JSON(value?.error)),
      .init(key: "meshError", value: JSON(value?.meshError)),
    ]
  }

  /// The velocity of a path and its delays from point to point in ms; of several branches a list, and
  /// how many tips were reached.
  private var speedMembers: [JSON.Member] {
    let branches = values.filter { $0.quantity == "delay" && !$0.place.isEmpty }
    let isBranched = values.contains { $0.quantity == "tips" }
    // Of one path two values stand where a spike began between its ends.
    let isOne = !isBranched && branches.isEmpty
    let one = isOne ? values.first { $0.quantity == "value" } : nil
    var members = Self.members(of: one, unit: "m/s")
    func add(_ key: String, _ value: JSON) { members.append(.init(key: key, value: value)) }
    func value(_ quantity: String, at place: String) -> JSON {
      JSON(values.first { $0.quantity == quantity && $0.place == place }?.value)
    }
    func list(_ quantity: String) -> JSON {
      series.first { $0.quantity == quantity }?.numbers ?? .array([])
    }
    if !isOne {
      add(
        "branches",
        .array(
          branches.map { delay in
            let speed = values.first { $0.quantity == "value" && $0.place == delay.place }
            return .object(
              [.init(key: "branch", value: .string(delay.place))]
                + Self.members(of: speed, unit: "m/s")
                + [
                  .init(key: "delay", value: .number(delay.value)),
                  .init(key: "length", value: JSON(branchLength(delay.place))),
                ])
          }))
    }
    if isBranched {
      add("tips", value("tips", at: ""))
      add("tipsReached", value("tipsReached", at: ""))
    }
    if isOne {
      add("delay", value("delay", at: ""))
    }
    add("positions", list("position"))
    add("arrivals", list("arrival"))
    add("delays", list("delay"))
    add("failedAt", one == nil && isOne || isBranched ? JSON(remark) : .null)
    return members
  }
}

extension MeasureResult.Series {
  /// The values in turn; null where there is none.
  fileprivate var numbers: JSON {
    .array(values.map { $0.isFinite ? .number($0) : .null })
  }

  fileprivate var json: JSON { ["unit": .string(unit), "values": numbers] }
}

extension MeasureResult.Value {
  /// - Parameter place: the key of the place.
  fileprivate func json(place key: String, withUnit: Bool = false) -> JSON {
    var members: [JSON.Member] = [.init(key: key, value: .string(place))]
    func add(_ key: String, _ value: JSON) { members.append(.init(key: key, value: value)) }
    if quantity != "value" { add("quantity", .string(quantity)) }
    if let frequency { add("frequency", .number(frequency)) }
    add("value", .number(value))
    if withUnit { add("unit", .string(unit)) }
    add("standardError", JSON(standardError))
    add("error", JSON(error))
    add("meshError", JSON(meshError))
    return .object(members)
  }
}

extension RestReport {
  fileprivate var json: JSON {
    [
      "least": .number(least.value(in: .mV)), "most": .number(most.value(in: .mV)),
      "residual": .number(residual.value(in: .mV)),
    ]
  }
}
