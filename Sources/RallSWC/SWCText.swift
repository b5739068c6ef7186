public import RallMorphology
import RallUnits

extension Morphology {
  /// The neuron as an SWC text, which reads back to the same sections, to the last bit.
  ///
  /// Samples are numbered anew from 1, parents first; sections keep their numbers unless one of a
  /// type stands before another that it hangs on. A neurite on the soma is written from its own
  /// first point. A neurite of type 1, which the reader lets pass with a warning, may read back as soma.
  /// A soma of frusta, a literal reading and points that stand twice need the options
  /// of `optionsToReadBack`; the first line says which.
  public var swcText: String {
    var writer = SampleWriter()
    for index in writingOrder { writer.write(index, of: self) }
    let options = optionsToReadBack
    var notes = ["id type x y z radius parent, in um"]
    if options.soma != .auto { notes.append("soma: \(options.soma.rawValue)") }
    if options.roots != nil { notes.append("roots: all") }
    if !options.repair.isEmpty { notes.append("repair: [duplicate_points]") }
    return "# \(notes.joined(separator: "; "))\n" + writer.text
  }

  /// The options with which `swcText` reads back to this neuron.
  public var optionsToReadBack: ReadingOptions {
    var options = ReadingOptions()
    switch soma.rule {
    case .none, .sphere, .contour: break
    case .frusta: options.soma = .frusta
    case .literal: options.soma = .literal
    }
    let starts = Set(sections.lazy.filter { $0.parent == nil }.map(\.start))
    if starts.count > 1 { options.roots = .all }
    if sections.contains(where: { zip($0.arc, $0.arc.dropFirst()).contains { $0 == $1 } }) {
      options.repair = [.duplicatePoints]
    }
    return options
  }

  /// Parents before children and, where both can be had, every type in the order of its numbers, so
  /// that sections are numbered alike when they are read back.
  private var writingOrder: [Int] {
    var followers = children
    var waits = sections.map { $0.parent == nil ? 0 : 1 }
    var latest: [Int: Int] = [:]
    for (index, section) in sections.enumerated() {
      if let before = latest.updateValue(index, forKey: section.type) {
        followers[before].append(index)
        waits[index] += 1
      }
    }
    var order = sections.indices.filter { waits[$0] == 0 }
    var next = 0
    while next < order.count {
      for index in followers[order[next]] {
        waits[index] -= 1
        if waits[index] == 0 { order.append(index) }
      }
      next += 1
    }
    return order.count == sections.count ? order : rootFirst
  }
}

/// Lines of samples, numbered as they are written.
private struct SampleWriter {
  var text = ""
  private var written = 0
  /// The samples at the first and at the last point of each section.
  private var ends: [Int: (first: Int, last: Int)] = [:]
  private var roots: [Int: Int] = [:]

  mutating func write(_ index: Int, of morphology: Morphology) {
    let section = morphology.sections[index]
    var above: Int?
    if let parent = section.parent, let ends = ends[parent] {
      above = section.start == morphology.sections[parent].end ? ends.last : ends.first
    } else {
      above = roots[section.start]
    }
    // What hangs on the soma starts with a point of its own, everything else where the parent ends.
    let isNeurite = section.order > 0
    let onSoma = isNeurite && section.parent.map { morphology.sections[$0].order == 0 } ?? false
    let shared = above != nil && !onSoma
    let first = shared ? above! : written + 1
    for point in section.points.dropFirst(shared ? 1 : 0) {
      written += 1
      text += "\(written) \(section.type) \(point.x) \(point.y) \(point.z) \(point.radius) "
      text += "\(above ?? -1)\n"
      above = written
    }
    ends[index] = (first, above!)
    if section.parent == nil, roots[section.start] == nil { roots[section.start] = first }
  }
}
