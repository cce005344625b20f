// Reading evidence: the one way in for everything that a snapshot or a target holds.
//
// Masks are made while a source is read, before anything can quote it. And only what was understood
// may be quoted at all: of documents those that were read to their end and are objects of a known
// place, of texts those of known files. For everything else a report gives message and place alone.

import Basics
import Documents

extension DocumentStore {
  /// Reads YAML or JSON as evidence: what is not to be shown is hidden, and what may be quoted is
  /// said.
  func readEvidence(
    _ source: SourceText, as origin: DocumentMasking.Origin, options: ReadingOptions,
    captures: Captures = Captures()
  ) -> SourceDocuments {
    source.quote(only: [])
    let marks = TextMark.all(in: source, threads: options.jobs)
    var options = options
    // Of other documents more is masked than values, when they have been read.
    if case .resources = origin { options.sharesStrings = true }
    options.hiddenReason = ReasonTable.hidden
    options.masking = DocumentMasking(
      origin, of: source, marks: marks, captures: captures, store: self)
    let reading = read(source, options: options)
    for mark in marks where mark.kind == .password { source.mask(mark.range) }
    source.quote(only: QuotableParts(reading, as: origin, in: self).ranges)
    return reading
  }
}

extension SourceText {
  /// Masks the credentials of a text that is not a document.
  ///
  /// - Parameter isKnown: Whether it is a file that facts are read from, and may be quoted.
  /// - Returns: Whether there were any.
  @discardableResult
  func maskEvidence(isKnown: Bool) -> Bool {
    let found = CredentialText.ranges(in: buffer, of: 0..<count)
    for range in found { mask(range) }
    quote(only: isKnown ? [0..<count] : [])
    return !found.isEmpty
  }
}

/// The documents of a reading that may be quoted.
private struct QuotableParts {
  private(set) var ranges: [Range<Int>] = []
  private let store: DocumentStore

  init(_ reading: SourceDocuments, as origin: DocumentMasking.Origin, in store: DocumentStore) {
    self.store = store
    let isBroken = reading.flaws.contains(where: \.losesContent)
    for (document, part) in zip(reading.documents, reading.parts) {
      let isKnown: Bool
      switch origin {
      case .resources: isKnown = isObject(document, depth: 0)
      case .configuration, .manifest, .rkeState:
        // One document, which is what the file is for.
        isKnown = document.tag == .map && reading.documents.count == 1 && !isBroken
      }
      guard isKnown, let start = store.place(of: document)?.offset else { continue }
      // Above a document may stand directives and what else nobody looked at.
      // No further back than the part: many documents may stand in one line.
      var from = start
      while from > part.lowerBound, reading.source.bytes[from - 1] != 0x0A { from -= 1 }
      ranges.append(min(from, start)..<max(part.upperBound, start))
    }
  }

  /// Whether a document is an object, or a list of nothing else.
  private func isObject(_ value: Value, depth: Int) -> Bool {
    guard value.tag == .map, depth < 64 else { return false }
    let document = DocumentValue(value, in: store)
    guard let kind = document["kind"]?.string else { return false }
    guard kind.hasSuffix("List"), let items = document["items"] else {
      return document["metadata"] != nil && kind != "Table" && kind != "Status"
    }
    if items.isNull { return true }
    guard items.value.tag == .list else { return false }
    let memory = store.memory
    let isTyped = kind != "List"
    guard let kindKey = store.key("kind"), let itemsKey = store.key("items") else { return false }
    for i in 0..<memory.count(list: items.value) {
      let item = memory.element(i, of: items.value)
      guard item.tag == .map else { return false }
      if memory.field(itemsKey, of: item) != nil {
        guard isObject(item, depth: depth + 1) else { return false }
      } else if !isTyped, memory.field(kindKey, of: item) == nil {
        return false
      }
    }
    return true
  }
}
