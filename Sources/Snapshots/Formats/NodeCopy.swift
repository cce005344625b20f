extension SnapshotFormat {
  /// A copy of one node's files by itself: an archive or a folder that holds `etc/`, `systemd/` and
  /// others, as a node's root does. It is called as the node, or `etc/hostname` says which it is.
  static let nodeCopy = SnapshotFormat(
    "node-files", "files of a node", isOpen: true, isRoot: NodeCopy.isRoot,
    role: { path, root in
      guard let name = root.names.last, !name.isEmpty, NodeCopy.holds(path) else { return nil }
      return .node(name, path: path.joined(separator: "/"))
    })
}

enum NodeCopy {
  private static let files: Set<String> = [
    NodeManifestReader.name, NodeFiles.runningKubelet, NodeFiles.podResolver,
  ]

  /// Whether a folder is a node's root, by files that facts are read from.
  @Sendable static func isRoot(_ folder: MemberTree.Folder) -> Bool {
    let etc = folder["etc"]
    return !folder.files.isDisjoint(with: files)
      || !etc.files.isDisjoint(with: ["resolv.conf", "os-release", "hostname"])
      || !etc["rancher"].folders.isDisjoint(with: ["k3s", "rke2"])
      || folder["systemd"].files.contains { $0.hasSuffix(".show") }
      || folder["commands"].files.contains { $0.hasPrefix("systemctl-") }
      || folder["run"]["systemd"]["resolve"].files.contains("resolv.conf")
      || folder["proc"]["sys"].folders.count > 0
      || folder["var"]["lib"]["kubelet"].files.contains("config.yaml")
      || !folder["var"]["lib"]["rancher"].folders.isDisjoint(with: ["k3s", "rke2"])
  }

  /// Whether what lies there in such a folder is a file of the node.
  fileprivate static func holds(_ path: [String]) -> Bool {
    path.count == 1 ? files.contains(path[0]) : NodeRoot.folders.contains(path[0])
  }
}
