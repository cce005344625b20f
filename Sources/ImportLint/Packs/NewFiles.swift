import Basics
import CLibrary
import FoundationEssentials

/// Writes files that are not there yet into a folder; nothing that exists is touched.
struct NewFiles {
  let folder: String

  /// One file: its path in the folder, its text, and whether it is a program.
  struct File {
    let path: String
    let text: String
    var isProgram = false
  }

  struct Failure: Error {
    let reason: String
  }

  init(in folder: String) { self.folder = folder }

  /// Writes all files, or none where one of them is there already.
  func write(_ files: [File]) throws(Failure) {
    let there = files.map(\.path).filter { isPresent("\(folder)/\($0)") }
    guard there.isEmpty else {
      throw Failure(
        reason: "\(folder) has \(there.joined(separator: ", ")) already, and nothing is written "
          + "over")
    }
    for file in files { try write(file) }
  }

  /// Also where it is a link that leads nowhere.
  private func isPresent(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  private func write(_ file: File) throws(Failure) {
    let path = "\(folder)/\(file.path)"
    let parent = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    guard
      (try? FileManager.default.createDirectory(
        atPath: parent, withIntermediateDirectories: true)) != nil
    else { throw Failure(reason: "the folder \(parent) cannot be made") }
    // O_EXCL: what appeared since the look at it is not written over either.
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL, file.isProgram ? 0o777 : 0o666)
    guard descriptor >= 0 else {
      throw Failure(reason: "\(path) cannot be written: \(systemError())")
    }
    let result = OutputStream(descriptor: descriptor).write(text: file.text)
    guard close(descriptor) == 0, result == .written else {
      throw Failure(reason: "\(path) cannot be written: \(systemError())")
    }
  }
}
