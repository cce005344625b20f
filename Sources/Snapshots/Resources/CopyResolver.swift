// What an object is that was exported more than once.
//
// Which copy is the latest is decided by resourceVersion, else by generation, else (where it was
// made anew) by creationTimestamp, else by when their inputs were exported. Copies that nothing
// orders are joined: what they agree in counts, and what they differ in is unknown. None of it
// depends on the order of reading, but for which copy is shown.

import Basics
import Documents
import Findings

/// Objects whose copies contradict each other, of one pair of inputs.
struct CopyContradiction: Sendable {
  /// The first such object, as in `Deployment shop/web`.
  let object: String
  /// The first field that its copies differ in, as in `spec.replicas`.
  let field: String
  /// Where both copies say it; where one does not, where that copy begins.
  let places: [SourcePlace]
  /// How many such objects there are.
  var count: Int
}

/// Settles objects that were exported more than once. Used by one thread.
struct CopyResolver {
  private let store: DocumentStore
  private let reasons: ReasonTable
  /// Which input a file belongs to, by the file's path.
  private let inputs: [String: Int]
  private let order: InputOrder
  private var builders: [ObjectIdentifier: DocumentBuilder] = [:]
  private var sourceless: DocumentBuilder?
  private var found: [InputPair: CopyContradiction] = [:]
  /// Names of the objects that have unknown parts since their copies differ, by type.
  private(set) var contested: [ResourceType: Set<String>] = [:]

  private struct InputPair: Hashable {
    let first: Int
    let second: Int
  }

  /// Builders cost memory: joined objects of further files have no places of their own.
  private static let builderLimit = 64
  /// Copies of one object that are looked at: exports of an hour for each day of a month are fewer.
  private static let copyLimit = 1_000
  /// Below this depth a difference makes all of the value unknown.
  private static let depthLimit = 24

  init(
    store: DocumentStore, reasons: ReasonTable, inputs: [String: Int], order: InputOrder = .none
  ) {
    self.order = order
    self.store = store
    self.reasons = reasons
    self.inputs = inputs
  }

  /// What copies contradict each other in, once for each pair of inputs, in their order.
  var contradictions: [CopyContradiction] {
    found.sorted { ($0.key.first, $0.key.second) < ($1.key.first, $1.key.second) }.map(\.value)
  }

  /// The object that copies of one name come to; there is at least one.
  mutating func resolved(_ copies: ArraySlice<ResourceEntry>, of type: ResourceType)
    -> ResourceEntry
  {
    var different: [ResourceEntry] = []
    for copy in copies {
      // What a file repeats says nothing new.
      if let last = different.last, last.value.arena == copy.value.arena,
        isSame(last.value, copy.value)
      {
        continue
      }
      different.append(copy)
    }
    let latest = distinct(self.latest(of: different))
    if latest.count > CopyResolver.copyLimit { return unread(latest, of: type) }
    var joined = latest[0]
    for copy in latest.dropFirst() { joined = self.joined(joined, copy, of: type) }
    return joined
  }

  /// Of many copies those that differ from the one before.
  private func distinct(_ copies: [ResourceEntry]) -> [ResourceEntry] {
    // Few are joined whatever they say.
    guard copies.count > CopyResolver.copyLimit else { return copies }
    var left = [copies[0]]
    for copy in copies.dropFirst() where !isSame(left[left.count - 1].value, copy.value) {
      left.append(copy)
    }
    return left
  }

  /// An object with so many copies that they are not looked at: nothing but its name is known.
  private mutating func unread(_ copies: [ResourceEntry], of type: ResourceType) -> ResourceEntry {
    let first = copies[0]
    let object = text(of: first)
    // Says in what two of them differ.
    _ = joined(first, copies[1], of: type)
    contested[type, default: []].insert(object)
    guard let builder = builder(for: first.value) else { return first }
    let reason = reasons.number(
      of: MissingEvidence(
        .resources, "there are more than \(CopyResolver.copyLimit) different copies of \(object)",
        collect: CollectionStep(.kubectl, command(for: first, of: type))))
    builder.beginMap(at: offset(of: first.value))
    for name in ["apiVersion", "kind"] {
      builder.key(name)
      builder.link(DocumentValue(first.value, in: store)[name]?.value ?? .null)
    }
    builder.key("metadata")
    builder.beginMap(at: offset(of: first.value))
    builder.key("name")
    builder.link(first.name)
    if first.namespace.tag == .string {
      builder.key("namespace")
      builder.link(first.namespace)
    }
    builder.endMap(tail: reason)
    builder.endMap(tail: reason)
    return ResourceEntry(value: builder.finish(), name: first.name, namespace: first.namespace)
  }

