import Documents
import Findings
import Rules
import Snapshots

/// One run of `check`: from its arguments to the judgement, stage by stage.
struct CheckRun {
  private let command: CheckCommand
  private let jobs: Int
  private let needsChecksums: Bool
  private let listsPasses: Bool

  init(_ command: CheckCommand, _ plan: ReportPlan) throws(Ending) {
    self.command = command
    jobs = try Jobs.count(command.input.jobs)
    needsChecksums = plan.needsChecksums
    listsPasses = plan.listsPasses
    if let now = command.now, Timestamp(now) == nil {
      throw .failure(
        "--now \(now) is no time of RFC 3339, such as 2025-06-01T12:00:00Z",
        doing: "read the arguments")
    }
  }

  /// Judges. Never throws: what keeps the run from its job is a fatal problem of the judgement.
  func judgement(_ progress: Progress) -> Judgement {
    progress.begin("reading rules")
    let store = DocumentStore()
    let set = command.packs.load(into: store)
      .selecting(command.select.commaSeparated, ignoring: command.ignore.commaSeparated)
    let judge = Judge(set)
    var draft = JudgementDraft(set, problems: set.problems + judge.problems)
    guard !draft.isHopeless else { return finished(draft) }

    progress.begin("reading the snapshot")
    let reasons = ReasonTable()
    var options = SnapshotOptions()
    options.jobs = jobs
    options.hashesFiles = needsChecksums
    options.assumesComplete = command.assume == .complete
    let target = Target.read(
      file: command.target.file,
      overrides: TargetOverrides(
        rancherVersion: command.target.version, rancherURL: command.target.url),
      store: store, reasons: reasons, options: options)
    draft.take(target, in: store)
    draft.compare(target, with: set)
    guard !draft.isHopeless else { return finished(draft) }
    let snapshot = Snapshot.read(
      command.input.inputs, store: store, reasons: reasons,
      options: options)
    draft.take(snapshot)
    draft.profile = ClusterProfile(of: snapshot, target: target.value, rules: set)
    guard !draft.isHopeless else { return finished(draft) }

    progress.begin("judging")
    var judging = JudgingOptions()
    judging.now = command.now ?? snapshot.identity.time
    judging.jobs = jobs
    judging.listsPasses = listsPasses
    let outcome = judge.judge(snapshot, target: target.value, options: judging)
    draft.findings = outcome.findings
    draft.rules = outcome.rules
    draft.problems += outcome.problems
    return finished(draft, now: judging.now)
  }

  private func finished(_ draft: JudgementDraft, now: String? = nil) -> Judgement {
    draft.judgement(
      options: JudgementOptions(
        failOn: command.failOn, unknownPolicy: command.unknown, now: now ?? command.now,
        selected: command.select.commaSeparated, ignored: command.ignore.commaSeparated))
  }
}
