// The index of resources: what rules look objects up by.
//
// A snapshot can hold hundreds of thousands of objects, so an entry is three 16-byte values that
// point into the documents: the object, its name and its namespace. Entries of one type lie side
// by side, ordered by namespace and name; a look-up is a binary search that compares bytes where
// they lie. kubectl prints lists nearly in that order, so sorting them costs little.

import CLibrary
import Documents

/// One object of the index.
public struct ResourceEntry: Sendable, BitwiseCopyable {
  /// The object; always with `apiVersion`, `kind` and `metadata`.
  public internal(set) var value: Value
  /// A string.
  public let name: Value
  /// A string, or null for objects without a namespace.
  public let namespace: Value
}

/// All resources of a snapshot, each once, by type, namespace and name.
public struct ResourceIndex: Sendable {
  public let store: DocumentStore
  private var lists: [ResourceType: [ResourceEntry]]
  /// The types that there are objects of, ordered by group and plural.
  public let types: [ResourceType]
  /// For types whose objects lie in several files: how many different ones each file has, by path.
  let objectCounts: [ResourceType: [String: Int]]
  /// Objects with parts that are unknown since their copies differ, as in `Node w1`, by type.
  let contested: [ResourceType: Set<String>]
  /// What copies contradict each other in.
  let contradictions: [CopyContradiction]

  /// The number of objects.
  public let count: Int

  /// Sorts and counts once what was read. `groups` may hold objects more than once; `inputs` says
  /// which input a file belongs to, by the file's path, and `order` which of them is later.
  init(
    store: DocumentStore, reasons: ReasonTable,
    groups: [(type: ResourceType, entries: [ResourceEntry])], inputs: [String: Int],
    order exports: InputOrder = .none
  ) {
    self.store = store
    // Entries that are in order lie in one place from their reading on.
    var lists: [ResourceType: [ResourceEntry]] = [:]
    for group in groups {
      if lists[group.type]?.append(contentsOf: group.entries) == nil {
        lists[group.type] = group.entries
      }
    }
    types = lists.filter { !$0.value.isEmpty }.keys.sorted(by: ResourceType.isOrderedBefore)
    let order = EntryOrder(store)
    var counter = FileCounter(store)
    var copyResolver = CopyResolver(
      store: store, reasons: reasons, inputs: inputs, order: exports)
    for type in types {
      // Taken out, so that they are sorted where they lie.
      let sorted = order.sorted(lists.removeValue(forKey: type) ?? [])
      counter.count(sorted, of: type) { order.compare($0, $1) == 0 }
      lists[type] = order.once(sorted, of: type, &copyResolver)
    }
    copyResolver.finish()
    contested = copyResolver.contested
    contradictions = copyResolver.contradictions
    self.lists = lists
    count = lists.values.reduce(0) { $0 + $1.count }
    objectCounts = counter.counts
  }

  /// Says of objects that they have more than is known.
  ///
  /// - Parameter marked: gives an object of a type as it is to be seen.
  mutating func mark(_ marked: (Value, ResourceType) -> Value) {
    for type in types {
      guard var entries = lists.removeValue(forKey: type) else { continue }
      for i in entries.indices { entries[i].value = marked(entries[i].value, type) }
      lists[type] = entries
    }
  }

  /// All objects of a type, ordered by namespace and name.
  public func all(of type: ResourceType) -> ArraySlice<ResourceEntry> {
    lists[type]?[...] ?? []
  }

  /// The objects of a type in one namespace, ordered by name; `""` means those without one.
  public func all(of type: ResourceType, namespace: String) -> ArraySlice<ResourceEntry> {
    let slice = all(of: type)
    let order = EntryOrder(store)
    let low = partition(slice) { order.compare($0.namespace, namespace) < 0 }
    let high = partition(slice[low...]) { order.compare($0.namespace, namespace) <= 0 }
    return slice[low..<high]
  }

  /// The object of that name; nil if the snapshot has none.
  public func object(_ type: ResourceType, namespace: String, name: String) -> Value? {
    let slice = all(of: type, namespace: namespace)
    let order = EntryOrder(store)
    let at = partition(slice) { order.compare($0.name, name) < 0 }
    guard at < slice.endIndex, order.compare(slice[at].name, name) == 0 else { return nil }
    return slice[at].value
  }

