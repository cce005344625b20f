import Basics
import Documents

/// Decides which values of a snapshot's documents are not to be kept: those of Secrets, redacted
/// ones, and what stands in places that hold credentials.
struct DocumentMasking: Masking {
  /// Where the document comes from, which decides what its keys mean.
  enum Origin: Sendable {
    /// Objects; the type is what the file's name says of objects that have no kind.
    case resources(ResourceType?)
    /// Configuration of a node or of RKE1: credentials are known by their keys.
    case configuration
    /// What was said of a snapshot by who made it.
    case manifest
    /// RKE1's state: everything but what the allow-list names is a credential.
    case rkeState
  }

  let origin: Origin
  let captures: Captures
  let store: DocumentStore
  /// Redaction marks and passwords in URLs of the whole source: see `TextMark.all`.
  private let marks: [TextMark]
  private let keys: Keys
  /// Names without a word for a credential, texts without one, and arguments without one.
  private let names, texts, arguments: HarmlessTexts

  /// Keys of the fields that are asked for, resolved once.
  private struct Keys: Sendable {
    let kind, items, metadata, data, name, value, args, command: UInt32
    init(_ store: DocumentStore) {
      func key(_ name: String) -> UInt32 { store.key(name) ?? 0 }
      kind = key("kind")
      items = key("items")
      metadata = key("metadata")
      data = key("data")
      name = key("name")
      value = key("value")
      args = key("args")
      command = key("command")
    }
  }

  /// What keys say of the map that has them.
  private enum Mark {
    static let kind: UInt16 = 1 << 0
    static let content: UInt16 = 1 << 1
    static let name: UInt16 = 1 << 2
    static let value: UInt16 = 1 << 3
    static let arguments: UInt16 = 1 << 4
    static let credential: UInt16 = 1 << 5
    static let secret: UInt16 = 1 << 6
  }

  init(
    _ origin: Origin, of source: SourceText, marks: [TextMark], captures: Captures,
    store: DocumentStore
  ) {
    names = HarmlessTexts(forBytes: source.count)
    texts = HarmlessTexts(forBytes: source.count)
    arguments = HarmlessTexts(forBytes: source.count)
    self.origin = origin
    self.captures = captures
    self.store = store
    self.marks = marks
    keys = Keys(store)
  }

  // MARK: Maps

  func marks(ofKey key: UnsafeBufferPointer<UInt8>) -> UInt16 {
    guard case .resources = origin else { return 0 }
    func spells(_ name: StaticString) -> Bool {
      key.count == name.utf8CodeUnitCount
        && key.elementsEqual(UnsafeBufferPointer(start: name.utf8Start, count: key.count))
    }
    if spells("kind") { return Mark.kind }
    if spells("metadata") || spells("data") || spells("users") { return Mark.content }
    if spells("name") || spells("key") { return Mark.name }
    if spells("value") { return Mark.value }
    if spells("args") || spells("command") { return Mark.arguments }
    if spells("stringData") { return Mark.secret }
    let isFleets = spells("clientID") || spells("clientRandom")
    return isFleets || CredentialNames.holdsCredential(key) ? Mark.credential : 0
  }

  func isWatched(_ marks: UInt16) -> Bool {
    let object = Mark.kind | Mark.content
    let pair = Mark.name | Mark.value
    return marks & object == object || marks & pair == pair
      || marks & (Mark.arguments | Mark.credential | Mark.secret | Mark.value) != 0
  }

  func look(at map: Value, _ marks: UInt16, twins: UInt16, hide: (HiddenValue) -> Void) {
    let memory = store.memory
    if marks & Mark.value != 0 { lookAtPair(map, memory, hide) }
    if marks & Mark.arguments != 0 {
      for key in [keys.args, keys.command] {
        if let list = memory.field(key, of: map) { lookAtArguments(list, memory, hide) }
      }
    }
    if marks & Mark.credential != 0 { lookAtNames(map, memory, hide) }
    // Two kinds: nobody knows which of them its fields are of.
    if marks & Mark.secret != 0 || twins & Mark.kind != 0 {
      hideFields(of: map, allowing: [], hide)
      if twins & Mark.kind != 0 { lookAtNodeArguments(DocumentValue(map, in: store), hide) }
    } else if marks & Mark.kind != 0, marks & Mark.content != 0 {
      lookAtObject(map, kindName(map, memory), hide)
    }
  }

