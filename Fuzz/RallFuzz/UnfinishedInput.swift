import RallHDF5
import RallModel
import RallRun

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What a killed run left, without its list of spikes: it is told why it cannot go on, or it goes on, and a
/// whole result is made of it.
enum UnfinishedInput {
  private static let place = "/dev/shm/rall-fuzz-\(getpid())-left.h5"

  /// Steps beyond which a run is not gone on with: what it would take says nothing of how it is read.
  private static let mostSteps = 100_000

  static func take(_ bytes: [UInt8]) {
    for suffix in ["", ".part", ".part.log"] { unlink(place + suffix) }
    leave(bytes)
    if let resumption = try? Resumption(of: place) {
      var asked = 0
      _ = try? resumption.run { _ in
        asked += 1
        return asked * 16 < mostSteps
      }
    }
    leave(bytes)
    _ = try? Recovery(of: place, overwrite: true)
  }

  private static func leave(_ bytes: [UInt8]) {
    write(bytes, to: place + ".part")
    write([], to: place + ".part.log")
  }

  private static func write(_ bytes: [UInt8], to path: String) {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    _ = pwrite(file, bytes, bytes.count, 0)
    close(file)
  }

  /// Takes copies of what stands there while small runs are on their way.
  static func writeSeeds(to folder: String) {
    let experiment = """
      rall: 1
      morphology: { cylinder: { length: 100 um, diameter: 2 um, type: axon } }
      compartments: { per_section: 2 }
      membrane: [{ region: all, hh: {} }]
      record: [{ name: v, variable: v, at: all, every: 1 ms }]
      """
    for (name, run) in [
      ("standard", "run: { duration: 400 ms }"),
      ("pair", "run: { duration: 200 ms, accuracy: richardson }"),
    ] {
      let yaml = "\(place).yaml"
      write(Array("\(experiment)\n\(run)\n".utf8), to: yaml)
      do {
        var asked = 0
        _ = try Preparation(file: yaml).run(
          RunOptions(output: place, overwrite: true, keepsEvery: .zero)
        ) { _ in
          asked += 1
          if asked == 200 { copy(place + ".part", to: "\(folder)/\(name)") }
          return true
        }
      } catch {
        print(error)
      }
    }
  }

  private static func copy(_ path: String, to other: String) {
    let file = open(path, O_RDONLY)
    var bytes = [UInt8](repeating: 0, count: Int(lseek(file, 0, SEEK_END)))
    _ = pread(file, &bytes, bytes.count, 0)
    close(file)
    write(bytes, to: other)
  }
}
