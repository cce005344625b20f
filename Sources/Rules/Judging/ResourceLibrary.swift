import Basics
import CEL
import Documents
import Findings
import Snapshots
import Synchronization

/// The snapshot as expressions reach it. Lists are made once and shared by all subjects and
/// threads; they live as long as the snapshot's store.
final class ResourceLibrary: Sendable {
  let snapshot: Snapshot
  private let cache = Mutex<[Key: Value]>([:])
  private let kept = Mutex<[ObjectIdentifier: any AnyObject & Sendable]>([:])
  private let made = Mutex(Made())
  private let mistakes = Mutex<[[String]: UInt32?]>([:])
  private let fields = Mutex<[FieldKey: FieldIndex]>([:])
  private let missing = Mutex<[MissingKey: UInt32?]>([:])

  private struct FieldKey: Hashable {
    let type: ResourceType
    let path: String
  }

  private struct MissingKey: Hashable {
    let type: ResourceType
    let namespace: ExactText
  }

  /// Where values come from that lie in no file.
  private struct Made {
    /// Lists of a type, by arena: each has one of its own.
    var lists: [UInt16: ResourceType] = [:]
    /// Texts inside of values, and the value that holds each.
    var texts: [ObjectIdentifier: Value] = [:]
  }

  private struct Key: Hashable {
    let type: ResourceType
    let namespace: String
    /// Bytes: strings that only look the same are different labels.
    let labels: [UInt8]
  }

  /// Why nothing is known of a namespace, by the name that rules misspell.
  private let misspelt: [String: MissingEvidence]

  /// - Parameter named: namespaces that rules of users name. Where one does not exist and its
  ///   name is nearly that of one that does, a list of nothing would be a silent pass.
  init(_ snapshot: Snapshot, named: Set<String> = []) {
    self.snapshot = snapshot
    misspelt = named.reduce(into: [:]) { reasons, name in
      guard let meant = snapshot.namespace(meantBy: name) else { return }
      reasons[name] = MissingEvidence(
        .resources, "there is no namespace \"\(name)\"; did you mean \"\(meant)\"?")
    }
  }

  /// Why nothing can be told of a type: there is none of that name. Kept, since it takes a search.
  private func mistake(_ parts: [String]) -> UInt32? {
    let key = [parts[0], parts[1]]
    if let known = mistakes.withLock({ $0[key] }) { return known }
    let mistake = snapshot.mistake(inAPIVersion: parts[0], plural: parts[1])
    mistakes.withLock { $0[key] = .some(mistake) }
    return mistake
  }

  /// The reason for which objects are not known; nil if all are. Kept, since it is a sentence that
  /// is made anew, and thousands of objects ask for the same.
  private func missing(_ type: ResourceType, _ namespace: String) -> UInt32? {
    let key = MissingKey(type: type, namespace: ExactText(namespace))
    if let known = missing.withLock({ $0[key] }) { return known }
    let reason =
      snapshot.missing(type, namespace: namespace)
      ?? misspelt[namespace].map { snapshot.reasons.number(of: $0) }
    missing.withLock { $0[key] = .some(reason) }
    return reason
  }

