// Files of kubectl, in all the shapes that it and its users give them: one object, a List, a typed
// list whose items leave `kind` to it, a list without a kind, an array, several documents, a table,
// an error message. The content decides; the file's name is asked only where the content does not
// say what it is.

import Documents
import Findings

/// One file while its documents are taken in.
private struct KubectlFile {
  let path: String
  let batch: String
  let input: Int
  let source: SourceText
  /// What the name says.
  let hint: ResourceType?
  /// Whether something of the file could not be read.
  let isBroken: Bool
  let role: FileRole
  /// Objects that were taken from it.
  var objects = 0

  func claim(
    _ subject: EvidenceClaim.Subject, _ extent: EvidenceClaim.Extent, _ detail: String? = nil
  ) -> EvidenceClaim {
    EvidenceClaim(
      subject: subject, extent: extent, batch: batch, input: input, path: path, detail: detail)
  }
}

extension SnapshotAssembly {
  mutating func addResources(_ reading: FileReading) {
    let entry = reading.entry
    let hint = types.hint(fromFileName: entry.name)
    func claim(_ type: ResourceType, _ extent: EvidenceClaim.Extent, _ detail: String)
      -> EvidenceClaim
    {
      EvidenceClaim(
        subject: .type(type), extent: extent, batch: entry.folder, input: entry.input,
        path: entry.path, detail: detail)
    }
    switch reading.content {
    case .documents(let documents):
      addDocuments(documents, entry, reading.role, hint)
    case .kubectlText(let source, let text):
      addText(text, source, entry, reading.role, hint)
    case .empty:
      problems.append(Problem("empty-file", .warning, "the file is empty", path: entry.path))
      if let hint { claims.append(claim(hint, .unusable, "its file is empty")) }
    case .unsupported: break
    case .unreadable, .text:
      if let hint { claims.append(claim(hint, .unusable, "its file could not be read")) }
    }
  }

  private mutating func addDocuments(
    _ reading: Reading, _ entry: InputEntry, _ role: FileRole, _ hint: ResourceType?
  ) {
    var file = KubectlFile(
      path: entry.path, batch: entry.folder, input: entry.input, source: reading.source,
      hint: hint, isBroken: reading.problems.contains(where: \.isFatal), role: role)
    let claimsBefore = claims.count
    for document in reading.documents {
      add(DocumentValue(document, in: store), &file)
    }
    guard file.isBroken else { return }
    // What could be read is there; what could not may have been anything of the same types.
    for i in claimsBefore..<claims.count where claims[i].isBetterThanObjects {
      claims[i].extent = .objects
      claims[i].detail = "its file could not be read to the end"
    }
    if let hint {
      claims.append(file.claim(.type(hint), .unusable, "its file could not be read"))
    }
  }

  private mutating func add(_ document: DocumentValue, _ file: inout KubectlFile) {
    switch document.value.tag {
    case .null: break
    case .list: addArray(document, &file)
    case .map: addMap(document, &file)
    default: note("not-an-object", "holds no Kubernetes object", document, file)
    }
  }

  private mutating func addMap(_ document: DocumentValue, _ file: inout KubectlFile) {
    let kind = document["kind"]?.string
    switch kind {
    case "Status": addStatus(document, file)
    case "Table": addTable(document, file)
    case "Config" where document["clusters"] != nil:
      note("kubeconfig", "is a kubeconfig, which is no part of a snapshot", document, file)
    case let kind? where DiscoveryDocuments.kinds.contains(kind):
      DiscoveryDocuments.add(document, path: file.path, to: &discovery, types: &types)
    case nil where document["gitVersion"]?.string != nil:
      addVersion(document["gitVersion"], file)
    case nil where document["serverVersion"] != nil || document["clientVersion"] != nil:
      addVersion(document["serverVersion"]?["gitVersion"], file)
    default:
      if let items = document["items"], kind.map({ $0.hasSuffix("List") }) ?? true {
        addList(document, items, &file)
      } else if kind == nil, document["Items"] != nil {
        addGoInternal(document, file)
      } else {
        addObject(document, &file)
      }
    }
  }

