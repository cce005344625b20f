import Basics
import Documents
import Engine
import Findings
import Rules

/// What a client has open, and what is known of it.
final class Session {
  /// Documents that may be open at a time.
  static let documentLimit = 1000

  var encoding = PositionEncoding.utf16
  /// The folders that the client works on.
  var roots: [String] = [] {
    didSet { workspacePacks = nil }
  }
  private let surroundings: LanguageServer.Surroundings
  private var workspacePacks: [String]?
  private var rules: RuleSet?
  /// By URI.
  private(set) var documents: [String: OpenDocument] = [:]
  /// The texts of open files, by path.
  private(set) var texts = FileTexts()
  /// The URIs of open files, by path, as the client writes them.
  private var uris: [String: String] = [:]
  private var packs: [String: LoadedPack] = [:]
  /// What is to be looked at again, in order.
  private var pending: [Unit] = []
  /// Documents whose diagnostics are sent even if they stayed the same.
  private var touched: Set<String> = []
  /// The diagnostics that were sent last, by path; and what they were sent for.
  private var sent: [String: (unit: Unit, text: String)] = [:]

  /// What is looked at at a time.
  enum Unit: Hashable {
    case pack(String)
    case file(String)
  }

  init(_ surroundings: LanguageServer.Surroundings) { self.surroundings = surroundings }

  // MARK: Documents

  /// Nil, or why the document is not taken.
  func open(_ document: OpenDocument) -> String? {
    guard documents.count < Self.documentLimit || documents[document.uri] != nil else {
      return "more than \(Self.documentLimit) documents are open"
    }
    guard document.lines.bytes.count <= OpenDocument.byteLimit else {
      return "the document is longer than \(OpenDocument.byteLimit) bytes"
    }
    set(document)
    return nil
  }

  /// Puts a document in the place of the one with its URI.
  func set(_ document: OpenDocument) {
    documents[document.uri] = document
    guard let path = FileURI.path(of: document.uri) else { return }
    texts[path] = document.lines.bytes
    uris[path] = document.uri
    changed(path)
  }

  func close(_ uri: String) {
    guard documents.removeValue(forKey: uri) != nil, let path = FileURI.path(of: uri) else {
      return
    }
    texts[path] = nil
    uris[path] = nil
    changed(path)
  }

  /// Looks again at what a file belongs to.
  func changed(_ path: String) {
    touched.insert(path)
    switch kind(of: path) {
    case .pack(let folder, _):
      // What extends it reads it too.
      packs = [:]
      rules = nil
      enqueue(.pack(folder))
    default: enqueue(.file(path))
    }
    // What a file was before, as of a pack that has lost its pack.yaml.
    if let unit = sent[path]?.unit { enqueue(unit) }
  }

  private func enqueue(_ unit: Unit) {
    if !pending.contains(unit) { pending.append(unit) }
  }

  /// The text of a file, as it is in the editor or on disk.
  func lines(of path: String) -> TextLines? {
    if let uri = uris[path], let document = documents[uri] { return document.lines }
    guard case .success(let source) = SourceText.read(file: path, path: path, limits: Self.limits)
    else { return nil }
    return TextLines(Array(source.buffer))
  }

  private static var limits: ReadingLimits {
    var limits = ReadingLimits()
    limits.sourceBytes = OpenDocument.byteLimit
    return limits
  }

  func uri(of path: String) -> String { uris[path] ?? FileURI.uri(of: path) }

  func kind(of path: String) -> FileKind {
    FileKind(path: path, lines: lines(of: path) ?? TextLines([]), texts: texts)
  }

  /// The pack in a folder as it is now.
  func pack(in folder: String) -> LoadedPack {
    if let pack = packs[folder] { return pack }
    let pack = LoadedPack(folder: folder, texts: texts, others: knownPacks)
    packs[folder] = pack
    return pack
  }

  /// The folders of the packs that the client works on.
  var knownPacks: [String] {
    if let workspacePacks { return workspacePacks }
    let found = WorkspacePacks(below: roots).folders
    workspacePacks = found
    return found
  }

