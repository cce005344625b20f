import Findings

extension Snapshot {
  /// What writes the files of a node that hold the output of a command.
  private static let commands = [
    "commands/cgroup.txt": "stat -fc %T /sys/fs/cgroup",
    "commands/sysctl.txt": "sysctl -a",
    "commands/systemctl-list-unit-files.txt": "systemctl list-unit-files --no-pager",
    "commands/systemctl-list-units.txt": "systemctl list-units --all --no-pager",
  ]

  /// The step that decides what a rule cannot, by the name of what it lacks: a field of the target,
  /// `rancher.url`, or a file by its place in a snapshot, `probes/pod/rancher.json`,
  /// `resources/pods.yaml`, `nodes/w1/etc/resolv.conf`, `cloud/aks/role.json`.
  ///
  /// - Parameter words: What the file is to hold, where its name does not tell.
  public func step(for name: String, _ words: String) -> CollectionStep {
    let path = name.split(separator: ".").map(String.init)
    if TargetFields.field(path, in: Declarations.target) != nil {
      return TargetFields.step(for: path)
    }
    let parts = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    switch (parts[0], parts.count) {
    case ("probes", 3): return ClusterFacts.probeStep
    case ("resources", 2):
      let stem = parts[1].hasSuffix(".yaml") ? String(parts[1].dropLast(5)) : parts[1]
      return types.type(named: stem).map { SnapshotContent.export(of: $0, types) }
        ?? CollectionStep(.other, words, at: name)
    case ("nodes", 3...):
      let file = parts.dropFirst(2).joined(separator: "/")
      if let command = Self.commands[file] {
        return CollectionStep(.nodeCommand, command, at: "nodes/<NODE>/\(file)", node: parts[1])
      }
      return CollectionStep(.nodeFile, "/\(file)", at: "nodes/<NODE>/\(file)", node: parts[1])
    default: return CollectionStep(.other, words, at: name)
    }
  }
}