  // MARK: Objects

  private mutating func addObject(_ document: DocumentValue, _ file: inout KubectlFile) {
    if let added = resources.add(document.value) {
      file.objects += 1
      claims.append(file.claim(subject(ofBucket: added.bucket), .objects))
      return
    }
    let isReview = document["kind"]?.string?.hasSuffix("Review") ?? false
    if document["kind"] == nil, let hint = file.hint, let kind = types.kind(of: hint),
      document["metadata"]?["name"]?.string != nil
    {
      let object = completed([document.value], kind: kind, type: hint, file).first
      if let object, let added = resources.add(object) {
        file.objects += 1
        claims.append(file.claim(subject(ofBucket: added.bucket), .objects))
        return
      }
    }
    if !isReview { note("not-an-object", "holds no Kubernetes object", document, file) }
  }

  private func subject(ofBucket index: Int) -> EvidenceClaim.Subject {
    let bucket = resources.buckets[index]
    return .kind(bucket.kind, group: bucket.group)
  }

  /// Objects with the kind that their list or file has for them.
  private func completed(
    _ objects: [Value], kind: String, type: ResourceType, _ file: KubectlFile,
    apiVersion: String? = nil
  ) -> [Value] {
    let version = apiVersion ?? (type.group.isEmpty ? "v1" : "\(type.group)/v1")
    guard
      let completer = KindCompleter(
        store: store, source: file.source, apiVersion: version, kind: kind)
    else { return [] }
    defer { completer.close() }
    return objects.map { $0.tag == .map ? completer.completed($0) : $0 }
  }

  // MARK: Lists

  private mutating func addList(
    _ document: DocumentValue, _ items: DocumentValue, _ file: inout KubectlFile
  ) {
    let memory = store.memory
    var elements =
      items.value.tag == .list
      ? (0..<memory.count(list: items.value)).map { memory.element($0, of: items.value) } : []
    guard items.value.tag == .list || items.isNull else {
      note("not-a-list", "has items that are no list", document, file)
      return
    }
    if breaksOff(document, file.source) {
      note(
        "doubtful-document",
        "may break off: kubectl writes a list's kind after its items, and there is none",
        items, file, .warning)
      // The last item is there in part at best, and what it lacks would be judged as absent.
      elements = elements.dropLast()
    }
    let kind = document["kind"]?.string
    let listKind = kind.flatMap { $0 == "List" ? nil : String($0.dropLast(4)) }
    let apiVersion = document["apiVersion"]?.string
    addItems(elements, listKind: listKind, apiVersion: apiVersion, document, &file)
  }

  private mutating func addArray(_ document: DocumentValue, _ file: inout KubectlFile) {
    let memory = store.memory
    let elements = (0..<memory.count(list: document.value)).map {
      memory.element($0, of: document.value)
    }
    if !elements.isEmpty, elements.allSatisfy({ $0.tag == .string }) {
      // `*-errors.json` beside a list: why it could not be made.
      if let hint = file.hint {
        let text = DocumentValue(elements[0], in: store).string ?? ""
        claims.append(file.claim(.type(hint), .denied, text))
      } else {
        note("not-an-object", "holds an array of texts, no Kubernetes object", document, file)
      }
      return
    }
    addItems(elements, listKind: nil, apiVersion: nil, document, &file)
  }

