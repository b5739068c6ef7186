internal import RallMorphology

/// The words from which regions and sites are built; no region of an experiment may bear one.
enum RegionWords {
  /// Regions that are one word.
  static let simple: [String: Region] = [
    "all": .all, "soma": .soma, "axon": .axon, "basal": .basal, "apical": .apical,
    "dendrites": .dendrites, "nodes": .nodes, "internodes": .internodes,
  ]

  /// Whatever a region can begin with.
  static let regions =
    ["all", "soma", "axon", "basal", "apical", "dendrites", "nodes", "internodes"]
    + ["type", "section", "subtree", "not", "distance_from"] + PathVariable.allCases.map(\.rawValue)

  /// Whatever a site can begin with.
  static let sites = ["soma", "swc", "section", "at", "tips", "forks", "nodes", "all"]

  /// The sites as they are written.
  static let siteForms =
    "soma, swc(ID), section(N, 0.5), at(300 um, REGION), tips(REGION), forks(REGION), nodes, "
    + "nodes(K), all"

  /// Words that name something already.
  static let taken = Set(regions + sites + ["and", "or"])
}