  /// The first index for which `isBefore` does not hold.
  private func partition(
    _ slice: ArraySlice<ResourceEntry>, _ isBefore: (ResourceEntry) -> Bool
  ) -> Int {
    var low = slice.startIndex
    var high = slice.endIndex
    while low < high {
      let middle = (low + high) / 2
      if isBefore(slice[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// The order of entries: namespace, then name, by bytes.
private struct EntryOrder {
  let store: DocumentStore
  let memory: Memory

  init(_ store: DocumentStore) {
    self.store = store
    memory = store.memory
  }

  func compare(_ left: Value, _ right: Value) -> Int {
    compare(bytes(left), bytes(right))
  }

  func compare(_ left: Value, _ right: String) -> Int {
    var right = right
    return right.withUTF8 { compare(bytes(left), $0) }
  }

  private func bytes(_ value: Value) -> UnsafeBufferPointer<UInt8> {
    value.tag == .string ? memory.bytes(of: value) : UnsafeBufferPointer(start: nil, count: 0)
  }

  private func compare(
    _ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>
  ) -> Int {
    let common = min(left.count, right.count)
    if common > 0, let l = left.baseAddress, let r = right.baseAddress {
      let order = Int(memcmp(l, r, common))
      if order != 0 { return order }
    }
    return left.count - right.count
  }

  func compare(_ left: ResourceEntry, _ right: ResourceEntry) -> Int {
    let namespaces = compare(left.namespace, right.namespace)
    return namespaces != 0 ? namespaces : compare(left.name, right.name)
  }

  /// The entries in order; those of one name in the order of reading, since the sort is stable.
  func sorted(_ entries: consuming [ResourceEntry]) -> [ResourceEntry] {
    var sorted = entries
    let isSorted = zip(sorted, sorted.dropFirst()).allSatisfy { compare($0, $1) <= 0 }
    if !isSorted { sorted.sort { compare($0, $1) < 0 } }
    return sorted
  }

  /// Sorted entries, those with one name as the one that they come to.
  func once(
    _ sorted: [ResourceEntry], of type: ResourceType, _ copyResolver: inout CopyResolver
  ) -> [ResourceEntry] {
    let hasCopies = zip(sorted, sorted.dropFirst()).contains { compare($0, $1) == 0 }
    guard hasCopies else { return sorted }
    var all: [ResourceEntry] = []
    var start = 0
    while start < sorted.count {
      var end = start + 1
      while end < sorted.count, compare(sorted[start], sorted[end]) == 0 { end += 1 }
      all.append(
        end - start == 1 ? sorted[start] : copyResolver.resolved(sorted[start..<end], of: type))
      start = end
    }
    return all
  }
}

/// Counts which files hold the objects of a type.
private struct FileCounter {
  private let store: DocumentStore
  /// The path of each arena's source; a file may fill several arenas.
  private var paths: [UInt16: String] = [:]
  private(set) var counts: [ResourceType: [String: Int]] = [:]

  init(_ store: DocumentStore) { self.store = store }

  mutating func count(
    _ sorted: [ResourceEntry], of type: ResourceType,
    isSame: (ResourceEntry, ResourceEntry) -> Bool
  ) {
    guard let first = sorted.first else { return }
    if sorted.allSatisfy({ $0.value.arena == first.value.arena }) { return }
    var own: [String: Int] = [:]
    // The files of the objects with the name at hand: a file counts once for each name.
    var current: Set<String> = []
    var last = first
    for entry in sorted {
      if !isSame(last, entry) { current.removeAll(keepingCapacity: true) }
      last = entry
      let path = path(of: entry)
      if current.insert(path).inserted { own[path, default: 0] += 1 }
    }
    if own.count > 1 { counts[type] = own }
  }

  private mutating func path(of entry: ResourceEntry) -> String {
    if let known = paths[entry.value.arena] { return known }
    let path = store.source(of: entry.value)?.path ?? ""
    paths[entry.value.arena] = path
    return path
  }
}
