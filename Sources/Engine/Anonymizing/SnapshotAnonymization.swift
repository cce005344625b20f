import Anonymizing
import Basics
import Documents
import Findings
import Rules
import Snapshots

/// A snapshot whose names, addresses and URLs are replaced, file by file.
public struct SnapshotAnonymization {
  /// A file as it is to be written.
  public struct File: Sendable {
    /// The path below the folder that it goes to.
    public let path: String
    public let bytes: [UInt8]
  }

  /// A file that is not among them.
  public struct Omission: Sendable {
    /// As the input names it.
    public let path: String
    /// Why, and whether something stands for it, in words that follow the path.
    public let text: String
  }

  public let omissions: [Omission]
  /// What is wrong with the inputs.
  public let problems: [Problem]
  private let files: [SnapshotFile]
  /// What could not be read, and is no file of the snapshot: broken archives, links, folders.
  private let lost: [(stub: SnapshotStub, input: Int, components: [String])]
  private let names: [String]
  private let key: AnonymizationKey
  private var target: SnapshotFile?
  /// Where the target names a file with a certificate, which is not copied.
  private var authority: Range<Int>?
  private var anonymizer: Anonymizer

  /// Reads a snapshot, and what of it is someone's own.
  ///
  /// - Parameter packs: Whatever their rules name stays.
  public init(
    _ request: CheckRequest, knowing set: RuleSet, map: AnonymizationMap, into store: DocumentStore
  ) {
    let (snapshot, files) = request.snapshotFiles(into: store, ReasonTable())
    let target = request.target.file.map { _ in request.target(for: nil, into: store, ReasonTable())
    }
    problems = snapshot.problems + (target?.problems ?? [])
    key = map.key
    self.files = files.filter { $0.source != nil || $0.stub != nil }
    lost = Self.lost(snapshot.problems, beside: files, of: request.inputs)
    omissions =
      files.filter { $0.source == nil }.map(Omission.init)
      + snapshot.skipped.map { skipped in
        Omission(path: skipped.paths.joined(separator: ", "), text: skipped.reason.text)
      }
    names = request.inputs
    var learnt = NameLearning(Anonymizer(map: map, vocabulary: Vocabulary(of: set)))
    learnt.learn(files, of: snapshot)
    learnt.learn(request, into: store)
    self.target = request.target.file.flatMap { SnapshotFile.target($0, into: store) }
    authority = self.target.flatMap { Self.authority(of: $0, in: store) }
    anonymizer = learnt.anonymizer
  }

  /// The text of `caFile`, as it is written; nil where none is named.
  private static func authority(of target: SnapshotFile, in store: DocumentStore) -> Range<Int>? {
    guard let source = target.source, let document = target.documents.first,
      let file = DocumentValue(document, in: store)["rancher"]?["caFile"],
      file.string?.isEmpty == false, let range = store.range(of: file.value)
    else { return nil }
    let text = source.buffer
    let start = range.lowerBound
    var end = range.upperBound
    if start > 0, end < text.count, "\"'".utf8.contains(text[start - 1]),
      text[end] == text[start - 1]
    {
      return start - 1..<end + 1
    }
    // The line breaks after a block belong to the lines that follow.
    while end > start, text[end - 1] <= 0x20 { end -= 1 }
    return start..<end
  }

  /// What leads back, when all files were given.
  public var map: AnonymizationMap { anonymizer.map(key: key) }

  // MARK: Files

  /// Gives all files, one after the other.
  public mutating func each<Failure: Error>(
    _ take: (File) throws(Failure) -> Void
  ) throws(Failure) {
    var taken: Set<String> = []
    for file in files {
      let place = path(file)
      let content = file.source.map { bytes(of: file, $0) } ?? file.stub?.bytes ?? []
      try take(File(path: free(place, &taken), bytes: content))
    }
    for entry in lost {
      let place = entry.stub.path(path(entry.input, entry.components))
      try take(File(path: free(place, &taken), bytes: entry.stub.bytes))
    }
  }

  private func free(_ path: String, _ taken: inout Set<String>) -> String {
    var path = path
    while !taken.insert(path).inserted { path += "-2" }
    return path
  }

