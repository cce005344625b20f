import Basics
import Findings

// What the cluster is made of, in a few lines. What was not exported is said to be unknown; it is
// never a nought.

extension TextReport {
  mutating func writeProfile() {
    guard let profile = judgement.profile, !judgement.rules.isEmpty else { return }
    out.blank()
    out.line(.init("Cluster", .bold))
    write("kind", kind(profile))
    write("nodes", profile.nodes.map(text), unknown: "nodes")
    write("pods", profile.pods.map(text), unknown: "pods")
    write("GPUs", gpus(profile), unknown: "nodes and pods")
    write("storage", storage(profile), unknown: "storage classes and claims")
    write("network", profile.networkPlugins.map(networkText), unknown: "daemon sets")
    write("environments", profile.environments.map(text), unknown: "namespaces")
    write("Rancher", components(profile))
    writeQuestions(profile.questions)
  }

  private mutating func write(_ label: String, _ text: String?, unknown: String = "") {
    let gap = String(repeating: " ", count: 14 - label.count)
    out.paragraph(
      .init(label + gap), text ?? "not known: \(unknown) were not exported", indent: 2)
  }

  private func kind(_ profile: ClusterProfile) -> String {
    (profile.distribution ?? "distribution not known") + " "
      + (profile.version ?? "of unknown version")
  }

  private func atLeast(_ isComplete: Bool) -> String { isComplete ? "" : "at least " }

  /// `a 2, b 1, none 3`.
  private func list(_ shares: [ClusterProfile.Share], none: String = "none") -> String {
    list(shares.map { "\($0.value ?? none) \($0.count)" }, 8)
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
      parts.append(isLabelled ? "\(label): \(list(shares))" : "no \(label) labelled")
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
    return "\(name) requested by \(requests.podCount): \(text(requests.average)) on average, "
      + "\(text(requests.largest)) at most (\(requests.largestPod))"
  }

  private func gpus(_ profile: ClusterProfile) -> String? {
    guard profile.nodes != nil || profile.pods != nil else { return nil }
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
      parts.append(names.isEmpty ? "no storage class" : "classes \(list(names, 8))")
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
      ? "no environment in their names or labels" : list(environments.found)
    return "\(found) (\(atLeast(environments.isComplete))\(count))"
  }

  // MARK: Rancher

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
          + (component.workload.map { " (\($0))" } ?? "")
      }
    }
    if let names = profile.rancherNamespaces, !names.isEmpty {
      parts.append("namespaces \(list(names, 8))")
    }
    return parts.joined(separator: ", ")
  }

  private mutating func writeQuestions(_ questions: [DesignQuestion]) {
    let open = questions.filter { !$0.isAnswered }
    var text = "\(questions.count - open.count) of \(questions.count) design questions answered"
    if !open.isEmpty {
      var fields: [String] = []
      for field in open.map(\.topic.field) where !fields.contains(field) { fields.append(field) }
      text += "; for the others declare \(fields.joined(separator: ", "))"
    }
    write("questions", text)
    guard profile == .full else { return }
    for question in questions {
      let answers = [
        question.found, question.declared.map { "declared: \($0)" },
        question.isAnswered ? nil : "not known: declare \(question.topic.field)",
      ].compactMap { $0 }
      out.paragraph("- ", "\(question.topic.text) \(answers.joined(separator: "; "))", indent: 4)
    }
  }
}
