/// Rancher's support-bundle-kit: `yamls/cluster` and `yamls/namespaced`.
enum SupportBundleKit {
  static func isRoot(_ path: [String], in tree: InputTree) -> Bool {
    tree[path].folders.contains("yamls")
      && !tree[path + ["yamls"]].folders.isDisjoint(with: ["cluster", "namespaced"])
  }
}
