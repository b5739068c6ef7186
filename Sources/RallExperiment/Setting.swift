/// A value given beside the file: `run.step=0.01 ms`.
struct Setting {
  private let path: ExperimentPath
  private let value: Node

  private var place: ExperimentPlace { .setting(path.description) }

  /// Reads a setting; nil, with the reason reported, where it cannot be read.
  init?(_ text: String, into diagnostics: inout Diagnostics) throws(ExperimentErrors) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    let place = ExperimentPlace.setting(quotedIfLong(name))
    guard let path = ExperimentPath(name), path.steps.count < Limits.depth else {
      diagnostics.report(
        place, found: "no path to a value", expected: "a setting such as run.step=0.01 ms")
      return nil
    }
    guard parts.count == 2 else {
      diagnostics.report(place, found: "no value", expected: "a setting such as run.step=0.01 ms")
      return nil
    }
    let origin = Composer.Origin.setting(path.description)
    guard let value = try Composer.compose(String(parts[1]), from: origin, into: &diagnostics)
    else {
      diagnostics.report(place, found: "no value", expected: "a setting such as run.step=0.01 ms")
      return nil
    }
    self.path = path
    self.value = value
  }

  /// The tree with the value in its place.
  func applied(to root: Node, _ diagnostics: inout Diagnostics) -> Node {
    var root = root
    apply(path.steps[...], to: &root, &diagnostics)
    return root
  }

  private func apply(
    _ steps: ArraySlice<ExperimentPath.Step>, to node: inout Node, _ diagnostics: inout Diagnostics
  ) {
    guard let step = steps.first else {
      node = value
      return
    }
    switch (step, node.content) {
    case (.key(let key), .mapping(var entries)):
      if let index = entries.firstIndex(where: { $0.key == key }) {
        apply(steps.dropFirst(), to: &entries[index].value, &diagnostics)
      } else {
        // What is not there yet is made; whether it may be there is decided by the reading.
        var new = Node(content: .mapping([]), place: place)
        apply(steps.dropFirst(), to: &new, &diagnostics)
        entries.append(Node.Entry(key: key, keyPlace: place, value: new))
      }
      node.content = .mapping(entries)
    case (.index(let index), .list(var items)) where items.indices.contains(index):
      apply(steps.dropFirst(), to: &items[index], &diagnostics)
      node.content = .list(items)
    case (.index(let index), .list(let items)):
      diagnostics.report(
        place, found: "item [\(index)]",
        expected: "an item of the \(items.count) there are, from [0]")
    case (.index(0), .text):
      apply(steps.dropFirst(), to: &node, &diagnostics)
    case (.key, .refused), (.index, .refused):
      break
    case (.key(let key), .list), (.key(let key), .text):
      diagnostics.report(place, found: "\(key) of \(node.noun)", expected: "a key of a mapping")
    case (.index(let index), .mapping), (.index(let index), .text):
      diagnostics.report(
        place, found: "item [\(index)] of \(node.noun)", expected: "an item of a list")
    }
  }
}

/// A name for a message, cut where it is long.
private func quotedIfLong(_ name: String) -> String { name.count > 60 ? quoted(name) : name }
