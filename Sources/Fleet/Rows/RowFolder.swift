import Basics
import CLibrary

/// A folder with a file for each cluster. A file has its name only when it is whole, so that
/// whatever ends a run leaves none that breaks off.
public struct RowFolder: Sendable {
  public struct Failure: Error, Sendable, Hashable {
    public let reason: String
  }

  public let path: String

  /// Makes the folder where it is not there.
  public init(_ path: String) throws(Failure) {
    self.path = path
    var folder = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      folder += folder.isEmpty || folder.hasSuffix("/") ? String(part) : "/\(part)"
      guard mkdir(folder, 0o777) == 0 || errno == EEXIST else {
        throw Failure(reason: "\(folder) cannot be made: \(systemError())")
      }
    }
    guard access(path, W_OK | X_OK) == 0 else {
      throw Failure(reason: "\(path) cannot be written: \(systemError())")
    }
  }

  private static let nameLength = 150

  /// The name of a cluster's file, without its ending: what is no letter, digit, `.`, `-` or `_`
  /// is spelt out, and a long name is cut and told apart by its digest.
  public static func fileName(of cluster: String) -> String {
    var name = ""
    for (index, byte) in cluster.utf8.enumerated() {
      let isPlain =
        (byte >= 0x30 && byte <= 0x39) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
        || byte == 0x5F || byte == 0x2D || (byte == 0x2E && index > 0)
      name += isPlain ? String(UnicodeScalar(byte)) : "%" + hexadecimal([byte])
    }
    guard name.utf8.count > nameLength else { return name }
    return name.prefix(nameLength) + "-" + SHA256.hexadecimalDigest(of: cluster).prefix(16)
  }

  /// Writes a file in the place of the one of that name.
  public func write(_ bytes: [UInt8], to name: String) throws(Failure) {
    var outcome = try write(bytes, to: name, isHidden: false)
    // There are file systems on which a file without a name gets none later.
    if outcome == .unnamed { outcome = try write(bytes, to: name, isHidden: true) }
    guard outcome == .kept else { throw failure(of: name) }
  }

  private func write(
    _ bytes: [UInt8], to name: String, isHidden: Bool
  ) throws(Failure) -> NewFile.Outcome {
    // The mode is not umask()'s: other threads make files, too.
    guard let file = NewFile(name, in: path, mode: 0o644, isHidden: isHidden) else {
      throw failure(of: name)
    }
    guard writeAll(bytes, to: file.descriptor) else {
      let failure = failure(of: name)
      file.discard()
      throw failure
    }
    return file.keep()
  }

  private func failure(of name: String) -> Failure {
    Failure(reason: "\(path)/\(name) cannot be written: \(systemError())")
  }

  /// Bytes of one file, at most `limit`; nil if it cannot be read or is larger.
  public static func read(_ file: String, limit: Int) -> [UInt8]? {
    let descriptor = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_size <= limit
    else { return nil }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var done = 0
    let isRead = bytes.withUnsafeMutableBytes { buffer in
      while done < buffer.count {
        let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
        let count = CLibrary.read(descriptor, rest.baseAddress, rest.count)
        if count < 0, errno == EINTR { continue }
        if count < 0 { return false }
        if count == 0 { break }
        done += count
      }
      return true
    }
    guard isRead else { return nil }
    return Array(bytes.prefix(done))
  }
}