  /// `name: DB_PASSWORD, value: …`: a variable, a header, a setting.
  private func lookAtPair(_ map: Value, _ memory: Memory, _ hide: (HiddenValue) -> Void) {
    guard let value = memory.field(keys.value, of: map), value.tag != .map, value.tag != .list,
      value.tag != .bool, value.tag != .null
    else { return }
    let name = memory.field(keys.name, of: map)
    // If the text is cut off after the value, nobody knows whose it is.
    if memory.count(map: map) == 1 { return hide(HiddenValue(value)) }
    if let name, name.tag == .string,
      names.holds(name, memory, { CredentialNames.holdsCredential($0) })
    {
      hide(HiddenValue(value))
    } else if value.tag == .string, texts.holds(value, memory, { CredentialText.occurs(in: $0) }) {
      hide(HiddenValue(value))
    }
  }

  private func lookAtArguments(
    _ list: Value, _ memory: Memory, _ hide: (HiddenValue) -> Void
  ) {
    guard list.tag == .list else {
      if list.tag == .string, CredentialText.occurs(in: memory.bytes(of: list)) {
        hide(HiddenValue(list))
      }
      return
    }
    var isValue = false
    for i in 0..<memory.count(list: list) {
      let element = memory.element(i, of: list)
      guard element.tag == .string else {
        if isValue { hide(HiddenValue(element)) }
        isValue = false
        continue
      }
      let text = memory.bytes(of: element)
      if isValue && text.first != UInt8(ascii: "-")
        || arguments.holds(element, memory, { Arguments.holdCredential($0) })
      {
        hide(HiddenValue(element))
      }
      isValue = Arguments.isCredentialFlag(text, before: i + 1, of: list, memory)
    }
  }

  /// Fields that are named like a credential: their scalars, and lists of such.
  private func lookAtNames(_ map: Value, _ memory: Memory, _ hide: (HiddenValue) -> Void) {
    for i in 0..<memory.count(map: map) {
      let (key, value) = memory.entry(i, of: map)
      guard marks(ofKey: memory.bytes(of: key)) & Mark.credential != 0 else { continue }
      switch value.tag {
      case .map where memory.bytes(of: key).elementsEqual(DocumentMasking.headers):
        hide(HiddenValue(value))
      case .map, .bool, .null: break
      case .list:
        for j in 0..<memory.count(list: value) {
          let element = memory.element(j, of: value)
          if ![.map, .list, .bool, .null].contains(element.tag) { hide(HiddenValue(element)) }
        }
      default:
        let isCopy = memory.bytes(of: key).elementsEqual(DocumentMasking.lastApplied)
        hide(HiddenValue(value, isWithheld: isCopy))
      }
    }
  }

  /// Of a kubelet's configuration: headers by their names, which may be any.
  private static let headers = Array("staticPodURLHeader".utf8)
  private static let lastApplied = Array(
    "kubectl.kubernetes.io/last-applied-configuration".utf8)

  // MARK: Objects

  /// The kind of an object if it is one that is looked at more closely; else its text or nil.
  private func kindName(_ object: Value, _ memory: Memory) -> String? {
    guard object.tag == .map, let kind = memory.field(keys.kind, of: object), kind.tag == .string
    else { return nil }
    let bytes = memory.bytes(of: kind)
    // Most kinds are of no interest: their length tells, without making a string.
    switch bytes.count {
    case 4, 5, 6, 7, 8, 9, 12, 14, 15, 21, 24: return String(decoding: bytes, as: UTF8.self)
    default:
      let isList = bytes.count > 4 && bytes.suffix(4).elementsEqual("List".utf8)
      return isList ? String(decoding: bytes, as: UTF8.self) : "-"
    }
  }

