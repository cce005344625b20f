import Basics
import CLibrary
import FoundationEssentials

/// A folder that is there when all of it is, and that only its owner reads.
struct NewFolder {
  let path: String
  /// Where it is made, beside its place.
  private let draft: String

  struct Failure: Error {
    let reason: String
  }

  init(_ path: String) throws(Failure) {
    var status = stat()
    guard lstat(path, &status) != 0 else {
      throw Failure(reason: "\(path) is there already, and nothing is written over")
    }
    self.path = path
    var template = Array("\(path).XXXXXX".utf8CString)
    // For the owner alone.
    guard let made = mkdtemp(&template) else {
      throw Failure(reason: "\(path) cannot be made: \(systemError())")
    }
    draft = String(cString: made)
  }

  /// Adds a file, for the owner alone.
  ///
  /// - Parameter name: Its path below the folder, without `..`.
  func add(_ name: String, _ bytes: [UInt8]) throws(Failure) {
    var folder = draft
    for component in name.split(separator: "/").dropLast() {
      folder += "/\(component)"
      guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
        throw Failure(reason: "\(path)/\(name) cannot be written: \(systemError())")
      }
    }
    let descriptor = open("\(draft)/\(name)", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw Failure(reason: "\(path)/\(name) cannot be written: \(systemError())")
    }
    let result = OutputStream(descriptor: descriptor).write(bytes: bytes)
    guard close(descriptor) == 0, result == .written else {
      throw Failure(reason: "\(path)/\(name) cannot be written: \(systemError())")
    }
  }

  /// Gives it its name.
  func finish() throws(Failure) {
    // A folder that appeared meanwhile and holds something makes this fail.
    guard rename(draft, path) == 0 else {
      throw Failure(reason: "\(path) cannot be made: \(systemError())")
    }
  }

  /// Takes back what was written.
  func discard() { try? FileManager.default.removeItem(atPath: draft) }
}
