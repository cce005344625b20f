import Findings
import Rules

extension Example.Expectation {
  /// What came out otherwise, one sentence each; empty where it is as expected.
  func differences(_ findings: [Finding], _ result: RuleResult) -> [String] {
    var failures: [String] = []
    var named: Set<String> = []
    for (verdict, outcomes) in [
      (Verdict.fail, fail), (Verdict.unknown, unknown),
    ] {
      for outcome in outcomes {
        named.insert("\(verdict) \(outcome.subject)")
        let found = findings.filter { $0.verdict == verdict && $0.subject.text == outcome.subject }
        if found.isEmpty {
          failures.append("\(outcome.subject) must \(phrase(verdict)), and does not")
        } else if !found.contains(where: { mismatch($0, outcome) == nil }) {
          failures += found.compactMap { mismatch($0, outcome) }.prefix(1)
        }
      }
    }
    for finding in findings where !named.contains("\(finding.verdict) \(finding.subject.text)") {
      failures.append(
        "\(finding.subject.text) must not \(phrase(finding.verdict)) "
          + "(\(finding.validation): \(finding.message))")
    }
    let passing = Set(result.passing.map(\.text))
    for outcome in pass where !passing.contains(outcome.subject) {
      failures.append("\(outcome.subject) must pass, and does not")
    }
    let inapplicable = Set(result.notApplicable.map(\.text))
    for outcome in notApplicable where !inapplicable.contains(outcome.subject) {
      failures.append("the rule must not apply to \(outcome.subject), and does")
    }
    return failures
  }

  private func phrase(_ verdict: Verdict) -> String {
    verdict == .fail ? "fail" : "be unknown"
  }

  /// In what a finding is not what was expected; nil if it is.
  private func mismatch(_ finding: Finding, _ expected: Example.ExpectedVerdict) -> String? {
    func differs(_ what: String, _ wanted: String, _ found: String) -> String {
      "\(finding.subject.text): the \(what) must be \"\(wanted)\", and is \"\(found)\""
    }
    if let name = expected.validation, name != finding.validation {
      return differs("validation", name, finding.validation)
    }
    if let severity = expected.severity, severity != finding.severity {
      return differs("severity", severity.rawValue, finding.severity.rawValue)
    }
    if let message = expected.message, !TextPattern(message).matches(finding.message) {
      return differs("message", message, finding.message)
    }
    if let reason = expected.reason {
      let texts = finding.missing.map(\.text)
      if !texts.contains(where: { TextPattern(reason).matches($0) }) {
        return differs("reason", reason, texts.joined(separator: "; "))
      }
    }
    if let at = expected.at, !finding.places.prefix(1).contains(where: { isAt($0, at) }) {
      let place = finding.places.first
      let shown = place.map { "\($0.object ?? $0.text)#\($0.pointer ?? "")" } ?? ""
      return differs("place", at, shown)
    }
    return nil
  }

  /// `/etc/resolv.conf:1` is a file and line; `Kind/ns/name#/pointer` or `#/pointer` a pointer, and
  /// `…/pointer` the end of either.
  private func isAt(_ place: Place, _ expected: String) -> Bool {
    let pointer = place.pointer ?? ""
    let file = place.path + (place.region.map { ":\($0.line)" } ?? "")
    guard let hash = expected.utf8.firstIndex(of: UInt8(ascii: "#")) else {
      return TextPattern("…" + expected).matches(file)
        || (expected.hasPrefix("…") && TextPattern(expected).matches(pointer))
    }
    let holder = expected[..<hash].split(separator: "/").joined(separator: "/")
    let object = place.object ?? ""
    // The group may be left out: a kind begins with a capital letter, and no group does.
    let isNamed =
      holder.isEmpty || TextPattern(holder).matches(object)
      || TextPattern(holder).matches(object.drop { !$0.isUppercase }.description)
      || TextPattern("…" + holder).matches(file)
    return isNamed && TextPattern(String(expected[expected.index(after: hash)...])).matches(pointer)
  }
}

/// A text in which `…` stands for anything.
struct TextPattern {
  private let parts: [Substring]

  init(_ text: String) {
    parts = text.split(separator: "…", omittingEmptySubsequences: false)
  }

  func matches(_ text: String) -> Bool {
    guard parts.count > 1, let first = parts.first, let last = parts.last else {
      return parts.first.map { $0 == text } ?? text.isEmpty
    }
    guard text.hasPrefix(first), text.hasSuffix(last) else { return false }
    var rest = text.dropFirst(first.count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let range = rest.firstRange(of: part) else { return false }
      rest = rest[range.upperBound...]
    }
    return last.isEmpty || rest.hasSuffix(last)
  }
}