  private func lookAtObject(
    _ object: Value, _ kind: String?, _ hide: (HiddenValue) -> Void
  ) {
    guard let kind else { return }
    let value = DocumentValue(object, in: store)
    switch kind {
    case "ConfigMap": lookAtConfigMap(value, hide)
    case "Node": lookAtNodeArguments(value, hide)
    case "ClusterRegistrationToken":
      if let status = value["status"] { hide(HiddenValue(status.value)) }
    case "Config":
      if let users = value["users"] { hide(HiddenValue(users.value)) }
    case "HelmChart", "HelmChartConfig":
      if let set = value["spec"]?["set"] { hide(HiddenValue(set.value)) }
    case "SealedSecret", "ExternalSecret", "ClusterExternalSecret":
      for path in DocumentMasking.templates {
        let template = path.reduce(Optional(value)) { $0?[$1] }
        for field in ["data", "stringData"] {
          if let data = template?[field] { hide(HiddenValue(data.value)) }
        }
      }
    case _ where isSecret(kind):
      hideFields(of: object, allowing: allowed(in: value), hide)
    default: lookAtData(object, hide)
    }
  }

  /// Where operators have what the Secrets that they make are to hold.
  private static let templates = [
    ["spec", "template"], ["spec", "target", "template"],
    ["spec", "externalSecretSpec", "target", "template"],
  ]

  /// The data of an object that no API has: its kind may be misspelt.
  private func lookAtData(_ object: Value, _ hide: (HiddenValue) -> Void) {
    guard let data = store.memory.field(keys.data, of: object) else { return }
    let value = DocumentValue(object, in: store)
    let isCore = value["apiVersion"]?.string == "v1" || value["apiVersion"] == nil
    if isCore || asciiLowercased(value["kind"]?.string ?? "").contains("secret") {
      hide(HiddenValue(data))
    }
  }

  private func isSecret(_ kind: String) -> Bool {
    kind.utf8.elementsEqual("Secret".utf8) || trimmed(asciiLowercased(kind)) == "secret"
  }

  /// Hides what a Secret has beside its names: also under fields that no Secret has.
  private func hideFields(
    of object: Value, allowing allowed: Set<String>, _ hide: (HiddenValue) -> Void
  ) {
    for (field, value) in DocumentValue(object, in: store).entries {
      switch field {
      case "apiVersion", "kind", "type", "immutable": continue
      case "metadata":
        for (name, annotation) in value["annotations"]?.entries ?? []
        where name.hasSuffix("last-applied-configuration") || mayBeCopy(annotation) {
          hide(HiddenValue(annotation.value))
        }
      case "data", "stringData":
        for (key, entry) in value.entries where !allowed.contains(key) {
          if key == "full-cluster-state" { keepText(of: entry) }
          hide(HiddenValue(entry.value))
        }
        if value.value.tag != .map { hide(HiddenValue(value.value)) }
      default: hide(HiddenValue(value.value))
      }
    }
  }

  /// Whether the annotation of a Secret may be a copy of it: a tool keeps what it applied there as
  /// text of several fields, or packed.
  private func mayBeCopy(_ annotation: DocumentValue) -> Bool {
    guard annotation.value.tag == .string else { return false }
    let bytes = store.memory.bytes(of: annotation.value)
    let first = bytes.first { $0 > 0x20 }
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
      || bytes.contains(0x0A) || CredentialText.occurs(in: bytes)
  }

  /// The allow-list: fields of Secrets that say where an agent registered, and hold no credential.
  private func allowed(in secret: DocumentValue) -> Set<String> {
    let name = secret["metadata"]?["name"]?.string ?? ""
    var keys: [String] = []
    if name.hasPrefix("cattle-credentials-") { keys = ["url", "namespace"] }
    if name.hasPrefix("fleet-") { keys = ["apiServerURL"] }
    return Set(
      keys.filter { key in
        ["data", "stringData"].allSatisfy { field in
          guard let value = secret[field]?[key] else { return true }
          guard let text = value.string else { return false }
          let decoded = Base64.decoded(text).map { String(decoding: $0, as: UTF8.self) } ?? text
          return !TextMark.occur(in: decoded) && !CredentialText.occurs(in: decoded)
        }
      })
  }

