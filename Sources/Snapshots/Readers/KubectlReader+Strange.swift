import Basics
import Documents
import Findings

// What stands in a file of kubectl besides objects and lists, and may have been evidence.

extension KubectlReader {
  /// The error that a document is: YAML makes a text or a map of a line of kubectl's.
  func errorText(_ document: DocumentValue) -> ErrorText? {
    if let text = document.string {
      return ErrorText(String(text.drop(while: \.isNewline).prefix { !$0.isNewline }))
    }
    guard document.value.tag == .map else { return nil }
    return document.entries.lazy.prefix(Self.errorKeys).compactMap { key, value in
      value.string.flatMap { ErrorText("\(key): \($0)") }
    }.first
  }

  /// The keys of a list that none has: what a command wrote below YAML is read as some. Warnings of
  /// kubectl take no object away.
  func strangeKeys(of list: DocumentValue) -> [String] {
    guard list.value.tag == .map else { return [] }
    return list.entries.map(\.key).filter {
      !["apiVersion", "items", "kind", "metadata", "Warning"].contains($0)
    }
  }

  /// What an API server says of a list; `continue` where there is more of it.
  private static let metadataKeys = [
    "continue", "remainingItemCount", "resourceVersion", "selfLink", "shardInfo",
  ]

  /// Says what stands in a list that none has; an error may have been about its objects.
  mutating func reportStrangeKeys(_ list: DocumentValue) {
    if contribution.objects.hasWrongKind(list.value) {
      note(
        "doubtful-document", "is a list whose kind or apiVersion is no text, and counts as cut",
        list, .warning)
    }
    for (key, value) in list["metadata"]?.entries ?? [] where !Self.metadataKeys.contains(key) {
      guard let meant = closestWord(to: key, among: Self.metadataKeys, most: 1) else { continue }
      note(
        "misspelt-field",
        "metadata.\(key) of this list is a field that Kubernetes does not know; did you mean "
          + "\"\(meant)\"?", at: value.place, .error)
    }
    guard let key = strangeKeys(of: list).first else { return }
    if let error = errorText(list) { add(error) }
    note(
      "doubtful-document", "has a field \(key), which no list has: it contains something else",
      at: (list[key] ?? list).place, .warning)
  }

  /// Which of RKE1's files a document is; nil if it is none.
  func rkeFile(_ document: DocumentValue) -> (what: String, name: String)? {
    guard document["kind"] == nil else { return nil }
    if document["desiredState"] != nil || document["currentState"] != nil {
      return ("a state", "cluster.rkestate")
    }
    let hosts = document["nodes"]?.elements ?? []
    let isCluster = hosts.contains { $0["address"] != nil && $0["role"] != nil }
    return isCluster ? ("a cluster.yml", "cluster.yml") : nil
  }

  /// Whether a document is what `etcdctl get -w json` prints.
  func isOfEtcd(_ document: DocumentValue) -> Bool {
    guard let pairs = document["kvs"], pairs.value.tag == .list else { return false }
    return document["header"]?["revision"] != nil || pairs.elements.first?["mod_revision"] != nil
  }

  /// Refuses the content of an etcd: objects in the form in which the API server keeps them.
  mutating func addEtcd(_ document: DocumentValue) {
    note(
      "unsupported-format",
      "is output of etcdctl, which holds objects in the API server's own form, and is not read",
      document, .error,
      help: "export the objects with kubectl from the running cluster, or from one that the "
        + "database was restored to")
    claimHint(.unusable, "it holds the content of an etcd")
  }

  private static let errorKeys = 20

  /// kubectl of 2019 and before dumped its own internal form.
  mutating func addGoInternal(_ document: DocumentValue) {
    note(
      "internal-objects",
      "was written by a kubectl too old to export API objects, and cannot be read", document,
      .error, help: "export again with kubectl 1.14 or later")
    claimHint(.unusable, "it holds kubectl's internal objects")
  }

  /// Claims that there is an object of a kind that was not taken in. Of more kinds than a file may
  /// hold only the number is said, which keeps the cluster from being ready.
  mutating func claimDropped(_ kind: String?, _ group: String) {
    guard let kind, droppedTypes < ResourceCollector.kindLimit else { return }
    droppedTypes += 1
    claim(.kind(kind, group: group), .dropped)
  }

  /// Whether kind and version are those of a type of objects: the metadata may have got lost.
  func isOfKnownType(_ document: DocumentValue) -> Bool {
    guard let kind = document["kind"]?.string, let version = document["apiVersion"]?.string else {
      return false
    }
    let type = types.type(ofKind: kind, group: ResourceType.group(ofAPIVersion: version))
    return types.info(of: type) != nil
  }

  /// A file without a byte, or with nothing but comments and nulls.
  mutating func addNothing(_ what: String) {
    // Of prose every line may be a comment.
    if EvidenceDoubt.isPossible(inFileNamed: member.name) {
      report("empty-file", .warning, "the file \(what)")
    }
    claimHint(.unusable, "its file \(what)")
  }

  /// Says that items of a list are no objects; one that is but for how it is written is evidence
  /// that is not read.
  mutating func report(_ strange: [DocumentValue], of list: DocumentValue) {
    let items = strange.count == 1 ? "item that is" : "items that are"
    let lost = strange.first(where: EvidenceDoubt.isPossible)
    note(
      "not-an-object", "has \(strange.count) \(items) no Kubernetes object", lost ?? list,
      lost == nil ? .warning : .error)
  }

  /// An empty list says "looked, found none" of the type that it is a list of.
  mutating func claimEmpty(
    _ listKind: String?, _ apiVersion: String?, _ list: DocumentValue, _ whole: Completeness
  ) {
    let subject: EvidenceClaim.Subject
    if let listKind, let apiVersion {
      let group = ResourceType.group(ofAPIVersion: apiVersion)
      subject = .kind(listKind, group: group)
      // Lists in a list may name types without end.
      emptyTypes.insert(subject)
      if emptyTypes.count > ResourceCollector.kindLimit {
        emptyTypes.remove(subject)
        claimDropped(listKind, group)
        return noteDropped(1, list)
      }
    } else if let hint {
      subject = .type(hint)
    } else {
      note(
        "unnamed-empty-list",
        "is an empty list, and neither it nor its file's name says of which type", list,
        .warning)
      return
    }
    claim(listOf: subject, in: [], whole, list)
  }

  mutating func noteDropped(_ count: Int, _ document: DocumentValue) {
    let objects = count == 1 ? "an object that is" : "\(count) objects that are"
    note(
      "unread-objects",
      "has \(objects) not read: a file may hold \(ResourceCollector.kindLimit) kinds, a name "
        + "\(ResourceCollector.nameLimit) bytes, an object \(ResourceCollector.valueLimit) values",
      document, .error)
    claimHint(.unusable, "some of its objects were not read")
  }

  /// The apiVersion in the `selfLink` that objects had before Kubernetes 1.20: in
  /// `/apis/extensions/v1beta1/namespaces/…` that is `extensions/v1beta1`.
  func versionInLink(of object: Value) -> String? {
    let link = DocumentValue(object, in: store)[path: "metadata", "selfLink"]?.string ?? ""
    let parts = link.split(separator: "/").map(String.init)
    switch parts.first {
    case "api" where parts.count > 2: return parts[1]
    case "apis" where parts.count > 3: return "\(parts[1])/\(parts[2])"
    default: return nil
    }
  }
}
