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
  /// The packs that a pack extended when it was read last, by folder.
  private var bases: [String: [String]] = [:]
  /// The folders of packs that changed since something was looked at.
  private var changedPacks: Set<String> = []
  /// Whether a pack.yaml changed: it may have made or unmade a pack that another one extends.
  private var hasChangedHeads = false
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
      // The text that it had before is no longer what the client shows.
      close(document.uri)
      return OpenDocument.tooLarge
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

  /// Looks again at what a file belongs to, and at what rests on it.
  func changed(_ path: String) {
    touched.insert(path)
    // What a file was before, as of a pack that has lost its pack.yaml.
    for unit in [unit(of: path), sent[path]?.unit].compactMap({ $0 }) {
      enqueue(unit)
      if case .pack(let folder) = unit { forgetPack(in: folder) }
    }
    if path.hasSuffix("/pack.yaml") {
      hasChangedHeads = true
      packs = [:]
      rules = nil
    }
  }

  /// What is looked at when a file changes.
  private func unit(of path: String) -> Unit {
    if case .pack(let folder, _) = kind(of: path) { .pack(folder) } else { .file(path) }
  }

  private func enqueue(_ unit: Unit) {
    if !pending.contains(unit) { pending.append(unit) }
  }

  /// Forgets what was read of a pack, and of those that extend it.
  private func forgetPack(in folder: String) {
    changedPacks.insert(folder)
    packs = packs.filter { $0.key != folder && !rests($0.key, on: folder) }
    rules = nil
  }

  private func rests(_ folder: String, on base: String) -> Bool {
    bases[folder]?.contains(base) ?? false
  }

  /// Adds to what is to be looked at the open files that rest on packs that changed: those of packs
  /// that extend them, and waivers of their rules.
  private func enqueueDependents() {
    guard hasChangedHeads || !changedPacks.isEmpty else { return }
    let hasChangedRules = hasChangedHeads || knownPacks.contains(where: changedPacks.contains)
    for path in uris.keys.sortedByBytes() {
      let isConcerned =
        switch kind(of: path) {
        case .pack(let folder, _): changedPacks.contains { rests(folder, on: $0) }
        case .waivers: hasChangedRules
        default: false
        }
      if hasChangedHeads || isConcerned { enqueue(unit(of: path)) }
    }
    changedPacks = []
    hasChangedHeads = false
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
    bases[folder] = pack.neighbours.folders
    return pack
  }

  /// The folders of the packs that the client works on.
  var knownPacks: [String] {
    if let workspacePacks { return workspacePacks }
    let found = WorkspacePacks(below: roots).folders
    workspacePacks = found
    return found
  }

  /// Forgets where packs lie.
  func forgetWorkspace() {
    workspacePacks = nil
    rules = nil
    packs = [:]
  }

  /// Forgets what was read of the disk.
  func forgetFiles() {
    forgetWorkspace()
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
    enqueueDependents()
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
        bases[folder] = nil
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
    case .pack, .policies, .other: return []
    }
  }

  /// The problems of a pack by the files in which they are shown.
  private func problems(ofPackIn folder: String) -> [String: [Problem]] {
    let head = "\(folder)/pack.yaml"
    let pack = pack(in: folder)
    let shown = pack.problems.map { problem -> (path: String, problem: Problem) in
      guard let place = problem.places.first else { return (head, problem) }
      if FileKind.packFolder(of: place.path, texts) == folder { return (place.path, problem) }
      return (head, problem.shown(at: pack.neighbours.origin(ofFile: place.path), in: head))
    }
    return Dictionary(grouping: shown) { $0.path }.mapValues { $0.map(\.problem) }
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

extension Problem {
  /// A problem of an extended pack as the one that extends it shows it.
  ///
  /// - Parameters:
  ///   - origin: Where that says so; nil if it is not known.
  ///   - head: Its pack.yaml.
  fileprivate func shown(at origin: Place?, in head: String) -> Problem {
    guard let first = places.first else { return self }
    var problem = self
    problem.message = "in another pack, \(first.text): \(message)"
    var related = first
    related.note = related.note ?? message
    problem.places = [origin ?? Place(path: head), related] + places.dropFirst()
    return problem
  }
}
