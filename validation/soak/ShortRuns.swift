import Foundation
import RallHDF5
import RallJSON
import RallModel
import RallRun
import RallUnits

/// Short runs of all kinds, one after the other: to their end, stopped, refused, and taken up again.
struct ShortRuns {
  private let folder: URL
  private let neurons: String

  init(in folder: URL, neurons: String) {
    self.folder = folder
    self.neurons = URL(filePath: neurons).path
  }

  /// An experiment of ours and what is set in it.
  private static let experiments: [(file: String, settings: [String])] = [
    ("ball_and_stick", ["run.duration=20 ms"]),
    ("ball_and_stick", ["run.duration=20 ms", "run.accuracy=richardson"]),
    ("ball_and_stick", ["run.duration=20 ms", "run.accuracy=euler"]),
    ("lif", ["run.duration=200 ms", "stimuli[0].current_clamp.duration=100 ms"]),
    ("hh_point", ["run.duration=30 ms", "stimuli[0].current_clamp.duration=20 ms"]),
    ("squid_axon", ["run.duration=5 ms"]),
    ("pyramidal", ["run.duration=10 ms"]),
    ("myelinated_axon", ["run.duration=2 ms"]),
  ]

  /// How many there were of each kind.
  struct Counts: CustomStringConvertible {
    var complete = 0
    var stopped = 0
    var refused = 0
    var resumed = 0

    var description: String {
      "\(complete + stopped + refused + resumed) in all: \(complete) complete, \(stopped) stopped, "
        + "\(refused) refused, \(resumed) gone on with after a kill"
    }
  }

  /// Runs until a time.
  func run(until end: ContinuousClock.Instant) throws -> Counts {
    var counts = Counts()
    var number = 0
    while ContinuousClock.now < end {
      let (file, settings) = Self.experiments[number % Self.experiments.count]
      let path = "\(neurons)/\(file).yaml"
      switch (number / Self.experiments.count) % 4 {
      case 0, 1:
        try readBack(try run(path, settings) { _ in true })
        counts.complete += 1
      case 2:
        try readBack(try run(path, settings) { $0.time < 1.ms })
        counts.stopped += 1
      default:
        try goOn(path, settings)
        counts.resumed += 1
      }
      if number.isMultiple(of: 5) {
        guard (try? Preparation(file: path, settings: ["run.step=1 mV"])) == nil else {
          throw Failure(status: 70, ["a step of 1 mV was taken"])
        }
        counts.refused += 1
      }
      number += 1
    }
    return counts
  }

  private var output: String { folder.appending(path: "short.h5").path }

  private func run(
    _ path: String, _ settings: [String], proceed: (RunProgress) -> Bool
  ) throws -> RunReport {
    try Preparation(file: path, settings: settings).run(
      RunOptions(output: output, overwrite: true, keepsEvery: .milliseconds(1)), proceed: proceed)
  }

  private func readBack(_ report: RunReport) throws {
    _ = report.text
    _ = report.json.description
    let reader = try ResultReader(output)
    for (number, track) in reader.contents.tracks.enumerated() {
      _ = try reader.frames(0..<track.track.frameCount, of: number)
    }
    let problems = try ResultValidator.check(output)
    guard problems.isEmpty else { throw Failure(status: 65, problems.map(\.description)) }
  }

  /// Goes on from copies of a run's files, which are what a kill would have left.
  private func goOn(_ path: String, _ settings: [String]) throws {
    let copy = folder.appending(path: "killed.h5").path
    let endings = [".part", ".part.log"]
    var isCopied = false
    _ = try run(path, settings) { _ in
      if !isCopied {
        isCopied = true
        for ending in endings {
          try? FileManager.default.removeItem(atPath: copy + ending)
          try? FileManager.default.copyItem(atPath: output + ending, toPath: copy + ending)
        }
      }
      return true
    }
    guard isCopied else { return }
    _ = try Resumption(of: copy).run(RunOptions(overwrite: true))
    let one = try ResultReader(copy)
    let other = try ResultReader(output)
    for number in one.contents.tracks.indices {
      let rows = 0..<one.contents.tracks[number].track.frameCount
      guard try one.frames(rows, of: number) == other.frames(rows, of: number) else {
        throw Failure(status: 70, ["\(path): another result after a kill"])
      }
    }
  }
}
