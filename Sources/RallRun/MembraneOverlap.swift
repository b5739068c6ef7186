internal import RallModel
internal import RallMorphology
internal import RallUnits

/// Where mechanisms lie one over another, and where there is none: coats of different kinds add up,
/// and a user may not expect the sum of two leaks.
struct MembraneOverlap {
  private let morphology: Morphology
  /// What lies under myelin or at its nodes, where a declaration says what there is.
  private let wrapped: Intervals?
  /// The places of each mechanism, in the order in which they are laid on first.
  private var mechanisms: [(name: String, places: Intervals)] = []
  /// One line a mechanism of a coat of which later coats leave nothing.
  private var covered: [String] = []

  init(_ cell: Cell, on morphology: Morphology) {
    self.morphology = morphology
    wrapped = morphology.myelin.map { $0.intervals(on: morphology) { _ in true } }
    for (number, coat) in cell.coats.enumerated() {
      guard var places = try? coat.region.intervals(on: morphology) else { continue }
      if let wrapped, !coat.region.speaksOfMyelin {
        let all = places
        places = all.intersection(wrapped.complement)
        if places.isEmpty, !all.isEmpty {
          covered.append("the line on '\(coat.region)' has no effect: myelin covers all of it")
          continue
        }
      }
      for case .mechanism(let name, _) in coat.layers {
        if isCovered(name, on: places, by: cell.coats[(number + 1)...]) {
          covered.append(
            "\(name) on '\(coat.region)' has no effect: later lines of \(name) cover it")
        }
        if let known = mechanisms.firstIndex(where: { $0.name == name }) {
          mechanisms[known].places = mechanisms[known].places.union(places)
        } else {
          mechanisms.append((name, places))
        }
      }
    }
  }

  /// One line a coat without effect, one a pair of mechanisms that share membrane, and one for membrane without any.
  var remarks: [String] {
    var remarks = covered
    for (number, first) in mechanisms.enumerated() {
      for second in mechanisms[..<number] {
        let shared = first.places.intersection(second.places)
        guard !shared.isEmpty else { continue }
        remarks.append(
          "\(second.name) and \(first.name) share \(told(shared)) of membrane, and their leaks add up"
        )
      }
    }
    let covered = mechanisms.dropFirst().reduce(mechanisms.first?.places) {
      $0?.union($1.places)
    }
    var bare = covered?.complement ?? whole
    if let wrapped { bare = bare.intersection(wrapped.complement) }
    if !bare.isEmpty { remarks.append("\(told(bare)) of membrane have no mechanism") }
    return remarks
  }

  /// Whether later coats have the same mechanism everywhere that it is.
  private func isCovered(_ name: String, on places: Intervals, by later: ArraySlice<Coat>) -> Bool {
    var left = places
    for coat in later {
      let isSame = coat.layers.contains { if case .mechanism(name, _) = $0 { true } else { false } }
      guard isSame, let cover = try? coat.region.intervals(on: morphology) else { continue }
      left = left.intersection(cover.complement)
      if left.isEmpty { return !places.isEmpty }
    }
    return false
  }

  private var whole: Intervals {
    guard let whole = try? Region.all.intervals(on: morphology) else {
      preconditionFailure("'all' has a meaning on every neuron")
    }
    return whole
  }

  private func told(_ places: Intervals) -> String {
    "\(significant(morphology.area(of: places).value(in: .um2), 6)) um2"
  }
}
