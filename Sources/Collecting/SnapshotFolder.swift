import Basics
import CLibrary

/// A folder that a snapshot is written into. Its owner alone may read it.
///
/// A file has its name only when it is whole, so that whatever ends the run leaves none that breaks
/// off.
public struct SnapshotFolder: Sendable {
  public let path: String

  /// Why something cannot be written.
  public struct Failure: Error, Sendable, Hashable {
    public let reason: String
    public init(_ reason: String) { self.reason = reason }
  }

  /// Makes the folder, or takes one that is empty. One with an unfinished snapshot in it is cleared
  /// where it may be replaced; everything else is left alone.
  public init(_ path: String, replacesUnfinished: Bool) throws(Failure) {
    self.path = path
    if mkdir(path, 0o700) == 0 { return }
    guard errno == EEXIST else { throw Failure("\(path) cannot be made: \(systemError())") }
    guard let names = SnapshotFolder.names(in: path) else {
      throw Failure("\(path) is there already, and is not a folder")
    }
    if !names.isEmpty {
      guard isUnfinished else { throw Failure("\(path) is there already, and is not empty") }
      guard replacesUnfinished else {
        throw Failure(
          "\(path) holds what an earlier run left unfinished; --force collects it anew")
      }
      clear()
    }
    chmod(path, 0o700)
  }

  /// A folder that is known to be there.
  init(unchecked path: String) { self.path = path }

  /// Whether `collect` began a snapshot there, and did not get all of it.
  private var isUnfinished: Bool {
    guard let file = fopen("\(path)/\(SnapshotManifest.fileName)", "re") else { return false }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    guard fgets(&line, Int32(line.count), file) != nil else { return false }
    let bytes = line.prefix { $0 != 0 && $0 != 0x0A }.map { UInt8(truncatingIfNeeded: $0) }
    return String(decoding: bytes, as: UTF8.self) == SnapshotManifest.unfinishedLine
  }

  /// Removes what an earlier run collected, and nothing else.
  private func clear() {
    for name in [SnapshotManifest.fileName] + CollectionCalls.rootFiles { remove(name) }
    for name in SnapshotFolder.names(in: "\(path)/resources") ?? []
    where [".json", ".yaml", SnapshotFolder.unfinishedEnding].contains(where: name.hasSuffix) {
      remove("resources/\(name)")
    }
    for node in SnapshotFolder.names(in: "\(path)/nodes") ?? [] {
      remove("nodes/\(node)/\(CollectionCalls.kubeletFile)")
      remove("nodes/\(node)/\(PodCollection.resolverFile)")
      // The script that gathers a node's files leaves its own manifest among them.
      let script = "\(path)/nodes/\(node)/\(PodCollection.nodeManifest)"
      if access(script, F_OK) == 0 { removeTree("nodes/\(node)") }
    }
    for from in SnapshotFolder.names(in: "\(path)/probes") ?? [] {
      remove("probes/\(from)/\(PodCollection.probeFile)")
    }
  }

  private func removeTree(_ name: String, depth: Int = 0) {
    // A link is removed, never followed.
    if unlink("\(path)/\(name)") == 0 || depth > 64 { return }
    for entry in SnapshotFolder.names(in: "\(path)/\(name)") ?? [] {
      removeTree("\(name)/\(entry)", depth: depth + 1)
    }
    rmdir("\(path)/\(name)")
  }

  /// Removes a folder in which nothing but a manifest and empty folders are.
  static func removeEmptySnapshot(_ path: String) {
    unlink("\(path)/\(SnapshotManifest.fileName)")
    for name in CollectionCalls.rootFiles { unlink("\(path)/\(name)") }
    rmdir("\(path)/resources")
    rmdir(path)
  }

  // MARK: Writing

  private static let unfinishedEnding = ".part"

  /// Writes a file below the folder, in place of one that is there.
  public func write(_ bytes: [UInt8], to name: String) throws(Failure) {
    let descriptor = try open(name)
    let result = writeAll(bytes, to: descriptor)
    let isClosed = close(descriptor) == 0
    guard result, isClosed else {
      let failure = Failure("\(path)/\(name) cannot be written: \(systemError())")
      discard(name)
      throw failure
    }
    try keep(name)
  }

  public func write(_ text: String, to name: String) throws(Failure) {
    try write(Array(text.utf8), to: name)
  }

  /// Begins a file, which has its name only when it is kept; the caller closes the descriptor.
  func open(_ name: String) throws(Failure) -> Int32 {
    try makeFolders(above: name)
    let part = "\(path)/\(name)\(SnapshotFolder.unfinishedEnding)"
    unlink(part)
    let flags = O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
    let descriptor = CLibrary.open(part, flags, 0o600)
    guard descriptor >= 0 else {
      throw Failure("\(path)/\(name) cannot be written: \(systemError())")
    }
    return descriptor
  }

  /// Gives a file that was begun its name.
  func keep(_ name: String) throws(Failure) {
    let part = "\(path)/\(name)\(SnapshotFolder.unfinishedEnding)"
    guard rename(part, "\(path)/\(name)") == 0 else {
      throw Failure("\(path)/\(name) cannot be written: \(systemError())")
    }
  }

  /// Forgets a file that was begun.
  func discard(_ name: String) { remove(name + SnapshotFolder.unfinishedEnding) }

  func remove(_ name: String) { unlink("\(path)/\(name)") }

  private func makeFolders(above name: String) throws(Failure) {
    var folder = path
    for part in name.split(separator: "/").dropLast() {
      folder += "/\(part)"
      guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
        throw Failure("\(folder) cannot be made: \(systemError())")
      }
    }
  }

  // MARK: Names

  /// Whether a name of the cluster may be that of a file or folder.
  static func isFileName(_ name: String) -> Bool {
    guard !name.isEmpty, name.utf8.count <= 253, !name.hasPrefix(".") else { return false }
    return name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
        UInt8(ascii: "_"), UInt8(ascii: ":"):
        return true
      default: return false
      }
    }
  }

  /// The names in a folder in byte order; nil if it cannot be read, or is none.
  static func names(in folder: String) -> [String]? {
    guard let directory = opendir(folder) else { return nil }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sortedByBytes()
  }
}
