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
      "kernel": .string(Version.kernel),
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
    case .conductionVelocity, .inputResistance:
      let isSpeed = kind == AnswerKind.conductionVelocity.rawValue
      add("value", JSON(values.first?.value))
      add("unit", isSpeed ? "m/s" : "Mohm")
      add("standardError", JSON(values.first?.standardError))
      add("error", JSON(values.first?.error))
      add("meshError", JSON(values.first?.meshError))
      if isSpeed { add("failedAt", values.isEmpty ? JSON(remark) : .null) }
    case .lengthConstant:
      add("unit", "um")
      add("values", .array(values.map { $0.json(place: "region") }))
    case .features, .rate, nil:
      add("values", .array(values.map { $0.json(place: "at", withUnit: true) }))
    }
    add("remark", JSON(remark))
    return .object(members)
  }
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
