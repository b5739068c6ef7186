public import RallJSON
internal import RallModel
internal import RallUnits

extension Explanation {
  /// One object with stable keys.
  public var json: JSON {
    [
      "title": .string(title), "soma": .string(soma), "compartments": .integer(compartments),
      "regions": .array(parts.map(\.json)), "myelin": .array(myelin.map(\.json)),
      "channels": .array(channels.map(\.json)),
      "rest": resting.map {
        [.number($0.least.value(in: .mV)), .number($0.most.value(in: .mV))]
      } ?? .null,
      "step": .number(step.value(in: .ms)), "steps": .integer(steps),
      "exact": .bool(point?.isExact == true),
      "record": .array(
        tracks.map {
          [
            "name": .string($0.name), "columns": .integer($0.columns),
            "frames": .integer($0.frames),
          ]
        }),
      "memory": .integer(memory), "disk": .integer(disk),
      "remarks": .array(remarks.map { .string($0) }),
    ]
  }
}

extension Explanation.Part {
  fileprivate var json: JSON {
    [
      "region": .string(name), "length": .number(length.value(in: .um)),
      "area": .number(area.value(in: .um2)), "compartments": .integer(compartments),
      "lengthConstant": lengthConstants.map {
        [.number($0.least.value(in: .um)), .number($0.most.value(in: .um))]
      } ?? .null,
    ]
  }
}

extension Explanation.Channel {
  fileprivate var json: JSON {
    [
      "name": .string(name), "area": .number(area.value(in: .um2)),
      "compartments": .integer(compartments),
      "parameters": .object(
        parameters.map {
          .init(
            key: $0.name,
            value: ["least": .number($0.least), "most": .number($0.most), "unit": .string($0.unit)])
        }),
    ]
  }
}
