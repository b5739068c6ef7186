import CHDF5
import RallModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A new file with room for every frame, and where each of them goes.
///
/// HDF5 makes the file and closes it again, so while the run goes on nothing of it waits in a
/// cache, nobody needs the library, and others may read.
struct Allocation {
  /// The place of one `frames_written`, and the tracks that it counts for.
  struct Counter {
    var offset: Int
    var tracks: [Int]
  }

  private(set) var streams: [TrackStream] = []
  private(set) var counters: [Counter] = []
  /// Where states of the run go; nil where it keeps none.
  private(set) var slots: CheckpointSlots?
  /// The warnings with which a run began that goes on.
  private(set) var warnings: String?

  /// Makes a new file; `name` is the one in messages.
  init(
    making path: String, as name: String, _ description: ResultDescription, _ birth: Birth,
    _ places: [TrackPlace]
  ) throws(ResultFileError) {
    let bytes = Allocation.bytes(of: places, and: description.measureBytes)
    try Allocation.checkRoom(for: places, bytes, at: name)
    do {
      let file = try File.create(path)
      try file.createSkeleton(description, birth: birth, places: places, compress: false)
      if let checkpoint = description.checkpoint {
        try file.createCheckpoint(checkpoint, tracks: places.count)
      }
      try HDF5.call("flushing \(path)") { H5Fflush(file.id, H5F_SCOPE_GLOBAL) }
      try find(places, in: file)
      try file.close("closing \(path)")
    } catch {
      if error.isDiskFull { throw .diskTooSmall(path: name, bytes: bytes) }
      throw .cannotCreate(path: name, reason: error.description)
    }
  }

  /// Finds the room in a file that a run was writing, which must have it for just these frames.
  init(
    in path: String, _ description: ResultDescription, _ places: [TrackPlace]
  ) throws(ResultFileError) {
    do {
      let file = try File.read(path)
      guard try file.text("status") == ResultStatus.running.rawValue else {
        throw ResultFileError.ended(path: path)
      }
      warnings = try file.readText("provenance/warnings")
      for place in places {
        let table = try file.dataset("\(place.path)/data")
        let extents = try table.tableExtents("\(place.path)/data")
        let wanted = (place.track.frameCount, place.track.columns.count)
        guard extents == wanted, try table.chunk("\(place.path)/data") == place.chunk else {
          throw ResultFileError.differs(
            path: path, what: "recording \(place.track.name)",
            there: "\(extents.frames) frames of \(extents.columns) columns",
            here: "\(wanted.0) frames of \(wanted.1) columns")
        }
      }
      try find(places, in: file)
    } catch let error as ResultFileError {
      throw error
    } catch let error as HDF5Failure {
      throw ResultFileError(reading: path, error)
    } catch {
      throw .cannotRead(path: path, place: "its layout", reason: "\(error)")
    }
  }

  /// Finds where everything goes.
  private mutating func find(
    _ places: [TrackPlace], in file: borrowing File
  ) throws(HDF5Failure) {
    for index in places.indices {
      streams.append(try TrackStream(places[index], in: file))
      if let first = places[index].framesOf {
        let shared = counters.firstIndex { $0.tracks.contains(first) }!
        counters[shared].tracks.append(index)
      } else {
        let counter = try file.dataset("\(places[index].path)/frames_written")
        counters.append(Counter(offset: try counter.offset(), tracks: [index]))
      }
    }
    slots = try CheckpointSlots(in: file)
  }

  /// Opens the file for frames, after the disk has given room for all of them and has it in full.
  func open(_ path: String, as name: String) throws(ResultFileError) -> Descriptor {
    var size = 0
    do {
      let file = try Descriptor(path, O_RDWR)
      size = try file.size()
      try file.allocate(size)
      try file.synchronize()
      return file
    } catch {
      if error.isDiskFull { throw .diskTooSmall(path: name, bytes: size) }
      throw .cannotCreate(path: name, reason: error.description)
    }
  }

  /// Refuses at once what the disk can never hold, before a byte of it is laid out.
  private static func checkRoom(
    for places: [TrackPlace], _ bytes: Int, at path: String
  ) throws(ResultFileError) {
    for place in places where place.track.frameCount > ResultDescription.mostFrames {
      throw .tooManyFrames(
        path: path, recording: place.track.name, frames: place.track.frameCount, bytes: bytes)
    }
    do throws(SystemFailure) {
      if try Directory.room(around: path) < bytes { throw SystemFailure(code: ENOSPC) }
    } catch {
      if error.isDiskFull { throw .diskTooSmall(path: path, bytes: bytes) }
      throw .cannotCreate(path: path, reason: error.description)
    }
  }

