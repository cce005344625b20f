import Basics
import Documents
import Findings

/// Makes a snapshot of what all files contributed.
struct SnapshotDerivation {
  let store: DocumentStore
  let reasons: ReasonTable
  let options: SnapshotOptions
  let captures: Captures
  /// Whether the objects are those of an API server, and were not written for an example.
  private let isExport: Bool
  private let contribution: Contribution
  /// The types that are known; those of the snapshot's own resource definitions are added, also to
  /// the discovery.
  private var types: TypeTable
  private var discovery: Discovery
  private var problems: [Problem]
  /// How many nodes are beyond the limit, and the reason for which nothing is known of them.
  private var otherNodes: (count: Int, reason: UInt32)?

  init(
    _ contribution: Contribution, types: TypeTable, store: DocumentStore, reasons: ReasonTable,
    options: SnapshotOptions, captures: Captures, isExport: Bool = true
  ) {
    self.contribution = contribution
    self.isExport = isExport
    self.types = types
    self.store = store
    self.reasons = reasons
    self.options = options
    self.captures = captures
    discovery = contribution.discovery
    problems = contribution.problems
  }

  /// The snapshot, of files that were read in some formats.
  mutating func snapshot(
    files: [InputFile], formats: Set<SnapshotFormat>, skipped: [SkippedFiles] = []
  ) -> Snapshot {
    readDefinitions()
    var claims = contribution.claims
    for manifest in contribution.manifests { problems += manifest.apply(to: &claims, types) }
    let inputs = Dictionary(
      contribution.claims.map { ($0.origin.path, $0.origin.input) }
    ) { first, _ in first }
    let identified = checkIdentity(inputs)
    checkVersions()
    let types = types
    var groups = contribution.objects.buckets.map { bucket in
      (type: types.type(ofKind: bucket.kind, group: bucket.group), entries: bucket.entries)
    }
    let times = FileTimes(contribution.objects)
    let order = InputOrder(
      said: contribution.cluster.times, heartbeats: times.newest, inputs: inputs,
      versions: contribution.cluster.listVersions.filter { identified.contains($0.key) })
    settleDeletions(&groups, &claims, order, inputs)
    var resources = ResourceIndex(
      store: store, reasons: reasons, groups: groups, inputs: inputs, order: order)
    reportCopies(resources)
    let strange = StrangeObjects(contribution.objects.buckets, resources, types, reasons)
    problems += strange.problems
    if isExport {
      let known = KubernetesFields(store)
      problems +=
        MisshapenObjects(contribution.objects.buckets, known, store, jobs: options.jobs).problems
      var lost = LostStatus(known, reasons, types, store)
      resources.mark { lost.marked($0, of: $1) }
    }
    let ledger = EvidenceLedger(
      claims: claims, resources: resources, types: types, discovery: discovery,
      strange: strange, assumesWhole: options.assumption == .whole, jobs: options.jobs)
    reportDoubts(ledger)
    let content = SnapshotContent(
      resources: resources, types: types, ledger: ledger, reasons: reasons)
    let nodes = nodeFacts(content)
    let builders = FactBuilders(store)
    let facts = ClusterFacts(content, contribution.cluster, captures, builders)
    let cluster = facts.value() ?? Value(.unknown, payload: UInt64(ReasonTable.overflow))
    builders.finish()
    if builders.isFull { reportFullStore() }
    reportContradictions(facts, times)
    let identity = ClusterSummary(
      name: facts.name?.string, uid: facts.uid?.string, distribution: facts.distribution,
      version: facts.version?.text, time: facts.time?.description)
    return Snapshot(
      content: content, assumption: options.assumption, nodes: nodes, otherNodes: otherNodes,
      cluster: cluster,
      identity: identity, problems: problems, files: files, formats: formats, skipped: skipped)
  }

