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
  /// Frames that are on their way.
  private var pending = 0
  /// Of each column of chunks, rows on their way as they will stand in the file: zeros fill what the last
  /// column has beyond the track's own. Room for more rows than are pending stays.
  private var blocks: [[Float]]

  init(
    columnCount: Int, frameCount: Int, chunk: (frames: Int, columns: Int), chunkOffsets: [Int]
  ) {
    self.columnCount = columnCount
    self.frameCount = frameCount
    self.chunk = chunk
    self.chunkOffsets = chunkOffsets
    blocks = Array(repeating: [], count: (columnCount + chunk.columns - 1) / chunk.columns)
  }

  /// Frames that are in the file: what was computed once and is computed again is the same.
  var present: Int { max(written, former) }

  /// Goes on behind so many frames of a former run, which came to `former`.
  mutating func goOn(after frames: Int, former: Int) {
    written = min(frames, frameCount)
    self.former = min(former, frameCount)
  }

  /// Frames that are in the file or on their way.
  var taken: Int { written + pending }

  /// All chunks.
  var chunks: [StoredChunk] {
    let size = chunk.frames * chunk.columns * MemoryLayout<Float>.size
    return chunkOffsets.enumerated().map { index, offset in
      StoredChunk(
        bytes: offset..<offset + size, isEmpty: index / blocks.count * chunk.frames >= present)
    }
  }

  var pendingBytes: Int { pending * columnCount * MemoryLayout<Float>.size }

  /// Takes whole frames.
  mutating func append(_ frames: [Double]) {
    let rows = frames.count / max(columnCount, 1)
    frames.withUnsafeBufferPointer { frames in
      for block in blocks.indices {
        let first = block * chunk.columns
        let width = min(chunk.columns, columnCount - first)
        let missing = (pending + rows) * chunk.columns - blocks[block].count
        if missing > 0 { blocks[block].append(contentsOf: repeatElement(0, count: missing)) }
        blocks[block].withUnsafeMutableBufferPointer { room in
          for row in 0..<rows {
            let (from, to) = (row * columnCount + first, (pending + row) * chunk.columns)
            // Eight at a time: every number of a recording of all compartments comes by here.
            for column in 0..<width { room[to + column] = Float(frames[from + column]) }
          }
        }
      }
    }
    pending += rows
  }

  /// Writes what is pending.
  mutating func flush(to file: borrowing Descriptor) throws(SystemFailure) {
    let size = chunk.columns * MemoryLayout<Float>.size
    var row = 0
    while row < pending {
      // As many as go into the same chunks.
      let (chunkRow, offset) = (written + row).quotientAndRemainder(dividingBy: chunk.frames)
      let rows = min(pending - row, chunk.frames - offset)
      for block in blocks.indices {
        try file.write(
          blocks[block], bytes: row * size..<(row + rows) * size,
          at: chunkOffsets[chunkRow * blocks.count + block] + offset * size)
      }
      row += rows
    }
    written += pending
    pending = 0
  }
}

/// Where a chunk is in the file, and whether no frame is in it.
package struct StoredChunk {
  package var bytes: Range<Int>
  package var isEmpty: Bool
}
