import Basics
import CLibrary
import Reports

/// A file that a report is written to. An older report in it stays until the new one is whole.
struct ReportFile {
  let path: String
  /// The mode of the file, also where another one is there; nil for that one's, or the usual.
  var mode: mode_t?

  struct Failure: Error {
    let reason: String
  }

  func write(_ bytes: [UInt8]) throws(Failure) { try write { $0(bytes) } }

  /// Writes to a new file that then takes this one's name. Devices, pipes, and files that only
  /// themselves may be written (mounted alone, or in a folder of another user), are written in
  /// place.
  ///
  /// - Parameter report: hands over its bytes; once more where the file must be written in place.
  func write(_ report: (@escaping ReportFormat.Sink) -> Void) throws(Failure) {
    guard let place = place() else { return try writeInPlace(report) }
    let mask = umask(0)
    umask(mask)
    let permissions = mode ?? place.mode ?? (0o666 & ~mask)
    guard let file = NewFile(place.name, in: place.folder, mode: permissions) else {
      if place.mode != nil { return try writeInPlace(report) }
      throw Failure(reason: systemError())
    }
    if case .failed(let reason) = OutputStream(descriptor: file.descriptor).write(pieces: report) {
      file.discard()
      throw Failure(reason: reason)
    }
    switch file.keep() {
    case .kept: break
    case .lost: throw Failure(reason: systemError())
    case .unnamed: try writeInPlace(report)
    }
  }

  /// The real folder and name of a regular file, or of one that is not there yet, and the mode of
  /// the one that is there; nil for anything else.
  private func place() -> (folder: String, name: String, mode: mode_t?)? {
    // What these name may be a file that the shell has open: another one in its place would be
    // lost.
    if path.hasPrefix("/dev/") || path.hasPrefix("/proc/") { return nil }
    var status = stat()
    if lstat(path, &status) != 0 {
      return Self.split(path).map { ($0.folder, $0.name, nil) }
    }
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    let real = String(cString: resolved)
    guard !real.hasPrefix("/dev/"), !real.hasPrefix("/proc/"), stat(real, &status) == 0,
      status.st_mode & S_IFMT == S_IFREG, let parts = Self.split(real)
    else { return nil }
    return (parts.folder, parts.name, status.st_mode & 0o7777)
  }

  private static func split(_ path: String) -> (folder: String, name: String)? {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let name = String(path[path.index(after: slash)...])
    let folder = path[..<slash]
    return name.isEmpty ? nil : (folder.isEmpty ? "/" : String(folder), name)
  }

  private func writeInPlace(
    _ report: (@escaping ReportFormat.Sink) -> Void
  ) throws(Failure) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode ?? 0o666)
    guard descriptor >= 0 else { throw Failure(reason: systemError()) }
    let result = OutputStream(descriptor: descriptor).write(pieces: report)
    // A full disk may only show here.
    let isClosed = close(descriptor) == 0
    if case .failed(let reason) = result { throw Failure(reason: reason) }
    if !isClosed { throw Failure(reason: systemError()) }
  }
}
