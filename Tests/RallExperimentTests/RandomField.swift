import RallModel
import RallUnits

extension RandomExperiment {
  /// An extracellular field of any form.
  mutating func field(_ name: String) -> ExtracellularField {
    let source: FieldSource = oneOf([
      .point(
        PointElectrode(
          quantity(), x: quantity(), y: quantity(), z: quantity(), resistivity: positive())),
      .uniform(UniformField(quantity(), along: SIMD3(double(), -double(), double() + 1))),
      .table(
        PotentialTable(
          path: oneOf(["a.csv", "../b c.txt"]), potential: UnitName("mV")!,
          time: oneOf([nil, UnitName("ms")!]), distance: oneOf([nil, UnitName("um")!]),
          scale: oneOf([1, -double()]))),
    ])
    return ExtracellularField(name: name, source, oneOf([nil, course()]))
  }

  private mutating func course() -> FieldCourse {
    let (start, length): (Time, Time) = (oneOf([.zero, positive()]), positive())
    let repeats = CurrentClamp.Repeat(
      every: positive(), times: Int.random(in: 1...9, using: &random))
    switch Int.random(in: 0...4, using: &random) {
    case 0: return .ramp(FieldRamp(-double(), to: double(), from: start, for: length))
    case 1:
      return .sine(
        FieldSine(
          double(), at: positive(), to: oneOf([nil, positive()]), from: start, for: length,
          phase: double(), offset: -double()))
    case 2:
      return .noise(
        FieldNoise(
          mean: -double(), sd: double(), tau: positive(), from: start, for: length,
          seed: oneOf([nil, 7])))
    case 3: return .file(FieldCourseFile(path: "course.txt", time: UnitName("ms")!))
    default:
      let phases = (0...Int.random(in: 0...2, using: &random)).map { _ in
        FieldPulse.Phase(oneOf([1, -double()]), for: positive())
      }
      return .pulse(FieldPulse(from: start, phases: phases, repeats: oneOf([nil, repeats])))
    }
  }
}
