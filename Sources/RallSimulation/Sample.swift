internal import RallMembrane

/// A cell as it stands at one time: what sources read.
struct Sample: ~Copyable {
  let time: Double
  /// Across the axolemma, mV.
  let v: SlottedPotentials
  /// Across the sheath, mV; nil where no cable is double.
  let sheath: SlottedPotentials?
  /// Of the outside against the ground, mV; empty where no source needs it.
  let outside: [Double]
  /// Banks with their gates at `time`; empty where no source needs them.
  let banks: [Bank]
  /// What flows along the cable into each vertex, inside and under the sheath; empty where no source
  /// needs it.
  let axialCurrents: [Double]
  /// All zero where no source needs it.
  let electrodes: ActiveElectrodes.Reading
}
