import Findings

/// Writes a run as JSON, as it stands.
enum SARIFWriter {
  static func write(_ json: inout JSONWriter, _ run: SARIFRun) {
    json.object("tool") { writeTool(&$0, run) }
    json.objects("invocations", [run], writeInvocation)
    json.object("automationDetails") { $0.member("id", run.id) }
    if let tables = run.tables { write(&json, tables) }
    json.objects("results", run.results, write)
    json.member("language", "en-US")
    json.member("columnKind", "unicodeCodePoints")
    json.strings("redactionTokens", [SourceFrame.hidden])
    json.object("properties") { writeProperties(&$0, run.judgement) }
  }

  // MARK: Tool

  private static func writeTool(_ json: inout JSONWriter, _ run: SARIFRun) {
    json.object("driver") { json in
      json.member("name", run.judgement.tool.name)
      json.member("semanticVersion", run.judgement.tool.version)
      json.object("shortDescription") {
        $0.member(
          "text", "Judges from a snapshot whether a cluster is ready to be imported into Rancher.")
      }
      json.objects("rules", run.driverRules, write)
      json.objects("notifications", run.descriptors) { json, code in
        json.member("id", code)
        json.member("name", SARIFText.pascalCase(code))
      }
    }
    guard let extensions = run.extensions else { return }
    json.objects("extensions", extensions) { json, pack in
      json.member("name", VisibleText.line(pack.name))
      json.member("semanticVersion", VisibleText.line(pack.version))
      json.object("shortDescription") {
        $0.member("text", SARIFText.sentence("Rule pack " + pack.name))
      }
      json.objects("rules", pack.rules, write)
    }
  }

  private static func write(_ json: inout JSONWriter, _ element: SARIFRun.Rule) {
    let rule = element.rule
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
      $0.member("text", SARIFText.help(rule))
      $0.member("markdown", SARIFText.helpInMarkdown(rule))
    }
    json.object("properties") { json in
      json.strings("tags", [rule.area, "kubernetes", "rancher"])
      json.member("precision", "high")
      json.member(
        "problem.severity", rule.severity == .note ? "recommendation" : rule.severity.rawValue)
      if let counts = element.counts { json.object("verdicts") { write(&$0, counts) } }
    }
  }

  private static func write(_ json: inout JSONWriter, _ counts: VerdictCounts) {
    for verdict in [Verdict.pass, .fail, .unknown, .notApplicable] {
      json.member(verdict.rawValue, counts[verdict])
    }
  }

  // MARK: Invocation

  private static func writeInvocation(_ json: inout JSONWriter, _ run: SARIFRun) {
    json.member("executionSuccessful", run.judgement.exitCode != 2)
    json.member("exitCode", Int(run.judgement.exitCode))
    json.member("exitCodeDescription", SARIFText.sentence(run.judgement.conclusion.sentence))
    if !run.overrides.isEmpty {
      json.objects("ruleConfigurationOverrides", run.overrides, write)
    }
    json.objects("toolConfigurationNotifications", run.configurationNotes, write)
    json.objects("toolExecutionNotifications", run.executionNotes, write)
  }

  private static func write(_ json: inout JSONWriter, _ override: SARIFRun.Override) {
    let change = override.change
    json.object("descriptor") { json in
      json.member("id", change.rule)
      guard let place = override.rule else { return }
      json.member("index", place.index)
      if let component = place.component {
        json.object("toolComponent") { $0.member("index", component) }
      }
    }
    json.object("configuration") {
      $0.member("enabled", change.isEnabled)
      $0.optional("level", change.severity?.rawValue)
    }
    if let reason = change.reason {
      json.object("properties") { $0.member("reason", VisibleText.line(reason)) }
    }
  }

  private static func write(_ json: inout JSONWriter, _ note: SARIFRun.Note) {
    json.object("descriptor") {
      $0.member("id", note.code)
      $0.member("index", note.index)
    }
    json.member("level", note.level)
    json.object("message") { $0.member("text", note.text) }
    if !note.locations.isEmpty {
      json.objects("locations", note.locations) { json, location in
        writePhysical(&json, location)
        writeMessage(&json, location)
      }
    }
  }

  // MARK: Tables and properties

  private static func write(_ json: inout JSONWriter, _ tables: SARIFRun.Tables) {
    json.object("originalUriBaseIds") { json in
      json.object("SNAPSHOT") {
        $0.object("description") { $0.member("text", "The folder of the snapshot.") }
      }
    }
    json.objects("artifacts", tables.artifacts, write)
    json.objects("logicalLocations", tables.logicalLocations) { json, location in
      json.member("name", VisibleText.line(location.name))
      json.member("fullyQualifiedName", VisibleText.line(location.fullyQualifiedName))
      json.member("kind", location.kind)
      if let parent = location.parent { json.member("parentIndex", parent) }
    }
  }

  private static func write(_ json: inout JSONWriter, _ file: SARIFRun.File) {
    let artifact = file.artifact
    json.object("location") { json in
      // A member's URI is its path in the archive, which no base id describes.
      json.member("uri", SARIFText.uri(artifact.ownPath))
      if artifact.archive == nil, artifact.role == .snapshot {
        json.member("uriBaseId", "SNAPSHOT")
      }
    }
    if let parent = file.parent { json.member("parentIndex", parent) }
    json.member("length", artifact.length)
    let role =
      switch artifact.role {
      case .snapshot: "analysisTarget"
      case .pack: "extension"
      case .target, .waivers, .baseline: "userSpecifiedConfiguration"
      }
    json.strings("roles", [role])
    if let sha256 = artifact.sha256 {
      json.object("hashes") { $0.member("sha-256", sha256) }
    }
  }

  private static func writeProperties(_ json: inout JSONWriter, _ judgement: Judgement) {
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
