import Basics
import Findings

/// What the cluster is made of, as labelled lines that every report for people shows. What was not
/// exported is said to be unknown, never shown as zero.
struct ProfileRows {
  struct Row {
    var label: String
    var text: String
  }

  private let isShort: Bool
  /// How many items of a list are named.
  private let listed: Int
  private(set) var rows: [Row] = []

  /// - Parameter isShort: Whether each line has only what tells clusters apart.
  init(_ profile: ClusterProfile, isShort: Bool = false, listing listed: Int = .max) {
    self.isShort = isShort
    self.listed = listed
    add("kind", kind(profile))
    add("nodes", profile.nodes.map(text), unknown: "nodes")
    add("pods", profile.pods.map(text), unknown: "pods")
    add("GPUs", gpus(profile), unknown: "nodes and pods")
    add("storage", storage(profile), unknown: "storage classes and claims")
    add("network", profile.networkPlugins.map(networkText), unknown: "daemon sets")
    add("environments", profile.environments.map(text), unknown: "namespaces")
    add("Rancher", components(profile))
    add("questions", questions(profile.questions))
  }

  private mutating func add(_ label: String, _ text: String?, unknown: String = "") {
    rows.append(Row(label: label, text: text ?? "not known: \(unknown) were not exported"))
  }

  private func list(_ items: [String]) -> String {
    // "and 1 more" is longer than the item itself.
    if items.count <= listed || items.count - listed == 1 { return items.joined(separator: ", ") }
    return items.prefix(listed).joined(separator: ", ") + " and \(items.count - listed) more"
  }

  private func kind(_ profile: ClusterProfile) -> String {
    (profile.distribution ?? "distribution not known") + " "
      + (profile.version ?? "of unknown version")
  }

  private func atLeast(_ isComplete: Bool) -> String { isComplete ? "" : "at least " }

  /// `a 2, b 1, none 3`.
  private func list(_ shares: [ClusterProfile.ValueCount], none: String = "none") -> String {
    list(shares.map { "\($0.value ?? none) \($0.count)" })
  }

  // MARK: Nodes and pods

  private func text(_ nodes: ClusterProfile.Nodes) -> String {
    var parts = [
      atLeast(nodes.isComplete) + "\(nodes.count): "
        + list(nodes.roles, none: "role not known")
    ]
    if nodes.isControlPlaneHosted {
      parts.append("control plane and etcd run by the provider")
    } else {
      if nodes.controlPlaneCount == nil { parts.append("control plane not known") }
      parts.append(
        nodes.etcdCount.map { $0 == 0 ? "no etcd" : counted($0, "etcd member") }
          ?? "etcd members not known")
    }
    parts.append(list(nodes.operatingSystems, none: "system not known"))
    parts.append(list(nodes.architectures, none: "architecture not known"))
    for (label, shares) in [("regions", nodes.regions), ("zones", nodes.zones)] {
      let isLabelled = shares.contains { $0.value != nil }
      if isLabelled { parts.append("\(label): \(list(shares))") }
      if !isLabelled, !isShort { parts.append("no \(label) labelled") }
    }
    return parts.joined(separator: "; ")
  }

  private func text(_ pods: ClusterProfile.Pods) -> String {
    var parts = [atLeast(pods.isComplete) + "\(pods.count)"]
    parts.append(requests(pods.cpu, "CPU", ProfileText.cpu))
    parts.append(requests(pods.memory, "memory", ProfileText.bytes))
    return parts.joined(separator: "; ")
  }

  private func requests(
    _ requests: ClusterProfile.Requests?, _ name: String, _ text: (Int64) -> String
  ) -> String {
    guard let requests else { return "none requests \(name)" }
    if isShort {
      return "\(name) \(text(requests.average)) on average, \(text(requests.largest)) at most"
    }
    return "\(name) requested by \(requests.podCount): \(text(requests.average)) on average, "
      + "\(text(requests.largest)) at most (\(requests.largestPod))"
  }

  private func gpus(_ profile: ClusterProfile) -> String? {
    guard profile.nodes != nil || profile.pods != nil else { return nil }
    let isNone = profile.nodes?.gpuCount == 0 && profile.pods?.gpuPodCount == 0
    let isWhole = profile.nodes?.isComplete == true && profile.pods?.isComplete == true
    if isShort, isNone, isWhole { return "none" }
    let offered = profile.nodes.map { nodes in
      atLeast(nodes.isComplete)
        + (nodes.gpuCount == 0 && nodes.isComplete
          ? "none" : "\(nodes.gpuCount) on \(counted(nodes.gpuNodeCount, "node"))")
    }
    let asked = profile.pods.map { pods in
      "\(atLeast(pods.isComplete))\(counted(pods.gpuPodCount, "pod")) asking"
    }
    return (offered ?? "offered: not known") + ", " + (asked ?? "asked for: not known")
  }

  // MARK: Storage, network, environments

  private func storage(_ profile: ClusterProfile) -> String? {
    guard profile.storageClasses != nil || profile.claims != nil else { return nil }
    var parts: [String] = []
    if let classes = profile.storageClasses {
      let names = classes.map { $0.name + ($0.isDefault ? " (default)" : "") }
      parts.append(names.isEmpty ? "no storage class" : "classes \(list(names))")
    } else {
      parts.append("classes not known")
    }
    if let claims = profile.claims {
      parts.append(
        atLeast(claims.isComplete) + counted(claims.count, "claim")
          + (claims.count == 0
            ? "" : ": \(claims.readWriteOnce) RWO, \(claims.readWriteMany) RWX")
          + (claims.pending > 0 ? ", \(claims.pending) pending" : ""))
    } else {
      parts.append("claims not known")
    }
    return parts.joined(separator: "; ")
  }

  private func networkText(_ plugins: [String]) -> String {
    plugins.isEmpty ? "no plugin recognised" : plugins.joined(separator: ", ")
  }

  private func text(_ environments: ClusterProfile.Environments) -> String {
    let count = counted(environments.namespaceCount, "namespace")
    let found =
      environments.found.isEmpty
      ? (isShort ? "none told" : "no environment in their names or labels")
      : list(environments.found)
    return "\(found) (\(atLeast(environments.isComplete))\(count))"
  }

  // MARK: Rancher and questions

  private static let labels: [ClusterProfile.Component.Name: String] = [
    .rancher: "server", .agent: "agent", .fleet: "Fleet", .gatekeeper: "Gatekeeper",
    .monitoring: "monitoring",
  ]

  private func components(_ profile: ClusterProfile) -> String {
    var parts = profile.components.map { component -> String in
      let label = Self.labels[component.name] ?? component.name.rawValue
      switch component.presence {
      case .absent: return "no \(label)"
      case .unknown: return "\(label) not known"
      case .present:
        return "\(label)\(component.version.map { " \($0)" } ?? "")"
          + (isShort ? "" : component.workload.map { " (\($0))" } ?? "")
      }
    }
    if let names = profile.rancherNamespaces, !names.isEmpty {
      parts.append("namespaces \(list(names))")
    }
    return parts.joined(separator: ", ")
  }

  private func questions(_ questions: [DesignQuestion]) -> String {
    let open = questions.filter { !$0.isAnswered }
    let text = "\(questions.count - open.count) of \(questions.count) design questions answered"
    if open.isEmpty || isShort { return text }
    var fields: [String] = []
    for field in open.map(\.topic.field) where !fields.contains(field) { fields.append(field) }
    return text + "; for the others declare \(fields.joined(separator: ", "))"
  }
}
