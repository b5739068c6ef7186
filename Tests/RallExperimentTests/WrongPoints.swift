extension WrongInput {
  private static let lif =
    "model: lif, tau: 20 ms, resistance: 10 Mohm, rest: -70 mV, threshold: -55 mV, reset: -70 mV, "
    + "refractory: 2 ms"
  private static let rc = "model: rc, capacitance: 200 pF, resistance: 100 Mohm, rest: -70 mV"

  /// A point cell, and what stands beside it.
  private static func point(_ model: String, _ sections: String, _ parts: String...) -> WrongInput {
    WrongInput(
      experiment: MarkedExperiment("point_cell: { \(model) }\n" + sections, isPoint: true),
      parts: parts)
  }

  static let points = [
    point("model: ‸lf, tau: 20 ms", "", "'lf'", "rc, lif, hh", "mean lif?"),
    point("‸modle: lif", "", "key 'modle' of point_cell", "mean model?"),
    point(lif.replacing("tau: 20 ms", with: "tau: ‸0 ms"), "", "0 ms", "more than 0"),
    point(lif.replacing("10 Mohm", with: "10 ‸MV"), "", "unknown unit", "Mohm"),
    point(lif.replacing("10 Mohm", with: "‸10 mV"), "", "10 mV, a voltage", "a resistance"),
    point(lif.replacing("reset: -70", with: "reset: ‸-55"), "", "fires again", "less than"),
    point(lif.replacing("y: 2 ms", with: "y: ‸-2 ms"), "", "-2 ms", "0 or more"),
    point(lif + ", ‸capacitance: 1 nF", "", "key 'capacitance' of a point_cell lif"),
    point(rc.replacing("200 pF", with: "‸1 uF/cm2"), "", "a capacitance: pF, nF"),
    point(rc.replacing("100 Mohm", with: "‸-1 Mohm"), "", "more than 0"),
    point("model: hh, area: ‸0 um2", "", "more than 0"),
    point("model: hh, area: 1000 um2, ‸gn: 1 mS/cm2", "", "key 'gn'", "gna, gk"),
    point("model: hh, area: 1000 um2, gna: ‸-1 mS/cm2", "", "0 or more"),
    point(rc, "‸morphology: { file: cell.swc }", "morphology beside point_cell"),
    point(rc, "‸membrane: [{ region: all, hh: {} }]", "membrane beside point_cell"),
    point(rc, "‸regions: { a: axon }", "regions beside point_cell"),
    point(rc, "‸compartments: { per_section: 3 }", "compartments beside point_cell"),
    point(rc, "cell: { ‸capacitance: 1 uF/cm2 }", "key 'capacitance'", "name, start"),
    point("model: hh, area: 1 um2", "cell: { ‸axoplasm: 1 ohm cm }", "key 'axoplasm'"),
    point(lif, "cell: { start: ‸-55 mV }", "starts at -55 mV", "threshold, -55 mV"),
    point(lif, "detect: [{ name: a, at: soma, above: ‸-20 mV }]", "never reaches", "or less"),
    point(lif, "measure: [{ name: a, rate: { at: soma, above: ‸0 mV } }]", "never reaches"),
    point(rc, "detect: [‸{ name: a, at: soma }]", "a detector without above"),
    point(rc, "record: [{ name: a, at: soma, variable: ‸hh.m }]", "'hh.m'", "expected v"),
    point(lif, "record: [{ name: a, at: soma, variable: ‸i_membrane }]", "expected v"),
    point("model: hh, area: 1 um2", "record: [{ name: a, at: soma, variable: ‸w }]", "hh.m"),
    point(lif, "measure: [{ name: a, features: ‸{ at: soma } }]", "no shape", "or rate"),
    point(rc, "measure: [{ name: a, length_constant: ‸{ region: all } }]", "no length"),
    point(
      "model: hh, area: 1 um2",
      "measure: [{ name: a, conduction_velocity: ‸{ along: { from: soma, to: swc(3) }, above: 0 mV } }]",
      "no length", "features"),
    point(
      rc,
      "stimuli: [{ name: a, at: soma, sine: ‸{ start: 0 ms, duration: 1 ms, amplitude: 1 nA, frequency: 5 Hz } }]",
      "sine into a point cell", "ramp or file"),
    point(
      lif,
      "stimuli: [{ name: a, at: soma, voltage_clamp: ‸{ start: 0 ms, levels: [{ hold: -60 mV, for: 1 ms }] } }]",
      "voltage_clamp into a point cell", "ramp or file"),
    WrongInput("measure: [{ name: a, rate: ‸{} }]", "rate without at"),
    WrongInput("measure: [{ name: a, rate: { at: soma, above: ‸1 nA } }]", "a voltage"),
    WrongInput("measure: [{ name: a, rate: { at: ‸all } }]", "one point"),
  ]
}