  /// Gives back the memory that joining needed.
  mutating func finish() {
    for builder in builders.values { builder.close() }
    sourceless?.close()
    builders = [:]
    sourceless = nil
  }

  // MARK: Which is later

  private func latest(of copies: [ResourceEntry]) -> [ResourceEntry] {
    var left = copies.map { Copy($0, in: store) }
    keepLargest(of: \.resourceVersion, in: &left)
    keepLargest(of: \.generation, in: &left)
    if Set(left.compactMap(\.uid)).count > 1 { keepLargest(of: \.created, in: &left) }
    // One that holds nothing but a name is a projection, and says nothing of what it lacks.
    let whole = left.filter { !$0.isProjection }
    if !whole.isEmpty { left = whole }
    keepLatest(in: &left)
    // Two versions of one type show the same object differently.
    let version = left[0].apiVersion
    return left.filter { $0.apiVersion == version }.map(\.entry)
  }

  /// Keeps the copies with the largest value, and those that have none.
  private func keepLargest<T: Comparable>(of path: KeyPath<Copy, T?>, in copies: inout [Copy]) {
    guard let largest = copies.compactMap({ $0[keyPath: path] }).max() else { return }
    copies.removeAll { copy in copy[keyPath: path].map { $0 < largest } ?? false }
  }

  /// Keeps the copies of inputs that no later input has a copy beside.
  private func keepLatest(in copies: inout [Copy]) {
    guard order.isKnown, copies.count > 1 else { return }
    let inputs = copies.map { copy in
      store.source(of: copy.entry.value).flatMap { self.inputs[$0.path] }
    }
    let known = Set(inputs.compactMap(\.self))
    let isLatest = inputs.map { own in
      guard let own else { return true }
      return !known.contains { order.isLater($0, than: own) }
    }
    copies = zip(copies, isLatest).filter(\.1).map(\.0)
  }

  /// A copy, with what tells when it was made.
  private struct Copy {
    let entry: ResourceEntry
    let apiVersion: String?
    let resourceVersion: UInt64?
    let generation: Int64?
    let uid: String?
    let created: Timestamp?
    let isProjection: Bool

    init(_ entry: ResourceEntry, in store: DocumentStore) {
      self.entry = entry
      let object = DocumentValue(entry.value, in: store)
      let metadata = object["metadata"]
      apiVersion = object["apiVersion"]?.string
      resourceVersion = metadata?["resourceVersion"]?.string.flatMap { UInt64($0) }
      generation = metadata?["generation"]?.int
      uid = metadata?["uid"]?.string
      created = metadata?["creationTimestamp"]?.string.flatMap { Timestamp(rfc3339: $0) }
      let isBare = object.entries.allSatisfy {
        ["apiVersion", "kind", "metadata"].contains($0.key)
      }
      isProjection = isBare && resourceVersion == nil
    }
  }

  // MARK: Joining

  /// Where a value stands in an object.
  fileprivate enum Level {
    case object, metadata, bookkeeping, status, inside
  }

  /// A difference that is worth reporting.
  private struct Difference {
    let field: String
    let first: Value?
    let second: Value?
  }

  /// What joining two copies found.
  private struct Joining {
    let reason: UInt32
    /// Whether anything is unknown by it that facts are derived from: more than what a status says
    /// of the hour.
    var isContested = false
    var difference: Difference?
    var path: [String] = []
  }

