/// A field of a line as a number.
///
/// Fifteen digits with a power of ten up to 22 are exact in one multiplication or division (Clinger
/// 1990, doi:10.1145/93542.93557); whatever else is written goes through the library's reading, so
/// every result is the nearest double.
enum DecimalField {
  private static let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
    1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  /// The number that the bytes spell; nil where they spell none.
  static func double(_ bytes: UnsafeBufferPointer<UInt8>.SubSequence) -> Double? {
    quick(bytes) ?? slow(bytes)
  }

  /// The whole number that the bytes spell, also as `1.0` or `1e3`; nil where they spell none, or one
  /// that does not fit.
  static func integer(_ bytes: UnsafeBufferPointer<UInt8>.SubSequence) -> Int? {
    var index = bytes.startIndex
    guard index < bytes.endIndex else { return nil }
    let negative = bytes[index] == UInt8(ascii: "-")
    if negative || bytes[index] == UInt8(ascii: "+") { index += 1 }
    guard index < bytes.endIndex else { return nil }
    var value = 0
    while index < bytes.endIndex, let digit = digit(bytes[index]) {
      let (tenfold, over) = value.multipliedReportingOverflow(by: 10)
      let (sum, carried) = tenfold.addingReportingOverflow(digit)
      if over || carried { return nil }
      value = sum
      index += 1
    }
    if index == bytes.endIndex { return negative ? -value : value }
    guard let number = double(bytes), number.magnitude <= 9_007_199_254_740_992 else { return nil }
    return Int(exactly: number)
  }

  private static func digit(_ byte: UInt8) -> Int? {
    byte >= 0x30 && byte <= 0x39 ? Int(byte - 0x30) : nil
  }

  private static func quick(_ bytes: UnsafeBufferPointer<UInt8>.SubSequence) -> Double? {
    var index = bytes.startIndex
    let end = bytes.endIndex
    guard index < end else { return nil }
    let negative = bytes[index] == UInt8(ascii: "-")
    if negative || bytes[index] == UInt8(ascii: "+") { index += 1 }
    var (mantissa, digits, exponent, point) = (0, 0, 0, false)
    while index < end {
      if let digit = digit(bytes[index]) {
        if mantissa > 0 || digit > 0 { digits += 1 }
        guard digits <= 15 else { return nil }
        mantissa = mantissa * 10 + digit
        if point { exponent -= 1 }
      } else if bytes[index] == UInt8(ascii: "."), !point,
        index + 1 < end || index > bytes.startIndex
      {
        point = true
      } else {
        break
      }
      index += 1
    }
    guard index > bytes.startIndex, digit(bytes[index - 1]) != nil else { return nil }
    if index < end {
      guard bytes[index] | 0x20 == UInt8(ascii: "e"),
        let written = integerExponent(bytes[(index + 1)...])
      else { return nil }
      exponent += written
    }
    guard exponent.magnitude <= 22 else { return nil }
    let value =
      exponent < 0
      ? Double(mantissa) / powersOfTen[-exponent] : Double(mantissa) * powersOfTen[exponent]
    return negative ? -value : value
  }

  private static func integerExponent(_ bytes: UnsafeBufferPointer<UInt8>.SubSequence) -> Int? {
    var index = bytes.startIndex
    guard index < bytes.endIndex, bytes.count <= 5 else { return nil }
    let negative = bytes[index] == UInt8(ascii: "-")
    if negative || bytes[index] == UInt8(ascii: "+") { index += 1 }
    guard index < bytes.endIndex else { return nil }
    var value = 0
    while index < bytes.endIndex {
      guard let digit = digit(bytes[index]) else { return nil }
      value = value * 10 + digit
      index += 1
    }
    return negative ? -value : value
  }

  /// By the library, for the few fields that are long, very large, very small, or no number.
  private static func slow(_ bytes: UnsafeBufferPointer<UInt8>.SubSequence) -> Double? {
    var number = bytes
    if bytes.first == UInt8(ascii: "+") {
      number = bytes.dropFirst()
      if number.first == UInt8(ascii: "-") { return nil }
    }
    let isHexadecimal = number.contains { $0 | 0x20 == UInt8(ascii: "x") }
    return isHexadecimal ? nil : Double(String(decoding: number, as: UTF8.self))
  }
}