  /// Learns types from the snapshot's own resource definitions, and which groups are answered for
  /// by other servers.
  private mutating func readDefinitions() {
    for bucket in contribution.objects.buckets {
      switch (bucket.group, bucket.kind) {
      case ("apiextensions.k8s.io", "CustomResourceDefinition"):
        for entry in bucket.entries { readDefinition(DocumentValue(entry.value, in: store)) }
      case ("apiregistration.k8s.io", "APIService"):
        for entry in bucket.entries {
          let spec = DocumentValue(entry.value, in: store)["spec"]
          guard let group = spec?["group"]?.string else { continue }
          discovery.add(
            apiServiceOf: group, isAggregated: spec?["service"]?.value.tag == .map)
        }
      default: break
      }
    }
  }

  private mutating func readDefinition(_ definition: DocumentValue) {
    let spec = definition["spec"]
    // One whose versions are all off makes nothing served.
    let served = (spec?["versions"]?.elements ?? []).map { $0["served"]?.bool ?? true }
    let isOff = !served.isEmpty && !served.contains(true)
    let name = definition["metadata"]?["name"]?.string ?? ""
    // Its name tells the type too, where the rest is missing.
    if !isOff, let type = types.type(named: name), name.contains(".") {
      discovery.add(definition: type)
    }
    guard let group = spec?["group"]?.string, let names = spec?["names"],
      let plural = names["plural"]?.string, let kind = names["kind"]?.string
    else { return }
    let type = ResourceType(group: group, plural: plural)
    types.add(
      TypeInfo(
        type: type, kind: kind, isNamespaced: spec?["scope"]?.string.map { $0 == "Namespaced" },
        shortNames: (names["shortNames"]?.elements ?? []).compactMap(\.string),
        versions: versions(of: spec)))
    if !isOff { discovery.add(definition: type) }
  }

  /// The versions of a definition; none where it does not tell all of them.
  private func versions(of spec: DocumentValue?) -> [String] {
    let names = (spec?["versions"]?.elements ?? []).map { $0["name"]?.string }
    if names.contains(nil) { return [] }
    // One version was a field of its own before there was a list.
    return (names + [spec?["version"]?.string]).compactMap { $0 }
  }

  /// Takes away what later exports show to be deleted, and says so once for a pair of inputs.
  private mutating func settleDeletions(
    _ groups: inout [LaterExports.Group], _ claims: inout [EvidenceClaim], _ order: InputOrder,
    _ inputs: [String: Int]
  ) {
    var later = LaterExports(
      store, order, inputs: inputs, trustsListed: options.assumption != .partial)
    later.settle(&groups, &claims, types)
    for found in later.deletions {
      let others =
        found.count == 1
        ? "" : " (and \(found.count - 1) other object\(found.count == 2 ? "" : "s"))"
      problems.append(
        Problem(
          "deleted-objects", .warning,
          "\(found.object)\(others) is not in \(found.list), which was exported later; what only "
            + "the earlier export has counts as deleted",
          place: found.place, help: "judge one export at a time"))
    }
  }

  /// Says which objects are there in copies that contradict each other.
  private mutating func reportCopies(_ resources: ResourceIndex) {
    for found in resources.contradictions {
      let others =
        found.count == 1
        ? "" : " (and \(found.count - 1) other object\(found.count == 2 ? "" : "s"))"
      problems.append(
        Problem(
          "contradicting-copies", .warning,
          "\(found.object)\(others) was exported more than once, the copies differ in "
            + "\(found.field), and nothing says which is later; what they differ in is unknown",
          place: found.places.first, related: found.places.dropFirst().first, note: "and here",
          help: "remove the copy that is out of date, or export both with their "
            + "resourceVersion"))
    }
  }

