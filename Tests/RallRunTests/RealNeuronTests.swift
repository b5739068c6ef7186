import Foundation
import RallCable
import RallHDF5
import RallModel
import RallMorphology
import RallRun
import RallSWC
import RallUnits
import Testing

/// A real reconstruction that is to be run.
struct ReconstructedNeuron: Sendable, CustomTestStringConvertible {
  var path: String

  var testDescription: String { URL(filePath: path).lastPathComponent }

  /// The .swc files of the folder named by RALL_MORPHOLOGIES.
  static let all: [ReconstructedNeuron] = {
    guard let folder = ProcessInfo.processInfo.environment["RALL_MORPHOLOGIES"],
      let names = try? FileManager.default.contentsOfDirectory(atPath: folder)
    else { return [] }
    return names.sorted().filter { $0.hasSuffix(".swc") }.map {
      ReconstructedNeuron(path: URL(filePath: folder).appending(path: $0).path)
    }
  }()

  /// Those that can be simulated once what they lack is asked for.
  static let simulatable = all.filter { $0.options != nil }

  /// The first of a few readings by which the file can be simulated; nil where none is.
  var options: ReadingOptions? {
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    let file = SWCFile(bytes: [UInt8](data))
    let readings = [
      ReadingOptions(), ReadingOptions(repair: [.duplicatePoints]), ReadingOptions(soma: .contour),
      ReadingOptions(scale: 0.001, repair: [.zeroRadius, .duplicatePoints]),
    ]
    return readings.first { file.reading($0).isSimulatable }
  }
}

/// Real neurons through the whole program; no file of theirs is in the repository.
@Suite("Runs on real neurons")
struct RealNeuronRunTests {
  @Test("how many real neurons are run is printed")
  func count() {
    let (all, tested) = (ReconstructedNeuron.all.count, ReconstructedNeuron.simulatable.count)
    print("real neurons: \(tested) tested, \(all - tested) skipped")
    let isNamed = ProcessInfo.processInfo.environment["RALL_MORPHOLOGIES"]?.isEmpty == false
    #expect(!isNamed || tested > 0)
  }

  @Test(
    "each runs 2 ms with channels everywhere, and what is in its file adds up to the cell",
    arguments: ReconstructedNeuron.simulatable)
  func runs(neuron: ReconstructedNeuron) throws {
    let bench = try Bench()
    let experiment = Experiment(
      title: neuron.testDescription,
      morphology: .file(neuron.path, try #require(neuron.options)),
      cell: Cell(temperature: 18.5.degC) { Coat(.all, .hh()) },
      stimuli: [
        Stimulus(name: "step", at: .section(0, 0), CurrentClamp(0.1.nA, from: 0.5.ms, for: 1.ms))
      ],
      recordings: [Recording(name: "everywhere", .region(.all), every: 0.5.ms)],
      run: RunSettings(duration: 2.ms))
    let preparation = try Preparation(experiment)
    let report = try preparation.run(RunOptions(output: bench.path("result.h5")))
    #expect(report.status == .complete)
    let reader = try bench.reader()
    let track = try #require(reader.contents.tracks.first?.track)
    #expect(track.columns.count == preparation.cell.count)
    let totals = preparation.morphology.totals
    // Sums over thousands of compartments.
    let length = track.columns.reduce(0) { $0 + $1.length }
    #expect(length.isWithin(1e-10, of: totals.length.value(in: .um)))
    let area = track.columns.reduce(0) { $0 + $1.area }
    #expect(area.isWithin(1e-10, of: totals.area.value(in: .um2)))
    for frame in 0..<track.frameCount {
      let row = try reader.frames(frame..<frame + 1, of: 0)
      #expect(row.allSatisfy { $0 > -100 && $0 < 100 })
    }
    #expect(try ResultValidator.check(bench.path("result.h5")) == [])
  }
}
