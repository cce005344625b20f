// Files of kubectl, in all the shapes that it and its users give them: one object, a List, a typed
// list whose items leave `kind` to it, a list without a kind, an array, several documents, a table,
// an error message. The content decides; the file's name is asked only where the content does not
// say what it is.

import Basics
import Documents
import Findings

/// Reads one file of kubectl.
struct KubectlReader {
  let store: DocumentStore
  /// Threads that gather the objects of a list.
  private let jobs: Int
  let member: Member
  /// What the format knows of the objects in it.
  let place: ListPlace?
  /// What its place or its name says.
  let hint: ResourceType?
  /// The kind of that type.
  private var hintKind: String? { place?.kind ?? hint.flatMap { types.kind(of: $0) } }
  /// Learns the types that the file itself tells of.
  private let learner: TypeLearner
  /// What was found.
  var contribution: Contribution
  private var problems = ProblemTally()
  private var notes = RepeatedProblem()
  private var known: Set<Claim> = []
  /// Claims of types of which objects were dropped, and of those that empty lists name.
  var droppedTypes = 0
  var emptyTypes: Set<EvidenceClaim.Subject> = []
  private(set) var source = SourceText(path: "", text: "")
  private var count = ObjectCount()
  /// Whether something of the file could not be read.
  private var isBroken = false
  /// Whether anything in the text is doubtful, such as two equal keys.
  private var isDoubtful = false

  private init(
    _ member: Member, at place: ListPlace?, store: DocumentStore, types: TypeLearner, jobs: Int
  ) {
    self.store = store
    self.jobs = jobs
    self.member = member
    self.place = place
    learner = types
    hint = place?.type ?? types.table.hint(fromFileName: member.name)
    contribution = Contribution(store: store)
  }

  /// What a file adds to a snapshot of which `types` are known so far.
  static func contribution(
    of reading: FileReading, at place: ListPlace?, store: DocumentStore, types: TypeLearner,
    jobs: Int
  ) -> Contribution {
    var reader = KubectlReader(reading.member, at: place, store: store, types: types, jobs: jobs)
    if !reading.member.isLeftOut { reader.reportMisnamedManifest() }
    for error in reading.errors { reader.add(error) }
    switch reading.content {
    case .documents(let documents): reader.add(documents)
    case .kubectlText(let source, let text): reader.add(text, source)
    case .empty: reader.addNothing("is empty")
    case .container: break
    case .leftOut: reader.claimHint(.unusable, PathFilter.reason)
    case .unreadable, .text: reader.claimHint(.unusable, "its file could not be read")
    }
    reader.finishPlacedLists()
    reader.contribution.problems = reader.problems.problems
    return reader.contribution
  }

  /// A namespace's place without its whole list is worth knowing: the namespace is there.
  private mutating func finishPlacedLists() {
    guard case .namespace(let name) = place?.extent else { return }
    if isBroken {
      contribution.claims += PlacedList.claims(contribution.lists).map {
        EvidenceClaim(
          subject: $0.subject, extent: .cut(atLeast: 0, isAll: false), origin: $0.origin,
          detail: "its file could not be read to the end")
      }
      contribution.lists = []
    }
    if contribution.lists.isEmpty {
      contribution.lists = [PlacedList(subject: nil, namespace: name, origin: origin)]
    }
  }

  var path: String { member.path }
  /// The types that are known so far.
  var types: TypeTable { learner.table }

  // MARK: What is found

  private struct Claim: Hashable {
    let subject: EvidenceClaim.Subject
    let extent: EvidenceClaim.Extent
    let detail: String?
  }

  mutating func claim(
    _ subject: EvidenceClaim.Subject, _ extent: EvidenceClaim.Extent, _ detail: String? = nil
  ) {
    // A file of many objects claims the same of each.
    let claim = Claim(subject: subject, extent: extent, detail: detail)
    guard known.insert(claim).inserted else { return }
    contribution.claims.append(
      EvidenceClaim(subject: subject, extent: extent, origin: origin, detail: detail))
  }

