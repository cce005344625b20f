import Basics
import Documents

/// What the kubelets' versions say of the API server's: none of them is newer than it, and none is
/// more than a few minor versions older.
struct KubeletVersions {
  /// gitVersion of the newest one.
  let newest: String
  /// Minor versions that the API server may have.
  private let minors: ClosedRange<Int>
  private let major: Int

  /// nil if no Node tells a version, or if they differ more than one API server allows.
  init?(_ nodes: [DocumentValue]) {
    var found: [(numbers: [Int], text: String)] = []
    for node in nodes where !KubeletVersions.isVirtual(node) {
      guard let text = node["status"]?["nodeInfo"]?["kubeletVersion"]?.string,
        let version = semanticVersion(ofGitVersion: text)
      else { continue }
      found.append((version.split(separator: ".").compactMap { Int($0) }, text))
    }
    found.sort { $0.numbers.lexicographicallyPrecedes($1.numbers) }
    guard let oldest = found.first?.numbers, let last = found.last, oldest.count == 3,
      last.numbers.count == 3, oldest[0] == last.numbers[0], oldest[1] < 1000
    else { return nil }
    let most = oldest[1] + KubeletVersions.skew(ofMinor: oldest[1])
    guard last.numbers[1] <= most else { return nil }
    newest = last.text
    major = oldest[0]
    minors = last.numbers[1]...most
  }

  /// How many minor versions a kubelet may be older than the API server.
  /// Source: Kubernetes' version skew policy.
  private static func skew(ofMinor minor: Int) -> Int { minor < 25 ? 2 : 3 }

  /// A virtual kubelet has versions of its own.
  private static func isVirtual(_ node: DocumentValue) -> Bool {
    node["metadata"]?["labels"]?["type"]?.string == "virtual-kubelet"
      || node["status"]?["nodeInfo"]?["kubeletVersion"]?.string?.contains("-vk-") ?? false
  }

  /// Versions that stand for all that the API server may have: ranges end between them. Of each
  /// minor version the first and one after the last, and the newest kubelet's own.
  var gitVersions: [String] {
    [newest] + minors.flatMap { ["v\(major).\($0).0", "v\(major).\($0).999"] }
  }
}

/// Nodes that cannot be of one cluster: their versions are those of different vendors.
struct NodeMixture {
  let message: String
  let places: [SourcePlace]

  /// What vendors put into versions that no other has.
  private static let marks = ["+k3s", "+rke2", "-eks-", "-gke."]

  /// nil if all may be of the cluster whose API server has the version.
  init?(_ nodes: [DocumentValue], version: VersionEvidence?) {
    var found: [(mark: String, text: String, place: SourcePlace?)] = []
    func add(_ text: String?, _ place: SourcePlace?) {
      guard let text, let mark = NodeMixture.marks.first(where: { text.contains($0) }),
        !found.contains(where: { $0.mark == mark })
      else { return }
      found.append((mark, text, place))
    }
    for node in nodes {
      // The nodes of a virtual cluster are those of its host.
      if Distribution.isVirtualCluster(node) { return nil }
      let kubelet = node["status"]?["nodeInfo"]?["kubeletVersion"]
      add(kubelet?.string, kubelet?.place)
    }
    guard !found.isEmpty else { return nil }
    if let version {
      add(version.text, nil)
      // The vendor of a kubelet marks its API server's version, too.
      if !NodeMixture.marks.contains(where: { version.text.contains($0) }) {
        found.insert(("", version.text, nil), at: 0)
      }
    }
    guard found.count > 1 else { return nil }
    message =
      "nodes and API server are of different clusters: versions \(found[0].text) and "
      + found[1].text
    places = found.compactMap(\.place)
  }
}
