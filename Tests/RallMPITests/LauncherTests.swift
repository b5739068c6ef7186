import RallMPI
import Testing

@Suite("The launcher of several processes")
struct LauncherTests {
  @Test(
    "is told by what it leaves in the environment, with its family and how many it started",
    arguments: [
      (["OMPI_COMM_WORLD_RANK": "1", "OMPI_COMM_WORLD_SIZE": "4"], Launcher.Family.openMPI, 4),
      // Open MPI's own launcher speaks PMIx too.
      (
        ["PMIX_RANK": "1", "OMPI_COMM_WORLD_RANK": "1", "OMPI_COMM_WORLD_SIZE": "2"], .openMPI, 2
      ),
      (["PMI_RANK": "0", "PMI_SIZE": "3"], .mpich, 3),
      (["PMIX_RANK": "0", "SLURM_NTASKS": "16"], .either, 16),
    ])
  func seen(environment: [String: String], family: Launcher.Family, size: Int) throws {
    let launcher = try #require(Launcher { environment[$0] })
    #expect(launcher.family == family)
    #expect(launcher.size == size)
    let first = try #require(launcher.libraries.first)
    #if os(Linux)
      #expect(first == (family == .mpich ? "libmpich.so.12" : "libmpi.so.40"))
    #endif
  }

  @Test(
    "is none where a batch system has a job of one program, nobody started anything, or it is not wanted"
  )
  func none() {
    #expect(Launcher { _ in nil } == nil)
    #expect(Launcher { ["OMPI_COMM_WORLD_RANK": "1", "RALL_MPI": "none"][$0] } == nil)
    #expect(Launcher { ["OMPI_COMM_WORLD_RANK": "1", "RALL_MPI": "/opt/libmpi.so"][$0] } != nil)
    #expect(Launcher { ["SLURM_NTASKS": "16", "SLURM_PROCID": "0"][$0] } == nil)
  }
}
