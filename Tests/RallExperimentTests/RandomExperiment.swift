import RallMembrane
import RallModel
import RallMorphology
import RallUnits
import TestRandom

/// Makes experiments that are right, by a seed.
struct RandomExperiment {
  var random: SeededGenerator
  private var regions: [NamedRegion] = []
  private let duration: Time

  init(seed: Int) {
    random = SeededGenerator(seed: seed)
    duration = Time(coherent: Double.random(in: 1...100, using: &random))
  }

  mutating func experiment() -> Experiment {
    if Int.random(in: 0..<5, using: &random) == 0 { return pointExperiment() }
    for number in 0..<Int.random(in: 0...4, using: &random) {
      regions.append(NamedRegion(name: "r\(number)", region: region(3)))
    }
    let coats = (0..<Int.random(in: 0...4, using: &random)).map { _ in coat() }
    var cell = Cell(
      name: "n-1_x", axoplasm: positive(), capacitance: positive(),
      temperature: Temperature(celsius: double()), start: .voltage(quantity()))
    cell.coats = coats
    cell.wrappings = list("w") { random, _ in random.wrapping() }
    return Experiment(
      title: ["", "a: b # c", "µ \"q\" \\ \u{7}\u{2028}\n", " - ", "~", "<<", "--- x", "\u{1F9E0}"]
        .randomElement(using: &random)!,
      morphology: morphology(), division: division(), regions: regions, cell: cell,
      stimuli: list("s") { $0.stimulus($1) }, fields: list("f") { $0.field($1) },
      recordings: list("r") { $0.recording($1) },
      detectors: list("d") { $0.detector($1) }, measures: list("m") { $0.measure($1) },
      run: RunSettings(
        duration: duration, step: duration / Double.random(in: 1...1e6, using: &random),
        accuracy: oneOf([.standard, .euler]), seed: Int.random(in: 0...Int.max, using: &random)),
      output: OutputSettings(
        file: oneOf([nil, "a b.h5", "/tmp/ü, [1].h5"]), overwrite: oneOf([true, false]),
        compress: oneOf([true, false])))
  }

  /// An experiment on a point cell.
  private mutating func pointExperiment() -> Experiment {
    let start: Voltage = quantity()
    let threshold = start + positive()
    let firing = PointCell.Firing(
      threshold: threshold, reset: threshold - positive(), refractory: oneOf([.zero, positive()]))
    let rest: Voltage = quantity()
    let point: PointCell = oneOf([
      .rc(capacitance: positive(), resistance: positive(), rest: rest),
      .lif(tau: positive(), resistance: positive(), rest: rest, firing: firing),
      .hh(area: positive(), parameters: oneOf([[:], ["gna": Expression(1.mS / .cm2)]])),
    ])
    var cell = Cell(name: "point", start: .voltage(start))
    if !point.isExact {
      cell.capacitance = positive()
      cell.temperature = Temperature(celsius: double())
    }
    let level = threshold - positive()
    return Experiment(
      morphology: .point(point), cell: cell,
      stimuli: list("s") { $0.stimulus($1) }.filter { !point.isExact || $0.isStraight },
      recordings: list("r") { Recording(name: $1, .sites([.soma]), every: $0.oneOf([nil, 1.us])) },
      detectors: list("d") { Detector(name: $1, at: [.soma], above: level) },
      measures: list("m") {
        Measure(name: $1, $0.oneOf([.rate(at: .soma, above: level), .inputResistance(at: .soma)]))
      },
      run: RunSettings(duration: duration, step: duration / 10))
  }

  // MARK: Numbers

  mutating func oneOf<Element>(_ elements: [Element]) -> Element {
    elements.randomElement(using: &random)!
  }

  /// A decimal of a person, or any bits.
  mutating func double() -> Double {
    let decimal = Double(Int.random(in: 0...10_000, using: &random)) / oneOf([1, 10, 100, 1000])
    return oneOf([decimal, Double.random(in: 0...1000, using: &random), 1e-7, 12345678.9])
  }

  mutating func quantity<Kind>() -> Quantity<Kind> {
    let value = double() * oneOf([1, -1])
    return oneOf([Quantity(coherent: value), Quantity(coherent: value * Kind.usual.size)])
  }

  mutating func positive<Kind>() -> Quantity<Kind> {
    let value = double() + 1e-3
    return oneOf([Quantity(coherent: value), Quantity(coherent: value * Kind.usual.size)])
  }

