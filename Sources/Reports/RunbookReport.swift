import Basics
import Findings

/// A plan as Markdown: a runbook to be followed from top to bottom, with boxes to tick.
///
/// Commands stand in fenced blocks by what they do: those that only look, dry runs, those that
/// change something, and those that delete, which say so and come after their dry run.
public struct RunbookReport {
  private let runbook: Runbook
  private let judgement: Judgement
  private let rerun: String
  private var lines: [String] = []

  /// - Parameter rerun: The command that judges again, shell-quoted.
  public init(_ runbook: Runbook, rerun: String) {
    self.runbook = runbook
    judgement = runbook.judgement
    self.rerun = rerun
  }

  /// The Markdown in UTF-8.
  public func render() -> [UInt8] {
    var report = self
    report.writeHead()
    report.writeBefore()
    for section in runbook.sections where !section.phase.isAfterImport { report.write(section) }
    report.writeImport()
    for section in runbook.sections where section.phase.isAfterImport { report.write(section) }
    report.writeVerification()
    report.writeCollection()
    report.writeWaived()
    return Array((report.lines.joined(separator: "\n") + "\n").utf8)
  }

  private mutating func add(_ text: String) { lines.append(text) }

  /// A paragraph, a heading or a block: an empty line stands before it.
  private mutating func block(_ text: String) {
    if !lines.isEmpty { lines.append("") }
    lines.append(text)
  }

  private mutating func code(_ commands: [String]) { block(SARIFText.codeBlock(commands)) }

  private func plain(_ text: String) -> String { PlainMarkdown.plain(text) }

  // MARK: Head

  private mutating func writeHead() {
    let cluster = judgement.cluster
    let target = judgement.target
    add(
      "# Import of cluster \(plain(cluster.name ?? cluster.uid ?? "of unknown name")) into Rancher "
        + plain(target.rancherVersion ?? "of undeclared version"))
    block("**\(plain(judgement.conclusion.sentence)).**")
    var facts = [
      "Cluster: \(plain(cluster.distribution ?? "distribution not known")) "
        + plain(cluster.version ?? "of unknown version")
        + (cluster.nodeCount.map { ", \(counted($0, "node"))" } ?? "")
    ]
    if let url = target.rancherURL { facts.append("Rancher: \(plain(url))") }
    facts.append("Snapshot: \(plain(cluster.time ?? "of unknown time"))")
    facts.append("Judged by \(plain(judgement.tool.text))")
    block(facts.map { "- " + $0 }.joined(separator: "\n"))
    guard !runbook.steps.isEmpty else {
      return block("Nothing fails: there is nothing to fix before the import.")
    }
    let blocking = runbook.steps.count(where: \.blocks)
    block(
      "\(counted(runbook.steps.count, "step")), \(blocking) of which "
        + "\(blocking == 1 ? "blocks" : "block") the import, in the order in which they work:")
    lines.append("")
    for step in runbook.steps {
      let mark = step.blocks ? "blocks the import" : step.severity.rawValue
      add("- [ ] \(step.number) \(plain(step.title)) (\(mark))")
    }
  }

