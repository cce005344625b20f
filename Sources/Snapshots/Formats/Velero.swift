/// Velero's backups: `resources/<plural>[.<group>]/{cluster,namespaces/<ns>}/<name>.json`.
enum Velero {
  static func isRoot(_ path: [String], in tree: InputTree) -> Bool {
    guard tree[path].folders.contains("resources") else { return false }
    if tree[path + ["metadata"]].files.contains("version") { return true }
    let resources = path + ["resources"]
    return tree[resources].folders.contains { type in
      guard type != "ns", type != "cluster", type != "non-ns" else { return false }
      let inner = tree[resources + [type]].folders
      return inner.contains("cluster") || inner.contains("namespaces")
        || inner.contains { $0.hasSuffix("-preferredversion") }
    }
  }
}
