import Foundation
import RallHDF5
import RallModel
import Testing

/// The log beside an unfinished result holds its spikes and a part of its state.
@Suite("A log that is not as it was written")
struct DamagedLogTests {
  private let checkpoints = CheckpointTests()

  /// What a killed run left, with its log changed; nil takes the log away.
  private func left(
    _ folder: borrowing TemporaryFolder, changed: ([UInt8]) -> [UInt8]?
  ) throws -> String {
    try checkpoints.leave(at: folder("run.h5"), states: 3)
    let log = folder("run.h5.part.log")
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: log)))
    if let new = changed(bytes) {
      try Data(new).write(to: URL(fileURLWithPath: log))
    } else {
      try FileManager.default.removeItem(atPath: log)
    }
    return folder("run.h5")
  }

  private func resumes(_ path: String) -> String? {
    var state: KeptRunState?
    do {
      _ = try ResultFile(resuming: path, description: CheckpointTests.description, state: &state)
      return nil
    } catch {
      return error.description
    }
  }

  @Test("is said to lack something when it is recovered, and what is whole in it comes back")
  func recovered() throws {
    for (change, told, spikes) in [
      ({ $0 }, nil, 4), ({ _ in nil }, "the file is missing", 0),
      ({ Array($0[..<($0.firstIndex(of: 10)! + 1)]) }, "bytes and had", 1),
      ({ bytes in bytes.enumerated().map { $0 == 10 ? $1 ^ 1 : $1 } }, "line 1 is damaged", 3),
      ({ bytes in bytes.map { $0 == UInt8(ascii: "p") ? 65 : $0 } }, "4 lines are damaged", 0),
    ] as [(([UInt8]) -> [UInt8]?, String?, Int)] {
      let folder = try TemporaryFolder()
      let path = try left(folder, changed: change)
      let flaw = try ResultFile.recover(path)
      #expect((flaw == nil) == (told == nil))
      if let told { #expect(flaw?.contains(told) == true, "\(flaw ?? "")") }
      #expect(try ResultReader(path).contents.detectors[0].spikes.count == spikes)
      #expect(try ResultValidator.check(path) == [])
    }
  }

  @Test("is no log to go on with, and is left as it is")
  func resumed() throws {
    for (change, told) in [
      ({ _ in nil }, "run.h5.part.log: cannot read what belongs to the state: the file is missing"),
      ({ Array($0[..<($0.firstIndex(of: 10)! + 1)]) }, "when the state was kept"),
      ({ bytes in bytes.enumerated().map { $0 == 10 ? $1 ^ 1 : $1 } }, "line 1 is damaged"),
    ] as [(([UInt8]) -> [UInt8]?, String)] {
      let folder = try TemporaryFolder()
      let path = try left(folder, changed: change)
      let before = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      for _ in 0..<2 { #expect(resumes(path)?.contains(told) == true) }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == before)
    }
  }
}
