import Basics
import Findings

/// Policy reports as Kubernetes objects, in a List that `kubectl apply` takes: PolicyReport and
/// ClusterPolicyReport of wgpolicyk8s.io, or Report and ClusterReport of openreports.io.
///
/// What is about an object of a namespace is in a report of that namespace; everything else, the
/// readiness first, is in a report of the cluster. Of what passes there is one result a rule.
struct PolicyReport {
  enum Profile: String, CaseIterable {
    /// wgpolicyk8s.io/v1alpha2.
    case standard
    /// openreports.io/v1alpha1.
    case openreports
  }

  private let runs: ReportRuns
  private let profile: Profile

  init(_ runs: ReportRuns, _ profile: Profile) {
    self.runs = runs
    self.profile = profile
  }

  /// Results of one object, which must stay below the 1.5 MB that etcd takes.
  private static let resultsMax = 500

  private enum Outcome: String, CaseIterable {
    case pass, fail, warn, error, skip
  }

  private struct Result {
    var policy: String
    var rule = ""
    var outcome: Outcome
    var severity: String?
    var category = ""
    var message: String
    var subject = Subject.cluster
    var properties: [(String, String)] = []
  }

  private struct Object {
    var name: String
    var namespace: String?
    var results: [Result]
  }

  func render() -> [UInt8] {
    var writer = JSONWriter(isIndented: true)
    writer.document { json in
      json.member("apiVersion", "v1")
      json.member("kind", "List")
      json.objects("items", runs.runs.flatMap { run in objects(run).map { (run, $0) } }) {
        write(&$0, $1.1, $1.0)
      }
    }
    return writer.bytes
  }

  // MARK: Objects

  private func objects(_ run: ReportRuns.Run) -> [Object] {
    var results: [String: [Result]] = ["": []]
    for result in self.results(run) {
      var namespace = ""
      if case .resource(let resource) = result.subject { namespace = resource.namespace }
      // A name that no namespace can have is none.
      if Self.name(namespace) != namespace { namespace = "" }
      results[namespace, default: []].append(result)
    }
    return results.keys.sortedByBytes().flatMap { namespace -> [Object] in
      let all = results[namespace] ?? []
      return stride(from: 0, to: max(all.count, 1), by: Self.resultsMax).map { start in
        let number = start / Self.resultsMax
        let name = "importlint-" + run.name + (number > 0 ? "-\(number + 1)" : "")
        return Object(
          name: Self.name(name), namespace: namespace.isEmpty ? nil : namespace,
          results: Array(all[start..<min(start + Self.resultsMax, all.count)]))
      }
    }
  }

