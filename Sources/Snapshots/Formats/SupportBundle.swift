/// Troubleshoot's support bundles (Replicated and others): `cluster-resources/` with one file, or
/// one folder of files by namespace, for each type.
enum SupportBundle {
  static func isRoot(_ path: [String], in tree: InputTree) -> Bool {
    guard tree[path].folders.contains("cluster-resources") else { return false }
    let resources = tree[path + ["cluster-resources"]]
    return !resources.files.isDisjoint(with: ["nodes.json", "namespaces.json", "groups.json"])
      || !resources.folders.isDisjoint(with: ["pods", "deployments", "services"])
  }
}