  private mutating func joined(
    _ first: ResourceEntry, _ second: ResourceEntry, of type: ResourceType
  ) -> ResourceEntry {
    if isSame(first.value, second.value) { return first }
    guard let builder = builder(for: first.value) else { return first }
    let object = text(of: first)
    var joining = Joining(
      reason: reasons.number(
        of: MissingEvidence(
          .resources, "copies of \(object) differ, and nothing says which is later",
          collect: CollectionStep(.kubectl, command(for: first, of: type)))))
    join(first.value, second.value, .object, builder, &joining)
    let entry = ResourceEntry(
      value: builder.finish(), name: first.name, namespace: first.namespace)
    if joining.isContested { contested[type, default: []].insert(object) }
    if let difference = joining.difference {
      note(difference, of: object, first.value, second.value)
    }
    return entry
  }

  private mutating func note(
    _ difference: Difference, of object: String, _ first: Value, _ second: Value
  ) {
    func place(_ value: Value?, else whole: Value) -> SourcePlace? {
      value.flatMap { store.place(of: $0) } ?? store.place(of: whole)
    }
    let places = [
      place(difference.first, else: first), place(difference.second, else: second),
    ].compactMap { $0 }
    let numbers = places.map { inputs[$0.source.path] ?? 0 }.sorted()
    let pair = InputPair(first: numbers.first ?? 0, second: numbers.last ?? 0)
    if found[pair] == nil {
      found[pair] = CopyContradiction(
        object: object, field: difference.field, places: places, count: 0)
    }
    found[pair]?.count += 1
  }

  /// Builds what two values come to.
  private func join(
    _ first: Value, _ second: Value, _ level: Level, _ builder: DocumentBuilder,
    _ joining: inout Joining
  ) {
    if joining.path.count < CopyResolver.depthLimit, first.form == .document,
      second.form == .document
    {
      if first.tag == .map, second.tag == .map {
        return joinMaps(first, second, level, builder, &joining)
      }
      let memory = store.memory
      if first.tag == .list, second.tag == .list,
        memory.count(list: first) == memory.count(list: second)
      {
        builder.beginList(at: offset(of: first))
        for i in 0..<memory.count(list: first) {
          joining.path.append("[\(i)]")
          join(
            memory.element(i, of: first), memory.element(i, of: second), level.below, builder,
            &joining)
          joining.path.removeLast()
        }
        return builder.endList(tail: first.tail != 0 ? first.tail : second.tail)
      }
    }
    if isSame(first, second) || second.tag == .hidden {
      builder.link(first)
    } else if first.tag == .hidden {
      builder.link(second)
    } else {
      differ(first, second, level, builder, &joining)
    }
  }

  private func joinMaps(
    _ first: Value, _ second: Value, _ level: Level, _ builder: DocumentBuilder,
    _ joining: inout Joining
  ) {
    let memory = store.memory
    let left = memory.shapeRecord(memory.shape(of: first))
    let right = memory.shapeRecord(memory.shape(of: second))
    builder.beginMap(at: offset(of: first))
    for slot in 0..<Int(left[0]) {
      let key = left[1 + slot]
      let other = memory.field(key, of: second)
      join(key, memory.value(slot: slot, of: first), other, level, builder, &joining)
    }
    for slot in 0..<Int(right[0]) where memory.field(right[1 + slot], of: first) == nil {
      let key = right[1 + slot]
      join(key, nil, memory.value(slot: slot, of: second), level, builder, &joining)
    }
    builder.endMap(tail: first.tail != 0 ? first.tail : second.tail)
  }

  /// Builds an entry that one of two maps has, or both.
  private func join(
    _ key: UInt32, _ first: Value?, _ second: Value?, _ level: Level,
    _ builder: DocumentBuilder, _ joining: inout Joining
  ) {
    let name = String(
      decoding: store.memory.bytes(of: store.memory.keyValue(key)), as: UTF8.self)
    builder.key(key)
    joining.path.append(name)
    defer { joining.path.removeLast() }
    let below = level.below(name)
    if let first, let second { return join(first, second, below, builder, &joining) }
    // Exporters leave out what the API server keeps for itself.
    let isLeftOut =
      below == .bookkeeping || level == .metadata && name == "uid"
      || level == .object && below == .status
    if let only = first ?? second, isLeftOut || only.tag == .null || only.tag == .hidden {
      return builder.link(only)
    }
    differ(first, second, below, builder, &joining)
  }

