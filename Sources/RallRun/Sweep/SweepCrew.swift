internal import Foundation
internal import RallHDF5
internal import RallMPI

/// The other processes of a sweep as the first one sees them: it hands variants out to whoever asks, and
/// takes what they answer. Without others nothing happens here.
struct SweepCrew: ~Copyable {
  private let world: World?
  /// How many processes there are, the first with them.
  let size: Int
  /// Those who asked and got nothing yet.
  private var hungry: [Int] = []

  init(_ world: consuming World?) {
    size = world?.size ?? 1
    self.world = world
  }

  /// Waits until every process has read the same experiment.
  mutating func gather(_ description: SweepDescription, proceed: () -> Bool) throws(Failure) {
    var call = RollCall(of: size, description)
    while !call.missing.isEmpty {
      guard proceed() else { throw Failure(status: 130, ["interrupted"]) }
      guard let (sender, message) = try receive() else {
        Thread.sleep(forTimeInterval: teamPause)
        continue
      }
      guard call.take(message, from: sender) else { throw Self.confused(sender) }
    }
    try call.check()
    hungry += call.hungry
  }

  /// Serves whoever has something to say; adds to what was answered. A failure is everybody's.
  mutating func serve(
    _ waiting: inout ArraySlice<Int>, threads: Int, _ records: inout [SweepRecord]
  ) throws(Failure) {
    while let (sender, message) = try receive() {
      switch message {
      case .hungry: hungry.append(sender)
      case .record(let record): records.append(record)
      case .cannot(let host, let failure):
        throw Failure(
          status: failure.status, failure.lines.map { "process \(sender) on \(host): \($0)" })
      case .ready, .variants: throw Self.confused(sender)
      }
    }
    while !waiting.isEmpty, let process = hungry.popLast() {
      try send(.variants(Self.batch(&waiting, among: threads * size)), to: process)
    }
  }

  /// The next few: many where many are left, so that little is said, and one at a time towards the end, so
  /// that all come home together.
  static func batch(_ waiting: inout ArraySlice<Int>, among threads: Int) -> [Int] {
    let count = max(1, min(Self.mostAtOnce, waiting.count / (4 * threads)))
    defer { waiting = waiting.dropFirst(count) }
    return Array(waiting.prefix(count))
  }

  /// What a process that dies takes with it.
  private static let mostAtOnce = 8

  /// Sends all home, and leaves them.
  consuming func dismiss() throws(Failure) {
    for process in 1..<size { try send(.variants([]), to: process) }
    guard let world = world else { return }
    do { try world.leave() } catch { throw Failure(error) }
  }

  private func send(_ message: SweepMessage, to process: Int) throws(Failure) {
    do { try world?.send(message.bytes, to: process) } catch { throw Failure(error) }
  }

  private func receive() throws(Failure) -> (sender: Int, message: SweepMessage)? {
    let received: (sender: Int, bytes: [UInt8])?
    do { received = try world?.receive() } catch { throw Failure(error) }
    guard let received else { return nil }
    guard let message = SweepMessage(bytes: received.bytes) else {
      throw Self.confused(received.sender)
    }
    return (received.sender, message)
  }

  private static func confused(_ sender: Int) -> Failure {
    Failure(status: 70, ["process \(sender) sent what no process of a sweep says"])
  }
}

extension Failure {
  init(_ error: WorldError) { self.init(status: 69, [error.description]) }
}