  /// Says what the objects speak against, and which lists nothing tells of whether they are whole.
  private mutating func reportDoubts(_ ledger: EvidenceLedger) {
    let doubts = ledger.doubts.byType.sorted { ResourceType.isOrderedBefore($0.key, $1.key) }
    // What is strange was said of the objects themselves.
    for (type, doubt) in doubts where !doubt.isDecisive {
      problems.append(
        Problem(
          "doubtful-list", .warning, "not all \(type.name) were exported: \(doubt.detail)",
          place: doubt.witness.flatMap { store.place(of: $0) }))
    }
    var last: ResourceType?
    for (type, path) in ledger.incomplete where type != last {
      last = type
      problems.append(
        Problem(
          "doubtful-list", .warning,
          "not all \(type.name) are in this list: another file has objects that it lacks",
          path: path))
    }
    for (type, path) in ledger.wronglyUnserved {
      problems.append(
        Problem(
          "error-text", .warning,
          "says that \(type.name) are not served, and other files say that they are", path: path))
    }
    guard !ledger.undecided.isEmpty else { return }
    let names = ledger.undecided.map(\.name)
    let shown = names.prefix(5).joined(separator: ", ")
    let more = names.count > 5 ? " and \(names.count - 5) more" : ""
    problems.append(
      Problem(
        "lists-of-one-namespace", .note,
        "nothing shows whether these lists are of the whole cluster, since they hold objects of "
          + "one namespace or none: \(shown)\(more)",
        help: "if every list was exported with -A and without a selector, say so with "
          + "`--assume whole`, or with `lists: whole` in importlint-snapshot.yaml"))
  }

  /// Says what parts of the inputs were recorded on another cluster or at another time.
  private mutating func reportContradictions(_ facts: ClusterFacts, _ times: FileTimes) {
    if let mixture = facts.mixture {
      problems.append(
        Problem(
          "two-clusters", .warning,
          "\(mixture.message); the cluster's version and distribution are unknown",
          path: contribution.cluster.versions.first?.path, place: mixture.places.first,
          related: mixture.places.count > 1 ? mixture.places[1] : nil, note: "and here",
          help: "judge one cluster at a time"))
    }
    for places in facts.copies.contradictions {
      problems.append(
        Problem(
          "contradicting-files", .warning,
          "was recorded more than once, the copies differ, and nothing says which is later; "
            + "what depends on it is unknown",
          place: places.first, related: places.dropFirst().first, note: "and here",
          help: "remove the copy that is out of date"))
    }
    for identity in facts.contestedIdentities {
      problems.append(
        Problem(
          "contradicting-files", .warning,
          "lists of what \(identity) may do contradict each other, and nothing says which is "
            + "later; what depends on it is unknown",
          help: "remove the copy that is out of date"))
    }
    for (from, made, place) in facts.lateProbes {
      problems.append(
        Problem(
          "two-times", .warning,
          "the probe of \(from) was made at \(made), more than a day after the snapshot was taken: "
            + "its clock is wrong, or what is judged was never true at any one time",
          place: place, help: "collect all of it at one time"))
    }
    if let (old, new) = contribution.cluster.timeContradiction {
      problems.append(
        Problem(
          stage: .snapshot, code: "two-times", severity: .warning,
          message: "this manifest was written at \(old.time), and another at \(new.time): that is "
            + "more than a day apart; what depends on the time is unknown",
          places: [Place(path: old.path), Place(path: new.path, note: "the other")],
          help: "judge one export at a time"))
    }
    if let (old, new) = times.contradiction {
      problems.append(
        Problem(
          "two-times", .warning,
          "this file was exported at \(old.time) or soon after, and \(new.path) at \(new.time): "
            + "that is more than a day apart, so what is judged was never true at any one time",
          path: old.path, help: "judge one export at a time"))
    }
    if let (said, heartbeat) = facts.timeContradiction {
      problems.append(
        Problem(
          "two-times", .warning,
          "the manifest's time is \(said.time), and no Node reported within a day of it (the "
            + "nearest at \(heartbeat)); what depends on the time is unknown",
          path: said.path,
          help: "collect all of it at one time, or give --now"))
    }
  }

  /// Several inputs are one cluster: two uids of kube-system are an error, not a merge. Gives the
  /// inputs that say of which cluster they are.
  private mutating func checkIdentity(_ inputs: [String: Int]) -> Set<Int> {
    var first: DocumentValue?
    var identified: Set<Int> = []
    let buckets = contribution.objects.buckets
    for bucket in buckets where bucket.group.isEmpty && bucket.kind == "Namespace" {
      for entry in bucket.entries {
        guard DocumentValue(entry.name, in: store).string == "kube-system",
          let uid = DocumentValue(entry.value, in: store)["metadata"]?["uid"], uid.string != nil
        else { continue }
        if let path = uid.place?.source.path, let input = inputs[path] { identified.insert(input) }
        guard let known = first else {
          first = uid
          continue
        }
        if known.string != uid.string {
          problems.append(
            Problem(
              "two-clusters", .error, isFatal: true,
              "the inputs are of two clusters: namespace kube-system has uid "
                + "\(known.string ?? "") and \(uid.string ?? "")",
              place: uid.place, related: known.place,
              help: "judge one cluster at a time"))
          return []
        }
      }
    }
    return identified
  }

