import Basics
import Findings

extension FleetRow {
  /// What a fleet keeps of a judgement.
  ///
  /// - Parameter name: nil for the cluster's own.
  public init(_ judgement: Judgement, name: String? = nil) {
    let cluster = judgement.cluster
    self.init(
      name: name ?? cluster.name ?? cluster.uid ?? "cluster",
      basis: Basis(
        tool: judgement.tool, packs: judgement.packs.map(FleetRow.Pack.init),
        options: judgement.options, assumption: judgement.terms.run.assumption,
        rancher: judgement.target.rancherVersion),
      cluster: cluster,
      outcome: judgement.exitCode == 2
        ? .notJudged(reason: judgement.conclusion.reason) : .judged(JudgedRow(judgement)))
  }
}

extension FleetRow.Pack {
  init(_ pack: PackInfo) {
    let data = pack.data.map { "\($0.name) \($0.sha256 ?? "")\n" }.joined()
    self.init(
      name: pack.name, version: pack.version, digest: pack.digest,
      dataDigest: pack.digest == nil ? nil : SHA256.hexadecimalDigest(of: data))
  }
}

extension JudgedRow {
  /// Findings of a rule that a row has one by one, by what they are: of unknown ones only where
  /// the rule decides, as the steps say what the others wait for.
  private static let failingOfRule = 5
  private static let unknownOfRule = 1
  /// Findings of a row, and steps.
  private static let findingLimit = 400
  private static let stepLimit = 200
  /// Bytes of a text.
  private static let textLength = 400

  init(_ judgement: Judgement) {
    let live = judgement.findings.filter(\.isLive)
    let failing = Self.rules(live, .fail, judgement.options.failOn, beside: [])
    let unknown = Self.rules(
      live, .unknown, judgement.options.failOn, beside: Set(failing.map(\.id)))
    let listed = Set((failing + unknown).map(\.id))
    let others = judgement.rules.filter { !listed.contains($0.id) }
    let findings = Self.findings(
      live, deciding: Set((failing + unknown).filter(\.decides).map(\.id)))
    self.init(
      readiness: judgement.readiness, exitCode: judgement.exitCode,
      reason: judgement.conclusion.reason, counts: judgement.counts, failing: failing,
      unknown: unknown,
      waived: others.filter { $0.counts.fail + $0.counts.unknown > 0 }.map(\.id),
      passing: others.filter { $0.counts.fail + $0.counts.unknown == 0 && $0.counts.pass > 0 }
        .map(\.id),
      notApplicable: others.filter { $0.counts.fail + $0.counts.unknown + $0.counts.pass == 0 }
        .map(\.id),
      findings: findings, omittedCount: live.count - findings.count,
      steps: MissingSteps(judgement).steps.prefix(Self.stepLimit).map(Step.init),
      profile: judgement.profile.map(Profile.init) ?? Profile())
  }

  private static func rules(
    _ live: [Findings.Finding], _ verdict: Verdict, _ failOn: Severity, beside others: Set<String>
  ) -> [Rule] {
    let found = live.filter { $0.verdict == verdict && !others.contains($0.rule) }
    let open = live.lazy.filter { $0.verdict == .unknown && verdict == .fail }
    let openCounts = Dictionary(open.map { ($0.rule, 1) }, uniquingKeysWith: +)
    let rules = Dictionary(grouping: found, by: \.rule).compactMap { id, findings -> Rule? in
      guard let worst = findings.max(by: { $0.severity < $1.severity }) else { return nil }
      // The first of the worst ones: what max gives depends on the order of equal ones.
      let first = findings.first { $0.severity == worst.severity } ?? worst
      let decides = first.severity >= failOn
      // Whom a rule concerns wants its title, and whom it keeps from being ready its fix.
      return Rule(
        id: id, title: verdict == .fail || decides ? first.title : "", severity: first.severity,
        decides: decides, findingCount: findings.count, openCount: openCounts[id] ?? 0,
        fix: verdict == .fail && decides ? shortened(first.fix.text) : "")
    }
    return rules.sorted {
      if $0.severity != $1.severity { return $0.severity > $1.severity }
      return $0.id.precedesByBytes($1.id)
    }
  }

  private static func findings(
    _ live: [Findings.Finding], deciding: Set<String>
  ) -> [Finding] {
    var counts: [String: Int] = [:]
    let kept = live.filter { finding in
      let isFailing = finding.verdict == .fail
      guard isFailing || deciding.contains(finding.rule) else { return false }
      let key = finding.rule + (isFailing ? "" : "?")
      counts[key, default: 0] += 1
      return counts[key, default: 0] <= (isFailing ? failingOfRule : unknownOfRule)
    }
    return kept.prefix(findingLimit).map { finding in
      let place = finding.places.first
      return Finding(
        rule: finding.rule, verdict: finding.verdict, severity: finding.severity,
        subject: finding.subject.text, message: shortened(finding.message),
        fingerprint: finding.fingerprint, path: place?.path, line: place?.region?.line,
        column: place?.region?.column)
    }
  }

  /// A text of bounded length, in one paragraph.
  static func shortened(_ text: String) -> String {
    let words = text.split { $0.isWhitespace }.joined(separator: " ")
    guard words.utf8.count > textLength else { return words }
    var cut = String.UnicodeScalarView()
    var length = 0
    for scalar in words.unicodeScalars {
      length += UTF8.width(scalar)
      if length > textLength { break }
      cut.append(scalar)
    }
    return String(cut) + "…"
  }
}

extension JudgedRow.Step {
  fileprivate init(_ step: MissingSteps.Step) {
    // Which of several types are lacking differs from cluster to cluster, and the step is the same.
    self.init(
      text: step.step.text, nodeCount: step.nodes.count, rules: step.rules,
      blocks: step.blocks)
  }
}

extension JudgedRow.Profile {
  fileprivate init(_ profile: ClusterProfile) {
    self.init(
      podCount: profile.pods?.count, networkPlugins: profile.networkPlugins,
      storageProvisioners: profile.storageClasses.map { classes in
        Set(classes.compactMap(\.provisioner)).sortedByBytes()
      },
      components: profile.components.filter { $0.presence == .present }.map {
        $0.name.rawValue + ($0.version.map { " " + $0 } ?? "")
      })
  }
}
