import Basics
import Documents
import Findings

/// Derives the facts of the cluster, and its identity.
struct ClusterFacts {
  let snapshot: SnapshotContent
  let said: ClusterEvidence
  let captures: Captures
  let builders: FactBuilders
  private let store: DocumentStore
  private let nodes: [DocumentValue]
  private let nodesEvidence: Evidence

  /// `said` is what files say beside the objects, `captures` what was taken out of them.
  init(
    _ snapshot: SnapshotContent, _ said: ClusterEvidence, _ captures: Captures,
    _ builders: FactBuilders
  ) {
    self.snapshot = snapshot
    self.said = said
    self.captures = captures
    self.builders = builders
    let store = snapshot.resources.store
    self.store = store
    nodes = snapshot.resources.all(of: SnapshotContent.nodes).map {
      DocumentValue($0.value, in: store)
    }
    nodesEvidence = snapshot.evidence(of: SnapshotContent.nodes)
  }

  private func unknown(_ text: String, _ collect: CollectionStep?) -> FactField {
    .unknown(
      snapshot.reasons.number(of: MissingEvidence(.clusterFact, text, collect: collect)))
  }

  private var nodesMissing: FactField { .unknown(snapshot.reason(for: SnapshotContent.nodes)) }

  // MARK: Identity

  /// The name that the manifest gives the cluster.
  var name: DocumentValue? { said.name.map { DocumentValue($0, in: store) } }

  /// The uid of namespace kube-system.
  var uid: DocumentValue? {
    snapshot.resources.object(SnapshotContent.namespaces, namespace: "", name: "kube-system")
      .flatMap { DocumentValue($0, in: store)["metadata"]?["uid"] }
      .flatMap { $0.string == nil ? nil : $0 }
  }

  private var nameField: FactField {
    if let name, name.string != nil { return .value(name.value) }
    return unknown(
      "the cluster's name is not declared", CollectionStep(.targetField, "cluster.name"))
  }

  private var uidField: FactField {
    uid.map { .value($0.value) } ?? .unknown(snapshot.reason(for: SnapshotContent.namespaces))
  }

  // MARK: Version

  /// gitVersion of the API server, and the value that says so; nil where files contradict each
  /// other: none of them is known to be the later.
  var version: (text: String, value: Value?)? {
    if said.versionContradiction != nil { return nil }
    if let first = said.versions.first { return (first.text, first.value) }
    guard nodesEvidence.isConclusive else { return nil }
    // A kubelet is never newer than the API server, and on the control plane of one age with it.
    let isServer = { (node: DocumentValue) in
      let labels = node["metadata"]?["labels"]
      return ["control-plane", "controlplane", "master"].contains {
        labels?["node-role.kubernetes.io/\($0)"] != nil
      }
    }
    let servers = nodes.filter(isServer)
    let newest = (servers.isEmpty ? nodes : servers)
      .compactMap { $0["status"]?["nodeInfo"]?["kubeletVersion"] }
      .filter { $0.string.flatMap { semanticVersion(ofGitVersion: $0) } != nil }
      .max { ClusterFacts.isOlder($0.string ?? "", $1.string ?? "") }
    return newest.map { ($0.string ?? "", $0.value) }
  }

  private static func isOlder(_ left: String, _ right: String) -> Bool {
    func numbers(_ text: String) -> [Int] {
      (semanticVersion(ofGitVersion: text) ?? "").split(separator: ".").compactMap { Int($0) }
    }
    return numbers(left).lexicographicallyPrecedes(numbers(right))
  }

  private var versionField: FactField {
    guard let version else { return versionMissing }
    return version.value.map { .value($0) } ?? .text(version.text)
  }

  private var versionMissing: FactField {
    unknown(
      said.versionContradiction == nil
        ? "the version of the API server is not known"
        : "files name different versions of the API server",
      CollectionStep(.kubectl, "kubectl version -o json > version.json"))
  }

  private var kubernetesField: FactField {
    guard let text = version?.text, let version = semanticVersion(ofGitVersion: text) else {
      return versionMissing
    }
    return .text(version)
  }

  /// Unknown unless all Nodes are known: a label on any of them may decide.
  var distribution: String? {
    guard let version, nodesEvidence.isConclusive else { return nil }
    return Distribution(version: version.text, nodes: nodes).name
  }

  private var distributionField: FactField {
    if version == nil { return versionMissing }
    return distribution.map { .text($0) } ?? nodesMissing
  }

  // MARK: Time

  /// When the snapshot was taken: what the manifest says, else the newest heartbeat of the Nodes.
  ///
  /// Only Nodes are asked, and all of them must be known: were the newest of all times taken, then
  /// a file more or less would move the time and with it verdicts.
  var time: Timestamp? {
    if let said = said.time { return said }
    guard nodesEvidence.isConclusive else { return nil }
    return nodes.flatMap { node in
      (node["status"]?["conditions"]?.elements ?? []).compactMap {
        $0["lastHeartbeatTime"]?.string.flatMap { Timestamp(rfc3339: $0) }
      }
    }.max()
  }

  private var timeField: FactField {
    if let time { return .text(time.description) }
    return unknown(
      "the time of the snapshot is not known",
      CollectionStep(.other, "time: in importlint-snapshot.yaml, or --now"))
  }

  // MARK: The rest

