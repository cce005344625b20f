import Basics
import Documents
import Engine
import Findings

/// Reads rows back from lines of JSON. Texts that many rows share (ids and titles of rules) are
/// kept once.
public struct FleetRowReader {
  /// Why a line is no row that can be read.
  public struct Flaw: Error, Sendable, Hashable {
    public var text: String
  }

  private var texts: Set<String> = []

  public init() {}

  /// The row of a line, without its end.
  public mutating func row(_ line: [UInt8]) throws(Flaw) -> FleetRow {
    guard case .success(let source) = SourceText.decode(path: "row", bytes: line) else {
      throw Flaw(text: "is no text")
    }
    let store = DocumentStore()
    let reading = store.read(source)
    guard reading.flaws.isEmpty, reading.documents.count == 1, let first = reading.documents.first
    else { throw Flaw(text: "breaks off, or is no JSON") }
    let document = DocumentValue(first, in: store)
    guard document["kind"]?.string == FleetRow.kind else {
      throw Flaw(text: "is no row of importlint fleet check")
    }
    guard document["schema"]?.int == Int64(FleetRow.schemaVersion) else {
      let schema = document["schema"]?.int.map(String.init) ?? "none"
      throw Flaw(
        text: "is a row of schema \(schema), and this importlint reads schema "
          + "\(FleetRow.schemaVersion)")
    }
    do throws(ResultMistake) {
      return try row(ResultFields(document), labels(document))
    } catch {
      throw Flaw(text: "is not whole: \(error.description)")
    }
  }

  /// The text itself, or an equal one that is there already.
  private mutating func shared(_ text: String) -> String {
    texts.insert(text).memberAfterInsert
  }

  private mutating func shared(_ list: [String]) -> [String] { list.map { shared($0) } }

  private func labels(_ document: DocumentValue) throws(ResultMistake) -> [String: String] {
    guard let map = document["labels"], map.value.tag == .map else {
      throw ResultMistake("labels are missing")
    }
    var labels: [String: String] = [:]
    for (key, value) in map.entries {
      guard let text = value.string else { throw ResultMistake("a label is no text") }
      labels[key] = text
    }
    return labels
  }

  private mutating func row(
    _ json: ResultFields, _ labels: [String: String]
  ) throws(ResultMistake) -> FleetRow {
    let name = try json.text("name")
    if let flaw = FleetRow.flaw(inName: name) { throw ResultMistake("name \(flaw)") }
    var digests = FleetRow.Digests()
    (digests.key, digests.inputs, digests.target, digests.waivers, digests.reports) =
      try json.object("digests") { json throws(ResultMistake) in
        (
          try json.text("key"), try json.text("inputs"), try json.optionalText("target"),
          try json.optionalText("waivers"), try json.optionalText("reports")
        )
      }
    let basis = try json.object("basis", Self.basis)
    let cluster = try json.object("cluster") { cluster throws(ResultMistake) in
      ClusterSummary(
        name: try cluster.optionalText("name"), uid: try cluster.optionalText("uid"),
        distribution: try cluster.optionalText("distribution"),
        version: try cluster.optionalText("version"),
        nodeCount: try cluster.optionalNumber("nodeCount"), time: try cluster.optionalText("time"))
    }
    let outcome: FleetRow.Outcome
    if let reason = try json.optionalText("notJudged") {
      outcome = .notJudged(reason: reason)
    } else {
      let judged = try json.object("judgement", Self.judged)
      outcome = .judged(sharing(judged))
    }
    return FleetRow(
      name: name, labels: labels, digests: digests, basis: basis, cluster: cluster,
      outcome: outcome)
  }

  private mutating func sharing(_ judged: JudgedRow) -> JudgedRow {
    var judged = judged
    for index in judged.failing.indices {
      judged.failing[index].id = shared(judged.failing[index].id)
      judged.failing[index].title = shared(judged.failing[index].title)
      judged.failing[index].fix = shared(judged.failing[index].fix)
    }
    for index in judged.unknown.indices {
      judged.unknown[index].id = shared(judged.unknown[index].id)
      judged.unknown[index].title = shared(judged.unknown[index].title)
    }
    judged.waived = shared(judged.waived)
    judged.passing = shared(judged.passing)
    judged.notApplicable = shared(judged.notApplicable)
    for index in judged.findings.indices {
      judged.findings[index].rule = shared(judged.findings[index].rule)
    }
    for index in judged.steps.indices {
      judged.steps[index].text = shared(judged.steps[index].text)
      judged.steps[index].rules = shared(judged.steps[index].rules)
    }
    return judged
  }

