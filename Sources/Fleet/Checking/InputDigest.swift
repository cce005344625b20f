import Basics
import CLibrary
import Snapshots

/// The digest of what lies in files and folders: whether a snapshot is the one that was judged.
/// Archives are not unpacked for it.
struct InputDigest {
  private static let depthLimit = 128
  private static let entryLimit = 5_000_000
  private static let blockSize = 1 << 20

  private var sum = SHA256()
  private var entryCount = 0
  private var isWhole = true

  /// Lower-case hexadecimal SHA-256 over the names and contents, in the order of names; nil where
  /// something cannot be read: then nothing tells whether it is the same.
  static func digest(of paths: [String]) -> String? {
    var digest = InputDigest()
    for path in paths { digest.add(path, name: path, depth: 0) }
    guard digest.isWhole else { return nil }
    return hexadecimal(digest.sum.digest())
  }

  /// The same over the contents of files, whatever they are called.
  static func digest(ofContents files: [String]) -> String? {
    var digest = InputDigest()
    for file in files { digest.addFile(file) }
    guard digest.isWhole else { return nil }
    return hexadecimal(digest.sum.digest())
  }

  private mutating func add(_ text: String) {
    var text = text + "\0"
    text.withUTF8 { sum.add(UnsafeRawBufferPointer($0)) }
  }

  private mutating func add(_ path: String, name: String, depth: Int) {
    entryCount += 1
    var status = stat()
    // An input may be a link; what links in a folder name is a part of it, or is not read.
    let found = depth == 0 ? stat(path, &status) : lstat(path, &status)
    guard found == 0, depth <= Self.depthLimit, entryCount <= Self.entryLimit else {
      isWhole = false
      return
    }
    add(name)
    switch status.st_mode & S_IFMT {
    case S_IFDIR: addFolder(path, depth)
    case S_IFREG: addFile(path)
    case S_IFLNK:
      var target = [CChar](repeating: 0, count: 4096)
      let count = readlink(path, &target, target.count)
      guard count >= 0 else {
        isWhole = false
        return
      }
      add("link")
      add(
        String(decoding: target.prefix(count).map { UInt8(truncatingIfNeeded: $0) }, as: UTF8.self))
    default: add("other")
    }
  }

  private mutating func addFolder(_ path: String, _ depth: Int) {
    guard let names = InputWalk.names(in: path) else {
      isWhole = false
      return
    }
    add("folder \(names.count)")
    for name in names { add("\(path)/\(name)", name: name, depth: depth + 1) }
  }

  private mutating func addFile(_ path: String) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      isWhole = false
      return
    }
    defer { close(descriptor) }
    var file = SHA256()
    var block = [UInt8](repeating: 0, count: Self.blockSize)
    while true {
      let count = block.withUnsafeMutableBytes { bytes in
        let count = read(descriptor, bytes.baseAddress, bytes.count)
        if count > 0 { file.add(UnsafeRawBufferPointer(rebasing: bytes[..<count])) }
        return count
      }
      if count == 0 { break }
      guard count > 0 || errno == EINTR else {
        isWhole = false
        return
      }
    }
    add("file")
    file.digest().withUnsafeBytes { sum.add($0) }
  }
}
