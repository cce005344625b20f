extension DocumentStore {
  /// Reads all documents of a source into the builder, if all of it is as programs print it; else
  /// gives nil, and the builder is as it was.
  func readPrintedYAML(
    _ source: SourceText, into builder: DocumentBuilder, _ options: ReadingOptions
  ) -> (documents: [Value], parts: [Range<Int>])? {
    guard options.readsPrintedYAML(to: source.count, of: source) else { return nil }
    let uncommon = UncommonCharacters(source.bytes, 0..<source.count)
    guard uncommon.offsets.isEmpty else { return nil }
    var reader = PrintedYAMLReader(source, 0..<source.count, into: builder, options)
    let empty = builder.checkpoint
    guard let read = reader.documents(limit: options.limits.documents(inBytes: source.count)) else {
      builder.restore(empty)
      return nil
    }
    return read
  }

  /// Reads a piece of a List: elements that are not as programs print them are read by libyaml.
  func printedPiece(
    _ range: Range<Int>, _ source: SourceText, _ options: ReadingOptions
  ) -> Piece? {
    guard options.readsPrintedYAML(to: range.upperBound, of: source),
      let builder = builder(for: source, range, options)
    else { return nil }
    let uncommon = UncommonCharacters(source.bytes, range)
    guard !uncommon.isTooMany else { return nil }
    var list = PrintedListReader(source, range, into: builder, self, options)
    return list.piece(uncommon.offsets)
  }
}

extension ReadingOptions {
  /// Whether a text that ends there is tried to be read as programs print it.
  fileprivate func readsPrintedYAML(to end: Int, of source: SourceText) -> Bool {
    readsPrintedYAML && projection.isEverything && end > 0 && source.bytes[end - 1] == .lineFeed
  }
}

extension PrintedYAMLReader {
  /// All documents, and where each stands; nil if not all is understood.
  fileprivate mutating func documents(limit: Int) -> (documents: [Value], parts: [Range<Int>])? {
    var documents: [Value] = []
    var parts: [Range<Int>] = []
    func part(to end: Int) -> Range<Int> { (parts.last?.upperBound ?? 0)..<end }
    var isMarked = false
    while at < end {
      guard isMarker(at: at) else {
        guard line(), !builder.isTooDense else { return nil }
        continue
      }
      guard bytes[at] == .dash, bytes[at &+ 3] == .lineFeed else { return nil }
      if let document = endDocument() {
        guard documents.count < limit else { return nil }
        documents.append(document)
        parts.append(part(to: at))
      } else if isMarked || !documents.isEmpty {
        return nil  // a document without content, which is null
      }
      isMarked = true
      at &+= 4
    }
    guard let document = endDocument(), documents.count < limit else { return nil }
    documents.append(document)
    parts.append(part(to: end))
    return (documents, parts)
  }
}
