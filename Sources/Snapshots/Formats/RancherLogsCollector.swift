/// Rancher's v2.x logs collector: one archive for each node, with tables of kubectl in
/// `<distribution>/kubectl/`.
enum RancherLogsCollector {
  static let distributions: Set<String> = ["rke1", "rke2", "k3s", "kubeadm", "pod", "rke"]

  static func isRoot(_ path: [String], in tree: InputTree) -> Bool {
    let found = tree[path].folders.intersection(distributions)
    return found.contains { tree[path + [$0]].folders.contains("kubectl") }
      || (tree[path].folders.contains("systeminfo") && !found.isEmpty)
  }
}
