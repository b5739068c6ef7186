internal import RallModel
internal import RallUnits

extension Stimulus {
  /// An item of `stimuli:`.
  func written(in experiment: Experiment) -> YAMLValue {
    var value: YAMLValue = ["name": .scalar(name), "at": .site(site, in: experiment)]
    value.add(electrode.word, electrode.written)
    return value
  }
}

extension Electrode {
  fileprivate var written: YAMLValue {
    switch self {
    case .currentClamp(let clamp): clamp.written
    case .ramp(let ramp): ramp.written
    case .sine(let sine): sine.written
    case .noise(let noise): noise.written
    case .file(let file): file.written
    case .voltageClamp(let clamp): clamp.written
    }
  }
}

extension CurrentClamp {
  fileprivate var written: YAMLValue {
    var value: YAMLValue = [
      "start": .quantity(start), "duration": .quantity(duration), "amplitude": .quantity(amplitude),
    ]
    value.add("repeat", repeats?.written)
    return value
  }
}

extension CurrentClamp.Repeat {
  var written: YAMLValue { ["every": .quantity(every), "times": .scalar("\(times)")] }
}

extension CurrentRamp {
  fileprivate var written: YAMLValue {
    [
      "start": .quantity(start), "duration": .quantity(duration), "from": .quantity(from),
      "to": .quantity(to),
    ]
  }
}

extension CurrentSine {
  fileprivate var written: YAMLValue {
    var value: YAMLValue = [
      "start": .quantity(start), "duration": .quantity(duration), "amplitude": .quantity(amplitude),
      "frequency": .quantity(frequency),
    ]
    value.add("to_frequency", endFrequency.map { .quantity($0) })
    value.add("phase", phase == 0 ? nil : .angle(phase))
    value.add("offset", offset == .zero ? nil : .quantity(offset))
    return value
  }
}

extension CurrentNoise {
  fileprivate var written: YAMLValue {
    var value: YAMLValue = [
      "start": .quantity(start), "duration": .quantity(duration), "mean": .quantity(mean),
      "sd": .quantity(sd), "tau": .quantity(tau),
    ]
    value.add("seed", seed.map { .scalar("\($0)") })
    return value
  }
}

extension CurrentFile {
  fileprivate var written: YAMLValue {
    [
      "path": .scalar(path), "time": .scalar(time.symbol), "current": .scalar(current.symbol),
    ]
  }
}

extension VoltageClamp {
  fileprivate var written: YAMLValue {
    var value: YAMLValue = [
      "start": .quantity(start),
      "levels": .list(
        levels.map { ["hold": .quantity($0.hold), "for": .quantity($0.duration)] }),
    ]
    value.add(
      "series_resistance", seriesResistance == .zero ? nil : .quantity(seriesResistance))
    return value
  }
}
