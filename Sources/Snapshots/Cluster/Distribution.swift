// Which distribution a cluster is.
//
// First Rancher's own rules (its kubernetes-provider-detector), since rules speak of what Rancher
// will make of the cluster; then finer ones for what Rancher calls generic. All look at the API
// server's version and at Nodes only, so that other evidence, when it is missing, changes nothing.

import Documents

package struct Distribution {
  /// All names that `name` gives.
  package static let names = [
    "harvester", "k3s", "rke2", "eks", "gke-autopilot", "gke", "aks", "rke.windows", "rke",
    "docker", "minikube", "openshift", "tanzu", "mke", "vcluster", "kind", "kubeadm", "generic",
  ]

  /// gitVersion of the API server.
  let version: String
  /// The Nodes, by name.
  let nodes: [DocumentValue]

  /// The distribution's name; see the field `cluster.distribution`.
  var name: String {
    if anyNode(label: "harvesterhci.io/managed") { return "harvester" }
    if version.contains("+k3s") { return "k3s" }
    if version.contains("+rke2") { return "rke2" }
    if version.contains("-eks-") { return "eks" }
    if version.contains("-gke.") {
      let isAutopilot = nodes.contains { name(of: $0).hasPrefix("gk3-") }
      return isAutopilot ? "gke-autopilot" : "gke"
    }
    if anyNode(label: "kubernetes.azure.com/cluster") { return "aks" }
    if let rke { return rke }
    if nodes.count == 1, nodes[0]["status"]?["nodeInfo"]?["osImage"]?.string == "Docker Desktop" {
      return "docker"
    }
    if let first = nodes.first, isMinikube(first) { return "minikube" }
    return finer
  }

  /// Whether a Node is the copy of one of the host's that vcluster keeps.
  static func isVirtualCluster(_ node: DocumentValue) -> Bool {
    let annotations = node["metadata"]?["annotations"]?.entries ?? []
    return annotations.contains { $0.key.hasPrefix("vcluster.loft.sh/") }
  }

  private var finer: String {
    if nodes.contains(where: Distribution.isVirtualCluster) { return "vcluster" }
    if anyNode(label: "node.openshift.io/os_id") { return "openshift" }
    if version.contains("+vmware.") { return "tanzu" }
    if version.contains("-docker-") || version.contains("-mirantis-")
      || anyNode(label: "com.docker.ucp.orchestrator.kubernetes")
    {
      return "mke"
    }
    if nodes.contains(where: { $0["spec"]?["providerID"]?.string?.hasPrefix("kind://") ?? false }) {
      return "kind"
    }
    if anyNode(annotation: "kubeadm.alpha.kubernetes.io/cri-socket") { return "kubeadm" }
    return "generic"
  }

  /// RKE1 is recognised by its annotations on the first node; a Windows node makes it another
  /// provider.
  private var rke: String? {
    func isRKE(_ node: DocumentValue) -> Bool {
      let annotations = node["metadata"]?["annotations"]
      return annotations?["rke.cattle.io/external-ip"] != nil
        || annotations?["rke.cattle.io/internal-ip"] != nil
    }
    let windows = nodes.filter {
      $0["metadata"]?["labels"]?["kubernetes.io/os"]?.string == "windows"
    }
    if windows.contains(where: isRKE) { return "rke.windows" }
    guard windows.isEmpty, let first = nodes.first, isRKE(first) else { return nil }
    return "rke"
  }

  private func isMinikube(_ node: DocumentValue) -> Bool {
    if node["metadata"]?["labels"]?["minikube.k8s.io/name"] != nil { return true }
    let images = node["status"]?["images"]?.elements ?? []
    return images.contains { image in
      (image["names"]?.elements ?? []).contains {
        $0.string?.hasPrefix("gcr.io/k8s-minikube/") ?? false
      }
    }
  }

  private func name(of node: DocumentValue) -> String { node["metadata"]?["name"]?.string ?? "" }

  private func anyNode(label: String) -> Bool {
    nodes.contains { $0["metadata"]?["labels"]?[label] != nil }
  }

  private func anyNode(annotation: String) -> Bool {
    nodes.contains { $0["metadata"]?["annotations"]?[annotation] != nil }
  }
}

/// Major, minor and patch of a gitVersion: `v1.30.4+rke2r1` is `1.30.4`; nil for anything else.
func semanticVersion(ofGitVersion text: String) -> String? {
  // What is longer is none, and would be copied wherever it is spoken of.
  guard text.utf8.count <= 256 else { return nil }
  let core = text.drop { $0 == "v" }.prefix { $0 != "+" && $0 != "-" }
  let parts = core.split(separator: ".", omittingEmptySubsequences: false)
  guard (2...3).contains(parts.count) else { return nil }
  let numbers = parts.map { Int($0) }
  guard numbers.allSatisfy({ $0.map { $0 >= 0 } ?? false }) else { return nil }
  return (numbers + [0]).prefix(3).map { String($0 ?? 0) }.joined(separator: ".")
}
