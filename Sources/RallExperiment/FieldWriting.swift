internal import RallModel
internal import RallUnits

extension ExtracellularField {
  /// An item of `extracellular:`.
  var written: YAMLValue {
    var value: YAMLValue = ["name": .scalar(name)]
    value.add(source.word, source.written)
    if let course { value.add(course.word, course.written) }
    return value
  }
}

extension FieldSource {
  fileprivate var written: YAMLValue {
    switch self {
    case .point(let point):
      return [
        "current": .quantity(point.current),
        "at": .list([point.x, point.y, point.z].map { .quantity($0) }),
        "resistivity": .quantity(point.resistivity),
      ]
    case .uniform(let uniform):
      let direction = uniform.direction
      return [
        "strength": .quantity(uniform.strength),
        "direction": .list([direction.x, direction.y, direction.z].map { .number($0) }),
      ]
    case .table(let table):
      var value: YAMLValue = [
        "path": .scalar(table.path), "potential": .scalar(table.potential.symbol),
      ]
      value.add("time", table.time.map { .scalar($0.symbol) })
      value.add("distance", table.distance.map { .scalar($0.symbol) })
      value.add("scale", .number(table.scale))
      return value
    }
  }
}

extension FieldCourse {
  fileprivate var written: YAMLValue {
    switch self {
    case .pulse(let pulse): pulse.written
    case .ramp(let ramp):
      [
        "start": .quantity(ramp.start), "duration": .quantity(ramp.duration),
        "from": .number(ramp.from), "to": .number(ramp.to),
      ]
    case .sine(let sine): sine.written
    case .noise(let noise): noise.written
    case .file(let file): ["path": .scalar(file.path), "time": .scalar(file.time.symbol)]
    }
  }
}

extension FieldPulse {
  fileprivate var written: YAMLValue {
    var value: YAMLValue = ["start": .quantity(start)]
    if phases.count == 1, phases[0].share == 1 {
      value.add("duration", .quantity(phases[0].duration))
    } else {
      value.add(
        "phases",
        .list(phases.map { ["share": .number($0.share), "for": .quantity($0.duration)] }))
    }
    value.add("repeat", repeats?.written)
    return value
  }
}

extension FieldSine {
  fileprivate var written: YAMLValue {
    var value: YAMLValue = [
      "start": .quantity(start), "duration": .quantity(duration),
      "amplitude": .number(amplitude), "frequency": .quantity(frequency),
    ]
    value.add("to_frequency", endFrequency.map { .quantity($0) })
    value.add("phase", .angle(phase))
    value.add("offset", .number(offset))
    return value
  }
}

extension FieldNoise {
  fileprivate var written: YAMLValue {
    var value: YAMLValue = [
      "start": .quantity(start), "duration": .quantity(duration), "mean": .number(mean),
      "sd": .number(sd), "tau": .quantity(tau),
    ]
    value.add("seed", seed.map { .scalar("\($0)") })
    return value
  }
}
