import Basics
import Documents

/// The objects of a list, gathered.
struct ListItems: Sendable {
  private(set) var objects: ResourceCollector
  private(set) var namespaces = ListNamespaces()

  /// Objects that one thread gathers at a time.
  private static let pieceSize = 1_024

  private init(store: DocumentStore) { objects = ResourceCollector(store: store) }

  /// Gathers items in pieces, beside each other. Nil if one of them is no object, or if they may be
  /// of more kinds than fit beside what a file has already: then they are to be looked at one by
  /// one, in their order.
  init?(_ items: [Value], of source: SourceText, beside others: ResourceCollector, jobs: Int) {
    let store = others.store
    let size = ListItems.pieceSize
    let pieces = inParallel((items.count + size - 1) / size, threads: jobs) { i -> ListItems? in
      let copies = NameCopies(of: source, in: store)
      defer { copies?.close() }
      var piece = ListItems(store: store)
      for item in items[i * size..<min((i + 1) * size, items.count)] {
        guard let added = piece.objects.add(item, copies: copies) else { return nil }
        piece.namespaces.add(added, in: store)
      }
      return piece
    }
    self.init(store: store)
    for piece in pieces {
      guard let piece else { return nil }
      let isFirst = objects.buckets.isEmpty
      namespaces.merge(piece.namespaces, buckets: objects.merge(piece.objects))
      guard others.mayTake(objects) else { return nil }
      // Most lists hold one kind.
      if isFirst, objects.buckets.count == 1 { objects.reserve(items.count, ofBucket: 0) }
    }
  }
}

/// The namespaces of the objects of a list, by the number of their bucket.
struct ListNamespaces: Sendable {
  private(set) var byBucket: [Int: Set<String>] = [:]
  private var last: (bucket: Int, namespace: [UInt8])?

  mutating func add(_ added: ResourceCollector.Added, in store: DocumentStore) {
    let bytes =
      added.namespace.tag == .string
      ? store.memory.bytes(of: added.namespace) : UnsafeBufferPointer(start: nil, count: 0)
    // Neighbours mostly share their namespace: only a change is worth a string.
    if let last, last.bucket == added.bucket, last.namespace.elementsEqual(bytes) { return }
    last = (added.bucket, Array(bytes))
    byBucket[added.bucket, default: []]
      .formUnion(bytes.isEmpty ? [] : [String(decoding: bytes, as: UTF8.self)])
  }

  /// - Parameter buckets: which bucket here each of the others' is.
  mutating func merge(_ later: ListNamespaces, buckets: [Int]) {
    for (bucket, names) in later.byBucket {
      byBucket[buckets[bucket], default: []].formUnion(names)
    }
  }
}
