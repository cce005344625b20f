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
  public static func load(
    into store: DocumentStore, folders: [String], withBuiltIn: Bool, toolVersion: String,
    data: String? = nil, appliesChanges: Bool = true
  ) -> RuleSet {
    let list = ProblemList()
    var resolver = PackResolver(
      loader: PackLoader(store: store, problems: list), problems: list, toolVersion: toolVersion)
    if withBuiltIn { resolver.addBuiltIn() }
    for folder in folders { resolver.add(folder: folder) }
    if let data { resolver.replaceData(from: data) }
    var set = RuleSet(store: store, appliesChanges: appliesChanges)
    set.packs = resolver.packs
    ParameterCheck(problems: list).check(resolver.packs)
    set.rules = resolver.rules(appliesOverrides: appliesChanges)
    set.problems = list.problems
    return set
  }

  /// The rules that loose policies make, with their bindings and parameters.
  public static func policies(_ sources: [SourceText], in store: DocumentStore) -> RuleSet {
    let list = ProblemList()
    let loader = PackLoader(store: store, problems: list)
    let pack = loader.pack(ofPolicies: sources.map { ($0.path, $0) }, name: "policies", path: "")
    var set = RuleSet(store: store)
    set.packs = [pack]
    set.rules = pack.rules
    set.problems = list.problems
    return set
  }

  private init(store: DocumentStore, appliesChanges: Bool = true) {
    self.store = store
    self.appliesChanges = appliesChanges
  }

  /// The parameters that a pack's expressions see, and its data.
  public func pack(_ name: String) -> Pack? { packs.first { $0.name == name } }

  // MARK: Selection

  /// The packs alone, for expressions that belong to no rule.
  public var withoutRules: RuleSet {
    var set = self
    set.rules = []
    return set
  }

  /// Keeps the rules that `select` names (all where it is empty) and `ignore` does not.
  ///
  /// A name is a full id, an id, or a pack's name with `/*`. A name that fits no rule is a fatal
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

  /// The rule of that id or full id; nil where there is none.
  public func rule(named name: String) -> Rule? {
    rules.first { $0.fullId == name } ?? rules.first { $0.id == name }
      ?? rules.first { $0.deprecatedIds.contains(name) }
  }
}

/// Finds the packs that packs extend, and applies overrides.
struct PackResolver {
  let loader: PackLoader
  let problems: ProblemList
  let toolVersion: String
  private(set) var packs: [Pack] = []
  private var loading: [String] = []

  init(loader: PackLoader, problems: ProblemList, toolVersion: String) {
    self.loader = loader
    self.problems = problems
    self.toolVersion = toolVersion
  }

  mutating func addBuiltIn() {
    guard !packs.contains(where: \.isBuiltIn), let pack = loader.builtIn() else { return }
    packs.append(pack)
  }

  mutating func add(folder: String) {
    let path = Pack.cleaned(path: folder)
    guard !packs.contains(where: { $0.path == path }), !loading.contains(path) else { return }
    loading.append(path)
    defer { loading.removeLast() }
    guard let pack = loader.pack(folder: path) else { return }
    if let range = pack.importlint, let version = VersionNumber(toolVersion),
      !range.contains(version)
    {
      problems.add(
        "wrong-version",
        "the pack \(pack.name) works with importlint \(range.text), and this is \(toolVersion)",
        at: pack.place)
    }
    for base in pack.extends { addBase(base, of: pack) }
    if let other = packs.first(where: { $0.name == pack.name }) {
      problems.add(
        "duplicate-pack", "two packs have the name \"\(pack.name)\": \(other.path) and \(path)",
        at: pack.place, related: other.place)
      return
    }
    packs.append(pack)
  }

  mutating func replaceData(from folder: String) {
    DataReplacement(loader: loader, problems: problems, folder: folder).apply(to: &packs)
  }

  private mutating func addBase(_ base: Pack.Extension, of pack: Pack) {
    let found: Pack?
    if base.pack == BuiltInPack.name {
      addBuiltIn()
      found = packs.first(where: \.isBuiltIn)
    } else {
      let folder = base.pack.hasPrefix("/") ? base.pack : "\(pack.path)/\(base.pack)"
      add(folder: folder)
      found = packs.first { $0.path == Pack.cleaned(path: folder) }
    }
    guard let range = base.version, let found, let version = VersionNumber(found.version)
    else { return }
    if !range.contains(version) {
      problems.add(
        "wrong-version",
        "the pack \(pack.name) extends \(found.name) \(range.text), and \(found.version) is here",
        at: base.place)
    }
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
        if let severity = override.severity {
          rule.severity = severity
          for i in rule.validations.indices { rule.validations[i].severity = severity }
          rule.policy?.severity = severity
        }
        rules[override.rule] = rule
      }
    }
    return rules.values.sorted { $0.fullId.utf8.lexicographicallyPrecedes($1.fullId.utf8) }
  }
}
