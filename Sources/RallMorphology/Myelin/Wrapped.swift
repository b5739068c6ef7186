import RallUnits

extension Morphology {
  /// The same neuron with myelin on one more region.
  ///
  /// A node stands where the region is entered, at its tips and where it ends, each with all its length
  /// within; a fork inside the region, and a root outside the soma from which two or more of its
  /// branches leave, is a node of which half the length lies in each branch. Between two of them
  /// internodes of the given length follow, the last shorter where it must be.
  /// Complexity: linear in the sections, the nodes and the points.
  public func wrapped(
    in pattern: MyelinPattern, on region: Region
  ) throws(MyelinLayoutError) -> Morphology {
    let places: Intervals
    do { places = try region.intervals(on: self) } catch { throw .region(error) }
    if places.isEmpty { throw .emptyRegion(region) }
    var layout = myelin ?? MyelinLayout(on: self)
    for (index, section) in sections.enumerated() where !places[index].isEmpty {
      if isSoma(section) { throw .soma(section: index) }
      for span in places[index] {
        for other in layout.stretches[index]
        where other.span.from < span.to && span.from < other.span.to {
          throw .overlap(
            wrapping: other.wrapping,
            at: Location(
              section: index, position: Length(coherent: max(span.from, other.span.from))))
        }
      }
    }
    let runs = MyelinRun.all(of: places, in: self)
    try Self.checkRoom(in: runs, pattern)
    var laying = MyelinLaying(pattern, layout)
    laying.lay(runs)
    layout = laying.layout
    for (index, section) in sections.enumerated()
    where section.length == .zero && !places[index].isEmpty {
      layout.stretches[index].append(
        .init(span: places[index][0], part: .node, wrapping: layout.wrappings))
    }

    var wrapped = self
    for index in sections.indices where !places[index].isEmpty {
      layout.stretches[index].sort { $0.span.from < $1.span.from }
      let own = layout.stretches[index].filter { $0.wrapping == layout.wrappings }
      wrapped.sections[index].calibres += own.compactMap { stretch in
        guard stretch.span.length > 0 else { return nil }
        return pattern.diameters[stretch.part].map {
          Calibre(span: stretch.span, diameter: $0.coherent)
        }
      }
      wrapped.sections[index].calibres.sort { $0.span.from < $1.span.from }
    }
    layout.wrappings += 1
    wrapped.myelin = layout
    return wrapped
  }

  /// The same neuron without myelin, and with the diameters of its file.
  public var unwrapped: Morphology {
    guard myelin != nil else { return self }
    var bare = self
    bare.myelin = nil
    for index in sections.indices { bare.sections[index].calibres = [] }
    return bare
  }

  private static func checkRoom(
    in runs: [MyelinRun], _ pattern: MyelinPattern
  ) throws(MyelinLayoutError) {
    let longest = runs.map(\.length).max() ?? 0
    let room = runs.map { MyelinCut.room(of: $0, pattern) }.max() ?? 0
    if room <= 0 { throw .nodeTooLong(pattern.node, longestRun: Length(coherent: longest)) }
    if pattern.internode.coherent > room + 1e-9 * max(longest, 1) {
      throw .internodeTooLong(pattern.internode, longestRoom: Length(coherent: room))
    }
    let count = runs.reduce(0) {
      $0 + $1.length / (pattern.internode.coherent + pattern.node.coherent)
    }
    if !(count <= 1e7) { throw .tooMany(count) }
  }
}

/// The work of laying nodes and internodes on the runs of one region, which gives them their numbers.
struct MyelinLaying {
  private let pattern: MyelinPattern
  private(set) var layout: MyelinLayout
  /// The nodes that lie on forks, by junction.
  private var forkNodes: [Int: Int] = [:]

  init(_ pattern: MyelinPattern, _ layout: MyelinLayout) {
    self.pattern = pattern
    self.layout = layout
  }

  mutating func lay(_ runs: [MyelinRun]) {
    var branches = runs.map { _ in [Int]() }
    var reach = runs.map(\.length)
    for (number, run) in runs.enumerated().reversed() {
      guard let previous = run.previous else { continue }
      branches[previous].append(number)
      reach[previous] = max(reach[previous], runs[previous].length + reach[number])
    }
    // A stack gives out last what is to come last: the shortest.
    func shortestFirst(_ numbers: [Int]) -> [Int] {
      numbers.sorted { (reach[$0], -$0) < (reach[$1], -$1) }
    }
    let entries = runs.indices.filter { runs[$0].previous == nil }
    var groups: [[Int]] = []
    for entry in entries {
      let isBeside = groups.last.map {
        runs[entry].start != .node && runs[$0[0]].start == runs[entry].start
      }
      if isBeside == true { groups[groups.count - 1].append(entry) } else { groups.append([entry]) }
    }
    for group in groups {
      var open = shortestFirst(group)
      while let number = open.popLast() {
        lay(runs[number])
        open += shortestFirst(branches[number])
      }
    }
  }

  private mutating func lay(_ run: MyelinRun) {
    let cut = MyelinCut(run, pattern)
    let number = layout.wrappings
    for piece in cut.pieces {
      for part in run.spans(from: piece.from, to: piece.to) {
        layout.stretches[part.section].append(
          .init(span: part.span, part: piece.part, wrapping: number))
      }
    }
    let isBare = cut.internodes.isEmpty
    if isBare {
      layout.bareRuns.append(.init(length: Length(coherent: run.length), wrapping: number))
      // A bare run at a fork belongs to the fork's node.
      if run.start == .node || run.end == .node {
        let fork = run.start != .node ? (run.start, 0.0) : (run.end, run.length)
        _ = node(at: fork.0, of: run, fork.0 == .node ? run.length / 2 : fork.1)
        return
      }
    }
    var before = node(at: run.start, of: run, cut.pieces[0].to / 2)
    let middles: [Double?] = cut.innerNodes.map { $0 } + [nil]
    for (index, middle) in middles.enumerated() {
      let next: Int
      if let middle {
        next = node(at: .node, of: run, middle)
      } else {
        let last = cut.pieces[cut.pieces.count - 1]
        next = node(at: run.end, of: run, last.from + (last.to - last.from) / 2)
      }
      if !isBare {
        layout.internodes.append(
          .init(
            from: before, to: next, length: Length(coherent: cut.internodes[index]),
            isShort: cut.isShort[index], wrapping: number))
      }
      before = next
    }
  }

  /// The number of the node at an end of a run, new where it has none yet; a node that is not on a fork
  /// has its middle at `distance`.
  private mutating func node(at end: MyelinRun.End, of run: MyelinRun, _ distance: Double) -> Int {
    guard case .fork(let junction) = end else {
      layout.nodes.append(
        .init(place: run.place(at: distance), isFork: false, wrapping: layout.wrappings))
      return layout.nodes.count - 1
    }
    if let known = forkNodes[junction] { return known }
    forkNodes[junction] = layout.nodes.count
    let place = run.place(at: end == run.end ? run.length : 0)
    layout.nodes.append(.init(place: place, isFork: true, wrapping: layout.wrappings))
    return layout.nodes.count - 1
  }
}