  private func lookAtConfigMap(_ map: DocumentValue, _ hide: (HiddenValue) -> Void) {
    for field in ["data", "binaryData"] {
      for (key, value) in map[field]?.entries ?? [] {
        if key == "full-cluster-state" {
          keepText(of: value)
          hide(HiddenValue(value.value))
        } else if value.value.tag == .string,
          CredentialText.occurs(in: store.memory.bytes(of: value.value))
        {
          hide(HiddenValue(value.value))
        }
      }
    }
  }

  private func keepText(of value: DocumentValue) {
    if let text = value.string { captures.keep(text, of: value.value) }
  }

  /// Hides the annotation of a node's command line where a credential is spelt out in it.
  private func lookAtNodeArguments(_ node: DocumentValue, _ hide: (HiddenValue) -> Void) {
    guard let annotations = node["metadata"]?["annotations"] else { return }
    for name in NodeArguments.argumentAnnotations + NodeArguments.environmentAnnotations {
      guard let annotation = annotations[name], let text = annotation.string,
        NodeArguments.exposesCredential(text) || CredentialText.occurs(in: text)
      else { continue }
      captures.keep(text, of: annotation.value)
      hide(HiddenValue(annotation.value))
    }
  }

  // MARK: Documents

  func look(at document: Value, in part: Range<Int>, hide: (HiddenValue) -> Void) {
    switch origin {
    case .resources(let hint): lookAtList(document, fallback: hintedKind(hint), depth: 0, hide)
    case .configuration:
      lookAtConfiguration(DocumentValue(document, in: store), depth: 0, hide)
    case .manifest:
      lookAtConfiguration(
        DocumentValue(document, in: store), depth: 0, keysAreNames: true, hide)
    case .rkeState: lookAtState(DocumentValue(document, in: store), path: [], hide)
    }
    lookAtMarks(document, part, hide)
  }

  private func hintedKind(_ hint: ResourceType?) -> String? {
    guard let hint else { return nil }
    switch hint.group.isEmpty ? hint.plural : "" {
    case "secrets": return "Secret"
    case "configmaps": return "ConfigMap"
    case "nodes": return "Node"
    default: return "-"
    }
  }

  /// Objects that leave their kind to their list or file, at any depth. Where that does not say it
  /// either, they may be Secrets.
  private func lookAtList(
    _ value: Value, fallback: String?, depth: Int, _ hide: (HiddenValue) -> Void
  ) {
    let memory = store.memory
    guard depth < 64 else { return hide(HiddenValue(value)) }
    if value.tag == .list {
      for i in 0..<memory.count(list: value) {
        lookAtList(memory.element(i, of: value), fallback: fallback, depth: depth + 1, hide)
      }
      return
    }
    guard value.tag == .map else { return }
    let kind = kindName(value, memory)
    if let items = memory.field(keys.items, of: value), items.tag == .list {
      let ofItems = kind.flatMap { $0.hasSuffix("List") && $0 != "List" ? $0.dropLast(4) : nil }
      let fallback = ofItems.map { String($0) } ?? fallback
      for i in 0..<memory.count(list: items) {
        let item = memory.element(i, of: items)
        // With a kind of its own it was looked at when it was read.
        if kindName(item, memory) == nil || memory.field(keys.items, of: item) != nil {
          lookAtList(item, fallback: fallback, depth: depth + 1, hide)
        }
      }
    } else if kind == nil {
      let isOther = memory.field(keys.metadata, of: value) == nil && fallback == nil
      lookAtObject(value, fallback ?? (isOther ? "-" : "Secret"), hide)
    }
  }

  // MARK: Configuration

  /// What a manifest says of a type.
  private static let states = ["complete", "partial", "denied", "absent", "assumed"]

