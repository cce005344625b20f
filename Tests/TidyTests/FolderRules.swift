/// Folders of a module as rooms: each may use others, but not in a cycle.
///
/// A folder uses another one where it names a type that is declared there. Files that lie directly
/// in a module's folder put its rooms together, so they belong to none.
struct FolderUses {
  /// A folder, what it uses, and the type that shows it, with the file that names it.
  private(set) var uses: [String: [String: String]] = [:]

  /// - Parameter files: paths below the module's folder, and texts.
  init(_ files: [(path: String, text: SwiftText)]) {
    var declared: [String: Set<String>] = [:]
    for (path, text) in files {
      guard let folder = FolderUses.folder(of: path) else { continue }
      for type in text.visibleTypes { declared[type, default: []].insert(folder) }
    }
    for (path, text) in files.sorted(by: { $0.path < $1.path }) {
      guard let folder = FolderUses.folder(of: path) else { continue }
      for word in text.words {
        guard let homes = declared[word.text], !homes.contains(folder) else { continue }
        for home in homes where uses[folder]?[home] == nil {
          uses[folder, default: [:]][home] = "\(word.text) in \(path)"
        }
      }
    }
  }

  private static func folder(of path: String) -> String? {
    let parts = path.split(separator: "/")
    return parts.count > 1 ? String(parts[0]) : nil
  }

  /// Folders of which each is reached from the other, in pairs that use each other directly or
  /// through others; in order.
  var circles: [String] {
    let folders = uses.keys.sorted()
    var found: [String] = []
    for (i, first) in folders.enumerated() {
      for second in folders[(i + 1)...]
      where reached(from: first).contains(second) && reached(from: second).contains(first) {
        found.append("\(first) \(second)")
      }
    }
    return found
  }

  private func reached(from folder: String) -> Set<String> {
    var found: Set<String> = []
    var open = [folder]
    while let next = open.popLast() {
      for other in uses[next, default: [:]].keys where found.insert(other).inserted {
        open.append(other)
      }
    }
    return found
  }

  /// How two folders come to use each other, for a message.
  func explanation(_ pair: String) -> String {
    let names = pair.split(separator: " ").map(String.init)
    let ways = [(names[0], names[1]), (names[1], names[0])].map { from, to in
      uses[from]?[to].map { "\(from) uses \($0)" } ?? "\(from) uses \(to) through others"
    }
    return ways.joined(separator: "; ")
  }
}

extension SwiftText {
  /// Names of the types that the file declares for others: neither nested nor private.
  var visibleTypes: [String] {
    let declarations: Set = ["struct", "class", "enum", "actor", "protocol", "typealias"]
    var depth = 0
    var at = 0
    var isPrivate = false
    var types: [String] = []
    for (word, name) in zip(words, words.dropFirst()) {
      while at < word.bytes.lowerBound {
        if code[at] == UInt8(ascii: "{") { depth += 1 }
        if code[at] == UInt8(ascii: "}") { depth -= 1 }
        at += 1
      }
      guard depth == 0 else { continue }
      if word.text == "private" || word.text == "fileprivate" {
        isPrivate = true
      } else if declarations.contains(word.text) {
        if !isPrivate { types.append(name.text) }
        isPrivate = false
      } else if ["func", "let", "var", "extension"].contains(word.text) {
        isPrivate = false
      }
    }
    return types
  }
}

/// Modules whose folders still use each other in cycles: the list may only become shorter.
let modulesWithCircles: Set = ["ImportLint"]
