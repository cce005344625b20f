import Basics
import Documents
import Findings

/// Collects what the files of one pack hold.
struct PackContent {
  private var pack: Pack
  private let reader: PackFileReader
  private var problems: ProblemList { reader.problems }
  private let policies: PolicyLoader
  private(set) var fixtures: FixtureTable
  /// The positions of rules by the paths of their files, without extension.
  private var rules: [String: Int] = [:]
  /// Rules that could not be read, by the same: that they are missing was said.
  private var broken: Set<String> = []
  private var cases: [(path: String, document: DocumentValue)] = []
  private var translations: [RuleTranslation] = []
  private var languages: Set<String> = []
  /// The positions of policies by their names.
  private var named: [String: Int] = [:]

  private let allowsDrafts: Bool
  private let leavesExamplesOut: Bool

  init(
    header: Pack, _ reader: PackFileReader, extending bases: [FixtureTable], allowsDrafts: Bool,
    leavesExamplesOut: Bool = false
  ) {
    self.allowsDrafts = allowsDrafts
    self.leavesExamplesOut = leavesExamplesOut
    pack = header
    self.reader = reader
    policies = PolicyLoader(problems: reader.problems)
    fixtures = FixtureTable(reader, extending: bases)
  }

  private var loader: RuleLoader {
    RuleLoader(
      pack: pack.name, problems: problems, fixtures: fixtures, allowsDrafts: allowsDrafts,
      leavesExamplesOut: leavesExamplesOut)
  }

  mutating func addFixtures(_ source: SourceText) {
    if let document = reader.document(source) { fixtures.add(document) }
  }

  /// Takes one file; `path` is its path in the pack.
  mutating func add(_ source: SourceText, at path: String) {
    let parts = path.split(separator: "/").map(String.init)
    let fileName = parts[parts.count - 1]
    let name = String(fileName.prefix { $0 != "." })
    let documents = reader.documents(source)
    if let first = documents.first, PolicyLoader.isObject(first), parts[0] != "data" {
      for document in documents { policies.add(document) }
      return
    }
    let stem = (parts.dropLast() + [name]).joined(separator: "/")
    guard let document = reader.only(documents, of: source) else {
      broken.insert(stem)
      return
    }
    if parts.count == 2, parts[0] == "data" {
      pack.data.append((name, document))
    } else if parts.count == 2, parts[0] == Definition.namespace {
      pack.definitions += DefinitionLoader(pack: pack.name, problems: problems)
        .definitions(document)
    } else if PackFile(path: path, text: "").isCases {
      cases.append((stem, document))
    } else {
      let area = parts.count > 1 ? parts[parts.count - 2] : nil
      guard let rule = loader.rule(document, area: area, fileName: name) else {
        broken.insert(stem)
        return
      }
      rules[stem] = pack.rules.count
      pack.rules.append(rule)
    }
  }

  /// Takes one file of the folder `translations`; what it says is read if it was asked for.
  mutating func add(translations source: SourceText, at path: String, _ choice: TranslationChoice) {
    let loader = TranslationLoader(problems: problems)
    guard let language = TranslationLoader.language(ofFile: path) else {
      return loader.addMisplaced(source, at: path)
    }
    languages.insert(language)
    guard choice.includes(language), let document = reader.document(source) else { return }
    translations += loader.translations(document, into: language)
  }

  /// Takes one file of a pack that has policies only, and their cases.
  mutating func add(policies source: SourceText, at path: String) {
    if PackFile(path: path, text: "").isCases { return add(source, at: path) }
    for document in reader.documents(source) { policies.add(document) }
  }

  /// The pack, when all files are there.
  mutating func finish() -> Pack {
    let first = pack.rules.count
    pack.rules += policies.rules(ofPack: pack.name)
    // A policy's cases are named after it; its file may hold several.
    for position in first..<pack.rules.count { named[pack.rules[position].id] = position }
    for (path, document) in cases { addCases(document, of: path) }
    problems.addDuplicates(in: pack.rules)
    let unread = broken.compactMap { $0.split(separator: "/").last.map(String.init) }
    TranslationLoader(problems: problems)
      .add(translations, to: &pack.rules, unread: Set(unread))
    pack.languages = languages.sortedByBytes()
    return pack
  }

  private mutating func addCases(_ document: DocumentValue, of path: String) {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    guard let position = rules[path] ?? named[name] else {
      if broken.contains(path) { return }
      let rule = didYouMean(path, among: rules.keys.sorted())
      problems.add(
        "unknown-rule",
        "cases lie beside the rule that they test, and there is no \(name).yaml, "
          + "and no policy \(name)"
          + (rule.isEmpty ? didYouMean(name, among: named.keys.sorted()) : rule),
        at: document.place)
      return
    }
    pack.rules[position].cases += loader.cases(document)
  }
}
