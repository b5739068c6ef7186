internal import Foundation
internal import RallMPI

extension Sweep {
  /// How many threads compute where nobody says: as many as this process has cores, and one where a
  /// launcher of MPI has started several processes, which share them.
  public static var standardThreads: Int {
    Launcher() == nil ? ProcessInfo.processInfo.activeProcessorCount : 1
  }
}