  private mutating func path(_ file: SnapshotFile) -> String {
    let path = path(file.input, file.components)
    return file.source == nil ? file.stub?.path(path) ?? path : path
  }

  private mutating func path(_ input: Int, _ components: [String]) -> String {
    let folder = folder(ofInput: input, components).map { $0 + "/" } ?? ""
    // What came from the standard input has no name; YAML reads JSON, too.
    if components == ["-"] { return folder + "input.yaml" }
    return folder + components.map { replaced(component: $0) }.joined(separator: "/")
  }

  /// Of what keeps the snapshot from being whole, what no file stands for.
  private static func lost(
    _ problems: [Problem], beside files: [SnapshotFile], of inputs: [String]
  ) -> [(stub: SnapshotStub, input: Int, components: [String])] {
    var known = Set(files.map(\.path))
    let shown = inputs.map(InputWalk.cleaned)
    var lost: [(stub: SnapshotStub, input: Int, components: [String])] = []
    for problem in problems where problem.leavesOpen {
      guard let path = problem.places.first?.path, known.insert(path).inserted,
        let input = shown.indices.last(where: { InputWalk.isInside(path, shown[$0]) })
          ?? shown.firstIndex(of: "")
      else { continue }
      var components = path.dropFirst(shown[input].count).split(separator: "/").map(String.init)
      if components.isEmpty {
        components = [path.split(separator: "/").last.map(String.init) ?? "-"]
      }
      lost.append((SnapshotStub(for: problem), input, components))
    }
    return lost
  }

  /// The target file; nil where there is none, or where it cannot be shown.
  public mutating func targetBytes() -> [UInt8]? {
    guard let target, let source = target.source else { return nil }
    return bytes(of: target, source, hiding: authority.map { [$0] } ?? [])
  }

  private mutating func bytes(
    of file: SnapshotFile, _ source: SourceText, hiding hidden: [Range<Int>]? = nil
  ) -> [UInt8] {
    let form: TextForm = !file.isDocument ? .plain : Self.isJSON(source) ? .json : .yaml
    return TextReplacement.apply(
      to: source.buffer, in: form, hiding: hidden ?? Self.hidden(source), by: &anonymizer)
  }

  /// Where there are several inputs, each has a folder; so has one whose name says what it holds.
  private mutating func folder(ofInput number: Int, _ components: [String]) -> String? {
    let input = names[number]
    var name = input.split(separator: "/").last.map(String.init) ?? "input"
    if name == "." || name == ".." || name == "-" { name = "input" }
    let isFile = components == [name]
    guard !isFile, names.count > 1 || Self.meaningful.contains(name) else { return nil }
    for ending in [".tar.gz", ".tgz", ".tar.xz", ".tar.zst", ".tar", ".zip"]
    where name.hasSuffix(ending) {
      name = String(name.dropLast(ending.utf8.count))
    }
    return replaced(component: name)
  }

  private static let meaningful: Set<String> = ["nodes", "probes", "rke", "cloud", "access"]

  private mutating func replaced(component: String) -> String {
    TextReplacement.apply(to: component, by: &anonymizer)
  }

  private static func isJSON(_ source: SourceText) -> Bool {
    source.buffer.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } == UInt8(ascii: "{")
      || source.buffer.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } == UInt8(ascii: "[")
  }

  /// Copies of whole objects are hidden where they are too large to be masked in place.
  private static func hidden(_ source: SourceText) -> [Range<Int>] {
    source.withheld.filter { range in
      let first = source.bytes[range.lowerBound]
      return [UInt8(ascii: "{"), UInt8(ascii: "'"), UInt8(ascii: "|"), UInt8(ascii: ">")]
        .contains(first)
    }
  }
}

extension SnapshotAnonymization.Omission {
  fileprivate init(_ file: SnapshotFile) {
    let note =
      switch file.stub {
      case .empty: "; an empty file stands for it"
      case nil: ""
      default: "; a file that cannot be read stands for it"
      }
    self.init(path: file.path, text: file.reason + note)
  }
}
