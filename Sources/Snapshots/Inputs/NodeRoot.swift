/// Where copies of a node's files begin in a path.
enum NodeRoot {
  /// Folders at the top of a node, and of what is gathered there.
  static let folders: Set<String> = [
    "etc", "run", "var", "usr", "proc", "sys", "lib", "opt", "root", "home", "systemd", "commands",
  ]

  /// Links to folders that are followed in the copies of one input or archive.
  static let followedFolders = 100

  /// How many folders a path has down to the root of a node's copy that it lies in, which absolute
  /// links lead into; nil if it lies in none.
  ///
  /// - Parameter name: What the path begins below.
  static func depth(above path: [String], below name: String) -> Int? {
    if let nodes = path.firstIndex(of: "nodes") {
      return path.count > nodes + 1 ? nodes + 2 : nil
    }
    if name == "nodes" { return path.isEmpty ? nil : 1 }
    return path.firstIndex(where: folders.contains)
  }
}
