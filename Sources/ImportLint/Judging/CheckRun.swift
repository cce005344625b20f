import Documents
import Findings
import Rules
import Snapshots

/// One run: from its arguments to judgements, stage by stage. What is read is read once, however
/// many versions of Rancher it is judged for.
struct CheckRun {
  private let options: RunOptions
  private let asked: AskedVersions
  private let jobs: Int
  private let needsChecksums: Bool
  private let listsPasses: Bool
  /// Is told of the judgement while what it was made of is at hand.
  var onJudged: ((Judge, Snapshot, Target, JudgingOptions) -> Void)?

  init(_ options: RunOptions, needsChecksums: Bool, listsPasses: Bool) throws(Ending) {
    self.options = options
    self.needsChecksums = needsChecksums
    self.listsPasses = listsPasses
    asked = try AskedVersions(options.target.version)
    jobs = try Jobs.count(options.input.jobs)
    if let now = options.now, Timestamp(now) == nil {
      throw .failure(
        "--now \(now) is no time of RFC 3339, such as 2025-06-01T12:00:00Z",
        doing: "read the arguments")
    }
    // An empty variable in a script would select all rules, and pass for a run of some.
    if options.select.contains(where: { [$0].commaSeparated.isEmpty }) {
      throw .failure("--select names no rule", doing: "read the arguments")
    }
  }

  /// Whether more than one version of Rancher is asked about.
  var isMatrix: Bool { if case .one = asked { false } else { true } }

  /// The rules, ready to judge, and where everything that is read goes.
  private struct Rulebook {
    let store = DocumentStore()
    let reasons = ReasonTable()
    let set: RuleSet
    let judge: Judge

    init(_ options: RunOptions) {
      set = options.packs.load(into: store)
        .selecting(options.select.commaSeparated, ignoring: options.ignore.commaSeparated)
      judge = Judge(set)
    }

    var draft: JudgementDraft { JudgementDraft(set, problems: set.problems + judge.problems) }
  }

  /// Judges. Never throws: what keeps the run from its job is a fatal problem of the judgement.
  func judgement(_ progress: Progress) -> Judgement {
    progress.begin("reading rules")
    return judgement(by: Rulebook(options), progress)
  }

  /// Judges, with the order in which the packs want things fixed.
  func plan(_ progress: Progress) -> (judgement: Judgement, order: RunbookOrder) {
    progress.begin("reading rules")
    let rules = Rulebook(options)
    return (judgement(by: rules, progress), rules.set.runbookOrder)
  }

  private func judgement(by rules: Rulebook, _ progress: Progress) -> Judgement {
    var draft = rules.draft
    guard !draft.isHopeless else { return finished(draft) }
    let target = target(options.target.version, rules)
    draft.take(target, in: rules.store)
    draft.compare(target, with: rules.set)
    guard !draft.isHopeless else { return finished(draft) }
    progress.begin("reading the snapshot")
    let snapshot = snapshot(rules)
    return judgement(of: snapshot, for: target, rules, draft, progress)
  }

  /// Judges for every version that is asked about.
  func matrix(_ progress: Progress) -> ReadinessMatrix {
    progress.begin("reading rules")
    let rules = Rulebook(options)
    let versions = asked.versions(known: rules.set.rancherReleases) ?? []
    var draft = rules.draft
    if versions.isEmpty, !draft.isHopeless {
      draft.problems.append(
        Problem(
          stage: .arguments, code: "no-known-release", isFatal: true,
          message: "--rancher all: no pack's data list releases of Rancher",
          help: "Name versions: --rancher 2.12.3,2.13.1"))
    }
    let isAll = asked == .all
    guard !draft.isHopeless else {
      return ReadinessMatrix(isAll: isAll, rows: [.init("", finished(draft))])
    }
    let targets = versions.map { (version: $0, target: target($0, rules)) }
    draft.take(targets[0].target, in: rules.store)
    guard !draft.isHopeless else {
      return ReadinessMatrix(isAll: isAll, rows: [.init("", finished(draft))])
    }
    progress.begin("reading the snapshot")
    let snapshot = snapshot(rules)
    return ReadinessMatrix(
      isAll: isAll,
      rows: targets.map { version, target in
        var draft = rules.draft
        draft.take(target, in: rules.store)
        draft.compare(target, with: rules.set)
        return .init(version, judgement(of: snapshot, for: target, rules, draft, progress))
      })
  }

  // MARK: Stages

  private var snapshotOptions: SnapshotOptions {
    var result = SnapshotOptions()
    result.jobs = jobs
    result.hashesFiles = needsChecksums
    result.assumesComplete = options.assume == .complete
    return result
  }

  private func target(_ version: String?, _ rules: Rulebook) -> Target {
    Target.read(
      file: options.target.file,
      overrides: TargetOverrides(rancherVersion: version, rancherURL: options.target.url),
      store: rules.store, reasons: rules.reasons, options: snapshotOptions)
  }

  private func snapshot(_ rules: Rulebook) -> Snapshot {
    Snapshot.read(
      options.input.inputs, store: rules.store, reasons: rules.reasons, options: snapshotOptions)
  }

  private func judgement(
    of snapshot: Snapshot, for target: Target, _ rules: Rulebook, _ draft: JudgementDraft,
    _ progress: Progress
  ) -> Judgement {
    var draft = draft
    draft.take(snapshot)
    draft.profile = ClusterProfile(of: snapshot, target: target.value, rules: rules.set)
    guard !draft.isHopeless else { return finished(draft) }
    progress.begin("judging" + (isMatrix ? " for Rancher \(target.rancherVersion ?? "")" : ""))
    var judging = JudgingOptions()
    judging.now = options.now ?? snapshot.identity.time
    judging.jobs = jobs
    judging.listsPasses = listsPasses
    let outcome = rules.judge.judge(snapshot, target: target.value, options: judging)
    draft.findings = outcome.findings
    draft.rules = outcome.rules
    draft.problems += outcome.problems
    onJudged?(rules.judge, snapshot, target, judging)
    return finished(draft, now: judging.now)
  }

  private func finished(_ draft: JudgementDraft, now: String? = nil) -> Judgement {
    draft.judgement(options: options.judgementOptions(now: now))
  }
}
