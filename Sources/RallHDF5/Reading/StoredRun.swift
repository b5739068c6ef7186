import RallModel

/// What a run that was killed left in its file, beside its frames: all that it takes to go on with it.
public struct StoredRun: Sendable {
  /// The text of the experiment.
  public let experiment: String
  /// Which program ran it.
  public let version: String
  public let kernel: String
  public let compiler: String
  /// The neuron's bytes, and their check sum as it was when they were read.
  public let swc: [UInt8]
  public let swcSum: String
  /// The files that the experiment names beside the neuron, as it names them.
  public let inputs: [(path: String, bytes: [UInt8])]

  /// Reads what is to become the result of that name, which no other run may be writing.
  public init(of path: String) throws(ResultFileError) {
    let claim = try PartFile.takeOver(path)
    let part = claim.part
    try claim.checkLog()
    if try claim.completeLastWork(on: claim.open()) { throw .ended(path: part) }
    let file: File
    do {
      file = try File.read(part)
    } catch {
      throw ResultFileError(opening: part, error)
    }
    do {
      let contents = try ResultContents(file)
      guard contents.status == .running else { throw ResultFileError.ended(path: part) }
      let neuron = "morphology/\(contents.cellName)"
      experiment = contents.experiment
      version = contents.provenance.version
      compiler = contents.provenance.compiler
      kernel = try file.has(File.checkpoint) ? file.group(File.checkpoint).text("kernel") ?? "" : ""
      swc = try file.read("\(neuron)/swc_text", as: UInt8.self)
      swcSum = try file.group(neuron).text("sha256") ?? ""
      inputs = try file.readInputs()
    } catch let error as HDF5Failure {
      throw ResultFileError(reading: part, error)
    } catch let error as ResultFileError {
      throw error
    } catch {
      throw .cannotRead(path: part, place: "what a run left", reason: "\(error)")
    }
  }
}
