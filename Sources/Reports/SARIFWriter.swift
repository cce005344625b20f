import Findings

/// Writes a run as JSON, as it stands.
enum SARIFWriter {
  /// The base id of the URIs that are relative, by the name that viewers know.
  static let base = "%SRCROOT%"

  static func write(_ json: inout JSONWriter, _ run: SARIFRun, jobs: Int) {
    json.object("tool") { writeTool(&$0, run) }
    json.objects("invocations", [run], writeInvocation)
    json.object("automationDetails") { $0.member("id", run.id) }
    if !run.overrides.isEmpty { writePolicies(&json, run.overrides) }
    if let tables = run.tables { write(&json, tables) }
    let results = run.results
    json.objects("results", results.entries, jobs: jobs) { write(&$0, results.result($1)) }
    if !run.translations.isEmpty { json.objects("translations", run.translations, write) }
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
      if let language = run.language { json.member("language", language) }
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
      if let digest = pack.digest { json.object("properties") { $0.member("sha256", digest) } }
    }
  }

  private static func write(_ json: inout JSONWriter, _ element: SARIFRun.Rule) {
    let rule = element.rule
    json.member("id", rule.id)
    if !rule.deprecatedIds.isEmpty { json.strings("deprecatedIds", rule.deprecatedIds) }
    json.member("name", SARIFText.pascalCase(rule.id))
    writeDescriptions(&json, rule)
    json.object("defaultConfiguration") { $0.member("level", rule.severity.rawValue) }
    let page = rule.references.first {
      $0.url.hasPrefix("https://") && $0.url.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }
    json.optional("helpUri", page?.url)
    writeHelp(&json, rule)
    json.object("properties") { json in
      json.strings("tags", [rule.area, "kubernetes", "rancher"])
      json.member("precision", "high")
      json.member(
        "problem.severity", rule.severity == .note ? "recommendation" : rule.severity.rawValue)
      if let counts = element.counts { json.object("verdicts") { write(&$0, counts) } }
    }
  }

  private static func writeDescriptions(_ json: inout JSONWriter, _ rule: RuleResult) {
    let language = rule.texts.language
    json.object("shortDescription") {
      $0.member("text", SARIFText.description(rule.title, in: language))
    }
    json.object("fullDescription") {
      $0.member("text", SARIFText.description(rule.why, in: language))
    }
  }

  private static func writeHelp(_ json: inout JSONWriter, _ rule: RuleResult) {
    json.object("help") {
      $0.member("text", SARIFText.help(rule))
      $0.member("markdown", SARIFText.helpInMarkdown(rule))
    }
  }

  /// A translation has what is in words only; its rules are found by their ids.
  private static func write(_ json: inout JSONWriter, _ translation: SARIFRun.Translation) {
    let name = VisibleText.line(translation.pack)
    json.member("name", name)
    json.member("semanticVersion", VisibleText.line(translation.version))
    json.member("language", translation.language)
    json.strings("contents", ["localizedData"])
    json.object("associatedComponent") {
      $0.member("name", name)
      $0.member("index", translation.component)
    }
    json.object("translationMetadata") { $0.member("name", "\(name) \(translation.language)") }
    json.objects("rules", translation.rules) { json, rule in
      json.member("id", rule.id)
      writeDescriptions(&json, rule)
      writeHelp(&json, rule)
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
    json.object("descriptor") { writeReference(&$0, override) }
    json.object("configuration") { writeConfiguration(&$0, change) }
    if let reason = change.reason {
      json.object("properties") { $0.member("reason", VisibleText.line(reason)) }
    }
  }

  private static func writeReference(
    _ json: inout JSONWriter, _ override: SARIFRun.Override
  ) {
    json.member("id", override.change.rule)
    guard let place = override.rule else { return }
    json.member("index", place.index)
    if let component = place.component {
      json.object("toolComponent") { $0.member("index", component) }
    }
  }

  private static func writeConfiguration(
    _ json: inout JSONWriter, _ change: PackInfo.Override
  ) {
    json.member("enabled", change.isEnabled)
    json.optional("level", change.severity?.rawValue)
  }

  /// What packs change of the rules of others: a policy each.
  private static func writePolicies(_ json: inout JSONWriter, _ overrides: [SARIFRun.Override]) {
    var packs: [[SARIFRun.Override]] = []
    for override in overrides {
      if packs.last?.first?.pack == override.pack {
        packs[packs.count - 1].append(override)
      } else {
        packs.append([override])
      }
    }
    json.objects("policies", packs) { json, overrides in
      json.member("name", VisibleText.line(overrides[0].pack))
      json.member("semanticVersion", VisibleText.line(overrides[0].version))
      json.object("shortDescription") {
        $0.member("text", SARIFText.sentence("What pack \(overrides[0].pack) changes of rules"))
      }
      json.objects("rules", overrides) { json, override in
        json.member("id", override.change.rule)
        if let reason = override.change.reason {
          json.object("fullDescription") { $0.member("text", SARIFText.description(reason)) }
        }
        json.object("defaultConfiguration") { writeConfiguration(&$0, override.change) }
        json.objects("relationships", [override]) { json, override in
          json.object("target") { writeReference(&$0, override) }
          json.strings("kinds", ["equal"])
        }
      }
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
      json.object(base) {
        $0.object("description") {
          $0.member(
            "text",
            "The top folder of the git work tree that holds the input, or the folder that "
              + "--sarif-base names.")
        }
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
    if let location = file.location {
      json.object("location") {
        $0.member("uri", location.uri)
        if location.hasBase { $0.member("uriBaseId", base) }
      }
    } else {
      json.object("description") { $0.member("text", SARIFText.sentence(artifact.path)) }
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
