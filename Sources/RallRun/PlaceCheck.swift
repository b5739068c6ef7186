internal import RallModel
internal import RallMorphology

/// Every region and every site that an experiment names, looked for on its neuron.
///
/// All that are missing are found together, so that a user mends them together.
struct PlaceCheck {
  /// A name without a place: the path of the name in the experiment, and what is wrong.
  struct Missing {
    let path: String
    let message: String
  }

  private(set) var missing: [Missing] = []
  private let morphology: Morphology
  /// The named regions that were told already.
  private var missingNames: Set<String> = []

  init(_ experiment: Experiment, on morphology: Morphology) {
    self.morphology = morphology
    for named in experiment.regions {
      let count = missing.count
      look(for: named.region, at: "regions.\(named.name)")
      if missing.count > count { missingNames.insert(named.name) }
    }
    for (number, coat) in experiment.cell.coats.enumerated() {
      look(for: coat.region, at: "membrane[\(number)].region")
    }
    for (number, stimulus) in experiment.stimuli.enumerated() {
      look(for: stimulus.site, at: "stimuli[\(number)].at")
    }
    for (number, recording) in experiment.recordings.enumerated() {
      switch recording.place {
      case .sites(let sites): look(for: sites, at: "record[\(number)].at")
      case .region(let region): look(for: region, at: "record[\(number)].region")
      }
    }
    for (number, detector) in experiment.detectors.enumerated() {
      look(for: detector.sites, at: "detect[\(number)].at")
    }
    for (number, measure) in experiment.measures.enumerated() {
      look(for: measure.kind, at: "measure[\(number)]")
    }
  }

  private mutating func look(for region: Region, at path: String) {
    // What a missing region is used for need not be told as well.
    if case .named(let name, _) = region, missingNames.contains(name) { return }
    do {
      if try region.intervals(on: morphology).isEmpty {
        report(path, "the region '\(region)' is empty in this neuron, which has \(types)")
      }
    } catch {
      report(path, "\(error)")
    }
  }

  /// A list of sites, in which `all` means every vertex.
  private mutating func look(for sites: [Site], at path: String) {
    for (number, site) in sites.enumerated() where site != .all {
      look(for: site, at: "\(path)[\(number)]")
    }
  }

  private mutating func look(for site: Site, at path: String) {
    do { _ = try site.locations(on: morphology) } catch { report(path, "\(error)") }
  }

  /// A site that must be one place.
  private mutating func look(forOne site: Site, at path: String) {
    do {
      let places = try site.locations(on: morphology)
      if places.count > 1 {
        report(path, "'\(site)' names \(places.count) places; one was expected")
      }
    } catch {
      report(path, "\(error)")
    }
  }

  private mutating func look(for kind: Measure.Kind, at path: String) {
    switch kind {
    case .conductionVelocity(.path(let from, let to), _):
      look(forOne: from, at: "\(path).conduction_velocity.along.from")
      look(forOne: to, at: "\(path).conduction_velocity.along.to")
    case .conductionVelocity(.nodes, _):
      look(for: Site.nodes, at: "\(path).conduction_velocity.along")
    case .lengthConstant(.path(let from, let to), _):
      look(forOne: from, at: "\(path).length_constant.from")
      if let to { look(forOne: to, at: "\(path).length_constant.to") }
    case .impedance(let from, let to, _):
      look(forOne: from, at: "\(path).impedance.from")
      look(for: to, at: "\(path).impedance.to")
    case .lengthConstant(.region(let region), _):
      look(for: region, at: "\(path).length_constant.region")
    case .inputResistance(let site): look(forOne: site, at: "\(path).input_resistance.at")
    case .features(let site, _): look(forOne: site, at: "\(path).features.at")
    case .rate(let site, _): look(forOne: site, at: "\(path).rate.at")
    case .timeConstants, .convergence: break
    }
  }

  private mutating func report(_ path: String, _ message: String) {
    missing.append(Missing(path: path, message: message))
  }

  /// `soma, axon and basal`: what there is.
  private var types: String {
    let names = Set(morphology.sections.map(\.type)).sorted().map { Section.name(ofType: $0) }
    return names.count < 2
      ? names.joined() : names.dropLast().joined(separator: ", ") + " and " + names[names.count - 1]
  }
}
