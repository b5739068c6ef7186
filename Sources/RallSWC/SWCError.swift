/// A file of samples that cannot be made into a neuron.
public struct SWCError: Error, Hashable {
  /// Everything that was found, warnings included; at least one is an error.
  public var diagnostics: [Diagnostic]

  /// The errors among what was found.
  public var errors: [Diagnostic] { diagnostics.filter { $0.severity == .error } }
}

extension SWCError: CustomStringConvertible {
  /// The errors, one a line.
  public var description: String { errors.map(\.description).joined(separator: "\n") }
}
