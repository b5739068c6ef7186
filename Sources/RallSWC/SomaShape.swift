import RallMorphology

/// What the soma's samples become.
enum SomaShape {
  case none
  /// One sphere.
  case sphere(Point, Soma.Rule)
  case frusta
  case literal

  /// The rule that is chosen, or that the samples ask for; nil where neither can be followed.
  static func rule(
    _ choice: ReadingOptions.SomaChoice, for piece: SomaPiece, in tree: SampleTree,
    log: inout DiagnosticLog
  ) -> Soma.Rule? {
    let line = piece.samples.first.map { tree.samples[$0].line }
    if choice == .literal { return .literal }
    if piece.count == 0 {
      if choice == .auto { return Soma.Rule.none }
      log.error(
        .noSoma, line: nil,
        "soma: \(choice.rawValue) was chosen, and no sample is of type 1; choose soma: auto")
      return nil
    }
    func refuse(_ code: Diagnostic.Code, _ message: String) -> Soma.Rule? {
      log.error(code, line: line, message)
      return nil
    }
    let isSphere = piece.count == 1 || piece.isNeuroMorphoSphere(in: tree)
    switch choice {
    case .contour:
      return piece.count >= 3
        ? .contour
        : refuse(
          .somaWithoutExtent,
          "\(counted(piece.count, "soma sample")) \(piece.count == 1 ? "is" : "are") no outline; "
            + "choose soma: \(piece.count == 1 ? "sphere" : "frusta")")
    case .auto, .sphere:
      if isSphere { return .sphere }
      if piece.isOutline(in: tree) {
        return refuse(
          .somaOutline,
          "the soma's \(piece.count) samples are an outline (its ends are "
            + "\(rounded(piece.openness(in: tree), 2)) of its length apart), not an axis; choose "
            + "soma: contour, a sphere of radius \(rounded(contour(piece, in: tree).radius, 2)) um")
      }
      if choice == .auto || piece.length(in: tree) == 0 { fallthrough }
      return .sphere
    case .frusta:
      return piece.length(in: tree) > 0
        ? .frusta
        : refuse(
          .somaWithoutExtent,
          "the soma's \(counted(piece.count, "sample")) \(piece.count == 1 ? "has" : "have") no length"
            + (piece.count == 1 ? "; choose soma: sphere" : ""))
    case .literal: return .literal
    }
  }

  /// The shape by a rule that was decided before, once the radii are settled.
  init(_ rule: Soma.Rule, of piece: SomaPiece, in tree: SampleTree) {
    switch rule {
    case .none: self = .none
    case .literal: self = .literal
    case .frusta: self = .frusta
    case .contour: self = .sphere(Self.contour(piece, in: tree), .contour)
    case .sphere:
      let isOne = piece.count == 1 || piece.isNeuroMorphoSphere(in: tree)
      self = .sphere(
        isOne ? tree.point(piece.samples[0]) : Self.equalSphere(piece, in: tree), .sphere)
    }
  }

  /// A sphere of the mean distance of the samples from their centroid.
  private static func contour(_ piece: SomaPiece, in tree: SampleTree) -> Point {
    var centre = Point(x: 0, y: 0, z: 0, radius: 0)
    let share = 1 / Double(piece.count)
    for sample in piece.samples.map({ tree.point($0) }) {
      centre.x += share * sample.x
      centre.y += share * sample.y
      centre.z += share * sample.z
    }
    centre.radius = share * piece.samples.reduce(0) { $0 + centre.distance(to: tree.point($1)) }
    return centre
  }

  /// A sphere of the area of the frusta between the samples, at the centroid of that area.
  private static func equalSphere(_ piece: SomaPiece, in tree: SampleTree) -> Point {
    let (centre, area) = Centroid.ofArea(piece.samples, in: tree)
    var sphere = centre ?? tree.point(piece.samples[0])
    sphere.radius = (area / (4 * .pi)).squareRoot()
    sphere.sample = nil
    return sphere
  }
}
