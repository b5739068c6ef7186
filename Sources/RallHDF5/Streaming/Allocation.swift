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

  init(
    making path: String, _ description: ResultDescription, _ birth: Birth, _ places: [TrackPlace]
  ) throws(ResultFileError) {
    try Allocation.checkRoom(for: places, at: path)
    do {
      let file = try File.create(path)
      try file.createSkeleton(description, birth: birth, places: places, compress: false)
      try HDF5.call("flushing \(path)") { H5Fflush(file.id, H5F_SCOPE_GLOBAL) }
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
      try file.close("closing \(path)")
    } catch {
      if error.isDiskFull { throw .diskTooSmall(path: path, bytes: Allocation.bytes(of: places)) }
      throw .cannotCreate(path: path, reason: error.description)
    }
  }

  /// Opens the file for frames, after the disk has given room for all of them and has it in full.
  func open(_ path: String) throws(ResultFileError) -> Descriptor {
    var size = 0
    do {
      let file = try Descriptor(path, O_RDWR)
      size = try file.size()
      try file.allocate(size)
      try file.synchronize()
      return file
    } catch {
      if error.isDiskFull { throw .diskTooSmall(path: path, bytes: size) }
      throw .cannotCreate(path: path, reason: error.description)
    }
  }

  /// Refuses at once what the disk can never hold, before a byte of it is laid out.
  private static func checkRoom(for places: [TrackPlace], at path: String) throws(ResultFileError) {
    let bytes = bytes(of: places)
    do throws(SystemFailure) {
      if try Directory.room(around: path) < bytes { throw SystemFailure(code: ENOSPC) }
    } catch {
      if error.isDiskFull { throw .diskTooSmall(path: path, bytes: bytes) }
      throw .cannotCreate(path: path, reason: error.description)
    }
  }

  /// The bytes of all frames; as a fraction, since what a person asks for may exceed any integer.
  private static func bytes(of places: [TrackPlace]) -> Int {
    let bytes = places.reduce(0.0) {
      $0 + Double($1.track.frameCount) * Double($1.track.columns.count * MemoryLayout<Float>.size)
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
      let chunk = try data.chunk()
      let written = try read("\(report)/frames_written", as: UInt64.self)[0]
      let size = chunk.reduce(MemoryLayout<Float>.size, *)
      let across = (try data.extents()[1] + chunk[1] - 1) / chunk[1]
      for (index, offset) in try data.chunkOffsets("\(report)/data").enumerated() {
        chunks.append(
          StoredChunk(
            bytes: offset..<offset + size, isEmpty: index / across * chunk[0] >= Int(written)))
      }
    }
    return chunks
  }
}

extension Handle where Kind == DatasetKind {
  /// Where a dataset of one piece is in the file.
  fileprivate func offset() throws(HDF5Failure) -> Int {
    var address = haddr_t(0)
    try HDF5.call("finding a place in the file") {
      address = H5Dget_offset(id)
      return address == chdf5_undefined_address() ? -1 : 0
    }
    return Int(address)
  }

  /// The size of its chunks along each dimension.
  func chunk() throws(HDF5Failure) -> [Int] {
    let creation = try PropertyList("reading the chunks") { H5Dget_create_plist(id) }
    var sizes = [hsize_t](repeating: 0, count: 8)
    let rank = try HDF5.call("reading the chunks") { H5Pget_chunk(creation.id, 8, &sizes) }
    return sizes.prefix(Int(rank)).map { Int($0) }
  }

  /// Where the chunks of a table are, along the columns first.
  fileprivate func chunkOffsets(_ path: String) throws(HDF5Failure) -> [Int] {
    let (extents, chunk) = (try extents(), try chunk())
    var offsets: [Int] = []
    for row in stride(from: 0, to: extents[0], by: chunk[0]) {
      for column in stride(from: 0, to: extents[1], by: chunk[1]) {
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
      return address == chdf5_undefined_address() ? -1 : answer
    }
    return Int(address)
  }
}
