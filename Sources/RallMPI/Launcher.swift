#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// What started this process as one of several, by the traces that it leaves in the environment.
package struct Launcher: Sendable, Hashable {
  /// Which library the launcher belongs to.
  package enum Family: Sendable, Hashable {
    case openMPI
    case mpich
    /// One that serves both.
    case either
  }

  package let family: Family
  /// The variable that told.
  package let sign: String
  /// How many processes there are; nil where that is not said.
  package let size: Int?

  /// Which variables tell of which launcher, with those that tell how many processes it started.
  private static let signs: [(name: String, family: Family, sizes: [String])] = [
    ("OMPI_COMM_WORLD_RANK", .openMPI, ["OMPI_COMM_WORLD_SIZE"]),
    ("PMI_RANK", .mpich, ["PMI_SIZE"]),
    ("PMI_ID", .mpich, ["PMI_SIZE"]),
    ("PMIX_RANK", .either, ["SLURM_NTASKS"]),
  ]

  /// The launcher that the environment tells of; nil where this process was started alone.
  package init?() {
    self.init { name in getenv(name).map { String(cString: $0) } }
  }

  /// The launcher that such an environment tells of; nil where `RALL_MPI` is `none`, by which a process says
  /// that it goes alone, for instance one within a step of Slurm.
  package init?(_ environment: (String) -> String?) {
    guard environment("RALL_MPI") != "none",
      let sign = Self.signs.first(where: { environment($0.name) != nil })
    else { return nil }
    self.sign = sign.name
    family = sign.family
    size = sign.sizes.lazy.compactMap(environment).compactMap { Int($0) }.first
  }

  /// The names under which systems have the library, the likeliest first.
  package var libraries: [String] {
    #if canImport(Darwin)
      return ["libmpi.dylib", "/opt/homebrew/lib/libmpi.dylib", "/usr/local/lib/libmpi.dylib"]
    #else
      // Open MPI's number of the interface is 40 since 3.0, MPICH's 12 since 3.1.
      let open = ["libmpi.so.40", "libmpi.so.20"]
      let mpich = ["libmpich.so.12", "libmpi.so.12"]
      return (family == .mpich ? mpich + open : open + mpich) + ["libmpi.so"]
    #endif
  }
}