  /// Claims something of the type that the file's name says.
  mutating func claimHint(_ extent: EvidenceClaim.Extent, _ detail: String?) {
    if let hint { claim(.type(hint), extent, detail) }
  }

  private var origin: ClaimOrigin {
    ClaimOrigin(member)
  }

  mutating func report(
    _ code: String, _ severity: Severity, _ message: String, help: String? = nil
  ) {
    problems.add(Problem(code, severity, message, path: path, help: help))
  }

  mutating func note(
    _ code: String, _ message: String, _ document: DocumentValue,
    _ severity: Severity = .note, help: String? = nil
  ) {
    problems.add(notes.problem(code, severity, message, help), inFile: path, at: document.place)
  }

  mutating func note(
    _ code: String, _ message: String, at place: SourcePlace?, _ severity: Severity
  ) {
    problems.add(Problem(code, severity, message), inFile: path, at: place)
  }

  mutating func add(type: TypeInfo) {
    learner.add(type)
  }

  // MARK: Documents

  private mutating func add(_ reading: SourceDocuments) {
    source = reading.source
    isBroken = reading.flaws.contains(where: \.losesContent)
    isDoubtful = !reading.flaws.isEmpty
    for document in reading.documents { add(DocumentValue(document, in: store)) }
    if let last = reading.documents.last, last.tag == .map, last.tail != 0 {
      addTruncated(DocumentValue(last, in: store))
    }
    // Where errors stand, nothing is that there were none.
    if !isBroken, place?.extent != .errors, reading.documents.allSatisfy({ $0.tag == .null }) {
      addNothing("holds nothing")
    }
    guard isBroken else { return }
    // What could be read is there; what could not may have been anything of the same types.
    for i in contribution.claims.indices where contribution.claims[i].restsOnList {
      contribution.claims[i].extent = .cut(atLeast: 0, isAll: false)
      contribution.claims[i].detail = "its file could not be read to the end"
    }
    claimHint(.unusable, "its file could not be read")
  }

  private mutating func add(_ document: DocumentValue) {
    switch document.value.tag {
    case .null: break
    case .list: addArray(document)
    case .map: addMap(document)
    default: addOther(document)
    }
  }

  private mutating func addMap(_ document: DocumentValue) {
    let kind = document["kind"]?.string
    switch kind {
    case "Status": addStatus(document)
    case "Table": addTable(document)
    case "Config" where document["clusters"] != nil:
      note("kubeconfig", "is a kubeconfig, which is not part of a snapshot", document)
    case let kind? where DiscoveryDocuments.kinds.contains(kind):
      add(DiscoveryDocuments.add(document, path: path, to: &contribution.discovery))
    case nil where document["gitVersion"]?.string != nil:
      addVersion(document["gitVersion"], of: document)
    case nil where document["serverVersion"] != nil || document["clientVersion"] != nil:
      addVersion(document["serverVersion"]?["gitVersion"], of: document["serverVersion"])
    case nil where document["info"]?["gitVersion"]?.string != nil:
      addVersion(document["info"]?["gitVersion"])
    // The metadata of a support bundle.
    case nil where document["kubernetesversion"]?.string != nil:
      addVersion(document["kubernetesversion"])
    case nil where place?.extent == .errors: addErrors(document)
    default:
      if let items = document["items"], kind.map({ $0.hasSuffix("List") }) ?? true {
        addList(document, items)
      } else if kind == nil, isOfEtcd(document) {
        addEtcd(document)
      } else if kind == nil, document["Items"] != nil {
        addGoInternal(document)
      } else {
        addObject(document)
      }
    }
  }

  // MARK: Objects

