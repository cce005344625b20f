import Documents

/// The objects as they are read: in buckets by API group and kind, which is all that an object
/// says of its type. Plurals are settled when everything was read.
struct ResourceCollector: Sendable {
  let store: DocumentStore
  private let memory: Memory
  private let kindKey, apiVersionKey, metadataKey, nameKey, namespaceKey: UInt32

  struct Bucket: Sendable {
    let group: String
    let kind: String
    let apiVersion: String
    fileprivate let kindBytes: [UInt8]
    fileprivate let versionBytes: [UInt8]
    var entries: [ResourceEntry] = []
  }

  private(set) var buckets: [Bucket] = []
  private var last = 0
  /// The bucket of `kind NUL apiVersion`.
  private var numbers: [[UInt8]: Int] = [:]

  init(store: DocumentStore) {
    self.store = store
    memory = store.memory
    // 0 is not a key: with a full table every field is simply missing.
    kindKey = store.key("kind") ?? 0
    apiVersionKey = store.key("apiVersion") ?? 0
    metadataKey = store.key("metadata") ?? 0
    nameKey = store.key("name") ?? 0
    namespaceKey = store.key("namespace") ?? 0
  }

  /// Where an object went.
  struct Added {
    let bucket: Int
    let namespace: Value
  }

  /// Kinds in one file, as many as discovery may name types: no cluster has them.
  static let kindLimit = 10_000

  /// What becomes of a value that may be an object.
  enum Outcome {
    case added(Added)
    /// It is an object, and goes beyond a limit: it is of one kind more than a file may hold, is
    /// called by longer names, or has more values. Its kind is nil where that itself is too long.
    case beyondLimits(kind: String?, group: String)
    /// It lacks `apiVersion`, `kind` or `metadata.name`.
    case noObject
  }

  /// Adds an object with `apiVersion`, `kind` and `metadata.name`; nil if it is none, or goes
  /// beyond a limit.
  mutating func add(_ object: Value, copies: NameCopies? = nil) -> Added? {
    if case .added(let added) = take(object, copies: copies) { return added }
    return nil
  }

  /// The same, and says why it was not added.
  ///
  /// - Parameter copies: Where its names are copied to; nil leaves them in the text.
  mutating func take(_ object: Value, copies: NameCopies? = nil) -> Outcome {
    guard object.tag == .map, let kind = field(kindKey, object), kind.tag == .string,
      let version = field(apiVersionKey, object), version.tag == .string,
      let names = names(of: object)
    else { return .noObject }
    let isTyped = isName(kind) && isName(version)
    guard isTyped, isName(names.name), isName(names.namespace),
      !store.hasMoreValues(than: ResourceCollector.valueLimit, in: object),
      let bucket = bucket(memory.bytes(of: kind), memory.bytes(of: version))
    else {
      guard isTyped else { return .beyondLimits(kind: nil, group: "") }
      let apiVersion = String(decoding: memory.bytes(of: version), as: UTF8.self)
      return .beyondLimits(
        kind: String(decoding: memory.bytes(of: kind), as: UTF8.self),
        group: ResourceType.group(ofAPIVersion: apiVersion))
    }
    let name = copies?.copy(of: names.name) ?? names.name
    let namespace = copies?.copy(of: names.namespace) ?? names.namespace
    buckets[bucket].entries.append(
      ResourceEntry(value: object, name: name, namespace: namespace))
    return .added(Added(bucket: bucket, namespace: namespace))
  }

  /// Whether the kinds of another collector are within the limit beside its own.
  func mayTake(_ later: ResourceCollector) -> Bool {
    buckets.count + later.buckets.count <= ResourceCollector.kindLimit
  }

  /// Takes in the objects of another collector of the same store, after its own; gives the number
  /// that each of its buckets has here.
  @discardableResult
  mutating func merge(_ later: ResourceCollector) -> [Int] {
    later.buckets.map { bucket in
      let key = bucket.kindBytes + [0] + bucket.versionBytes
      if let own = numbers[key] {
        buckets[own].entries += bucket.entries
        return own
      }
      numbers[key] = buckets.count
      buckets.append(bucket)
      return buckets.count - 1
    }
  }

  /// Makes room for so many objects of one bucket.
  mutating func reserve(_ count: Int, ofBucket bucket: Int) {
    buckets[bucket].entries.reserveCapacity(count)
  }

  /// Name and namespace of an object; nil if it has no name.
  private func names(of object: Value) -> (name: Value, namespace: Value)? {
    guard let metadata = field(metadataKey, object), metadata.tag == .map,
      let name = field(nameKey, metadata), name.tag == .string, name.byteCount > 0
    else { return nil }
    guard let namespace = field(namespaceKey, metadata), namespace.tag == .string,
      namespace.byteCount > 0
    else { return (name, .null) }
    return (name, namespace)
  }

