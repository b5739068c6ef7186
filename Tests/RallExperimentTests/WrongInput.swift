/// A wrong experiment, its error marked, and what the message must say.
struct WrongInput: Sendable {
  let experiment: MarkedExperiment
  let parts: [String]

  init(_ sections: String, _ parts: String...) {
    self.init(experiment: MarkedExperiment(sections), parts: parts)
  }

  init(experiment: MarkedExperiment, parts: [String]) {
    self.experiment = experiment
    self.parts = parts
  }
}

extension WrongInput {
  static let quantities = [
    WrongInput("run: { duration: ‸60 }", "60 without a unit", "a time: us, ms, s"),
    WrongInput("run: { duration: ‸0 }", "0 without a unit", "a time"),
    WrongInput("run: { duration: ‸60 mV }", "60 mV, a voltage", "a time: us, ms, s"),
    WrongInput("run: { duration: 60 ‸mss }", "unknown unit 'mss'", "us, ms, s", "mean ms?"),
    WrongInput("run: { duration: 60 ‸MS }", "unknown unit 'MS'", "mean ms?"),
    WrongInput("run: { duration: ‸60ms }", "'60ms'", "a space between"),
    WrongInput("run: { duration: ‸long }", "'long'", "a time"),
    WrongInput("run: { duration: ‸-60 ms }", "-60 ms", "more than 0"),
    WrongInput("run: { duration: ‸0 ms }", "0 ms", "more than 0"),
    WrongInput("run: { duration: 60 ms ‸+ 3 ms }", "'+'", "and no more"),
    WrongInput("run: { duration: ‸1e400 ms }", "1e400", "no number"),
    WrongInput("run: { duration: ‸1.2.3 ms }", "1.2.3", "no number"),
    WrongInput("run: { duration: ‸nan }", "'nan'", "a time"),
    WrongInput("run: { duration: ‸[60 ms] }", "a list", "a time"),
    WrongInput("run:\n  duration:‸", "nothing", "a time"),
    WrongInput("run: { duration: 60 ms, step: ‸61 ms }", "a step of 61 ms", "no longer"),
    WrongInput("run: { duration: 60 ms, step: ‸1e-12 ms }", "in steps of", "10000000000 steps"),
    WrongInput("run: { duration: 60 ms, seed: ‸1.5 }", "'1.5'", "whole number"),
    WrongInput("cell: { temperature: ‸24 }", "24 without a unit", "degC"),
    WrongInput("cell: { temperature: ‸-300 degC }", "-300 degC", "a temperature"),
    WrongInput("cell: { axoplasm: ‸100 ohm }", "100 ohm, a resistance", "a resistivity", "ohm cm"),
    WrongInput("cell: { axoplasm: ‸0 ohm cm }", "0 ohm cm", "more than 0"),
    WrongInput("cell: { axoplasm: 100 ‸Ω cm }", "unknown unit 'Ω'", "mean ohm?"),
    WrongInput("compartments: { longest: 10 ‸µm }", "unknown unit 'µm'", "mean um?"),
    WrongInput("cell: { capacitance: ‸1 degC }", "1 degC, a temperature", "per area"),
  ]

