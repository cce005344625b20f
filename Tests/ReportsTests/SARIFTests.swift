import Findings
import Foundation
import Testing

@testable import Reports

/// What SARIF's schema cannot see and its readers depend on.
@Suite("SARIF beyond its schema")
struct SARIFTests {
  typealias Object = [String: Any]

  private static let profiles = ReportFormat.sarif.profiles

  private func run(_ judgement: Judgement, _ profile: String) throws -> Object {
    let bytes = ReportFormat.sarif.render(judgement, profile: profile)
    let log = try #require(JSONSerialization.jsonObject(with: Data(bytes)) as? Object)
    #expect(log["version"] as? String == "2.1.0")
    #expect((log["$schema"] as? String)?.hasSuffix("sarif-schema-2.1.0.json") == true)
    let runs = objects(log, "runs")
    #expect(runs.count == 1)
    return try #require(runs.first)
  }

  private func objects(_ object: Object?, _ key: String) -> [Object] {
    object?[key] as? [Object] ?? []
  }

  private func object(_ object: Object?, _ key: String) -> Object? { object?[key] as? Object }

  private func text(_ message: Object?) -> String { message?["text"] as? String ?? "" }

  /// Every object below a value.
  private func everyObject(_ value: Any) -> [Object] {
    if let object = value as? Object {
      return [object] + object.keys.sorted().flatMap { everyObject(object[$0] ?? NSNull()) }
    }
    return (value as? [Any])?.flatMap(everyObject) ?? []
  }

