import Basics

/// What formats read from the names of their files and folders.
enum FileNames {
  /// The part of a file's name before `.json` or `.yaml`; nil for other names.
  static func stem(_ name: String) -> String? {
    for ending in [".json", ".yaml", ".yml"] where name.hasSuffix(ending) {
      return String(name.dropLast(ending.count))
    }
    return nil
  }

  /// The type of `<plural>.<group>`, or of a plural of the core group.
  static func type(_ name: String) -> ResourceType? {
    guard let dot = name.utf8.firstIndex(of: UInt8(ascii: ".")) else {
      return name.isEmpty ? nil : ResourceType(group: "", plural: name)
    }
    let plural = String(name[..<dot])
    let group = String(name[name.index(after: dot)...])
    return plural.isEmpty || group.isEmpty ? nil : ResourceType(group: group, plural: plural)
  }

  /// The type of Kubernetes itself that a plural, kind or short name stands for, in whatever case.
  static func builtInType(_ word: String) -> ResourceType? { TypeTable.builtIn.type(named: word) }
}
