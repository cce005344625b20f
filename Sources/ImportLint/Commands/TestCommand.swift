import ArgumentParser
import Documents
import Findings
import Reports
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

      Exit code 0: all examples hold; 1: one does not; 2: a rule is invalid.
      """)

  @Argument(
    help: ArgumentHelp("A folder with a rule pack, or rancher-import.", valueName: "pack"))
  var packs: [String]
  @Option(
    help: ArgumentHelp("Test these rules only: ids, separated by commas.", valueName: "ids"))
  var select: [String] = []
  @Option(help: ArgumentHelp("Threads to use; all processors by default.", valueName: "n"))
  var jobs: Int?

  func end() throws(Ending) -> Ending {
    let folders = packs.filter { $0 != BuiltInPack.name }
    let loaded = RuleSet.load(
      into: DocumentStore(), folders: folders, withBuiltIn: folders.count < packs.count,
      toolVersion: ToolInfo.current.version)
    try loaded.problems.throwFatal(doing: Self.action)
    let set = loaded.selecting(names(of: loaded, folders), ignoring: [])
    try set.problems.throwFatal(doing: Self.action)
    let judge = Judge(set)
    try judge.problems.throwFatal(doing: Self.action)
    let reports = ExampleRunner(judge).run(jobs: try Jobs.count(jobs))
    return try end(reports, rules: set.rules.count)
  }

  /// What to test: the selection, or all rules of the packs that were named. A pack that another
  /// one extends is loaded too, and has its own tests.
  private func names(of set: RuleSet, _ folders: [String]) -> [String] {
    if !select.isEmpty { return select.commaSeparated }
    let named = set.packs.filter { pack in
      pack.isBuiltIn
        ? packs.contains(BuiltInPack.name)
        : folders.contains { $0 == pack.path || $0 == pack.path + "/" }
    }
    return named.map { "\($0.name)/*" }
  }

  private func end(_ reports: [ExampleRunner.Report], rules: Int) throws(Ending) -> Ending {
    let failed = reports.filter { !$0.passed }
    var out = OutputStream.output.textWriter
    for report in failed {
      let place = report.place.map { place in
        let position = place.source.position(of: place.offset)
        return "\(place.source.path):\(position.line):\(position.column)"
      }
      out.paragraph(
        .init("fails  ", .error), "\(report.rule): \(report.example)", style: .bold)
      if let place { out.line(.init("--> ", .dim), .init(place), indent: 3) }
      for failure in report.failures { out.paragraph("- ", failure, indent: 5) }
    }
    if let ending = OutputStream.output.write(bytes: out.bytes).ending { throw ending }
    if reports.isEmpty { throw .failure("there is no example", doing: Self.action) }
    let total = "\(reports.count) examples of \(rules) rules"
    return failed.isEmpty
      ? Ending(code: 0, sentence: "passed: \(total)")
      : Ending(code: 1, sentence: "failed: \(failed.count) of \(total)")
  }
}