  static let keys = [
    WrongInput("run: { duration: 60 ms, ‸stepp: 1 ms }", "key 'stepp' of run", "mean step?"),
    WrongInput("‸stimulus: []", "key 'stimulus'", "expected", "mean stimuli?"),
    WrongInput("run: ‸{ step: 1 ms }", "run without duration", "duration"),
    WrongInput("run: { duration: 60 ms, ‸duration: 50 ms }", "'duration' twice", "first in line"),
    WrongInput("title: a\n‸title: b", "'title' twice", "first in line 6"),
    WrongInput("rall: ‸2", "version '2'", "expected 1"),
    WrongInput("morphology: ‸{ soma: auto }", "neither file nor cylinder"),
    WrongInput(
      "morphology: { file: a.swc, ‸cylinder: { length: 1 mm, diameter: 1 um, type: axon } }",
      "cylinder beside file"),
    WrongInput(
      "morphology: { cylinder: { length: 1 mm, diameter: 1 um, type: axon }, ‸soma: auto }",
      "soma beside a cylinder"),
    WrongInput(
      "morphology: { cylinder: { length: 1 mm, diameter: 1 um, type: ‸axn } }", "'axn'",
      "mean axon?"),
    WrongInput("morphology: ‸cell.swc", "'cell.swc' for morphology", "a mapping", "file"),
    WrongInput("morphology: { file: a.swc, soma: ‸sfere }", "'sfere'", "frusta", "mean sphere?"),
    WrongInput("morphology: { file: a.swc, roots: ‸none }", "'none'", "all, largest"),
    WrongInput("morphology: { file: a.swc, scale: ‸0 }", "0", "more than 0"),
    WrongInput("morphology: { file: a.swc, scale: ‸1 um }", "1 um, a length", "a bare number"),
    WrongInput("morphology: { file: a.swc, repair: [‸duplicates] }", "duplicate_points"),
    WrongInput(
      "morphology: { file: a.swc, repair: [zero_radius, ‸zero_radius] }", "zero_radius twice"),
    WrongInput("morphology: { made: ‸in a program }", "made in a program", "file"),
    WrongInput("compartments: { longest: 1 um, ‸per_section: 3 }", "per_section beside longest"),
    WrongInput("compartments: { per_section: ‸0 }", "'0'", "from 1"),
    WrongInput("compartments: ‸{ lambda_fraction: 0.1 }", "without frequency"),
    WrongInput("compartments: { longest: 1 um, ‸frequency: 3 Hz }", "without lambda_fraction"),
    WrongInput("compartments: ‸{}", "neither longest nor"),
    WrongInput("output: { overwrite: ‸yes }", "'yes'", "true, false"),
    WrongInput("run: { duration: 60 ms, accuracy: ‸standrad }", "mean standard?"),
    WrongInput("membrane: ‸{ region: all, hh: {} }", "a mapping for membrane", "a list"),
    WrongInput("membrane:\n  - ‸region: all", "lays nothing", "passive, hh"),
    WrongInput("membrane: [‸{ hh: {} }]", "a membrane line without region"),
    WrongInput("membrane: [{ region: all, ‸hhh: {} }]", "key 'hhh'", "mean hh?"),
    WrongInput("membrane:\n  - region: all\n    hh:‸", "nothing for hh", "gna"),
    WrongInput(
      "membrane: [{ region: all, hh: { ‸gn: 1 mS/cm2 } }]", "key 'gn' of hh", "gna, gk"),
  ]

  static let expressions = [
    WrongInput(
      "membrane: [{ region: all, hh: { gna: ‸1 mV } }]", "1 mV, a voltage", "S/cm2"),
    WrongInput("membrane: [{ region: all, hh: { gna: ‸120 } }]", "120 without a unit", "mS/cm2"),
    WrongInput("membrane: [{ region: all, hh: { gna: ‸-1 mS/cm2 } }]", "-1 mS/cm2", "0 or more"),
    WrongInput("membrane: [{ region: all, capacitance: ‸0 uF/cm2 }]", "0 uF/cm2", "more than 0"),
    WrongInput(
      "membrane: [{ region: all, passive: { e: ‸1 mV / 0 } }]", "which is inf", "a number"),
    WrongInput(
      "membrane: [{ region: all, passive: { e: ‸1 mV + 1 } }]",
      "a voltage and a bare number cannot stand"),
    WrongInput("membrane: [{ region: all, passive: { e: ‸exp(1 mV) * 1 mV } }]", "exp takes"),
    WrongInput(
      "membrane: [{ region: all, passive: { e: 1 mV * ‸dist } }]", "unknown name 'dist'",
      "distance"),
    WrongInput(
      "membrane: [{ region: all, passive: { e: 1 mV * exp‸ } }]", "the end of the text", "'('"),
    WrongInput("membrane: [{ region: all, passive: { e: 1 mV *‸ } }]", "the end", "a number"),
    WrongInput("membrane: [{ region: all, passive: { e: ‸1 mV * 3 ) } }]", "quote it"),
    WrongInput("membrane: [{ region: all, passive: { e: ‸(1 mV * 3 } }]", "quote it"),
    WrongInput(
      "membrane: [{ region: all, passive: { e: ‸min(1 mV, 2 mV), g: 1 S/cm2 } }]", "quote it"),
    WrongInput(
      "membrane: [{ region: all, passive: { e: ‸max(1 mV, max(2 mV, 3 mV)) } }]", "quote it"),
    WrongInput(
      "membrane: [{ region: all, passive: { e: \"min‸(1 mV)\" } }]", "1 arguments of min",
      "expected 2"),
    WrongInput("membrane: [{ region: all, passive: { e: 2 mV ‸^ 2 } }]", "(2 mV)^2"),
    WrongInput("membrane: [{ region: all, passive: { e: ‸(2 mV)^2 } }]", "mV^2", "a voltage"),
    WrongInput("membrane: [{ region: all, passive: { e: 2 ‸mv } }]", "'mv'", "mean mV?"),
    WrongInput("membrane: [{ region: all, passive: { e: ‸mV } }]", "without a number"),
    WrongInput("membrane: [{ region: all, passive: { e: ‸5 degC } }]", "a temperature"),
    WrongInput("membrane: [{ region: all, passive: { e: 5 mV ‸$ } }]", "'$'", "an operator"),
  ]

