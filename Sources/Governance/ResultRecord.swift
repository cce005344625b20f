import Basics
import Findings

/// What of a result is compared with another: of one at hand, or of one that a JSON report tells.
public struct ResultRecord: Sendable {
  /// A finding, without what it rests on.
  public struct Entry: Sendable {
    public var identity: Finding.Identity
    public var verdict: Verdict
    public var severity: Severity
    public var title: String
    public var message: String
    public var isLive: Bool

    public init(
      _ identity: Finding.Identity, _ verdict: Verdict, _ severity: Severity, title: String,
      message: String, isLive: Bool
    ) {
      self.identity = identity
      self.verdict = verdict
      self.severity = severity
      self.title = title
      self.message = message
      self.isLive = isLive
    }

    /// The rule and subject, whatever was found of them.
    var question: String { "\(identity.rule)\n\(identity.subject.text)" }
  }

  /// A rule that was judged.
  public struct Rule: Sendable {
    public var id: String
    public var pack: String
    public var deprecatedIds: [String]
    /// Names of subjects that pass or that it does not apply to.
    public var passing: Set<String>

    public init(id: String, pack: String, deprecatedIds: [String], passing: Set<String>) {
      self.id = id
      self.pack = pack
      self.deprecatedIds = deprecatedIds
      self.passing = passing
    }
  }

  /// A pack as far as it tells whether two results have the same.
  public struct Pack: Sendable, Equatable {
    public var name: String
    public var version: String
    public var digest: String?
    /// Sums of its data files by name.
    public var data: [String: String]

    public init(name: String, version: String, digest: String?, data: [String: String]) {
      self.name = name
      self.version = version
      self.digest = digest
      self.data = data
    }
  }

  public var toolVersion: String
  public var cluster: ClusterSummary
  public var rancherVersion: String?
  public var readiness: Readiness
  /// What is left open beside findings (files that were not read, an age), each by a text of its
  /// own that two results of one cluster share.
  public var open: Set<String>
  public var packs: [Pack]
  public var findings: [Entry]
  public var rules: [Rule]
  /// How completely types were collected, by `group/plural`.
  public var evidence: [String: EvidenceEntry.State]
  /// Sums of the snapshot's files by path; nil if one has none.
  public var snapshot: [String: String]?

  public init(
    toolVersion: String, cluster: ClusterSummary, rancherVersion: String?, readiness: Readiness,
    open: Set<String> = [], packs: [Pack], findings: [Entry], rules: [Rule],
    evidence: [String: EvidenceEntry.State],
    snapshot: [String: String]?
  ) {
    self.toolVersion = toolVersion
    self.cluster = cluster
    self.rancherVersion = rancherVersion
    self.readiness = readiness
    self.open = open
    self.packs = packs
    self.findings = findings
    self.rules = rules
    self.evidence = evidence
    self.snapshot = snapshot
  }

  /// The record of a judgement that lists what passes, with its findings as they are now.
  public init(_ judgement: Judgement) {
    self.init(
      toolVersion: judgement.tool.version, cluster: judgement.cluster,
      rancherVersion: judgement.target.rancherVersion, readiness: judgement.readiness,
      open: Self.open(judgement.problems, inputs: judgement.terms.run.inputs),
      packs: judgement.packs.map { pack in
        Pack(
          name: pack.name, version: pack.version, digest: pack.digest,
          data: Self.sums(pack.data.map { ($0.name, $0.sha256) }) ?? [:])
      },
      findings: judgement.findings.map { finding in
        Entry(
          finding.identity, finding.verdict, finding.severity, title: finding.title,
          message: finding.message, isLive: finding.isLive)
      },
      rules: judgement.rules.map { rule in
        Rule(
          id: rule.id, pack: rule.pack, deprecatedIds: rule.deprecatedIds,
          passing: Set((rule.passing + rule.notApplicable).map(\.text)))
      },
      evidence: Self.states(judgement.evidence),
      snapshot: Self.sums(
        judgement.artifacts.filter { $0.role == .snapshot }.map { ($0.path, $0.sha256) }))
  }

  /// What problems leave open. Paths are told below their inputs, which have other names next time.
  public static func open(_ problems: [Problem], inputs: [String]) -> Set<String> {
    var open: Set<String> = []
    for problem in problems where problem.leavesOpen {
      // An age has no place, and of many places only some are told.
      if problem.places.count < problem.count || problem.places.isEmpty {
        open.insert("\(problem.code)\n\(problem.count)")
      }
      for place in problem.places {
        let input = inputs.filter { place.path.hasPrefix($0 + "/") }.max {
          $0.utf8.count < $1.utf8.count
        }
        let path = input.map { String(place.path.utf8.dropFirst($0.utf8.count)) ?? "" }
        open.insert("\(problem.code)\n\(path ?? place.path)")
      }
    }
    return open
  }

  /// Nil if a sum is missing.
  public static func sums(_ files: [(name: String, sum: String?)]) -> [String: String]? {
    var sums: [String: String] = [:]
    for (name, sum) in files {
      guard let sum else { return nil }
      sums[name] = sum
    }
    return sums
  }

  /// Of the types, the lines that are about all namespaces.
  public static func states(_ evidence: [EvidenceEntry]) -> [String: EvidenceEntry.State] {
    let lines = evidence.filter { $0.kind == .resources && $0.namespace == nil }
    return Dictionary(lines.map { ($0.name, $0.state) }) { first, _ in first }
  }

  /// Whether the other is of another cluster, as far as both say of which they are.
  public func isOfOtherCluster(than other: ResultRecord) -> Bool {
    if let uid = cluster.uid, let otherUID = other.cluster.uid { return uid != otherUID }
    if let name = cluster.name, let otherName = other.cluster.name { return name != otherName }
    return false
  }

  /// Whether both say of which cluster they are, and it is the same.
  public func isKnownToBeOfSameCluster(as other: ResultRecord) -> Bool {
    !isOfOtherCluster(than: other)
      && (cluster.uid != nil && other.cluster.uid != nil
        || cluster.name != nil && other.cluster.name != nil)
  }

  /// The cluster as messages name it.
  public var clusterText: String { cluster.name ?? cluster.uid ?? "of unknown name" }
}
