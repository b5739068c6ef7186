public import RallMorphology
public import RallUnits

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// A quantity that may vary from place to place: `0.05 mS/cm2 * (1 + distance / 500 um)`.
///
/// Values are in the coherent set; `dimensions()` checks that sums are of like kinds.
public indirect enum Expression: Sendable, Hashable {
  /// A function of one or two arguments.
  public enum Function: String, Sendable, Hashable, CaseIterable {
    case exp
    case log
    case sqrt
    case tanh
    case min
    case max

    public var argumentCount: Int { self == .min || self == .max ? 2 : 1 }
  }

  /// What stands between two operands.
  public enum Operator: String, Sendable, Hashable, CaseIterable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case power = "^"
  }

  /// A number in the coherent set, with the text that it was written as.
  case constant(Double, Dimensions, text: String)
  case variable(PathVariable)
  case negative(Expression)
  case binary(Operator, Expression, Expression)
  case call(Function, [Expression])

  /// The same quantity everywhere.
  public init<Kind>(_ quantity: Quantity<Kind>) {
    self = .constant(quantity.coherent, Kind.dimensions, text: quantity.description)
  }

  /// The value at a place, in the coherent set.
  public func value(at place: PathPoint) -> Double {
    switch self {
    case .constant(let value, _, _): value
    case .variable(let variable): place[variable]
    case .negative(let operand): -operand.value(at: place)
    case .binary(let op, let a, let b): op.apply(a.value(at: place), b.value(at: place))
    case .call(let function, let arguments):
      function.apply(arguments.map { $0.value(at: place) })
    }
  }

  /// True where no place is asked for.
  public var isUniform: Bool {
    switch self {
    case .constant: true
    case .variable: false
    case .negative(let operand): operand.isUniform
    case .binary(_, let a, let b): a.isUniform && b.isUniform
    case .call(_, let arguments): arguments.allSatisfy(\.isUniform)
    }
  }

  /// The value that holds everywhere; nil where it varies from place to place.
  public var uniformValue: Double? { isUniform ? value(at: .nowhere) : nil }

  /// What the value is measured in.
  public func dimensions() throws(ExpressionError) -> Dimensions {
    switch self {
    case .constant(_, let dimensions, _): return dimensions
    case .variable(let variable): return variable.dimensions
    case .negative(let operand): return try operand.dimensions()
    case .binary(let op, let a, let b):
      let (left, right) = (try a.dimensions(), try b.dimensions())
      switch op {
      case .add, .subtract:
        guard left == right else { throw .unlike(left, op.rawValue, right) }
        return left
      case .multiply: return left * right
      case .divide: return left / right
      case .power:
        guard right.isNone, b.isUniform else { throw .exponent(right) }
        return left.raised(to: b.value(at: .nowhere))
      }
    case .call(let function, let arguments):
      guard arguments.count == function.argumentCount else {
        throw .argumentCount(function.rawValue, function.argumentCount, arguments.count)
      }
      let first = try arguments[0].dimensions()
      switch function {
      case .sqrt: return first.raised(to: 0.5)
      case .min, .max:
        let second = try arguments[1].dimensions()
        guard first == second else { throw .unlike(first, function.rawValue, second) }
        return first
      case .exp, .log, .tanh:
        guard first.isNone else { throw .argument(function.rawValue, first) }
        return .none
      }
    }
  }
}

/// Why an expression has no dimension.
public enum ExpressionError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Two unlike kinds in a sum or a comparison.
  case unlike(Dimensions, String, Dimensions)
  /// An exponent that is no plain number.
  case exponent(Dimensions)
  /// A function that wants a bare number was given something else.
  case argument(String, Dimensions)
  case argumentCount(String, Int, Int)

  public var description: String {
    switch self {
    case .unlike(let a, let between, let b):
      "\(a) and \(b) cannot stand on the two sides of \(between)"
    case .exponent(let found): "an exponent is a constant bare number, not \(found)"
    case .argument(let function, let found): "\(function) takes a bare number, not \(found)"
    case .argumentCount(let function, let wanted, let found):
      "\(function) takes \(wanted) argument\(wanted == 1 ? "" : "s"), found \(found)"
    }
  }
}

