import Findings
import Foundation
import Testing

@testable import Reports

/// All reports of one result say the same: each is read as its readers do, and what it counts is
/// held against the JSON report.
@Suite("reports of one result agree")
struct AgreementTests {
  /// Findings that count, and those that somebody accepted; nil for what a format does not show.
  struct Counts: Equatable, CustomStringConvertible {
    var fail: Int?
    var unknown: Int?
    var waived: Int?

    var description: String {
      [fail, unknown, waived].map { $0.map(String.init) ?? "-" }.joined(separator: " ")
    }

    /// What of it the other one shows, too.
    func shown(in other: Counts) -> Counts {
      Counts(
        fail: other.fail == nil ? nil : fail, unknown: other.unknown == nil ? nil : unknown,
        waived: other.waived == nil ? nil : waived)
    }
  }

  /// A result that a report is made of.
  struct Result: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let judgement: Judgement
  }

  private static func judgement(with findings: [Finding]) -> Judgement {
    let sample = Sample.judgement
    return Judgement(
      sample.terms, on: sample.basis, findings: findings, rules: sample.rules,
      problems: sample.problems)
  }

  /// A finding for each number, of the sample's in turn.
  private static func findings(_ count: Int, _ name: (Int) -> String) -> [Finding] {
    let kinds = Sample.judgement.findings
    return (0..<count).map { number in
      var finding = kinds[number % kinds.count]
      finding.identity.subject = .node(name(number))
      finding.identity.fingerprint = "f\(number)"
      finding.message = "\(name(number)) is odd"
      return finding
    }
  }

  static let results = [
    Result(testDescription: "everything", judgement: Sample.judgement),
    Result(testDescription: "ready", judgement: Sample.ready),
    Result(testDescription: "not judged", judgement: Sample.failed),
    Result(testDescription: "nothing found", judgement: judgement(with: [])),
    Result(
      testDescription: "2,500 findings", judgement: judgement(with: findings(2_500) { "n\($0)" })),
    Result(
      testDescription: "hostile names",
      judgement: judgement(
        with: findings(66) { number in
          [
            "a: error x/y: z", "2 fail, 3 unknown, 4 waived", "\",=1,\"\r\n", "- x", "]]>",
            "</li><li data-verdict=", "\n### Waived\n- x", "\u{1B}[2J", "#\n# TYPE a gauge",
            "'; rm -rf /; '",
          ][number % 10] + "\(number)"
        })),
  ]

  @Test("in every format and profile", arguments: results, GoldenTests.requests)
  func agree(result: Result, request: ReportRequest) throws {
    let judgement = result.judgement
    let truth = try counts(.init(format: .json), judgement)
    let told = try counts(request, judgement)
    #expect(told == truth.shown(in: told), "\(request.format) \(request.profile)")
    #expect(told.fail != nil)
    let own = FindingCounts(judgement.findings)
    #expect(
      truth == Counts(fail: own.total(.fail), unknown: own.total(.unknown), waived: own.waived))
  }

  @Test("a finding more is seen in every format", arguments: GoldenTests.requests)
  func notices(request: ReportRequest) throws {
    let findings = Sample.judgement.findings
    var more = try #require(findings.first { $0.verdict == .fail && $0.isLive })
    more.identity.subject = .node("another")
    more.identity.fingerprint = "another"
    let before = try counts(request, Self.judgement(with: findings))
    let after = try counts(request, Self.judgement(with: findings + [more]))
    #expect(after.fail == before.fail.map { $0 + 1 })
    #expect(after.unknown == before.unknown && after.waived == before.waived)
  }

  // MARK: Readers

  private func counts(_ request: ReportRequest, _ judgement: Judgement) throws -> Counts {
    let bytes = request.format.render(judgement, profile: request.profile)
    let text = String(decoding: bytes, as: UTF8.self)
    switch request.format {
    case .json: return try json(bytes)
    case .sarif: return try sarif(bytes, isForGitHub: request.profile == "github")
    case .gitlab: return try gitlab(bytes, judgement)
    case .policyreport: return try policyReport(bytes)
    case .csv: return csv(text)
    case .prometheus: return prometheus(text)
    case .html: return html(text)
    case .markdown: return markdown(text)
    case .text where request.profile == "short": return try short(text)
    case .text, .junit, .github: return try sentence(text)
    }
  }

  private func objects(_ value: Any?) -> [[String: Any]] { value as? [[String: Any]] ?? [] }

  private func json(_ bytes: [UInt8]) throws -> Counts {
    let report = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
    let findings = objects(report?["findings"])
    let live = findings.filter { $0["live"] as? Bool == true }
    return Counts(
      fail: live.count { $0["verdict"] as? String == "fail" },
      unknown: live.count { $0["verdict"] as? String == "unknown" },
      waived: findings.count - live.count)
  }

  private func sarif(_ bytes: [UInt8], isForGitHub: Bool) throws -> Counts {
    let log = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
    let results = objects(objects(log?["runs"]).first?["results"]).filter {
      $0["baselineState"] as? String != "absent"
    }
    func isWaived(_ result: [String: Any]) -> Bool {
      objects(result["suppressions"]).contains { $0["status"] as? String == "accepted" }
    }
    let live = results.filter { !isWaived($0) }
    let fail = live.count { $0["kind"] as? String == "fail" }
    if isForGitHub { return Counts(fail: fail) }
    return Counts(
      fail: fail, unknown: live.count { $0["kind"] as? String == "open" },
      waived: results.count(where: isWaived))
  }

  /// An issue a failing finding and a reason of unknowns; the first one counts.
  private func gitlab(_ bytes: [UInt8], _ judgement: Judgement) throws -> Counts {
    let issues = objects(try JSONSerialization.jsonObject(with: Data(bytes)))
    func texts(_ name: String) -> [String] {
      issues.filter { $0["check_name"] as? String == name }
        .compactMap { $0["description"] as? String }
    }
    let fail = issues.count { ($0["check_name"] as? String)?.hasPrefix("importlint/") == false }
    let needing = texts("importlint/unknown").flatMap { text in
      text.components(separatedBy: "; needed by ").last?.components(separatedBy: ", ") ?? []
    }
    // Without any file there is no place to show an issue at.
    guard let head = texts("importlint/readiness").first else { return Counts(fail: fail) }
    let open = judgement.findings.filter { $0.verdict == .unknown && $0.isLive }
    #expect(Set(needing) == Set(open.map(\.rule)))
    let told = try sentence(head)
    #expect(told.fail == fail)
    return told
  }

  /// A result a finding; the first one counts.
  private func policyReport(_ bytes: [UInt8]) throws -> Counts {
    let list = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
    let all = objects(list?["items"]).flatMap { objects($0["results"]) }
    let results = all.filter { ($0["policy"] as? String)?.hasPrefix("importlint") == false }
    func count(_ outcomes: String..., isWaived: Bool = false) -> Int {
      results.count {
        outcomes.contains($0["result"] as? String ?? "")
          && (($0["properties"] as? [String: Any])?["waiver"] != nil || !isWaived)
      }
    }
    let found = Counts(
      fail: count("fail", "warn"), unknown: count("error"), waived: count("skip", isWaived: true))
    let head = try #require(all.first { $0["policy"] as? String == "importlint/readiness" })
    let properties = head["properties"] as? [String: Any]
    #expect(try sentence(properties?["findings"] as? String ?? "") == found)
    return found
  }

  private func csv(_ text: String) -> Counts {
    let states = text.components(separatedBy: "\r\n").filter { $0.hasPrefix("finding,") }
      .map { $0.split(separator: ",", omittingEmptySubsequences: false)[2] }
    return Counts(
      fail: states.count { $0 == "fail" }, unknown: states.count { $0 == "unknown" },
      waived: states.count { $0.hasPrefix("waived") })
  }

  private func prometheus(_ text: String) -> Counts {
    func sum(_ name: String, _ label: String) -> Int {
      text.split(separator: "\n").filter { $0.hasPrefix(name + "{") && $0.contains(label) }
        .compactMap { Int($0.split(separator: " ").last ?? "") }.reduce(0, +)
    }
    return Counts(
      fail: sum("importlint_findings", "verdict=\"fail\""),
      unknown: sum("importlint_findings", "verdict=\"unknown\""),
      waived: sum("importlint_waived_findings", "{"))
  }

  private func html(_ text: String) -> Counts {
    let waived = text.components(separatedBy: "<section id=\"waived\">").dropFirst().first ?? ""
    return Counts(
      fail: text.components(separatedBy: " data-verdict=\"fail\"").count - 1,
      unknown: text.components(separatedBy: " data-verdict=\"unknown\"").count - 1,
      waived: (waived.components(separatedBy: "</section>").first ?? "")
        .components(separatedBy: "<li id=\"f-").count - 1)
  }

  private func markdown(_ text: String) -> Counts {
    func row(_ name: String) -> Int {
      guard let row = text.split(separator: "\n").first(where: { $0.hasPrefix("| \(name) |") })
      else { return 0 }
      return row.split(separator: "|").compactMap {
        Int($0.trimmingCharacters(in: .whitespaces))
      }.reduce(0, +)
    }
    return Counts(fail: row("fail"), unknown: row("unknown"))
  }

  /// A line a finding; unknowns are lines by their reasons.
  private func short(_ text: String) throws -> Counts {
    let lines = text.split(separator: "\n")
    let names = Set(Sample.judgement.rules.map(\.id))
    func count(_ word: String) -> Int {
      lines.count { line in
        guard let match = line.firstMatch(of: #/: ((?:waived )?)(?:error|warning|note) ([^ ]+): /#)
        else { return false }
        return String(match.1) == word && names.contains(String(match.2))
      }
    }
    var told = try sentence(text)
    #expect(told.fail == count(""))
    told.waived = count("waived ")
    return told
  }

  /// What a sentence counts: `16 fail (14 errors, …), 16 unknown (…), 1 waived`.
  private func sentence(_ text: String) throws -> Counts {
    let words = text.split { " \n".contains($0) }.joined(separator: " ")
    let pattern =
      /([0-9]+) fail(?: \([^)]*\))?, ([0-9]+) unknown(?: \([^)]*\))?(?:, ([0-9]+) waived)?/
    // Names may say the like; the report's own words name severities, or nothing at all.
    let match = try #require(
      words.matches(of: pattern).first { $0.0.contains("(") } ?? words.matches(of: pattern).last)
    return Counts(
      fail: Int(match.1), unknown: Int(match.2), waived: match.3.flatMap { Int($0) } ?? 0)
  }
}
