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
  /// The other packs that it extends.
  let neighbours: PackNeighbours

  /// - Parameter others: Folders of packs that it may extend by their names.
  init(folder: String, texts: FileTexts, others: [String]) {
    self.folder = folder
    neighbours = PackNeighbours(of: folder, among: others, texts)
    let request = Self.request(folder, texts, neighbours)
    set = request.load(translations: .all)
    // A mistake in one file hides none in others.
    judge = Judge(set)
    let found = set.problems + judge.problems
    problems =
      found.contains(where: \.isFatal)
      ? found : PackLint(request, set, judge).run(runsExamples: false)
  }

  private static func request(
    _ folder: String, _ texts: FileTexts, _ neighbours: PackNeighbours
  ) -> PackTest.Request {
    var request = PackTest.Request(packs: [folder], toolVersion: ToolInfo.current.version)
    request.texts = texts
    request.extended = neighbours.folders
    return request
  }

  /// The same pack, read anew into a store of its own.
  static func set(folder: String, texts: FileTexts, others: [String]) -> RuleSet {
    request(folder, texts, PackNeighbours(of: folder, among: others, texts)).load()
  }

  /// The pack itself; nil if it could not be read.
  var pack: Pack? { self.set.packs.first { $0.path == folder } }
}

/// The folders of other packs that a pack extends, and of those that these extend.
struct PackNeighbours {
  private(set) var folders: [String] = []
  /// For each of them where the pack says that it extends it, or one that does.
  private(set) var origins: [String: Place] = [:]
  private let texts: FileTexts
  private let others: [String]

  /// Packs that one may need.
  private static let limit = 16

  init(of folder: String, among others: [String], _ texts: FileTexts) {
    self.texts = texts
    self.others = others
    var pending = [folder]
    while let next = pending.popLast(), folders.count < Self.limit {
      for (base, place) in bases(of: next) where base != folder && !folders.contains(base) {
        folders.append(base)
        origins[base] = origins[next] ?? place
        pending.append(base)
      }
    }
  }

  private func bases(of folder: String) -> [(folder: String, place: Place?)] {
    (head(of: folder)?["extends"]?.elements ?? []).compactMap { base in
      guard let name = base["pack"], let found = self.folder(of: name, in: folder) else {
        return nil
      }
      return (found, name.place.map { Place($0) })
    }
  }

  private func folder(of base: DocumentValue, in folder: String) -> String? {
    guard let name = base.string, name != BuiltInPack.name else { return nil }
    if name.contains("/") || name == ".." {
      return Pack.cleaned(path: name.hasPrefix("/") ? name : "\(folder)/\(name)")
    }
    let beside = "\(folder)/\(name)"
    if head(of: beside) != nil { return beside }
    return others.first { head(of: $0)?["name"]?.string == name }
  }

  /// Where the pack says that it extends the one that a file belongs to; nil if it does not say so.
  func origin(ofFile path: String) -> Place? {
    folders.filter { path.hasPrefix($0 + "/") }.max { $0.utf8.count < $1.utf8.count }
      .flatMap { origins[$0] }
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
