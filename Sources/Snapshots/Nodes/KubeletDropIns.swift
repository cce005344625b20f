// From 1.32 on k3s and RKE2 start the kubelet with `--config-dir`. It merges the files *.conf of
// that folder into its configuration, in the order of their paths, and its flags win over them.
//
// The first file is their own. They write it anew with each start, and it names the resolver file
// that they chose then. The others are those of people; they may have been changed since, and say
// what runs after a restart.
//
// Source: k3s pkg/daemons/agent, kubeletArgsAndConfig and extractConfigArgs (1.32); Kubernetes
// cmd/kubelet/app, mergeKubeletConfigurations.

import Basics
import Documents

/// The resolver files that the drop-ins of a kubelet of k3s or RKE2 name.
struct KubeletDropIns {
  /// Whether all that may name one is known.
  private(set) var isKnown = false
  /// What k3s or RKE2 chose when it started; nil if there is no folder.
  private(set) var chosen: String?
  /// What people set over it, by the last of their files.
  private(set) var set: String?

  /// The folder below the data of k3s or RKE2.
  static let folder = "agent/etc/kubelet.conf.d/"

  /// Whether a file of a node is a drop-in, wherever the data lie.
  static func isOne(_ path: String) -> Bool {
    path.hasSuffix(".conf") && path.range(ofASCII: "/" + folder) != nil
  }

  /// Whether the kubelet of a version of k3s or RKE2 merges them.
  static func areMerged(by version: String?) -> Bool {
    let numbers = version.flatMap { semanticVersion(ofGitVersion: $0) }?.split(separator: ".")
      .compactMap { Int($0) }
    guard let numbers, numbers.count == 3 else { return true }
    return !numbers.lexicographicallyPrecedes([1, 32])
  }

  /// `data` is the folder of k3s' or RKE2's data.
  init(of node: NodeFactsBuilder, program: String, data: String) {
    let folder = "\(NodeFiles.normalized(data))/\(KubeletDropIns.folder)"
    let unread = node.contested.union(node.refused).union(node.denied.keys)
    guard !unread.contains(where: { $0.hasPrefix(folder) || folder.hasPrefix("\($0)") }) else {
      return
    }
    let paths = node.files.keys.filter { $0.hasPrefix(folder) && KubeletDropIns.isOne($0) }
    if paths.isEmpty, node.absent.contains(String(folder.dropLast())) {
      isKnown = true
      return
    }
    let own = "\(folder)00-\(program)-defaults.conf"
    guard node.files[own] != nil else { return }
    for path in paths.sorted(by: KubeletDropIns.isBefore) {
      guard let file = node.files[path], !file.mayBeTruncated,
        let document = file.documents.first.map({ DocumentValue($0, in: node.builders.store) }),
        document.value.tail == 0
      else { return }
      guard let value = document["resolvConf"] else { continue }
      guard let text = value.string else { return }
      if path == own { chosen = text } else { set = text }
    }
    isKnown = true
  }

  /// The order in which a folder is walked: names of files and folders by their bytes.
  private static func isBefore(_ left: String, _ right: String) -> Bool {
    left.split(separator: "/").map(String.init)
      .lexicographicallyPrecedes(right.split(separator: "/").map(String.init)) {
        $0.precedesByBytes($1)
      }
  }
}
