import RallHDF5
import RallModel
import RallRun

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A result file: what is wrong with it is told, and what can be read is read.
enum ResultInput {
  private static let path = "/dev/shm/rall-fuzz-\(getpid()).h5"

  static func take(_ bytes: [UInt8]) {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    _ = write(file, bytes, bytes.count)
    close(file)
    _ = (try? ResultCheck(file: path))?.text
    guard let reader = try? ResultReader(path) else { return }
    for track in reader.contents.tracks.indices {
      _ = try? reader.times(of: track)
      _ = try? reader.frames(0..<min(10, reader.contents.tracks[track].track.frameCount), of: track)
    }
    _ = try? reader.swc()
    _ = try? reader.spikeTimes()
  }
}
