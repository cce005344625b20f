import Basics
import Findings
import Reports

/// The findings of all clusters as one run of SARIF 2.1.0; the cluster is the outermost logical
/// location of each.
struct FleetSARIFReport {
  private let summary: FleetSummary

  private struct Rule {
    var title: String
    var fix: String
    var severity: Severity
  }

  /// By id.
  private let rules: [String: Rule]
  private let ids: [String]
  private let indices: [String: Int]
  private let words: FleetWords

  init(_ summary: FleetSummary, _ look: FleetFormat.Look) {
    self.summary = summary
    words = FleetWords(look.translations)
    var rules: [String: Rule] = [:]
    for member in summary.members {
      guard let judged = member.row.judged else { continue }
      // A rule without a title has no finding in its row.
      for rule in judged.failing + judged.unknown where !rule.title.isEmpty {
        var found = rules[rule.id] ?? Rule(title: rule.title, fix: "", severity: rule.severity)
        found.severity = max(found.severity, rule.severity)
        if found.fix.isEmpty { found.fix = rule.fix }
        rules[rule.id] = found
      }
      // A rule that both fails and is unknown is listed once.
      for finding in judged.findings where rules[finding.rule] == nil {
        rules[finding.rule] = Rule(title: finding.rule, fix: "", severity: finding.severity)
      }
    }
    self.rules = rules
    ids = rules.keys.sortedByBytes()
    indices = Dictionary(uniqueKeysWithValues: zip(ids, ids.indices))
  }

  func render() -> [UInt8] {
    var writer = JSONWriter(isIndented: false)
    writer.document { json in
      json.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
      json.member("version", "2.1.0")
      json.objects("runs", [summary], writeRun)
    }
    return writer.bytes
  }

  private func writeRun(_ json: inout JSONWriter, _ summary: FleetSummary) {
    json.object("tool") { json in
      json.object("driver") { json in
        json.member("name", "importlint")
        json.optional("semanticVersion", summary.basis?.tool.version)
        json.objects("rules", ids, writeRule)
        json.objects("notifications", ["not-judged", "not-read", "doubt"]) { json, code in
          json.member("id", code)
          json.member("name", SARIFText.pascalCase(code))
        }
      }
    }
    json.objects("invocations", [summary]) { json, summary in
      json.member("executionSuccessful", summary.exitCode != 2)
      json.member("exitCode", Int(summary.exitCode))
      json.member("exitCodeDescription", SARIFText.sentence(summary.sentence))
      json.objects("toolExecutionNotifications", notes) { json, note in
        json.object("descriptor") {
          $0.member("id", note.code)
          $0.member("index", note.index)
        }
        json.member("level", "warning")
        json.object("message") { $0.member("text", SARIFText.sentence(note.text)) }
      }
    }
    json.object("automationDetails") { $0.member("id", "importlint/fleet/") }
    json.objects("results", results) { writeResult(&$0, $1.row, $1.finding) }
    writeTranslation(&json)
    json.member("language", "en-US")
    json.member("columnKind", "unicodeCodePoints")
  }

  private var notes: [(code: String, index: Int, text: String)] {
    summary.members.flatMap { member -> [(code: String, index: Int, text: String)] in
      var notes = member.doubts.map { ("doubt", 2, "\(member.name): \($0)") }
      if case .notJudged(let reason) = member.row.outcome {
        notes.append(("not-judged", 0, "\(member.name) was not judged: \(reason)"))
      }
      return notes.map { (code: $0.0, index: $0.1, text: $0.2) }
    }
      + summary.missing.map { ("not-judged", 0, "there is no row of \($0)") }
      + summary.duplicates.map { ("doubt", 2, "\($0.name) is the cluster \($0.original)") }
      + summary.flaws.map { ("not-read", 1, $0.sentence) }
  }

  private func writeRule(_ json: inout JSONWriter, _ id: String) {
    json.member("id", id)
    json.member("name", SARIFText.pascalCase(id))
    guard let rule = rules[id] else { return }
    Self.write(&json, FleetWords.Texts(title: rule.title, fix: rule.fix))
    json.object("defaultConfiguration") { $0.member("level", rule.severity.rawValue) }
  }

  private static func write(_ json: inout JSONWriter, _ texts: FleetWords.Texts) {
    let language = texts.language
    json.object("shortDescription") {
      $0.member("text", SARIFText.description(texts.title, in: language))
    }
    if !texts.fix.isEmpty {
      json.object("help") { $0.member("text", SARIFText.description(texts.fix, in: language)) }
    }
  }

  /// What the rules say in another language, for viewers that let their reader choose.
  private func writeTranslation(_ json: inout JSONWriter) {
    let translated = ids.compactMap { id -> (id: String, texts: FleetWords.Texts)? in
      guard let rule = rules[id] else { return nil }
      return words.translation(of: id, title: rule.title, fix: rule.fix).map { (id, $0) }
    }
    guard let language = words.language.map(SARIFText.language), !translated.isEmpty else {
      return
    }
    json.objects("translations", [language]) { json, language in
      json.member("name", "importlint")
      json.optional("semanticVersion", summary.basis?.tool.version)
      json.member("language", language)
      json.strings("contents", ["localizedData"])
      json.object("associatedComponent") { $0.member("name", "importlint") }
      json.object("translationMetadata") { $0.member("name", "importlint \(language)") }
      json.objects("rules", translated) { json, rule in
        json.member("id", rule.id)
        Self.write(&json, rule.texts)
      }
    }
  }

  /// One by one: there may be hundreds of thousands.
  private var results: some Sequence<(row: FleetRow, finding: JudgedRow.Finding)> {
    summary.members.lazy.flatMap { member in
      (member.row.judged?.findings ?? []).lazy.map { (row: member.row, finding: $0) }
    }
  }

  private func writeResult(
    _ json: inout JSONWriter, _ row: FleetRow, _ finding: JudgedRow.Finding
  ) {
    json.member("ruleId", finding.rule)
    json.member("ruleIndex", indices[finding.rule] ?? 0)
    let isOpen = finding.verdict == .unknown
    json.member("kind", isOpen ? "open" : "fail")
    json.member("level", isOpen ? "none" : finding.severity.rawValue)
    json.object("message") {
      $0.member("text", SARIFText.sentence("\(row.name): \(finding.message)"))
    }
    json.objects("locations", [finding]) { json, finding in
      if let path = finding.path {
        json.object("physicalLocation") { json in
          json.object("artifactLocation") { $0.member("uri", SARIFText.uri(path)) }
          if let line = finding.line {
            json.object("region") { json in
              json.member("startLine", line)
              if let column = finding.column { json.member("startColumn", column) }
            }
          }
        }
      }
      json.objects("logicalLocations", [finding.subject]) { json, subject in
        json.member("name", VisibleText.line(subject))
        json.member("fullyQualifiedName", VisibleText.line("\(row.name)/\(subject)"))
      }
    }
    json.object("partialFingerprints") {
      $0.member("importlint/v1", finding.fingerprint)
      $0.member("primaryLocationLineHash", finding.fingerprint + ":1")
    }
    json.object("properties") { json in
      json.member("cluster", VisibleText.line(row.name))
      json.optional("clusterUID", row.cluster.uid)
    }
  }
}
