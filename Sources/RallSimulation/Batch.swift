package import RallCable
package import RallModel

/// Runs that take every step together: their cells side by side as one, their plans as one.
///
/// Each hands over, to the bits, what it hands over alone, whatever is beside it and however many there
/// are: no sum has terms of two cells, and those of one are added in the same order.
package struct Batch: Sendable {
  package let cell: LoweredCell
  package let plan: Plan
  /// Of each member its tracks, those of its layout first, by their number in `plan`.
  package let tracks: [[Int]]
  /// Of each member its watches, likewise.
  package let watches: [[Int]]
  /// Whose each of the plan's tracks and watches is, and its number there.
  let trackOwners: [Owner]
  let watchOwners: [Owner]

  struct Owner: Sendable {
    let member: Int
    let number: Int
  }

  /// - Parameter members: cells and plans of one `BatchKind`.
  package init(_ members: [(cell: LoweredCell, plan: Plan)]) {
    let (cells, plans) = (members.map(\.cell), members.map(\.plan))
    cell = LoweredCell(joining: cells)
    plan = Plan(joining: plans, on: cells)
    (trackOwners, tracks) = Self.owners(
      own: plans.map(\.layout.tracks.count), all: plans.map(\.trackCount))
    (watchOwners, watches) = Self.owners(
      own: plans.map(\.layout.detectors.count), all: plans.map(\.watches.count))
  }

  /// First what the layouts of all members have, then what is beside them.
  private static func owners(own: [Int], all: [Int]) -> ([Owner], [[Int]]) {
    var owners: [Owner] = []
    var numbers = all.map { _ in [Int]() }
    for part in [zip(own, own).map { 0..<$0.0 }, zip(own, all).map { $0.0..<$0.1 }] {
      for (member, range) in part.enumerated() {
        numbers[member] += owners.count..<owners.count + range.count
        owners += range.map { Owner(member: member, number: $0) }
      }
    }
    return (owners, numbers)
  }

  /// What the members start from, side by side.
  package static func joined(_ potentials: [CellPotentials]) -> CellPotentials {
    CellPotentials(axolemma: potentials.flatMap(\.axolemma))
  }

  /// The frames of a run of the batch, and its spikes, to the member that each belongs to.
  package struct Sink<Member: FrameSink>: FrameSink {
    package private(set) var members: [Member]
    private let trackOwners: [Owner]
    private let watchOwners: [Owner]

    package init(_ batch: Batch, _ members: [Member]) {
      self.members = members
      (trackOwners, watchOwners) = (batch.trackOwners, batch.watchOwners)
    }

    package mutating func append(frames: [Double], to track: Int) throws {
      let owner = trackOwners[track]
      try members[owner.member].append(frames: frames, to: owner.number)
    }

    package mutating func append(spike: Spike, to watch: Int) throws {
      let owner = watchOwners[watch]
      try members[owner.member].append(spike: spike, to: owner.number)
    }
  }
}
