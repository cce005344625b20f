import Documents
import Findings

/// Reads a judgement back from its JSON report. What follows from other parts (readiness, counts,
/// the list of what to collect) is not read: it is derived anew, and is the same.
struct JudgementReader {
  /// Why each rule is, by its full id: findings of a result do not repeat it.
  private var reasons: [String: String] = [:]

  static func judgement(_ document: DocumentValue) throws(ResultMistake) -> Judgement {
    var reader = JudgementReader()
    return try reader.judgement(ResultFields(document))
  }

  private mutating func judgement(_ json: ResultFields) throws(ResultMistake) -> Judgement {
    let rules = try json.objects("rules", rule)
    for rule in rules { reasons[rule.id] = rule.why }
    return Judgement(
      try terms(json), on: try basis(json), findings: try json.objects("findings", finding),
      rules: rules, problems: try json.objects("problems", problem))
  }

  // MARK: Terms

  private func terms(_ json: ResultFields) throws(ResultMistake) -> Judgement.Terms {
    let run = try json.object("run", run)
    return Judgement.Terms(
      tool: try json.object("tool") { tool throws(ResultMistake) in
        ToolInfo(
          name: try tool.text("name"), version: try tool.text("version"),
          dataDate: try tool.optionalText("dataDate"),
          newestRancher: try tool.optionalText("newestRancher"))
      },
      packs: try json.objects("packs", pack),
      target: try json.object("target") { target throws(ResultMistake) in
        TargetSummary(
          rancherVersion: try target.optionalText("rancherVersion"),
          rancherURL: try target.optionalText("rancherURL"), path: try target.optionalText("path"))
      },
      options: try json.object("options") { options throws(ResultMistake) in
        JudgementOptions(
          failOn: try options.choice("failOn"), unknownPolicy: try options.choice("unknown"),
          now: try options.optionalText("now"), selected: try options.texts("selected"),
          ignored: try options.texts("ignored"), failOnNew: try options.flag("failOnNew"),
          leavesFilesOut: !run.include.isEmpty || !run.exclude.isEmpty)
      }, run: run)
  }

  private func run(_ run: ResultFields) throws(ResultMistake) -> RunRecord {
    RunRecord(
      inputs: try run.texts("inputs"),
      include: try run.added("include", or: [], run.texts),
      exclude: try run.added("exclude", or: [], run.texts),
      target: RunRecord.Target(
        file: try run.optionalText("target"), rancher: try run.optionalText("rancher"),
        rancherURL: try run.optionalText("rancherURL")),
      packs: RunRecord.Packs(
        folders: try run.texts("packs"), includesBuiltIn: try run.flag("builtIn"),
        data: try run.optionalText("data"), allowsDrafts: try run.presentFlag("draft")),
      assumption: try run.text("assume"), maxAge: try run.optionalText("maxAge"),
      waivers: try run.texts("waivers"), baseline: try run.optionalText("baseline"),
      moment: try run.optionalText("moment"),
      language: try run.added("language", or: nil, run.optionalText))
  }

  private func pack(_ pack: ResultFields) throws(ResultMistake) -> PackInfo {
    PackInfo(
      name: try pack.text("name"), version: try pack.text("version"),
      source: try pack.text("source"), digest: try pack.optionalText("digest"),
      overrides: try pack.objects("overrides") { override throws(ResultMistake) in
        PackInfo.Override(
          rule: try override.text("rule"),
          severity: try override.optional("severity") { key throws(ResultMistake) in
            try override.choice(key)
          }, isEnabled: try override.flag("enabled"),
          isWaivable: try override.flag("waivable") ? nil : false,
          reason: try override.optionalText("reason"))
      },
      data: try pack.objects("data") { file throws(ResultMistake) in
        PackInfo.DataFile(
          name: try file.text("name"), updated: try file.optionalText("updated"),
          path: try file.text("path"), sha256: try file.optionalText("sha256"))
      })
  }

  // MARK: Basis

  private func basis(_ json: ResultFields) throws(ResultMistake) -> Judgement.Basis {
    Judgement.Basis(
      cluster: try json.object("cluster") { cluster throws(ResultMistake) in
        ClusterSummary(
          name: try cluster.optionalText("name"), uid: try cluster.optionalText("uid"),
          distribution: try cluster.optionalText("distribution"),
          version: try cluster.optionalText("version"),
          nodeCount: try cluster.optional("nodeCount") { key throws(ResultMistake) in
            try cluster.number(key)
          }, time: try cluster.optionalText("time"))
      },
      profile: try json.optionalObject("profile", ProfileReader.profile),
      evidence: try json.objects("evidence", evidence),
      artifacts: try json.objects("artifacts") { artifact throws(ResultMistake) in
        Artifact(
          path: try artifact.text("path"), length: try artifact.number("length"),
          sha256: try artifact.optionalText("sha256"), role: try artifact.choice("role"),
          archive: try artifact.optionalText("archive"))
      }, baseline: try json.optionalObject("baseline", baseline))
  }

