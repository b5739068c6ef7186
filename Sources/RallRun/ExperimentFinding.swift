/// Something odd that an experiment says, at its place there.
struct ExperimentFinding {
  /// What programs call it: `implausible`, `cutShort`, `heldTable`, `absorbedSamples`.
  let code: String
  /// The way to the value: `stimuli[0].current_clamp`.
  let path: String
  let message: String
}
