import Engine
import Findings
import Foundation
import Reports
import Testing

@Suite("a result that was saved")
struct SavedResultTests {
  private func saved(_ bytes: [UInt8]) throws -> Judgement {
    let file = NSTemporaryDirectory() + "/importlint-\(UUID().uuidString).json"
    try Data(bytes).write(to: URL(filePath: file))
    defer { try? FileManager.default.removeItem(atPath: file) }
    return try SavedResult.judgement(inFile: file)
  }

  private func saved(_ object: Any) throws -> Judgement {
    try saved(Array(try JSONSerialization.data(withJSONObject: object)))
  }

  /// Why a result is refused.
  private func reason(_ object: Any) throws -> String {
    let error = #expect(throws: Obstacle.self) { try saved(object) }
    // The message begins with the file.
    let words = error?.problems.first?.message.split(separator: " ").dropFirst() ?? []
    return words.joined(separator: " ")
  }

  @Test(
    "gives every report byte by byte", arguments: GoldenTests.requests, ["standard", "compact"])
  func reports(request: ReportRequest, profile: String) throws {
    for judgement in [Sample.judgement, Sample.ready, Sample.failed, Sample.chinese] {
      let back = try saved(ReportFormat.json.render(judgement, profile: profile))
      let direct = request.format.render(judgement, profile: request.profile)
      #expect(request.format.render(back, profile: request.profile) == direct)
    }
  }

  @Test("is refused where it is none, with what is wrong and where")
  func refused() throws {
    var json = try #require(
      try JSONSerialization.jsonObject(with: Data(ReportFormat.json.render(Sample.judgement)))
        as? [String: Any])
    #expect(try reason([String: Any]()).hasPrefix("is not a JSON report of importlint"))
    #expect(try reason([1]).hasPrefix("is not a JSON report of importlint"))
    let matrix = ReportFormat.json.render(Sample.matrix(isAll: true))
    #expect(
      try reason(JSONSerialization.jsonObject(with: Data(matrix)))
        == "is a matrix of several versions of Rancher, which has no findings")
    json["schema"] = 99
    #expect(try reason(json).hasPrefix("is a result of schema 99"))
    json["schema"] = Judgement.schemaVersion
    var findings = json["findings"] as? [[String: Any]] ?? []
    findings[3]["severity"] = "grave"
    json["findings"] = findings
    #expect(
      try reason(json) == "is not whole: findings[3].severity is none of note, warning, error")
    findings[3]["severity"] = nil
    json["findings"] = findings
    #expect(try reason(json) == "is not whole: findings[3].severity is missing")
    findings[3]["severity"] = "note"
    findings[3]["verdict"] = "pass"
    json["findings"] = findings
    #expect(try reason(json).hasPrefix("is not whole: findings[3] has the verdict pass"))
    #expect(throws: Obstacle.self) { try saved(Array("{\"schema\": 1, ".utf8)) }
    #expect(throws: Obstacle.self) { try SavedResult.judgement(inFile: "/nowhere/at/all.json") }
  }

  @Test("of an earlier version lacks what was added since, and says no less")
  func earlier() throws {
    func without(_ keys: [String], _ value: Any) -> Any {
      if let list = value as? [Any] { return list.map { without(keys, $0) } }
      guard var object = value as? [String: Any] else { return value }
      for key in keys { object[key] = nil }
      return object.mapValues { without(keys, $0) }
    }
    let json = try JSONSerialization.jsonObject(
      with: Data(ReportFormat.json.render(Sample.judgement)))
    let added = ["include", "exclude", "alternatives", "worse", "step", "subjectTypes"]
    let old = try saved(without(added, json))
    #expect(old.findings.map(\.fingerprint) == Sample.judgement.findings.map(\.fingerprint))
    #expect(old.conclusion == Sample.judgement.conclusion)
    #expect(old.rules.allSatisfy { $0.step == nil })
    let error = #expect(throws: Obstacle.self) { try saved(without(["fingerprint"], json)) }
    let problem = try #require(error?.problems.first)
    #expect(
      problem.message.contains("is not whole: ")
        && problem.message.hasSuffix("].fingerprint is missing"))
    #expect(problem.help == "Where an earlier importlint wrote it, judge its snapshot again.")
  }

  /// A value with one of its scalars replaced, the one at a place in its order; nil past the last.
  private func replacing(_ number: inout Int, in value: Any, with other: Any) -> Any? {
    if let object = value as? [String: Any] {
      for key in object.keys.sorted() {
        guard let part = object[key], let new = replacing(&number, in: part, with: other) else {
          continue
        }
        return object.merging([key: new]) { $1 }
      }
      return nil
    }
    if let list = value as? [Any] {
      for index in list.indices {
        guard let new = replacing(&number, in: list[index], with: other) else { continue }
        var list = list
        list[index] = new
        return list
      }
      return nil
    }
    number -= 1
    return number < 0 ? other : nil
  }

  @Test(
    "with any value replaced is read or refused, and its reports are written",
    arguments: [
      -1, Int64.max, NSNull(), "", "\u{1B}[2J/../", [String](), [String: String](), true,
    ] as [any Sendable])
  func replaced(other: any Sendable) throws {
    let judgement = Sample.judgement
    let small = Judgement(
      judgement.terms, on: judgement.basis,
      findings: judgement.findings.filter {
        !$0.rule.hasSuffix("loopback-resolver") && !$0.rule.hasSuffix("active-dnsmasq")
      }, rules: Array(judgement.rules.prefix(3)), problems: judgement.problems)
    let json = try JSONSerialization.jsonObject(with: Data(ReportFormat.json.render(small)))
    var read = 0
    var refused = 0
    for place in stride(from: 0, to: 100_000, by: 23) {
      var number = place
      guard let broken = replacing(&number, in: json, with: other) else { break }
      guard let back = try? saved(broken) else {
        refused += 1
        continue
      }
      read += 1
      for format in ReportFormat.allCases {
        for profile in format.profiles { _ = format.render(back, profile: profile) }
      }
    }
    #expect(read + refused > 20 && refused > 0)
  }
}