  /// Bytes of a name, kind or version: more than the API server takes, which lets most have 253.
  static let nameLimit = 4096

  /// Whether it is no longer than that: else it would be copied wherever its object is spoken of.
  private func isName(_ value: Value) -> Bool {
    value.tag != .string || value.byteCount <= ResourceCollector.nameLimit
  }

  /// Values of one object: an API server stores 1.5 MB of it (etcd's limit of a request), and a
  /// definition of nothing but short fields has a value in 12 bytes. Rules, policies and tables of
  /// fields look at each value several times.
  static let valueLimit = 200_000

  /// Whether an object says its kind and version itself.
  func hasKind(_ object: Value) -> Bool {
    field(kindKey, object)?.tag == .string && field(apiVersionKey, object)?.tag == .string
  }

  /// The kind and apiVersion that an object says; valid as long as the store is.
  func kindBytes(
    of object: Value
  ) -> (kind: UnsafeBufferPointer<UInt8>, version: UnsafeBufferPointer<UInt8>)? {
    guard let kind = field(kindKey, object), kind.tag == .string,
      let version = field(apiVersionKey, object), version.tag == .string
    else { return nil }
    return (memory.bytes(of: kind), memory.bytes(of: version))
  }

  /// Whether its kind is all that an object lacks. One without a name is none, whatever its kind.
  func lacksKind(_ object: Value) -> Bool {
    !hasKind(object) && !hasWrongKind(object) && names(of: object) != nil
  }

  /// Whether what stands where its kind or version should is no text.
  func hasWrongKind(_ object: Value) -> Bool {
    [kindKey, apiVersionKey].contains { key in
      switch field(key, object)?.tag {
      case .null, .bool, .int, .double, .list, .map: true
      default: false
      }
    }
  }

  private func field(_ key: UInt32, _ map: Value) -> Value? {
    map.tag == .map && map.form == .document ? memory.field(key, of: map) : nil
  }

  private mutating func bucket(
    _ kind: UnsafeBufferPointer<UInt8>, _ version: UnsafeBufferPointer<UInt8>
  ) -> Int? {
    // Lists hold one kind, so the bucket is nearly always the last one.
    if last < buckets.count, buckets[last].matches(kind, version) { return last }
    let key = Array(kind) + [0] + Array(version)
    if let found = numbers[key] {
      last = found
      return found
    }
    guard buckets.count < ResourceCollector.kindLimit else { return nil }
    let apiVersion = String(decoding: version, as: UTF8.self)
    buckets.append(
      Bucket(
        group: ResourceType.group(ofAPIVersion: apiVersion),
        kind: String(decoding: kind, as: UTF8.self), apiVersion: apiVersion,
        kindBytes: Array(kind), versionBytes: Array(version)))
    last = buckets.count - 1
    numbers[key] = last
    return last
  }
}

extension ResourceCollector.Bucket {
  fileprivate func matches(
    _ kind: UnsafeBufferPointer<UInt8>, _ version: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    kindBytes.elementsEqual(kind) && versionBytes.elementsEqual(version)
  }
}

/// Gives objects of a typed list the `apiVersion` and `kind` that they leave to the list.
///
/// The copies lie in an arena of their own and point back at everything that they hold, so places
/// stay right.
final class KindCompleter {
  private let store: DocumentStore
  private let builder: DocumentBuilder
  private let apiVersion, kind: String

  init?(store: DocumentStore, source: SourceText, apiVersion: String, kind: String) {
    guard let builder = DocumentBuilder(store: store, source: source) else { return nil }
    self.store = store
    self.builder = builder
    self.apiVersion = apiVersion
    self.kind = kind
  }

  /// The object with both fields; `apiVersion` where it has one of its own.
  func completed(_ object: Value, apiVersion own: String? = nil) -> Value {
    let offset = store.place(of: object)?.offset ?? 0
    let memory = store.memory
    builder.beginMap(at: offset)
    builder.key("apiVersion")
    builder.string(own ?? apiVersion, at: offset)
    builder.key("kind")
    builder.string(kind, at: offset)
    for i in 0..<memory.count(map: object) {
      let (key, value) = memory.entry(i, of: object)
      let bytes = memory.bytes(of: key)
      if isKindField(bytes) { continue }
      builder.key(bytes)
      builder.link(value)
    }
    builder.endMap(tail: object.tail)
    return builder.finish()
  }

  private func isKindField(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.elementsEqual("kind".utf8) || bytes.elementsEqual("apiVersion".utf8)
  }

  func close() { builder.close() }
}
