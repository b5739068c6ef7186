/// Why a result file could not be made, written or read.
public enum ResultFileError: Error, Hashable {
  /// A file of that name is there, and nobody said that it may go.
  case exists(path: String)
  /// A run that was stopped left this file, and nobody said that it may go.
  case unfinished(path: String)
  /// A sweep that was stopped left its log, and nobody said that it goes on or may go.
  case stoppedSweep(path: String)
  /// This is a sweep's, and a run's is wanted.
  case sweep(path: String, isWhole: Bool)
  /// A sweep is to go on that is another than the one that was left.
  case anotherSweep(path: String, difference: String)
  /// Another run is writing to this name at the moment.
  case busy(path: String)
  /// A name that HDF5 cannot hold: empty, a dot, or with a slash in it.
  case badName(String)
  /// The file, or what stands beside it, cannot be made.
  case cannotCreate(path: String, reason: String)
  /// The disk cannot hold what the run is going to write.
  case diskTooSmall(path: String, bytes: Int)
  /// The disk cannot hold the recordings of a sweep, in bytes beside the result and in it.
  case diskTooSmallForRecordings(path: String, beside: Int, inside: Int)
  /// More frames in one recording than a file can keep track of.
  case tooManyFrames(path: String, recording: String, frames: Int, bytes: Int)
  /// What was written until then stays readable.
  case cannotWrite(path: String, place: String, reason: String)
  /// There is no such file, or it is not one of HDF5.
  case cannotOpen(path: String, reason: String)
  /// A result is whole, and nothing beside it was left by a killed run.
  case whole(path: String)
  /// A killed run left this, and it has lost the name by which a run goes on.
  case renamed(path: String)
  /// The file no longer has its name; it is whole where it was moved to.
  case gone(path: String)
  /// A run that is to go on has come to its end already.
  case ended(path: String)
  /// A run that is to go on was another.
  case differs(path: String, what: String, there: String, here: String)
  /// The file is open, and this in it is missing or of the wrong kind.
  case cannotRead(path: String, place: String, reason: String)
}

extension ResultFileError: CustomStringConvertible {
  /// One line: the file, what is wrong, and what to do where that is known.
  public var description: String {
    switch self {
    case .exists(let path):
      "\(path): the file exists already; --overwrite, or overwrite: true under output, replaces it"
    case .unfinished(let path):
      "\(path): a run that was stopped left this file; rall run --resume goes on with it, rall recover makes a "
        + "result of what it has, --overwrite gives it up"
    case .stoppedSweep(let path):
      "\(path): a sweep that was stopped left this file; rall sweep --resume goes on with it, --overwrite begins anew"
    case .sweep(let path, let isWhole):
      isWhole
        ? "\(path): this is a sweep, and it is whole"
        : "\(path): this is a sweep that was stopped; rall sweep --resume goes on with it"
    case .anotherSweep(let path, let difference):
      "\(path): cannot go on with another sweep: \(difference)"
    case .busy(let path):
      "\(path): another run is writing this file"
    case .badName(let name):
      "'\(name)' cannot name a part of a result file: it is empty, a dot, or has a slash in it"
    case .cannotCreate(let path, let reason):
      "\(path): cannot create the file: \(reason)"
    case .diskTooSmall(let path, let bytes):
      "\(path): the disk is too small for the \(bytes) bytes of the result"
    case .diskTooSmallForRecordings(let path, let beside, let inside):
      "\(path): the disk is too small for the recordings of the variants: \(beside) bytes beside the result, and "
        + "\(inside) bytes in it, which is made of those; sweep without --traces, or record less"
    case .tooManyFrames(let path, let recording, let frames, let bytes):
      "\(path): recording \(recording) has \(frames) frames, \(ResultDescription.mostFrames) at most; "
        + "the result would take \(bytes == .max ? "more than any disk has" : "\(bytes) bytes"); "
        + "`every` under record spaces frames"
    case .cannotWrite(let path, let place, let reason):
      "\(path): cannot write \(place): \(reason); what was written until then is kept"
    case .cannotOpen(let path, let reason):
      "\(path): cannot open the file: \(reason)"
    case .whole(let path):
      "\(path): this file is whole, and no killed run left anything to go on with; one that was stopped by a "
        + "signal has come to its end"
    case .renamed(let path):
      "\(path): a run that was killed left this file, under another name; called \(path).part, with its log beside it "
        + "as \(path).part.log, it can go on and be recovered"
    case .gone(let path):
      "\(path): the file was moved or deleted while the run went on, and the run stopped"
    case .ended(let path):
      "\(path): this run has come to its end; rall recover gives the file its name"
    case .differs(let path, let what, let there, let here):
      "\(path): cannot go on: \(what) differs: \(there) in the file, \(here) now"
    case .cannotRead(let path, let place, let reason):
      "\(path): cannot read \(place): \(reason)"
    }
  }
}

extension ResultFileError {
  /// The exit status of sysexits.h that a command ends with.
  public var exitStatus: Int32 {
    switch self {
    case .exists, .unfinished, .stoppedSweep, .busy, .badName, .cannotCreate, .diskTooSmall,
      .diskTooSmallForRecordings, .tooManyFrames:
      73
    case .cannotWrite, .gone: 74
    case .cannotOpen, .whole: 66
    case .cannotRead, .ended, .differs, .anotherSweep, .sweep, .renamed: 65
    }
  }
}

extension ResultFileError {
  init(opening path: String, _ failure: HDF5Failure) {
    // What HDF5 says of these is a page of its own inner numbers.
    let reason =
      if !Directory.has(path) {
        "there is no such file"
      } else if Directory.isFolder(path) {
        "this is a folder"
      } else if failure.message.contains("signature") {
        "this is no HDF5 file"
      } else {
        failure.message
      }
    self = .cannotOpen(path: path, reason: reason)
  }

  init(writing path: String, _ failure: HDF5Failure) {
    self = .cannotWrite(path: path, place: failure.doing, reason: failure.message)
  }

  init(writing path: String, _ place: String, _ failure: SystemFailure) {
    self = .cannotWrite(path: path, place: place, reason: failure.description)
  }

  init(reading path: String, _ failure: HDF5Failure) {
    self = .cannotRead(path: path, place: failure.doing, reason: failure.message)
  }
}
