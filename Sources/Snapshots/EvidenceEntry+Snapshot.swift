import Basics
import Documents
import Findings

extension EvidenceEntry {
  /// The ledger of a snapshot: resource types, files of the nodes, probes and the version.
  public static func entries(of snapshot: Snapshot) -> [EvidenceEntry] {
    resourceTypes(snapshot) + nodeFiles(snapshot) + clusterFacts(snapshot)
  }

  private static func resourceTypes(_ snapshot: Snapshot) -> [EvidenceEntry] {
    snapshot.ledger.map { line in
      EvidenceEntry(
        kind: .resources,
        name: line.type.group.isEmpty ? line.type.plural : "\(line.type.group)/\(line.type.plural)",
        namespace: line.namespace, state: State(line.evidence.state),
        detail: line.evidence.detail.map(CredentialText.masked), paths: line.evidence.paths)
    }
  }

  private static func nodeFiles(_ snapshot: Snapshot) -> [EvidenceEntry] {
    snapshot.nodes.flatMap { node in
      let files = DocumentValue(node.value, in: snapshot.store)["files"]?.entries ?? []
      return files.map { path, text in
        // What a command printed lies beside the copies of the node's files.
        let isOutput = ["/commands/", "/systemd/", "/kubelet-configz.json"].contains {
          path.hasPrefix($0)
        }
        return EvidenceEntry(
          kind: isOutput ? .nodeCommand : .nodeFile,
          name: isOutput ? String(path.dropFirst()) : path, node: node.name,
          state: text.value.tag == .hidden ? .hidden : .complete)
      }
    }
  }

  private static func clusterFacts(_ snapshot: Snapshot) -> [EvidenceEntry] {
    let cluster = DocumentValue(snapshot.cluster, in: snapshot.store)
    let version = EvidenceEntry(
      kind: .clusterFact, name: "version",
      state: snapshot.identity.version == nil ? .absent : .complete)
    let probes = (cluster["probes"]?.entries ?? []).map { from, _ in
      EvidenceEntry(kind: .probe, name: from, state: .complete)
    }
    return [version] + probes
  }
}

extension EvidenceEntry.State {
  init(_ state: EvidenceState) {
    switch state {
    case .complete: self = .complete
    case .assumed: self = .assumed
    case .partial: self = .partial
    case .denied: self = .denied
    case .absent: self = .absent
    }
  }
}
