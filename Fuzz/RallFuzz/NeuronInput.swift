import RallCable
import RallModel
import RallMorphology
import RallSWC
import RallUnits

/// An SWC file, read as its first byte says: with every rule for the soma, for roots and for repair.
///
/// What can be simulated is lowered, and written as SWC; that must be the same neuron again.
enum NeuronInput {
  static func take(_ bytes: [UInt8]) {
    guard let first = bytes.first else { return }
    let inspection = Inspection(
      bytes: Array(bytes.dropFirst()), name: "input", options: options(first))
    precondition(!inspection.text.isEmpty && !inspection.json.isEmpty)
    guard let neuron = inspection.reading.morphology else {
      precondition(inspection.diagnostics.contains { $0.severity == .error }, "refused unsaid")
      return
    }
    lower(neuron)
    // A neurite of type 1 can become soma when it is read again.
    guard neuron.sections.allSatisfy({ $0.order == 0 || $0.type != 1 }) else { return }
    let written = neuron.swcText
    let again = SWCFile(bytes: Array(written.utf8)).reading(neuron.optionsToReadBack)
    guard let copy = again.morphology, lengths(of: copy) == lengths(of: neuron) else {
      fatalError("another neuron when it is read back: \(written)\(again.diagnostics)")
    }
  }

  /// Sections may be numbered otherwise; each is there to the last bit.
  private static func lengths(of neuron: Morphology) -> [[Double]] {
    let sections = neuron.sections.map { [Double($0.type), $0.length.coherent, $0.area.coherent] }
    return sections.sorted { $0.lexicographicallyPrecedes($1) }
  }

  private static func lower(_ neuron: Morphology) {
    guard neuron.sections.count < 1000 else { return }
    let cell = Cell { Coat(.all, .passive(g: 0.05.mS / .cm2, e: -65.mV)) }
    _ = try? LoweredCell(cell, neuron, division: .perSection(2), electrodes: [.section(0, 0.5)])
  }

  private static func options(_ byte: UInt8) -> ReadingOptions {
    let somas: [ReadingOptions.SomaChoice] = [.auto, .sphere, .frusta, .contour, .literal]
    return ReadingOptions(
      soma: somas[Int(byte) % somas.count], somaEdges: byte & 8 == 0 ? .drop : .keep,
      roots: byte & 16 == 0 ? nil : byte & 32 == 0 ? .all : .largest,
      scale: byte & 64 == 0 ? 1 : 0.001,
      repair: byte & 128 == 0 ? [] : [.duplicatePoints, .zeroRadius])
  }
}