  /// `{"items": […]}` of a type; its tail says why there may be more.
  func list(
    _ parts: [String], labels: [(key: String, value: String)], _ e: Evaluation
  ) -> Value {
    let type = ResourceType(apiVersion: parts[0], plural: parts[1])
    let key = Key(
      type: type, namespace: parts[2],
      labels: labels.map { Array("\($0.key)=\($0.value)".utf8) }
        .sorted { $0.lexicographicallyPrecedes($1) }.joined(separator: [0x0A]).map { $0 })
    if let known = cache.withLock({ $0[key] }) { return known }
    if let mistake = mistake(parts) { return e.unknown(mistake) }
    let reason = missing(type, parts[2])
    let slice = entries(type, parts[2])
    // Nothing collected at all: the list itself is unknown, and so is everything about it.
    if let reason, slice.isEmpty { return e.unknown(reason) }
    guard let builder = DocumentBuilder(store: snapshot.store, source: nil) else {
      return e.error("too many different lists for one run")
    }
    let selector = LabelSelector(labels: labels)
    builder.beginMap()
    builder.key("items")
    builder.beginList()
    var doubt: UInt32?
    for entry in slice {
      let object = DocumentValue(entry.value, in: snapshot.store)
      switch labels.isEmpty ? .yes : selector.matches(KnownLabels(of: object)) {
      case .yes: builder.link(entry.value)
      case .no: continue
      case .unknown(let reason): doubt = reason
      }
    }
    builder.endList(tail: reason ?? doubt ?? 0)
    builder.endMap()
    let value = builder.finish()
    builder.close()
    return cache.withLock { cache in
      if let other = cache[key] { return other }
      cache[key] = value
      made.withLock { $0.lists[value.arena] = type }
      return value
    }
  }

  /// `{"items": […]}` of the objects of a type whose field has a value: apiVersion, plural, path of
  /// the field, value.
  func list(_ parts: [String], _ e: Evaluation) -> Value {
    let type = ResourceType(apiVersion: parts[0], plural: parts[1])
    if let mistake = mistake(parts) { return e.unknown(mistake) }
    let reason = missing(type, "")
    if let reason, snapshot.resources.all(of: type).isEmpty { return e.unknown(reason) }
    let key = FieldKey(type: type, path: parts[2])
    let found = fields.withLock { fields in
      if fields[key] == nil {
        fields[key] = FieldIndex(of: snapshot.resources.all(of: type), path: parts[2], snapshot)
      }
      return fields[key]?.objects(with: parts[3]) ?? []
    }
    let entry = [e.string("items"), e.list(found, tail: reason ?? 0)]
    return entry.withUnsafeBufferPointer { e.map($0) }
  }

  /// The type of a list that `list` made; nil for any other value.
  func type(ofList value: Value) -> ResourceType? {
    guard value.tag == .list || value.tag == .map, value.form == .document else { return nil }
    return made.withLock { $0.lists[value.arena] }
  }

  /// Notes that `source` is the text of a value, as `json.Unmarshal` reads it.
  func note(_ source: SourceText, from value: Value) {
    made.withLock { $0.texts[ObjectIdentifier(source)] = value }
  }

  /// The value whose text `source` is; nil for sources that are files.
  func origin(of source: SourceText) -> Value? {
    made.withLock { $0.texts[ObjectIdentifier(source)] }
  }

  /// Why something is unknown, by the number that the unknown carries.
  func reason(_ number: UInt32) -> MissingEvidence? { snapshot.reasons[number] }
  func possibleTexts(_ number: UInt32) -> [String]? { snapshot.reasons.possibleTexts(number) }
  func number(of reason: MissingEvidence) -> UInt32 { snapshot.reasons.number(of: reason) }

  /// What a function keeps while this snapshot is judged: one object of each type.
  func kept<T: AnyObject & Sendable>(_ make: @autoclosure () -> T) -> T {
    kept.withLock { kept in
      if let known = kept[ObjectIdentifier(T.self)] as? T { return known }
      let new = make()
      kept[ObjectIdentifier(T.self)] = new
      return new
    }
  }

  private func entries(_ type: ResourceType, _ namespace: String) -> ArraySlice<ResourceEntry> {
    namespace.isEmpty
      ? snapshot.resources.all(of: type) : snapshot.resources.all(of: type, namespace: namespace)
  }

  /// Looks an object up by apiVersion, plural, namespace and name.
  func object(_ parts: [String]) -> Snapshot.Lookup {
    let type = ResourceType(apiVersion: parts[0], plural: parts[1])
    if let mistake = mistake(parts) { return .unknown(mistake) }
    if let found = snapshot.resources.object(type, namespace: parts[2], name: parts[3]) {
      return .found(found)
    }
    return missing(type, parts[2]).map { .unknown($0) } ?? .absent
  }
}
