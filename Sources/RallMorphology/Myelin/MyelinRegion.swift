extension Region {
  /// True of a region that has a meaning only where there is myelin.
  package var speaksOfMyelin: Bool {
    switch self {
    case .nodes, .internodes: true
    case .not(let region), .named(_, let region), .distance(let region, _, _):
      region.speaksOfMyelin
    case .and(let a, let b), .or(let a, let b): a.speaksOfMyelin || b.speaksOfMyelin
    case .subtree(let site): site.speaksOfMyelin
    case .all, .soma, .axon, .basal, .apical, .dendrites, .type, .section, .compare: false
    }
  }
}

extension Site {
  /// True of a site that has a meaning only where there is myelin.
  package var speaksOfMyelin: Bool {
    switch self {
    case .nodes, .node: true
    case .at(_, let region), .tips(let region), .forks(let region): region.speaksOfMyelin
    case .soma, .swc, .section, .all: false
    }
  }
}
