import ArgumentParser
import Documents
import Engine
import Findings
import Reports
import RuleTesting
import Rules

/// Runs rules' examples.
struct TestCommand: Subcommand {
  static let action = "test the pack"
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Run the examples of a pack's rules.",
    discussion: """
      Each rule's examples are its tests: small snapshots with the verdicts that must come out.

        importlint test acme/
        importlint test rancher-import     the built-in pack
        importlint test acme/ --coverage   which conditions were never seen true, or false
        importlint test acme/ --mutate     which mistakes in the rules no example notices

      With --coverage, each validation and match condition must have been seen both true and \
      false. With --mutate, mistakes are put into the rules one at a time (the other operator, \
      another constant, a ! more or less), and at most 5 % of them may go unnoticed. See \
      docs/authors.md.

      Exit code 0: all of that holds; 1: something does not; 2: a rule is invalid.
      """)

  @Argument(
    help: ArgumentHelp("A folder with a rule pack, or rancher-import.", valueName: "pack"))
  var packs: [String]
  @Option(
    name: .customLong("pack"), parsing: .singleValue,
    help: ArgumentHelp(
      "A folder with a pack that those extend. May be given several times.", valueName: "dir"),
    transform: OptionText.name)
  var extended: [String] = []
  @Option(
    help: ArgumentHelp("Test these rules only: ids, separated by commas.", valueName: "ids"),
    transform: OptionText.words)
  var select: [[String]] = []
  @Option(
    help: ArgumentHelp("Threads to use; all processors by default.", valueName: "n"),
    transform: ThreadCount.parse)
  var jobs: Int?
  @Flag(help: "Report which conditions the examples never showed true, false, failing or unknown.")
  var coverage = false
  @Flag(help: "Put mistakes into the rules, and report those that no example notices.")
  var mutate = false
  @Option(
    help: ArgumentHelp(
      "What the mistakes are made of: \(Self.allKinds), separated by commas; the first three by "
        + "default.",
      valueName: "kinds"), transform: Self.kinds)
  var mutants: Set<MutationKind>?
  @Option(
    help: ArgumentHelp(
      "Mistakes that may go unnoticed, of 100, before --mutate ends with 1.", valueName: "percent"))
  var survivors: Int = 5
  @Option(help: "Form of the report.") var format: InspectionFormat = .text

  private static let allKinds = MutationKind.allCases.map(\.rawValue).joined(separator: ", ")

  func validate() throws {
    guard (0...100).contains(survivors) else {
      throw OptionError("--survivors must be between 0 and 100")
    }
  }

  func end() throws(Ending) -> Ending {
    let loaded = load()
    try loaded.problems.throwFatal(doing: Self.action)
    let names = names(of: loaded)
    guard !names.isEmpty else {
      throw .failure(
        "there is no rule of its own in \(packs.joined(separator: ", ")); what a pack changes in "
          + "others shows in check", doing: Self.action)
    }
    let set = loaded.selecting(names, ignoring: [])
    try set.problems.throwFatal(doing: Self.action)
    let judge = Judge(set)
    try judge.problems.throwFatal(doing: Self.action)
    // What `check` would say of the pack; its notes are not mistakes.
    OutputStream.error.write(
      problems: (set.problems + judge.problems).filter { $0.severity > .note })
    let jobs = jobs ?? ThreadCount.available
    var report = TestReport(rules: set.rules.count, survivorLimit: survivors)
    report.examples = ExampleRunner(judge).run(jobs: jobs)
    guard !report.examples.isEmpty else {
      throw .failure("there is no example", doing: Self.action)
    }
    if coverage { report.coverage = CoverageRunner(judge).run(jobs: jobs) }
    if mutate {
      report.mutations = mutations(of: mutants ?? MutationKind.usual, set, jobs)
    }
    let bytes =
      switch format {
      case .text: report.text(OutputStream.output)
      case .json: report.json
      }
    return OutputStream.output.write(bytes: bytes).ending ?? report.ending
  }

  /// Reads the value of `--mutants`.
  private static func kinds(_ text: String) throws(OptionError) -> Set<MutationKind> {
    var kinds: Set<MutationKind> = []
    for name in try OptionText.words(text) {
      guard let kind = MutationKind(rawValue: name) else {
        throw OptionError("\"\(name)\" is not a kind of mutant (\(allKinds))")
      }
      kinds.insert(kind)
    }
    return kinds
  }

  private func mutations(
    of kinds: Set<MutationKind>, _ set: RuleSet, _ jobs: Int
  ) -> [RuleMutations] {
    let selection = select.flatMap { $0 }
    let ids =
      selection.isEmpty
      ? set.rules.map(\.fullId)
      : set.packs.filter { !$0.rules.isEmpty }.map { "\($0.name)/*" }
    return MutationRunner(of: kinds, selection: selection) {
      load().selecting(ids, ignoring: [])
    }.run(jobs: jobs)
  }

  /// The packs, and those that they extend.
  private func load() -> RuleSet {
    let all = packs + extended
    let folders = all.filter { $0 != BuiltInPack.name }
    return RuleSet.load(
      into: DocumentStore(), folders: folders, withBuiltIn: folders.count < all.count,
      toolVersion: ToolInfo.current.version, appliesChanges: false)
  }

  /// What to test: the selection, or all rules of the packs that were named. A pack that another
  /// one extends is loaded too, and has its own tests.
  private func names(of set: RuleSet) -> [String] {
    if !select.isEmpty { return select.flatMap { $0 } }
    let named = set.packs.filter { pack in
      !pack.rules.isEmpty
        && (pack.isBuiltIn
          ? packs.contains(BuiltInPack.name)
          : packs.contains { Pack.cleaned(path: $0) == pack.path })
    }
    return named.map { "\($0.name)/*" }
  }
}
