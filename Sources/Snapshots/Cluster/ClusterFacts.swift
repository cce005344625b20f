import Basics
import Documents
import Findings

/// Derives the facts of the cluster, and its identity.
struct ClusterFacts {
  let snapshot: SnapshotContent
  let said: ClusterEvidence
  let captures: Captures
  let builders: FactBuilders
  /// What was recorded more than once.
  let copies: RecordedCopies
  private let store: DocumentStore
  private let nodes: [DocumentValue]
  private let nodesEvidence: Evidence
  // These look at all Nodes, and are asked for several times.
  /// What the kubelets say of the API server; nil if not all Nodes are known.
  private let kubelets: KubeletVersions?
  /// Nodes that cannot be of one cluster, or not of the one whose API server has the version.
  let mixture: NodeMixture?
  /// Unknown unless all Nodes are known: a label on any of them may decide.
  ///
  /// A kubelet's version names the vendor as the API server's does.
  let distribution: String?

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
    copies = RecordedCopies(said, store, snapshot.reasons)
    nodes = snapshot.resources.all(of: SnapshotContent.nodes).map {
      DocumentValue($0.value, in: store)
    }
    nodesEvidence =
      snapshot.resources.contested[SnapshotContent.nodes] == nil
      ? snapshot.evidence(of: SnapshotContent.nodes)
      : Evidence(.partial, detail: "copies of a Node differ")
    let isConclusive = nodesEvidence.isConclusive
    kubelets = isConclusive ? KubeletVersions(nodes) : nil
    mixture = NodeMixture(nodes, version: said.versions.first)
    let isOfOne = said.versionContradiction == nil && mixture == nil
    let version = (isOfOne ? said.versions.first?.text : nil) ?? kubelets?.newest
    distribution =
      isConclusive && isOfOne
      ? version.map { [nodes] in Distribution(version: $0, nodes: nodes).name } : nil
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
      "the cluster's name is not declared", TargetFields.step(for: ["cluster", "name"]))
  }

  private var uidField: FactField {
    uid.map { .value($0.value) } ?? .unknown(snapshot.reason(for: SnapshotContent.namespaces))
  }

  // MARK: Version

  /// gitVersion of the API server, and the value that says so; nil if nothing says it, where files
  /// contradict each other (none of them is known to be the later), or if the Nodes are of another
  /// cluster.
  var version: (text: String, value: Value?)? {
    guard let first = said.versions.first, said.versionContradiction == nil, mixture == nil else {
      return nil
    }
    return (first.text, first.value)
  }

  private var versionField: FactField {
    guard let version else { return versionMissing }
    return version.value.map { .value($0) } ?? .text(version.text)
  }

  private var versionMissing: FactField {
    if let mixture { return unknown(mixture.message, nil) }
    let missing = MissingEvidence(
      .clusterFact,
      said.versionContradiction == nil
        ? "the version of the API server is not known"
        : "files name different versions of the API server",
      collect: CollectionStep(.kubectl, "kubectl version -o json", at: "version.json"))
    let possible = said.versions.isEmpty ? kubelets?.gitVersions ?? [] : []
    guard !possible.isEmpty else { return .unknown(snapshot.reasons.number(of: missing)) }
    return .unknown(snapshot.reasons.number(of: missing, possibleTexts: possible))
  }

  private var kubernetesField: FactField {
    guard let text = version?.text, let version = semanticVersion(ofGitVersion: text) else {
      return versionMissing
    }
    return .text(version)
  }

  private var distributionField: FactField {
    if let distribution { return .text(distribution) }
    if let mixture { return unknown(mixture.message, nil) }
    return nodesEvidence.isConclusive ? versionMissing : nodesMissing
  }

  // MARK: Time

  /// When the snapshot was taken: what the manifest says, else the newest heartbeat of the Nodes.
  /// nil if these are more than a day apart: one of them was recorded at another time.
  ///
  /// Only Nodes are asked, and all of them must be known: if the newest of all times were taken,
  /// one file more or less would move the time, and verdicts with it.
  var time: Timestamp? {
    if timeContradiction != nil || said.timeContradiction != nil { return nil }
    if let said = said.time { return said }
    return nodesEvidence.isConclusive ? heartbeats.max() : nil
  }

  /// The newest heartbeat of each Node.
  private var heartbeats: [Timestamp] {
    nodes.compactMap { node in
      (node["status"]?["conditions"]?.elements ?? []).compactMap {
        $0["lastHeartbeatTime"]?.string.flatMap { Timestamp(rfc3339: $0) }
      }.max()
    }
  }

  /// The manifest's time and the heartbeat next to it, where no Node was heard of within a day of
  /// that time. A Node that is down, or whose clock is wrong, is not a contradiction.
  ///
  /// Each manifest is asked: one that is wrong is not made right by that of another input.
  var timeContradiction: (said: SaidTime, heartbeat: Timestamp)? {
    for said in said.times {
      let time = said.time.seconds
      let nearest = heartbeats.min { abs(time - $0.seconds) < abs(time - $1.seconds) }
      guard let nearest, abs(time - nearest.seconds) > InputOrder.tolerance else { continue }
      return (said, nearest)
    }
    return nil
  }

  private var timeField: FactField {
    if let time { return .text(time.description) }
    if let (said, heartbeat) = timeContradiction {
      return unknown(
        "the manifest was written at \(said.time.description), and the Nodes last reported at "
          + heartbeat.description,
        ClusterFacts.timeStep)
    }
    if let (old, new) = said.timeContradiction {
      return unknown(
        "manifests were written at \(old.time.description) and at \(new.time.description)",
        CollectionStep(.other, "one export, or --now"))
    }
    return unknown(
      "the time of the snapshot is not known",
      ClusterFacts.timeStep)
  }

  private static let timeStep = CollectionStep(
    .manifest, "time", example: "time: 2025-06-01T12:00:00Z",
    note: "When the snapshot was taken; --now says it, too.")

  // MARK: The rest

  private var servedTypes: FactField {
    let served = snapshot.ledger.discovery.served()
    let tail =
      served.isComplete
      ? 0
      : snapshot.reasons.number(
        of: MissingEvidence(
          .clusterFact, "what the API server serves is not known completely",
          collect: CollectionStep(.kubectl, "kubectl api-resources", at: "api-resources.txt")))
    return .texts(served.types.map(\.name), tail: tail)
  }

  /// The recorded probes. More may have been made, and have failed, unless the manifest names
  /// all of them; one that it names and that is not there is unknown.
  private var probes: FactField {
    let reason = snapshot.reasons.number(
      of: MissingEvidence(
        .probe, "no request to Rancher was recorded from there",
        collect: ClusterFacts.probeStep))
    guard let builder = builders.builder() else { return .unknown(ReasonTable.overflow) }
    let values = copies.probes.map { probe in
      (
        probe.from, probe.copy,
        probe.copy.value.map { ProbeFacts(builders, snapshot.reasons).value($0) ?? $0 }
      )
    }
    builder.beginMap()
    for (from, copy, value) in values {
      builder.key(from)
      if let value {
        builder.link(value)
      } else {
        builder.unknown(reason: copy.isContested ? copies.reason(of: "a probe") : reason)
      }
    }
    let recorded = Set(values.map(\.0))
    for from in said.declaredProbes ?? [] where !recorded.contains(from) {
      builder.key(from)
      builder.unknown(reason: reason)
    }
    builder.endMap(tail: said.declaredProbes == nil ? reason : 0)
    return .value(builder.finish())
  }

  static let probeStep = CollectionStep(
    .probe,
    "a request to Rancher's /ping from a pod; name all probes in importlint-snapshot.yaml, "
      + "probes: [pod]", at: "probes/pod/rancher.json")

  /// Probes that were made more than a day after the snapshot was taken, by where they came from.
  var lateProbes: [(from: String, time: Timestamp, place: SourcePlace?)] {
    guard let time else { return [] }
    return copies.probes.compactMap { from, copy in
      let told = copy.value.flatMap { DocumentValue($0, in: store)["time"] }
      guard let told, let made = told.string.flatMap({ Timestamp(rfc3339: $0) }),
        made.seconds - time.seconds > InputOrder.tolerance
      else { return nil }
      return (from, made, told.place)
    }
  }

  private var rke: FactField {
    let isOther = distribution.map { $0 != "rke" && $0 != "rke.windows" } ?? false
    let (clusterCopy, stateCopy) = (copies.rkeCluster, copies.rkeState)
    let cluster: FactField
    if let value = clusterCopy.value {
      cluster = .value(value)
    } else if clusterCopy.isContested {
      cluster = .unknown(copies.reason(of: "RKE1's cluster.yml"))
    } else if isOther || (stateCopy.value != nil && !said.isRKEDoubtful) {
      // RKE keeps the two files side by side: where one was collected, the other is not there.
      cluster = .absent
    } else if distribution == nil {
      // Whatever tells the distribution mostly tells that there is no such file.
      cluster = distributionField
    } else {
      cluster = unknown(
        "RKE1's cluster.yml was not collected",
        CollectionStep(.other, "RKE1's cluster.yml", at: "rke/cluster.yml"))
    }
    let state: FactField
    if stateCopy.isContested {
      state = .unknown(copies.reason(of: "RKE1's state"))
    } else if let value = stateCopy.value ?? stateInCluster {
      state = .value(value)
    } else if isOther || (clusterCopy.value != nil && !said.isRKEDoubtful && isStateProvedAbsent) {
      state = .absent
    } else if distribution == nil {
      state = distributionField
    } else {
      state = unknown(
        "RKE1's state was not collected",
        CollectionStep(.other, "RKE1's cluster.rkestate", at: "rke/cluster.rkestate"))
    }
    return builders.object([("cluster", cluster), ("state", state)])
  }

  /// Whether the cluster is known to hold no copy of RKE1's state.
  private var isStateProvedAbsent: Bool {
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
        CollectionStep(.other, "permissions of the importing identity", at: "cloud/<provider>/…"))
    }
    guard let builder = builders.builder() else { return .unknown(ReasonTable.overflow) }
    builder.beginMap()
    let files = Dictionary(grouping: copies.cloud, by: \.provider)
    for provider in files.keys.sortedByBytes() {
      builder.key(provider)
      builder.beginMap()
      for file in files[provider] ?? [] {
        builder.key(file.name)
        if let value = file.copy.value {
          builder.link(value)
        } else {
          builder.unknown(reason: copies.reason(of: "cloud/\(provider)/\(file.name)"))
        }
      }
      builder.endMap()
    }
    builder.endMap()
    return .value(builder.finish())
  }

  private var access: FactField {
    func reason(_ text: String) -> UInt32 {
      snapshot.reasons.number(
        of: MissingEvidence(
          .clusterFact, text,
          collect: CollectionStep(
            .other, "kubectl auth can-i --list, run as the importing identity",
            at: "access/<identity>.can-i.txt")))
    }
    let missing = reason("what the identity may do was not collected")
    guard let builder = builders.builder() else { return .unknown(ReasonTable.overflow) }
    builder.beginMap()
    let lists = Dictionary(grouping: said.access, by: \.identity)
    for identity in lists.keys.sortedByBytes() {
      builder.key(identity)
      let told = Set((lists[identity] ?? []).map(\.isEverything))
      if told.isSuperset(of: [true, false]) {
        builder.unknown(
          reason: reason("lists of what \(identity) may do contradict each other"))
      } else if told.contains(true) || told == [false] {
        builder.bool(told.contains(true), at: 0)
      } else {
        builder.unknown(reason: missing)
      }
    }
    builder.endMap(tail: missing)
    return .value(builder.finish())
  }

  /// Identities of which one list gives everything, and another does not.
  var contestedIdentities: [String] {
    Dictionary(grouping: said.access, by: \.identity)
      .filter { Set($0.value.map(\.isEverything)).isSuperset(of: [true, false]) }.keys
      .sortedByBytes()
  }

  // MARK: The value

  /// The variable `cluster`; nil if the store is full.
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