  @Test("a level goes with kind fail only, and what is not known is open", arguments: profiles)
  func kinds(profile: String) throws {
    let results = objects(try run(Sample.judgement, profile), "results")
    for result in results {
      let level = try #require(result["level"] as? String)
      let kind = try #require(result["kind"] as? String)
      #expect((level == "none") == (kind != "fail"), "\(kind) with level \(level)")
    }
    // What the baseline had is no finding of the run.
    let own = results.filter { $0["baselineState"] as? String != "absent" }
    #expect(results.count - own.count == (profile == "github" ? 0 : 2))
    let kinds = own.map { $0["kind"] as? String ?? "" }
    let findings = Sample.judgement.findings
    let isGitHub = profile == "github"
    #expect(
      kinds.count { $0 == "fail" }
        == findings.count { $0.verdict == .fail && (!isGitHub || $0.isLive) })
    #expect(
      kinds.count { $0 == "open" } == (isGitHub ? 0 : findings.count { $0.verdict == .unknown }))
    #expect(kinds.count { $0 == "pass" } == (profile == "full" ? 1 : 0))
    #expect(
      kinds.count { $0 == "notApplicable" } == ["standard": 1, "full": 2, "github": 0][profile])
  }

  @Test("every result finds its rule, and no rule is there twice", arguments: profiles)
  func rules(profile: String) throws {
    let run = try run(Sample.judgement, profile)
    let tool = try #require(object(run, "tool"))
    let driver = objects(object(tool, "driver"), "rules")
    let extensions = objects(tool, "extensions").map { objects($0, "rules") }
    for result in objects(run, "results") {
      let id = result["ruleId"] as? String
      if let rule = object(result, "rule") {
        let component = try #require(object(rule, "toolComponent")?["index"] as? Int)
        let index = try #require(rule["index"] as? Int)
        #expect(extensions[component][index]["id"] as? String == id)
      } else {
        let index = try #require(result["ruleIndex"] as? Int)
        #expect(driver[index]["id"] as? String == id)
      }
    }
    let ids = (driver + extensions.flatMap { $0 }).compactMap { $0["id"] as? String }
    // GitHub lists every rule that it is told of: it is told of those that have results.
    let used = Set(objects(run, "results").compactMap { $0["ruleId"] as? String })
    let all = profile == "github" ? used : Set(Sample.judgement.rules.map(\.id))
    #expect(Set(ids) == all && Set(ids).count == ids.count)
  }

  @Test(
    "regions count from one, end after they begin and lie in their context", arguments: profiles)
  func regions(profile: String) throws {
    let places = everyObject(try run(Sample.judgement, profile)).compactMap {
      object($0, "physicalLocation")
    }
    #expect(places.count > 10)
    for place in places {
      guard let region = object(place, "region") else { continue }
      let line = try #require(region["startLine"] as? Int)
      let column = region["startColumn"] as? Int ?? 1
      let endLine = region["endLine"] as? Int ?? line
      let endColumn = region["endColumn"] as? Int ?? .max
      #expect(line >= 1 && column >= 1 && (line, column) <= (endLine, endColumn))
      guard let context = object(place, "contextRegion") else { continue }
      let first = try #require(context["startLine"] as? Int)
      let last = try #require(context["endLine"] as? Int)
      #expect(first <= line && endLine <= last)
      let lines = text(object(context, "snippet")).split(
        separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.count == last - first + 1)
    }
  }

  @Test("URIs are relative, encoded and stay in their base", arguments: profiles)
  func uris(profile: String) throws {
    let run = try run(Sample.judgement, profile)
    let bases = object(run, "originalUriBaseIds") ?? [:]
    let artifacts = objects(run, "artifacts")
    for location in everyObject(run) where location["uri"] != nil {
      let uri = try #require(location["uri"] as? String)
      let allowed = uri.utf8.allSatisfy {
        (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
          || "-._~/%".utf8.contains($0)
      }
      #expect(allowed && !uri.hasPrefix("/") && !uri.split(separator: "/").contains(".."))
      if let base = location["uriBaseId"] as? String { #expect(bases[base] != nil) }
      if let index = location["index"] as? Int {
        #expect(object(artifacts[index], "location")?["uri"] as? String == uri)
      }
    }
    for artifact in artifacts {
      if let parent = artifact["parentIndex"] as? Int { #expect(artifacts.indices ~= parent) }
    }
    #expect(profile == "github" || artifacts.contains { $0["parentIndex"] != nil })
  }

  @Test("a path outside of the base is the file's own, and one that nobody knows is none")
  func otherPath() throws {
    func uris(_ path: String, _ files: FileBase = FileBase()) throws -> [String?] {
      var finding = Sample.judgement.findings[0]
      finding.grounds.places = [Place(path: path)]
      let options = ReportOptions(files: files)
      let bytes = ReportFormat.sarif.render(judgement(with: [finding]), options: options)
      let log = try JSONSerialization.jsonObject(with: Data(bytes)) as? Object
      return objects(objects(log, "runs").first, "results").prefix(1).map {
        let place = object(objects($0, "locations").first, "physicalLocation")
        return object(place, "artifactLocation")?["uri"] as? String
      }
    }
    #expect(
      try uris("/../../etc/./pa ss\u{202E}wd%41") == ["file:///etc/pa%20ss%E2%80%AEwd%2541"])
    #expect(try uris("../x.yaml") == [nil])
    #expect(try uris("-") == [nil])
    let files = FileBase(root: "/repo", folder: "/repo/ci", links: ["link": "/repo/real/x"])
    #expect(try uris("../x.yaml", files) == ["x.yaml"])
    #expect(try uris("../../x.yaml", files) == ["file:///x.yaml"])
    #expect(try uris("/repo/a/x.yaml", files) == ["a/x.yaml"])
    #expect(try uris("/repository/x.yaml", files) == ["file:///repository/x.yaml"])
    #expect(try uris("link", files) == ["real/x"])
  }

  @Test("what is in an archive is shown at the archive where lines are looked up")
  func archive() throws {
    var finding = Sample.judgement.findings[0]
    finding.grounds.places = [
      Place(
        path: "dump.tar.gz//resources/x.yaml",
        region: Region(byteOffset: 0, line: 7, column: 1))
    ]
    let bytes = ReportFormat.sarif.render(judgement(with: [finding]), profile: "github")
    let log = try JSONSerialization.jsonObject(with: Data(bytes)) as? Object
    let place = object(
      objects(objects(objects(log, "runs").first, "results").first, "locations").first,
      "physicalLocation")
    #expect(object(place, "artifactLocation")?["uri"] as? String == "dump.tar.gz")
    #expect(object(place, "region")?["startLine"] as? Int == 1)
  }

  @Test("a finding without a place is shown at a file that was read, and says so; else left out")
  func placeless() throws {
    var finding = Sample.judgement.findings[0]
    finding.grounds.places = []
    func run(_ artifacts: [Artifact]) throws -> Object {
      let sample = Sample.judgement
      var basis = sample.basis
      basis.artifacts = artifacts
      let judgement = Judgement(
        sample.terms, on: basis, findings: [finding], rules: sample.rules)
      return try self.run(judgement, "github")
    }
    let shown = try run([Artifact(path: "a.yaml", length: 1), Artifact(path: "-", length: 1)])
    let result = try #require(objects(shown, "results").first)
    let place = object(objects(result, "locations").first, "physicalLocation")
    #expect(object(place, "artifactLocation")?["uri"] as? String == "a.yaml")
    #expect(text(object(result, "message")).contains("stands for the snapshot"))
    let hidden = try run([Artifact(path: "-", length: 1)])
    #expect(objects(hidden, "results").isEmpty)
    let notes = objects(objects(hidden, "invocations").first, "toolExecutionNotifications")
    #expect(notes.contains { text(object($0, "message")).hasPrefix("1 findings are left out") })
  }

  @Test("what packs change are policies, with their reasons, and overrides of the run")
  func overrides() throws {
    let run = try run(Sample.judgement, "standard")
    let policy = try #require(objects(run, "policies").first)
    #expect(policy["name"] as? String == "acme-import" && objects(run, "policies").count == 1)
    let rules = objects(policy, "rules")
    #expect(rules.map { object($0, "defaultConfiguration")?["enabled"] as? Bool } == [true, false])
    #expect(text(object(rules[1], "fullDescription")) == "We run previews on purpose.")
    let overrides = objects(objects(run, "invocations").first, "ruleConfigurationOverrides")
    #expect(
      overrides.map { object($0, "configuration")?["level"] as? String } == ["error", nil])
  }

  @Test("a reason is said once", arguments: ["standard", "full"])
  func reasons(profile: String) throws {
    var finding = try #require(
      Sample.judgement.findings.first { $0.rule == "rancher-import/already-imported" })
    let reason = finding.missing[0].text
    finding.message = "not decided: " + reason
    let run = try run(judgement(with: [finding]), profile)
    let result = try #require(
      objects(run, "results").first { $0["kind"] as? String == "open" })
    let written = String(
      decoding: try JSONSerialization.data(withJSONObject: result), as: UTF8.self)
    #expect(written.components(separatedBy: reason).count == 2)
  }

  @Test("logical locations are found by index and name", arguments: profiles)
  func logicalLocations(profile: String) throws {
    let run = try run(Sample.judgement, profile)
    let table = objects(run, "logicalLocations")
    for (index, entry) in table.enumerated() {
      if let parent = entry["parentIndex"] as? Int { #expect(parent < index) }
    }
    for result in objects(run, "results") {
      for reference in objects(objects(result, "locations").first, "logicalLocations") {
        let index = try #require(reference["index"] as? Int)
        #expect(
          table[index]["fullyQualifiedName"] as? String
            == reference["fullyQualifiedName"] as? String)
      }
    }
    #expect(table.isEmpty == (profile == "github"))
  }

  @Test("suppressions are on all results or on none, and an expired waiver is rejected")
  func suppressions() throws {
    let results = objects(try run(Sample.judgement, "standard"), "results")
    #expect(results.allSatisfy { $0["suppressions"] != nil })
    let statuses = results.flatMap { objects($0, "suppressions") }.compactMap {
      $0["status"] as? String
    }
    #expect(statuses.sorted() == ["accepted", "rejected"])
    let github = objects(try run(Sample.judgement, "github"), "results")
    #expect(github.allSatisfy { $0["suppressions"] == nil })
    let unwaived = Sample.judgement.findings.filter { $0.waiver == nil }
    let none = objects(try run(judgement(with: unwaived), "standard"), "results")
    #expect(none.allSatisfy { $0["suppressions"] == nil })
  }

  @Test("fingerprints are on every finding, and no two share one", arguments: profiles)
  func fingerprints(profile: String) throws {
    let results = objects(try run(Sample.judgement, profile), "results").filter {
      ["fail", "open"].contains($0["kind"] as? String ?? "")
    }
    let own = results.compactMap { object($0, "partialFingerprints")?["importlint/v1"] as? String }
    let github = results.compactMap {
      object($0, "partialFingerprints")?["primaryLocationLineHash"] as? String
    }
    #expect(own.count == results.count && Set(own).count == own.count)
    #expect(github.count == results.count && Set(github).count == github.count)
  }

  @Test("messages are sentences and hold no link from a snapshot", arguments: profiles)
  func messages(profile: String) throws {
    let run = try run(Sample.judgement, profile)
    let messages = everyObject(run).compactMap { object($0, "message") }.map(text)
    #expect(messages.count > 10)
    for message in messages {
      #expect(message.last.map { ".!?".contains($0) } ?? false, "\(message)")
      #expect(!message.contains("]("))
    }
  }

  @Test("notifications find their descriptor; an unreadable input is one of level error")
  func notifications() throws {
    let run = try run(Sample.judgement, "standard")
    let descriptors = objects(object(object(run, "tool"), "driver"), "notifications")
    let invocation = try #require(objects(run, "invocations").first)
    #expect(invocation["executionSuccessful"] as? Bool == true)
    let notes =
      objects(invocation, "toolExecutionNotifications")
      + objects(invocation, "toolConfigurationNotifications")
    for note in notes {
      let descriptor = try #require(object(note, "descriptor"))
      let index = try #require(descriptor["index"] as? Int)
      #expect(descriptors[index]["id"] as? String == descriptor["id"] as? String)
    }
    let errors = notes.filter { $0["level"] as? String == "error" }
    #expect(errors.map { object($0, "descriptor")?["id"] as? String } == ["invalid-yaml"])
    let missing = notes.filter { object($0, "descriptor")?["id"] as? String == "missing-evidence" }
    #expect(missing.count == 4)
  }

  @Test("executionSuccessful is about the run, not about findings")
  func execution() throws {
    func invocation(_ judgement: Judgement) throws -> Object {
      try #require(objects(try run(judgement, "standard"), "invocations").first)
    }
    let failed = try invocation(Sample.failed)
    #expect(failed["executionSuccessful"] as? Bool == false && failed["exitCode"] as? Int == 2)
    let notReady = try invocation(Sample.judgement)
    #expect(notReady["executionSuccessful"] as? Bool == true && notReady["exitCode"] as? Int == 1)
    #expect(try run(Sample.ready, "standard")["results"] is [Any])
  }

  @Test("what GitHub requires is there: live failures, a place each, rules with help")
  func github() throws {
    let run = try run(Sample.judgement, "github")
    let tool = try #require(object(run, "tool"))
    #expect(tool["extensions"] == nil)
    for rule in objects(object(tool, "driver"), "rules") {
      for key in ["shortDescription", "fullDescription", "help"] {
        #expect((1...1024).contains(text(object(rule, key)).unicodeScalars.count))
      }
      let tags = object(rule, "properties")?["tags"] as? [String] ?? []
      #expect(!tags.isEmpty && tags.count <= 10)
    }
    for result in objects(run, "results") {
      let place = object(objects(result, "locations").first, "physicalLocation")
      #expect(object(place, "region")?["startLine"] as? Int != nil)
      #expect(object(place, "artifactLocation")?["uriBaseId"] == nil)
    }
    #expect(object(run, "automationDetails")?["id"] as? String == "importlint/prod-eu-1/")
  }

  @Test("more findings than GitHub takes are cut, worst first, and that is said")
  func limit() throws {
    var content = SARIFContent(.github, ReportOptions())
    content.resultsMax = 4
    var bytes: [UInt8] = []
    SARIFReport(Sample.judgement, content).write { bytes += $0 }
    let log = try JSONSerialization.jsonObject(with: Data(bytes)) as? Object
    let run = try #require(objects(log, "runs").first)
    let rules = objects(run, "results").map { $0["level"] as? String }
    #expect(rules == ["error", "error", "error", "error"])
    let notes = objects(objects(run, "invocations").first, "toolExecutionNotifications")
    let failing = Sample.judgement.findings.count { $0.verdict == .fail && $0.isLive }
    #expect(
      notes.contains { text(object($0, "message")).hasPrefix("\(failing - 4) findings are left") })
  }

  @Test("Markdown help holds no HTML outside code, and a fence that its text cannot close")
  func markdown() throws {
    let sample = Sample.judgement
    var rule = try #require(sample.rules.first { $0.id == "acme-import/odd-name" })
    rule.texts.fix = Fix(text: "Use <b> or `<b>`.", commands: ["echo '```'\nrm x"])
    let bytes = ReportFormat.sarif.render(judgement(with: [], rules: [rule]))
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains(#"Use &lt;b> or `<b>`.\n\n````sh\necho '```'\nrm x\n````"#))
  }

  private func judgement(
    with findings: [Finding], rules: [RuleResult] = Sample.judgement.rules
  ) -> Judgement {
    let sample = Sample.judgement
    return Judgement(
      sample.terms, on: sample.basis, findings: findings, rules: rules,
      problems: sample.problems)
  }
}
