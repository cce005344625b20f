import Documents
import Snapshots

/// A few files in folders by whose names formats are recognised: the archive made of them says what
/// the folder does.
enum LayoutTrial {
  static let names = ["s", "s.tar"]

  /// Names of folders and files that formats know.
  private static let parts = [
    "nodes", "n1", "etc", "systemd", "resources", "probes", "pod", "access", "cloud", "rke", "a",
    "cluster-resources", "cluster-scoped-resources", "namespaces", "shop", "core", "pods", "config",
    "node", "clusteroperator", "insights-operator", "yamls", "cluster", "v1", "rke2", "kubectl",
    "resolv.conf", "k3s.service.show", "importlint-snapshot.yaml", "importlint-node.yaml",
    "rancher.json", "nodes.yaml", "nodes.json", "pods.yaml", "pods.json", "shop.yaml", "n1.json",
    "gathers.json", "a.log", "me.can-i.txt", "replication-controllers.json", "daemonsets.json",
  ]
  private static let contents = [
    "apiVersion: v1\nkind: Node\nmetadata: {name: n1}\n",
    "apiVersion: v1\nitems:\n- {apiVersion: v1, kind: Pod, metadata: {name: p, namespace: shop}}\n"
      + "kind: List\nmetadata: {}\n",
    #"{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":[]}"#,
    "schema: 1\nresources: {pods: complete, nodes: partial}\n", "nameserver 10.0.0.1\n",
    "schema: 1\nabsent: [/etc/resolv.conf]\n", #"{"url": "https://r", "status": 200}"#, "{}\n",
    "Id=k3s.service\n", "",
  ]

  static func run(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let folder = TemporaryFolder.shared else {
      return require(false, "no folder to write to")
    }
    var input = InputBytes(bytes)
    var files: [String: [UInt8]] = [:]
    while !input.isAtEnd, files.count < 8 {
      let depth = 1 + input.choice(4)
      let path = (0..<depth).map { _ in input.one(parts) }.joined(separator: "/")
      let content = Array(input.one(contents).utf8)
      let isTaken = files.keys.contains { $0.hasPrefix(path + "/") || path.hasPrefix($0 + "/") }
      if !isTaken { files[path] = content }
    }
    guard !files.isEmpty else { return }
    let sorted = files.sorted { $0.key < $1.key }
    for (path, content) in sorted { folder.write("\(names[0])/\(path)", content) }
    folder.write(names[1], ArchiveTrial.tar(sorted.map { ($0.key, $0.value) }))
    defer {
      for (path, _) in sorted { folder.remove("\(names[0])/\(path)") }
      folder.remove(names[1])
    }
    let said = names.map { summary("\(folder.path)/\($0)") }
    require(said[0] == said[1], "of \(files.keys.sorted()): \(said[0]) and \(said[1])")
  }

  /// What is known of an input, without its name.
  private static func summary(_ input: String) -> [String] {
    let snapshot = Snapshot.read([input], store: DocumentStore(), reasons: ReasonTable())
    return snapshot.nodes.map { "\($0.name) \($0.paths)" }
      + snapshot.ledger.map { "\($0.type.name) \($0.namespace ?? "") \($0.evidence.state)" }
      + ["\(snapshot.problems.contains(where: \.isFatal))"]
  }

  static var seeds: [[UInt8]] {
    (0..<16).map { seed in
      (0..<40).map { i in UInt8(truncatingIfNeeded: (i &* 37 &+ seed &* 101) ^ (i >> 2)) }
    }
  }
}
