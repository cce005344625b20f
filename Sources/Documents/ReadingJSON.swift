import Basics

extension DocumentStore {
  /// Reads a source as JSON, and as nothing else.
  public func readJSON(_ source: SourceText) -> SourceDocuments {
    let reading = readJSON(source, ReadingOptions())
    return SourceDocuments(
      source: source, documents: reading.documents, flaws: reading.flaws.all, parts: reading.parts)
  }

  /// Reads all JSON values of a source; a large List on several threads.
  func readJSON(_ source: SourceText, _ options: ReadingOptions) -> UnfinishedReading {
    var reading = UnfinishedReading(source, options)
    if options.jobs > 1, let cut = ListCut.json(source, pieces: options.jobs * 4) {
      if let splice = readPieces(of: cut, source, options, &reading) {
        readJSON(source, options, splice, &reading)
        return reading
      }
      reading = UnfinishedReading(source, options)
    }
    readJSON(source, options, nil, &reading)
    return reading
  }

  private func readJSON(
    _ source: SourceText, _ options: ReadingOptions, _ splice: JSONReader.Splice?,
    _ reading: inout UnfinishedReading
  ) {
    guard let builder = makeBuilder(source, options, &reading) else { return }
    let duplicates = RepeatedKeys(self, source, options)
    builder.onDuplicateKey = duplicates.report
    var reader = JSONReader(
      source, range: 0..<source.count, into: builder, options: options, splice: splice)
    let documentLimit = options.limits.documents(inBytes: source.count)
    while let value = reader.next() {
      if reading.documents.count == documentLimit {
        reading.flaws.add(Flaw("has more than \(documentLimit) documents", at: nil))
        break
      }
      reading.documents.append(value)
      reading.parts.append((reading.parts.last?.upperBound ?? 0)..<reader.position)
    }
    builder.close()
    reading.masked += builder.watch?.ranges ?? MaskedRanges()
    reading.flaws.add(duplicates.flaws)
    reading.isTooDense = reader.problem != nil && builder.isTooDense
    if let problem = reader.problem {
      reading.flaws.add(
        Flaw(problem.message, at: SourcePlace(source: source, offset: problem.offset)))
    }
  }

  /// Reads the pieces of a List on all threads; nil if one of them is not what it seemed.
  private func readPieces(
    of cut: ListCut, _ source: SourceText, _ options: ReadingOptions,
    _ reading: inout UnfinishedReading
  ) -> JSONReader.Splice? {
    let pieces = inParallel(cut.pieces.count, threads: options.jobs) { i -> Piece? in
      guard let builder = self.builder(for: source, cut.pieces[i], options) else { return nil }
      let duplicates = RepeatedKeys(self, source, options)
      builder.onDuplicateKey = duplicates.report
      var reader = JSONReader(source, range: cut.pieces[i], into: builder, options: options)
      guard let list = reader.elements() else { return nil }
      builder.close()
      return Piece(list: list, flaws: duplicates.flaws, masked: builder.watch?.ranges)
    }
    guard let elements = joined(pieces, &reading) else { return nil }
    return JSONReader.Splice(start: cut.opening, end: cut.resume, elements: elements)
  }

  func makeBuilder(
    _ source: SourceText, _ options: ReadingOptions, _ reading: inout UnfinishedReading
  ) -> DocumentBuilder? {
    let builder = builder(for: source, 0..<source.count, options)
    if builder == nil {
      reading.flaws.add(Flaw("cannot be read: too many files for one run", at: nil))
    }
    return builder
  }

  /// A builder for a part of a source that masks as the options ask for; nil if the store is full.
  func builder(
    for source: SourceText, _ range: Range<Int>, _ options: ReadingOptions
  ) -> DocumentBuilder? {
    let limit = options.limits.density(ofBytes: range.count, of: source.count)
    guard let builder = DocumentBuilder(store: self, source: source, limit: limit) else {
      return nil
    }
    if options.sharesStrings { builder.shareStrings() }
    if let masking = options.masking {
      builder.watch = MaskingWatch(masking, reason: options.hiddenReason, self, builder.arena)
    }
    return builder
  }

  /// The elements of all pieces in order; nil if a piece could not be read on its own.
  func joined(_ pieces: [Piece?], _ reading: inout UnfinishedReading) -> [Value]? {
    var elements: [Value] = []
    for piece in pieces {
      guard let piece else { return nil }
      reading.flaws.add(piece.flaws)
      reading.masked += piece.masked ?? MaskedRanges()
      for i in 0..<memory.count(list: piece.list) {
        elements.append(memory.element(i, of: piece.list))
      }
    }
    return elements
  }
}

extension JSONReader {
  /// Elements read elsewhere: those of the array that opens at `start` and closes at `end`.
  struct Splice {
    let start: Int
    let end: Int
    let elements: [Value]
  }
}

/// A part of a large List, read on its own.
struct Piece: Sendable {
  let list: Value
  let flaws: FlawList
  let masked: MaskedRanges?
}

/// Collects the keys that a map of a source has twice.
final class RepeatedKeys {
  private let store: DocumentStore
  private let source: SourceText
  private(set) var flaws: FlawList
  /// Which flaw each key became, nil for those that are only counted: a map may have one a million
  /// times.
  private var numbers: [UInt32: Int?] = [:]

  init(_ store: DocumentStore, _ source: SourceText, _ options: ReadingOptions) {
    self.store = store
    self.source = source
    flaws = FlawList(options)
  }

  func report(_ key: UInt32, _ first: Int, _ second: Int) {
    if let known = numbers[key], flaws.count(again: known) { return }
    numbers[key] = .some(
      flaws.add(
        Flaw(
          message(key), effect: "the last one counts",
          at: SourcePlace(source: source, offset: second),
          related: SourcePlace(source: source, offset: first), losesContent: false,
          losesField: RepeatedKeys.fields.contains { isEqual(key, $0) })))
  }

  /// What objects of Kubernetes, and lists of them, consist of.
  private static let fields: [StaticString] = [
    "apiVersion", "kind", "metadata", "items", "spec", "status", "data", "webhooks", "rules",
    "subjects", "roleRef",
  ]

  private func isEqual(_ key: UInt32, _ field: StaticString) -> Bool {
    store.memory.bytes(of: store.memory.keyValue(key)).elementsEqual(
      UnsafeBufferPointer(start: field.utf8Start, count: field.utf8CodeUnitCount))
  }

  func add(_ others: FlawList) { flaws.add(others) }

  /// Goes back to what was found before: what came since is read again.
  func restore(_ earlier: FlawList) {
    numbers = numbers.filter { $0.value.map { $0 < earlier.flaws.count } ?? false }
    flaws = earlier
  }

  private func message(_ key: UInt32) -> String {
    let bytes = store.memory.bytes(of: store.memory.keyValue(key))
    return "has the key \"\(String(decoding: bytes, as: UTF8.self))\" twice in one map"
  }
}
