import Basics
import Documents
import Synchronization

/// What was taken out of documents before it was hidden in them, for the facts that are derived
/// from it. Credentials in it are dropped when those are built.
final class Captures: Sendable {
  private let texts = Mutex<[UInt64: String]>([:])

  private func number(_ value: Value) -> UInt64 { UInt64(value.arena) << 32 | UInt64(value.node) }

  /// Keeps the text of a value that is going to be hidden.
  func keep(_ text: String, of value: Value) {
    texts.withLock { $0[number(value)] = text }
  }

  /// The text that a hidden value had; nil where it was not kept.
  func text(of value: Value) -> String? {
    texts.withLock { $0[number(value)] }
  }
}

/// Decides which values of a document are not to be kept: those of Secrets, redacted ones, and
/// what is found in places that hold credentials.
struct Concealment: Sendable {
  /// Where the document comes from, which decides what its keys mean.
  enum Origin: Sendable {
    /// Objects; the type is what the file's name says of objects that have no kind.
    case resources(ResourceType?)
    /// Configuration of a node or of RKE1: credentials are known by their keys.
    case configuration
    /// RKE1's state: everything but what the allow-list names is a credential.
    case rkeState
  }

  let origin: Origin
  let captures: Captures
  private let marks: [TextMark]
  private let keys: Keys

  /// Keys of the fields that every object is asked for, resolved once.
  private struct Keys: Sendable {
    let kind, items, metadata, data: UInt32
    init(_ store: DocumentStore) {
      kind = store.key("kind") ?? 0
      items = store.key("items") ?? 0
      metadata = store.key("metadata") ?? 0
      data = store.key("data") ?? 0
    }
  }

  /// `marks` are those of the whole source: see `TextMark.all`.
  init(_ origin: Origin, marks: [TextMark], captures: Captures, store: DocumentStore) {
    self.origin = origin
    self.captures = captures
    self.marks = marks
    keys = Keys(store)
  }

  /// The values of a document to hide.
  func values(in document: DocumentValue) -> [Value] {
    var hidden: [Value] = []
    switch origin {
    case .resources(let hint): hideObjects(document, hint, &hidden)
    case .configuration: hideCredentials(document, depth: 0, &hidden)
    case .rkeState: hideRKEState(document, path: [], &hidden)
    }
    hideMarked(document, &hidden)
    return hidden
  }

  // MARK: Marks

  private func hideMarked(_ document: DocumentValue, _ hidden: inout [Value]) {
    guard !marks.isEmpty else { return }
    let search = ValueSearch(store: document.store)
    let start = document.place?.offset ?? 0
    for mark in marks where mark.range.lowerBound >= start {
      guard let scalar = search.scalar(at: mark.range.lowerBound, in: document.value) else {
        continue
      }
      if mark.kind == .asterisks, scalar.byteCount != 8 { continue }
      keepNodeArguments(DocumentValue(scalar, in: document.store))
      hidden.append(scalar)
    }
  }

  /// The annotation of a node's arguments may hold a password, and is needed without it.
  private func keepNodeArguments(_ scalar: DocumentValue) {
    guard case .resources = origin, let text = scalar.string,
      text.utf8.first == UInt8(ascii: "[") || text.utf8.first == UInt8(ascii: "{")
    else { return }
    captures.keep(text, of: scalar.value)
  }

  // MARK: Objects

  private func hideObjects(
    _ document: DocumentValue, _ hint: ResourceType?, _ hidden: inout [Value]
  ) {
    let memory = document.store.memory
    let list = document.value
    let kind = kindName(list, memory)
    if list.tag == .list {
      for i in 0..<memory.count(list: list) {
        let item = memory.element(i, of: list)
        hideObject(item, kindName(item, memory) ?? hintedKind(hint), document.store, &hidden)
      }
      return
    }
    guard list.tag == .map else { return }
    guard let items = memory.field(keys.items, of: list), items.tag == .list else {
      hideObject(list, kind ?? hintedKind(hint), document.store, &hidden)
      return
    }
    let itemKind = kind.flatMap { $0.hasSuffix("List") && $0 != "List" ? $0.dropLast(4) : nil }
    let fallback = itemKind.map { String($0) } ?? hintedKind(hint)
    for i in 0..<memory.count(list: items) {
      let item = memory.element(i, of: items)
      hideObject(item, kindName(item, memory) ?? fallback, document.store, &hidden)
    }
  }

  private func hintedKind(_ hint: ResourceType?) -> String? {
    guard let hint, hint.group.isEmpty else { return nil }
    switch hint.plural {
    case "secrets": return "Secret"
    case "configmaps": return "ConfigMap"
    case "nodes": return "Node"
    default: return nil
    }
  }

