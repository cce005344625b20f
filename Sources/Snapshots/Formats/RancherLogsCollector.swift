import Basics

extension SnapshotFormat {
  /// Rancher's v2.x logs collector: one archive for each node, with tables of kubectl in
  /// `<distribution>/kubectl/`.
  ///
  /// Whole objects are in `nodes.json` and `rancher-prov/` only, listed with `-A`. A table that
  /// says `No resources found` was of all namespaces too, and says that there are none.
  static let rancherLogsCollector = SnapshotFormat(
    "rancher-logs-collector", "an archive of Rancher's logs collector",
    isRoot: { folder in
      let found = folder.folders.intersection(LogsCollector.distributions)
      return found.contains { folder[$0].folders.contains("kubectl") }
        || (folder.folders.contains("systeminfo") && !found.isEmpty)
    },
    role: { path, root in
      guard path.count > 1 else { return .skipped }
      let rest = Array(path.dropFirst())
      if LogsCollector.distributions.contains(path[0]) {
        return LogsCollector.role(rest, of: path[0], root)
      }
      guard path[0] == "systeminfo", rest.count == 1, let node = LogsCollector.node(root),
        let place = LogsCollector.systemFiles[rest[0]]
      else { return .skipped }
      return .node(node, path: place)
    })
}

private enum LogsCollector {
  fileprivate static let distributions: Set<String> = [
    "rke1", "rke2", "k3s", "kubeadm", "pod", "rke",
  ]

  /// Where the files of `systeminfo/` were on the node.
  fileprivate static let systemFiles = [
    "etcresolvconf": "etc/resolv.conf",
    "systemd-resolved": "run/systemd/resolve/resolv.conf",
    "osrelease": "etc/os-release",
    "systemd-units": "commands/systemctl-list-units.txt",
    "systemd-unit-files": "commands/systemctl-list-unit-files.txt",
    "sysctla": "commands/sysctl.txt",
    "file-max": "proc/sys/fs/file-max",
  ]

  /// The node that an archive is of: its folder is `<node>-<date>_<hour>_<minute>_<second>`. nil if
  /// nothing tells.
  fileprivate static func node(_ root: SnapshotFormat.Root) -> String? {
    for name in root.names.reversed() {
      let parts = name.split(separator: "-", omittingEmptySubsequences: false)
      guard parts.count > 3, parts[parts.count - 3].utf8.count == 4,
        parts.suffix(3).allSatisfy({ part in
          part.utf8.first.map { (0x30...0x39).contains($0) } ?? false
        })
      else { continue }
      let node = parts.dropLast(3).joined(separator: "-")
      return node.isEmpty ? nil : node
    }
    return root.names.last.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// What a file in a distribution's folder is.
  fileprivate static func role(
    _ path: [String], of distribution: String, _ root: SnapshotFormat.Root
  ) -> MemberRole {
    switch (path[0], path.count) {
    case ("kubectl", 2): return table(path[1])
    case ("kubectl", 3) where path[1] == "rancher-prov":
      if path[2] == "cattle-controller-cfgmap" {
        return .resources(at: ListPlace(SnapshotContent.configMaps, .objects))
      }
      return .resources(at: ListPlace(FileNames.type(path[2]), .cluster))
    default:
      guard let node = node(root) else { return .skipped }
      return ServiceFiles.role(path, of: distribution, node: node, isFiltered: true) ?? .skipped
    }
  }

  /// What the output of a `kubectl get` is, by the file's name.
  private static func table(_ name: String) -> MemberRole {
    switch name {
    case "version", "api-resources", "cluster-info_dump": return .resources(at: nil)
    case "nodesdescribe", "ciliumstatus.json", "ciliumdbgservicelist.json": return .skipped
    // Of a few namespaces, one after another.
    case "apps":
      let apps = ResourceType(group: "catalog.cattle.io", plural: "apps")
      return .resources(at: ListPlace(apps, .objects))
    default:
      let word = FileNames.stem(name) ?? name
      let type = FileNames.builtInType(word) ?? (word.contains(".") ? FileNames.type(word) : nil)
      return type.map { .resources(at: ListPlace($0, .cluster)) } ?? .skipped
    }
  }
}

/// Files of k3s, RKE2 and Kubernetes that Rancher's collectors take from a node.
enum ServiceFiles {
  /// What a file in the folder of a distribution is; nil if nothing is read from it.
  static func role(
    _ path: [String], of distribution: String, node: String, isFiltered: Bool
  ) -> MemberRole? {
    let isService = distribution == "k3s" || distribution == "rke2"
    let name = path[path.count - 1]
    let isYAML = name.hasSuffix(".yaml") || name.hasSuffix(".yml")
    switch path.count {
    case 1 where isService && name == "config.yaml":
      return .node(
        node, path: "etc/rancher/\(distribution)/config.yaml", isFiltered: isFiltered)
    // The logs collector puts drop-ins beside it.
    case 1 where isService && isYAML, 2 where isService && isYAML && path[0] == "config.yaml.d":
      return .node(
        node, path: "etc/rancher/\(distribution)/config.yaml.d/\(name)", isFiltered: isFiltered)
    case 2 where path[0] == "certs" && !isService:
      return .node(node, path: "etc/kubernetes/ssl/\(name)")
    case 3 where path[0] == "certs" && path[1] == "agent":
      return .node(node, path: "var/lib/rancher/\(distribution)/agent/\(name)")
    case 3 where path[0] == "certs" && path[1] == "server":
      return .node(node, path: "var/lib/rancher/\(distribution)/server/tls/\(name)")
    default: return nil
    }
  }
}
