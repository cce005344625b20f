import Basics
import Documents
import Findings

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What one file turned out to hold.
struct FileReading: Sendable {
  enum Content: Sendable {
    /// YAML or JSON.
    case documents(Reading)
    /// Text of kubectl that is neither.
    case kubectlText(SourceText, KubectlText)
    /// Any other text: files of nodes.
    case text(SourceText)
    /// A file without a byte.
    case empty
    /// Nothing could be read.
    case unreadable
    /// An archive or a database.
    case unsupported(SnapshotFormat)
  }

  let entry: InputEntry
  let role: FileRole
  var content: Content
  var problems: [Problem] = []
  var sha256: String?
  var length: Int
}

/// Reads files, one at a time; used by several threads.
struct FileReader: Sendable {
  let store: DocumentStore
  let options: SnapshotOptions
  let captures: Captures
  let types: TypeTable

  /// Reads a file as its role asks. `jobs` threads may be used for one large List.
  func read(_ entry: InputEntry, as role: FileRole, jobs: Int) -> FileReading {
    var reading = FileReading(
      entry: entry, role: role, content: .unreadable, length: entry.size)
    if entry.file != "-", let found = Archive.recognised(head(of: entry.file)) {
      reading.content = .unsupported(found.format)
      reading.problems.append(unsupported(entry, found.format, found.name))
      return reading
    }
    var limits = options.limits
    if case .node = role { limits.sourceBytes = min(limits.sourceBytes, options.nodeFileBytes) }
    switch SourceText.read(file: entry.file, path: entry.path, limits: limits) {
    case .failure(let error):
      reading.problems.append(
        Problem("unreadable-file", .error, "the file \(error.message)", path: entry.path))
    case .success(let source):
      reading.length = entry.file == "-" ? source.count : entry.size
      if options.hashesFiles { reading.sha256 = checksum(source, entry) }
      reading.content = content(source, role, jobs, &reading.problems)
    }
    return reading
  }

  func content(
    _ source: SourceText, _ role: FileRole, _ jobs: Int, _ problems: inout [Problem]
  ) -> FileReading.Content {
    guard source.count > 0 else { return .empty }
    switch role {
    case .node(_, let path):
      return nodeContent(source, path, &problems)
    case .resources:
      if let text = KubectlText.recognised(source) {
        guard text == .dump else { return .kubectlText(source, text) }
        return documents(ClusterInfoDump.withoutLogs(source), role, jobs, &problems)
      }
    case .dump:
      if case .error(let text) = KubectlText.recognised(source) {
        return .kubectlText(source, .error(text))
      }
    case .rke(let name) where name != "cluster.yml" && !name.hasSuffix(".rkestate"):
      return .text(source)
    default: break
    }
    return documents(source, role, jobs, &problems)
  }

  /// Reads YAML or JSON, and hides in it what is not to be shown.
  func documents(
    _ source: SourceText, _ role: FileRole, _ jobs: Int, _ problems: inout [Problem]
  ) -> FileReading.Content {
    let marks = TextMark.all(in: source, threads: jobs)
    let concealment = Concealment(
      origin(of: role, source), marks: marks, captures: captures, store: store)
    var reading = ReadingOptions()
    reading.limits = options.limits
    reading.jobs = jobs
    reading.skipsManagedFields = true
    reading.concealedReason = ReasonTable.hidden
    reading.conceal = { concealment.values(in: $0) }
    let result = store.read(source, options: reading)
    for mark in marks where mark.kind == .password { source.mask(mark.range) }
    // What the document's values do not show: credentials in comments of a node's file.
    if case .node(_, let path) = role { NodeFiles.maskCredentials(in: source, path: path) }
    let isExport = FileReader.isExport(source.path, role, types)
    problems += result.problems.map { problem in
      Problem(
        problem.isFatal ? "invalid-document" : "doubtful-document",
        !isExport ? .note : problem.isFatal ? .error : .warning, problem.message,
        stage: .documents, path: source.path, place: problem.place, related: problem.related,
        // Of text that is not YAML: the construct that the reader was in.
        note: problem.isFatal ? "begun here" : "first here")
    }
    return .documents(result)
  }

  /// Whether a file is meant to hold YAML or JSON: a README that is neither is worth no error.
  private static func isExport(_ path: String, _ role: FileRole, _ types: TypeTable) -> Bool {
    guard case .resources = role else { return true }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return [".yaml", ".yml", ".json"].contains(where: name.hasSuffix) || name == "-"
      || types.hint(fromFileName: name) != nil
  }

  private func origin(of role: FileRole, _ source: SourceText) -> Concealment.Origin {
    switch role {
    case .resources:
      let name = source.path.split(separator: "/").last.map(String.init) ?? ""
      return .resources(types.hint(fromFileName: name))
    case .dump(_, _, let type): return .resources(type)
    case .rke(let name) where name.hasSuffix(".rkestate"): return .rkeState
    default: return .configuration
    }
  }

  /// Node files that are YAML or JSON are read as such; all keep their text.
  private func nodeContent(
    _ source: SourceText, _ path: String, _ problems: inout [Problem]
  ) -> FileReading.Content {
    if NodeFiles.isDocument(path) {
      return documents(source, .node("", path: path), 1, &problems)
    }
    NodeFiles.maskCredentials(in: source, path: path)
    return .text(source)
  }

  // MARK: Bytes

  private func unsupported(
    _ entry: InputEntry, _ format: SnapshotFormat, _ name: String
  ) -> Problem {
    Problem(
      "unsupported-format", .error, "is \(format.title) (\(name)), which is not supported yet",
      path: entry.path,
      help: format == .archive ? "unpack it and name the folder" : nil)
  }

  private func head(of file: String) -> [UInt8] {
    let descriptor = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: Archive.headLength)
    let count = pread(descriptor, &bytes, Archive.headLength, 0)
    return Array(bytes.prefix(max(0, count)))
  }

  /// SHA-256 of the file's bytes. They are those of the source unless it was transcoded.
  private func checksum(_ source: SourceText, _ entry: InputEntry) -> String {
    var hash = SHA256()
    if entry.file == "-" || entry.size == source.count {
      hash.add(UnsafeRawBufferPointer(source.buffer))
      return hexadecimal(hash.digest())
    }
    let descriptor = open(entry.file, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    defer { if descriptor >= 0 { close(descriptor) } }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    while descriptor >= 0 {
      let got = Glibc.read(descriptor, &bytes, bytes.count)
      if got <= 0 { break }
      bytes.withUnsafeBytes { hash.add(.init(rebasing: $0[..<got])) }
    }
    return hexadecimal(hash.digest())
  }
}