  mutating func list<Element>(
    _ prefix: String, _ make: (inout Self, String) -> Element
  ) -> [Element] {
    (0..<Int.random(in: 0...3, using: &random)).map { make(&self, prefix + "\($0)") }
  }

  // MARK: Places

  mutating func region(_ depth: Int) -> Region {
    let simple: [Region] = [
      .all, .soma, .axon, .basal, .apical, .dendrites, .nodes, .internodes,
      .type(Int.random(in: 0...20, using: &random)),
      .section(Int.random(in: 0...99, using: &random)),
      .compare(
        oneOf(PathVariable.allCases), oneOf(Comparison.allCases), double() * oneOf([1, -1])),
    ]
    guard depth > 0 else { return oneOf(simple) }
    switch Int.random(in: 0...7, using: &random) {
    case 0: return .not(region(depth - 1))
    case 1: return .and(region(depth - 1), region(depth - 1))
    case 2: return .or(region(depth - 1), region(depth - 1))
    case 3: return .distance(from: region(depth - 1), oneOf(Comparison.allCases), quantity())
    case 4: return .subtree(site(depth - 1))
    case 5:
      guard let named = regions.randomElement(using: &random) else { return oneOf(simple) }
      return .named(named.name, named.region)
    default: return oneOf(simple)
    }
  }

  private mutating func site(_ depth: Int = 2) -> Site {
    switch Int.random(in: 0...7, using: &random) {
    case 6: .nodes
    case 7: .node(Int.random(in: 0...Int.max, using: &random))
    case 0: .swc(Int.random(in: 0...Int.max, using: &random))
    case 1:
      .section(
        Int.random(in: 0...99, using: &random), Double.random(in: 0...1, using: &random))
    case 2: .at(Length(coherent: double()), region(depth))
    case 3: .tips(region(depth))
    case 4: .forks(region(depth))
    default: .soma
    }
  }

  // MARK: The neuron

  private mutating func morphology() -> MorphologySource {
    guard oneOf([true, false]) else {
      return .cylinder(
        length: positive(), diameter: positive(), type: Int.random(in: 0...9, using: &random))
    }
    return .file(
      oneOf(["a.swc", "../b c.swc", "C: #1.swc", "a (1.swc", "b) 2(.swc"]),
      ReadingOptions(
        soma: oneOf(ReadingOptions.SomaChoice.allCases),
        somaEdges: oneOf(ReadingOptions.SomaEdges.allCases), roots: oneOf([nil, .all, .largest]),
        scale: double() + 1e-3,
        repair: oneOf([[], [.zeroRadius], [.zeroRadius, .duplicatePoints]])))
  }

  private mutating func division() -> Division {
    oneOf([
      .longest(positive()), .perSection(Int.random(in: 1...1000, using: &random)),
      .lambdaFraction(double() + 1e-3, frequency: positive()), .standard,
    ])
  }

  private mutating func coat() -> Coat {
    var layers: [Layer] = []
    if oneOf([true, false]) {
      layers.append(.capacitance(expression(CapacitancePerAreaKind.self, 2)))
    }
    if oneOf([true, false]) { layers.append(.axoplasm(expression(ResistivityKind.self, 2))) }
    for mechanism in Mechanisms.all where layers.isEmpty || oneOf([true, false]) {
      var parameters: [String: Expression] = [:]
      for parameter in mechanism.parameters where oneOf([true, false]) {
        parameters[parameter.name] =
          switch parameter.dimensions {
          case VoltageKind.dimensions: expression(VoltageKind.self, 3)
          case ConductancePerAreaKind.dimensions: expression(ConductancePerAreaKind.self, 3)
          case let other: .constant(double() + 1, other, text: "nonsense")
          }
      }
      layers.append(.mechanism(mechanism.name, parameters))
    }
    return Coat(region: region(2), layers: layers.shuffled(using: &random))
  }

  /// A quantity, alone or times something that varies, so that no bound can be seen to be broken.
  mutating func expression<Kind: QuantityKind>(_ kind: Kind.Type, _ depth: Int)
    -> Expression
  {
    let quantity: Quantity<Kind> = positive()
    guard oneOf([true, false]) else { return Expression(quantity) }
    let factor: Expression = .binary(
      oneOf([.add, .subtract]), .variable(.order), bare(depth))
    let product: Expression = .binary(
      oneOf([.multiply, .divide]), Expression(quantity), oneOf([factor, .negative(factor)]))
    return oneOf([product, .call(oneOf([.min, .max]), [product, Expression(quantity)])])
  }

