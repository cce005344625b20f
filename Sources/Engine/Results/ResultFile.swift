import Basics
import Documents
import Findings
import Governance
import Rules
import Snapshots

/// A result that a JSON report holds, read as far as others are compared with it.
public struct ResultFile {
  public let record: ResultRecord
  /// How the file is shown.
  public let path: String
  let source: SourceText
  let document: DocumentValue

  /// Bytes of one report.
  private static let byteLimit = 1 << 30

  /// Whether a file is a JSON report of this tool, whole or not, and no snapshot.
  ///
  /// The standard input cannot be read twice, and so is never looked at.
  static func isReport(_ file: String) -> Bool {
    guard file != "-",
      case .success(let source) = SourceText.read(file: file, path: file, limits: limits)
    else { return false }
    // A report begins with its schema and the tool; no object of Kubernetes has either.
    let head = String(decoding: source.buffer.prefix(200), as: UTF8.self)
      .filter { !$0.isWhitespace }
    guard head.hasPrefix("{") else { return false }
    if head.hasPrefix("{\"schema\":"), head.contains("\"tool\":{\"name\":\"importlint\"") {
      return true
    }
    // Other tools may have put its keys into another order. A snapshot may be large, and is not
    // read for this unless it names the tool.
    let name = Array("\"importlint\"".utf8)
    guard source.firstRange(of: name, in: 0..<source.count) != nil else { return false }
    source.quote(only: [])
    let store = DocumentStore()
    guard let document = store.read(source).documents.first else { return false }
    return DocumentValue(document, in: store)["tool"]?["name"]?.string == "importlint"
  }

  private static var limits: ReadingLimits {
    var limits = ReadingLimits()
    limits.sourceBytes = byteLimit
    return limits
  }

  /// Nil, with fatal problems, where the file holds no result that this version can read.
  init?(_ file: String, into store: DocumentStore, _ problems: ProblemList) {
    guard let read = Self.read(file, into: store, problems) else { return nil }
    (path, source, document) = read
    guard let record = ResultReader(document).record else {
      problems.add(
        "wrong-result",
        "\(path) is not whole: it lacks what a result of schema "
          + "\(Judgement.schemaVersion) has", at: nil)
      return nil
    }
    // Without a code nothing says that it could.
    guard let code = document["exitCode"]?.int, code != 2 else {
      problems.add(
        "wrong-result", "\(path) is of a run that could not judge", at: nil,
        help: "Judge the snapshot again.")
      return nil
    }
    self.record = record
  }

  /// Reads a file as a document that says to be a result of this version.
  static func read(
    _ file: String, into store: DocumentStore, _ problems: ProblemList
  ) -> (path: String, source: SourceText, document: DocumentValue)? {
    let path = InputWalk.cleaned(file)
    let source: SourceText
    switch SourceText.read(file: file, path: path, limits: limits) {
    case .failure(let error):
      let help = InputWalk.similarName(to: file).map { "did you mean \($0)?" }
      problems.add("unreadable-result", "the result \(path) \(error.message)", at: nil, help: help)
      return nil
    case .success(let read): source = read
    }
    // Nothing of it is quoted: it may be any file.
    source.quote(only: [])
    let reading = store.read(source)
    if let flaw = reading.flaws.first {
      problems.add("unreadable-result", "the result \(path) \(flaw.message)", at: flaw.place)
      return nil
    }
    guard let first = reading.documents.first, reading.documents.count == 1 else {
      problems.add("wrong-result", "the result \(path) does not hold exactly one document", at: nil)
      return nil
    }
    let document = DocumentValue(first, in: store)
    if let flaw = mistake(in: document) {
      problems.add("wrong-result", "\(path) \(flaw.message)", at: nil, help: flaw.help)
      return nil
    }
    return (path, source, document)
  }

  /// Why a document is no result that can be read; nil if nothing speaks against it.
  private static func mistake(in document: DocumentValue) -> (message: String, help: String?)? {
    let remedy = "Write one with importlint check … --format json=FILE."
    guard document["tool"]?["name"]?.string == "importlint" else {
      return ("is not a JSON report of importlint", remedy)
    }
    if document["versions"] != nil {
      return ("is a matrix of several versions of Rancher, which has no findings", remedy)
    }
    guard let schema = document["schema"]?.int else {
      return ("is not a JSON report of importlint: it states no schema", remedy)
    }
    if schema != Judgement.schemaVersion {
      let older = schema < Judgement.schemaVersion
      return (
        "is a result of schema \(schema), and this importlint reads schema "
          + "\(Judgement.schemaVersion)",
        older ? "Judge its snapshot again with this version." : "Use a newer importlint."
      )
    }
    return nil
  }

  func artifact(hashes: Bool) -> Artifact {
    let sum =
      hashes ? SHA256.hexadecimalDigest(of: UnsafeRawBufferPointer(source.buffer)) : nil
    return Artifact(path: path, length: source.count, sha256: sum, role: .baseline)
  }
}
