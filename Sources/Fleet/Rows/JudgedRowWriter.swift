import Findings
import Reports

/// Writes what a fleet keeps of a judgement. Thousands of rows are kept and merged, so each thing
/// is said once: rules and texts are listed, and findings and steps refer to both by number.
struct JudgedRowWriter {
  private let row: JudgedRow
  private let pack: RowPack
  /// Numbers of rules, by full id: those that fail, then those that are unknown, then others that
  /// findings or steps name.
  private var numbers: [String: Int] = [:]
  private var others: [String] = []
  private var texts = RowTexts()
  private var groups: [FindingGroup] = []

  /// Findings of one verdict and severity that follow each other, field by field.
  private struct FindingGroup {
    let verdict: Verdict
    let severity: Severity
    var rules: [Int] = []
    var subjects: [Int] = []
    var messages: [[Int]] = []
    var fingerprints: [String] = []
    var places: [[Int]] = []
  }

  init(_ row: JudgedRow) {
    self.row = row
    let listed = (row.failing + row.unknown).map(\.id)
    pack = RowPack(of: listed + row.waived + row.passing + row.notApplicable)
    for id in listed where numbers[id] == nil { numbers[id] = numbers.count }
    let named = row.findings.map(\.rule) + row.steps.flatMap(\.rules)
    for id in named where numbers[id] == nil {
      numbers[id] = numbers.count
      others.append(id)
    }
    for finding in row.findings { add(finding) }
  }

  private mutating func add(_ finding: JudgedRow.Finding) {
    if groups.last?.verdict != finding.verdict || groups.last?.severity != finding.severity {
      groups.append(FindingGroup(verdict: finding.verdict, severity: finding.severity))
    }
    var place: [Int] = []
    if let path = finding.path {
      place = [texts.number(of: path)]
      // A column without a line is none.
      if let line = finding.line { place += [line] + (finding.column.map { [$0] } ?? []) }
    }
    let last = groups.count - 1
    groups[last].rules.append(numbers[finding.rule] ?? 0)
    groups[last].subjects.append(texts.number(of: finding.subject))
    groups[last].messages.append(message(finding))
    groups[last].fingerprints.append(finding.fingerprint)
    groups[last].places.append(place)
  }

  /// Reasons for which something is unknown come in many messages: each is a text of its own.
  private mutating func message(_ finding: JudgedRow.Finding) -> [Int] {
    var parts = [finding.message]
    if finding.verdict == .unknown {
      parts = finding.message.pieces(around: RowTexts.reasonSeparator)
      if parts[0].utf8.starts(with: RowTexts.undecided.utf8) {
        parts[0] = String(Substring(parts[0].utf8.dropFirst(RowTexts.undecided.utf8.count)))
        parts.insert(RowTexts.undecided, at: 0)
      }
    }
    return parts.map { texts.number(of: $0, on: finding.subject) }
  }

  func write(_ json: inout JSONWriter) {
    json.member("readiness", row.readiness.rawValue)
    json.member("exitCode", Int(row.exitCode))
    json.member("reason", row.reason)
    json.object("counts") { json in
      for verdict in [Verdict.pass, .fail, .unknown, .notApplicable] {
        json.member(verdict.rawValue, row.counts[verdict])
      }
    }
    json.member("pack", pack.name)
    json.objects("failing", row.failing, writeFailing)
    json.objects("unknown", unknownGroups, writeUnknown)
    for (key, ids) in [
      ("otherRules", others), ("waived", row.waived), ("passing", row.passing),
      ("notApplicable", row.notApplicable),
    ] {
      json.strings(key, ids.map(pack.short))
    }
    json.stringLists("texts", texts.all)
    json.objects("findings", groups, writeGroup)
    json.member("omittedFindings", row.omittedCount)
    json.object("collect") { json in
      json.strings("steps", row.steps.map(\.text))
      json.numbers("nodes", row.steps.map(\.nodeCount))
      json.flags("blocks", row.steps.map(\.blocks))
      json.numberLists("rules", row.steps.map { $0.rules.map { numbers[$0] ?? 0 } })
    }
    json.object("profile") { writeProfile(&$0) }
  }

  private func writeFailing(_ json: inout JSONWriter, _ rule: JudgedRow.Rule) {
    json.member("rule", pack.short(rule.id))
    json.member("title", rule.title)
    json.member("severity", rule.severity.rawValue)
    json.member("decides", rule.decides)
    json.member("findings", rule.findingCount)
    json.member("unknown", rule.openCount)
    json.member("fix", rule.fix)
  }

  /// Rules of one severity that follow each other.
  private var unknownGroups: [[JudgedRow.Rule]] {
    var groups: [[JudgedRow.Rule]] = []
    for rule in row.unknown {
      let last = groups.last?.last
      if last?.severity == rule.severity, last?.decides == rule.decides {
        groups[groups.count - 1].append(rule)
      } else {
        groups.append([rule])
      }
    }
    return groups
  }

  private func writeUnknown(_ json: inout JSONWriter, _ rules: [JudgedRow.Rule]) {
    guard let first = rules.first else { return }
    json.member("severity", first.severity.rawValue)
    json.member("decides", first.decides)
    json.strings("rules", rules.map { pack.short($0.id) })
    json.strings("titles", rules.allSatisfy(\.title.isEmpty) ? [] : rules.map(\.title))
    json.numbers("findings", rules.map(\.findingCount))
  }

  private func writeGroup(_ json: inout JSONWriter, _ group: FindingGroup) {
    json.member("verdict", group.verdict.rawValue)
    json.member("severity", group.severity.rawValue)
    json.numbers("rules", group.rules)
    json.numbers("subjects", group.subjects)
    json.numberLists("messages", group.messages)
    json.strings("fingerprints", group.fingerprints)
    json.numberLists("places", group.places)
  }

  private func writeProfile(_ json: inout JSONWriter) {
    json.member("pods", row.profile.podCount)
    for (key, list) in [
      ("networkPlugins", row.profile.networkPlugins),
      ("storageProvisioners", row.profile.storageProvisioners),
    ] {
      if let list { json.strings(key, list) } else { json.member(key, nil as String?) }
    }
    json.strings("components", row.profile.components)
  }
}
