import Basics
import Documents
import Findings
import Rules
import Snapshots

/// A file of one YAML or JSON document that says how is judged: waivers, configuration. Whatever is
/// wrong with it is a fatal problem with its place.
package struct SettingsFile {
  /// Bytes of one such file.
  private static let byteLimit = 16 << 20

  package let source: SourceText
  package let document: DocumentValue

  /// Nil, with problems, if the file cannot be read, or holds no document or several.
  ///
  /// - Parameter noun: what kind of file it is, for messages.
  package init?(_ file: String, _ noun: String, into store: DocumentStore, _ problems: ProblemList)
  {
    var limits = ReadingLimits()
    limits.sourceBytes = SettingsFile.byteLimit
    let path = InputWalk.cleaned(file)
    switch SourceText.read(file: file, path: path, limits: limits) {
    case .failure(let error):
      let help = InputWalk.similarName(to: file).map { "did you mean \($0)?" }
      problems.add(
        "unreadable-file", "the \(noun) \(path) \(error.message)", at: nil, help: help)
      return nil
    case .success(let source): self.init(source, noun, into: store, problems)
    }
  }

  /// The same of a text that is at hand.
  init?(
    _ source: SourceText, _ noun: String, into store: DocumentStore, _ problems: ProblemList
  ) {
    self.source = source
    let reading = store.read(source)
    // The name may be a link to any file, and be given by somebody else's configuration: only what
    // is one of settings is quoted. Frames of it pass the search for credentials.
    let isMap = reading.documents.first?.tag == .map && reading.flaws.isEmpty
    source.quote(only: isMap || Self.hasSchemaLine(source) ? [0..<source.count] : [])
    for flaw in reading.flaws { problems.add(flaw, of: "the \(noun)") }
    guard reading.flaws.isEmpty else { return nil }
    let documents = reading.documents.filter { $0.tag != .null }
    guard let first = documents.first, documents.count == 1 else {
      problems.add(
        "wrong-file",
        documents.isEmpty
          ? "the \(noun) is empty" : "the \(noun) holds more than one document",
        at: SourcePlace(source: source, offset: 0), count: 0)
      return nil
    }
    document = DocumentValue(first, in: store)
  }

  /// Whether a line says the form of the file, be the rest of it broken.
  private static func hasSchemaLine(_ source: SourceText) -> Bool {
    let start = Array("schema:".utf8)
    return source.lineRanges.contains { source.buffer[$0].starts(with: start) }
  }

  /// The file as something that the result rests on.
  func artifact(_ role: Artifact.Role, hashes: Bool) -> Artifact {
    let sum =
      hashes ? SHA256.hexadecimalDigest(of: UnsafeRawBufferPointer(source.buffer)) : nil
    return Artifact(path: source.path, length: source.count, sha256: sum, role: role)
  }
}

extension FieldReader {
  /// Checks the version of a file's form.
  package func checkSchema(_ problems: ProblemList) {
    guard let schema = value("schema"), schema.int != 1 else { return }
    problems.add("wrong-value", "\"schema\" must be 1", at: schema.place)
  }

  /// One text, or a list of texts: none of them blank.
  package func texts(_ name: String, _ problems: ProblemList) -> [(
    text: String, place: SourcePlace?
  )] {
    guard let value = value(name) else { return [] }
    let elements = value.value.tag == .list ? value.elements : [value]
    return elements.compactMap { element in
      guard let text = element.string else {
        problems.add(
          "wrong-type", "\"\(name)\" must be a text or a list of texts", at: element.place,
          help: [.list, .map].contains(element.value.tag) ? nil : "In quotes it is a text.")
        return nil
      }
      guard text.contains(where: { !$0.isWhitespace }) else {
        problems.add("wrong-value", "\"\(name)\" must not be empty", at: element.place)
        return nil
      }
      return (text, element.place)
    }
  }
}
