import ArgumentParser
import Engine
import Findings
import Reports
import RuleTesting

/// Runs rules' examples.
struct TestCommand: Subcommand {
  static let action = "test the pack"
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Run the examples of a pack's rules and policies.",
    discussion: """
      Each rule's examples are its tests: small snapshots with the verdicts that must come out. \
      Further ones, and those of policies, lie in <id>.cases.yaml.

        importlint test acme/
        importlint test rancher-import     the built-in pack
        importlint test acme/ --watch      again whenever a file changes
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
    transform: OptionText.file)
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
  @Flag(help: "Run rules that have no examples yet, too; reports call them drafts.")
  var draft = false
  @Flag(help: "Run again whenever a file of the packs changes, until interrupted.")
  var watch = false
  @Option(help: "Form of the report.") var format: InspectionFormat = .text

  private static let allKinds = MutationKind.allCases.map(\.rawValue).joined(separator: ", ")

  func validate() throws {
    guard (0...100).contains(survivors) else {
      throw OptionError("--survivors must be between 0 and 100")
    }
  }

  private var request: PackTest.Request {
    var request = PackTest.Request(packs: packs, toolVersion: ToolInfo.current.version)
    request.extended = extended
    request.fetched = PackFetch.all(of: packs + extended)
    request.selection = select.flatMap { $0 }
    request.allowsDrafts = draft
    request.wantsCoverage = coverage
    request.mutants = mutate ? mutants ?? MutationKind.usual : nil
    request.survivorLimit = survivors
    request.jobs = jobs ?? ThreadCount.available
    return request
  }

  func end() throws(Ending) -> Ending {
    guard watch else { return try tested() }
    // Until somebody ends it.
    var files = FileWatch(packs + extended)
    while true {
      let ending: Ending
      do throws(Ending) { ending = try tested() } catch { ending = error }
      OutputStream.error.write(text: VisibleText.line(ending.sentence) + "\n")
      guard files.waitForChange() else { return ending }
    }
  }

  private func tested() throws(Ending) -> Ending {
    let test = try loaded()
    OutputStream.error.write(problems: test.problems)
    let report = TestReport(test.run())
    let bytes = report.bytes(format, for: .output)
    return OutputStream.output.write(bytes: bytes).ending ?? report.ending
  }

  private func loaded() throws(Ending) -> PackTest {
    do throws(PackTest.Failure) {
      return try PackTest(request)
    } catch {
      switch error {
      case .obstacle(let obstacle): throw Ending(obstacle, doing: Self.action)
      case .noRule:
        throw .failure(
          "there is no rule of its own in \(packs.joined(separator: ", ")); what a pack changes in "
            + "others shows in check", doing: Self.action)
      }
    }
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
}
