/// Folders of a module as rooms: each may use others, but not in a cycle.
///
/// A folder uses another one where it names a type that is declared there, or a member that an
/// extension there gives to a type of elsewhere, if nothing else in the module is called so. Files
/// that lie directly in a module's folder put its rooms together, so they belong to none.
struct FolderUses {
  /// A folder, what it uses, and the name that shows it, with the file where it stands.
  private(set) var uses: [String: [String: String]] = [:]

  /// - Parameter files: paths below the module's folder, and texts.
  init(_ files: [(path: String, text: SwiftText)]) {
    let homes = FolderUses.homes(files)
    for (path, text) in files.sorted(by: { $0.path < $1.path }) {
      guard let folder = FolderUses.folder(of: path) else { continue }
      for word in text.words {
        guard let homes = homes[word.text], !homes.contains(folder) else { continue }
        for home in homes where uses[folder]?[home] == nil {
          uses[folder, default: [:]][home] = "\(word.text) in \(path)"
        }
      }
    }
  }

  /// The folders that declare each name.
  private static func homes(_ files: [(path: String, text: SwiftText)]) -> [String: Set<String>] {
    let declared = files.map { (folder: folder(of: $0.path), $0.text.declarations) }
    var homes: [String: Set<String>] = [:]
    var namedIn: [String: Set<String?>] = [:]
    for (folder, declarations) in declared {
      for name in declarations.names { namedIn[name, default: []].insert(folder) }
      guard let folder else { continue }
      for type in declarations.types { homes[type, default: []].insert(folder) }
    }
    let types = homes
    for case (let folder?, let declarations) in declared {
      for (type, name) in declarations.members
      where types[type]?.contains(folder) != true && namedIn[name] == [folder] {
        homes[name, default: []].insert(folder)
      }
    }
    return homes
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
  /// What a file declares for others.
  struct Declarations {
    /// Types, neither nested nor private.
    var types: [String] = []
    /// Functions and properties of extensions by the extended type, which are not private.
    var members: [(type: String, name: String)] = []
    /// Names of all functions, properties, variables and cases, wherever they stand.
    var names: Set<String> = []
  }

  var declarations: Declarations {
    var found = Declarations()
    var depth = 0
    var at = 0
    var isPrivate = false
    var extended: String?
    for (index, word) in words.enumerated().dropLast() {
      while at < word.bytes.lowerBound {
        if code[at] == UInt8(ascii: "{") { depth += 1 }
        if code[at] == UInt8(ascii: "}") { depth -= 1 }
        at += 1
      }
      let name = words[index + 1].text
      switch word.text {
      case "private", "fileprivate": isPrivate = name != "set"
      case "struct", "class", "enum", "actor", "protocol", "typealias":
        if depth == 0, !isPrivate { found.types.append(name) }
        if depth == 0 { extended = nil }
        isPrivate = false
      case "extension":
        extended = isPrivate ? nil : name
        isPrivate = false
      case "func", "let", "var":
        found.names.insert(name)
        if depth == 1, !isPrivate, let extended { found.members.append((extended, name)) }
        isPrivate = false
      case "init", "subscript": isPrivate = false
      case "case": found.names.formUnion(cases(from: index + 1))
      default: break
      }
    }
    return found
  }

  /// The names of `case one, two`.
  private func cases(from index: Int) -> [String] {
    var names: [String] = []
    for index in index..<words.count {
      names.append(words[index].text)
      guard index + 1 < words.count else { break }
      let between = code[words[index].bytes.upperBound..<words[index + 1].bytes.lowerBound]
      guard between.elementsEqual(", ".utf8) else { break }
    }
    return names
  }
}
