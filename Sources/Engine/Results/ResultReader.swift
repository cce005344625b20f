import Basics
import Documents
import Findings
import Governance

/// Reads a record of a JSON report. What the report lacks makes it none; what it has beside is
/// passed over.
struct ResultReader {
  private let document: DocumentValue

  init(_ document: DocumentValue) { self.document = document }

  /// Nil if something is missing or of another type.
  var record: ResultRecord? {
    guard let toolVersion = document["tool"]?["version"]?.string,
      let readiness = document["readiness"]?.string.flatMap(Readiness.init(rawValue:)),
      document["cluster"]?.value.tag == .map, let findings = all("findings", entry),
      let rules = all("rules", rule), let packs = all("packs", pack),
      let evidence = all("evidence", evidence), let files = all("artifacts", file),
      let problems = all("problems", problem), let inputs = document["run"]?["inputs"]
    else { return nil }
    return ResultRecord(
      toolVersion: toolVersion, cluster: cluster,
      rancherVersion: document["target"]?["rancherVersion"]?.string, readiness: readiness,
      open: ResultRecord.open(problems, inputs: inputs.elements.compactMap(\.string)),
      packs: packs, findings: findings, rules: rules,
      evidence: ResultRecord.states(evidence),
      snapshot: ResultRecord.sums(files.compactMap { $0 }))
  }

  /// What of a problem tells whether it leaves something open.
  private func problem(_ value: DocumentValue) -> Problem? {
    guard let stage = value["stage"]?.string.flatMap(Problem.Stage.init(rawValue:)),
      let severity = value["severity"]?.string.flatMap(Severity.init(rawValue:)),
      let code = value["code"]?.string, let isFatal = value["fatal"]?.bool,
      let count = value["count"]?.int, let places = value["places"], places.value.tag == .list
    else { return nil }
    return Problem(
      stage: stage, code: code, severity: severity, isFatal: isFatal, message: "",
      places: places.elements.compactMap { $0["path"]?.string.map { Place(path: $0) } },
      count: Int(count))
  }

  /// The parts of a list; nil if one is none.
  private func all<Part>(_ name: String, _ part: (DocumentValue) -> Part?) -> [Part]? {
    guard let list = document[name], list.value.tag == .list else { return nil }
    var parts: [Part] = []
    for element in list.elements {
      guard let part = part(element) else { return nil }
      parts.append(part)
    }
    return parts
  }

  private var cluster: ClusterSummary {
    let cluster = document["cluster"]
    return ClusterSummary(
      name: cluster?["name"]?.string, uid: cluster?["uid"]?.string,
      time: cluster?["time"]?.string)
  }

  private func entry(_ value: DocumentValue) -> ResultRecord.Entry? {
    guard let rule = value["rule"]?.string, let validation = value["validation"]?.string,
      let subject = value["subject"].flatMap(subject),
      let fingerprint = value["fingerprint"]?.string,
      let verdict = value["verdict"]?.string.flatMap(Verdict.init(rawValue:)),
      verdict == .fail || verdict == .unknown,
      let severity = value["severity"]?.string.flatMap(Severity.init(rawValue:)),
      let title = value["title"]?.string, let message = value["message"]?.string,
      let isLive = value["live"]?.bool
    else { return nil }
    let former = (value["formerFingerprints"]?.elements ?? []).compactMap(\.string)
    return ResultRecord.Entry(
      .init(
        rule: rule, validation: validation, subject: subject, fingerprint: fingerprint,
        formerFingerprints: former),
      verdict, severity, title: title, message: CredentialText.masked(message), isLive: isLive)
  }

  private func subject(_ value: DocumentValue) -> Subject? {
    func text(_ name: String) -> String? { value[name]?.string }
    switch text("kind") {
    case "cluster": return .cluster
    case "node": return text("name").map { .node($0) }
    case "resource":
      guard let group = text("group"), let version = text("version"),
        let kind = text("resourceKind"), let plural = text("plural"),
        let namespace = text("namespace"), let name = text("name")
      else { return nil }
      return .resource(
        ResourceReference(
          group: group, version: version, kind: kind, plural: plural, namespace: namespace,
          name: name))
    default: return nil
    }
  }

  private func rule(_ value: DocumentValue) -> ResultRecord.Rule? {
    guard let id = value["id"]?.string, let pack = value["pack"]?.string else { return nil }
    func texts(_ name: String) -> [String] {
      (value[name]?.elements ?? []).compactMap(\.string)
    }
    return ResultRecord.Rule(
      id: id, pack: pack, deprecatedIds: texts("deprecatedIds"),
      passing: Set(texts("passing") + texts("notApplicable")))
  }

  private func pack(_ value: DocumentValue) -> ResultRecord.Pack? {
    guard let name = value["name"]?.string, let version = value["version"]?.string else {
      return nil
    }
    let data = (value["data"]?.elements ?? []).compactMap { file in
      file["name"]?.string.map { (name: $0, sum: file["sha256"]?.string) }
    }
    return ResultRecord.Pack(
      name: name, version: version, digest: value["digest"]?.string,
      data: ResultRecord.sums(data) ?? [:])
  }

  private func evidence(_ value: DocumentValue) -> EvidenceEntry? {
    guard let kind = value["kind"]?.string.flatMap(EvidenceEntry.Kind.init(rawValue:)),
      let name = value["name"]?.string,
      let state = value["state"]?.string.flatMap(EvidenceEntry.State.init(rawValue:))
    else { return nil }
    return EvidenceEntry(
      kind: kind, name: name, node: value["node"]?.string,
      namespace: value["namespace"]?.string, state: state)
  }

  /// A file of the snapshot, or nil within for another one.
  private func file(_ value: DocumentValue) -> (name: String, sum: String?)?? {
    guard let path = value["path"]?.string, let role = value["role"]?.string else {
      return .none
    }
    return .some(role == "snapshot" ? (path, value["sha256"]?.string) : nil)
  }
}
