internal import RallModel
internal import RallMorphology
internal import RallUnits

/// Reads `0.05 mS/cm2 * (1 + distance / 500 um)` by precedence climbing.
///
/// From weak to strong: `+ -`, `* /`, the sign, `^`; all but `^` from left to right. The result is no
/// deeper than `Limits.nesting`, so that whoever walks it needs no care.
struct ExpressionParser {
  private typealias Part = (expression: Expression, depth: Int)

  private var tokens: Tokens
  private let wanted: Dimensions

  /// The expression of a whole text; `wanted` decides which units are offered for unknown ones.
  static func parse(_ text: String, wanted: Dimensions) throws(TextError) -> Expression {
    var parser = ExpressionParser(tokens: try Tokens(text), wanted: wanted)
    let part = try parser.sum()
    try parser.tokens.expectEnd("an operator + - * / ^ or the end")
    return part.expression
  }

  private mutating func sum() throws(TextError) -> Part {
    var left = try product()
    while let sign = sign(of: [.add, .subtract]) {
      left = try joined(left, sign, try product())
    }
    return left
  }

  private mutating func product() throws(TextError) -> Part {
    var left = try signed()
    while let sign = sign(of: [.multiply, .divide]) {
      left = try joined(left, sign, try signed())
    }
    return left
  }

  private mutating func signed() throws(TextError) -> Part {
    if tokens.takes("+") { return try power() }
    guard tokens.takes("-") else { return try power() }
    try tokens.enter()
    defer { tokens.leave() }
    let isNumber = if case .number = tokens.next.kind { true } else { false }
    let operand = try signed()
    // A sign before a number belongs to it, unless the number is raised to a power.
    if isNumber, case .constant(let value, let dimensions, let text) = operand.expression {
      return (.constant(-value, dimensions, text: "-" + text), operand.depth)
    }
    return try nested(.negative(operand.expression), operand.depth)
  }

  private mutating func power() throws(TextError) -> Part {
    let isNumber = if case .number = tokens.next.kind { true } else { false }
    let base = try operand()
    guard tokens.isNext("^") else { return base }
    if isNumber, case .constant(_, let dimensions, let text) = base.expression, !dimensions.isNone {
      throw TextError(
        at: tokens.next.offset, found: "a power right behind the unit of \(text)",
        expected: "(\(text))^2, or a unit such as um2")
    }
    tokens.take()
    try tokens.enter()
    defer { tokens.leave() }
    return try joined(base, .power, try signed())
  }

  private mutating func operand() throws(TextError) -> Part {
    let token = tokens.next
    switch token.kind {
    case .number:
      let amount = try tokens.amount(wanted: wanted)
      guard amount.isFactor else {
        throw TextError(
          at: amount.offset, found: amount.noun, expected: "a quantity that can be multiplied")
      }
      return (.constant(amount.coherent, amount.dimensions, text: amount.text), 1)
    case .word:
      if let variable = PathVariable(rawValue: token.text) {
        tokens.take()
        return (.variable(variable), 1)
      }
      if let function = Expression.Function(rawValue: token.text) {
        tokens.take()
        return try call(function)
      }
      throw unknownWord()
    case .sign where token.text == "(":
      tokens.take()
      try tokens.enter()
      defer { tokens.leave() }
      let inner = try sum()
      try tokens.expect(")")
      return inner
    case .sign, .end:
      throw tokens.unexpected("a number, a variable, a function or '('")
    }
  }

  private mutating func call(_ function: Expression.Function) throws(TextError) -> Part {
    let start = tokens.next.offset
    try tokens.expect("(")
    try tokens.enter()
    defer { tokens.leave() }
    var arguments = [try sum()]
    while tokens.takes(",") { arguments.append(try sum()) }
    try tokens.expect(")")
    guard arguments.count == function.argumentCount else {
      throw TextError(
        at: start, found: "\(arguments.count) arguments of \(function.rawValue)",
        expected: "\(function.argumentCount)")
    }
    return try nested(
      .call(function, arguments.map(\.expression)), arguments.map(\.depth).max() ?? 0)
  }

  /// Reads an operator if it is one of these.
  private mutating func sign(of operators: [Expression.Operator]) -> Expression.Operator? {
    guard let found = operators.first(where: { tokens.isNext($0.rawValue) }) else { return nil }
    tokens.take()
    return found
  }

  private func joined(
    _ left: Part, _ sign: Expression.Operator, _ right: Part
  ) throws(TextError) -> Part {
    try nested(.binary(sign, left.expression, right.expression), max(left.depth, right.depth))
  }

  private func nested(_ expression: Expression, _ depth: Int) throws(TextError) -> Part {
    guard depth < Limits.nesting else { throw tooDeep(at: tokens.next.offset) }
    return (expression, depth + 1)
  }

  private func unknownWord() -> TextError {
    let known = PathVariable.allCases.map(\.rawValue) + Expression.Function.allCases.map(\.rawValue)
    let word = tokens.next
    if KnownUnits.isSimple(word.text) {
      return TextError(
        at: word.offset, found: "the unit \(word.text) without a number", expected: "a number first"
      )
    }
    return TextError(
      at: word.offset, found: "the unknown name \(quoted(word.text))",
      expected: known.joined(separator: ", "), nearest: nearestName(to: word.text, among: known))
  }
}
