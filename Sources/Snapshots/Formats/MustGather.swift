/// `oc adm must-gather` and `oc adm inspect`: `cluster-scoped-resources/` beside `namespaces/`, or
/// namespaces that each hold their own object.
enum MustGather {
  static func isRoot(_ path: [String], in tree: InputTree) -> Bool {
    let folders = tree[path].folders
    guard folders.contains("namespaces") else { return false }
    if folders.contains("cluster-scoped-resources") { return true }
    let namespaces = path + ["namespaces"]
    return tree[namespaces].folders.contains { name in
      tree[namespaces + [name]].files.contains("\(name).yaml")
    }
  }
}
