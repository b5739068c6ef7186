package import CLanes

/// The inner loops for one kind of processor: the same source, compiled for what it has.
///
/// All do the same to the last bits but two or three. A run is repeated bit by bit on the same kernel
/// only.
public struct Kernel: Sendable {
  /// `baseline`, `avx2` or `avx512`; `neon` on arm64.
  public let name: String
  package let functions: lanes_kernels

  private init(_ functions: lanes_kernels) {
    name = String(cString: functions.name)
    self.functions = functions
  }

  /// All that this processor can run, the fastest last.
  public static let supported: [Kernel] = Array(all.prefix(Int(lanes_processor()) + 1))

  /// All that there are for this architecture, in the order of `lanes_processor`.
  private static let all: [Kernel] = {
    #if arch(x86_64)
      [Kernel(lanes_baseline), Kernel(lanes_avx2), Kernel(lanes_avx512)]
    #else
      [Kernel(lanes_baseline)]
    #endif
  }()

  /// The one that bears a name, or the fastest where none is asked for.
  public static func named(_ name: String?) throws(KernelError) -> Kernel {
    guard let name, !name.isEmpty else { return supported[supported.count - 1] }
    if let found = supported.first(where: { $0.name == name }) { return found }
    if all.contains(where: { $0.name == name }) {
      throw .unsupported(name, supported: supported.map(\.name))
    }
    throw .unknown(name, known: all.map(\.name))
  }
}

/// A kernel that cannot be had.
public enum KernelError: Error, Hashable, CustomStringConvertible {
  /// This processor lacks what the kernel needs.
  case unsupported(String, supported: [String])
  case unknown(String, known: [String])

  public var description: String {
    switch self {
    case .unsupported(let name, let supported):
      "RALL_KERNEL is \(name), which this processor cannot run; it can run "
        + supported.joined(separator: ", ")
    case .unknown(let name, let known):
      "RALL_KERNEL is \(name), and there is no such kernel; there are "
        + known.joined(separator: ", ")
    }
  }
}
