/// A file of an input, not read yet.
struct InputEntry: Sendable {
  /// The path that is shown: the input as it was named, and the path below it.
  let path: String
  /// The path to open; `-` is the standard input.
  let file: String
  /// The path below the input, by components; the file's own name where the input is a file.
  let components: [String]
  /// Bytes, as the file system says.
  let size: Int
  /// Which of the inputs holds it.
  let input: Int

  var name: String { components.last ?? path }

  /// The folder that holds it, as shown.
  var folder: String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
    return String(path[..<slash])
  }
}

/// The folders of one input with the names in them: what formats are recognised by.
struct InputTree: Sendable {
  struct Folder: Sendable {
    var files: Set<String> = []
    var folders: Set<String> = []
  }

  private var content: [[String]: Folder] = [:]
  /// All folders, parents before children, in byte order.
  private(set) var paths: [[String]] = []

  init(_ entries: [InputEntry]) {
    for entry in entries {
      var folder: [String] = []
      for component in entry.components.dropLast() {
        content[folder, default: Folder()].folders.insert(component)
        folder.append(component)
      }
      content[folder, default: Folder()].files.insert(entry.name)
    }
    paths = content.keys.sorted { left, right in
      left.lexicographicallyPrecedes(right) { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
  }

  /// The names in a folder; empty where there is none.
  subscript(path: [String]) -> Folder { content[path] ?? Folder() }
}