extension PathPoint {
  /// The place at which a uniform expression is evaluated.
  static let nowhere = PathPoint(distance: 0, diameter: 0, x: 0, y: 0, z: 0, order: 0)
}

extension Expression.Operator {
  func apply(_ a: Double, _ b: Double) -> Double {
    switch self {
    case .add: a + b
    case .subtract: a - b
    case .multiply: a * b
    case .divide: a / b
    case .power: pow(a, b)
    }
  }
}

extension Expression.Function {
  func apply(_ arguments: [Double]) -> Double {
    let a = arguments[0]
    return switch self {
    case .exp: exponential(a)
    case .log: logarithm(a)
    case .sqrt: a.squareRoot()
    case .tanh: hyperbolicTangent(a)
    case .min: Swift.min(a, arguments[1])
    case .max: Swift.max(a, arguments[1])
    }
  }
}

extension Expression: CustomStringConvertible {
  /// The expression as it can be read back.
  public var description: String { text(inside: 0) }

  private func text(inside outer: Int) -> String {
    func wrapped(_ text: String, _ level: Int) -> String { level < outer ? "(\(text))" : text }
    switch self {
    case .constant(let value, let dimensions, let text):
      // A sign, or a unit, is not what a power right behind it would be of.
      return outer > Operator.power.level && (value.sign == .minus || !dimensions.isNone)
        ? "(\(text))" : text
    case .variable(let variable): return variable.rawValue
    case .negative(.constant(_, _, let text)): return wrapped("-(\(text))", 3)
    case .negative(let operand): return wrapped("-" + operand.text(inside: 3), 3)
    case .binary(let op, let a, let b):
      let level = op.level
      return wrapped(
        "\(a.text(inside: op == .power ? level + 1 : level)) \(op.rawValue) \(b.text(inside: op == .power ? level : level + 1))",
        level)
    case .call(let function, let arguments):
      return "\(function.rawValue)(\(arguments.map(\.description).joined(separator: ", ")))"
    }
  }
}

extension Expression.Operator {
  /// How tightly it binds.
  fileprivate var level: Int {
    switch self {
    case .add, .subtract: 1
    case .multiply, .divide: 2
    case .power: 4
    }
  }
}

extension Expression {
  /// Equal by what is computed: the spelling of a constant does not count.
  public static func == (a: Self, b: Self) -> Bool {
    switch (a, b) {
    case (.constant(let a, let c, _), .constant(let b, let d, _)): a == b && c == d
    case (.variable(let a), .variable(let b)): a == b
    case (.negative(let a), .negative(let b)): a == b
    case (.binary(let op, let a, let b), .binary(let other, let c, let d)):
      op == other && a == c && b == d
    case (.call(let f, let a), .call(let g, let b)): f == g && a == b
    default: false
    }
  }

  public func hash(into hasher: inout Hasher) {
    switch self {
    case .constant(let value, let dimensions, _):
      hasher.combine(value)
      hasher.combine(dimensions)
    case .variable(let variable): hasher.combine(variable)
    case .negative(let operand):
      hasher.combine("-")
      hasher.combine(operand)
    case .binary(let op, let a, let b):
      hasher.combine(op)
      hasher.combine(a)
      hasher.combine(b)
    case .call(let function, let arguments):
      hasher.combine(function)
      hasher.combine(arguments)
    }
  }
}

// Names that the cases of `Function` do not hide.
private func exponential(_ x: Double) -> Double { exp(x) }
private func logarithm(_ x: Double) -> Double { log(x) }
private func hyperbolicTangent(_ x: Double) -> Double { tanh(x) }
