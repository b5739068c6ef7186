import CFuzzer

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Gives one of Rall's readers inputs that nobody thought of.
///
///     rall-fuzz swc|experiment|expression|result|unfinished [libFuzzer's options and corpora]
///     rall-fuzz result-seeds|unfinished-seeds FOLDER     writes small files to begin with
///
/// A reader must answer anything, be it with an error: a trap, an input of more than two seconds or a
/// gigabyte is a crash.
@main
enum RallFuzz {
  static func main() {
    let words = CommandLine.arguments
    switch (words.count, words.count > 1 ? words[1] : "") {
    case (3, "result-seeds"): return ResultInput.writeSeeds(to: words[2])
    case (3, "unfinished-seeds"): return UnfinishedInput.writeSeeds(to: words[2])
    default: break
    }
    guard words.count > 1, let take = Self.takers[words[1]] else {
      print("usage: rall-fuzz \(takers.keys.sorted().joined(separator: "|")) [options] [corpus...]")
      return
    }
    var arguments: [UnsafeMutablePointer<CChar>?] =
      ([words[0]] + words.dropFirst(2)).map { strdup($0) } + [nil]
    var count = Int32(arguments.count - 1)
    arguments.withUnsafeMutableBufferPointer { buffer in
      var pointer = buffer.baseAddress
      _ = LLVMFuzzerRunDriver(&count, &pointer, take)
    }
  }

  private typealias Take = @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32

  private static let takers: [String: Take] = [
    "swc": { taking($0, $1, NeuronInput.take) },
    "experiment": { taking($0, $1, ExperimentInput.take) },
    "expression": { taking($0, $1, ExpressionInput.take) },
    "result": { taking($0, $1, ResultInput.take) },
    "unfinished": { taking($0, $1, UnfinishedInput.take) },
  ]

  private static func taking(
    _ start: UnsafePointer<UInt8>?, _ count: Int, _ take: ([UInt8]) -> Void
  ) -> Int32 {
    take(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
  }
}