  /// Whether a text of this length may hold so many objects; says the first that it may not.
  private mutating func fits(_ objects: [Value], kind: String?, _ at: DocumentValue) -> Bool {
    switch count.add(objects, kind: kind, to: contribution.objects, length: source.count) {
    case .fits: return true
    case .goesOn: return false
    case .exceeds(let what):
      note(
        "too-many-objects", "holds more \(what) than a text of its length may: they are not read",
        at, .error)
      isBroken = true
      return false
    }
  }

  mutating func addObject(_ document: DocumentValue) {
    guard fits([document.value], kind: hint?.group == "" ? hintKind : nil, document) else { return }
    if take(document.value, document) { return }
    let isReview = document["kind"]?.string?.hasSuffix("Review") ?? false
    if document["kind"] == nil, let hint, let kind = hintKind,
      document["metadata"]?["name"]?.string != nil
    {
      let object = completed([document.value], kind: kind, type: hint).first
      if let object, take(object, document) { return }
    }
    if let meant = rkeFile(document) {
      report(
        "unread-file", .warning, "is \(meant.what) of RKE1 by another name, and is not read",
        help: "name it \(meant.name)")
    } else if !isReview {
      addOther(document)
    }
  }

  /// Takes an object in, or says that it was dropped; false if it is none.
  private mutating func take(_ object: Value, _ document: DocumentValue) -> Bool {
    switch contribution.objects.take(object) {
    case .added(let added): claim(subject(ofBucket: added.bucket), .objects)
    case .beyondLimits(let kind, let group):
      claimDropped(kind, group)
      noteDropped(1, document)
    case .noObject: return false
    }
    return true
  }

  /// What is neither an object nor a list: an error, something that holds objects in another form,
  /// or nothing of a cluster.
  private mutating func addOther(_ document: DocumentValue) {
    if let error = errorText(document) {
      add(error)
    } else if place != ListPlace(nil, .objects),
      EvidenceDoubt.isPossible(in: document) || isOfKnownType(document)
    {
      note(
        "unread-objects", "holds objects in a form that is not read", document, .error)
      claimHint(.unusable, "it holds objects in a form that is not read")
    } else {
      note("not-an-object", "holds no Kubernetes object", document)
    }
  }

  private func subject(ofBucket index: Int) -> EvidenceClaim.Subject {
    let bucket = contribution.objects.buckets[index]
    return .kind(bucket.kind, group: bucket.group)
  }

  /// Objects with the kind that their list or file has for them.
  private func completed(
    _ objects: [Value], kind: String, type: ResourceType, apiVersion: String? = nil
  ) -> [Value] {
    let version = apiVersion ?? (type.group.isEmpty ? "v1" : "\(type.group)/v1")
    guard
      let completer = KindCompleter(
        store: store, source: source, apiVersion: version, kind: kind)
    else { return [] }
    defer { completer.close() }
    return objects.map { object in
      guard contribution.objects.lacksKind(object) else { return object }
      return completer.completed(
        object, apiVersion: apiVersion == nil ? versionInLink(of: object) : nil)
    }
  }

  // MARK: Lists

  private mutating func addList(_ document: DocumentValue, _ items: DocumentValue) {
    let memory = store.memory
    var elements =
      items.value.tag == .list
      ? (0..<memory.count(list: items.value)).map { memory.element($0, of: items.value) } : []
    guard items.value.tag == .list || items.isNull else {
      addListWithoutItems(document, items)
      return
    }
    if items.value.tail != 0 {
      // Of the last item, what is missing is unknown.
    } else if document.value.tail != 0, !isEndOfItemsSeen(document) {
      // A mistake behind the items may have ended the last one.
      elements = elements.dropLast()
    } else if mayBeTruncated(document, source) {
      note(
        "doubtful-document",
        "may be truncated: kubectl writes a list's kind after its items, and there is none",
        items, .warning)
      // The last item is there in part at best, and what it lacks would be judged as absent.
      elements = elements.dropLast()
    }
    reportStrangeKeys(document)
    noteVersion(of: document)
    let kind = document["kind"]?.string
    let listKind = kind.flatMap { $0 == "List" ? nil : String($0.dropLast(4)) }
    let apiVersion = document["apiVersion"]?.string
    addItems(elements, listKind: listKind, apiVersion: apiVersion, document)
  }