  static let places = [
    WrongInput("regions: { ‸axon: all }", "the name axon", "another name"),
    WrongInput("regions: { ‸a-b: all }", "region name 'a-b'"),
    WrongInput("regions: { tuft: ‸apicl }", "unknown region 'apicl'", "mean apical?"),
    WrongInput("regions: { tuft: apical and ‸tufd, tufu: all }", "'tufd'", "tufu"),
    WrongInput("regions: { a: ‸b, b: axon or a }", "defined by itself", "'a by b by a'"),
    WrongInput("regions: { a: ‸a }", "defined by itself", "'a by a'"),
    WrongInput("regions: { a: ‸[axon] }", "a list", "a region"),
    WrongInput("regions: ‸[axon]", "a list for regions", "a mapping"),
    WrongInput("regions: { a: distance > ‸400 }", "400 without a unit", "a length: nm"),
    WrongInput("regions: { a: order > ‸2 um }", "2 um, a length", "a bare number"),
    WrongInput("regions: { a: distance > ‸2 mV }", "2 mV, a voltage", "a length"),
    WrongInput("regions: { a: ‸400 um < distance }", "the variable first"),
    WrongInput("regions: { a: distance ‸= 400 um }", "'='", "< <= > or >="),
    WrongInput("regions: { a: axon ‸apical }", "'apical'", "'and', 'or'"),
    WrongInput("regions: { a: axon and‸ }", "the end", "a region"),
    WrongInput("regions: { a: type(‸axon) }", "'axon'", "number of a type"),
    WrongInput("regions: { a: section(‸-1) }", "'-'", "whole number"),
    WrongInput("regions: { a: subtree(‸tuft) }", "unknown site 'tuft'", "swc(ID)"),
    WrongInput("detect: [{ name: a, above: 0 mV, at: ‸sma }]", "'sma'", "mean soma?"),
    WrongInput("detect: [{ name: a, above: 0 mV, at: ‸axon }]", "unknown site 'axon'", "tips"),
    WrongInput(
      "detect: [{ name: a, above: 0 mV, at: \"section(3, ‸1.5)\" }]", "1.5", "from 0 to 1"),
    WrongInput("detect: [{ name: a, above: 0 mV, at: [soma, ‸section(3, 0.5)] }]", "quote it"),
    WrongInput("detect: [{ name: a, above: 0 mV, at: swc(‸1.0) }]", "'1.0'", "id of a sample"),
    WrongInput("detect: [{ name: a, above: 0 mV, at: tips(‸axn) }]", "'axn'", "mean axon?"),
    WrongInput(
      "detect: [{ name: a, above: 0 mV, at: \"at(‸-3 um, axon)\" }]", "-3 um", "0 um or more"),
    WrongInput("detect: [{ name: a, above: 0 mV, at: ‸[] }]", "an empty list", "one or a list"),
    WrongInput("detect: [{ name: a, above: 0 mV, at: [soma, ‸all] }]", "all beside"),
    WrongInput("membrane: [{ region: ‸tufft, hh: {} }]", "'tufft'", "mean tuft?"),
  ]

