import Basics
import Findings

/// How many findings there are, by verdict and severity; waived ones apart.
struct FindingCounts {
  private var counts: [Verdict: [Severity: Int]] = [:]
  private(set) var waived = 0

  init(_ findings: [Finding]) {
    for finding in findings {
      guard finding.isLive else {
        waived += 1
        continue
      }
      counts[finding.verdict, default: [:]][finding.severity, default: 0] += 1
    }
  }

  subscript(verdict: Verdict, severity: Severity) -> Int { counts[verdict]?[severity] ?? 0 }

  func total(_ verdict: Verdict) -> Int { counts[verdict]?.values.reduce(0, +) ?? 0 }

  /// `14 fail (2 errors, 12 notes), 3 unknown (3 errors), 1 waived`.
  var text: String {
    var parts = [Verdict.fail, .unknown].map { verdict in
      let severities = Severity.allCases.reversed().compactMap { severity -> String? in
        let count = self[verdict, severity]
        return count == 0 ? nil : counted(count, severity.rawValue)
      }
      let detail = severities.isEmpty ? "" : " (\(severities.joined(separator: ", ")))"
      return "\(total(verdict)) \(verdict.rawValue)\(detail)"
    }
    if waived > 0 { parts.append("\(waived) waived") }
    return parts.joined(separator: ", ")
  }
}
