import Foundation
import RallHDF5
import RallModel
import Testing

@Suite("A sweep on disk")
struct SweepFileTests {
  private static let description = SweepDescription(
    experiment: "rall: 1\n", settings: [],
    parameters: [
      .init(path: "cell.temperature", unit: "degC", values: [6, 10, 20, 30]),
      .init(path: "cell.axoplasm", unit: "", values: [1, 2, 3, 4]),
    ], shape: [4], seed: nil, inputs: [], measures: ["lambda", "speed", "silent"],
    detectors: ["tips"], tracks: [], program: "test")

  /// An answer at some places, each with what is known of its error or not.
  private static func answer(_ name: String, _ places: [(String, Double, Double?)]) -> MeasureResult
  {
    MeasureResult(
      name: name, kind: "lengthConstant",
      values: places.map {
        .init(value: $1, unit: "um", error: $2, place: $0, frequency: name == "lambda" ? 0 : nil)
      })
  }

  /// Variants whose answers have unequal places, one that failed, and one that only has a remark.
  private static let results = [
    VariantResult(
      variant: 0,
      measures: [
        answer(
          "lambda", [("basal", 0.1 + 0.2, nil), ("apical", 1e-300, Double.leastNonzeroMagnitude)]),
        MeasureResult(name: "speed", kind: "k", values: [.init(value: .infinity, unit: "m/s")]),
      ],
      spikes: [.init(detector: "tips", sites: ["a", "b"], counts: [0, 7], undecided: [nil, nil])]),
    VariantResult(variant: 1, failure: "it cannot be: \"5\" mV, μ\nand more"),
    VariantResult(
      variant: 3,
      measures: [
        answer("lambda", [("apical", 3, 0.25), ("axon", 4, nil), ("axon", 5, 1)]),
        MeasureResult(name: "speed", kind: "k", values: [], remark: "stopped at 3 µm"),
      ],
      spikes: [
        .init(
          detector: "tips", sites: ["b", "c", "b"], counts: [1, 2, 3], undecided: ["?", nil, "!"])
      ]),
  ]

  private static let provenance = SweepProvenance(
    command: "c", version: "1", compiler: "s", host: "h", operatingSystem: "o", threads: 1,
    processes: 1, wallSeconds: 1)

  @Test("gives back every answer, with its places, its errors and its words, to the last bit")
  func answers() throws {
    let folder = try TemporaryFolder()
    var file = try SweepFile.create(
      folder("s.h5"), overwrite: false, Self.description, title: "t", command: "c")
    // In whatever order they come.
    for variant in [2, 0, 1] { try file.append([SweepRecord(Self.results[variant])]) }
    try file.finish(Self.provenance)
    #expect(try ResultValidator.check(folder("s.h5")) == [])
    let reader = try SweepReader(folder("s.h5"))
    #expect(reader.results == Self.results)
    #expect(reader.description == Self.description)
    #expect(reader.status == .interrupted)

    // The places are named in the order in which the variants first name them.
    let stored = try File.read(folder("s.h5"))
    #expect(try stored.readTexts("lambda.place") == ["basal", "apical", "axon", "axon"])
    #expect(try stored.readTexts("spikes.tips.place") == ["a", "b", "c", "b"])
    #expect(try stored.dataset("lambda").extents() == [4, 4])
    #expect(try stored.dataset("speed").extents() == [4])
    #expect(try stored.dataset("status").read(UInt8.self, path: "status") == [1, 2, 0, 1])
    let counts = try stored.dataset("spikes.tips").read(Int32.self, path: "spikes.tips")
    #expect(counts == [0, 7, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1, 2, 3])
  }

  @Test("goes to another process and back as it is, and half a message is none")
  func bytes() throws {
    for result in Self.results {
      let record = SweepRecord(
        result, frames: [[1.5, -.infinity, Float.leastNonzeroMagnitude], [], [.pi]])
      let bytes = record.bytes
      #expect(SweepRecord(bytes: bytes) == record)
      for count in [0, 7, 8, bytes.count / 2, bytes.count - 1] {
        #expect(SweepRecord(bytes: Array(bytes.prefix(count))) == nil)
      }
      #expect(SweepRecord(bytes: bytes + [0]) == nil)
    }
  }

  @Test("is as it should be whether it is a grid or a sample, and not where its shape is another")
  func arrangements() throws {
    let folder = try TemporaryFolder()
    for (name, shape, seed, isGood) in [
      ("grid", [4], nil, true), ("plane", [2, 2], nil, true), ("sample", [], 7, true),
      ("bare", [], nil, false), ("wrong", [3], nil, false), ("both", [4], 7, false),
    ] as [(String, [Int], Int?, Bool)] {
      var description = Self.description
      (description.shape, description.seed) = (shape, seed)
      let file = try SweepFile.create(
        folder(name), overwrite: false, description, title: "t", command: "c")
      try file.finish(Self.provenance)
      let problems = try ResultValidator.check(folder(name))
      #expect(problems.map(\.path) == (isGood ? [] : ["/"]), "\(name): \(problems)")
    }
  }

