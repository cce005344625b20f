import Anonymizing
import Basics
import Documents
import Findings
import Governance
import Profiles
import Rules
import Snapshots

/// One run: from what was asked for to judgements, stage by stage. What is read is read once,
/// however many versions of Rancher it is judged for.
public struct Check {
  private let request: CheckRequest
  /// Called with what is being done.
  private let onStage: (String) -> Void
  private let endsWithProcess: Bool

  /// - Parameter endsWithProcess: Whether the process ends soon after the run. Then what was made
  ///   for it is not taken apart closure by closure, which takes as long as judging a small
  ///   cluster: the end of the process frees it at once.
  public init(
    _ request: CheckRequest, endsWithProcess: Bool = false,
    onStage: @escaping (String) -> Void = { _ in }
  ) {
    self.request = request
    self.endsWithProcess = endsWithProcess
    self.onStage = onStage
  }

  /// Holds what is kept to the end.
  private final class Kept {
    let rules: Rulebook
    init(_ rules: Rulebook) { self.rules = rules }
  }

  private func readRules() -> Rulebook {
    onStage("reading rules")
    let rules = Rulebook(request)
    if endsWithProcess { _ = Unmanaged.passRetained(Kept(rules)) }
    return rules
  }

  /// The rules, ready to judge, and where everything that is read goes.
  private struct Rulebook {
    let store = DocumentStore()
    let reasons = ReasonTable()
    let set: RuleSet
    let judge: Judge
    /// Nil if none were asked for, or if the rules that they name could not be read.
    let waivers: WaiverReader?
    /// Nil if none was asked for, or if it could not be read.
    let baseline: ResultFile?
    private let baselineProblems = ProblemList(of: .baseline)
    private let request: CheckRequest

    init(_ request: CheckRequest) {
      self.request = request
      set = request.packs.load(into: store, leavesExamplesOut: true)
        .selecting(request.selected, ignoring: request.ignored)
      judge = Judge(set, mayRecompile: false)
      if let asked = request.waivers,
        !set.problems.contains(where: { $0.isFatal && $0.stage == .rules })
      {
        waivers = WaiverReader(asked.files, terms: set.waiverTerms, day: asked.day, into: store)
      } else {
        waivers = nil
      }
      let (store, problems) = (store, baselineProblems)
      baseline = request.baseline.flatMap { ResultFile($0, into: store, problems) }
    }

    var draft: JudgementDraft {
      var draft = JudgementDraft(
        set, request,
        problems: set.problems + judge.problems + (waivers?.problems.problems ?? [])
          + baselineProblems.problems)
      draft.basis.artifacts += (waivers?.files ?? []).map {
        $0.artifact(.waivers, hashes: request.hashes)
      }
      if let baseline { draft.basis.artifacts.append(baseline.artifact(hashes: request.hashes)) }
      return draft
    }
  }

  /// Judges. Never throws: what stops the run is a fatal problem of the judgement.
  public func judgement() -> Judgement {
    judgement(by: readRules()).judgement
  }

  /// What is known before a snapshot is read: by what is judged, and what is wrong with that.
  public func preparation() -> Judgement {
    let rules = readRules()
    var draft = rules.draft
    if !draft.hasFatalProblem { draft.take(target(request.version, rules), in: rules.store) }
    return finished(draft)
  }

  /// Judges, with the order in which the packs want things fixed.
  public func plan() -> (judgement: Judgement, order: RunbookOrder) {
    let rules = readRules()
    return (judgement(by: rules).judgement, rules.set.runbookOrder)
  }

  /// Judges, and shows how the rules came to their verdicts: on the subject of that name, or on
  /// those with the worst verdicts.
  public func traces(of subject: String?) -> (judgement: Judgement, traces: [RuleTraces]) {
    let rules = readRules()
    let (judgement, judged) = judgement(by: rules)
    let traces = judged.map {
      rules.judge.traces(
        of: subject, in: $0.snapshot, target: $0.target.value, options: $0.options)
    }
    return (judgement, traces ?? [])
  }

  /// Judges, and says what became of each waiver.
  public func audit() -> (judgement: Judgement, uses: [WaiverUse]) {
    let (judgement, judged) = judgement(by: readRules())
    return (judgement, judged?.waivers ?? [])
  }

  /// Judges, and replaces names, addresses and URLs in the result.
  ///
  /// - Parameter json: Makes the JSON report of a judgement.
  /// - Returns: The result, what it was before, and the map that leads back.
  public func anonymized(
    by map: AnonymizationMap, json: (Judgement) -> [UInt8]
  ) throws(Obstacle) -> (judgement: Judgement, original: Judgement, map: AnonymizationMap) {
    onStage("reading rules")
    let rules = Rulebook(request)
    var learnt = NameLearning(Anonymizer(map: map, vocabulary: Vocabulary(of: rules.set)))
    learnt.learn(request, into: rules.store)
    let (judgement, _) = judgement(by: rules) { files, snapshot in
      learnt.learn(files, of: snapshot)
    }
    if let name = judgement.cluster.name { learnt.anonymizer.own(name) }
    var result = ResultAnonymization(learnt.anonymizer)
    let (replaced, anonymizer) = try result.judgement(ofJSON: json(judgement))
    return (replaced, judgement, anonymizer.map(key: map.key))
  }

