import Foundation
import RallHDF5
import RallModel
import RallUnits
import Testing

@Suite("A result file")
struct ResultFileTests {
  @Test("a complete run has its name, and no part of it is left beside it")
  func complete() throws {
    let folder = try TemporaryFolder()
    var file = try ResultFile(creating: folder("run.h5"), description: SampleRun.description())
    for frame in 0..<601 {
      try file.append(frames: SampleRun.frames(frame..<frame + 1, columns: 3), to: 0)
    }
    try file.append(spike: Spike(point: 0, time: 12.345.ms, peak: 38.1.mV), to: 0)
    try file.finish(status: .complete, wallSeconds: 1.5)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names == ["run.h5"])
  }
}
