import Documents

/// Reads the documents of a pack's files.
struct PackFileReader {
  let store: DocumentStore
  let problems: ProblemList

  /// The one document of a file; nil, with problems, if there is none or more.
  func document(_ source: SourceText) -> DocumentValue? {
    only(documents(source), of: source)
  }

  /// The one of several that a file may hold.
  func only(_ documents: [DocumentValue], of source: SourceText) -> DocumentValue? {
    if documents.count == 1 { return documents[0] }
    if documents.isEmpty { return nil }
    problems.add(
      "wrong-file", "\(source.path) holds \(documents.count) documents; a file holds one rule",
      at: SourcePlace(source: source, offset: 0))
    return nil
  }

  /// The documents of a file; where there are none, that is a problem.
  func documents(_ source: SourceText) -> [DocumentValue] {
    let reading = store.read(source)
    for flaw in reading.flaws { problems.add(flaw, of: source.path) }
    let documents = reading.documents.filter { $0.tag != .null }
    if documents.isEmpty, reading.flaws.isEmpty {
      problems.add(
        "wrong-file", "\(source.path) is empty", at: SourcePlace(source: source, offset: 0))
    }
    return documents.map { DocumentValue($0, in: store) }
  }
}