  /// Forgets what was read of the disk.
  func forgetFiles() {
    workspacePacks = nil
    rules = nil
    packs = [:]
    for path in uris.keys.sortedByBytes() { changed(path) }
  }

  /// The rules of the built-in pack and of all packs that the client works on.
  func allRules() -> RuleSet {
    if let rules { return rules }
    let loaded = RuleSet.load(
      into: DocumentStore(), folders: knownPacks, withBuiltIn: true,
      toolVersion: ToolInfo.current.version, appliesChanges: false, texts: texts)
    rules = loaded
    return loaded
  }

  // MARK: Diagnostics

  var hasWork: Bool { !pending.isEmpty }

  /// Looks at the next thing that is to be looked at, and says what is wrong with it.
  func diagnoseNext(_ out: inout OutgoingMessages) {
    guard !pending.isEmpty else { return }
    let unit = pending.removeFirst()
    let open = uris.keys.sortedByBytes()
    switch unit {
    case .pack(let folder):
      let members = open.filter { path in
        if case .pack(folder, _) = kind(of: path) { true } else { false }
      }
      // Of a pack of which nothing is open nobody wants to know more.
      guard !members.isEmpty else {
        packs[folder] = nil
        publish([:], of: unit, besides: [], &out)
        return
      }
      publish(problems(ofPackIn: folder), of: unit, besides: members, &out)
    case .file(let path):
      let members = open.filter { $0 == path }
      publish(members.isEmpty ? [:] : [path: problems(of: path)], of: unit, besides: members, &out)
    }
  }

  /// The problems of a file that belongs to no pack.
  private func problems(of path: String) -> [Problem] {
    let kind = kind(of: path)
    guard kind != .other, let bytes = lines(of: path)?.bytes,
      case .success(let source) = SourceText.decode(path: path, bytes: bytes)
    else { return [] }
    switch kind {
    case .configuration:
      return FileProblems.configuration(source, checkFormat: surroundings.checkFormat)
    case .waivers:
      return FileProblems.waivers(
        source, terms: allRules().waiverTerms, day: surroundings.today())
    case .target: return FileProblems.target(source)
    case .pack, .other: return []
    }
  }

  /// The problems of a pack by the files in which they are shown.
  private func problems(ofPackIn folder: String) -> [String: [Problem]] {
    let head = "\(folder)/pack.yaml"
    return Dictionary(grouping: pack(in: folder).problems) { problem in
      let path = problem.places.first?.path ?? head
      return path.hasPrefix(folder + "/") ? path : head
    }
  }

  /// Sends the problems of a unit, where they changed, and none for files that had some before.
  ///
  /// - Parameter open: Files of the unit that are open.
  private func publish(
    _ problems: [String: [Problem]], of unit: Unit, besides open: [String],
    _ out: inout OutgoingMessages
  ) {
    let diagnostics = ProblemDiagnostics(
      encoding: encoding, lines: { self.lines(of: $0) }, uri: { self.uri(of: $0) })
    let before = sent.filter { $0.value.unit == unit }.keys
    for path in Set(before).union(problems.keys).union(open).sortedByBytes() {
      let list = JSONText.array((problems[path] ?? []).map(diagnostics.diagnostic))
      let text = list.text()
      guard sent[path]?.text != text || touched.contains(path) else { continue }
      // What another unit has to say of the file stays.
      if problems[path] == nil, !open.contains(path), sent[path]?.unit != unit { continue }
      touched.remove(path)
      sent[path] = problems[path] == nil && !open.contains(path) ? nil : (unit, text)
      var fields: [(String, JSONText)] = [("uri", .string(uri(of: path)))]
      if let version = uris[path].flatMap({ documents[$0]?.version }) {
        fields.append(("version", .number(version)))
      }
      out.add(
        notification: "textDocument/publishDiagnostics",
        .object(fields + [("diagnostics", list)]))
    }
  }
}