  private mutating func addItems(
    _ elements: [Value], listKind: String?, apiVersion: String?, _ list: DocumentValue,
    _ file: inout KubectlFile
  ) {
    let hint = file.hint
    var items = elements
    if let first = elements.first(where: { $0.tag == .map }), !resources.hasKind(first) {
      let group = apiVersion.map { ResourceType.group(ofAPIVersion: $0) }
      if let listKind, let group, let apiVersion {
        let type = types.type(ofKind: listKind, group: group)
        items = completed(elements, kind: listKind, type: type, file, apiVersion: apiVersion)
      } else if let hint, let kind = types.kind(of: hint) {
        items = completed(elements, kind: kind, type: hint, file)
      }
    }
    let (seen, strange) = collect(items, list, &file)
    var whole = wholeness(of: list, listKind, file)
    if whole.isWhole, strange > 0 {
      whole = (false, "\(strange) items of the list could not be read as objects")
    }
    if markDump(file, isWhole: whole.isWhole) { return }
    for bucket in seen.keys.sorted() {
      let namespaces = seen[bucket] ?? []
      claims.append(
        file.claim(
          subject(ofBucket: bucket), extent(namespaces, whole, file), whole.detail))
    }
    if elements.isEmpty { claimEmpty(listKind, apiVersion, list, file) }
  }

  /// Takes the objects in; gives the namespaces of those of each bucket.
  private mutating func collect(
    _ items: [Value], _ list: DocumentValue, _ file: inout KubectlFile
  ) -> (namespaces: [Int: Set<String>], strange: Int) {
    var seen: [Int: Set<String>] = [:]
    var last: (bucket: Int, namespace: [UInt8])?
    var strange = 0
    for item in items {
      guard let added = resources.add(item) else {
        let document = DocumentValue(item, in: store)
        if let inner = document["items"], document["kind"]?.string?.hasSuffix("List") ?? false {
          addList(document, inner, &file)
        } else {
          strange += 1
        }
        continue
      }
      file.objects += 1
      let bytes =
        added.namespace.tag == .string
        ? store.memory.bytes(of: added.namespace) : UnsafeBufferPointer(start: nil, count: 0)
      // Neighbours mostly share their namespace: only a change is worth a string.
      if let last, last.bucket == added.bucket, last.namespace.elementsEqual(bytes) { continue }
      last = (added.bucket, Array(bytes))
      if bytes.isEmpty {
        seen[added.bucket, default: []].formUnion([])
      } else {
        seen[added.bucket, default: []].insert(String(decoding: bytes, as: UTF8.self))
      }
    }
    if strange > 0 {
      let items = strange == 1 ? "item that is" : "items that are"
      note(
        "not-an-object", "has \(strange) \(items) no Kubernetes object", list, file, .warning)
    }
    return (seen, strange)
  }

  /// Notes a list of one namespace of a dump; false for anything else.
  private mutating func markDump(_ file: KubectlFile, isWhole: Bool) -> Bool {
    guard case .dump(let root, let namespace?, let type) = file.role else { return false }
    let key = "\(file.input)/" + root.joined(separator: "/")
    dumps[key, default: DumpEvidence()].input = file.input
    dumps[key, default: DumpEvidence()].namespaces.insert(namespace)
    if !file.isBroken, isWhole { dumps[key]?.covered[type, default: [:]][namespace] = file.path }
    return true
  }

  /// Whether a list says itself that it is not whole.
  private func wholeness(
    of list: DocumentValue, _ listKind: String?, _ file: KubectlFile
  ) -> (isWhole: Bool, detail: String?) {
    if breaksOff(list, file.source) { return (false, "the list may break off: it has no kind") }
    let metadata = list["metadata"]
    if let token = metadata?["continue"]?.string, !token.isEmpty {
      return (false, "the list was cut off: metadata.continue is set")
    }
    if let rest = metadata?["remainingItemCount"]?.int, rest > 0 {
      return (false, "the list was cut off: \(rest) more objects")
    }
    if listKind == "Pod", let metadata, metadata["resourceVersion"] == nil {
      return (false, "the list has no resourceVersion: it is a kubelet's, of one node")
    }
    return (true, nil)
  }

