import RallModel

extension Handle where Kind == FileKind {
  /// What an electrode did: its current in corners or samples; of a voltage clamp the command in
  /// corners, and the recorded current under the names `time` and `current`.
  func createStimulus(_ stimulus: AppliedStimulus, _ places: [TrackPlace]) throws(HDF5Failure) {
    let path = "stimulus/\(stimulus.name)"
    let group = try createGroup(path)
    try group.setAttribute("type", stimulus.type)
    try group.setAttribute("start", stimulus.start)
    try group.setAttribute("stop", stimulus.stop)
    try group.setAttribute("section_id", UInt32(stimulus.section))
    try group.setAttribute("section_pos", stimulus.sectionPosition)
    if let command = stimulus.command {
      try group.setAttribute("series_resistance", command.seriesResistance)
      try createCommand(command, stimulus.times, in: path)
      try linkCurrent(of: command.track, places, in: path)
    } else {
      let peak = stimulus.currents.max { $0.magnitude < $1.magnitude } ?? 0
      try group.setAttribute("amplitude", peak)
      if let interval = stimulus.interval { try group.setAttribute("interval", interval) }
      try createCurrent(stimulus, in: path)
    }
  }

  private func createCurrent(_ stimulus: AppliedStimulus, in path: String) throws(HDF5Failure) {
    let corner = try Dimension(size: stimulus.times.count, at: "\(path)/corner", in: self)
    let time = try createDataset("\(path)/time", list: stimulus.times)
    try time.setAttribute("units", "ms")
    try corner.attach(to: time)
    let current = try createDataset("\(path)/current", list: stimulus.currents)
    try current.setAttribute("units", "nA")
    let points = stimulus.interval == nil ? "corners" : "samples"
    try current.setAttribute("long_name", "current into the cell, linear between the \(points)")
    try corner.attach(to: current)
  }

  private func createCommand(
    _ command: AppliedStimulus.Command, _ times: [Double], in path: String
  ) throws(HDF5Failure) {
    let corner = try Dimension(size: times.count, at: "\(path)/corner", in: self)
    let time = try createDataset("\(path)/command_time", list: times)
    try time.setAttribute("units", "ms")
    try corner.attach(to: time)
    let potential = try createDataset("\(path)/command", list: command.potentials)
    try potential.setAttribute("units", "mV")
    try potential.setAttribute("long_name", "command of the clamp, in corners")
    try corner.attach(to: potential)
  }

  /// Gives the frames of a clamp's current a second name beside its command.
  private func linkCurrent(
    of track: String, _ places: [TrackPlace], in path: String
  ) throws(HDF5Failure) {
    guard let place = places.first(where: { $0.track.name == track }) else { return }
    for name in ["time", "compartment", "frames_written"] {
      try link("\(place.path)/\(name)", as: "\(path)/\(name)")
    }
    try link("\(place.path)/data", as: "\(path)/current")
  }
}
