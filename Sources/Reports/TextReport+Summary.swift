import Basics
import Findings

// The end of the text report: what was done, and on what it rests.

extension TextReport {
  mutating func writeSummary() {
    let counts = judgement.counts
    let noun = judgement.options.isSelection ? "selected rule" : "rule"
    out.blank()
    out.line(.init("Summary", .bold))
    if isGist {
      writeProfile()
    } else {
      out.paragraph(
        "rules     ",
        "\(counted(judgement.rules.count, noun)), \(counted(counts.total, "verdict")): "
          + "\(counts.pass) pass, \(counts.fail) fail, \(counts.unknown) unknown, "
          + "\(counts.notApplicable) not applicable", indent: 2)
    }
    out.paragraph(
      "findings  ",
      ([FindingCounts(judgement.findings).text] + notShown).joined(separator: "; "), indent: 2)
    if judgement.options.isSelection {
      let options = judgement.options
      let parts = [("select", options.selected), ("ignore", options.ignored)]
        .filter { !$0.1.isEmpty }.map { "--\($0.0) " + list($0.1, 8) }
      out.paragraph("selection ", parts.joined(separator: "; "), indent: 2)
    }
    out.paragraph("evidence  ", evidenceSummary(), indent: 2)
    for state in [EvidenceEntry.State.denied, .partial] where profile == .full || state == .denied {
      let names = judgement.evidence.filter { $0.state == state }.map(Self.name)
      if names.isEmpty { continue }
      out.paragraph("          ", "\(state.rawValue): " + list(names, 4), indent: 2)
    }
    writeOverrides()
    let packs = judgement.packs.map { $0.text(digits: 16) }
    let replaced = judgement.packs.flatMap(\.replacedData).map { file in
      file.path + (file.updated.map { " of \($0)" } ?? "")
    }
    let isBuiltIn = judgement.packs.allSatisfy { $0.source == "built-in" }
    if !packs.isEmpty, profile == .full || !isBuiltIn {
      out.paragraph("packs     ", packs.joined(separator: ", "), indent: 2)
    }
    if !replaced.isEmpty { out.paragraph("data      ", list(replaced, 8), indent: 2) }
    out.paragraph(
      "judged    ",
      "by \(judgement.tool.text)"
        + (judgement.options.now.map { ", as of \($0)" } ?? ", at an unknown time"), indent: 2)
  }

  /// How much is left out, in one phrase or none.
  private var notShown: [String] {
    let below = judgement.findings.count { $0.isLive && $0.severity < options.show }
    let notes = judgement.problems.count { $0.severity == .note }
    let parts = [
      below == 0 ? nil : "\(below) below \(options.show.rawValue)",
      // Beside other problems their number is said there.
      !isGist || notes == 0 || notes < judgement.problems.count
        ? nil : counted(notes, "note") + " on the input",
    ].compactMap { $0 }
    return parts.isEmpty ? [] : [parts.joined(separator: " and ") + " not shown"]
  }

  /// What packs change of the rules of others, with their reasons.
  private mutating func writeOverrides() {
    for pack in judgement.packs {
      for override in pack.overrides {
        out.paragraph("override  ", "\(pack.name): \(override.text)", indent: 2)
      }
    }
  }

  private func evidenceSummary() -> String {
    let parts = EvidenceEntry.State.allCases.compactMap { state -> String? in
      let count = judgement.evidence.count { $0.state == state }
      guard count > 0 else { return nil }
      return state == .assumed
        ? "\(count) assumed complete"
          + (profile == .full ? " (nothing proves it; --assume partial doubts them)" : "")
        : "\(count) \(state.rawValue)"
    }
    return parts.isEmpty ? "none" : parts.joined(separator: ", ")
  }

  private static func name(_ entry: EvidenceEntry) -> String {
    let node = entry.node.map { " of node \($0)" } ?? ""
    let namespace = entry.namespace.map { " in \($0)" } ?? ""
    return entry.name + node + namespace
  }

  /// Every rule with its verdicts, and the subjects that passed or are not in its scope.
  mutating func writeRules() {
    out.blank()
    out.line(.init("Rules", .bold))
    for rule in judgement.rules {
      let counts = rule.counts
      let text = [
        (counts.pass, "pass"), (counts.fail, "fail"), (counts.unknown, "unknown"),
        (counts.notApplicable, "not applicable"),
      ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
      out.paragraph("", "\(rule.id) (\(rule.severity.rawValue)): \(text)", indent: 2)
      if let reason = rule.notApplicableReason {
        out.paragraph("does not apply: ", reason, indent: 4)
      }
      if !rule.passing.isEmpty {
        out.paragraph("pass: ", list(rule.passing.map(\.text), .max), indent: 4)
      }
      if !rule.notApplicable.isEmpty {
        out.paragraph(
          "not applicable: ", list(rule.notApplicable.map(\.text), .max), indent: 4)
      }
    }
  }

  /// The whole ledger.
  mutating func writeEvidence() {
    guard !judgement.evidence.isEmpty else { return }
    out.blank()
    out.line(.init("Evidence", .bold))
    for entry in judgement.evidence {
      let state = entry.state.rawValue
      let gap = String(repeating: " ", count: 10 - state.count)
      var text = Self.name(entry)
      if let detail = entry.detail { text += ": \(detail)" }
      if !entry.paths.isEmpty { text += " [\(list(entry.paths, 3))]" }
      out.paragraph(.init(state + gap), text, indent: 2)
    }
  }
}
