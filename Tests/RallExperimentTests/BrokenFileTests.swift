import RallExperiment
import TestRandom
import Testing

@Suite("A broken file")
struct BrokenFileTests {
  /// Signs that mean something to YAML or to us.
  private static let signs = Array("{}[]():,-#&*!|>'\"%@`~<=+/^ \n\t\r\u{0}\u{FF}0eE.x?".utf8)

  @Test("is read or refused with a reason, whatever was changed in it", arguments: 0..<20)
  func mutated(seed: Int) {
    var random = SeededGenerator(seed: seed)
    let whole = Array(ReadingTests.whole.utf8)
    for _ in 0..<50 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0...3, using: &random) {
        case 0: bytes[place] = Self.signs.randomElement(using: &random)!
        case 1: bytes.insert(Self.signs.randomElement(using: &random)!, at: place)
        case 2: bytes.remove(at: place)
        default: bytes.removeSubrange(place..<min(place + 30, bytes.count))
        }
      }
      do throws(ExperimentErrors) {
        let document = try ExperimentDocument(yaml: bytes, file: "a.yaml")
        // What could be read can be written, and read again.
        let again = try ExperimentDocument(yaml: document.experiment.yaml, file: "b.yaml")
        #expect(again.experiment == document.experiment)
      } catch {
        #expect(!error.diagnostics.isEmpty)
        #expect(error.diagnostics.allSatisfy { $0.file == "a.yaml" }, "\(error)")
        #expect(error.diagnostics.allSatisfy { $0.message.count < 2000 }, "\(error)")
        #expect(error.diagnostics.allSatisfy { $0.line! >= 1 && $0.column! >= 1 })
      }
    }
  }
}
