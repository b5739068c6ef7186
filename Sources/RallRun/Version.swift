public import RallJSON
internal import RallKernel

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

  /// The kernel that computes; fails where `RALL_KERNEL` asks for one that cannot be had.
  static func kernel() throws(Failure) -> String {
    do { return try Kernel.chosen.get().name } catch { throw .usage(error.description) }
  }

  /// The kernel's name; `none` where it cannot be had.
  static var kernelName: String { (try? kernel()) ?? "none" }

  /// `rall --version --json`: the program, what built it, and the kernel that it uses among those that
  /// this processor can run.
  public static func json() throws(Failure) -> JSON {
    [
      "version": .string(number), "compiler": .string(compiler),
      "kernel": .string(try kernel()),
      "kernels": .array(Kernel.supported.map { .string($0.name) }),
    ]
  }
}
