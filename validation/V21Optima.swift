import RallModel
import RallUnits

/// How thick a sheath and how long an internode serve a fibre best.
struct V21Optima: Case {
  let id = "V21"
  let title = "Velocity against g-ratio in a fibre of 12 µm, and against the length of internodes"
  let method =
    "as V19, richardson; concentric sheath, a lamella of 16 nm is two membranes of 1 µF/cm² and "
    + "1 mS/cm²; d 10 µm and 100 lamellae against length"
  let source =
    "converged: NEURON 9.0.2, as V19; Rushton 1951 has the best g at e^−1/2 = 0.607, "
    + "doi:10.1113/jphysiol.1951.sp004655"

  static let byRatio = [
    (0.4, 18.17728), (0.5, 19.92868), (0.55, 20.44305), (0.6, 20.69178), (0.65, 20.64180),
    (0.7, 20.24378), (0.75, 19.42458), (0.8, 18.07315), (0.9, 12.91779),
  ]

  static let byLength = [
    (250.0, 19.58962), (500, 22.11712), (1000, 22.90462), (1500, 22.35963), (2000, 21.51980),
    (3000, 19.70542), (4000, 17.93331),
  ]

  func evidence() throws -> Evidence {
    var evidence = Evidence()
    let ratios = try Self.byRatio.map { ratio, velocity in
      let found = try Self.velocity(gRatio: ratio)
      evidence.compare(
        "g-ratio \(decimal(ratio))", found, with: velocity, in: "m/s", within: .relative(1e-4))
      return (ratio, found)
    }
    let best = ratios.max { $0.1 < $1.1 }?.0 ?? .nan
    evidence.compare(
      "fastest g-ratio of the scan, beside e^−1/2", best, with: 0.606531, within: .absolute(0.05))
    let lengths = try Self.byLength.map { length, velocity in
      var axon = MyelinatedAxon()
      axon.accuracy = .richardson
      axon.internode = length.um
      axon.duration = 9.ms
      let found = try axon.velocity()
      evidence.compare(
        "internodes of \(decimal(length)) µm", found, with: velocity, in: "m/s",
        within: .relative(1e-4))
      return (length, found)
    }
    let longest = lengths.max { $0.1 < $1.1 }?.0 ?? .nan
    evidence.expect(
      "fastest length of the scan", "1000 µm", found: "\(decimal(longest)) µm",
      holds: longest == 1000)
    return evidence
  }

  private static func velocity(gRatio: Double) throws -> Double {
    var axon = MyelinatedAxon()
    axon.accuracy = .richardson
    axon.diameter = gRatio * 12.um
    axon.sheath.thickness = .gRatio(gRatio)
    axon.current = gRatio * 2.4.nA
    axon.duration = 5.ms
    return try axon.velocity()
  }
}
