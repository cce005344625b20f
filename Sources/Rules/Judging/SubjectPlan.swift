import Documents
import Findings
import Snapshots

/// One thing to be judged, with its value in expressions.
struct SubjectAtHand: Sendable {
  let subject: Subject
  /// The node or the object; null for the cluster.
  let value: Value
}

/// What became of one subject.
struct SubjectResult: Sendable {
  let subject: Subject
  let verdict: Verdict
  var findings: [Finding] = []
  /// Why the rule does not apply.
  var reason: String?
}

/// Which subjects a rule judges in a snapshot, and what hides others.
struct SubjectPlan: Sendable {
  let rule: CompiledRule
  let subjects: [SubjectAtHand]
  /// Reasons for which there may be more subjects than are known.
  let missing: [UInt32]
  /// Why there is none; only where there is none and nothing is missing.
  let emptiness: String

  init(of rule: CompiledRule, in setting: Setting) {
    self.rule = rule
    let snapshot = setting.snapshot
    switch rule.rule.subject {
    case .cluster:
      subjects = [SubjectAtHand(subject: .cluster, value: .null)]
      missing = []
      emptiness = ""
    case .node:
      subjects = snapshot.nodes.map { SubjectAtHand(subject: .node($0.name), value: $0.value) }
      let reason = snapshot.missing(ResourceType(group: "", plural: "nodes"))
      missing = reason.map { [$0] } ?? []
      emptiness = "the cluster has no nodes"
    case .resource:
      let (types, hidden) =
        rule.policy.map { (PolicySubjects(snapshot: snapshot).types(of: $0.policy), []) }
        ?? SubjectPlan.types(rule.rule.matchConstraints, snapshot)
      subjects = types.flatMap { type in
        snapshot.resources.all(of: type).map { SubjectPlan.subject($0, type, snapshot) }
      }
      missing = hidden + types.compactMap { snapshot.missing($0) }
      emptiness =
        "the cluster has no " + (types.isEmpty ? "such resources" : SubjectPlan.names(types))
    }
  }

  private static func names(_ types: [ResourceType]) -> String {
    types.map(\.name).joined(separator: ", ")
  }

  /// The types that the constraints name, and the reasons for which there may be more: a `*` stands
  /// for all types of a group that the API server serves, whether they were exported or not.
  private static func types(
    _ constraints: MatchConstraints, _ snapshot: Snapshot
  ) -> (types: [ResourceType], missing: [UInt32]) {
    var types: [ResourceType] = []
    var missing: [UInt32] = []
    for rule in constraints.resourceRules {
      for group in rule.apiGroups {
        for plural in rule.resources {
          if group == "*" {
            types += snapshot.resources.types.filter { plural == "*" || $0.plural == plural }
          } else if plural == "*" {
            let served = snapshot.types(inGroup: group)
            types += served.types
            if let reason = served.missing { missing.append(reason) }
          } else {
            types.append(ResourceType(group: group, plural: plural))
          }
        }
      }
    }
    var seen: Set<ResourceType> = []
    return (types.filter { seen.insert($0).inserted }, missing)
  }

  static func subject(
    _ entry: ResourceEntry, _ type: ResourceType, _ snapshot: Snapshot
  ) -> SubjectAtHand {
    SubjectAtHand(
      subject: .resource(reference(entry, type, snapshot)), value: entry.value)
  }

  private static func reference(
    _ entry: ResourceEntry, _ type: ResourceType, _ snapshot: Snapshot
  ) -> ResourceReference {
    let object = DocumentValue(entry.value, in: snapshot.store)
    let version = object["apiVersion"]?.string ?? ""
    func text(_ value: Value) -> String { DocumentValue(value, in: snapshot.store).string ?? "" }
    return ResourceReference(
      group: type.group, version: version.split(separator: "/").last.map(String.init) ?? version,
      kind: object["kind"]?.string ?? snapshot.types.kind(of: type) ?? type.plural,
      plural: type.plural, namespace: text(entry.namespace), name: text(entry.name))
  }

  // MARK: Summary

  /// The rule's metadata and counts over its subjects.
  func summary(of results: [SubjectResult], listsPasses: Bool) -> RuleResult {
    var counts = VerdictCounts()
    for result in results { counts[result.verdict] += 1 }
    let isNowhere = counts.notApplicable == counts.total
    let definition = rule.rule
    return RuleResult(
      id: definition.fullId, pack: definition.pack, title: definition.title,
      severity: definition.severity, area: definition.area, why: definition.why,
      fix: Fix(text: definition.fix.text, commands: definition.fix.commands),
      references: definition.references, deprecatedIds: definition.deprecatedIds,
      subjectKind: definition.subject, counts: counts,
      notApplicableReason: isNowhere ? results.compactMap(\.reason).first : nil,
      passing: listsPasses ? results.filter { $0.verdict == .pass }.map(\.subject) : [],
      notApplicable: listsPasses
        ? results.filter { $0.verdict == .notApplicable }.map(\.subject) : [])
  }
}