  private mutating func addArray(_ document: DocumentValue) {
    let memory = store.memory
    let elements = (0..<memory.count(list: document.value)).map {
      memory.element($0, of: document.value)
    }
    let holdsOnlyTexts = !elements.isEmpty && elements.allSatisfy { $0.tag == .string }
    // `*-errors.json` beside a list: why it could not be made.
    if place?.extent == .errors || holdsOnlyTexts && hint != nil { return addErrors(document) }
    if DiscoveryDocuments.isArray(document) {
      return add(DiscoveryDocuments.add(array: document, path: path, to: &contribution.discovery))
    }
    if holdsOnlyTexts {
      note("not-an-object", "holds an array of texts, not Kubernetes objects", document)
      return
    }
    addItems(elements, listKind: nil, apiVersion: nil, document)
  }

  private mutating func addItems(
    _ elements: [Value], listKind: String?, apiVersion: String?, _ list: DocumentValue
  ) {
    let isCore = apiVersion.map { $0 == "v1" } ?? (hint?.group == "")
    guard fits(elements, kind: isCore ? listKind ?? hintKind : nil, list) else { return }
    var items = elements
    if elements.contains(where: { $0.tag == .map && !contribution.objects.hasKind($0) }) {
      let group = apiVersion.map { ResourceType.group(ofAPIVersion: $0) }
      if let listKind, let group, let apiVersion {
        let type = types.type(ofKind: listKind, group: group)
        items = completed(elements, kind: listKind, type: type, apiVersion: apiVersion)
      } else if let hint, let kind = hintKind {
        items = completed(elements, kind: kind, type: hint)
      }
    }
    let (seen, lost) = collect(items, list)
    var whole = completeness(of: list, listKind, count: elements.count)
    if whole.isWhole, lost > 0 {
      whole = Completeness(flaw: "\(lost) items of the list could not be read as objects")
    }
    // What is counted is counted of all types together.
    if seen.count > 1 { whole.least = nil }
    for bucket in seen.keys.sorted() {
      claim(listOf: subject(ofBucket: bucket), in: seen[bucket] ?? [], whole, list)
    }
    if elements.isEmpty { claimEmpty(listKind, apiVersion, list, whole) }
  }

  private mutating func reportMisplaced(
    _ list: DocumentValue?, _ type: ResourceType, _ namespace: String? = nil
  ) {
    guard let list else { return }
    let whose = namespace.map { " of namespace \($0)" } ?? ""
    note(
      "misplaced-list", "is not a list of the \(type.name)\(whose), which belongs here", list,
      .warning)
  }

  /// Whether a list is of the kind that its place is for.
  private func isMeant(_ subject: EvidenceClaim.Subject) -> Bool {
    guard let type = place?.type, case .kind(let kind, let group) = subject else { return true }
    guard let meant = hintKind else { return group.utf8.elementsEqual(type.group.utf8) }
    return kind.utf8.elementsEqual(meant.utf8)
  }

  /// Claims what a list shows of a type; `names` are the namespaces of its objects.
  mutating func claim(
    listOf subject: EvidenceClaim.Subject, in names: Set<String>, _ whole: Completeness,
    _ list: DocumentValue?
  ) {
    guard whole.isWhole else {
      let isAll = whole.isCounted && whole.least != nil
      return claim(subject, .cut(atLeast: whole.least ?? 0, isAll: isAll), whole.flaw)
    }
    guard isMeant(subject) else {
      if let type = place?.type { reportMisplaced(list, type) }
      return claim(subject, .objects, "its place is that of other objects")
    }
    switch place?.extent {
    case .cluster: claim(subject, .everything(.complete))
    case .namespace(let name):
      guard names.isSubset(of: [name]) else {
        if let type = place?.type { reportMisplaced(list, type, name) }
        return claim(subject, .objects, "its place is that of namespace \(name)")
      }
      contribution.lists.append(
        PlacedList(subject: subject, namespace: name, origin: origin))
    case .objects, .errors: claim(subject, .objects)
    case .unknown, nil: claim(subject, .listed(namespaces: names))
    }
  }