  /// The bytes of all frames and of their times, and of measures; as a fraction, since what a person asks
  /// for may exceed any integer.
  private static func bytes(of places: [TrackPlace], and measures: Double) -> Int {
    let bytes = places.reduce(measures) {
      let row = $1.track.columns.count * MemoryLayout<Float>.size
      let time = $1.framesOf == nil ? MemoryLayout<Double>.size : 0
      return $0 + Double($1.track.frameCount) * Double(row + time)
    }
    return Int(exactly: bytes) ?? .max
  }
}

extension TrackStream {
  /// Where the chunks of a track are.
  fileprivate init(_ place: TrackPlace, in file: borrowing File) throws(HDF5Failure) {
    let path = "\(place.path)/data"
    self.init(
      columnCount: place.track.columns.count, frameCount: place.track.frameCount,
      chunk: place.chunk, chunkOffsets: try file.dataset(path).chunkOffsets(path))
  }
}

extension Handle where Kind == FileKind {
  /// All chunks of all reports.
  package func storedChunks() throws(HDF5Failure) -> [StoredChunk] {
    var chunks: [StoredChunk] = []
    for report in try reports() {
      let data = try dataset("\(report)/data")
      let (frames, columns) = try data.chunk("\(report)/data")
      let written = Int(
        clamping: try read("\(report)/frames_written", as: UInt64.self, count: 1)[0])
      let size = frames * columns * MemoryLayout<Float>.size
      let across = (try data.tableExtents("\(report)/data").columns + columns - 1) / columns
      for (index, offset) in try data.chunkOffsets("\(report)/data").enumerated() {
        chunks.append(
          StoredChunk(
            bytes: offset..<offset + size, isEmpty: index / across * frames >= written))
      }
    }
    return chunks
  }
}

extension Handle where Kind == DatasetKind {
  /// Where a dataset of one piece is in the file.
  func offset() throws(HDF5Failure) -> Int {
    var address = haddr_t(0)
    try HDF5.call("finding a place in the file") {
      address = H5Dget_offset(id)
      return address == chdf5_undefined_address() ? -1 : 0
    }
    return Int(address)
  }

  /// Frames and columns of a table.
  func tableExtents(_ path: String) throws(HDF5Failure) -> (frames: Int, columns: Int) {
    let extents = try extents()
    guard extents.count == 2 else {
      throw HDF5Failure(doing: "reading \(path)", message: "its shape is \(extents)")
    }
    return (extents[0], extents[1])
  }

  /// Frames and columns of each chunk of a table.
  fileprivate func chunk(_ path: String) throws(HDF5Failure) -> (frames: Int, columns: Int) {
    let creation = try PropertyList("reading the chunks of \(path)") { H5Dget_create_plist(id) }
    var sizes = [hsize_t](repeating: 0, count: 2)
    let rank = try HDF5.call("reading the chunks of \(path)") {
      H5Pget_chunk(creation.id, 2, &sizes)
    }
    guard rank == 2, sizes.allSatisfy({ 1...(1 << 20) ~= $0 }) else {
      throw HDF5Failure(doing: "reading the chunks of \(path)", message: "they are \(sizes)")
    }
    return (Int(sizes[0]), Int(sizes[1]))
  }

  /// Where the chunks of a table are, along the columns first.
  ///
  /// Each has its room in the file, so a table that has more of them than fit into it is none of ours.
  fileprivate func chunkOffsets(_ path: String) throws(HDF5Failure) -> [Int] {
    let (extents, chunk) = (try tableExtents(path), try chunk(path))
    let stored = HDF5.storedBytes(of: id)
    let bytes = Double(extents.frames) * Double(extents.columns) * Double(MemoryLayout<Float>.size)
    guard bytes <= Double(stored) else {
      throw HDF5Failure(
        doing: "finding the chunks of \(path)", message: "it has room for \(stored) bytes only")
    }
    var offsets: [Int] = []
    for row in stride(from: 0, to: extents.frames, by: chunk.frames) {
      for column in stride(from: 0, to: extents.columns, by: chunk.columns) {
        offsets.append(try chunkOffset(at: [row, column], path: path))
      }
    }
    return offsets
  }

  /// Where the chunk is that begins at a row and a column.
  private func chunkOffset(at start: [Int], path: String) throws(HDF5Failure) -> Int {
    var (mask, address, size) = (UInt32(0), haddr_t(0), hsize_t(0))
    let offset = start.map { hsize_t($0) }
    try HDF5.call("finding chunk \(start) of \(path)") {
      let answer = H5Dget_chunk_info_by_coord(id, offset, &mask, &address, &size)
      // Nothing of a file lies beyond the largest place that a system can name.
      return address > haddr_t(Int.max / 2) ? -1 : answer
    }
    return Int(address)
  }
}
