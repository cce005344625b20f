import Basics
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
  private let texts: RowTexts
  private var subjects = NumberedTexts()
  private var paths = NumberedTexts()

  init(_ row: JudgedRow) {
    self.row = row
    let listed = (row.failing + row.unknown).map(\.id)
    pack = RowPack(of: listed + row.waived + row.passing + row.notApplicable)
    texts = RowTexts(row.findings.map { ($0.message, $0.subject) })
    for id in listed where numbers[id] == nil { numbers[id] = numbers.count }
    let named = row.findings.map(\.rule) + row.steps.flatMap(\.rules)
    for id in named where numbers[id] == nil {
      numbers[id] = numbers.count
      others.append(id)
    }
    for finding in row.findings {
      subjects.add(finding.subject)
      if let path = finding.path { paths.add(path) }
    }
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
    for (key, rules) in [("failing", row.failing), ("unknown", row.unknown)] {
      json.objects(key, rules.runs { $0.severity == $1.severity && $0.decides == $1.decides }) {
        writeRules(&$0, $1)
      }
    }
    for (key, ids) in [
      ("otherRules", others), ("waived", row.waived), ("passing", row.passing),
      ("notApplicable", row.notApplicable),
    ] {
      json.member(key, pack.joined(ids))
    }
    json.strings("texts", texts.all)
    json.strings("subjects", subjects.all)
    let folder = RowPaths.folder(of: paths.all)
    json.member("folder", folder)
    json.strings("paths", paths.all.map { RowPaths.rest(of: $0, in: folder) })
    json.objects(
      "findings",
      row.findings.indices.runs {
        row.findings[$0].verdict == row.findings[$1].verdict
          && row.findings[$0].severity == row.findings[$1].severity
      }, writeFindings)
    json.member("omittedFindings", row.omittedCount)
    json.objects("collect", row.steps.runs { $0.blocks == $1.blocks }, writeSteps)
    json.object("profile") { writeProfile(&$0) }
  }

  /// Nil for what is the same of all and goes without saying.
  private static func list<Item: Equatable>(_ items: [Item], unlessAll standard: Item) -> [Item]? {
    items.allSatisfy { $0 == standard } ? nil : items
  }

  /// Rules of one severity.
  private func writeRules(_ json: inout JSONWriter, _ rules: [JudgedRow.Rule]) {
    json.member("severity", rules[0].severity.rawValue)
    json.member("decides", rules[0].decides)
    json.member("rules", pack.joined(rules.map(\.id)))
    if let list = Self.list(rules.map(\.title), unlessAll: "") {
      json.strings("titles", list)
    }
    if let list = Self.list(rules.map(\.findingCount), unlessAll: 1) {
      json.numbers("findings", list)
    }
    if let list = Self.list(rules.map(\.openCount), unlessAll: 0) {
      json.numbers("unknown", list)
    }
    if let list = Self.list(rules.map(\.fix), unlessAll: "") {
      json.strings("fixes", list)
    }
  }

  /// Findings of one verdict and severity.
  private func writeFindings(_ json: inout JSONWriter, _ numbers: [Int]) {
    let findings = numbers.map { row.findings[$0] }
    json.member("verdict", findings[0].verdict.rawValue)
    json.member("severity", findings[0].severity.rawValue)
    json.numbers("rules", findings.map { self.numbers[$0.rule] ?? 0 })
    json.numbers("subjects", findings.map { subjects[$0.subject] })
    json.numberLists("messages", numbers.map { texts.messages[$0] })
    json.strings("fingerprints", findings.map { RowFingerprint.short($0.fingerprint) })
    if let list = Self.list(findings.map(place), unlessAll: []) {
      json.numberLists("places", list)
    }
  }

  private func place(_ finding: JudgedRow.Finding) -> [Int] {
    guard let path = finding.path else { return [] }
    // A column without a line is none.
    return [paths[path]] + (finding.line.map { [$0] + (finding.column.map { [$0] } ?? []) } ?? [])
  }

  private func writeSteps(_ json: inout JSONWriter, _ steps: [JudgedRow.Step]) {
    json.member("blocks", steps[0].blocks)
    json.strings("steps", steps.map(\.text))
    if let list = Self.list(steps.map(\.nodeCount), unlessAll: 0) {
      json.numbers("nodes", list)
    }
    json.numberLists("rules", steps.map { $0.rules.map { numbers[$0] ?? 0 } })
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

/// Texts, each once and in the order of their first place, and their numbers from 0.
private struct NumberedTexts {
  private(set) var all: [String] = []
  private var numbers: [ByteText: Int] = [:]

  mutating func add(_ text: String) {
    guard numbers[ByteText(text)] == nil else { return }
    numbers[ByteText(text)] = all.count
    all.append(text)
  }

  subscript(_ text: String) -> Int { numbers[ByteText(text)] ?? 0 }
}

extension Collection {
  /// What follows each other and is alike, together.
  fileprivate func runs(_ areAlike: (Element, Element) -> Bool) -> [[Element]] {
    var runs: [[Element]] = []
    for element in self {
      if let last = runs.last?.last, areAlike(last, element) {
        runs[runs.count - 1].append(element)
      } else {
        runs.append([element])
      }
    }
    return runs
  }
}