  /// Takes the objects in; gives the namespaces of those of each bucket, and how many items are
  /// none or were dropped.
  private mutating func collect(
    _ items: [Value], _ list: DocumentValue
  ) -> (namespaces: [Int: Set<String>], lost: Int) {
    var seen = ListNamespaces()
    if let all = ListItems(items, of: source, beside: contribution.objects, jobs: jobs) {
      seen.merge(all.namespaces, buckets: contribution.objects.merge(all.objects))
      return (seen.byBucket, 0)
    }
    var dropped = 0
    var strange: [DocumentValue] = []
    for item in items {
      switch contribution.objects.take(item) {
      case .added(let added): seen.add(added, in: store)
      case .beyondLimits(let kind, let group):
        dropped += 1
        claimDropped(kind, group)
      case .noObject:
        let document = DocumentValue(item, in: store)
        if let inner = document["items"], document["kind"]?.string?.hasSuffix("List") ?? false {
          addList(document, inner)
        } else {
          strange.append(document)
        }
      }
    }
    if dropped > 0 { noteDropped(dropped, list) }
    if !strange.isEmpty { report(strange, of: list) }
    return (seen.byBucket, strange.count + dropped)
  }

  /// "Looked, found none": of a list's type, in words instead of a list.
  mutating func claimNone() {
    if let hint { claim(listOf: .type(hint), in: [], Completeness(), nil) }
  }

  // MARK: Other documents

  /// - Parameter info: What the version is a field of, where others beside it say it in parts.
  private mutating func addVersion(_ version: DocumentValue?, of info: DocumentValue? = nil) {
    // Of two equal keys neither is known to be the right one.
    guard let version, let text = version.string, !isDoubtful else { return }
    let number = semanticVersion(ofGitVersion: text)?.split(separator: ".").map(String.init) ?? []
    for (key, part) in zip(["major", "minor"], number) {
      // Of some clouds it is `33+`.
      let said = info?[key]?.string?.filter { $0 != "+" } ?? ""
      guard !said.isEmpty, !said.equalsByBytes(part) else { continue }
      // Somebody has changed one of them; the whole version is what Kubernetes goes by.
      report(
        "doubtful-file", .warning,
        "gitVersion and \(key) are of different versions; gitVersion counts")
    }
    add(VersionEvidence(text: text, value: version.value, path: path), at: version.place)
  }

  /// Takes in a version of the API server, where it is one.
  mutating func add(_ version: VersionEvidence, at place: SourcePlace?) {
    guard semanticVersion(ofGitVersion: version.text) != nil else {
      return problems.add(
        Problem(
          "doubtful-file", .warning,
          "the API server's version is not one of Kubernetes, and counts as not collected"),
        inFile: path, at: place)
    }
    contribution.cluster.versions.append(version)
  }

  private mutating func addStatus(_ status: DocumentValue) {
    let message = status["message"]?.string ?? status["reason"]?.string ?? "an error"
    let line = message.hasPrefix("Error") ? message : "Error from server: \(message)"
    guard let text = ErrorText(line) else { return }
    add(text)
  }

  private mutating func addTable(_ table: DocumentValue) {
    let row = table["rows"]?.elements.first?["object"]
    let selfLinkKind = row?["kind"]?.string
    report(
      "table", .warning,
      "is a Table, which holds names and no content\(selfLinkKind.map { " (\($0))" } ?? "")",
      help: "export the objects with -o yaml or -o json")
    claimHint(.unusable, "it was exported as a table")
  }
}
