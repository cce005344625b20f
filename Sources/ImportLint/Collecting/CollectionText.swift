import Basics
import Collecting
import Reports

/// What is said of a collection at its end.
struct CollectionText {
  let summary: CollectionSummary
  let path: String
  let isOfRancher: Bool

  init(_ summary: CollectionSummary, path: String, isOfRancher: Bool) {
    self.summary = summary
    self.path = path
    self.isOfRancher = isOfRancher
  }

  /// What is there, what is not, and what to do next.
  var report: String {
    let all = summary.types + summary.kubelets + summary.pods
    let types = summary.types.count { $0.state == .complete }
    let kubelets = summary.kubelets.count { $0.state == .complete }
    var what = counted(types, "type")
    if !summary.kubelets.isEmpty {
      what += " and the configuration of \(counted(kubelets, "kubelet"))"
    }
    if !summary.pods.isEmpty {
      let parts = summary.pods.count { $0.state == .complete }
      what += ", and by pods \(counted(parts, "part")) of nodes and probes"
    }
    let size = all.reduce(0) { $0 + $1.size }
    var lines = ["Collected \(what) into \(path) (\(Self.size(size)))."]
    let missing = missingLines
    if !missing.isEmpty { lines += ["Missing:"] + missing.map { "  " + $0 } }
    if let leftover = summary.leftover {
      lines += ["Left in the cluster; this removes it:", "  \(leftover)"]
    }
    if let end = summary.end { lines.append("The run ended early: \(end.message)") }
    let next =
      isOfRancher
      ? "importlint target --from-rancher \(QuotedText.shell(path)) > target.yaml"
      : "importlint check \(QuotedText.shell(path)) --target target.yaml"
    lines += ["Next:", "  \(next)"]
    return lines.map { VisibleText.line($0) + "\n" }.joined()
  }

  /// One line for each reason: of many kubelets it is often the same.
  private var missingLines: [String] {
    var lines = summary.types.compactMap { entry in
      entry.state.reason.map { "\(entry.name) (\(Self.word(entry.state))): \($0)" }
    }
    var reasons: [String: [CollectionEntry]] = [:]
    for entry in summary.kubelets where entry.state != .complete {
      reasons["\(Self.word(entry.state)): \(entry.state.reason ?? "")", default: []].append(entry)
    }
    for reason in reasons.keys.sortedByBytes() {
      let entries = reasons[reason] ?? []
      let who = entries.count == 1 ? entries[0].name : counted(entries.count, "kubelet")
      lines.append("\(who), \(reason)")
    }
    return lines + podLines + summary.notes
  }

  /// One line for each kind of thing and reason.
  private var podLines: [String] {
    var groups: [String: [CollectionEntry]] = [:]
    for entry in summary.pods where entry.state != .complete {
      let kind = entry.name.split(separator: " ").first.map(String.init) ?? ""
      let reason = "\(Self.word(entry.state)): \(entry.state.reason ?? "")"
      groups["\(kind)\n\(reason)", default: []].append(entry)
    }
    return groups.keys.sortedByBytes().map { key in
      let entries = groups[key] ?? []
      let reason = key.split(separator: "\n", maxSplits: 1).last ?? ""
      let more = entries.count == 1 ? "" : " and \(entries.count - 1) more"
      return "\(entries.first?.name ?? "")\(more), \(reason)"
    }
  }

  /// Why the run ends as it does.
  var sentence: String {
    if summary.isComplete { return "everything is there" }
    if let end = summary.end { return "not everything is there: \(VisibleText.line(end.message))" }
    let count = summary.missing.count + summary.notes.count
    return "not everything is there: \(counted(count, "part")) missing"
  }

  static func word(_ state: SnapshotManifest.State) -> String {
    switch state {
    case .complete: "complete"
    case .partial: "a part"
    case .namespaces(let names, _):
      names.count > 5
        ? "of \(counted(names.count, "namespace")) only"
        : "of \(names.joined(separator: ", ")) only"
    case .denied: "denied"
    case .absent: "failed"
    }
  }

  /// `512 B`, `12 KiB`, `3.4 MiB`.
  static func size(_ bytes: Int) -> String {
    if bytes < 1 << 10 { return "\(bytes) B" }
    if bytes < 1 << 20 { return "\((bytes + 512) >> 10) KiB" }
    let tenths = (bytes * 10 + (1 << 19)) >> 20
    return "\(tenths / 10).\(tenths % 10) MiB"
  }
}
