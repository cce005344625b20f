import Documents
import Snapshots

/// Reads the bytes as one file of a snapshot; the first byte chooses which.
enum SnapshotTrial {
  static let paths = [
    "resources/pods.yaml", "resources/secrets.json", "nodes.yaml", "version.json",
    "importlint-snapshot.yaml", "api-resources.txt", "pods.txt", "nodes/w1/etc/resolv.conf",
    "nodes/w1/etc/rancher/k3s/config.yaml", "nodes/w1/systemd/k3s.service.show",
    "nodes/w1/etc/systemd/system/rke2-server.service", "nodes/w1/kubelet-configz.json",
    "nodes/w1/etc/os-release", "nodes/w1/commands/systemctl-list-units.txt",
    "nodes/w1/var/lib/rancher/k3s/server/tls/serving-kube-apiserver.crt",
    "nodes/w1/commands/sysctl.txt", "probes/w1/rancher.json", "rke/cluster.yml",
    "rke/cluster.rkestate", "cloud/aws/policy.json", "default/pods.json", "pods-errors.json",
  ]

  static func run(_ bytes: UnsafeBufferPointer<UInt8>) {
    var input = InputBytes(bytes)
    guard let folder = TemporaryFolder.shared else {
      return require(false, "no folder to write to")
    }
    let path = input.one(paths)
    let content = Array(input.rest())
    folder.write(path, content)
    defer { folder.remove(path) }
    let store = DocumentStore()
    let reasons = ReasonTable()
    let snapshot = Snapshot.read([folder.path], store: store, reasons: reasons)
    for problem in snapshot.problems {
      require(!problem.message.isEmpty, "a problem says nothing")
    }
    for line in snapshot.ledger { _ = line.evidence }
    var walk = Walk()
    walk.visit(DocumentValue(snapshot.cluster, in: store))
    for node in snapshot.nodes { walk.visit(DocumentValue(node.value, in: store)) }
  }
}