  static let nouns = [
    WrongInput("stimuli: [‸{ name: a, at: soma }]", "neither current_clamp"),
    WrongInput(
      "stimuli: [{ name: a, at: soma, current_clamp: { start: ‸-1 ms, duration: 1 ms, amplitude: 1 nA } }]",
      "-1 ms", "0 or more"),
    WrongInput(
      "stimuli: [{ name: a, at: soma, current_clamp: { start: 1 ms, duration: ‸0 ms, amplitude: 1 nA } }]",
      "0 ms", "more than 0"),
    WrongInput(
      "stimuli: [{ name: a, at: soma, current_clamp: { start: 1 ms, duration: 1 ms, amplitude: ‸1 mV } }]",
      "1 mV, a voltage", "a current: pA, nA, uA, mA"),
    WrongInput(
      "stimuli: [{ name: a, at: soma, current_clamp: { start: ‸60 ms, duration: 1 ms, amplitude: 1 nA } }]",
      "starts at 60 ms", "less than 60 ms"),
    WrongInput(
      "stimuli: [{ name: a, at: ‸all, current_clamp: { start: 1 ms, duration: 1 ms, amplitude: 1 nA } }]",
      "every vertex", "one point"),
    WrongInput(
      "stimuli: [{ name: a, at: soma, current_clamp: { start: 1 ms, duration: 3 ms, amplitude: 1 nA, repeat: { every: ‸2 ms, times: 2 } } }]",
      "overlap", "3 ms or more"),
    WrongInput(
      "stimuli: [{ name: a, at: soma, current_clamp: { start: 1 ms, duration: 3 ms, amplitude: 1 nA, repeat: { every: 5 ms, times: ‸0 } } }]",
      "'0'", "from 1"),
    WrongInput(
      "stimuli: [{ name: a, at: soma, current_clamp: { start: 1 ms, duration: 3 ms, amplitude: 1 nA, repeat: { every: 5 ms, times: ‸2000000000 } } }]",
      "to 1000000"),
    WrongInput("record: [{ name: a, variable: ‸w, at: soma }]", "variable 'w'", "i_membrane"),
    WrongInput(
      "record: [{ name: a, variable: [v, ‸hh.q], at: soma }]", "variable 'hh.q'", "hh.m"),
    WrongInput("record: [{ name: a, variable: [v, ‸v], at: soma }]", "'v' twice"),
    WrongInput(
      "membrane: [{ region: all, passive: {} }]\nrecord: [{ name: a, variable: ‸ina, at: soma }]",
      "'ina'", "v, v_inside, i_membrane, i_electrode, il"),
    WrongInput("record: [{ name: a, at: soma, ‸region: axon }]", "region beside at"),
    WrongInput("record: [‸{ name: a, variable: v }]", "neither at nor region"),
    WrongInput("record: [{ name: a, at: soma, every: ‸0 ms }]", "more than 0"),
    WrongInput("record: [{ name: a, at: soma, every: ‸61 ms }]", "longer than the run"),
    WrongInput("record: [{ name: ‸a/b, at: soma }]", "the name 'a/b'", "letters, digits"),
    WrongInput("record: [{ name: ‸1a, at: soma }]", "the name '1a'", "a letter"),
    WrongInput(
      "record: [{ name: a, at: soma }, { name: ‸a, at: all }]", "'a' a second time", "record[0]"),
    WrongInput("detect: [‸{ name: a, at: soma }]", "a detector without above"),
    WrongInput("measure: [‸{ name: a }]", "neither conduction_velocity"),
    WrongInput(
      "measure: [{ name: a, features: { at: soma }, ‸input_resistance: { at: soma } }]",
      "input_resistance beside features"),
    WrongInput(
      "measure: [{ name: a, conduction_velocity: { along: ‸{ from: soma }, above: 0 mV } }]",
      "along without to"),
    WrongInput(
      "measure: [{ name: a, conduction_velocity: { along: { from: soma, to: ‸soma }, above: 0 mV } }]",
      "to itself"),
    WrongInput(
      "measure: [{ name: a, conduction_velocity: ‸{ along: { from: soma, to: swc(3) } } }]",
      "without above"),
    WrongInput(
      "measure: [{ name: a, length_constant: { from: soma, ‸region: axon } }]",
      "region beside from"),
    WrongInput(
      "measure: [{ name: a, length_constant: { region: axon, ‸to: soma } }]", "to beside region"),
    WrongInput("measure: [{ name: a, length_constant: ‸{} }]", "neither from nor region"),
    WrongInput(
      "measure: [{ name: a, length_constant: { from: soma, frequencies: ‸0 ms } }]",
      "a frequency: Hz, kHz"),
    WrongInput(
      "measure: [{ name: a, ‸lenght_constant: { from: soma } }]", "mean length_constant?"),
  ]

  private static func stimulus(_ electrode: String) -> String {
    "stimuli: [{ name: a, at: soma, \(electrode) }]"
  }

