import RallModel

extension Handle where Kind == FileKind {
  /// The answers along the variants.
  func createVariables(
    _ layout: SweepLayout, along variant: borrowing Dimension
  ) throws(HDF5Failure) {
    let variables = layout.variables
    let count = layout.head.description.count
    for axis in variables.axes { try createAxis(axis) }
    for (index, numbers) in variables.numbers.enumerated() {
      let dataset = try createVariable(
        numbers.name, numbers.values, axis: numbers.axis, count, variables, along: variant)
      try dataset.setAttribute("units", numbers.unit)
      try dataset.setAttribute("measure", numbers.measure)
      try dataset.setAttribute("kind", numbers.kind)
      try dataset.setAttribute("quantity", numbers.quantity)
      try dataset.setAttribute("part", numbers.part.rawValue)
      try dataset.setAttribute("index", UInt32(index))
      try setCoordinates(of: dataset, layout, and: frequencies(of: numbers.axis, variables))
    }
    for (index, counts) in variables.counts.enumerated() {
      let dataset = try createVariable(
        counts.name, counts.values, axis: counts.axis, count, variables, along: variant)
      try dataset.setAttribute("_FillValue", Int32(-1))
      try dataset.setAttribute("detector", counts.detector)
      try dataset.setAttribute("long_name", "spikes at the detector \(counts.detector)")
      try dataset.setAttribute("index", UInt32(index))
      try setCoordinates(of: dataset, layout)
    }
    for texts in variables.texts {
      let rows = texts.axis.map { variables.axes[$0].rows.count }
      try createTexts(texts.name, texts.values, extents: [count] + (rows.map { [$0] } ?? []))
      let dataset = try dataset(texts.name)
      try dataset.setAttribute(
        texts.kind == nil ? "undecided_of" : "remark_of", texts.subject)
      if let kind = texts.kind { try dataset.setAttribute("kind", kind) }
      try setCoordinates(of: dataset, layout)
      try attach(texts.axis, to: dataset, variables, along: variant)
    }
  }

  private func createVariable<Number: StoredNumber>(
    _ name: String, _ values: [Number], axis: Int?, _ count: Int, _ variables: SweepVariables,
    along variant: borrowing Dimension
  ) throws(HDF5Failure) -> Dataset {
    let rows = axis.map { variables.axes[$0].rows.count }
    let dataset = try createDataset(name, values, extents: [count] + (rows.map { [$0] } ?? []))
    if let row = variables.onlyRows[name] {
      if !row.place.isEmpty { try dataset.setAttribute("place", row.place) }
      if let frequency = row.frequency { try dataset.setAttribute("frequency", frequency) }
    }
    try attach(axis, to: dataset, variables, along: variant)
    return dataset
  }

  private func attach(
    _ axis: Int?, to dataset: borrowing Dataset, _ variables: SweepVariables,
    along variant: borrowing Dimension
  ) throws(HDF5Failure) {
    try variant.attach(to: dataset)
    guard let axis else { return }
    let name = variables.axes[axis].name
    try Dimension(existing: self.dataset(name)).attach(to: dataset, axis: 1)
    try dataset.setAttribute("rows", name)
  }

  /// The places along an axis, and their frequencies where they have any.
  private func createAxis(_ axis: SweepVariables.Axis) throws(HDF5Failure) {
    try createTexts(axis.name, axis.rows.map(\.place))
    let places = try Dimension(coordinates: dataset(axis.name), named: axis.name)
    guard axis.rows.contains(where: { $0.frequency != nil }) else { return }
    let frequencies = try createDataset(
      axis.frequencyName, axis.rows.map { $0.frequency ?? .nan })
    try frequencies.setAttribute("units", "Hz")
    try places.attach(to: frequencies)
  }

  private func frequencies(of axis: Int?, _ variables: SweepVariables) -> [String] {
    guard let axis, variables.axes[axis].rows.contains(where: { $0.frequency != nil }) else {
      return []
    }
    return [variables.axes[axis].frequencyName]
  }

  /// A recording of every variant, as long as the longest; NaN behind the end of a shorter one and where
  /// there is none.
  func createTrack(
    _ track: SweepTrack, _ layout: SweepLayout, along variant: borrowing Dimension,
    frames: (Int) throws(HDF5Failure) -> [Float]?
  ) throws(HDF5Failure) {
    let names = SweepTrackNames(track)
    let columns = track.columns.count
    let count = layout.head.description.count
    var lengths = [Int32](repeating: 0, count: count)
    for result in layout.results {
      lengths[result.variant] = Int32(try frames(result.variant).map { $0.count / columns } ?? 0)
    }
    let longest = Int(lengths.max() ?? 0)
    let time = try createDataset(names.time, (0..<longest).map { Double($0) * track.every })
    try time.setAttribute("units", "ms")
    let times = try Dimension(coordinates: time, named: names.time)
    let column = try Dimension(
      coordinates: createDataset(names.column, (0..<columns).map { Int32($0) }),
      named: names.column)
    func place<Number: StoredNumber>(
      _ name: String, _ values: [Number], unit: String? = nil
    ) throws(HDF5Failure) {
      let dataset = try createDataset(name, values)
      if let unit { try dataset.setAttribute("units", unit) }
      try column.attach(to: dataset)
    }
    try place(names.section, track.columns.map { Int32($0.section) })
    try place(names.position, track.columns.map(\.position))
    try place(names.distance, track.columns.map(\.distance), unit: "um")
    try variant.attach(to: createDataset(names.frames, lengths))
    let data = try createDataset(
      names.data, type: Float.fileType, extents: [count, longest, columns],
      layout: .chunked(SweepTrackNames.chunk(frames: longest, columns: columns)))
    try data.setAttribute("units", track.unit)
    try data.setAttribute("variable", track.variable)
    try data.setAttribute("recording", track.name)
    try data.setAttribute("long_name", track.longName)
    try setCoordinates(
      of: data, layout, and: [names.section, names.position, names.distance])
    try variant.attach(to: data)
    try times.attach(to: data, axis: 1)
    try column.attach(to: data, axis: 2)
    for number in 0..<count {
      var values = lengths[number] == 0 ? [] : try frames(number) ?? []
      values += Array(repeating: .nan, count: longest * columns - values.count)
      try data.write(
        values, [number..<number + 1, 0..<longest, 0..<columns], path: names.data)
    }
  }
}

extension SweepVariables.Axis {
  /// `lambda.frequency` beside `lambda.place`.
  var frequencyName: String { "\(name).frequency" }
}
