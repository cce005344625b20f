import Basics
import Documents
import Findings

/// Files of nodes that no fact is read from: those in the wrong place, and those that are there for
/// rules alone.
enum UnreadNodeFiles {
  /// Problems that are reported one by one; what is more is counted.
  private static let limit = 20

  /// Places from which facts are read, for those who missed one.
  static let places = [
    "etc/resolv.conf", "run/systemd/resolve/resolv.conf", NodeFiles.podResolver,
    NodeFiles.runningKubelet, NodeFiles.kubeletConfiguration, "etc/os-release",
    "etc/rancher/rke2/config.yaml", "etc/rancher/k3s/config.yaml",
    "commands/systemctl-list-units.txt", "commands/systemctl-list-unit-files.txt",
    "commands/sysctl.txt", "commands/cgroup.txt",
  ]

  /// One problem for each path, whichever nodes have it.
  static func problems(_ files: NodeFiles) -> [Problem] {
    var unread: [String: [String]] = [:]
    for node in files.nodes {
      for (path, file) in files.byNode[node] ?? [:] where !isRead(path, file) {
        unread[path, default: []].append(file.source.path)
      }
    }
    let paths = unread.keys.sortedByBytes()
    let misplaced = paths.filter { meant(by: $0) != nil }
    let others = paths.filter { meant(by: $0) == nil }
    var problems = (misplaced + others).prefix(limit).map { path in
      problem(path, of: (unread[path] ?? []).sortedByBytes())
    }
    if paths.count > limit {
      problems.append(
        Problem(
          "unread-file", .note,
          "no fact is read from \(paths.count - limit) more kinds of files of nodes"))
    }
    return problems
  }

  private static func problem(_ path: String, of sources: [String]) -> Problem {
    let more = sources.count > 1 ? "; \(sources.count - 1) other nodes have one, too" : ""
    let meant = meant(by: path)
    return Problem(
      stage: .snapshot, code: "unread-file", severity: meant == nil ? .note : .warning,
      message: "no fact is read from /\(path) of a node, only rules that name it see it\(more)",
      places: sources.prefix(3).map { Place(path: $0) },
      help: meant.map { "did you mean \($0)?" })
  }

  /// Whether a fact is read from a file.
  private static func isRead(_ path: String, _ file: NodeFiles.File) -> Bool {
    if places.contains(path) || path == "usr/lib/os-release" { return true }
    if NodeFiles.mayBeOfKubelet(path) {
      let kind = Array("KubeletConfiguration".utf8)
      return file.source.firstRange(of: kind, in: 0..<file.source.count) != nil
    }
    if NodeFiles.isDocument(path) || NodeFiles.isEnvironment(path) { return true }
    if path.hasPrefix("proc/sys/") || isGathered(path) { return true }
    if NodeFiles.hostnames.contains(path) { return true }
    if path.hasPrefix("systemd/"), path.hasSuffix(".show") { return true }
    if path.hasPrefix("commands/systemctl-list-unit") || path == "commands/sysctl-a.txt" {
      return true
    }
    // A resolver file may lie anywhere: the kubelet's configuration names it.
    if path.contains("/"), path.hasSuffix("resolv.conf") { return true }
    if CertificateFacts.endings.contains(where: path.hasSuffix) {
      return !path.hasSuffix(".txt") || CertificateFacts.count(in: file.source) > 0
        || !CertificateFacts.all(in: file.source, path: path).isEmpty
    }
    return false
  }

  /// Whether the node script gathers a file for rules that name it.
  private static func isGathered(_ path: String) -> Bool {
    path == "etc/rancher/rke2/registries.yaml" || path == "etc/rancher/k3s/registries.yaml"
      || path.hasPrefix("etc/containerd/certs.d/") && path.hasSuffix("/hosts.toml")
  }

  /// The place in which a file was meant to lie; nil if nothing tells.
  static func meant(by path: String) -> String? {
    let parts = path.split(separator: "/").map(String.init)
    guard let name = parts.last else { return nil }
    if parts.count == 1 {
      if name.hasSuffix(".show") { return "systemd/\(name)" }
      if name.range(ofASCII: "configz") != nil { return NodeFiles.runningKubelet }
      let place = places.first { $0.split(separator: "/").last.map(String.init) == name }
      return place ?? closestWord(to: name, among: places.filter { !$0.contains("/") })
    }
    if parts[0] == "commands", name.hasPrefix("systemctl-status-") || name.hasSuffix(".show") {
      let unit = String(
        name.dropFirst(name.hasPrefix("systemctl-status-") ? "systemctl-status-".count : 0)
          .prefix { $0 != "." })
      return "systemd/\(unit).service.show (output of `systemctl show \(QuotedText.shell(unit))`)"
    }
    if parts[0] == "systemd" { return "systemd/<unit>.show" }
    return closestWord(to: path, among: places)
  }
}
