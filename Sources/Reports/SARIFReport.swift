import Findings

/// SARIF 2.1.0: one run, deterministic (no times, ids or paths of the machine).
///
/// What the standard couples, and viewers reject when it is wrong:
/// - `level` other than `none` goes with kind `fail` only. Missing evidence is kind `open`.
/// - `executionSuccessful` is about the run. Findings never change it; an input that could not
///   be read is a notification of level `error` beside it.
/// - Either every result has `suppressions` or none has.
/// - Columns count code points, and `columnKind` says so.
///
/// No message has `arguments`, so braces in a message stand for themselves.
struct SARIFReport {
  enum Profile: String, CaseIterable {
    /// Findings, and rules that apply to nothing.
    case standard
    /// Also every subject that passed or is outside a rule's scope.
    case full
    /// What GitHub shows as alerts: live failing findings only, rules in the driver, paths
    /// relative to the repository. GitHub ignores kinds and suppressions, so that anything else
    /// would become an alert there.
    case github
  }

  let judgement: Judgement
  let profile: Profile
  let options: ReportOptions
  let index: SARIFIndex
  private let results: [SARIFResult]
  let cutCount: Int
  /// Whether results have `suppressions`: all do, or none.
  let isWithSuppressions: Bool
  /// The version of Rancher, where the document has a run for each of several.
  private var version: String?

  /// - Parameter resultsMax: The most results of the `github` profile.
  init(
    _ judgement: Judgement, _ profile: Profile, _ options: ReportOptions,
    resultsMax: Int = SARIFResult.githubMax
  ) {
    self.judgement = judgement
    self.profile = profile
    self.options = options
    var index = SARIFIndex(judgement, isFlat: profile == .github)
    (results, cutCount) = SARIFResult.list(judgement, profile, &index, max: resultsMax)
    self.index = index
    isWithSuppressions = profile != .github && judgement.findings.contains { $0.waiver != nil }
  }

  func render() -> [UInt8] { Self.document([self]) }

  /// A run for each version: what is ready for one Rancher may fail for another. The versions are
  /// told apart by the runs' ids, so that each keeps a history of its own.
  static func render(
    _ matrix: ReadinessMatrix, _ profile: Profile, _ options: ReportOptions
  ) -> [UInt8] {
    document(
      matrix.rows.map { row in
        var report = SARIFReport(row.judgement, profile, options)
        report.version = row.version
        return report
      })
  }

  private static func document(_ reports: [SARIFReport]) -> [UInt8] {
    var writer = JSONWriter(isIndented: true)
    writer.document { json in
      json.member(
        "$schema",
        "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
          + "sarif-schema-2.1.0.json")
      json.member("version", "2.1.0")
      json.objects("runs", reports) { $1.writeRun(&$0) }
    }
    return writer.bytes
  }

  private func writeRun(_ json: inout JSONWriter) {
    json.object("tool", writeTool)
    json.objects("invocations", [judgement]) { json, _ in writeInvocation(&json) }
    let cluster = judgement.cluster.name ?? judgement.cluster.uid ?? "cluster"
    // GitHub takes what stands before the last slash for the category of the upload.
    json.object("automationDetails") {
      let version = version.map { "rancher-\(SARIFText.segment($0))/" } ?? ""
      $0.member("id", "importlint/\(SARIFText.segment(cluster))/\(version)")
    }
    if profile != .github {
      json.object("originalUriBaseIds") { json in
        json.object("SNAPSHOT") {
          $0.object("description") { $0.member("text", "The folder of the snapshot.") }
        }
      }
      json.objects("artifacts", judgement.artifacts, write)
      json.objects("logicalLocations", index.logicalLocations) { json, location in
        json.member("name", VisibleText.line(location.name))
        json.member("fullyQualifiedName", VisibleText.line(location.fullyQualifiedName))
        json.member("kind", location.kind)
        if let parent = location.parent { json.member("parentIndex", parent) }
      }
    }
    json.objects("results", results, write)
    json.member("language", "en-US")
    json.member("columnKind", "unicodeCodePoints")
    json.strings("redactionTokens", [SourceFrame.hidden])
    json.object("properties", writeProperties)
  }

  // MARK: Tool

  private func writeTool(_ json: inout JSONWriter) {
    json.object("driver") { json in
      json.member("name", judgement.tool.name)
      json.member("semanticVersion", judgement.tool.version)
      json.object("shortDescription") {
        $0.member(
          "text", "Judges from a snapshot whether a cluster is ready to be imported into Rancher.")
      }
      json.objects("rules", index.driverRules, write)
      json.objects("notifications", index.notifications) { json, code in
        json.member("id", code)
        json.member("name", SARIFText.pascalCase(code))
      }
    }
    guard profile != .github else { return }
    json.objects("extensions", judgement.packs.enumerated()) { json, element in
      json.member("name", VisibleText.line(element.element.name))
      json.member("semanticVersion", VisibleText.line(element.element.version))
      json.object("shortDescription") {
        $0.member("text", SARIFText.sentence("Rule pack " + element.element.name))
      }
      json.objects("rules", index.extensionRules[element.offset], write)
    }
  }

