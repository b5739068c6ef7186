#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

extension Kernel {
  /// What this process uses: the kernel that `RALL_KERNEL` names, else the fastest; looked up once.
  public static let chosen: Result<Kernel, KernelError> = Result { () throws(KernelError) in
    try named(getenv("RALL_KERNEL").map { String(cString: $0) })
  }
}
