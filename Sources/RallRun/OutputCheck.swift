internal import RallHDF5
internal import RallModel

extension Preparation {
  /// What an experiment that was read from a file may do with the file system: it names a result in the
  /// folder in which it is run, or below, and replaces nothing but results.
  ///
  /// The caller of a run, who names a file or lets it be overwritten, may do more.
  func checkOutput(_ options: RunOptions) throws(Failure) {
    guard file != nil, options.output == nil else { return }
    if let named = experiment.output.file {
      let parts = named.split(separator: "/", omittingEmptySubsequences: false)
      guard !named.hasPrefix("/"), !parts.contains("..") else {
        throw .badData([
          placing.line(
            "output.file",
            "the result '\(named)' outside of the folder in which rall runs; expected a name in it "
              + "or below it; --output names any")
        ])
      }
    }
    guard experiment.output.overwrite, !options.overwrite else { return }
    let path = experiment.output.file ?? standardOutput
    for path in [path, "\(path).part"] where ResultFile.isForeign(path) {
      throw Failure(
        status: 73,
        [
          placing.line(
            "output.overwrite",
            "\(path) is no result of rall, and an experiment replaces nothing else; --overwrite does"
          )
        ])
    }
  }
}
