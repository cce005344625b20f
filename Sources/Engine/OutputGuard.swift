import CLibrary
import Findings
import Snapshots

/// Refuses to write reports over what a run reads, by whatever name or link, or over each other.
public struct OutputGuard: Sendable {
  /// A file, by what all its names and links have in common.
  private struct Identity: Hashable {
    let device: UInt64
    let number: UInt64

    init(_ status: stat) {
      device = UInt64(truncatingIfNeeded: status.st_dev)
      number = UInt64(status.st_ino)
    }
  }

  /// The files that are there already, by identity. Devices and pipes hold nothing to lose.
  private var outputs: [Identity: String] = [:]
  private var error: OptionError?

  /// - Parameter paths: Where reports are to go.
  public init(writing paths: [String]) {
    // Those that are not there yet, by where they will be.
    var places: [String: String] = [:]
    for path in paths {
      let other: String?
      if let status = Self.status(of: path) {
        guard status.st_mode & S_IFMT == S_IFREG else { continue }
        other = outputs.updateValue(path, forKey: Identity(status))
      } else {
        other = places.updateValue(path, forKey: Self.realPath(path))
      }
      if let other {
        let same = other == path ? path : "\(other) and \(path)"
        error = OptionError("two reports would go to one file, \(same)")
      }
    }
  }

  /// Checks inputs that are read without judging, and what else a run reads.
  public func check(inputs: [String]) throws(OptionError) {
    if let error { throw error }
    try check(inputs)
  }

  /// Checks what is named; before anything is read.
  public func check(_ request: CheckRequest) throws(OptionError) {
    if let error { throw error }
    let named = [request.target.file, request.packs.data, request.baseline].compactMap { $0 }
    let waivers = request.waivers?.files ?? []
    try check(request.inputs + request.packs.folders + named + waivers)
  }

  /// Checks what was read beside it: what a target file and packs name.
  public func check(_ judgement: Judgement) throws(OptionError) {
    let targets = judgement.artifacts.filter { $0.role == .target }.map(\.path)
    try check(targets + judgement.packs.map(\.source).filter { $0 != "built-in" })
  }

  private func check(_ paths: [String]) throws(OptionError) {
    guard !outputs.isEmpty else { return }
    for path in paths where path != "-" { try check(path, depth: 0) }
  }

  private func check(_ path: String, depth: Int) throws(OptionError) {
    guard let status = Self.status(of: path) else { return }
    if status.st_mode & S_IFMT == S_IFDIR {
      // A folder that is reached by a link inside an input is read by its own name, or not at all.
      guard depth == 0 || (depth < 64 && !Self.isLink(path)) else { return }
      for name in Self.names(in: path) { try check("\(path)/\(name)", depth: depth + 1) }
    } else if let output = outputs[Identity(status)] {
      let name = output == path ? "" : ", \(path)"
      throw OptionError(
        "a report would be written over \(output), which is one of the inputs\(name)")
    }
  }

  // MARK: Files

  /// Whether something is there, also a link that leads nowhere.
  public static func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  /// A path without links, also of what is not there yet.
  public static func realPath(_ path: String) -> String {
    realPath(path, links: 40)
  }

  /// - Parameter links: links that lead nowhere yet and are followed, as the system does when it
  ///   makes the file.
  private static func realPath(_ path: String, links: Int) -> String {
    if let real = InputWalk.realPath(path) { return real }
    if links > 0, let target = linkTarget(path) {
      let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
      return realPath(target.hasPrefix("/") ? target : folder + target, links: links - 1)
    }
    var parts = path.split(separator: "/").map(String.init)
    guard let name = parts.popLast() else { return path }
    let start = path.hasPrefix("/") ? "/" : ""
    let folder = parts.isEmpty ? (start.isEmpty ? "." : "/") : start + parts.joined(separator: "/")
    let real = folder == path ? folder : realPath(folder, links: links)
    return real == "/" ? "/\(name)" : "\(real)/\(name)"
  }

  /// Whether a file or folder is another one, or lies in it; neither must be there yet.
  public static func isInside(_ path: String, _ folder: String) -> Bool {
    InputWalk.isInside(realPath(path), realPath(folder))
  }

  private static func status(of path: String) -> stat? {
    var status = stat()
    return stat(path, &status) == 0 ? status : nil
  }

  /// Where a link leads; nil for anything else.
  private static func linkTarget(_ path: String) -> String? {
    var target = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let count = target.withUnsafeMutableBytes { bytes in
      bytes.bindMemory(to: CChar.self).baseAddress.map { readlink(path, $0, bytes.count) } ?? -1
    }
    return count > 0 ? String(decoding: target[..<count], as: UTF8.self) : nil
  }

  private static func isLink(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  private static func names(in folder: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}
