import Basics
import Documents
import Findings

/// The rules of a run: those of all packs, with overrides applied, each once.
public struct RuleSet: Sendable {
  public let store: DocumentStore
  public private(set) var packs: [Pack] = []
  /// By full id.
  public private(set) var rules: [Rule] = []
  /// What is wrong with the packs; fatal ones leave nothing to judge with.
  public private(set) var problems: [Problem] = []
  /// Whether packs change rules and parameters of others. Examples show rules as they are.
  let appliesChanges: Bool

  /// Loads the built-in pack, unless it is left out, and the packs in `folders`. Files of the
  /// folder `data` take the place of the packs' data files of the same names. Without
  /// `appliesChanges`, as examples are run, what packs change of each other is only checked.
  ///
  /// - Parameters:
  ///   - folders: folders, archives and OCI layouts, and what stands in `fetched`.
  ///   - allowsDrafts: whether rules may be without examples.
  ///   - leavesExamplesOut: whether the built-in rules may come without theirs, which takes a third
  ///     less time. Where packs are named, theirs may build on them.
  ///   - translations: which of the packs' translations are read.
  ///   - fetched: packs that somebody had to fetch, by their names in `folders`.
  ///   - texts: what stands for files of folders, where an editor has them open.
  public static func load(
    into store: DocumentStore, folders: [String], withBuiltIn: Bool, toolVersion: String,
    data: String? = nil, appliesChanges: Bool = true, fetched: [String: FetchedPack] = [:],
    allowsDrafts: Bool = false, leavesExamplesOut: Bool = false,
    translations: TranslationChoice = .none, texts: FileTexts = FileTexts()
  ) -> RuleSet {
    let list = ProblemList()
    var resolver = PackResolver(
      loader: PackLoader(
        store: store, problems: list, fetched: fetched, allowsDrafts: allowsDrafts,
        translations: translations, texts: texts),
      problems: list, toolVersion: toolVersion, named: folders)
    if withBuiltIn {
      resolver.addBuiltIn(withExamples: !leavesExamplesOut || !folders.isEmpty)
    }
    for folder in folders { resolver.add(folder: folder) }
    if let data { resolver.replaceData(from: data) }
    var set = RuleSet(store: store, appliesChanges: appliesChanges)
    set.packs = resolver.packs
    ParameterCheck(problems: list).check(resolver.packs)
    for pack in set.packs { set.checkData(neededBy: pack, list) }
    set.rules = resolver.rules(appliesOverrides: appliesChanges)
    if case .of(let language) = translations { set.checkTranslations(into: language, list) }
    set.problems = list.problems
    return set
  }

  private init(store: DocumentStore, appliesChanges: Bool = true) {
    self.store = store
    self.appliesChanges = appliesChanges
  }

  /// Says that nobody has the language, or which rules are told in English in its place because
  /// their translations are of other texts.
  private func checkTranslations(into language: String, _ problems: ProblemList) {
    let known = Set(packs.flatMap(\.languages)).union([Self.ownLanguage]).sortedByBytes()
    guard known.contains(language) else {
      problems.add(
        Problem(
          stage: .arguments, code: "unknown-language", isFatal: true,
          message: "--lang: no rule's texts are in \"\(language)\"; languages are "
            + known.joined(separator: ", ")))
      return
    }
    let outdated = rules.filter { !$0.translations.isEmpty && $0.translation == nil }
    if outdated.isEmpty { return }
    problems.add(
      Problem(
        stage: .rules, code: "outdated-translation", severity: .warning,
        message: "\(counted(outdated.count, "rule")) \(outdated.count == 1 ? "is" : "are") told in "
          + "English, because the English text has changed since it was translated: "
          + outdated.map(\.fullId).joined(separator: ", "),
        places: outdated.compactMap { $0.translations.first?.place.map { Place($0) } }))
  }

  /// The language that rules are written in.
  public static let ownLanguage = "en"

  /// The parameters that a pack's expressions see, and its data.
  public func pack(_ name: String) -> Pack? { packs.first { $0.name == name } }

  /// The same rules in the language that was asked for, for people.
  public var translated: RuleSet {
    var set = self
    set.rules = rules.map(\.translated)
    return set
  }

  // MARK: Selection

  /// The packs alone, for expressions that belong to no rule.
  public var withoutRules: RuleSet {
    var set = self
    set.rules = []
    return set
  }

  /// Keeps the rules that `select` names (all where it is empty) and `ignore` does not.
  ///
  /// A name is a full id, an id, or a pack's name with `/*`. A name that matches no rule is a fatal
  /// problem: a typo must not make a run judge less than was asked for.
  public func selecting(_ select: [String], ignoring ignore: [String]) -> RuleSet {
    var set = self
    let selected = Set(select.flatMap { set.ids(for: $0, option: "--select") })
    let ignored = Set(ignore.flatMap { set.ids(for: $0, option: "--ignore") })
    set.rules.removeAll {
      (!select.isEmpty && !selected.contains($0.fullId)) || ignored.contains($0.fullId)
    }
    if set.rules.isEmpty, !set.problems.contains(where: \.isFatal) {
      set.problems.append(
        Problem(
          stage: .arguments, code: "no-rule-selected", isFatal: true,
          message: "no rule is selected, so nothing would be judged"))
    }
    return set
  }

  private mutating func ids(for name: String, option: String) -> [String] {
    let found = rules.filter {
      $0.fullId == name || $0.id == name || name == "\($0.pack)/*" || $0.area == name
        || $0.deprecatedIds.contains(name)
    }
    if found.isEmpty {
      let names = rules.flatMap { [$0.fullId, $0.id] } + rules.map(\.area)
      problems.append(
        Problem(
          stage: .arguments, code: "unknown-rule", isFatal: true,
          message: "\(option) names no rule: \"\(name)\"\(didYouMean(name, among: names))",
          help: "`importlint rules` lists them."))
    }
    return found.map(\.fullId)
  }

  /// The rule of that id or full id; nil if there is none.
  public func rule(named name: String) -> Rule? {
    rules.first { $0.fullId == name } ?? rules.first { $0.id == name }
      ?? rules.first { $0.deprecatedIds.contains(name) }
  }
}