  /// A bare number of any form.
  private mutating func bare(_ depth: Int) -> Expression {
    let number = double()
    let constant = Expression.constant(number, .none, text: decimal(number))
    guard depth > 0 else { return constant }
    switch Int.random(in: 0...5, using: &random) {
    case 0: return .negative(bare(depth - 1))
    case 1:
      return .binary(
        oneOf(Array(Expression.Operator.allCases.dropLast())), bare(depth - 1), bare(depth - 1))
    case 2: return .binary(.power, bare(depth - 1), constant)
    case 3: return .call(oneOf([.exp, .log, .sqrt, .tanh]), [bare(depth - 1)])
    case 4:
      let lengths = [Length(coherent: number), positive()] as [Length]
      return .binary(
        .divide, oneOf([.variable(.distance), .variable(.x), Expression(lengths[0])]),
        Expression(lengths[1]))
    default: return oneOf([constant, .constant(-number, .none, text: "nonsense")])
    }
  }

  // MARK: What is done to it and what is to be known

  private mutating func stimulus(_ name: String) -> Stimulus {
    let noun: any ElectrodeNoun = electrode()
    return Stimulus(name: name, at: site(), noun)
  }

  private mutating func electrode() -> any ElectrodeNoun {
    let start = duration * Double.random(in: 0..<0.99, using: &random)
    let length: Time = positive()
    switch Int.random(in: 0...5, using: &random) {
    case 0: return CurrentRamp(quantity(), to: quantity(), from: start, for: length)
    case 1:
      return CurrentSine(
        quantity(), at: positive(), to: oneOf([nil, positive()]), from: start, for: length,
        phase: oneOf([0, double(), -double()]), offset: oneOf([.zero, quantity()]))
    case 2:
      return CurrentNoise(
        mean: quantity(), sd: positive(), tau: positive(), from: start, for: length,
        seed: oneOf([nil, 0, Int.max]))
    case 3:
      return CurrentFile(
        path: oneOf(["a.txt", "../b c.dat"]), time: oneOf([UnitName("ms")!, UnitName("s")!]),
        current: oneOf([UnitName("nA")!, UnitName("pA")!]))
    case 4:
      let levels = (0...Int.random(in: 0...3, using: &random)).map { _ in
        let hold: Voltage = quantity()
        return VoltageClamp.Level(min(max(hold, -1000.mV), 1000.mV), for: positive())
      }
      return VoltageClamp(
        levels, from: start, seriesResistance: oneOf([.zero, positive()]))
    default:
      let repeats = CurrentClamp.Repeat(
        every: length + Time(coherent: double()), times: Int.random(in: 1...1000, using: &random))
      return CurrentClamp(quantity(), from: start, for: length, repeats: oneOf([nil, repeats]))
    }
  }

  private mutating func recording(_ name: String) -> Recording {
    Recording(
      name: name, variables: oneOf([["v"], ["i_membrane", "v"], ["v", "i_membrane"]]),
      oneOf([.sites([site(), site()]), .sites([site()]), .region(.all), .region(region(2))]),
      every: oneOf([nil, duration * Double.random(in: 0.001...1, using: &random)]))
  }

  private mutating func detector(_ name: String) -> Detector {
    Detector(name: name, at: [site()] + oneOf([[], [site()]]), above: quantity())
  }

  private mutating func measure(_ name: String) -> Measure {
    let other = Site.swc(Int.random(in: 0...1_000_000, using: &random))
    return Measure(
      name: name,
      oneOf([
        .conductionVelocity(along: .path(from: .soma, to: other), above: quantity()),
        .conductionVelocity(along: .nodes, above: quantity()),
        .lengthConstant(
          .path(from: .soma, to: oneOf([nil, other])), frequencies: oneOf([[.zero], [3.Hz]])),
        .lengthConstant(.region(region(2)), frequencies: oneOf([[.zero], [.zero, positive()]])),
        .impedance(
          from: site(), to: oneOf([[], [other], [site(), .tips(.all)]]),
          frequencies: oneOf([[.zero], [.zero, positive()]])),
        .timeConstants(count: Int.random(in: 1...1000, using: &random)),
        .inputResistance(at: site()),
        .features(at: site(), above: quantity()), .rate(at: site(), above: quantity()),
        .convergence(tolerance: Double.random(in: 1e-6...1, using: &random)),
      ]))
  }
}

extension Stimulus {
  /// True of a current that is lines between corners.
  fileprivate var isStraight: Bool {
    switch electrode {
    case .currentClamp, .ramp, .file: true
    case .sine, .noise, .voltageClamp: false
    }
  }
}
