public import RallMorphology
public import RallSWC

extension Inspection {
  /// What was made of a file.
  public init(file: String, options: ReadingOptions = ReadingOptions()) throws(Failure) {
    self.init(bytes: try InputFile.read(file), name: file, options: options)
  }
}