  private func baseline(_ json: ResultFields) throws(ResultMistake) -> BaselineSummary {
    BaselineSummary(
      path: try json.text("path"), time: try json.optionalText("time"),
      absent: try json.objects("absent") { absence throws(ResultMistake) in
        BaselineSummary.Absence(
          .init(
            rule: try absence.text("rule"), validation: try absence.text("validation"),
            subject: try absence.object("subject", subject),
            fingerprint: try absence.text("fingerprint")),
          try verdict(absence), try absence.choice("severity"), title: try absence.text("title"),
          message: try absence.text("message"), doubt: try absence.optionalText("doubt"))
      })
  }

  /// The verdict of a finding.
  private func verdict(_ json: ResultFields) throws(ResultMistake) -> Verdict {
    let verdict: Verdict = try json.choice("verdict")
    guard verdict == .fail || verdict == .unknown else {
      throw ResultMistake("has the verdict \(verdict.rawValue), which no finding has")
    }
    return verdict
  }

  private func evidence(_ entry: ResultFields) throws(ResultMistake) -> EvidenceEntry {
    EvidenceEntry(
      kind: try entry.choice("kind"), name: try entry.text("name"),
      node: try entry.optionalText("node"), namespace: try entry.optionalText("namespace"),
      state: try entry.choice("state"), detail: try entry.optionalText("detail"),
      paths: try entry.texts("paths"))
  }

  private func problem(_ problem: ResultFields) throws(ResultMistake) -> Problem {
    Problem(
      stage: try problem.choice("stage"), code: try problem.text("code"),
      severity: try problem.choice("severity"), isFatal: try problem.flag("fatal"),
      message: try problem.text("message"), places: try problem.objects("places", place),
      count: try problem.count("count", from: 1), help: try problem.optionalText("help"))
  }

  // MARK: Rules

  private func rule(_ rule: ResultFields) throws(ResultMistake) -> RuleResult {
    let types = try rule.added("subjectTypes", or: []) { key throws(ResultMistake) in
      try rule.objects(key, type)
    }
    let counts = try rule.object("counts") { counts throws(ResultMistake) in
      VerdictCounts(
        pass: try counts.count("pass"), fail: try counts.count("fail"),
        unknown: try counts.count("unknown"), notApplicable: try counts.count("notApplicable"))
    }
    return RuleResult(
      .init(
        id: try rule.text("id"), pack: try rule.text("pack"), area: try rule.text("area"),
        deprecatedIds: try rule.texts("deprecatedIds")),
      of: try rule.choice("subjectKind"), try rule.choice("severity"),
      texts: RuleTexts(
        title: try rule.text("title"), why: try rule.text("why"),
        fix: try rule.object("fix", fix)),
      translation: try rule.added("translation", or: nil) { key throws(ResultMistake) in
        try rule.optionalObject(key, translation)
      },
      references: try rule.objects("references") { page throws(ResultMistake) in
        RuleResult.Reference(title: try page.text("title"), url: try page.text("url"))
      },
      outcome: RuleResult.Outcome(
        counts, notApplicableReason: try rule.optionalText("notApplicableReason"),
        passing: try rule.texts("passing").map { Self.subject(named: $0, types) },
        notApplicable: try rule.texts("notApplicable").map { Self.subject(named: $0, types) },
        step: try rule.added("step", or: nil) { key throws(ResultMistake) in
          try rule.optional(key) { key throws(ResultMistake) in try rule.number(key, from: 1) }
        }))
  }

  private func translation(_ texts: ResultFields) throws(ResultMistake) -> RuleTexts {
    RuleTexts(
      title: try texts.text("title"), why: try texts.text("why"),
      fix: try texts.object("fix", fix), language: try texts.text("language"))
  }

  private func type(_ type: ResultFields) throws(ResultMistake) -> ResourceReference {
    ResourceReference(
      group: try type.text("group"), version: try type.text("version"),
      kind: try type.text("kind"), plural: try type.text("plural"), namespace: "", name: "")
  }

