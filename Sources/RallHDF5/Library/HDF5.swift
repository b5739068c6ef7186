package import CHDF5
import Foundation
import Synchronization

/// The door to libhdf5.
///
/// The library is one state for the whole process and need not be built for threads, so calls go
/// through one lock; and it reports errors by a stack, which is read here and never printed.
package enum HDF5 {
  private static let lock = Mutex(())

  /// Opens the library, and tells it to leave files alone when the program ends: every file is
  /// closed by its owner, and one whose closing failed must not be touched again.
  private static let ready: Void = {
    _ = H5dont_atexit()
    _ = H5open()
  }()

  /// Calls the library; a negative answer is an error.
  ///
  /// - Parameter doing: What was being done, and to which object: `creating /report/cell/data`.
  @discardableResult
  package static func call<Answer: SignedInteger & Sendable>(
    _ doing: @autoclosure () -> String, _ body: () -> Answer
  ) throws(HDF5Failure) -> Answer {
    let outcome: Result<Answer, HDF5Failure> = lock.withLock { _ in
      ready
      _ = H5Eset_auto2(chdf5_default(), nil, nil)
      let answer = body()
      if answer < 0 { return .failure(HDF5Failure(doing: doing(), message: errorStack())) }
      return .success(answer)
    }
    return try outcome.get()
  }

  /// Closes an identifier of any kind. Nobody could act on a failure here.
  package static func release(_ id: hid_t) {
    lock.withLock { _ in
      _ = H5Eset_auto2(chdf5_default(), nil, nil)
      _ = H5Idec_ref(id)
    }
  }

  /// Frees memory that the library allocated.
  package static func free(_ memory: UnsafeMutableRawPointer) {
    lock.withLock { _ in _ = H5free_memory(memory) }
  }

  /// Whether an identifier is of a group, a dataset, or something else.
  package static func kind(of id: hid_t) -> H5I_type_t {
    lock.withLock { _ in H5Iget_type(id) }
  }

  /// How many bytes a dataset has in its file.
  static func storedBytes(of dataset: hid_t) -> UInt64 {
    lock.withLock { _ in H5Dget_storage_size(dataset) }
  }

  /// How a dataset with these properties lies in its file.
  static func layout(of properties: hid_t) -> H5D_layout_t {
    lock.withLock { _ in H5Pget_layout(properties) }
  }

  /// The innermost line of the library's error stack.
  private static func errorStack() -> String {
    var message = ""
    withUnsafeMutablePointer(to: &message) { pointer in
      _ = H5Ewalk2(
        chdf5_default(), H5E_WALK_UPWARD,
        { depth, entry, context in
          guard depth == 0, let entry, let context else { return 0 }
          let message = context.assumingMemoryBound(to: String.self)
          message.pointee = entry.pointee.desc.map { String(cString: $0) } ?? ""
          return 0
        }, pointer)
    }
    return message.isEmpty ? "no reason given" : message
  }
}

/// What libhdf5 said when a call failed.
package struct HDF5Failure: Error, Hashable {
  /// What was being done, and to which object.
  package var doing: String
  /// HDF5's own words.
  package var message: String

  /// True where the disk was full.
  var isDiskFull: Bool { message.contains("errno = 28") }

  package var description: String { "\(doing): \(reason)" }

  /// What the operating system said, where it was that; else HDF5's words.
  private var reason: String {
    let mark = "error message = '"
    guard let start = message.range(of: mark)?.upperBound,
      let end = message[start...].firstIndex(of: "'")
    else { return message }
    return String(message[start..<end])
  }
}
