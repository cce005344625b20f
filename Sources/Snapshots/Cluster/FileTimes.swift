import Basics
import Documents

/// When the files of a snapshot were exported, as far as Nodes tell: by the newest heartbeat of
/// each Node that is heard of, and by the lease that such a Node renews every few seconds.
///
/// A Node that is down keeps its last heartbeat, and other leases are often left behind, so neither
/// says anything of a file.
struct FileTimes {
  private let store: DocumentStore
  /// By the path of a file.
  private(set) var newest: [String: Timestamp] = [:]

  init(_ objects: ResourceCollector) {
    store = objects.store
    var living: Set<String> = []
    for bucket in objects.buckets where bucket.group.isEmpty && bucket.kind == "Node" {
      for entry in bucket.entries {
        guard let heartbeat = heartbeat(entry.value) else { continue }
        if let name = text(entry.name) { living.insert(name) }
        note(heartbeat, in: entry.value)
      }
    }
    for bucket in objects.buckets
    where bucket.group == "coordination.k8s.io" && bucket.kind == "Lease" {
      for entry in bucket.entries where text(entry.namespace) == "kube-node-lease" {
        guard let name = text(entry.name), living.contains(name),
          let renewed = DocumentValue(entry.value, in: store)[path: "spec", "renewTime"]?.string,
          let time = Timestamp(rfc3339: renewed)
        else { continue }
        note(time, in: entry.value)
      }
    }
  }

  /// The newest heartbeat of a Node; nil if it is not heard of, or none is known.
  private func heartbeat(_ node: Value) -> Timestamp? {
    let conditions =
      DocumentValue(node, in: store)[path: "status", "conditions"]?.elements ?? []
    let isReporting = conditions.contains { condition in
      condition["type"]?.string == "Ready"
        && ["True", "False"].contains(condition["status"]?.string)
    }
    guard isReporting else { return nil }
    return conditions.compactMap {
      $0["lastHeartbeatTime"]?.string.flatMap { Timestamp(rfc3339: $0) }
    }.max()
  }

  private func text(_ value: Value) -> String? { DocumentValue(value, in: store).string }

  private mutating func note(_ time: Timestamp, in object: Value) {
    guard let path = store.place(of: object)?.source.path else { return }
    newest[path] = max(newest[path] ?? time, time)
  }

  /// The file that was exported first and the one that was exported last, where these are too far
  /// apart.
  var contradiction: (old: (path: String, time: Timestamp), new: (path: String, time: Timestamp))? {
    let files = newest.map { (path: $0.key, time: $0.value) }.sorted {
      $0.time != $1.time ? $0.time < $1.time : $0.path.precedesByBytes($1.path)
    }
    guard let old = files.first, let new = files.last,
      new.time.seconds - old.time.seconds > InputOrder.tolerance
    else { return nil }
    return (old, new)
  }
}