  /// One API server has one version. Which of two files is the later, nothing tells.
  private mutating func checkVersions() {
    guard let (first, second) = contribution.cluster.versionContradiction else { return }
    func place(_ version: VersionEvidence) -> Place {
      guard let place = version.value.flatMap({ store.place(of: $0) }) else {
        return Place(path: version.path)
      }
      return Place(place)
    }
    problems.append(
      Problem(
        stage: .snapshot, code: "two-versions", severity: .error, isFatal: false,
        message: "files name different versions of the API server: \(first.text) and "
          + "\(second.text); what depends on it is unknown",
        places: [place(first), place(second)],
        help: "remove the file that is not of this export"))
  }

  // MARK: Nodes

  private mutating func nodeFacts(_ content: SnapshotContent) -> [NodeFacts] {
    var found: [String: DocumentValue] = [:]
    for entry in content.resources.all(of: SnapshotContent.nodes) {
      if let name = DocumentValue(entry.name, in: store).string {
        found[name] = DocumentValue(entry.value, in: store)
      }
    }
    let objects = found
    let contested = content.resources.contested[SnapshotContent.nodes] ?? []
    let surroundings = NodeSurroundings(
      reasons: reasons, nodesMissing: content.reason(for: SnapshotContent.nodes),
      etcdNodes: etcdNodes(content), podsMissing: content.reason(for: SnapshotContent.pods),
      dnsAddresses: dnsAddresses(content), isExport: isExport,
      placesTexts: contribution.nodeFiles.count < 20_000)
    let isKnown = content.evidence(of: SnapshotContent.nodes).isConclusive
    var naming = NodeNaming(contribution.nodeFiles, nodes: Set(objects.keys))
    naming.settle(isKnown: isKnown)
    let nodeFiles = naming.files
    problems += naming.problems + UnreadNodeFiles.problems(nodeFiles)
    reportContestedFiles(nodeFiles)
    // Objects of a type come in the order of their namespaces and names; nodes have no namespace.
    let own = content.resources.all(of: SnapshotContent.nodes).compactMap { entry in
      DocumentValue(entry.name, in: content.resources.store).string
    }
    let others = nodeFiles.nodes.filter { objects[$0] == nil }
    let isOrdered =
      others.isEmpty && own.count == objects.count
      && zip(own, own.dropFirst()).allSatisfy { compareByBytes($0, $1) < 0 }
    let names = judged(
      isOrdered ? own : Set(objects.keys).union(nodeFiles.nodes).sortedByBytes())
    // Nodes are independent of each other; each piece of work builds in arenas of its own.
    let pieceCount = names.count < 64 ? 1 : options.jobs * 4
    let (store, files, captures) = (store, nodeFiles, captures)
    let pieces = inParallel(pieceCount, threads: options.jobs) { i -> NodePiece in
      let builders = FactBuilders(store)
      let range = names.count * i / pieceCount..<names.count * (i + 1) / pieceCount
      var problems: [Problem] = []
      let facts = names[range].compactMap { name -> NodeFacts? in
        // Facts are derived from what is known of an object, not from what may be.
        let object = contested.contains("Node \(name)") ? nil : objects[name]
        let around =
          object == nil && isKnown
          ? surroundings.without(node: name, isContested: objects[name] != nil) : surroundings
        let builder = NodeFactsBuilder(
          name: name, object: object, from: files, surroundings: around,
          builders: builders, captures: captures)
        let facts = builder.facts()
        problems += builder.contradictions.problems(ofNode: name)
        return facts
      }
      builders.finish()
      return NodePiece(facts: facts, problems: problems, isFull: builders.isFull)
    }
    problems += pieces.flatMap(\.problems)
    if pieces.contains(where: \.isFull) { reportFullStore() }
    return pieces.flatMap(\.facts)
  }