  /// What a judgement was made of.
  private struct Judged {
    let snapshot: Snapshot
    let target: Target
    let options: Judge.Options
    var waivers: [WaiverUse] = []
  }

  /// - Parameter take: Asks for the texts of the files that were read.
  private func judgement(
    by rules: Rulebook, files take: (([SnapshotFile], Snapshot) -> Void)? = nil
  ) -> (judgement: Judgement, Judged?) {
    var draft = rules.draft
    guard !draft.hasFatalProblem else { return (finished(draft), nil) }
    let target = target(request.version, rules)
    draft.take(target, in: rules.store)
    draft.compare(target, with: rules.set)
    guard !draft.hasFatalProblem else { return (finished(draft), nil) }
    onStage("reading the snapshot")
    guard let take else {
      return judgement(of: snapshot(rules), for: target, rules, draft)
    }
    let (snapshot, files) = request.snapshotFiles(into: rules.store, rules.reasons)
    take(files, snapshot)
    return judgement(of: snapshot, for: target, rules, draft)
  }

  /// Judges for every version that is asked about.
  public func matrix() -> ReadinessMatrix {
    let rules = readRules()
    let versions = request.target.versions.versions(known: rules.set.rancherReleases) ?? []
    var draft = rules.draft
    if versions.isEmpty, !draft.hasFatalProblem {
      draft.problems.append(
        Problem(
          stage: .arguments, code: "no-known-release", isFatal: true,
          message: "--rancher all: no pack's data list releases of Rancher",
          help: "Name versions: --rancher 2.12.3,2.13.1"))
    }
    let isAll = request.target.versions == .all
    guard !draft.hasFatalProblem else {
      return ReadinessMatrix(isAll: isAll, rows: [.init("", finished(draft))])
    }
    let targets = versions.map { (version: $0, target: target($0, rules)) }
    draft.take(targets[0].target, in: rules.store)
    guard !draft.hasFatalProblem else {
      return ReadinessMatrix(isAll: isAll, rows: [.init("", finished(draft))])
    }
    onStage("reading the snapshot")
    let snapshot = snapshot(rules)
    return ReadinessMatrix(
      isAll: isAll,
      rows: targets.map { version, target in
        var draft = rules.draft
        draft.take(version: version)
        draft.take(target, in: rules.store)
        draft.compare(target, with: rules.set)
        return .init(version, judgement(of: snapshot, for: target, rules, draft).judgement)
      })
  }

  // MARK: Stages

  private func target(_ version: String?, _ rules: Rulebook) -> Target {
    request.target(for: version, into: rules.store, rules.reasons)
  }

  private func snapshot(_ rules: Rulebook) -> Snapshot {
    request.snapshot(into: rules.store, rules.reasons)
  }

  private func judgement(
    of snapshot: Snapshot, for target: Target, _ rules: Rulebook, _ draft: JudgementDraft
  ) -> (judgement: Judgement, Judged?) {
    var draft = draft
    draft.take(snapshot)
    if let maxAge = request.maxAge { draft.checkAge(of: snapshot, maxAge.age, at: maxAge.at) }
    guard !draft.hasFatalProblem else {
      draft.basis.profile = ClusterProfile(of: snapshot, target: target.value, rules: rules.set)
      return (finished(draft), nil)
    }
    onStage("judging" + (request.isMatrix ? " for Rancher \(target.rancherVersion ?? "")" : ""))
    var judging = Judge.Options()
    judging.now = request.now ?? snapshot.identity.time
    judging.jobs = request.jobs
    // What passes tells which waivers are no longer needed.
    judging.listsPasses =
      request.listsPasses || rules.waivers != nil || request.baseline != nil
    let (options, judge, set) = (judging, rules.judge, rules.set)
    let (profile, outcome) = bothInParallel(threads: request.jobs) {
      ClusterProfile(of: snapshot, target: target.value, rules: set)
    } _: {
      judge.judge(snapshot, target: target.value, options: options)
    }
    draft.basis.profile = profile
    draft.findings = outcome.findings
    draft.rules = outcome.rules
    draft.problems += outcome.problems
    var judged = Judged(snapshot: snapshot, target: target, options: judging)
    if let waivers = rules.waivers {
      judged.waivers = draft.resolve(waivers, on: waivers.day, in: snapshot)
    }
    if let baseline = rules.baseline {
      draft.compare(with: baseline, options: request.judgementOptions(now: judging.now))
    }
    return (finished(draft, now: judging.now), judged)
  }

  private func finished(_ draft: JudgementDraft, now: String? = nil) -> Judgement {
    draft.judgement(options: request.judgementOptions(now: now))
  }
}
