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
    /// In words that follow the path.
    public let reason: String
  }

  public let omissions: [Omission]
  /// What is wrong with the inputs.
  public let problems: [Problem]
  private let files: [SnapshotFile]
  private let names: [String]
  private let key: AnonymizationKey
  private var target: SnapshotFile?
  private var anonymizer: Anonymizer

  /// Reads a snapshot, and what of it is someone's own.
  ///
  /// - Parameter packs: Whatever their rules name stays.
  public init(
    _ request: CheckRequest, knowing set: RuleSet, map: AnonymizationMap, into store: DocumentStore
  ) {
    let (snapshot, files) = request.snapshotFiles(into: store, ReasonTable())
    problems = snapshot.problems
    key = map.key
    self.files = files.filter { $0.source != nil }
    omissions =
      files.filter { $0.source == nil }.map { Omission(path: $0.path, reason: $0.reason) }
      + snapshot.skipped.flatMap { skipped in
        [Omission(path: skipped.paths.joined(separator: ", "), reason: skipped.reason.text)]
      }
    names = request.inputs
    var learnt = NameLearning(Anonymizer(map: map, vocabulary: Vocabulary(of: set)))
    learnt.learn(files, of: snapshot)
    learnt.learn(request)
    if let file = request.target.file, let target = SnapshotFile.target(file, into: store) {
      learnt.learn(target, in: store)
      self.target = target
    }
    anonymizer = learnt.anonymizer
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
      guard let source = file.source else { continue }
      var path = folder(of: file).map { $0 + "/" } ?? ""
      // What came from the standard input has no name; YAML reads JSON, too.
      path +=
        file.components == ["-"]
        ? "input.yaml" : file.components.map { replaced(component: $0) }.joined(separator: "/")
      while !taken.insert(path).inserted { path += "-2" }
      try take(File(path: path, bytes: bytes(of: file, source)))
    }
  }

  /// The target file; nil where there is none, or where it cannot be shown.
  public mutating func targetBytes() -> [UInt8]? {
    guard let target, let source = target.source else { return nil }
    return bytes(of: target, source)
  }

  private mutating func bytes(of file: SnapshotFile, _ source: SourceText) -> [UInt8] {
    let form: TextForm = !file.isDocument ? .plain : Self.isJSON(source) ? .json : .yaml
    return TextReplacement.apply(
      to: source.buffer, in: form, hiding: Self.hidden(source), by: &anonymizer)
  }

  /// Where there are several inputs, each has a folder; so has one whose name says what it holds.
  private mutating func folder(of file: SnapshotFile) -> String? {
    let input = names[file.input]
    var name = input.split(separator: "/").last.map(String.init) ?? "input"
    if name == "." || name == ".." || name == "-" { name = "input" }
    let isFile = file.components.count == 1 && file.components[0] == name
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
