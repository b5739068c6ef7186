import RallHDF5
import RallModel
import RallRun

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A result file: what is wrong with it is told, what can be read is read, and it is handed on in every
/// form.
enum ResultInput {
  private static let place = "/dev/shm/rall-fuzz-\(getpid())"

  static func take(_ bytes: [UInt8]) {
    let path = "\(place).h5"
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
    // What a run was stopped at may be long; a table of it is as long as its frames.
    guard reader.contents.tracks.allSatisfy({ $0.track.frameCount < 10_000 }),
      let export = try? Export(of: path)
    else { return }
    try? export.writeCSV(to: "\(place).csv", overwrite: true)
    try? export.writeSonata(to: "\(place).sonata", overwrite: true)
    try? export.writeNWB(to: "\(place).nwb", overwrite: true)
  }

  /// Writes small results to begin with.
  static func writeSeeds(to folder: String) {
    let recordings = """
      stimuli:
        - { name: pulse, at: soma, current_clamp: { start: 0.1 ms, duration: 0.2 ms, amplitude: 2 nA } }
      record: [{ name: v, variable: [v, i_electrode], at: soma, every: 0.1 ms }]
      detect: [{ name: d, at: soma, above: -60 mV }]
      measure: [{ name: r, input_resistance: { at: soma } }]
      run: { duration: 1 ms }
      """
    let seeds = [
      ("point", "rall: 1\npoint_cell: { model: hh, area: 1000 um2 }\n\(recordings)"),
      (
        "compressed",
        "rall: 1\npoint_cell: { model: hh, area: 1000 um2 }\n\(recordings)\noutput: { compress: true }"
      ),
    ]
    for (name, yaml) in seeds {
      let experiment = "\(place).yaml"
      let file = open(experiment, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
      _ = write(file, Array(yaml.utf8), yaml.utf8.count)
      close(file)
      do {
        _ = try Preparation(file: experiment)
          .run(RunOptions(output: "\(folder)/\(name)", overwrite: true))
      } catch {
        print(error)
      }
    }
  }
}
