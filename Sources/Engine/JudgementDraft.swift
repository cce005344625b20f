import Basics
import Documents
import Findings
import Governance
import Rules
import Snapshots

/// A judgement in the making: each stage adds what it found, in the words of the result.
struct JudgementDraft {
  /// The uid that the target gives the cluster, and where.
  private var declaredUID: String?
  private var uidPlace: Place?
  private var terms: Judgement.Terms
  private let order: RunbookOrder
  var basis = Judgement.Basis()
  var findings: [Finding] = []
  var rules: [RuleResult] = []
  var problems: [Problem]

  init(_ set: RuleSet, _ request: CheckRequest, problems: [Problem]) {
    terms = Judgement.Terms(
      tool: .current(with: set),
      packs: set.packs.map { PackInfo($0, hashes: request.hashes) }, run: request.record)
    order = set.runbookOrder
    self.problems = problems
  }

  /// Says for which of several versions it is.
  mutating func take(version: String) { terms.run.target.rancher = version }

  /// Which findings are accepted, and what is to be said of each waiver.
  mutating func resolve(
    _ waivers: WaiverReader, on day: CivilDate, in snapshot: Snapshot
  ) -> [WaiverUse] {
    let labels = SubjectLabels(snapshot: snapshot)
    let resolver = FindingResolver(
      waivers.entries, on: day, in: basis.cluster, labels: labels.labels)
    let uses = resolver.resolve(&findings, of: rules)
    problems += uses.compactMap(\.problem)
    return uses
  }

  /// Whether a problem is fatal: then nothing more is done.
  var hasFatalProblem: Bool { problems.contains(where: \.isFatal) }

  /// How the findings stand to those of an earlier result.
  mutating func compare(with baseline: ResultFile, options: JudgementOptions) {
    let record = ResultRecord(judgement(options: options))
    guard !baseline.record.isOfOtherCluster(than: record) else {
      problems.append(
        Problem(
          stage: .baseline, code: "another-cluster", isFatal: true,
          message: "the baseline is of cluster \(baseline.record.clusterText), and the snapshot of "
            + record.clusterText,
          places: [Place(path: baseline.path)]))
      return
    }
    if options.failOnNew, !baseline.record.isKnownToBeOfSameCluster(as: record) {
      problems.append(
        Problem(
          stage: .baseline, code: "unnamed-cluster", isFatal: true,
          message:
            "nothing shows that the baseline is of the same cluster, so that nothing is known "
            + "from it",
          places: [Place(path: baseline.path)],
          help: "Export Namespaces, or name the cluster in importlint-snapshot.yaml."))
      return
    }
    let comparison = ResultComparison(baseline.record, record)
    let changes = comparison.changes()
    for i in findings.indices { findings[i].change = changes[findings[i].fingerprint] }
    basis.baseline = BaselineSummary(
      path: baseline.path, time: baseline.record.cluster.time, absent: comparison.absences())
  }

  mutating func take(_ target: Target, in store: DocumentStore) {
    terms.target = TargetSummary(
      rancherVersion: target.rancherVersion, rancherURL: target.rancherURL, path: target.path)
    let declared = DocumentValue(target.value, in: store)["cluster"]
    basis.cluster.name = declared?["name"]?.string
    declaredUID = declared?["uid"]?.string
    uidPlace = declared?["uid"]?.place.map { Place($0) } ?? target.path.map { Place(path: $0) }
    problems += target.problems
    basis.artifacts += target.files
  }

  /// A Rancher that the data do not know may still get verdicts from rules that need no data.
  mutating func compare(_ target: Target, with set: RuleSet) {
    guard let version = target.rancherVersion, set.isNewerThanData(version) else { return }
    let age = set.dataDate.map { " of \($0)" } ?? ""
    problems.append(
      Problem(
        stage: .target, code: "newer-than-data", severity: .warning,
        message: "Rancher \(version) is newer than the data\(age), which end with Rancher "
          + (set.newestRancher ?? ""),
        help: "Rules judge it by what was true of the newest Rancher that they know. Use a newer "
          + "importlint, or newer data with --data."))
  }

  mutating func take(_ snapshot: Snapshot) {
    let identity = snapshot.identity
    if let declared = declaredUID, let uid = identity.uid, !uid.equalsByBytes(declared) {
      problems.append(
        Problem(
          stage: .target, code: "another-cluster", isFatal: true,
          message: "the target is for the cluster with the uid \(declared), and the snapshot is of "
            + uid,
          places: uidPlace.map { [$0] } ?? [],
          help: "uid is that of namespace kube-system: take the snapshot of that cluster, or "
            + "correct cluster.uid"))
    }
    let declaredName = basis.cluster.name
    basis.cluster = identity
    basis.cluster.name = identity.name ?? declaredName
    problems += snapshot.problems
    if let url = terms.target.rancherURL {
      problems += ProbeAddress.problems(of: snapshot, targetURL: url)
    }
    basis.artifacts += snapshot.files.map(\.artifact)
    basis.evidence = EvidenceEntry.entries(of: snapshot)
  }

  /// Says that the snapshot is older than it may be, or that its age is not known: if its time lies
  /// in the future, a clock is wrong.
  mutating func checkAge(of snapshot: Snapshot, _ most: Age, at now: Timestamp) {
    let message: String
    var help = "Take the snapshot again; importlint-snapshot.yaml can state its time."
    if let time = snapshot.identity.time, let taken = Timestamp(rfc3339: time) {
      let age = Age(since: taken, at: now)
      guard age > most || age.isInFuture else { return }
      message =
        age.isInFuture
        ? "the snapshot's time, \(time), is in the future, so its age is not known"
        : "the snapshot is of \(time), and --max-age allows \(most.text)"
      if age.isInFuture {
        help = "A clock is wrong, where the snapshot was taken or here. \(help)"
      }
    } else {
      message = "the age of the snapshot is not known, and --max-age allows \(most.text)"
    }
    problems.append(
      Problem(
        stage: .snapshot, code: Problem.outdatedSnapshot, message: message,
        help: help))
  }

  func judgement(options: JudgementOptions) -> Judgement {
    var terms = terms
    terms.options = options
    let judgement = Judgement(
      terms, on: basis, findings: findings, rules: rules, problems: problems)
    return judgement.numbered(by: Runbook.rules(of: judgement, order: order))
  }
}
