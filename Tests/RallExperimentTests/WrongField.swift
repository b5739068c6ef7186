extension WrongInput {
  private static func field(_ source: String, _ course: String = "") -> String {
    "extracellular: [{ name: a, \(source)\(course.isEmpty ? "" : ", " + course) }]"
  }

  private static let point =
    "point: { current: -1 mA, at: [0 um, 0 um, 1 mm], resistivity: 3 ohm m }"

  static let fields = [
    WrongInput("extracellular: [‸{ name: a }]", "neither point nor uniform nor table"),
    WrongInput(
      "extracellular: [‸{ uniform: { strength: 1 V/m, direction: [1, 0, 0] } }]", "without name"),
    WrongInput(field(point, "‸table: { path: a, potential: mV }"), "table beside point"),
    WrongInput(
      field(
        point, "pulse: { start: 0 ms, duration: 1 ms }, ‸ramp: { start: 0 ms, duration: 1 ms }"),
      "ramp beside pulse", "one course"),
    WrongInput(field(point, "‸puls: { start: 0 ms }"), "key 'puls'", "mean pulse?"),
    WrongInput(
      field("point: { current: -1 mA, at: ‸[0 um, 0 um], resistivity: 3 ohm m }"), "2 items",
      "three lengths"),
    WrongInput(
      field("point: { current: -1 mA, at: [0 um, 0 um, ‸1], resistivity: 3 ohm m }"),
      "1 without a unit", "a length"),
    WrongInput(
      field("point: { current: ‸-1 V, at: [0 um, 0 um, 1 um], resistivity: 3 ohm m }"),
      "-1 V, a voltage"),
    WrongInput(
      field("uniform: { strength: ‸1 V, direction: [1, 0, 0] }"), "1 V, a voltage", "V/m"),
    WrongInput(
      field("uniform: { strength: 1 V/m, direction: ‸[0, 0, 0] }"), "a direction of length 0"),
    WrongInput(field("uniform: { strength: 1 V/m, direction: ‸x }"), "'x'", "three numbers"),
    WrongInput(field("table: { path: a.csv, potential: ‸nA }"), "'nA'", "mV"),
    WrongInput(field("table: ‸{ path: a.csv }"), "table without potential"),
    WrongInput(
      field(point, "pulse: { start: 0 ms, duration: 1 ms, ‸phases: [{ share: 1, for: 1 ms }] }"),
      "phases beside duration"),
    WrongInput(field(point, "pulse: { start: 0 ms, phases: ‸[] }"), "no phase"),
    WrongInput(
      field(point, "pulse: { start: 0 ms, phases: [{ share: ‸1 nA, for: 1 ms }] }"), "1 nA"),
    WrongInput(field(point, "sine: { start: 0 ms, duration: 1 ms, frequency: ‸-1 Hz }"), "-1 Hz"),
    WrongInput(
      field(point) + "\nrecord: [{ name: a, variable: ‸v_outsde, at: soma }]",
      "variable 'v_outsde'",
      "mean v_outside?"),
    WrongInput("record: [{ name: a, variable: ‸v_outside, at: soma }]", "variable 'v_outside'"),
    WrongInput("record: [{ name: a, variable: ‸v_sheath, at: soma }]", "variable 'v_sheath'"),
  ]
}
