/// The one import for users: everything that an experiment is described, run and read with.
@_exported public import RallAnalysis
@_exported public import RallExperiment
@_exported public import RallJSON
@_exported public import RallMembrane
@_exported public import RallModel
@_exported public import RallMorphology
@_exported public import RallPoint
@_exported public import RallRun
@_exported public import RallSWC
@_exported public import RallSimulation
@_exported public import RallUnits