  /// The kind of an object if it is one that is looked at more closely; else its text or nil.
  private func kindName(_ object: Value, _ memory: Memory) -> String? {
    guard object.tag == .map, let kind = memory.field(keys.kind, of: object), kind.tag == .string
    else { return nil }
    let bytes = memory.bytes(of: kind)
    // Most kinds are none of interest: told by length and first letter, without making a string.
    switch bytes.count {
    case 4, 5, 6, 9, 24:
      return String(decoding: bytes, as: UTF8.self)
    default:
      let isList = bytes.count > 4 && bytes.suffix(4).elementsEqual("List".utf8)
      return isList ? String(decoding: bytes, as: UTF8.self) : "-"
    }
  }

  private func hideObject(
    _ object: Value, _ kind: String?, _ store: DocumentStore, _ hidden: inout [Value]
  ) {
    guard let kind else { return }
    let value = DocumentValue(object, in: store)
    switch kind {
    case "Secret": hideSecret(value, &hidden)
    case "ConfigMap":
      if let state = value["data"]?["full-cluster-state"] { hideState(state, &hidden) }
    case "Node": hideNodeArguments(value, &hidden)
    case "Token":
      if let token = value["token"] { hidden.append(token.value) }
    case "ClusterRegistrationToken":
      if let status = value["status"] { hidden.append(status.value) }
    case "Config":
      if let users = value["users"] { hidden.append(users.value) }
    default: break
    }
  }

  private func hideSecret(_ secret: DocumentValue, _ hidden: inout [Value]) {
    let metadata = secret["metadata"]
    let name = metadata?["name"]?.string ?? ""
    for field in ["data", "stringData"] {
      for (key, value) in secret[field]?.entries ?? [] {
        if key == "full-cluster-state" {
          hideState(value, &hidden)
        } else if !isAllowed(key, value, secret: name) {
          hidden.append(value.value)
        }
      }
    }
    let applied = "kubectl.kubernetes.io/last-applied-configuration"
    if let copy = metadata?["annotations"]?[applied] { hidden.append(copy.value) }
  }

  /// The allow-list: fields of Secrets that say where an agent registered, and hold no credential.
  private func isAllowed(_ key: String, _ value: DocumentValue, secret name: String) -> Bool {
    let isCattle = name.hasPrefix("cattle-credentials-") && (key == "url" || key == "namespace")
    let isFleet = name.hasPrefix("fleet-") && key == "apiServerURL"
    guard isCattle || isFleet, let text = value.string else { return false }
    let decoded = Base64.decoded(text).map { String(decoding: $0, as: UTF8.self) } ?? text
    return !TextMark.occur(in: decoded)
  }

  private func hideState(_ state: DocumentValue, _ hidden: inout [Value]) {
    if let text = state.string { captures.keep(text, of: state.value) }
    hidden.append(state.value)
  }

  /// Hides the annotation of a node's command line where a credential is spelt out in it.
  private func hideNodeArguments(_ node: DocumentValue, _ hidden: inout [Value]) {
    guard let annotations = node["metadata"]?["annotations"] else { return }
    for name in NodeArguments.argumentAnnotations + NodeArguments.environmentAnnotations {
      guard let annotation = annotations[name], let text = annotation.string,
        NodeArguments.spellOutCredential(text, in: node.store)
      else { continue }
      captures.keep(text, of: annotation.value)
      hidden.append(annotation.value)
    }
  }

  // MARK: Configuration

  private func hideCredentials(
    _ value: DocumentValue, depth: Int, _ hidden: inout [Value]
  ) {
    guard depth < 64 else {
      hidden.append(value.value)
      return
    }
    for (key, entry) in value.entries {
      if CredentialNames.holdsCredential(key) || isKeyMaterial(key, entry) {
        hidden.append(entry.value)
      } else {
        hideCredentials(entry, depth: depth + 1, &hidden)
      }
    }
    for element in value.elements { hideCredentials(element, depth: depth + 1, &hidden) }
  }

  /// RKE1's cluster.yml may hold private keys and cloud credentials inline.
  private func isKeyMaterial(_ key: String, _ value: DocumentValue) -> Bool {
    ["ssh_key", "key", "kubeconfig", "client_key", "private_key"].contains(key)
      || (value.string?.utf8.starts(with: "-----BEGIN".utf8) == true
        && value.string?.contains("PRIVATE KEY") == true)
  }

  /// Keeps of RKE1's state what the allow-list names; hides all other scalars.
  private func hideRKEState(
    _ value: DocumentValue, path: [String], _ hidden: inout [Value]
  ) {
    if RKEState.isAllowed(path) { return }
    if value.value.tag == .map, path.count < 64 {
      for (key, entry) in value.entries { hideRKEState(entry, path: path + [key], &hidden) }
    } else if value.value.tag == .list, path.count < 64 {
      for element in value.elements { hideRKEState(element, path: path + ["*"], &hidden) }
    } else {
      hidden.append(value.value)
    }
  }
}
