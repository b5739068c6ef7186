internal import RallCable
internal import RallModel
internal import RallMorphology
internal import RallUnits

/// A place that is read: where its potential comes from, and what it is called.
struct Reading {
  let probe: LoweredCell.Probe
  let column: Column
  let label: String

  /// The vertex itself.
  init(vertex: Int, _ cell: LoweredCell) {
    probe = LoweredCell.Probe(first: vertex, second: vertex, share: 0)
    column = cell.columns[vertex]
    label = "section(\(column.section), \(decimal(column.sectionPosition)))"
  }

  /// A place anywhere on the cell.
  init(at place: Location, _ cell: LoweredCell, label: String?) {
    probe = cell.probe(at: place)
    let position = place.position.coherent
    let section = cell.morphology.sections[place.section]
    let length = section.length.coherent
    let fraction = length > 0 ? position / length : 0.5
    self.label = label ?? "section(\(place.section), \(decimal(fraction)))"
    var column = cell.columns[probe.nearest]
    if !probe.isVertex {
      let here = section.pathPoint(at: position)
      let centre = SIMD3(here.x, here.y, here.z)
      column.isProbe = true
      column.section = place.section
      column.sectionPosition = fraction
      column.type = section.type
      column.sample = -1
      (column.centre, column.near, column.far) = (centre, centre, centre)
      (column.diameter, column.length, column.area) = (here.diameter, 0, .nan)
      column.pathDistance = here.distance
    }
    self.column = column
  }

  /// What a recording reads.
  static func readings(
    _ place: Recording.Place, _ number: Int, _ cell: LoweredCell
  ) throws(PlanError) -> [Reading] {
    switch place {
    case .sites(let sites):
      return try readings(sites, cell, of: { .recording(number, site: $0) })
    case .region(let region):
      let intervals: Intervals
      do { intervals = try region.intervals(on: cell.morphology) } catch {
        throw .region(recording: number, error)
      }
      let found = cell.vertices(in: intervals)
      guard !found.isEmpty else { throw .emptyRegion(recording: number, region) }
      return found.map { Reading(vertex: $0, cell) }
    }
  }

  /// The places of several sites, one after the other.
  static func readings(
    _ sites: [Site], _ cell: LoweredCell, of part: (Int) -> PlanError.Part
  ) throws(PlanError) -> [Reading] {
    var readings: [Reading] = []
    for (number, site) in sites.enumerated() {
      if site == .all {
        readings += (0..<cell.count).map { Reading(vertex: $0, cell) }
        continue
      }
      let places: [Location]
      do { places = try site.locations(on: cell.morphology) } catch {
        throw .site(part(number), error)
      }
      let label = places.count == 1 ? "\(site)" : nil
      readings += places.map { Reading(at: $0, cell, label: label) }
    }
    return readings
  }
}
