/// The way of one track's frames to their places in the file.
///
/// The chunks were allocated before the first step, so that only their bytes are written and the
/// file is whole at any moment. Rows of a chunk lie one behind the other, hence any number of
/// frames is one piece a column of chunks.
struct TrackStream {
  let columnCount: Int
  let frameCount: Int
  let chunk: (frames: Int, columns: Int)
  /// Where each chunk is in the file, along the columns first.
  let chunkOffsets: [Int]
  /// Frames that are in the file, of this run.
  private(set) var written = 0
  /// Frames that a run had put there that this one goes on with.
  private var former = 0
  private var pending: [Float] = []

  init(
    columnCount: Int, frameCount: Int, chunk: (frames: Int, columns: Int), chunkOffsets: [Int]
  ) {
    self.columnCount = columnCount
    self.frameCount = frameCount
    self.chunk = chunk
    self.chunkOffsets = chunkOffsets
  }

  /// Frames that are in the file: what was computed once and is computed again is the same.
  var present: Int { max(written, former) }

  /// Goes on behind so many frames of a former run, which came to `former`.
  mutating func goOn(after frames: Int, former: Int) {
    written = min(frames, frameCount)
    self.former = min(former, frameCount)
  }

  /// Frames that are in the file or on their way.
  var taken: Int { written + pending.count / max(columnCount, 1) }

  /// All chunks.
  var chunks: [StoredChunk] {
    let size = chunk.frames * chunk.columns * MemoryLayout<Float>.size
    return chunkOffsets.enumerated().map { index, offset in
      StoredChunk(
        bytes: offset..<offset + size, isEmpty: index / columnBlocks * chunk.frames >= present)
    }
  }

  var pendingBytes: Int { pending.count * MemoryLayout<Float>.size }

  mutating func append(_ frames: [Double]) {
    pending.append(contentsOf: frames.lazy.map { Float($0) })
  }

  /// Writes what is pending.
  mutating func flush(to file: borrowing Descriptor) throws(SystemFailure) {
    let end = taken
    var row = written
    while row < end {
      let block = row / chunk.frames
      let rows = row..<min(end, (block + 1) * chunk.frames)
      for columnBlock in 0..<columnBlocks {
        let bytes = piece(rows, columnBlock)
        let offset =
          chunkOffsets[block * columnBlocks + columnBlock]
          + (row - block * chunk.frames) * chunk.columns * MemoryLayout<Float>.size
        try file.write(bytes, at: offset)
      }
      row = rows.upperBound
    }
    written = end
    pending.removeAll(keepingCapacity: true)
  }

  private var columnBlocks: Int { (columnCount + chunk.columns - 1) / chunk.columns }

  /// Some frames of one column of chunks, filled with zeros where the last one is not full.
  private func piece(_ rows: Range<Int>, _ columnBlock: Int) -> [Float] {
    let first = columnBlock * chunk.columns
    let width = min(chunk.columns, columnCount - first)
    var piece = [Float](repeating: 0, count: rows.count * chunk.columns)
    for row in rows {
      let from = (row - written) * columnCount + first
      let to = (row - rows.lowerBound) * chunk.columns
      for column in 0..<width { piece[to + column] = pending[from + column] }
    }
    return piece
  }
}

/// Where a chunk is in the file, and whether no frame is in it.
package struct StoredChunk {
  package var bytes: Range<Int>
  package var isEmpty: Bool
}
