import RallMorphology
import RallSWC
import RallUnits
import Testing

@Suite("What is odd about a neuron")
struct PlausibilityTests {
  /// A neurite of `count` samples, 1 µm apart, of radii that vary.
  private func chain(_ count: Int, type: (Int) -> Int = { _ in 3 }) -> [Line] {
    (1...count).map { id in
      Line(
        id: id, type: type(id), place: [Double(id), 0, 0], radius: 1 + 0.1 * Double(id % 3),
        parent: id == 1 ? -1 : id - 1)
    }
  }

  @Test("a neuron that is as it should be has nothing said of it")
  func fine() {
    #expect(SWCFile(text: Neuron.plain).reading().diagnostics.isEmpty)
    #expect(SWCFile(text: Neuron.text(chain(30))).reading().diagnostics.isEmpty)
  }

  @Test("wider than 5 mm it is called implausible, by the scale that was chosen")
  func wide() {
    let text = Neuron.text(chain(30))
    #expect(codes(text, .warning, .init(scale: 300)).contains(.implausibleSize))
    #expect(!codes(text, .warning, .init(scale: 30)).contains(.implausibleSize))
    #expect(codes(Neuron.plain, .warning, .init(scale: 100)).contains(.implausibleSize))
  }

  @Test("thicker than 50 um in most of its samples, too")
  func thick() {
    var lines = chain(9)
    for index in 0..<5 { lines[index].radius = 60 + Double(index) }
    #expect(codes(Neuron.text(lines), .warning) == [.implausibleSize])
    lines[4].radius = 49
    #expect(codes(Neuron.text(lines), .warning) == [])
  }

  @Test("one radius everywhere outside the soma was not measured")
  func uniform() {
    var lines = Neuron.lines
    for index in lines.indices.dropFirst() { lines[index].radius = 0.5 }
    #expect(found(.uniformRadius, in: Neuron.text(lines))?.line == 2)
    lines[7].radius = 0.6
    #expect(codes(Neuron.text(lines), .warning) == [])
  }

  @Test("an edge of fifty times the mean of the others is a jump", arguments: [45.0, 55])
  func jump(length: Double) {
    var lines = chain(40)
    for index in 25..<40 { lines[index].place.x += length - 1 }
    let jump = found(.longJump, in: Neuron.text(lines))
    #expect((jump?.line == 26) == (length > 50))
    #expect((jump == nil) == (length < 50))
  }

  @Test("the edge from the soma to a neurite is no jump, unless it is read literally")
  func somaEdge() {
    let soma = Line(id: 99, type: 1, place: [-200, 0, 0], radius: 5, parent: -1)
    var lines = [soma] + chain(30)
    lines[1].parent = 99
    #expect(codes(Neuron.text(lines), .warning) == [])
    #expect(codes(Neuron.text(lines), .warning, .init(soma: .literal)) == [.longJump])
  }

  @Test("a type that changes back and forth along a path is told once")
  func flips() {
    let steady = chain(30) { $0 < 10 ? 3 : $0 < 20 ? 2 : 4 }
    #expect(codes(Neuron.text(steady), .warning) == [])
    let flipping = chain(30) { $0 / 5 % 2 == 0 ? 3 : 2 }
    let warning = found(.typeFlips, in: Neuron.text(flipping))
    #expect(warning?.line == 10 && warning?.message.contains("from 3 to 2 and back to 3") == true)
  }

  @Test("lines that stand before their parents are told")
  func order() {
    let text = Neuron.text(Neuron.lines.reversed())
    #expect(codes(text, .warning) == [.linesOutOfOrder])
  }

  @Test("errors come first, and every code of a warning once")
  func sorted() throws {
    let reading = SWCFile(text: RepairTests.zeros).reading(.init(scale: 1000))
    #expect(reading.diagnostics.first?.severity == .error)
    let codes = reading.diagnostics.filter { $0.severity == .warning }.map(\.code)
    #expect(Set(codes).count == codes.count)
  }

  @Test("the error that is thrown carries everything that was found, with its lines")
  func thrown() throws {
    let error = #expect(throws: SWCError.self) {
      try Morphology(swc: "1 1 0 0 0 5 -1 9\n2 3 0 x 0 1 1\n3 3 0 1 0 1 77\n")
    }
    #expect(error?.errors.map(\.line) == [2, 3])
    #expect(error?.diagnostics.map(\.code) == [.badNumber, .unknownParent, .extraColumns])
    #expect(error?.description.split(separator: "\n").count == 2)
  }
}
