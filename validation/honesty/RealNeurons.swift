internal import Foundation
internal import RallSWC

package import struct RallMorphology.Morphology
package import struct RallMorphology.ReadingOptions

/// Reconstructions that are at hand, in a folder of SWC files.
package struct RealNeurons: Sendable {
  /// A neuron and the file it came from.
  package struct Neuron: Sendable {
    package let file: String
    package let morphology: Morphology
  }

  /// Those that can be read without a repair of their radii, by name.
  package let neurons: [Neuron]

  /// Of the folder that RALL_MORPHOLOGIES names; nil where it names none, or one without neurons.
  package init?() {
    guard let folder = ProcessInfo.processInfo.environment["RALL_MORPHOLOGIES"], !folder.isEmpty
    else { return nil }
    self.init(folder: folder)
  }

  /// Of a folder; nil where it has no neurons.
  package init?(folder: String) {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    neurons = files.sorted().filter { $0.hasSuffix(".swc") }.compactMap { file in
      let place = URL(fileURLWithPath: folder).appending(path: file)
      guard let bytes = try? Data(contentsOf: place) else { return nil }
      let reading = SWCFile(bytes: Array(bytes)).reading(
        ReadingOptions(repair: [.duplicatePoints]))
      return reading.morphology.map { Neuron(file: file, morphology: $0) }
    }
    if neurons.isEmpty { return nil }
  }
}
