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

  private var shared = SharedTexts()

  public init() {}

  /// The row of a line, without its end.
  public mutating func row(_ line: [UInt8]) throws(Flaw) -> FleetRow {
    guard case .success(let source) = SourceText.decode(path: "row", bytes: line) else {
      throw Flaw(text: "is not a text")
    }
    let store = DocumentStore()
    let reading = store.read(source)
    guard reading.flaws.isEmpty, reading.documents.count == 1, let first = reading.documents.first
    else { throw Flaw(text: "breaks off, or is no JSON") }
    let document = DocumentValue(first, in: store)
    guard document["kind"]?.string == FleetRow.kind else {
      throw Flaw(text: "is not a row of importlint fleet check")
    }
    let schema = document["schema"]?.int ?? 0
    guard (1...Int64(FleetRow.schemaVersion)).contains(schema) else {
      throw Flaw(
        text: "is a row of schema \(schema == 0 ? "none" : String(schema)), and this importlint "
          + "reads schemas 1 to \(FleetRow.schemaVersion)")
    }
    do throws(ResultMistake) {
      return try row(ResultFields(document), labels(document), schema: schema)
    } catch {
      throw Flaw(text: "is not whole: \(error.description)")
    }
  }

  private func labels(_ document: DocumentValue) throws(ResultMistake) -> [String: String] {
    guard let map = document["labels"], map.value.tag == .map else {
      throw ResultMistake("labels are missing")
    }
    var labels: [String: String] = [:]
    for (key, value) in map.entries {
      guard let text = value.string else { throw ResultMistake("a label is not a text") }
      labels[key] = text
    }
    return labels
  }

  private mutating func row(
    _ json: ResultFields, _ labels: [String: String], schema: Int64
  ) throws(ResultMistake) -> FleetRow {
    let name = try json.text("name")
    if let flaw = FleetRow.flaw(inName: name) { throw ResultMistake("name \(flaw)") }
    var digests = FleetRow.Digests()
    (digests.key, digests.inputs, digests.target, digests.waivers, digests.reports) =
      try json.object("digests") { json throws(ResultMistake) in
        (
          try json.text("key"), try json.text("inputs"),
          try json.optionalText("target").map { shared[$0] },
          try json.optionalText("waivers").map { shared[$0] }, try json.optionalText("reports")
        )
      }
    let basis = try json.object("basis") { basis throws(ResultMistake) in
      try Self.basis(basis, &shared)
    }
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
      outcome = .judged(
        try json.object("judgement") { judgement throws(ResultMistake) in
          let judged =
            switch schema {
            case 1: try JudgedRow(firstSchema: judgement, &shared)
            case 2: try JudgedRowSecondReader.read(judgement, &shared)
            default: try JudgedRowReader.read(judgement, &shared)
            }
          try judged.checkRules()
          return judged
        })
    }
    return FleetRow(
      name: name, labels: labels, digests: digests, basis: basis, cluster: cluster,
      outcome: outcome)
  }

  private static func basis(
    _ json: ResultFields, _ shared: inout SharedTexts
  ) throws(ResultMistake) -> FleetRow.Basis {
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
          digest: try pack.optionalText("digest").map { shared[$0] },
          dataDigest: try pack.optionalText("data").map { shared[$0] })
      },
      options: JudgementOptions(
        failOn: try json.choice("failOn"), unknownPolicy: try json.choice("unknown"),
        now: try json.optionalText("now"), selected: try json.texts("selected"),
        ignored: try json.texts("ignored"), leavesFilesOut: try json.flag("leavesFilesOut")),
      assumption: try json.text("assume"), rancher: try json.optionalText("rancher"))
  }
}
