internal import RallModel
internal import RallMorphology
internal import RallUnits

extension ExperimentReader {
  /// `record:`, nil where an item could not be read.
  mutating func recordings(_ node: Node?) -> [Recording?] {
    items(node, of: "record").map { recording($0) }
  }

  /// `{ name: fast, variable: v, at: [soma, swc(1204)], every: 0.025 ms }`.
  private mutating func recording(_ node: Node) -> Recording? {
    guard
      let fields = fields(
        node, of: "a recording", required: ["name"],
        optional: ["variable", "at", "region", "every"])
    else { return nil }
    let name = name(fields["name"])
    let variables = variables(fields["variable"])
    let every: Time? = quantity(fields["every"], .positive)
    let place = only(fields, of: ["at", "region"], in: "a recording").flatMap { entry in
      entry.key == "at"
        ? recordingSites(entry.value) : region(entry.value).map { Recording.Place.region($0) }
    }
    guard let name, let place else { return nil }
    return Recording(name: name, variables: variables, place, every: every)
  }

  private mutating func variables(_ node: Node?) -> [String] {
    guard let node else { return ["v"] }
    var variables: [String] = []
    var given = Set<String>()
    for item in items(node, of: "variable", orOne: true) {
      guard let variable = text(item, "a variable") else { continue }
      if !given.insert(variable).inserted {
        diagnostics.report(item.place, found: "\(quoted(variable)) twice", expected: "it once")
      }
      variables.append(variable)
    }
    return variables
  }

  private mutating func recordingSites(_ node: Node) -> Recording.Place? {
    guard let sites = sites(node) else { return nil }
    // Every vertex is a region, and so a report of whole compartments.
    return sites == [.all] ? .region(.all) : .sites(sites)
  }

  /// One site or a list of them; nil where one of them could not be read.
  mutating func sites(_ node: Node?) -> [Site]? {
    let items = items(node, of: "at", orOne: true)
    let sites = items.compactMap { site($0) }
    if sites.count > 1, let all = sites.firstIndex(of: .all), sites.count == items.count {
      diagnostics.report(
        items[all].place, found: "all beside other sites",
        expected: "all alone, it holds the others")
    }
    return sites.isEmpty || sites.count < items.count ? nil : sites
  }

  /// `detect:`, nil where an item could not be read.
  mutating func detectors(_ node: Node?) -> [Detector?] {
    items(node, of: "detect").map { detector($0) }
  }

  /// `{ name: spikes, at: soma, above: -20 mV }`; a cell that has a threshold need not say above what.
  private mutating func detector(_ node: Node) -> Detector? {
    let level = ["above"]
    guard
      let fields = fields(
        node, of: "a detector", required: ["name", "at"] + (mayHaveThreshold ? [] : level),
        optional: mayHaveThreshold ? level : [])
    else { return nil }
    let name = name(fields["name"])
    let sites = sites(fields["at"])
    let threshold: Voltage? =
      fields["above"] == nil ? firing?.threshold : quantity(fields["above"])
    guard let name, let sites, let threshold else { return nil }
    return Detector(name: name, at: sites, above: threshold)
  }
}