  /// Whether a list of block YAML ends with its items and has no kind.
  ///
  /// kubectl sorts keys: `apiVersion`, `items`, `kind`, `metadata`. YAML that breaks off between
  /// two lines (a full disk, a killed export) is mostly still YAML, so this is all that tells.
  private func breaksOff(_ list: DocumentValue, _ source: SourceText) -> Bool {
    guard list.value.tag == .map, list["kind"] == nil, list.entries.last?.key == "items",
      let place = list.place, source.buffer.indices.contains(Int(place.offset))
    else { return false }
    return source.buffer[Int(place.offset)] != UInt8(ascii: "{")
  }

  private func extent(
    _ namespaces: Set<String>, _ whole: (isWhole: Bool, detail: String?), _ file: KubectlFile
  ) -> EvidenceClaim.Extent {
    if case .dump = file.role, whole.isWhole { return .everything(.complete) }
    return whole.isWhole ? .listed(namespaces: namespaces) : .objects
  }

  /// An empty list says "looked, found none" of the type that it is a list of.
  private mutating func claimEmpty(
    _ listKind: String?, _ apiVersion: String?, _ list: DocumentValue, _ file: KubectlFile
  ) {
    let whole = wholeness(of: list, listKind, file)
    let subject: EvidenceClaim.Subject
    if let listKind, let apiVersion {
      subject = .kind(listKind, group: ResourceType.group(ofAPIVersion: apiVersion))
    } else if let hint = file.hint {
      subject = .type(hint)
    } else {
      note(
        "unnamed-empty-list",
        "is an empty list, and neither it nor its file's name says of which type", list, file,
        .warning)
      return
    }
    let extent: EvidenceClaim.Extent = whole.isWhole ? .listed(namespaces: []) : .objects
    claims.append(file.claim(subject, extent, whole.detail))
  }

  // MARK: Other documents

  private mutating func addVersion(_ version: DocumentValue?, _ file: KubectlFile) {
    guard let version, let text = version.string else { return }
    versions.append(VersionEvidence(text: text, value: version.value, path: file.path))
  }

  private mutating func addStatus(_ status: DocumentValue, _ file: KubectlFile) {
    let message = status["message"]?.string ?? status["reason"]?.string ?? "an error"
    let line = message.hasPrefix("Error") ? message : "Error from server: \(message)"
    guard let text = ErrorText(line) else { return }
    addError(text, hint: file.hint, batch: file.batch, input: file.input, path: file.path)
  }

  private mutating func addTable(_ table: DocumentValue, _ file: KubectlFile) {
    let row = table["rows"]?.elements.first?["object"]
    let selfLinkKind = row?["kind"]?.string
    problems.append(
      Problem(
        "table", .warning,
        "is a Table, which holds names and no content\(selfLinkKind.map { " (\($0))" } ?? "")",
        path: file.path, help: "export the objects with -o yaml or -o json"))
    if let hint = file.hint {
      claims.append(file.claim(.type(hint), .unusable, "it was exported as a table"))
    }
  }

  /// kubectl of 2019 and before dumped its own internal form.
  private mutating func addGoInternal(_ document: DocumentValue, _ file: KubectlFile) {
    problems.append(
      Problem(
        "internal-objects", .error,
        "was written by a kubectl too old to export API objects, and cannot be read",
        path: file.path, place: document.place, help: "export again with kubectl 1.14 or later"))
    if let hint = file.hint {
      claims.append(file.claim(.type(hint), .unusable, "it holds kubectl's internal objects"))
    }
  }

  private mutating func note(
    _ code: String, _ message: String, _ document: DocumentValue, _ file: KubectlFile,
    _ severity: Severity = .note
  ) {
    problems.append(
      Problem(code, severity, message, path: file.path, place: document.place))
  }
}

extension EvidenceClaim {
  fileprivate var isBetterThanObjects: Bool {
    switch extent {
    case .listed, .namespaces, .everything: true
    case .objects, .denied, .unusable: false
    }
  }
}
