import RallHDF5
import RallModel
import RallMorphology
import RallUnits

/// A small cell with a spherical soma and one dendrite, and the description of a run on it.
enum SampleRun {
  static let swc = "# a ball and a stick\n1 1 0 0 0 5 -1\n2 3 5 0 0 1 1\n3 3 55 0 0 1 2\n"

  static var morphology: Morphology {
    Morphology(
      sections: [
        Section(
          type: 1, points: [Point(x: 0, y: 0, z: 0, radius: 5, sample: 1)], parent: nil, start: 0,
          end: 0, startDistance: .zero, order: 0),
        Section(
          type: 3,
          points: [
            Point(x: 5, y: 0, z: 0, radius: 1, sample: 2),
            Point(x: 55, y: 0, z: 0, radius: 1, sample: 3),
          ], parent: 0, start: 0, end: 1, startDistance: .zero, order: 1),
      ], junctionCount: 2,
      soma: Soma(
        rule: .sphere, samples: 1, area: (100 * Double.pi).um2,
        site: Location(section: 0, position: .zero)))
  }

  /// Columns in a row along the dendrite.
  static func columns(_ count: Int) -> [Column] {
    (0..<count).map { k in
      let x = 5 + 50 * Double(k) / Double(max(count - 1, 1))
      return Column(
        compartment: k, isProbe: false, section: k == 0 ? 0 : 1,
        sectionPosition: Double(k) / Double(max(count, 1)), type: k == 0 ? 1 : 3, parent: k - 1,
        sample: k == 0 ? 1 : -1, centre: SIMD3(x, 0, 0), near: SIMD3(x - 1, 0, 0),
        far: SIMD3(x + 1, 0, 0), diameter: 2, length: 2, area: 4 * .pi, pathDistance: x - 5)
    }
  }

  static func track(
    _ name: String = "everywhere", variable: String = "v", unit: String = "mV", frames: Int = 601,
    every: Time = 0.1.ms, columns: [Column] = columns(3)
  ) -> Track {
    Track(
      name: name, variable: variable, unit: unit, longName: "membrane potential", every: every,
      frameCount: frames, columns: columns)
  }

  static func detector(_ name: String = "spikes", points: Int = 2) -> DetectorLayout {
    DetectorLayout(
      name: name, threshold: -20.mV, points: Array(columns(points)),
      labels: (0..<points).map { "section(1, 0.\($0))" })
  }

  static func description(frames: Int) -> ResultDescription {
    description(tracks: [track(frames: frames)])
  }

  static func description(
    tracks: [Track] = [track()], detectors: [DetectorLayout] = [detector()],
    compress: Bool = false, stateWords: Int? = nil
  ) -> ResultDescription {
    ResultDescription(
      title: "A ball and a stick", layout: ResultLayout(tracks: tracks, detectors: detectors),
      // One of each compartment that anything is of.
      halfEdges: (0..<max(
        2, (tracks.map(\.columns.count) + detectors.map(\.points.count)).max() ?? 0)).map {
          HalfEdge(
            compartment: $0, start: SIMD3(5, 0, 0), end: SIMD3(30, 0, 0), area: 50 * .pi,
            length: 25,
            type: 3)
        },
      morphology: morphology, swc: Array(swc.utf8),
      stimuli: [
        AppliedStimulus(
          name: "step", type: "current_clamp", section: 0, sectionPosition: 0, start: 5, stop: 55,
          times: [0, 5, 5, 55, 55, 60], currents: [0, 0, 0.6, 0.6, 0, 0])
      ],
      provenance: Provenance(
        experiment: "rall: 1\ntitle: dölle\n", command: "rall run sample.yaml", version: "0.1.0",
        host: "here", operatingSystem: "Linux", threads: 1, seed: 1, step: 0.025,
        accuracy: "standard", compiler: "Swift 6"), compress: compress,
      checkpoint: stateWords.map {
        CheckpointDescription(
          stateWords: $0, kernel: "baseline", inputs: [("current.txt", Array("0 1".utf8))])
      })
  }

  /// A value that tells its track, frame and column.
  static func value(track: Int, frame: Int, column: Int) -> Float {
    Float(track * 1000) + Float(column) + Float(frame) / 4096
  }

  /// Some frames of a track, as the file holds them.
  static func frames(_ range: Range<Int>, columns: Int, track: Int = 0) -> [Float] {
    range.flatMap { frame in
      (0..<columns).map { value(track: track, frame: frame, column: $0) }
    }
  }

  /// The same frames as a run hands them over.
  static func handed(_ range: Range<Int>, columns: Int, track: Int = 0) -> [Double] {
    frames(range, columns: columns, track: track).map { Double($0) }
  }
}
