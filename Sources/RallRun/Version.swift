/// Which program this is.
public enum Version {
  public static let number = "0.1.0"

  /// The compiler that built it.
  static var compiler: String {
    #if compiler(>=6.4)
      "Swift 6.4 or later"
    #elseif compiler(>=6.3)
      "Swift 6.3"
    #else
      "Swift 6.2"
    #endif
  }

  /// The kernel that computes: the instruction set that it was built for.
  static let kernel = "baseline"
}
