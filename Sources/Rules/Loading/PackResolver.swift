import Basics
import Documents
import Findings
import Snapshots

/// Finds the packs that packs extend, and applies overrides.
struct PackResolver {
  let loader: PackLoader
  let problems: ProblemList
  let toolVersion: String
  private(set) var packs: [Pack] = []
  private var loading: [String] = []
  /// By the name of the pack that has them.
  private var fixtures: [String: FixtureTable] = [:]
  /// The real paths of the folders that were named: a pack extends nothing outside of them.
  private let named: [String]
  /// As they were named.
  private let locators: [String]

  init(loader: PackLoader, problems: ProblemList, toolVersion: String, named: [String]) {
    locators = named
    self.named = named.compactMap(InputWalk.realPath)
    self.loader = loader
    self.problems = problems
    self.toolVersion = toolVersion
  }

  mutating func addBuiltIn(withExamples: Bool = true) {
    guard !packs.contains(where: \.isBuiltIn),
      let builtIn = loader.builtIn(withExamples: withExamples)
    else { return }
    packs.append(builtIn.pack)
    fixtures[builtIn.pack.name] = builtIn.fixtures
  }

  mutating func add(folder: String) {
    let path = loader.fetched[folder] == nil ? Pack.cleaned(path: folder) : folder
    guard !packs.contains(where: { $0.path == path }), !loading.contains(path) else { return }
    loading.append(path)
    defer { loading.removeLast() }
    let loader = loader
    let loaded = loader.pack(at: path) { pack in
      pack.bases = pack.extends.compactMap { addBase($0, of: pack)?.name }
      return pack.bases.compactMap { fixtures[$0] }
    }
    guard let (pack, own) = loaded else { return }
    if let range = pack.importlint, let version = VersionNumber(toolVersion),
      !range.contains(version)
    {
      problems.add(
        "wrong-version",
        "the pack \(pack.name) works with importlint \(range.text), and this is \(toolVersion)",
        at: pack.place)
    }
    if let other = packs.first(where: { $0.name == pack.name }) {
      problems.add(
        "duplicate-pack", "two packs have the name \"\(pack.name)\": \(other.path) and \(path)",
        at: pack.place, related: other.place)
      return
    }
    packs.append(pack)
    fixtures[pack.name] = own
  }

  /// Whether a folder is one of those that were named, or lies in one.
  private func isNamed(_ folder: String) -> Bool {
    guard let path = InputWalk.realPath(folder) else { return true }
    return named.contains { InputWalk.isInside(path, $0) }
  }

  /// Whether a pack is meant by its own name, and not by a folder beside the one that extends it.
  private func isName(_ text: String, in pack: Pack) -> Bool {
    !text.utf8.contains(UInt8(ascii: "/")) && ![".", ".."].contains(text)
      && InputWalk.realPath("\(pack.path)/\(text)") == nil
  }

  /// The pack of a name, wherever it lies; of those that were named it may not be read yet.
  private mutating func pack(called name: String) -> Pack? {
    for locator in locators {
      if let found = packs.first(where: { $0.name == name }) { return found }
      add(folder: locator)
    }
    return packs.first { $0.name == name }
  }

  mutating func replaceData(from folder: String) {
    DataReplacement(reader: loader.reader, problems: problems, folder: folder).apply(to: &packs)
  }

  private mutating func addBase(_ base: Pack.Extension, of pack: Pack) -> Pack? {
    let found: Pack?
    if base.pack == BuiltInPack.name {
      addBuiltIn()
      found = packs.first(where: \.isBuiltIn)
    } else if isName(base.pack, in: pack) {
      guard let other = self.pack(called: base.pack) else {
        let known = packs.filter { !$0.isBuiltIn }.map(\.name)
        problems.add(
          "pack-not-named",
          "the pack \(pack.name) extends \(base.pack), and no pack of that name was named"
            + didYouMean(base.pack, among: known), at: base.place,
          help: "Name its folder or archive too, with --pack.")
        return nil
      }
      found = other
    } else {
      let folder = base.pack.hasPrefix("/") ? base.pack : "\(pack.path)/\(base.pack)"
      guard isNamed(folder) else {
        problems.add(
          "pack-not-named",
          "the pack \(pack.name) extends \(Pack.cleaned(path: folder)), which was not named",
          at: base.place, help: "Name it too, with --pack, if it is to be read.")
        return nil
      }
      add(folder: folder)
      found = packs.first { $0.path == Pack.cleaned(path: folder) }
    }
    guard let range = base.version, let found, let version = VersionNumber(found.version)
    else { return found }
    if !range.contains(version) {
      problems.add(
        "wrong-version",
        "the pack \(pack.name) extends \(found.name) \(range.text), and \(found.version) is here",
        at: base.place)
    }
    return found
  }

  /// The rules of all packs by full id, changed as later packs say, unless overrides are only to
  /// be checked.
  func rules(appliesOverrides: Bool) -> [Rule] {
    var rules: [String: Rule] = [:]
    for pack in packs {
      for rule in pack.rules { rules[rule.fullId] = rule }
    }
    let all = Array(rules.keys)
    for pack in packs {
      for override in pack.overrides {
        guard var rule = rules[override.rule] else {
          if !all.contains(override.rule) {
            problems.add(
              "unknown-rule",
              "\(pack.name) overrides a rule that does not exist: \"\(override.rule)\""
                + didYouMean(override.rule, among: all), at: override.place)
          }
          continue
        }
        guard appliesOverrides else { continue }
        if override.isEnabled == false {
          rules[override.rule] = nil
          continue
        }
        if let severity = override.severity { rule.override(severity: severity) }
        rules[override.rule] = rule
      }
    }
    return rules.values.sorted { $0.fullId.precedesByBytes($1.fullId) }
  }
}