  /// As a name of an object: lower case letters, digits and hyphens.
  private static func name(_ text: String) -> String {
    var result = ""
    for byte in text.lowercased().utf8.prefix(200) {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default: if !result.isEmpty, !result.hasSuffix("-") { result += "-" }
      }
    }
    while result.hasSuffix("-") { result.removeLast() }
    return result
  }

  private func write(_ json: inout JSONWriter, _ object: Object, _ run: ReportRuns.Run) {
    let isOpen = profile == .openreports
    let scope = object.namespace == nil ? "Cluster" : ""
    json.member("apiVersion", isOpen ? "openreports.io/v1alpha1" : "wgpolicyk8s.io/v1alpha2")
    json.member("kind", scope + (isOpen ? "Report" : "PolicyReport"))
    json.object("metadata") { json in
      json.member("name", object.name)
      json.optional("namespace", object.namespace)
      json.object("labels") { $0.member("app.kubernetes.io/managed-by", "importlint") }
      let packs = PackInfo.text(run.judgement.packs)
      json.object("annotations") { $0.member("importlint/packs", VisibleText.line(packs)) }
    }
    if isOpen { json.member("source", "importlint") }
    json.object("summary") { json in
      for outcome in Outcome.allCases {
        json.member(outcome.rawValue, object.results.count { $0.outcome == outcome })
      }
    }
    let now = run.judgement.options.now.flatMap { Timestamp(rfc3339: $0) }
    json.objects("results", object.results) { write(&$0, $1, at: now) }
  }

  private func write(_ json: inout JSONWriter, _ result: Result, at now: Timestamp?) {
    json.member("source", "importlint")
    json.member("policy", VisibleText.line(result.policy))
    if !result.rule.isEmpty { json.member("rule", VisibleText.line(result.rule)) }
    if !result.category.isEmpty { json.member("category", VisibleText.line(result.category)) }
    json.optional("severity", result.severity)
    json.member("result", result.outcome.rawValue)
    json.member("scored", result.outcome != .warn)
    json.object("timestamp") {
      $0.member("seconds", Int(now?.seconds ?? 0))
      $0.member("nanos", 0)
    }
    json.member("message", VisibleText.line(result.message))
    switch result.subject {
    case .cluster: break
    case .node(let name):
      json.objects("resources", [name]) {
        $0.member("apiVersion", "v1")
        $0.member("kind", "Node")
        $0.member("name", VisibleText.line($1))
      }
    case .resource(let resource):
      json.objects("resources", [resource]) { json, resource in
        let group = resource.group.isEmpty ? "" : resource.group + "/"
        json.member("apiVersion", VisibleText.line(group + resource.version))
        json.member("kind", VisibleText.line(resource.kind))
        if !resource.namespace.isEmpty {
          json.member("namespace", VisibleText.line(resource.namespace))
        }
        json.member("name", VisibleText.line(resource.name))
      }
    }
    guard !result.properties.isEmpty else { return }
    json.object("properties") { json in
      for (key, value) in result.properties { json.member(key, VisibleText.line(value)) }
    }
  }

  // MARK: Results

  private func results(_ run: ReportRuns.Run) -> [Result] {
    let judgement = run.judgement
    let areas = Dictionary(judgement.rules.map { ($0.id, $0.area) }) { first, _ in first }
    return [Self.readiness(run)]
      + judgement.findings.map { Self.result($0, run, areas[$0.rule] ?? "") }
      + judgement.rules.compactMap(Self.result) + judgement.problems.map(Self.result)
  }

  private static func readiness(_ run: ReportRuns.Run) -> Result {
    let judgement = run.judgement
    let outcome: Outcome =
      switch judgement.exitCode {
      case 0: .pass
      case 1: .fail
      default: .error
      }
    var properties = [
      ("readiness", judgement.readiness.rawValue),
      ("findings", FindingCounts(judgement.findings).text), ("judgedBy", judgement.tool.text),
    ]
    if let rancher = run.version ?? judgement.target.rancherVersion {
      properties.append(("rancher", rancher))
    }
    for row in judgement.profile.map({ ProfileRows($0).rows }) ?? [] {
      properties.append(("profile." + row.label.lowercased(), row.text))
    }
    return Result(
      policy: "importlint/readiness", outcome: outcome,
      severity: outcome == .pass ? nil : "critical", message: judgement.conclusion.sentence,
      properties: properties)
  }

  private static func severity(_ severity: Severity) -> String {
    switch severity {
    case .error: "high"
    case .warning: "medium"
    case .note: "low"
    }
  }

  private static func result(_ finding: Finding, _ run: ReportRuns.Run, _ area: String) -> Result {
    var properties = [("fingerprint", finding.fingerprint)]
    if let place = finding.places.first { properties.append(("place", place.text)) }
    let collect = finding.missing.compactMap { missing in
      missing.collect.map { $0.text(ofNodes: $0.node.map { [$0] } ?? []) }
    }
    if !collect.isEmpty { properties.append(("collect", collect.joined(separator: "; "))) }
    if finding.verdict == .fail {
      properties.append(("fix", SARIFText.trimmed(finding.fix.text).replacing("\n", with: " ")))
    }
    if let waiver = finding.waiver { properties.append(("waiver", waiver.reportText)) }
    let outcome: Outcome =
      if !finding.isLive { .skip } else if finding.verdict == .unknown { .error } else {
        run.decides(finding.severity) ? .fail : .warn
      }
    return Result(
      policy: finding.rule, rule: finding.validation, outcome: outcome,
      severity: severity(finding.severity), category: area, message: finding.markedMessage,
      subject: finding.subject, properties: properties)
  }

  /// A rule by which something passes, or which applies to nothing.
  private static func result(_ rule: RuleResult) -> Result? {
    if rule.counts.pass > 0 {
      return Result(
        policy: rule.id, outcome: .pass, category: rule.area,
        message: "\(counted(rule.counts.pass, "subject")) pass: \(rule.title)")
    }
    guard rule.counts.total > 0, rule.counts.notApplicable == rule.counts.total else { return nil }
    return Result(
      policy: rule.id, outcome: .skip, category: rule.area,
      message: rule.notApplicableReason ?? "the rule does not apply")
  }

  private static func result(_ problem: Problem) -> Result {
    let outcome: Outcome =
      switch problem.severity {
      case .error: .error
      case .warning: .warn
      case .note: .skip
      }
    var properties: [(String, String)] = []
    if let place = problem.places.first { properties.append(("place", place.text)) }
    if let help = problem.help { properties.append(("help", help)) }
    return Result(
      policy: "importlint/input", rule: problem.code, outcome: outcome,
      severity: severity(problem.severity), message: problem.text, properties: properties)
  }
}
