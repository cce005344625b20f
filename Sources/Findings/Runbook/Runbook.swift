import Basics

/// The failing findings of a judgement as steps in an order that works: what blocks or undoes
/// other steps comes first.
public struct Runbook: Sendable, Hashable {
  /// What is to be done about one rule.
  public struct Step: Sendable, Hashable {
    /// `3.1`: section and place in it.
    public var number: String
    /// Full id of the rule.
    public var rule: String
    public var title: String
    /// The worst of its findings.
    public var severity: Severity
    /// Whether it keeps the cluster from being ready (see `--fail-on`).
    public var blocks: Bool
    /// In report order; at least one.
    public var findings: [Finding]
    /// Of all findings, each once; dry runs are added before what deletes.
    public var commands: [ShellCommand]
    /// Numbers of the steps that come before it for a reason.
    public var after: [String] = []
  }

  public struct Section: Sendable, Hashable {
    public var number: Int
    public var phase: RunbookOrder.Phase
    public var steps: [Step]
  }

  public let judgement: Judgement
  /// Only sections that have steps, numbered from 1.
  public let sections: [Section]

  public init(_ judgement: Judgement, order: RunbookOrder) {
    self.init(judgement, order, commands: Runbook.commands(of:))
  }

  /// The full ids of the rules that have a step, in the order of the steps.
  public static func rules(of judgement: Judgement, order: RunbookOrder) -> [String] {
    Runbook(judgement, order, commands: { _ in [] }).steps.map(\.rule)
  }

  private init(
    _ judgement: Judgement, _ order: RunbookOrder, commands: ([Finding]) -> [ShellCommand]
  ) {
    self.judgement = judgement
    let areas = Dictionary(judgement.rules.map { ($0.id, $0.area) }) { first, _ in first }
    let failing = judgement.findings.filter { $0.isLive && $0.verdict == .fail }
    let groups = Dictionary(grouping: failing, by: \.rule)
    var byPhase: [Int: [Step]] = [:]
    for rule in groups.keys.sortedByBytes() {
      guard let findings = groups[rule], let worst = findings.map(\.severity).max() else {
        continue
      }
      let phase = order.phase(of: rule, area: areas[rule] ?? "", severity: worst)
      byPhase[phase, default: []].append(
        Step(
          number: "", rule: rule, title: findings[0].title, severity: worst,
          blocks: worst >= judgement.options.failOn, findings: findings,
          commands: commands(findings)))
    }
    var sections: [Section] = []
    for phase in byPhase.keys.sorted() {
      let steps = Runbook.ordered(byPhase[phase] ?? [], order.needs)
      sections.append(
        Section(number: sections.count + 1, phase: order.phases[phase], steps: steps))
    }
    self.sections = Runbook.numbered(sections, order.needs)
  }

  public var steps: [Step] { sections.flatMap(\.steps) }

  // MARK: Order

  /// Worst first, then by id, but never before a step that it needs. Needs that form a cycle are
  /// broken where the order by severity does.
  private static func ordered(_ steps: [Step], _ needs: [String: [String]]) -> [Step] {
    var rest = steps.sorted {
      $0.severity != $1.severity ? $0.severity > $1.severity : $0.rule.precedesByBytes($1.rule)
    }
    var result: [Step] = []
    while !rest.isEmpty {
      let waiting = Set(rest.map { RunbookOrder.shortId($0.rule) })
      let next = rest.firstIndex { step in
        let id = RunbookOrder.shortId(step.rule)
        return !(needs[id] ?? []).contains { $0 != id && waiting.contains($0) }
      }
      result.append(rest.remove(at: next ?? 0))
    }
    return result
  }

  private static func numbered(
    _ sections: [Section], _ needs: [String: [String]]
  ) -> [Section] {
    var sections = sections
    var numbers: [String: String] = [:]
    for s in sections.indices {
      for i in sections[s].steps.indices {
        let number = "\(sections[s].number).\(i + 1)"
        sections[s].steps[i].number = number
        let id = RunbookOrder.shortId(sections[s].steps[i].rule)
        sections[s].steps[i].after = (needs[id] ?? []).compactMap { numbers[$0] }.sorted {
          $0.precedesByBytes($1)
        }
        numbers[id] = number
      }
    }
    return sections
  }

  // MARK: Commands

  /// The commands of findings that have the same fix for different subjects: what looks at all of
  /// them first, then what changes them, unless a fix has an order of its own.
  public static func commands(of findings: [Finding]) -> [ShellCommand] {
    var seen = Set<String>()
    var commands: [ShellCommand] = []
    var isSorted = true
    for finding in findings {
      let own = finding.fix.commands.map(ShellCommand.init)
      isSorted = isSorted && zip(own, own.dropFirst()).allSatisfy { $0.effect <= $1.effect }
      commands += withDryRuns(own).filter { seen.insert($0.text).inserted }
    }
    guard isSorted else { return commands }
    return ShellCommand.Effect.allCases.flatMap { effect in
      commands.filter { $0.effect == effect }
    }
  }

  /// Adds a dry run before each command that deletes, can be tried, and has none before it.
  private static func withDryRuns(_ commands: [ShellCommand]) -> [ShellCommand] {
    var result: [ShellCommand] = []
    for command in commands {
      if let dryRun = command.dryRun, !result.contains(where: { $0.isDryRun(of: command) }) {
        result.append(ShellCommand(dryRun))
      }
      result.append(command)
    }
    return result
  }
}