  private mutating func writeBefore() {
    guard !runbook.steps.isEmpty else { return }
    block("## Before you begin")
    block(
      "Names in the commands are those of the snapshot. Make sure that kubectl talks to that "
        + "cluster, and export it again if the snapshot is old.")
    var commands = ["kubectl config current-context"]
    if let uid = judgement.cluster.uid, uid.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) {
      commands.append(
        "kubectl get namespace kube-system -o jsonpath='{.metadata.uid}'  # must print \(uid)")
    }
    code(commands)
    let deletes = runbook.steps.filter { $0.commands.contains { $0.effect == .deletes } }
    guard !deletes.isEmpty else { return }
    let numbers = deletes.map(\.number).joined(separator: ", ")
    block(
      "\(deletes.count == 1 ? "Step \(numbers) deletes" : "Steps \(numbers) delete") something. "
        + "Back up the cluster's datastore and what you cannot make again first, and read what "
        + "the dry run prints.")
  }

  // MARK: Steps

  private mutating func write(_ section: Runbook.Section) {
    block("## \(section.number). \(plain(section.phase.title))")
    block(SARIFText.markdown(section.phase.why))
    for step in section.steps { write(step) }
  }

  private mutating func write(_ step: Runbook.Step) {
    block("### \(step.number) \(plain(step.title))")
    var facts = ["`\(step.rule)`, \(step.blocks ? "blocks the import" : step.severity.rawValue)"]
    if !step.after.isEmpty { facts.append("after \(step.after.joined(separator: ", "))") }
    block(facts.joined(separator: "; ") + ".")
    let shown = 10
    var messages = step.findings.prefix(shown).map { finding in
      "- \(plain(finding.message))"
        + (finding.places.first.map { " (\(plain($0.text)))" } ?? "")
    }
    if step.findings.count > shown { messages.append("- and \(step.findings.count - shown) more") }
    block(messages.joined(separator: "\n"))
    block("**Why:** " + SARIFText.markdown(step.findings[0].why))
    block("**Fix:** " + SARIFText.markdown(step.findings[0].fix.text))
    write(step.commands)
    block("Verify: export again, then")
    code(["\(rerun) --select \(step.rule)"])
  }

  /// Commands in runs of one effect, each under what it does.
  private mutating func write(_ commands: [ShellCommand]) {
    var rest = commands[...]
    while let first = rest.first {
      let run = rest.prefix { $0.effect == first.effect }
      block(label(first.effect))
      code(run.map(\.text))
      rest = rest.dropFirst(run.count)
    }
  }

  private func label(_ effect: ShellCommand.Effect) -> String {
    switch effect {
    case .looks: "Look (changes nothing):"
    case .dryRun: "Dry run (changes nothing):"
    case .changes: "Change:"
    case .deletes: "**Delete (cannot be undone; after its dry run):**"
    }
  }

  // MARK: The end

  private mutating func writeImport() {
    block("## The import")
    if judgement.readiness != .ready {
      block(
        "Only when the steps above are done and a new snapshot is judged ready (see "
          + "*Verification*).")
    }
    block(
      "In Rancher, import an existing cluster, and run the command that it shows with a "
        + "kubeconfig of this cluster. Then the agent must become ready and stay so:")
    code([
      "kubectl -n cattle-system rollout status deployment/cattle-cluster-agent --timeout=5m",
      "kubectl -n cattle-system logs -l app=cattle-cluster-agent --tail=50",
    ])
  }

  private mutating func writeVerification() {
    block("## Verification")
    block("Export the cluster again, in the same way, and judge it; exit code 0 means ready:")
    code([rerun])
  }

  private mutating func writeCollection() {
    let unknown = judgement.findings.filter { $0.isLive && $0.verdict == .unknown }
    guard !unknown.isEmpty else { return }
    block("## To be collected")
    let deciding = unknown.count { $0.severity >= judgement.options.failOn }
    let rules = Set(unknown.map(\.rule)).count
    block(
      "\(counted(rules, "rule")) could not be decided"
        + (deciding == 0
          ? "" : ", and \(counted(deciding, "finding")) of them may block the import")
        + ": what they find may add steps to this plan.")
    let missing = MissingSteps(judgement)
    let texts = missing.steps.map { StepText(step: $0, nodeCount: judgement.cluster.nodeCount) }
    func isCommand(_ text: StepText) -> Bool {
      text.step.step.kind == .kubectl && text.step.nodes.isEmpty
    }
    let commands = texts.filter(isCommand).flatMap(\.commandRows)
    if !commands.isEmpty { code(commands) }
    let items = texts.filter { !isCommand($0) }.map(item)
    if !items.isEmpty { block(items.joined(separator: "\n")) }
    guard !missing.undecidable.isEmpty else { return }
    block("Nothing that could be collected decides these:")
    block(missing.undecidable.map { "- " + plain($0.text) }.joined(separator: "\n"))
  }

  private func item(_ text: StepText) -> String {
    let shown = 10
    let nodes = text.nodes { names in
      names.count <= shown + 1
        ? names.joined(separator: ", ")
        : names.prefix(shown).joined(separator: ", ") + " and \(names.count - shown) more"
    }
    return "- [ ] \(plain(text.line + (nodes.isEmpty ? "" : ", on \(nodes)")))"
  }

  private mutating func writeWaived() {
    let waived = judgement.findings.filter { !$0.isLive }
    guard !waived.isEmpty else { return }
    block("## Waived")
    block(
      waived.map { finding in
        "- \(plain(finding.message)) (`\(finding.rule)`): waiver "
          + plain(finding.waiver?.text ?? "")
      }.joined(separator: "\n"))
  }
}
