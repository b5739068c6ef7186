internal import Foundation
internal import RallHDF5
internal import RallMPI
internal import RallSWC

/// A process of a sweep that is not the first: it asks for variants, computes them, and sends what they
/// answer.
struct SweepWorker: ~Copyable {
  private let world: World

  init(_ world: consuming World) { self.world = world }

  /// Works until the first process sends this one home; false where it was asked to stop before.
  consuming func work(
    threads: Int, proceed: () -> Bool, maker: () throws(Failure) -> VariantMaker
  ) throws(Failure) -> Bool {
    let host = ProcessInfo.processInfo.hostName
    var team: VariantTeam<VariantMaker.Answer>?
    do throws(Failure) {
      let maker = try maker()
      let description = try maker.description()
      try send(
        .ready(host: host, program: description.program, digest: description.digest))
      team = maker.team(threads: threads)
    } catch {
      try send(.cannot(host: host, error))
    }
    var isAsking = false
    while proceed() {
      for answer in team?.collect() ?? [] {
        switch answer {
        case .record(let record): try send(.record(record))
        case .failure(let failure): try send(.cannot(host: host, failure))
        }
      }
      if let variants = try received() {
        isAsking = false
        if variants.isEmpty {
          team?.dismiss(stopping: true)
          do { try world.leave() } catch { throw Failure(error) }
          return true
        }
        team?.offer(variants)
      } else if !isAsking, team?.isHungry == true {
        try send(.hungry)
        isAsking = true
      } else {
        Thread.sleep(forTimeInterval: teamPause)
      }
    }
    team?.dismiss(stopping: true)
    // A launcher ends all when one has gone: the first is to write what is finished before that.
    Thread.sleep(forTimeInterval: Self.patience)
    return false
  }

  /// How long the first process has for its file when all are stopped, in seconds.
  private static let patience = 10.0

  private func send(_ message: SweepMessage) throws(Failure) {
    do { try world.send(message.bytes, to: 0) } catch { throw Failure(error) }
  }

  /// What is to be computed next; nil where nothing was said.
  private func received() throws(Failure) -> [Int]? {
    let received: (sender: Int, bytes: [UInt8])?
    do { received = try world.receive() } catch { throw Failure(error) }
    guard let received else { return nil }
    guard case .variants(let variants) = SweepMessage(bytes: received.bytes) else {
      throw Failure(status: 70, ["process 0 sent what no process of a sweep says"])
    }
    return variants
  }
}
