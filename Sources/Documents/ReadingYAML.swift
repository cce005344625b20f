import Basics
import CLibrary

extension DocumentStore {
  /// Reads all documents of a source; a large List on several threads.
  func readYAML(_ source: SourceText, _ options: ReadingOptions) -> UnfinishedReading {
    var reading = UnfinishedReading(source, options)
    if options.jobs > 1, let cut = ListCut.yaml(source, pieces: options.jobs * 8),
      cut.resume < source.count || source.endsWithLineBreak,
      let whole = readCut(cut, source, options)
    {
      return whole
    }
    let text = source.buffer
    readYAML(source, text, MarkPlaces(text: text, start: 0), options, nil, &reading)
    return reading
  }

  @discardableResult
  private func readYAML(
    _ source: SourceText, _ text: UnsafeBufferPointer<UInt8>, _ places: MarkPlaces,
    _ options: ReadingOptions, _ splice: YAMLSplice?, _ reading: inout UnfinishedReading
  ) -> Bool {
    if let line = text.excessDirective(over: options.limits.directives) {
      reading.flaws.add(
        Flaw(
          "has more than \(options.limits.directives) directives above one document",
          at: SourcePlace(source: source, offset: places.byte(forByte: line))))
      return false
    }
    guard let builder = makeBuilder(source, options, &reading) else { return false }
    let duplicates = RepeatedKeys(self, source, options)
    builder.onDuplicateKey = duplicates.report
    if splice == nil, let printed = readPrintedYAML(source, into: builder, options) {
      reading.documents = printed.documents
      reading.parts = printed.parts
      if builder.isTooDense { reading.flaws.add(Flaw(DensityLimit.message, at: nil)) }
      finish(&reading, builder, duplicates)
      return !builder.isTooDense
    }
    duplicates.restore(FlawList(options))
    let reader = YAMLReader(
      source, text: text, places: places, into: builder, options: options, splice: splice)
    reading.documents = reader.documents()
    reading.parts = reader.parts
    finish(&reading, builder, duplicates)
    reading.flaws.add(reader.notes)
    if let flaw = reader.flaw { reading.flaws.add(flaw) }
    return reader.flaw == nil
  }

  private func finish(
    _ reading: inout UnfinishedReading, _ builder: DocumentBuilder, _ duplicates: RepeatedKeys
  ) {
    builder.close()
    reading.masked += builder.watch?.ranges ?? MaskedRanges()
    reading.flaws.add(duplicates.flaws)
  }

  /// Reads a List in pieces; nil if a piece, or what is left without them, is not what it seemed to
  /// be.
  private func readCut(
    _ cut: ListCut, _ source: SourceText, _ options: ReadingOptions
  ) -> UnfinishedReading? {
    let pieces = inParallel(cut.pieces.count, threads: options.jobs) { i in
      self.piece(cut.pieces[i], source, options)
    }
    var reading = UnfinishedReading(source, options)
    guard let elements = joined(pieces, &reading), let items = key("items") else { return nil }
    let skeleton =
      Array(source.buffer[0..<cut.opening]) + Array(source.buffer[cut.resume..<source.count])
    let whole = skeleton.withUnsafeBufferPointer { text in
      readYAML(
        source, text,
        MarkPlaces(text: text, start: 0, gapAt: cut.opening, gap: cut.resume - cut.opening),
        options, YAMLSplice(key: items, opening: cut.opening, elements: elements), &reading)
    }
    guard whole, reading.documents.count == 1,
      let list = DocumentValue(reading.documents[0], in: self)["items"],
      list.value.tag == .list, memory.count(list: list.value) == elements.count
    else { return nil }
    return reading
  }

  private func piece(
    _ range: Range<Int>, _ source: SourceText, _ options: ReadingOptions
  ) -> Piece? {
    printedPiece(range, source, options) ?? eventPiece(range, source, options)
  }

  /// Reads a piece with the events of libyaml.
  func eventPiece(
    _ range: Range<Int>, _ source: SourceText, _ options: ReadingOptions
  ) -> Piece? {
    guard let builder = builder(for: source, range, options) else { return nil }
    let duplicates = RepeatedKeys(self, source, options)
    builder.onDuplicateKey = duplicates.report
    let text = UnsafeBufferPointer(rebasing: source.buffer[range])
    guard text.excessDirective(over: 0) == nil else { return nil }
    let reader = YAMLReader(
      source, text: text, places: MarkPlaces(text: text, start: range.lowerBound), into: builder,
      options: options)
    let documents = reader.documents()
    guard reader.flaw == nil, reader.isSelfContained, documents.count == 1,
      documents[0].tag == .list
    else { return nil }
    builder.close()
    var flaws = duplicates.flaws
    flaws.add(reader.notes)
    return Piece(list: documents[0], flaws: flaws, masked: builder.watch?.ranges)
  }
}

extension SourceText {
  fileprivate var endsWithLineBreak: Bool {
    buffer.last.map { $0 == 0x0A || $0 == 0x0D } ?? true
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The first line that is one directive too many (`%TAG …`) of those that follow one another; nil
  /// if none is. libyaml compares each with all before it, and has no limit.
  fileprivate func excessDirective(over limit: Int) -> Int? {
    var directives = 0
    var line = 0
    while line < count {
      switch self[line] {
      case UInt8(ascii: "%"):
        directives += 1
        if directives > limit { return line }
      case UInt8(ascii: "#"), 0x0A, 0x0D: break
      default:
        directives = 0
        // Most texts have none: on to the next one.
        guard let next = nextDirective(after: line) else { return nil }
        line = next
        continue
      }
      while line < count, self[line] != 0x0A { line += 1 }
      line += 1
    }
    return nil
  }

  /// The next line that begins with a percent sign.
  private func nextDirective(after start: Int) -> Int? {
    guard let base = baseAddress else { return nil }
    var at = start + 1
    while at < count, let found = memchr(base + at, Int32(UInt8(ascii: "%")), count - at) {
      at = UnsafeRawPointer(found) - UnsafeRawPointer(base)
      if self[at - 1] == 0x0A { return at }
      at += 1
    }
    return nil
  }
}

/// Items read elsewhere, for the empty value of `key` in a List's skeleton.
struct YAMLSplice {
  let key: UInt32
  let opening: Int
  let elements: [Value]
}