  private func write(_ json: inout JSONWriter, _ rule: RuleResult) {
    json.member("id", rule.id)
    if !rule.deprecatedIds.isEmpty { json.strings("deprecatedIds", rule.deprecatedIds) }
    json.member("name", SARIFText.pascalCase(rule.id))
    json.object("shortDescription") { $0.member("text", SARIFText.description(rule.title)) }
    json.object("fullDescription") { $0.member("text", SARIFText.description(rule.why)) }
    json.object("defaultConfiguration") { $0.member("level", rule.severity.rawValue) }
    let page = rule.references.first {
      $0.url.hasPrefix("https://") && $0.url.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }
    json.optional("helpUri", page?.url)
    json.object("help") {
      $0.member("text", help(rule))
      $0.member("markdown", helpInMarkdown(rule))
    }
    json.object("properties") { json in
      json.strings("tags", [rule.area, "kubernetes", "rancher"])
      json.member("precision", "high")
      json.member(
        "problem.severity", rule.severity == .note ? "recommendation" : rule.severity.rawValue)
      if profile != .github { json.object("verdicts") { write(&$0, rule.counts) } }
    }
  }

  private func write(_ json: inout JSONWriter, _ counts: VerdictCounts) {
    for verdict in [Verdict.pass, .fail, .unknown, .notApplicable] {
      json.member(verdict.rawValue, counts[verdict])
    }
  }

  private func help(_ rule: RuleResult) -> String {
    var parts = [rule.why, rule.fix.text].map { VisibleText.block(SARIFText.trimmed($0)) }
    if !rule.fix.commands.isEmpty {
      parts.append(rule.fix.commands.map { "  " + VisibleText.block($0) }.joined(separator: "\n"))
    }
    parts += rule.references.map { VisibleText.line("\($0.title): \($0.url)") }
    return parts.joined(separator: "\n\n")
  }

  private func helpInMarkdown(_ rule: RuleResult) -> String {
    var parts = ["## Why", SARIFText.markdown(rule.why), "## Fix"]
    parts.append(SARIFText.markdown(rule.fix.text))
    if !rule.fix.commands.isEmpty { parts.append(SARIFText.codeBlock(rule.fix.commands)) }
    if !rule.references.isEmpty {
      parts.append("## References")
      let links = rule.references.map {
        "- \(SARIFText.markdown($0.title)): \(SARIFText.markdown($0.url))"
      }
      parts.append(links.joined(separator: "\n"))
    }
    return parts.joined(separator: "\n\n")
  }

  // MARK: Artifacts and properties

  private func write(_ json: inout JSONWriter, _ artifact: Artifact) {
    let parent = artifact.archive.flatMap { index.artifacts[$0] }
    json.object("location") { json in
      // A member's URI is its path in the archive, which no base id describes.
      json.member("uri", SARIFText.uri(artifact.path))
      if artifact.archive == nil, artifact.role == .snapshot {
        json.member("uriBaseId", "SNAPSHOT")
      }
    }
    if let parent { json.member("parentIndex", parent) }
    json.member("length", artifact.length)
    let role =
      switch artifact.role {
      case .snapshot: "analysisTarget"
      case .pack: "extension"
      case .target, .waivers: "userSpecifiedConfiguration"
      }
    json.strings("roles", [role])
    if let sha256 = artifact.sha256 {
      json.object("hashes") { $0.member("sha-256", sha256) }
    }
  }

  private func writeProperties(_ json: inout JSONWriter) {
    json.member("readiness", judgement.readiness.rawValue)
    json.member("reason", VisibleText.line(judgement.conclusion.reason))
    json.object("cluster") {
      let cluster = judgement.cluster
      $0.optional("name", cluster.name)
      $0.optional("uid", cluster.uid)
      $0.optional("distribution", cluster.distribution)
      $0.optional("version", cluster.version)
      $0.optional("time", cluster.time)
    }
    json.object("target") {
      $0.optional("rancherVersion", judgement.target.rancherVersion)
      $0.optional("rancherURL", judgement.target.rancherURL)
    }
    json.object("verdicts") { write(&$0, judgement.counts) }
    if let profile = judgement.profile {
      json.object("profile") { ProfileJSON.write(&$0, profile) }
    }
    json.optional("dataDate", judgement.tool.dataDate)
    json.optional("newestRancher", judgement.tool.newestRancher)
  }
}
