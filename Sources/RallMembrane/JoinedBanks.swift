internal import RallNumerics

extension Bank {
  /// Banks of one kind as one, instance behind instance, the vertices of each from its offset on.
  package init(joining banks: [Bank], offsets: [Int]) {
    let first = banks[0]
    precondition(banks.allSatisfy { $0.kind == first.kind }, "banks of one kind are joined")
    self.init(
      first.kernel,
      vertex: zip(banks, offsets).flatMap { bank, offset in
        bank.vertex.map { $0 + Int32(offset) }
      },
      area: banks.flatMap { bank in bank.column { bank.area[$0] } },
      parameters: first.parameters.indices.map { number in banks.flatMap { $0.local(number) } },
      celsius: first.celsius)
  }

  /// Equal of banks that one kernel can step at once: of the same mechanism at the same temperature.
  package var kind: Kind { Kind(mechanism: kernel.description.name, celsius: celsius) }

  package struct Kind: Sendable, Hashable {
    fileprivate let mechanism: String
    fileprivate let celsius: Double
  }
}
