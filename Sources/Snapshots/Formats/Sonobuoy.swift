/// Sonobuoy's results: `resources/ns/<namespace>/` with `serverversion.json` or `meta/`.
enum Sonobuoy {
  static func isRoot(_ path: [String], in tree: InputTree) -> Bool {
    tree[path].folders.contains("resources")
      && !tree[path + ["resources"]].folders.isDisjoint(with: ["ns", "non-ns"])
      && (tree[path].files.contains("serverversion.json")
        || tree[path + ["meta"]].files.contains("query-time.json"))
  }
}