  /// The subject of a name, of one of these types.
  private static func subject(named text: String, _ types: [ResourceReference]) -> Subject {
    if text == "cluster" { return .cluster }
    // A kind begins with a capital letter, and a group holds a dot.
    if text.hasPrefix("node/") { return .node(String(text.dropFirst(5))) }
    for type in types {
      let start = type.text + "/"
      guard text.hasPrefix(start) else { continue }
      let names = text.dropFirst(start.count).split(
        separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
      return .resource(
        type.named(
          String(names[names.count - 1]), inNamespace: names.count > 1 ? String(names[0]) : ""))
    }
    return .resource(
      ResourceReference(group: "", version: "", kind: "", plural: "", namespace: "", name: text))
  }

  // MARK: Findings

  private func finding(_ json: ResultFields) throws(ResultMistake) -> Finding {
    let rule = try json.text("rule")
    var finding = Finding(
      .init(
        rule: rule, validation: try json.text("validation"),
        subject: try json.object("subject", subject), fingerprint: try json.text("fingerprint"),
        formerFingerprints: try json.texts("formerFingerprints")),
      try verdict(json), try json.choice("severity"), message: try json.text("message"),
      texts: RuleTexts(
        title: try json.text("title"), why: reasons[rule] ?? "",
        fix: try json.object("fix", fix)),
      grounds: .init(
        places: try json.objects("places", place),
        decidingValues: try json.objects("decidingValues") { value throws(ResultMistake) in
          DecidingValue(
            expression: try value.text("expression"), value: try value.text("value"))
        },
        missing: try json.objects("missing") { missing throws(ResultMistake) in
          MissingEvidence(
            try missing.choice("kind"), try missing.text("text"),
            collect: try missing.optionalObject("collect", step),
            or: try missing.added("alternatives", or: []) { key throws(ResultMistake) in
              try missing.objects(key, step)
            })
        }))
    finding.waiver = try json.optionalObject("waiver", waiver)
    finding.change = try json.optionalObject("change") { change throws(ResultMistake) in
      Finding.Change(
        try change.choice("kind"), doubt: try change.optionalText("doubt"),
        isWorse: try change.added("worse", or: false, change.flag))
    }
    return finding
  }

  private func subject(_ json: ResultFields) throws(ResultMistake) -> Subject {
    switch try json.choice("kind", Subject.Kind.self) {
    case .cluster: .cluster
    case .node: .node(try json.text("name"))
    case .resource:
      .resource(
        ResourceReference(
          group: try json.text("group"), version: try json.text("version"),
          kind: try json.text("resourceKind"), plural: try json.text("plural"),
          namespace: try json.text("namespace"), name: try json.text("name")))
    }
  }

  private func fix(_ json: ResultFields) throws(ResultMistake) -> Fix {
    Fix(text: try json.text("text"), commands: try json.texts("commands"))
  }

  private func waiver(_ json: ResultFields) throws(ResultMistake) -> Waiver {
    Waiver(
      reason: try json.text("reason"), owner: try json.text("owner"),
      ticket: try json.optionalText("ticket"),
      expires: try json.optionalText("expires"), isExpired: try json.flag("expired"),
      place: try json.optionalObject("place", place))
  }

  private func step(_ json: ResultFields) throws(ResultMistake) -> CollectionStep {
    CollectionStep(
      try json.choice("kind"), try json.text("action"), at: try json.optionalText("place"),
      example: try json.optionalText("example"), note: try json.optionalText("note"),
      type: try json.optionalText("type"), node: try json.optionalText("node"))
  }

  // MARK: Places

  private func place(_ json: ResultFields) throws(ResultMistake) -> Place {
    Place(
      path: try json.text("path"), region: try json.optionalObject("region", region),
      pointer: try json.optionalText("pointer"), precision: try json.choice("precision"),
      note: try json.optionalText("note"), frame: try json.optionalObject("frame", frame))
  }

  private func region(_ json: ResultFields) throws(ResultMistake) -> Region {
    Region(
      byteOffset: try json.number("byteOffset"), byteLength: try json.number("byteLength"),
      line: try json.number("line", from: 1), column: try json.number("column", from: 1),
      endLine: try json.number("endLine", from: 1), endColumn: try json.number("endColumn", from: 1)
    )
  }

  private func frame(_ json: ResultFields) throws(ResultMistake) -> SourceFrame {
    SourceFrame(
      lines: try json.objects("lines") { line throws(ResultMistake) in
        SourceFrame.Line(
          number: try line.number("number", from: 1), text: try line.text("text"),
          mark: try line.optionalObject("mark") { mark throws(ResultMistake) in
            let (start, end) = (try mark.number("start"), try mark.number("end"))
            guard start <= end else { throw ResultMistake("ends before it starts") }
            return start..<end
          })
      }, isAltered: try json.flag("altered"))
  }
}
