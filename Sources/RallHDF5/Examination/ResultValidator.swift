/// Holds a file against the layout of a result, or of a sweep's.
public enum ResultValidator {
  /// What is wrong with a file; nothing where it is as it should be.
  public static func check(_ path: String) throws(ResultFileError) -> [ResultProblem] {
    let file: File
    do {
      file = try File.read(path)
    } catch {
      throw ResultFileError(opening: path, error)
    }
    let isSweep = (try? file.text("schema")) == SweepSchema.name
    var examination = Examination(file: file)
    examination.examine(
      isSweep ? [.sweep, .tree] : [.root, .reports, .events, .model, .morphology, .tree])
    return examination.problems
  }
}

/// One thing that is wrong in a result file.
public struct ResultProblem: Error, Sendable, Hashable, CustomStringConvertible {
  /// The HDF5 path of the object.
  public var path: String
  /// What is wrong with it.
  public var message: String

  /// A problem at a place.
  public init(path: String, message: String) {
    self.path = path
    self.message = message
  }

  /// The place and what is wrong with it, in a line.
  public var description: String { "\(path): \(message)" }
}

/// A file under examination, and what was found wrong with it.
struct Examination: ~Copyable {
  let file: File
  private(set) var problems: [ResultProblem] = []
  /// Lists of texts, which no result has and a sweep has.
  var hasTexts = false

  init(file: consuming File) { self.file = file }

  /// What is looked at, one after the other.
  fileprivate enum Part {
    case root, reports, events, model, morphology, tree
    case sweep
  }

  /// Looks at some parts, one after the other; one that cannot be read is itself a problem.
  fileprivate mutating func examine(_ parts: [Part]) {
    for part in parts {
      do {
        try examine(part)
      } catch {
        report("/", error.description)
      }
    }
  }

  private mutating func examine(_ part: Part) throws(HDF5Failure) {
    switch part {
    case .root: try examineRoot()
    case .reports: try examineReports()
    case .events: try examineEvents()
    case .model: try examineModel()
    case .morphology: try examineMorphology()
    case .tree: try examineTree()
    case .sweep: try examineSweep()
    }
  }

  mutating func report(_ path: String, _ message: String) {
    let place = path.hasPrefix("/") ? path : "/" + path
    problems.append(ResultProblem(path: place, message: message))
  }

  mutating func require(_ condition: Bool, _ path: String, _ message: @autoclosure () -> String) {
    if !condition { report(path, message()) }
  }

  /// The numbers of a dataset that must be there, of that type and, where given, that many.
  mutating func numbers<Number: StoredNumber>(
    _ path: String, as type: Number.Type, count: Int? = nil
  ) throws(HDF5Failure) -> [Number]? {
    guard try file.has(path) else {
      report(path, "is missing")
      return nil
    }
    guard try !file.isGroup(path) else {
      report(path, "is a group and should be a dataset")
      return nil
    }
    let dataset = try file.dataset(path)
    guard try dataset.holds(type) else {
      report(path, "holds another type than \(Number.name)")
      return nil
    }
    let extents = try dataset.extents()
    if let count, extents != [count] {
      report(path, "has the shape \(extents), expected [\(count)]")
      return nil
    }
    return try dataset.read(type, path: path)
  }

  /// Words that an attribute must hold; any where `allowed` is empty.
  mutating func requireText(
    _ name: String, _ allowed: [String] = [], of path: String
  ) throws(HDF5Failure) {
    let object = try Group(any: path, in: file)
    guard let text = try object.text(name) else {
      report(path, "has no text attribute '\(name)'")
      return
    }
    if !allowed.isEmpty, !allowed.contains(text) {
      report(path, "'\(name)' is '\(text)', expected \(allowed.joined(separator: " or "))")
    }
  }

  /// Numbers that an attribute must hold.
  mutating func requireNumbers(
    _ name: String, of path: String, count: Int? = nil
  ) throws(HDF5Failure) {
    let object = try Group(any: path, in: file)
    guard let found = try object.numbers(name, as: Double.self) else {
      report(path, "has no numeric attribute '\(name)'")
      return
    }
    if let count, found.count != count {
      report(path, "'\(name)' has \(found.count) numbers, expected \(count)")
    }
  }

  /// Whether a group is there; it is reported where it is not.
  mutating func requireGroup(_ path: String) throws(HDF5Failure) -> Bool {
    let found = try file.has(path) ? try file.isGroup(path) : false
    require(found, path, "is missing, or is no group")
    return found
  }
}