  static let electrodes = [
    WrongInput(stimulus("‸rampp: {}"), "key 'rampp'", "mean ramp?"),
    WrongInput(
      stimulus(
        "ramp: { start: 1 ms, duration: 1 ms, from: 0 nA, to: 1 nA }, ‸file: { path: a, time: ms, current: nA }"
      ), "file beside ramp"),
    WrongInput(
      stimulus("ramp: ‸{ start: 1 ms, duration: 1 ms, from: 0 nA }"), "ramp without to"),
    WrongInput(
      stimulus("ramp: { start: ‸60 ms, duration: 1 ms, from: 0 nA, to: 1 nA }"),
      "starts at 60 ms", "less than 60 ms"),
    WrongInput(
      stimulus("ramp: { start: 1 ms, duration: 1 ms, from: 0 nA, to: ‸1 mV }"), "a voltage"),
    WrongInput(
      stimulus("sine: { start: 1 ms, duration: 1 ms, amplitude: 1 nA, frequency: ‸-1 Hz }"),
      "-1 Hz", "0 or more"),
    WrongInput(
      stimulus(
        "sine: { start: 1 ms, duration: 1 ms, amplitude: 1 nA, frequency: 1 Hz, phase: ‸1 ms }"),
      "1 ms, a time", "an angle: deg, rad"),
    WrongInput(
      stimulus(
        "sine: { start: 1 ms, duration: 1 ms, amplitude: 1 nA, frequency: 1 Hz, phase: ‸1 }"),
      "1 without a unit", "an angle: deg, rad"),
    WrongInput(
      stimulus(
        "sine: { start: 1 ms, duration: 1 ms, amplitude: ‸90 deg, frequency: 1 Hz }"),
      "90 deg, an angle", "a current"),
    WrongInput(
      stimulus("noise: { start: 1 ms, duration: 1 ms, mean: 0 nA, sd: ‸-1 nA, tau: 2 ms }"),
      "-1 nA", "0 or more"),
    WrongInput(
      stimulus("noise: { start: 1 ms, duration: 1 ms, mean: 0 nA, sd: 1 nA, tau: ‸0 ms }"),
      "0 ms", "more than 0"),
    WrongInput(
      stimulus(
        "noise: { start: 1 ms, duration: 1 ms, mean: 0 nA, sd: 1 nA, tau: 1 ms, seed: ‸-1 }"),
      "'-1'", "whole number"),
    WrongInput(
      stimulus("file: { path: a.txt, time: ‸nA, current: nA }"), "'nA'", "a time: us, ms, s"),
    WrongInput(
      stimulus("file: { path: a.txt, time: ‸mss, current: nA }"), "'mss'", "mean ms?"),
    WrongInput(
      stimulus("voltage_clamp: { start: 1 ms, levels: ‸[] }"), "no level", "hold: -70 mV"),
    WrongInput(
      stimulus("voltage_clamp: { start: 1 ms, levels: [‸{ hold: -70 mV }] }"),
      "a level without for"),
    WrongInput(
      stimulus("voltage_clamp: { start: 1 ms, levels: [{ hold: ‸-70 nA, for: 1 ms }] }"),
      "a current", "a voltage"),
    WrongInput(
      stimulus("voltage_clamp: { start: 1 ms, levels: [{ hold: ‸-1000.1 mV, for: 1 ms }] }"),
      "a level of -1000.1 mV", "-1000 mV to 1000 mV"),
    WrongInput(
      stimulus(
        "voltage_clamp: { start: 1 ms, levels: [{ hold: -70 mV, for: 1 ms }], series_resistance: ‸-1 Mohm }"
      ), "-1 Mohm", "0 or more"),
    WrongInput(
      stimulus("voltage_clamp: { start: ‸61 ms, levels: [{ hold: -70 mV, for: 1 ms }] }"),
      "starts at 61 ms"),
  ]

  static let yaml = [
    WrongInput("title: ‸&a b", "the anchor &a"),
    WrongInput("title: ‸*a", "the alias *a"),
    WrongInput("title: ‸!!str a", "the tag tag:yaml.org,2002:str"),
    WrongInput("cell: { ‸<<: { name: a } }", "a merge key"),
    WrongInput("cell: { ? ‸[a] : b }", "a list as a key"),
    WrongInput("title: a\n‸---\ntitle: b", "a second document"),
  ]
}