  private func differ(
    _ first: Value?, _ second: Value?, _ level: Level, _ builder: DocumentBuilder,
    _ joining: inout Joining
  ) {
    builder.unknown(reason: joining.reason)
    if level != .bookkeeping, level != .status || joining.path.dropFirst().first == "nodeInfo" {
      joining.isContested = true
    }
    if joining.difference == nil, level != .status, level != .bookkeeping {
      joining.difference = Difference(
        field: CopyResolver.text(of: joining.path), first: first, second: second)
    }
  }

  private static func text(of path: [String]) -> String {
    path.reduce(into: "") { text, part in
      text += text.isEmpty || part.hasPrefix("[") ? part : "." + part
    }
  }

  // MARK: Comparing

  /// Whether two values are equal. A hidden one is like another hidden one.
  private func isSame(_ left: Value, _ right: Value) -> Bool {
    let memory = store.memory
    guard left.tag == right.tag, left.tail(ofContainer: right) else { return false }
    switch left.tag {
    case .string: return memory.bytes(of: left).elementsEqual(memory.bytes(of: right))
    case .null, .hidden: return true
    case .bool, .int, .uint, .double: return left.payload == right.payload
    case .list:
      let count = memory.count(list: left)
      guard count == memory.count(list: right) else { return false }
      return (0..<count).allSatisfy {
        isSame(memory.element($0, of: left), memory.element($0, of: right))
      }
    case .map:
      guard left.form == .document, right.form == .document else { return false }
      return isSameMap(left, right)
    default: return false
    }
  }

  private func isSameMap(_ left: Value, _ right: Value) -> Bool {
    let memory = store.memory
    let shape = memory.shape(of: left)
    let record = memory.shapeRecord(shape)
    let count = Int(record[0])
    if shape == memory.shape(of: right) {
      return (0..<count).allSatisfy {
        isSame(memory.value(slot: $0, of: left), memory.value(slot: $0, of: right))
      }
    }
    guard count == memory.count(map: right) else { return false }
    return (0..<count).allSatisfy { slot in
      guard let other = memory.field(record[1 + slot], of: right) else { return false }
      return isSame(memory.value(slot: slot, of: left), other)
    }
  }

  // MARK: Helpers

  private mutating func builder(for value: Value) -> DocumentBuilder? {
    if let source = store.source(of: value) {
      if let known = builders[ObjectIdentifier(source)] { return known }
      if builders.count < CopyResolver.builderLimit,
        let made = DocumentBuilder(store: store, source: source)
      {
        builders[ObjectIdentifier(source)] = made
        return made
      }
    }
    if sourceless == nil { sourceless = DocumentBuilder(store: store, source: nil) }
    return sourceless
  }

  private func offset(of value: Value) -> Int { store.place(of: value)?.offset ?? 0 }

  private func text(of entry: ResourceEntry) -> String {
    let kind = DocumentValue(entry.value, in: store)["kind"]?.string ?? ""
    let namespace = DocumentValue(entry.namespace, in: store).string.map { $0 + "/" } ?? ""
    return "\(kind) \(namespace)\(DocumentValue(entry.name, in: store).string ?? "")"
  }

  private func command(for entry: ResourceEntry, of type: ResourceType) -> String {
    let namespace = DocumentValue(entry.namespace, in: store).string
    let name = DocumentValue(entry.name, in: store).string ?? ""
    let place = namespace.map { "-n \(QuotedText.shell($0)) " } ?? ""
    return "kubectl get \(QuotedText.shell(type.name)) \(place)\(QuotedText.shell(name)) -o yaml"
  }
}

extension CopyResolver.Level {
  /// What the API server keeps for itself. A uid that differs is of another object.
  private static let keptByServer: Set<String> = [
    "resourceVersion", "generation", "creationTimestamp", "selfLink", "managedFields",
  ]

  fileprivate var below: Self { self == .status ? .status : .inside }

  /// The level of an entry of that name.
  fileprivate func below(_ name: String) -> Self {
    switch self {
    case .object where name == "metadata": .metadata
    case .object where name == "status": .status
    case .metadata where Self.keptByServer.contains(name): .bookkeeping
    default: below
    }
  }
}

extension Value {
  /// Whether it may have as many more elements as another container; true for what is not a
  /// container.
  fileprivate func tail(ofContainer other: Value) -> Bool {
    tag != .list && tag != .map || tail == other.tail
  }
}
