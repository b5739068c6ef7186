import RallKernel

/// The kernels under test.
enum TestKernel {
  /// The one that a run would take, whatever the environment asks for.
  static var fastest: Kernel { Kernel.supported[Kernel.supported.count - 1] }
}
