/// crust-gather: `cluster/<apiVersion>/<kind>/<name>.yaml` beside `namespaces/`.
enum CrustGather {
  static func isRoot(_ path: [String], in tree: InputTree) -> Bool {
    tree[path].folders.contains("cluster")
      && tree[path + ["cluster", "v1"]].folders.contains("namespace")
  }
}
