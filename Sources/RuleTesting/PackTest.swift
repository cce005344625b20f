import Documents
import Findings
import Rules

/// The rules of packs and the tests that are asked of them: their examples, and what the examples
/// show and would notice.
public struct PackTest: Sendable {
  /// What is tested, and how.
  public struct Request: Sendable {
    /// Folders of packs, or the name of the built-in one.
    public var packs: [String]
    /// Folders of packs that those extend.
    public var extended: [String] = []
    /// What had to be fetched of them, by their names.
    public var fetched: [String: FetchedPack] = [:]
    /// What stands for files of the packs, where an editor has them open.
    public var texts = FileTexts()
    /// Whether rules may be without examples.
    public var allowsDrafts = false
    /// The rules to test; all of the packs' own where it is empty.
    public var selection: [String] = []
    /// Whether it is found out which conditions the examples showed.
    public var wantsCoverage = false
    /// What mistakes are made of that the examples should notice; nil for none.
    public var mutants: Set<MutationKind>?
    /// Mutants that may go unnoticed, of 100.
    public var survivorLimit = 5
    /// Packs may ask for a version of this program.
    public var toolVersion: String
    /// Threads to use. The result does not depend on it.
    public var jobs = 1

    public init(packs: [String], toolVersion: String) {
      self.packs = packs
      self.toolVersion = toolVersion
    }
  }

  /// Why nothing can be tested.
  public enum Failure: Error {
    case obstacle(Obstacle)
    /// The packs have no rule of their own.
    case noRule
  }

  private let request: Request
  private let set: RuleSet
  private let judge: Judge

  /// Loads and compiles the rules to test.
  public init(_ request: Request) throws(Failure) {
    self.request = request
    let loaded = request.load()
    try Self.check(loaded.problems)
    let names = request.names(of: loaded)
    guard !names.isEmpty else { throw .noRule }
    set = loaded.selecting(names, ignoring: [])
    try Self.check(set.problems)
    judge = Judge(set)
    try Self.check(judge.problems)
  }

  private static func check(_ problems: [Problem]) throws(Failure) {
    do throws(Obstacle) { try Obstacle.check(problems) } catch { throw .obstacle(error) }
  }

  /// What judging by the packs would say of them; their notes are not mistakes.
  public var problems: [Problem] {
    (set.problems + judge.problems).filter { $0.severity > .note }
  }

  /// Runs the tests.
  public func run() -> PackTestResult {
    let examples = ExampleRunner(judge).run(jobs: request.jobs)
    var result = PackTestResult(
      rules: set.rules.count, survivorLimit: request.survivorLimit, examples: examples)
    result.untested = set.rules.filter(\.trials.isEmpty).map(\.fullId)
    if request.wantsCoverage { result.coverage = CoverageRunner(judge).run(jobs: request.jobs) }
    if let kinds = request.mutants { result.mutations = mutations(of: kinds) }
    return result
  }

  private func mutations(of kinds: Set<MutationKind>) -> [RuleMutations] {
    let ids =
      request.selection.isEmpty
      ? set.rules.map(\.fullId)
      : set.packs.filter { !$0.rules.isEmpty }.map { "\($0.name)/*" }
    return MutationRunner(of: kinds, selection: request.selection) { [request] in
      request.load().selecting(ids, ignoring: [])
    }.run(jobs: request.jobs)
  }
}

extension PackTest.Request {
  /// The packs, and those that they extend.
  ///
  /// - Parameter translations: which of their translations are read.
  package func load(translations: TranslationChoice = .none) -> RuleSet {
    let all = packs + extended
    let folders = all.filter { $0 != BuiltInPack.name }
    return RuleSet.load(
      into: DocumentStore(), folders: folders, withBuiltIn: folders.count < all.count,
      toolVersion: toolVersion, appliesChanges: false, fetched: fetched,
      allowsDrafts: allowsDrafts, translations: translations, texts: texts)
  }

  /// What to test: the selection, or all rules of the packs that were named. A pack that another
  /// one extends is loaded too, and has its own tests.
  fileprivate func names(of set: RuleSet) -> [String] {
    if !selection.isEmpty { return selection }
    return namedPacks(of: set).filter { !$0.rules.isEmpty }.map { "\($0.name)/*" }
  }

  /// The packs that were named, without those that they extend.
  package func namedPacks(of set: RuleSet) -> [Pack] {
    set.packs.filter { pack in
      pack.isBuiltIn
        ? packs.contains(BuiltInPack.name)
        : packs.contains { $0 == pack.path || Pack.cleaned(path: $0) == pack.path }
    }
  }
}
