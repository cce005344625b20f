import Basics
import Findings
import Reports

/// A fleet as JSON.
struct FleetJSONReport {
  private let summary: FleetSummary
  let trend: FleetTrend?
  private let words: FleetWords

  init(_ summary: FleetSummary, _ trend: FleetTrend?, _ look: FleetFormat.Look) {
    words = FleetWords(look.translations)
    self.summary = summary
    self.trend = trend
  }

  func render() -> [UInt8] {
    var writer = JSONWriter(isIndented: true)
    writer.document(write)
    return writer.bytes
  }

  private func write(_ json: inout JSONWriter) {
    json.member("kind", "importlint-fleet")
    json.member("schema", FleetSummary.schemaVersion)
    json.member("exitCode", Int(summary.exitCode))
    json.member("reason", summary.reason)
    json.optional("language", words.language)
    json.object("basis", summary.basis) { $1.write(&$0) }
    json.object("stages") { json in
      for stage in FleetMember.Stage.allCases {
        json.strings(stage.rawValue, summary.members(of: stage).map(\.name))
      }
    }
    json.strings("missing", summary.missing)
    json.strings("unexpected", summary.unexpected)
    json.strings("superseded", summary.superseded)
    json.objects("duplicates", summary.duplicates) { json, duplicate in
      json.member("name", duplicate.name)
      json.member("original", duplicate.original)
      json.member("uid", duplicate.uid)
    }
    Self.write(&json, summary.flaws)
    json.objects("clusters", summary.members, Self.write)
    writeCauses(&json)
    writeTrend(&json)
  }

  static func write(_ json: inout JSONWriter, _ flaws: [RowSet.Flaw]) {
    json.objects("flaws", flaws) { json, flaw in
      json.member("path", flaw.path)
      json.member("line", flaw.line)
      json.member("text", flaw.text)
    }
  }

  static func write(_ json: inout JSONWriter, _ counts: [FleetMember.Stage: Int]) {
    for stage in FleetMember.Stage.allCases { json.member(stage.rawValue, counts[stage] ?? 0) }
  }

  private static func write(_ json: inout JSONWriter, _ member: FleetMember) {
    let row = member.row
    json.member("name", row.name)
    json.member("uid", row.cluster.uid)
    json.member("stage", member.stage.rawValue)
    json.member("exitCode", Int(member.exitCode))
    json.strings("doubts", member.doubts)
    json.object("labels") { json in
      for (key, value) in row.labels.sorted(by: { $0.key.precedesByBytes($1.key) }) {
        json.member(key, value)
      }
    }
    json.member("distribution", row.cluster.distribution)
    json.member("version", row.cluster.version)
    json.member("nodeCount", row.cluster.nodeCount)
    json.member("time", row.cluster.time)
    json.member("rancher", row.basis.rancher)
    if case .notJudged(let reason) = row.outcome {
      json.member("notJudged", reason)
    } else {
      json.member("notJudged", nil as String?)
    }
    json.member("readiness", row.judged?.readiness.rawValue)
    json.member("reason", row.judged?.reason)
    json.strings("failing", (row.judged?.failing ?? []).map(\.id))
    json.strings("unknown", (row.judged?.unknown ?? []).map(\.id))
    json.strings("blockers", member.blockers)
  }

  private func writeCauses(_ json: inout JSONWriter) {
    json.objects("fixes", summary.fixes) { json, fix in
      json.member("rule", fix.rule)
      json.member("title", fix.title)
      json.member("fix", fix.fix)
      if let texts = words.translation(of: fix.rule, title: fix.title, fix: fix.fix) {
        json.object("translation") { json in
          json.optional("language", texts.language)
          json.member("title", texts.title)
          json.member("fix", texts.fix)
        }
      }
      json.strings("blocked", fix.blocked)
      json.member("freedAlone", fix.freedAlone)
      json.member("readyAfter", fix.readyAfter)
    }
    json.objects("causes", summary.causes) { json, cause in
      json.strings("rules", cause.rules)
      json.strings("clusters", cause.clusters)
    }
    json.objects("collect", summary.steps) { json, step in
      json.member("text", step.text)
      json.member("blocks", step.blocks)
      json.strings("rules", step.rules)
      json.strings("clusters", step.clusters)
    }
    json.objects("groups", summary.groups) { json, group in
      json.member("key", group.key)
      json.member("value", group.value)
      json.object("counts") { Self.write(&$0, group.counts) }
    }
  }
}
