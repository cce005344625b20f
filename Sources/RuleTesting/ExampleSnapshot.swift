import Basics
import Documents
import Snapshots

/// Makes the snapshot that an example describes.
struct ExampleSnapshot {
  private var builder: SnapshotBuilder
  private let store: DocumentStore
  /// What is wrong with the description.
  private(set) var problems: [String] = []

  init(store: DocumentStore, reasons: ReasonTable) {
    self.store = store
    builder = SnapshotBuilder(store: store, reasons: reasons)
  }

  /// The snapshot of a description; nil stands for one of which nothing is known.
  mutating func snapshot(_ description: DocumentValue?) -> Snapshot {
    guard let description else { return builder.finish() }
    addServedTypes(description)
    for object in description["resources"]?.elements ?? [] {
      if !builder.add(resource: object.value) {
        problems.append("a resource lacks apiVersion, kind or metadata.name")
      }
    }
    for (name, state) in description["evidence"]?.entries ?? [] { setEvidence(name, state) }
    for (node, facts) in description["nodes"]?.entries ?? [] { add(node: node, facts) }
    if let version = description["version"] { builder.set(version: version.value) }
    if let name = description["name"] { builder.set(name: name.value) }
    if let time = description["time"]?.string {
      if let parsed = Timestamp(rfc3339: time) {
        builder.set(time: parsed)
      } else {
        problems.append("\"time\" is not RFC 3339: \(time)")
      }
    }
    for (from, probe) in description["probes"]?.entries ?? [] {
      builder.add(probe: probe.value, from: from)
    }
    if let rke = description["rke"] {
      builder.set(rkeCluster: rke["cluster"]?.value, state: rke["state"]?.value)
    }
    for (identity, isEverything) in description["access"]?.entries ?? [] {
      builder.add(access: identity, isEverything: isEverything.bool ?? false)
    }
    for (provider, documents) in description["cloud"]?.entries ?? [] {
      for (name, document) in documents.entries {
        builder.add(cloud: document.value, provider: provider, name: name)
      }
    }
    return builder.finish()
  }

  private mutating func setEvidence(_ name: String, _ state: DocumentValue) {
    guard let type = type(named: name) else {
      problems.append("\"\(name)\" names no resource type")
      return
    }
    let text = state.string ?? state["state"]?.string ?? ""
    guard let parsed = EvidenceState(rawValue: text) else {
      problems.append("\"\(text)\" is not a state of evidence")
      return
    }
    if let mistake = builder.types.mistake(in: type) { problems.append(mistake) }
    builder.set(
      evidence: parsed, of: type,
      namespaces: state["namespaces"]?.elements.compactMap(\.string) ?? [])
  }

  /// `v1/nodes` and `nodes`; `apps/deployments`, `apps/v1/deployments` and `deployments.apps`.
  private func type(named name: String) -> ResourceType? {
    let parts = name.split(separator: "/").map(String.init)
    guard parts.count > 1, let plural = parts.last else { return builder.types.type(named: name) }
    let isCore = parts[0] == "v1" || parts[0] == "core"
    return ResourceType(group: isCore ? "" : parts[0], plural: plural)
  }

  private mutating func addServedTypes(_ description: DocumentValue) {
    guard let names = description["servedTypes"] else { return }
    let types = names.elements.compactMap(\.string).map { name in
      let type = type(named: name) ?? ResourceType(group: "", plural: name)
      return builder.types.info(of: type)
        ?? TypeInfo(type: type, kind: type.plural, isNamespaced: true)
    }
    builder.set(servedTypes: types)
  }

  private mutating func add(node: String, _ facts: DocumentValue) {
    func add(_ path: String, _ text: String) {
      builder.add(
        nodeFile: SourceText(path: "nodes/\(node)\(path)", text: text), node: node, path: path)
    }
    for (path, text) in facts["files"]?.entries ?? [] {
      if text.isNull {
        builder.add(absentFiles: [path], node: node)
      } else {
        add(path, text.string ?? "")
      }
    }
    for (unit, state) in facts["units"]?.entries ?? [] {
      let keys = [
        ("load", "LoadState"), ("active", "ActiveState"), ("sub", "SubState"),
        ("enabled", "UnitFileState"),
      ]
      var lines = ["Id=\(unit)"]
      for (name, key) in keys {
        if let text = state[name]?.string { lines.append("\(key)=\(text)") }
      }
      add("/systemd/\(unit).show", lines.joined(separator: "\n") + "\n")
    }
    for (name, output) in facts["commands"]?.entries ?? [] {
      add("/commands/\(name).txt", output.string ?? "")
    }
    if let kubelet = facts["kubelet"] { builder.set(kubelet: kubelet.value, node: node) }
  }
}
