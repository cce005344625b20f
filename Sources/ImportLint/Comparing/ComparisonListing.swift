import Basics
import Findings
import Governance
import Reports

/// The output of `diff`.
struct ComparisonListing {
  private let comparison: ResultComparison
  private let failOn: Severity

  init(_ comparison: ResultComparison, failOn: Severity) {
    self.comparison = comparison
    self.failOn = failOn
  }

  // MARK: Text

  func text(_ stream: OutputStream) -> [UInt8] {
    var out = stream.textWriter
    let (old, new) = (comparison.old, comparison.new)
    let counts = ResultComparison.State.allCases.map {
      "\(comparison.items($0).count) \($0.rawValue)"
    }
    out.line(
      .init("cluster \(new.clusterText)", .bold), .init(": \(counts.joined(separator: ", "))"))
    out.paragraph("then  ", summary(old), indent: 2)
    out.paragraph("now   ", summary(new), indent: 2)
    if comparison.isOfOneSnapshot {
      out.paragraph(
        "", "Both judged the same files: what differs comes from rules, data or options.", indent: 2
      )
    }
    for state in ResultComparison.State.allCases where state != .unchanged {
      write(state, to: &out)
    }
    let flips = comparison.items(.unchanged).filter { $0.old?.isLive != $0.new?.isLive }
    write(flips, "waived otherwise", to: &out) {
      $0.entry.isLive ? "no longer waived" : "waived now"
    }
    let raised = comparison.items(.unchanged).filter {
      $0.old?.isLive == $0.new?.isLive && $0.old?.severity != $0.new?.severity
    }
    write(raised, "of another severity", to: &out) {
      "\($0.old?.severity.rawValue ?? "") before"
    }
    return out.bytes
  }

  private func summary(_ record: ResultRecord) -> String {
    let packs = record.packs.map { "\($0.name) \($0.version)" }.joined(separator: ", ")
    return [
      record.readiness.rawValue.replacing("-", with: " "),
      record.cluster.time.map { "snapshot of \($0)" },
      record.rancherVersion.map { "for Rancher \($0)" }, "by importlint \(record.toolVersion)",
      packs,
    ].compactMap { $0 }.joined(separator: ", ")
  }

  private func write(
    _ items: [ResultComparison.Item], _ title: String, to out: inout TextWriter,
    note: (ResultComparison.Item) -> String
  ) {
    guard !items.isEmpty else { return }
    out.blank()
    out.line(.init(title, .bold), ": \(items.count)")
    for item in items { write(item, note(item), to: &out) }
  }

  private func write(_ state: ResultComparison.State, to out: inout TextWriter) {
    let items = comparison.items(state)
    guard !items.isEmpty else { return }
    out.blank()
    out.line(.init(state.rawValue, .bold), ": \(items.count)")
    for item in items {
      let side = item.new == nil ? "gone" : "here"
      let waived = item.entry.isLive ? nil : "waived"
      let notes = [state == .incomparable ? side : nil, item.doubt, waived].compactMap { $0 }
      write(item, notes.joined(separator: "; "), to: &out)
    }
  }

  private func write(_ item: ResultComparison.Item, _ note: String, to out: inout TextWriter) {
    let entry = item.entry
    let word = entry.verdict == .unknown ? "unknown" : entry.severity.rawValue
    let gap = String(repeating: " ", count: 9 - word.count)
    out.paragraph(
      .init(word + gap, .of(entry.severity)),
      "\(entry.identity.subject.text): \(entry.message) [\(entry.identity.rule)]", indent: 2)
    if !note.isEmpty { out.paragraph("", note, indent: 11, style: .dim) }
  }

  // MARK: JSON

  /// `docs/schemas/importlint-diff-1.schema.json` describes it.
  var json: [UInt8] {
    var writer = JSONWriter(isIndented: true)
    writer.document { json in
      json.member("schema", 1)
      json.member("exitCode", Int(comparison.exitCode(failOn: failOn)))
      json.member("reason", comparison.sentence(failOn: failOn))
      json.member("failOn", failOn.rawValue)
      json.member("oneSnapshot", comparison.isOfOneSnapshot)
      json.object("old") { write(&$0, comparison.old) }
      json.object("new") { write(&$0, comparison.new) }
      json.object("counts") { json in
        for state in ResultComparison.State.allCases {
          json.member(state.rawValue, comparison.items(state).count)
        }
      }
      json.objects("findings", comparison.items) { json, item in
        json.member("state", item.state.rawValue)
        json.member("doubt", item.doubt)
        write(&json, item.entry)
        json.object("then", item.old, weight)
        json.object("now", item.new, weight)
      }
    }
    return writer.bytes
  }

  private func write(_ json: inout JSONWriter, _ record: ResultRecord) {
    json.member("cluster", record.cluster.name)
    json.member("uid", record.cluster.uid)
    json.member("time", record.cluster.time)
    json.member("readiness", record.readiness.rawValue)
    json.member("rancherVersion", record.rancherVersion)
    json.member("tool", record.toolVersion)
    json.objects("packs", record.packs) {
      $0.member("name", $1.name)
      $0.member("version", $1.version)
      $0.member("digest", $1.digest)
    }
  }

  private func weight(_ json: inout JSONWriter, _ entry: ResultRecord.Entry) {
    json.member("live", entry.isLive)
    json.member("severity", entry.severity.rawValue)
  }

  private func write(_ json: inout JSONWriter, _ entry: ResultRecord.Entry) {
    json.member("rule", entry.identity.rule)
    json.member("validation", entry.identity.validation)
    json.member("subject", entry.identity.subject.text)
    json.member("verdict", entry.verdict.rawValue)
    json.member("severity", entry.severity.rawValue)
    json.member("title", entry.title)
    json.member("message", entry.message)
    json.member("fingerprint", entry.identity.fingerprint)
  }
}
