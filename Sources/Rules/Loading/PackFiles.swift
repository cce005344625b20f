import Basics
import CLibrary
import Documents
import Findings
import Snapshots

/// The files of a pack's folder: bounded, and never through a link that leads out of it. A pack may
/// come from anybody, and a frame of what it names would show any file of this machine.
package struct PackFiles {
  static let fileLimit = 10_000
  package static let depthLimit = 4
  /// Bytes of all files of a pack together.
  static let byteLimit = 64 << 20

  let folder: String
  private let problems: ProblemList
  private let root: String
  /// Paths from the folder on.
  private(set) var paths: [String] = []
  /// Files whose names nearly are those of a pack's files.
  private(set) var passedOver: [String] = []
  private var byteCount = 0

  /// Nil, with a problem, if the folder cannot be read or holds more than a pack may.
  init?(in folder: String, problems: ProblemList) {
    self.folder = folder
    self.problems = problems
    root = InputWalk.realPath(folder) ?? folder
    guard list("") else { return nil }
    paths = paths.sortedByBytes()
  }

  private mutating func list(_ prefix: String) -> Bool {
    let path = prefix.isEmpty ? folder : "\(folder)/\(prefix)"
    guard let names = InputWalk.names(in: path) else {
      add("unreadable-folder", "the rule pack \(path) cannot be read")
      return false
    }
    for name in names where !name.hasPrefix(".") {
      let relative = prefix.isEmpty ? name : "\(prefix)/\(name)"
      guard take(relative) else { return false }
    }
    return true
  }

  /// Takes in one entry of a folder; gives whether there is room for more.
  private mutating func take(_ relative: String) -> Bool {
    let path = "\(folder)/\(relative)"
    var status = stat()
    guard lstat(path, &status) == 0 else {
      add("unreadable-file", "\(path) cannot be read: \(InputWalk.reason(ofUnreadable: relative))")
      return true
    }
    let isLink = status.st_mode & S_IFMT == S_IFLNK
    if isLink {
      guard let target = InputWalk.realPath(path), InputWalk.isInside(target, root),
        stat(path, &status) == 0
      else {
        add("link-out-of-pack", "the link \(path) leads out of the pack or nowhere")
        return true
      }
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR:
      // A link to a folder of the pack leads to what is read anyway, or in a circle.
      if isLink { return true }
      guard relative.split(separator: "/").count <= PackFiles.depthLimit else {
        add("too-deep", "\(path) lies more than \(PackFiles.depthLimit) folders deep in the pack")
        return true
      }
      return list(relative)
    case S_IFREG: return takeFile(relative, size: Int(status.st_size))
    default: return true
    }
  }

  private mutating func takeFile(_ relative: String, size: Int) -> Bool {
    guard PackFiles.isRead(relative) else {
      if PackFiles.looksMisnamed(relative) { passOver(relative) }
      return true
    }
    paths.append(relative)
    byteCount += size
    if paths.count > PackFiles.fileLimit {
      add("too-many-files", "\(folder) holds more than \(PackFiles.fileLimit) files")
      return false
    }
    if byteCount > PackFiles.byteLimit {
      add("too-many-files", "\(folder) holds more than \(PackFiles.byteLimit >> 20) MiB of files")
      return false
    }
    return true
  }

  private static let endings = ["yaml", "yml", "json"]

  package static func isRead(_ path: String) -> Bool {
    endings.contains { path.hasSuffix("." + $0) }
  }

  /// Whether a name was probably meant for a file of a pack: `.YAML`, `.yamll`, `.yaml.bak`.
  static func looksMisnamed(_ path: String) -> Bool {
    let name = path.split(separator: "/").last ?? ""
    let parts = name.split(separator: ".").dropFirst().map { $0.lowercased() }
    return parts.contains { part in
      let word = part.hasSuffix("~") ? String(part.dropLast()) : part
      if word == "xml" { return false }
      return endings.contains(word) || closestWord(to: word, among: endings, most: 1) != nil
    }
  }

  private mutating func passOver(_ relative: String) {
    passedOver.append("\(folder)/\(relative)")
    problems.add(PackFiles.passedOver("\(folder)/\(relative)"))
  }

  /// What is said of a file whose name nearly is that of a pack's file.
  static func passedOver(_ shown: String) -> Problem {
    Problem(
      stage: .rules, code: "file-passed-over", severity: .warning,
      message: "\(shown) is not read: the name of a pack's file ends in .yaml, .yml or .json")
  }

  private func add(_ code: String, _ message: String) {
    problems.add(Problem(stage: .rules, code: code, isFatal: true, message: message))
  }
}
