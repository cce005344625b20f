import CLibrary
import Documents
import Engine
import Rules

/// What a file is to this server.
enum FileKind: Equatable {
  /// A file of the pack in a folder, by its path in it.
  case pack(folder: String, file: String)
  case configuration, waivers, target
  /// Policies of Kubernetes or their bindings, which belong to no pack.
  case policies
  case other

  /// By the place of a file, its name, the schema that it names, and its first fields.
  init(path: String, lines: TextLines, texts: FileTexts) {
    if let folder = Self.packFolder(of: path, texts) {
      self = .pack(folder: folder, file: String(path.dropFirst(folder.count + 1)))
      return
    }
    let name = path.split(separator: "/").last ?? ""
    let fields = Set(lines.topLevelKeys)
    if name == Configuration.fileName || lines.namesSchema("configuration") {
      self = .configuration
    } else if lines.namesSchema("waivers") || fields.contains("waivers") {
      self = .waivers
    } else if lines.namesSchema("target") || name.hasPrefix("target") || fields.contains("rancher")
    {
      self = .target
    } else {
      self = lines.holdsPolicies ? .policies : .other
    }
  }

  /// The nearest folder above a file that holds pack.yaml.
  static func packFolder(of path: String, _ texts: FileTexts) -> String? {
    guard PackFiles.isRead(path) else { return nil }
    var folder = path[...]
    for _ in 0...PackFiles.depthLimit {
      guard let slash = folder.lastIndex(of: "/"), slash > folder.startIndex else { return nil }
      // Names that begin with a point are no part of a pack.
      if folder[folder.index(after: slash)...].hasPrefix(".") { return nil }
      folder = folder[..<slash]
      let head = "\(folder)/pack.yaml"
      if texts[head] != nil || access(head, F_OK) == 0 { return String(folder) }
    }
    return nil
  }
}

extension TextLines {
  /// Lines that are looked at for what a file is.
  private static let reach = 2000

  var topLevelKeys: [String] {
    (0..<min(count, Self.reach)).compactMap { line in
      let text = text(ofLine: line)
      guard let first = text.first, first.isLetter, let colon = text.firstIndex(of: ":") else {
        return nil
      }
      return String(text[..<colon])
    }
  }

  /// Whether a document of the file is a policy of Kubernetes or a binding.
  fileprivate var holdsPolicies: Bool {
    (0..<min(count, Self.reach)).contains { line in
      let range = range(ofLine: line)
      return bytes[range].starts(with: "kind:".utf8)
        && text(in: range).contains(FileForm.policyKind)
    }
  }

  /// The kind of the Kubernetes object that a line belongs to; nil if it belongs to none.
  func objectKind(atLine line: Int) -> String? {
    let prefix = "kind:"
    func isEnd(_ line: Int) -> Bool { bytes[range(ofLine: line)].starts(with: "---".utf8) }
    var found: String?
    var isObject = false
    var current = line
    while current > 0, line - current < Self.reach, !isEnd(current) { current -= 1 }
    for next in current..<min(count, current + Self.reach) {
      if next > line, isEnd(next) { break }
      let text = bytes[range(ofLine: next)]
      if text.starts(with: "apiVersion:".utf8) { isObject = true }
      if text.starts(with: prefix.utf8) {
        let value = text.dropFirst(prefix.utf8.count).drop { $0 == 0x20 }
          .prefix { ![0x20, 0x09, UInt8(ascii: "#")].contains($0) }
        found = YAMLCursor.unquoted(value)
      }
    }
    return isObject ? found ?? "" : nil
  }

  /// Whether a comment for editors names a schema of this program.
  fileprivate func namesSchema(_ kind: String) -> Bool {
    (0..<min(count, 10)).contains { line in
      let text = text(ofLine: line)
      return text.hasPrefix("#") && text.contains("$schema=")
        && text.contains("\(kind)-1.schema.json")
    }
  }
}