  /// The nodes that facts are made of, and rules judge: Kubernetes is made for up to as many.
  static let nodeLimit = 5_000

  /// Those of some names that are within the limit.
  private mutating func judged(_ names: [String]) -> ArraySlice<String> {
    guard names.count > SnapshotDerivation.nodeLimit else { return names[...] }
    let text =
      "there are \(names.count) nodes, of which the first \(SnapshotDerivation.nodeLimit) by name "
      + "are judged"
    otherNodes = (
      names.count - SnapshotDerivation.nodeLimit,
      reasons.number(of: MissingEvidence(.clusterFact, text))
    )
    problems.append(Problem("too-many-nodes", .error, text))
    return names.prefix(SnapshotDerivation.nodeLimit)
  }

  /// The facts of some nodes.
  private struct NodePiece: Sendable {
    let facts: [NodeFacts]
    let problems: [Problem]
    let isFull: Bool
  }

  /// Says which files of nodes are there with two contents: once, since folders of two months
  /// differ in most of them.
  private mutating func reportContestedFiles(_ files: NodeFiles) {
    let nodes = files.contested.filter { !$0.value.isEmpty }.keys.sortedByBytes()
    let all = nodes.flatMap { node in
      (files.contested[node] ?? [:]).sorted { $0.key.precedesByBytes($1.key) }
        .map { (node: node, path: $0.key, places: $0.value) }
    }
    guard let first = all.first else { return }
    let others =
      all.count == 1 ? "" : " (and \(all.count - 1) other file\(all.count == 2 ? "" : "s"))"
    problems.append(
      Problem(
        stage: .snapshot, code: "contradicting-files", severity: .warning,
        message: "/\(first.path) of node \(first.node)\(others) was recorded more than once, the "
          + "copies differ, and nothing says which is later; what depends on it is unknown",
        places: first.places.enumerated().map { i, path in
          Place(path: path, note: i == 0 ? nil : "and here")
        },
        help: "remove the copy that is out of date"))
  }

  private mutating func reportFullStore() {
    problems.append(
      Problem(
        "too-many-texts", .error,
        "there are more texts than one run can hold, so facts are missing"))
  }

  /// The addresses of Services in kube-system that answer at the port of DNS.
  private func dnsAddresses(_ content: SnapshotContent) -> Set<String> {
    var addresses: Set<String> = []
    for entry in content.resources.all(of: SnapshotContent.services, namespace: "kube-system") {
      let spec = DocumentValue(entry.value, in: store)["spec"]
      guard spec?["ports"]?.elements.contains(where: { $0["port"]?.int == 53 }) ?? false else {
        continue
      }
      let all = (spec?["clusterIPs"]?.elements ?? []) + [spec?["clusterIP"]].compactMap { $0 }
      addresses.formUnion(all.compactMap(\.string))
    }
    return addresses
  }

  /// The nodes with a static pod of etcd; nil if Pods of kube-system are not known.
  private func etcdNodes(_ content: SnapshotContent) -> Set<String>? {
    guard content.evidence(of: SnapshotContent.pods, namespace: "kube-system").isConclusive,
      content.resources.contested[SnapshotContent.pods] == nil
    else { return nil }
    var names: Set<String> = []
    for entry in content.resources.all(of: SnapshotContent.pods, namespace: "kube-system") {
      let pod = DocumentValue(entry.value, in: store)
      if pod["metadata"]?["labels"]?["component"]?.string == "etcd",
        let node = pod["spec"]?["nodeName"]?.string
      {
        names.insert(node)
      }
    }
    return names
  }
}

extension NodeSurroundings {
  /// The same for a folder that no Node object has the name of, or for a Node whose copies differ.
  func without(node name: String, isContested: Bool) -> NodeSurroundings {
    // A copy, so that the words of steps are shared with other nodes.
    var others = self
    others.nodesMissing = reasons.number(
      of: MissingEvidence(
        .nodeFact,
        isContested
          ? "copies of Node \(name) differ, and nothing says which is later"
          : "there is no Node with the name \(name)"))
    return others
  }
}