  private var servedTypes: FactField {
    let served = snapshot.ledger.discovery.served()
    let tail =
      served.isComplete
      ? 0
      : snapshot.reasons.number(
        of: MissingEvidence(
          .clusterFact, "what the API server serves is not known completely",
          collect: CollectionStep(.kubectl, "kubectl api-resources > api-resources.txt")))
    return .texts(served.types.map(\.name), tail: tail)
  }

  /// The recorded probes. More may have been made, and have failed, unless the manifest names
  /// all of them; one that it names and that is not there is unknown.
  private var probes: FactField {
    let reason = snapshot.reasons.number(
      of: MissingEvidence(
        .probe, "no request to Rancher was recorded from there",
        collect: CollectionStep(
          .probe,
          "probes/pod/rancher.json: a request to Rancher's /ping from a pod; name all probes in "
            + "importlint-snapshot.yaml, probes: [pod]")))
    guard let builder = builders.builder() else { return .unknown(ReasonTable.overflow) }
    let values = said.probes.map { ($0.from, ProbeFacts.value($0.value, builders) ?? $0.value) }
    builder.beginMap()
    for (from, value) in values {
      builder.key(from)
      builder.link(value)
    }
    for from in said.declaredProbes ?? [] where !values.contains(where: { $0.0 == from }) {
      builder.key(from)
      builder.unknown(reason: reason)
    }
    builder.endMap(tail: said.declaredProbes == nil ? reason : 0)
    return .value(builder.finish())
  }

  private var rke: FactField {
    let isOther = distribution.map { $0 != "rke" && $0 != "rke.windows" } ?? false
    let cluster: FactField
    if let value = said.rkeCluster {
      cluster = .value(value)
    } else if isOther || said.rkeState != nil {
      // RKE keeps the two files side by side: where one was collected, the other is not there.
      cluster = .absent
    } else {
      cluster = unknown(
        "RKE1's cluster.yml was not collected",
        CollectionStep(.other, "rke/cluster.yml: RKE1's cluster.yml"))
    }
    let state: FactField
    if let value = said.rkeState ?? stateInCluster {
      state = .value(value)
    } else if isOther || (said.rkeCluster != nil && isStateProvedAway) {
      state = .absent
    } else {
      state = unknown(
        "RKE1's state was not collected",
        CollectionStep(.other, "rke/cluster.rkestate: RKE1's cluster.rkestate"))
    }
    return builders.object([("cluster", cluster), ("state", state)])
  }

  /// Whether the cluster is known to hold no copy of RKE1's state.
  private var isStateProvedAway: Bool {
    [SnapshotContent.secrets, SnapshotContent.configMaps].allSatisfy { type in
      snapshot.evidence(of: type, namespace: "kube-system").isConclusive
        && snapshot.resources.object(
          type, namespace: "kube-system", name: ClusterFacts.rkeStateName) == nil
    }
  }

  private static let rkeStateName = "full-cluster-state"

  private var stateInCluster: Value? {
    let name = ClusterFacts.rkeStateName
    for type in [SnapshotContent.secrets, SnapshotContent.configMaps] {
      guard
        let object = snapshot.resources.object(type, namespace: "kube-system", name: name),
        let value = DocumentValue(object, in: store)["data"]?[name],
        let text = captures.text(of: value.value)
      else { continue }
      let json =
        type == SnapshotContent.secrets
        ? Base64.decoded(text).map { String(decoding: $0, as: UTF8.self) } : text
      if let json, let state = RKEState.reduced(json, from: value, builders) { return state }
    }
    return nil
  }

  private var cloud: FactField {
    if said.cloud.isEmpty {
      return unknown(
        "no file of a cloud provider was collected",
        CollectionStep(.other, "cloud/<provider>/…: permissions of the importing identity"))
    }
    guard let builder = builders.builder() else { return .unknown(ReasonTable.overflow) }
    builder.beginMap()
    for provider in Set(said.cloud.map(\.provider)).sorted() {
      builder.key(provider)
      builder.beginMap()
      for file in said.cloud where file.provider == provider {
        builder.key(file.name)
        builder.link(file.value)
      }
      builder.endMap()
    }
    builder.endMap()
    return .value(builder.finish())
  }

  /// Of an identity with several lists, one that gives everything suffices.
  private var access: FactField {
    let reason = snapshot.reasons.number(
      of: MissingEvidence(
        .clusterFact, "what the identity may do was not collected",
        collect: CollectionStep(
          .other,
          "access/<identity>.can-i.txt: kubectl auth can-i --list, run as the importing identity")))
    guard let builder = builders.builder() else { return .unknown(ReasonTable.overflow) }
    builder.beginMap()
    for identity in Set(said.access.map(\.identity)).sorted() {
      builder.key(identity)
      builder.bool(
        said.access.contains { $0.identity == identity && $0.isEverything }, at: 0)
    }
    builder.endMap(tail: reason)
    return .value(builder.finish())
  }

  // MARK: The value

  /// The variable `cluster`; nil where the store is full.
  func value() -> Value? {
    let field = builders.object([
      ("name", nameField), ("uid", uidField), ("distribution", distributionField),
      ("version", versionField), ("kubernetes", kubernetesField), ("time", timeField),
      ("servedTypes", servedTypes), ("probes", probes), ("rke", rke), ("cloud", cloud),
      ("access", access),
    ])
    guard case .value(let value) = field else { return nil }
    return value
  }
}
