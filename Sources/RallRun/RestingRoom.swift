internal import RallCable
internal import RallHDF5
internal import RallModel
internal import RallUnits

extension Preparation {
  /// Refuses answers of the resting cell that this machine has no memory for, or whose maps no result could
  /// be read with, before any of them is computed.
  func checkRoom(for measures: [Measure], withMaps: Bool) throws(Failure) {
    var sum = 0.0
    for measure in measures {
      guard let room = RestingRoom(of: measure, in: cell, withMaps: withMaps) else { continue }
      sum += room.bytes
      let told =
        "\(measure.name): \(room.told) take about \(decimal(room.bytes)) bytes"
      guard sum <= Double(MemoryNeed.machine) else {
        let before =
          sum > room.bytes ? ", with the measures before it \(decimal(sum)) bytes" : ""
        throw .badData([
          at(
            measure,
            "\(told)\(before); this machine has \(MemoryNeed.machine); ask for fewer frequencies")
        ])
      }
      guard room.layerBytes <= Double(Room.bytes) else {
        throw .badData([
          at(
            measure,
            "\(told), \(decimal(room.layerBytes)) each; a piece of a result has \(Room.bytes) "
              + "at most; ask for fewer frequencies")
        ])
      }
    }
  }

  /// The bytes that the maps of all measures take in a result.
  var mapBytes: Double {
    experiment.measures.reduce(0) { sum, measure in
      sum + (RestingRoom(of: measure, in: cell, withMaps: true)?.mapBytes ?? 0)
    }
  }

  private func at(_ measure: Measure, _ text: String) -> String {
    let number = experiment.measures.firstIndex(of: measure) ?? 0
    return placing.line("measure[\(number)]", text)
  }
}

/// How much memory an answer of the resting cell takes.
///
/// As fractions, since what a person asks for may exceed any integer.
private struct RestingRoom {
  /// What it is made of, in words.
  let told: String
  /// Of all of it.
  let bytes: Double
  /// Of its maps.
  let mapBytes: Double
  /// Of one quantity at every compartment and frequency.
  let layerBytes: Double

  /// A number of an answer with its line: 275 bytes as a table and 885 as JSON, counted over four million.
  private static let bytesOfValue = 900.0

  /// Nil of what has a few numbers only.
  init?(of measure: Measure, in cell: LoweredCell, withMaps: Bool) {
    let layers: Int
    let values: Int
    let frequencies: Int
    switch measure.kind {
    case .impedance(_, let to, let list):
      let places = to.reduce(0) { $0 + cell.labelled($1).count }
      (layers, values, frequencies) = (
        ImpedanceMeasure.mapped.count, 2 + 4 * places, list.count
      )
    case .lengthConstant(_, let list): (layers, values, frequencies) = (1, 3, list.count)
    default: return nil
    }
    let wanted = withMaps ? layers : 0
    layerBytes = withMaps ? 8 * Double(cell.count) * Double(frequencies) : 0
    mapBytes = Double(wanted) * layerBytes
    bytes = mapBytes + Double(values) * Double(frequencies) * Self.bytesOfValue
    told =
      withMaps
      ? "\(counted(wanted, "map")) of \(counted(cell.count, "compartment")) at "
        + counted(frequencies, "frequency", "frequencies")
      : "\(counted(values, "number")) at \(counted(frequencies, "frequency", "frequencies"))"
  }
}