  @Test("names what is wrong with a file that was changed")
  func examined() throws {
    let folder = try TemporaryFolder()
    var file = try SweepFile.create(
      folder("s.h5"), overwrite: false, Self.description, title: "t", command: "c")
    try file.append(Self.results.map { SweepRecord($0) })
    try file.finish(Self.provenance)
    do {
      let changed = try File.update(folder("s.h5"))
      try changed.dataset("cell.temperature").write([6.0, 10, 20, 31], to: "cell.temperature")
      try changed.dataset("status").write([UInt8(1), 1, 1, 1], to: "status")
      try changed.unlink("variant")
      try changed.close("closing")
    }
    let problems = try ResultValidator.check(folder("s.h5"))
    #expect(problems.contains { $0.path == "/variant" && $0.message == "is missing" })
    do {
      var second = try SweepFile.create(
        folder("t.h5"), overwrite: false, Self.description, title: "t", command: "c")
      try second.append(Self.results.map { SweepRecord($0) })
      try second.finish(Self.provenance)
      let changed = try File.update(folder("t.h5"))
      try changed.dataset("cell.temperature").write([6.0, 10, 20, 31], to: "cell.temperature")
      try changed.dataset("status").write([UInt8(1), 1, 1, 1], to: "status")
      try changed.close("closing")
    }
    let found = Set(try ResultValidator.check(folder("t.h5")).map(\.path))
    #expect(found.isSuperset(of: ["/cell.temperature", "/failure", "/"]))
  }

  /// A way to spoil a sweep, and where that is to be noticed.
  struct Damage: Sendable, CustomTestStringConvertible {
    var place: String
    var spoil: @Sendable (borrowing File) throws -> Void
    var testDescription: String { place }
  }

  @Test(
    "of recordings, counts and orders that cannot be is named by its place",
    arguments: [
      Damage(place: "/trace.v.frames") {
        try $0.dataset("trace.v.frames").write([Int32(2), 0, 0, 100_000_000], to: "frames")
      },
      Damage(place: "/trace.v.frames") {
        try $0.dataset("trace.v.frames").write([Int32(2), 0, 0, -1], to: "frames")
      },
      Damage(place: "/spikes.tips") {
        try $0.dataset("spikes.tips").write([Int32](repeating: -2, count: 16), to: "tips")
      },
      Damage(place: "/") { try $0.dataset("speed").setAttribute("index", UInt32(7)) },
      Damage(place: "/") { try $0.dataset("spikes.tips").setAttribute("index", UInt32(1)) },
    ])
  func spoilt(damage: Damage) throws {
    let folder = try TemporaryFolder()
    var description = Self.description
    description.tracks = [SweepTrack(SampleRun.track("v", columns: SampleRun.columns(2)))]
    var file = try SweepFile.create(
      folder("s.h5"), overwrite: false, description, title: "t", command: "c")
    for result in Self.results {
      try file.append([SweepRecord(result, frames: result.variant == 1 ? [] : [[1, 2, 3, 4]])])
    }
    try file.finish(Self.provenance)
    #expect(try ResultValidator.check(folder("s.h5")) == [])
    try SampleRun.spoil(folder("s.h5"), damage.spoil)
    let problems = try ResultValidator.check(folder("s.h5"))
    #expect(problems.contains { $0.path == damage.place }, "\(problems)")
  }

  @Test("a name that HDF5 cannot hold is refused before anything is computed")
  func names() throws {
    let folder = try TemporaryFolder()
    var description = Self.description
    description.measures = ["fast/slow"]
    #expect(throws: ResultFileError.badName("fast/slow")) {
      _ = try SweepFile.create(
        folder("s.h5"), overwrite: false, description, title: "t", command: "c")
    }
  }

  @Test("another sweep is writing it: that is said, and nothing is touched")
  func busy() throws {
    let folder = try TemporaryFolder()
    let first = try SweepFile.create(
      folder("s.h5"), overwrite: false, Self.description, title: "t", command: "c")
    #expect(throws: ResultFileError.busy(path: folder("s.h5"))) {
      _ = try SweepFile.resume(folder("s.h5"), Self.description, title: "t", command: "c")
    }
    #expect(throws: ResultFileError.busy(path: folder("s.h5"))) {
      _ = try SweepFile.create(
        folder("s.h5"), overwrite: true, Self.description, title: "t", command: "c")
    }
    try first.finish(Self.provenance)
    #expect(try SweepReader(folder("s.h5")).results == [])
  }
}
