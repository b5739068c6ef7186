extension Examination {
  /// Geometry, stimuli, measures and provenance.
  mutating func examineModel() throws(HDF5Failure) {
    if try requireGroup("geometry") {
      for cell in try file.members(of: "geometry") { try examineHalfEdges("geometry/\(cell)") }
    }
    if try file.has("stimulus") {
      for name in try file.members(of: "stimulus") { try examineStimulus("stimulus/\(name)") }
    }
    if try file.has("measure") {
      for name in try file.members(of: "measure") { try examineMeasure("measure/\(name)") }
    }
    guard try requireGroup("provenance") else { return }
    for name in ["command", "version", "host", "os", "accuracy", "compiler"] {
      try requireText(name, of: "provenance")
    }
    for name in ["threads", "seed", "step_ms", "wall_seconds"] {
      try requireNumbers(name, of: "provenance")
    }
    for name in ["experiment", "warnings"] {
      let path = "provenance/\(name)"
      let text = try file.has(path) ? try file.readText(path) : nil
      require(text != nil, path, "is missing, or is no text")
    }
  }

  private mutating func examineHalfEdges(_ cell: String) throws(HDF5Failure) {
    let path = "\(cell)/half_edges"
    guard try requireGroup(path) else { return }
    let edges = try numbers("\(path)/compartment", as: Int32.self)
    examineCompartments(of: edges ?? [], "\(path)/compartment")
    for name in ["x0", "y0", "z0", "x1", "y1", "z1", "length", "area"] {
      let place = "\(path)/\(name)"
      guard let values = try numbers(place, as: Double.self, count: edges?.count) else { continue }
      try requireText("units", [name == "area" ? "um2" : "um"], of: place)
      let isSize = ["length", "area"].contains(name)
      require(!isSize || values.allSatisfy { $0 >= 0 }, place, "is negative, or no number")
    }
    _ = try numbers("\(path)/swc_type", as: Int32.self, count: edges?.count)
  }

  private mutating func examineStimulus(_ path: String) throws(HDF5Failure) {
    try requireText("type", of: path)
    for name in ["start", "stop", "section_id", "section_pos"] {
      try requireNumbers(name, of: path, count: 1)
    }
    let times = try numbers("\(path)/time", as: Double.self)
    if times != nil { try requireText("units", ["ms"], of: "\(path)/time") }
    guard try file.has("\(path)/command") else {
      try requireNumbers("amplitude", of: path, count: 1)
      if try numbers("\(path)/current", as: Double.self, count: times?.count) != nil {
        try requireText("units", ["nA"], of: "\(path)/current")
      }
      return
    }
    // A clamp's current is a report's frames by another name.
    if try numbers("\(path)/current", as: Float.self) != nil {
      try requireText("units", ["nA"], of: "\(path)/current")
    }
    try requireNumbers("series_resistance", of: path, count: 1)
    let corners = try numbers("\(path)/command_time", as: Double.self)
    if corners != nil { try requireText("units", ["ms"], of: "\(path)/command_time") }
    if try numbers("\(path)/command", as: Double.self, count: corners?.count) != nil {
      try requireText("units", ["mV"], of: "\(path)/command")
    }
  }

  private mutating func examineMeasure(_ path: String) throws(HDF5Failure) {
    try requireText("kind", of: path)
    for quantity in lines(try file.group(path).text("quantities")) {
      if try numbers("\(path)/\(quantity)", as: Double.self) != nil {
        try requireText("units", of: "\(path)/\(quantity)")
      }
    }
  }
}