  /// - Parameter keysAreNames: Whether it is a manifest's, or a map in one, whose keys name nodes
  ///   or types: these may be called anything.
  private func lookAtConfiguration(
    _ value: DocumentValue, depth: Int, keysAreNames: Bool = false,
    _ hide: (HiddenValue) -> Void
  ) {
    guard depth < 64 else { return hide(HiddenValue(value.value)) }
    if value.value.tag == .string, isCredential(value) { hide(HiddenValue(value.value)) }
    for (key, entry) in value.entries {
      let isEmpty = entry.isNull || entry.bool != nil || entry.string?.isEmpty == true
      let isCredential = CredentialNames.holdsCredential(key) || isKeyMaterial(key)
      let isOfName =
        keysAreNames && depth == 1
        && ([.map, .list].contains(entry.value.tag)
          || entry.string.map(DocumentMasking.states.contains) == true)
      if !isEmpty, isCredential, !isOfName {
        hide(HiddenValue(entry.value))
      } else {
        let areNames = keysAreNames && (key == "nodes" || key == "resources")
        lookAtConfiguration(entry, depth: depth + 1, keysAreNames: areNames, hide)
      }
    }
    if value.value.tag == .list { lookAtArguments(value.value, store.memory, hide) }
    if value.value.tag == .map { lookAtPair(value.value, store.memory, hide) }
    for element in value.elements { lookAtConfiguration(element, depth: depth + 1, hide) }
  }

  private func isCredential(_ value: DocumentValue) -> Bool {
    CredentialText.occurs(in: store.memory.bytes(of: value.value))
  }

  /// RKE1's cluster.yml may hold private keys, cloud credentials and whole manifests inline.
  private func isKeyMaterial(_ key: String) -> Bool {
    [
      "ssh_key", "key", "kubeconfig", "client_key", "addons", "customCloudProvider",
      "custom_cloud_provider", "custom_config", "users",
    ].contains(key)
  }

  /// Keeps of RKE1's state what the allow-list names; hides all other scalars.
  private func lookAtState(
    _ value: DocumentValue, path: [String], _ hide: (HiddenValue) -> Void
  ) {
    if RKEState.isAllowed(path) { return }
    if value.value.tag == .map, path.count < 64 {
      for (key, entry) in value.entries { lookAtState(entry, path: path + [key], hide) }
    } else if value.value.tag == .list, path.count < 64 {
      for element in value.elements { lookAtState(element, path: path + ["*"], hide) }
    } else {
      hide(HiddenValue(value.value))
    }
  }

  // MARK: Marks

  func isRedacted(_ range: Range<Int>, of source: SourceText) -> Bool {
    let own = marks[marks.partition { $0.range.lowerBound >= range.lowerBound }...]
      .prefix { $0.range.lowerBound < range.upperBound }
    if own.contains(where: { $0.kind.isMask }) { return true }
    // Others than we know of hide by asterisks, too, or leave nothing.
    if source.firstOffset(of: "***", in: range) != nil { return true }
    return source.buffer[range].allSatisfy { $0 <= 0x20 || "*\"'|>+-".utf8.contains($0) }
  }

  private func lookAtMarks(
    _ document: Value, _ part: Range<Int>, _ hide: (HiddenValue) -> Void
  ) {
    guard !marks.isEmpty else { return }
    let search = ValueSearch(store: store)
    let start = max(store.place(of: document)?.offset ?? 0, part.lowerBound)
    let own = marks[marks.partition { $0.range.lowerBound >= start }...]
    var last: (arena: UInt16, node: UInt32)?
    for mark in own.prefix(while: { $0.range.lowerBound < part.upperBound }) {
      guard let scalar = search.scalar(at: mark.range.lowerBound, in: document) else { continue }
      // One text may hold a million marks, and is hidden with the first.
      if let last, last == (scalar.arena, scalar.node) { continue }
      if mark.kind == .asterisks, scalar.byteCount != 8 { continue }
      if mark.kind == .manifest, scalar.byteCount <= mark.range.count { continue }
      last = (scalar.arena, scalar.node)
      keepNodeArguments(DocumentValue(scalar, in: store))
      hide(HiddenValue(scalar))
    }
  }

  /// The annotation of a node's arguments may hold a password, and is needed without it.
  private func keepNodeArguments(_ scalar: DocumentValue) {
    guard case .resources = origin, let text = scalar.string,
      text.utf8.first == UInt8(ascii: "[") || text.utf8.first == UInt8(ascii: "{")
    else { return }
    captures.keep(text, of: scalar.value)
  }
}