  private static func basis(_ json: ResultFields) throws(ResultMistake) -> FleetRow.Basis {
    FleetRow.Basis(
      tool: try json.object("tool") { tool throws(ResultMistake) in
        ToolInfo(
          name: try tool.text("name"), version: try tool.text("version"),
          dataDate: try tool.optionalText("dataDate"),
          newestRancher: try tool.optionalText("newestRancher"))
      },
      packs: try json.objects("packs") { pack throws(ResultMistake) in
        FleetRow.Pack(
          name: try pack.text("name"), version: try pack.text("version"),
          digest: try pack.optionalText("digest"), dataDigest: try pack.optionalText("data"))
      },
      options: JudgementOptions(
        failOn: try json.choice("failOn"), unknownPolicy: try json.choice("unknown"),
        now: try json.optionalText("now"), selected: try json.texts("selected"),
        ignored: try json.texts("ignored"), leavesFilesOut: try json.flag("leavesFilesOut")),
      assumption: try json.text("assume"), rancher: try json.optionalText("rancher"))
  }

  private static func judged(_ json: ResultFields) throws(ResultMistake) -> JudgedRow {
    let exitCode = try json.number("exitCode")
    let readiness: Readiness = try json.choice("readiness")
    let codes: [Int] =
      switch readiness {
      case .ready: [0]
      case .notReady: [1]
      // By what unknowns count for.
      case .inconclusive: [0, 1, 3]
      }
    guard codes.contains(exitCode) else {
      throw ResultMistake("exitCode is \(exitCode), which no \(readiness.rawValue) cluster has")
    }
    return JudgedRow(
      readiness: readiness, exitCode: Int32(exitCode),
      reason: try json.text("reason"),
      counts: try json.object("counts") { counts throws(ResultMistake) in
        VerdictCounts(
          pass: try counts.count("pass"), fail: try counts.count("fail"),
          unknown: try counts.count("unknown"), notApplicable: try counts.count("notApplicable"))
      },
      failing: try json.objects("failing", rule), unknown: try json.objects("unknown", rule),
      waived: try json.texts("waived"), passing: try json.texts("passing"),
      notApplicable: try json.texts("notApplicable"),
      findings: try json.objects("findings", finding),
      omittedCount: try json.count("omittedFindings"),
      steps: try json.objects("collect") { step throws(ResultMistake) in
        JudgedRow.Step(
          text: try step.text("text"), nodeCount: try step.count("nodes"),
          rules: try step.texts("rules"), blocks: try step.flag("blocks"))
      },
      profile: try json.object("profile") { profile throws(ResultMistake) in
        JudgedRow.Profile(
          podCount: try profile.optionalNumber("pods"),
          networkPlugins: try profile.optionalTexts("networkPlugins"),
          storageProvisioners: try profile.optionalTexts("storageProvisioners"),
          components: try profile.texts("components"))
      })
  }

  private static func rule(_ json: ResultFields) throws(ResultMistake) -> JudgedRow.Rule {
    JudgedRow.Rule(
      id: try json.text("rule"), title: try json.text("title"),
      severity: try json.choice("severity"), decides: try json.flag("decides"),
      findingCount: try json.count("findings", from: 1), fix: try json.text("fix"))
  }

  private static func finding(_ json: ResultFields) throws(ResultMistake) -> JudgedRow.Finding {
    let place = try json.optionalObject("place") { place throws(ResultMistake) in
      (
        path: try place.text("path"), line: try place.optionalNumber("line"),
        column: try place.optionalNumber("column")
      )
    }
    return JudgedRow.Finding(
      rule: try json.text("rule"), verdict: try json.choice("verdict"),
      severity: try json.choice("severity"), subject: try json.text("subject"),
      message: try json.text("message"), fingerprint: try json.text("fingerprint"),
      path: place?.path, line: place?.line, column: place?.column)
  }
}

extension ResultFields {
  fileprivate func optionalNumber(_ key: String) throws(ResultMistake) -> Int? {
    try optional(key) { key throws(ResultMistake) in try number(key) }
  }

  fileprivate func optionalTexts(_ key: String) throws(ResultMistake) -> [String]? {
    try optional(key) { key throws(ResultMistake) in try texts(key) }
  }
}
