internal import Foundation
internal import RallHDF5
internal import RallJSON
internal import RallModel
internal import RallUnits

extension Export {
  /// A folder that SONATA's tools open: `bluepysnap.Simulation("DIR/simulation_config.json")`.
  ///
  /// The cell is a circuit of one node; each recording is a report of its own, and the spikes are those
  /// of the first site of the first detector, as in the result.
  public func writeSonata(to path: String, overwrite: Bool = false) throws(Failure) {
    let contents = result.contents
    let cell = contents.cellName
    let reports = contents.tracks.map { "\(Self.fileName($0.track.name)).h5" }
    let files =
      ["nodes.h5", "spikes.h5", "node_sets.json", "circuit_config.json", "simulation_config.json"]
    let folder = try ExportFolder(
      path, for: files + reports.map { "reports/\($0)" } + ["morphologies/\(cell).swc"],
      overwrite: overwrite)
    _ = try ExportFolder(folder.name("reports"), for: [], overwrite: overwrite)
    _ = try ExportFolder(folder.name("morphologies"), for: [], overwrite: overwrite)
    do {
      try SonataNodes.write(cell: cell, morphology: cell, to: folder.name("nodes.h5"))
      let spikes = try result.spikeTimes()
      try SonataSpikes.write(spikes, of: cell, to: folder.name("spikes.h5"))
      for (track, name) in reports.enumerated() {
        try SonataReport.write(track, of: result, to: folder.name("reports/\(name)"))
      }
    } catch {
      throw Failure(error)
    }
    try folder.write(
      String(decoding: morphology(), as: UTF8.self), to: "morphologies/\(cell).swc")
    let nodeSet: JSON = ["population": .string(cell)]
    try folder.write(
      "\(JSON.object([JSON.Member(key: cell, value: nodeSet)]))\n", to: "node_sets.json")
    try folder.write("\(Self.circuit(of: cell))\n", to: "circuit_config.json")
    try folder.write("\(Self.simulation(of: contents, reports))\n", to: "simulation_config.json")
  }

  private static func circuit(of cell: String) -> JSON {
    let population: JSON = [
      "type": "biophysical", "morphologies_dir": "$BASE_DIR/morphologies",
      // Rall's membrane is told by the experiment inside the result, not by a template.
      "biophysical_neuron_models_dir": "$BASE_DIR",
    ]
    return [
      "version": .number(2.3), "manifest": ["$BASE_DIR": "."],
      "node_sets_file": "$BASE_DIR/node_sets.json",
      "networks": [
        "nodes": [
          [
            "nodes_file": "$BASE_DIR/nodes.h5",
            "populations": .object([JSON.Member(key: cell, value: population)]),
          ]
        ],
        "edges": [],
      ],
    ]
  }

  private static func simulation(of contents: ResultContents, _ reports: [String]) -> JSON {
    let ends = contents.tracks.map { $0.track.every.coherent * Double($0.track.frameCount) }
    let end = max(ends.max() ?? 0, contents.provenance.step)
    let entries = zip(contents.tracks, reports).map { stored, name in
      JSON.Member(
        key: fileName(stored.track.name), value: report(stored.track, contents.cellName, name))
    }
    return [
      "version": .number(2.4), "manifest": ["$BASE_DIR": "."], "network": "circuit_config.json",
      "node_set": .string(contents.cellName),
      "run": [
        "tstop": .number(end), "dt": .number(contents.provenance.step),
        "random_seed": .integer(contents.provenance.seed),
      ],
      "output": [
        "output_dir": "$BASE_DIR", "spikes_file": "spikes.h5", "spikes_sort_order": "by_time",
      ],
      "reports": .object(entries),
    ]
  }

  private static func report(_ track: Track, _ cell: String, _ file: String) -> JSON {
    let every = track.every.coherent
    return [
      "cells": .string(cell), "sections": "all", "compartments": "all", "type": "compartment",
      "variable_name": .string(track.variable), "unit": .string(track.unit), "dt": .number(every),
      "start_time": .integer(0), "end_time": .number(every * Double(track.frameCount)),
      "file_name": .string("reports/\(file)"),
    ]
  }
}
