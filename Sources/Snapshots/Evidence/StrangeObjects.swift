import Basics
import Documents
import Findings

/// Objects as no API server writes them: of a kind or version that does not exist, or without what
/// says where they are. No look-up finds them, so that their types cannot be known whole, whoever
/// says so.
struct StrangeObjects {
  /// What they take from the lists of their types.
  private(set) var doubts: [ResourceType: ListDoubt] = [:]
  private(set) var problems: [Problem] = []
  private let store: DocumentStore
  private let types: TypeTable
  private let reasons: ReasonTable
  private var tally = ProblemTally()

  init(
    _ buckets: [ResourceCollector.Bucket], _ resources: ResourceIndex, _ types: TypeTable,
    _ reasons: ReasonTable
  ) {
    store = resources.store
    self.types = types
    self.reasons = reasons
    findMisspeltTypes(resources)
    findMisspeltKinds(buckets)
    findMisplaced(resources)
    problems += tally.problems
  }

  private mutating func doubt(_ type: ResourceType, _ detail: String, _ witness: Value?) {
    guard doubts[type] == nil else { return }
    doubts[type] = ListDoubt(detail: detail, witness: witness, isDecisive: true)
  }

  private mutating func report(_ code: String, _ message: String, at value: Value) {
    let place = store.place(of: value)
    tally.add(
      Problem(code, .warning, message), inFile: store.source(of: value)?.path ?? "", at: place)
  }

  /// Kinds and groups that name no type, or a type that was perhaps meant.
  private mutating func findMisspeltTypes(_ resources: ResourceIndex) {
    let mistakes = types.mistakes(inTypesOfObjects: resources.types)
    if mistakes.isCut {
      problems.append(
        Problem(
          "unknown-type", .warning,
          "there are objects of more than \(TypeTable.checkedTypes) types that neither Kubernetes "
            + "nor a resource definition knows; whether the others are misspelt was not looked at"))
    }
    for mistake in mistakes.found {
      guard let first = resources.all(of: mistake.type).first else { continue }
      reportMisspelt(first.value, mistake.text)
      if let meant = mistake.meant {
        doubt(meant, "an object was probably meant to be one of them", first.value)
      }
    }
  }

  /// Kinds whose plural is a type's by chance (`deployment`), and versions that a group never had.
  private mutating func findMisspeltKinds(_ buckets: [ResourceCollector.Bucket]) {
    for bucket in buckets {
      guard let first = bucket.entries.first else { continue }
      let type = types.type(ofKind: bucket.kind, group: bucket.group)
      guard let info = types.info(of: type) else { continue }
      let group = bucket.group.utf8.count
      let version = bucket.apiVersion.utf8.dropFirst(group == 0 ? 0 : group + 1)
      let isKind = bucket.kind.equalsByBytes(info.kind)
      let mistake =
        isKind
        ? types.mistake(inVersion: String(decoding: version, as: UTF8.self), of: type)
        : "the kind of \(type.name) is \(info.kind)"
      guard let mistake else { continue }
      reportMisspelt(first.value, mistake)
      doubt(type, "an object says that it is one of them, and \(mistake)", first.value)
      hide(isKind ? "apiVersion" : "kind", of: bucket.entries, type, mistake)
    }
  }

  /// Rules compare kinds and versions: one that none has is no other, and decides nothing.
  private func hide(
    _ field: String, of entries: [ResourceEntry], _ type: ResourceType, _ mistake: String
  ) {
    let reason = reasons.number(
      of: MissingEvidence(
        .resources, "what an object is is not known: \(mistake)",
        collect: SnapshotContent.export(of: type, types)))
    for entry in entries {
      if let value = DocumentValue(entry.value, in: store)[field]?.value {
        store.hide(value, reason: reason)
      }
    }
  }

  private mutating func reportMisspelt(_ value: Value, _ mistake: String) {
    let object = DocumentValue(value, in: store)
    report(
      "unknown-type",
      "an object is of kind \(object["kind"]?.string ?? "") and apiVersion "
        + "\(object["apiVersion"]?.string ?? ""), and \(mistake)", at: value)
  }

  /// Objects without the namespace that their type asks for, with one where it has none, or with
  /// one that no namespace can be called.
  private mutating func findMisplaced(_ resources: ResourceIndex) {
    for type in resources.types {
      guard let isNamespaced = types.isNamespaced(type) else { continue }
      // Those without a namespace come first.
      let all = resources.all(of: type)
      guard let end = isNamespaced ? all.first : all.last else { continue }
      if (end.namespace.tag == .string) != isNamespaced {
        reportMisplaced(end, type, isNamespaced ? "no namespace" : "a namespace")
      } else if isNamespaced, let strange = all.first(where: { !isLabel($0.namespace) }) {
        let name = DocumentValue(strange.namespace, in: store).string ?? ""
        reportMisplaced(strange, type, "the namespace \(QuotedText.json(name))")
      }
    }
  }

  private mutating func reportMisplaced(
    _ entry: ResourceEntry, _ type: ResourceType, _ what: String
  ) {
    let name = DocumentValue(entry.name, in: store).string ?? ""
    let kind = types.kind(of: type) ?? type.name
    report(
      "misplaced-object",
      "\(kind) \(name) has \(what), which an API server never writes: where it belongs is not "
        + "known", at: entry.value)
    doubt(type, "\(kind) \(name) has \(what)", entry.value)
  }

  /// Whether a namespace can be called so: small letters, digits and hyphens, none at the ends.
  private func isLabel(_ value: Value) -> Bool {
    guard value.tag == .string else { return true }
    let bytes = store.memory.bytes(of: value)
    let hyphen = UInt8(ascii: "-")
    return (1...63).contains(bytes.count) && bytes.first != hyphen && bytes.last != hyphen
      && bytes.allSatisfy {
        (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == hyphen
      }
  }
}
