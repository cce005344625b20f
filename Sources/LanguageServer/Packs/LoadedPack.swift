import Basics
import Documents
import Engine
import Findings
import RuleTesting
import Rules

/// A pack as it is in an editor now: read, compiled and looked over.
struct LoadedPack {
  let folder: String
  let set: RuleSet
  let judge: Judge
  /// What reading, compiling and lint say.
  let problems: [Problem]

  /// - Parameter others: Folders of packs that it may extend by their names.
  init(folder: String, texts: FileTexts, others: [String]) {
    self.folder = folder
    let request = Self.request(folder, texts, others)
    set = request.load(translations: .all)
    // A mistake in one file hides none in others.
    judge = Judge(set)
    let found = set.problems + judge.problems
    problems =
      found.contains(where: \.isFatal)
      ? found : PackLint(request, set, judge).run(runsExamples: false)
  }

  private static func request(
    _ folder: String, _ texts: FileTexts, _ others: [String]
  ) -> PackTest.Request {
    var request = PackTest.Request(packs: [folder], toolVersion: ToolInfo.current.version)
    request.texts = texts
    request.extended = PackNeighbours(of: folder, among: others, texts).folders
    return request
  }

  /// The same pack, read anew into a store of its own.
  static func set(folder: String, texts: FileTexts, others: [String]) -> RuleSet {
    request(folder, texts, others).load()
  }

  /// The pack itself; nil if it could not be read.
  var pack: Pack? { self.set.packs.first { $0.path == folder } }
}

/// The folders of other packs that a pack extends.
struct PackNeighbours {
  private(set) var folders: [String] = []
  private let texts: FileTexts
  private let others: [String]

  /// Packs that one may need.
  private static let limit = 16

  init(of folder: String, among others: [String], _ texts: FileTexts) {
    self.texts = texts
    self.others = others
    var pending = [folder]
    while let next = pending.popLast(), folders.count < Self.limit {
      for base in bases(of: next) where base != folder && !folders.contains(base) {
        folders.append(base)
        pending.append(base)
      }
    }
  }

  private func bases(of folder: String) -> [String] {
    (head(of: folder)?["extends"]?.elements ?? []).compactMap { base in
      guard let name = base["pack"]?.string, name != BuiltInPack.name else { return nil }
      if name.contains("/") || name == ".." {
        return Pack.cleaned(path: name.hasPrefix("/") ? name : "\(folder)/\(name)")
      }
      let beside = "\(folder)/\(name)"
      if head(of: beside) != nil { return beside }
      return others.first { head(of: $0)?["name"]?.string == name }
    }
  }

  /// What the pack.yaml of a folder says.
  private func head(of folder: String) -> DocumentValue? {
    let path = "\(folder)/pack.yaml"
    let reading =
      texts[path].map { SourceText.decode(path: path, bytes: $0) }
      ?? SourceText.read(file: path, path: path)
    guard case .success(let source) = reading else { return nil }
    let store = DocumentStore()
    return store.read(source).documents.first.map { DocumentValue($0, in: store) }
  }
}
