import RallHDF5
import RallModel
import RallRun
import Testing

@Suite("The processes of a sweep, as they come")
struct RollCallTests {
  private static func description(program: String = "rall 1, kernel avx512") -> SweepDescription {
    SweepDescription(
      experiment: "rall: 1\n", settings: [],
      parameters: [.init(path: "cell.temperature", unit: "degC", values: [6, 10])], shape: [2],
      seed: nil, inputs: [], measures: [], detectors: [], tracks: [], program: program)
  }

  private static let ready = SweepMessage.ready(
    host: "h", program: description().program, digest: description().digest)

  @Test("may ask for work while others still read, and are served in the end", arguments: 2...6)
  func early(size: Int) throws {
    var call = RollCall(of: size, Self.description())
    for process in (1..<size).reversed() {
      #expect(call.missing == Set(1...process))
      let areTaken = call.take(Self.ready, from: process) && call.take(.hungry, from: process)
      #expect(areTaken)
    }
    #expect(call.missing.isEmpty)
    #expect(call.hungry == (1..<size).reversed())
    try call.check()
  }

  @Test("that ask before they are there, or answer what nobody asked, are of no sweep")
  func confused() {
    var call = RollCall(of: 3, Self.description())
    for message in [.hungry, .variants([1]), .record(SweepRecord(.init(variant: 0)))]
      as [SweepMessage]
    {
      let isTaken = call.take(message, from: 1)
      #expect(!isTaken)
    }
    #expect(call.missing == [1, 2])
  }

  @Test("have to compute with one kernel and to read one experiment; each that does not is named")
  func differing() {
    var call = RollCall(of: 4, Self.description())
    var other = Self.description()
    other.experiment = "rall: 2\n"
    let slow = Self.description(program: "rall 1, kernel avx2")
    _ = call.take(.ready(host: "a", program: slow.program, digest: slow.digest), from: 1)
    _ = call.take(.ready(host: "b", program: other.program, digest: other.digest), from: 2)
    _ = call.take(.cannot(host: "c", Failure(status: 66, ["no file"])), from: 3)
    let failure = #expect(throws: Failure.self) { try call.check() }
    #expect(failure?.status == 65)
    #expect(failure?.lines.count == 3)
    #expect(failure?.lines[0].contains("process 1 on a is rall 1, kernel avx2") == true)
    #expect(failure?.lines[0].contains("kernel avx512") == true)
    #expect(failure?.lines[1].contains("process 2 on b reads another experiment") == true)
    #expect(failure?.lines[2] == "process 3 on c: no file")
  }

  @Test("say the same at the other end")
  func messages() {
    guard
      case .ready(let host, let program, let digest) = SweepMessage(bytes: Self.ready.bytes)
    else {
      Issue.record("it is another message")
      return
    }
    #expect(host == "h" && program == "rall 1, kernel avx512")
    #expect(digest == Self.description().digest)
  }
}
