extension DocumentStore {
  /// Reads all documents of a source; a large List on several threads.
  func readYAML(_ source: SourceText, _ options: ReadingOptions) -> SourceDocuments {
    var reading = SourceDocuments(source: source, documents: [], flaws: [])
    if options.jobs > 1, let cut = ListCut.yaml(source, pieces: options.jobs * 8) {
      if let whole = readCut(cut, source, options) { return whole }
    }
    let text = source.buffer
    readYAML(source, text, MarkPlaces(text: text, start: 0), options, nil, &reading)
    return reading
  }

  @discardableResult
  private func readYAML(
    _ source: SourceText, _ text: UnsafeBufferPointer<UInt8>, _ places: MarkPlaces,
    _ options: ReadingOptions, _ splice: YAMLSplice?, _ reading: inout SourceDocuments
  ) -> Bool {
    guard let builder = makeBuilder(source, options, &reading) else { return false }
    let duplicates = RepeatedKeys(self, source)
    builder.onDuplicateKey = duplicates.report
    let reader = YAMLReader(
      source, text: text, places: places, into: builder, options: options, splice: splice)
    reading.documents = reader.documents()
    builder.close()
    reading.parts = reader.parts
    reading.masked += builder.watch?.ranges ?? MaskedRanges()
    reading.flaws += duplicates.flaws + reader.notes
    if let flaw = reader.flaw { reading.flaws.append(flaw) }
    return reader.flaw == nil
  }

  /// Reads a List in pieces; nil where a piece, or what is left without them, is not what it
  /// seemed to be.
  private func readCut(
    _ cut: ListCut, _ source: SourceText, _ options: ReadingOptions
  ) -> SourceDocuments? {
    let pieces = inParallel(cut.pieces.count, threads: options.jobs) { i in
      self.piece(cut.pieces[i], source, options)
    }
    var reading = SourceDocuments(source: source, documents: [], flaws: [])
    guard let elements = joined(pieces, &reading), let items = key("items") else { return nil }
    let pieceFlaws = reading.flaws
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
    reading.flaws = pieceFlaws + reading.flaws.dropFirst(pieceFlaws.count)
    return reading
  }

  private func piece(
    _ range: Range<Int>, _ source: SourceText, _ options: ReadingOptions
  ) -> Piece? {
    guard let builder = builder(for: source, options) else { return nil }
    let duplicates = RepeatedKeys(self, source)
    builder.onDuplicateKey = duplicates.report
    let text = UnsafeBufferPointer(rebasing: source.buffer[range])
    let reader = YAMLReader(
      source, text: text, places: MarkPlaces(text: text, start: range.lowerBound), into: builder,
      options: options)
    let documents = reader.documents()
    guard reader.flaw == nil, reader.isSelfContained, documents.count == 1,
      documents[0].tag == .list
    else { return nil }
    builder.close()
    return Piece(
      list: documents[0], flaws: duplicates.flaws + reader.notes,
      masked: builder.watch?.ranges)
  }
}
