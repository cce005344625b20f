import Findings
import Foundation
import JSONSchemas
import Reports
import Testing

@Suite("JSON against its published schema")
struct JSONSchemaTests {
  private let schema: JSONSchema

  init() throws {
    schema = try JSONSchema(
      contentsOf: repository.appendingPathComponent(
        "docs/schemas/importlint-result-\(Judgement.schemaVersion).schema.json"))
  }

  private func json(_ judgement: Judgement) throws -> [String: Any] {
    let bytes = ReportFormat.json.render(judgement)
    return try #require(JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
  }

  @Test(
    "every result is valid",
    arguments: [Sample.judgement, Sample.ready, Sample.failed, Sample.chinese])
  func valid(judgement: Judgement) throws {
    #expect(schema.errors(in: try json(judgement)) == [])
  }

  @Test("a matrix is valid against its own schema, which has the result's parts")
  func matrix() throws {
    let file = "docs/schemas/importlint-matrix-\(ReadinessMatrix.schemaVersion).schema.json"
    let own = try JSONSchema(contentsOf: repository.appendingPathComponent(file))
    let failed = ReadinessMatrix(isAll: true, rows: [.init("", Sample.failed)])
    for matrix in [Sample.matrix(isAll: true), Sample.matrix(isAll: false), failed] {
      let value = try JSONSerialization.jsonObject(with: Data(ReportFormat.json.render(matrix)))
      #expect(own.errors(in: value) == [])
    }
    for name in own.definitions where name != "need" {
      #expect(own.definition(name) == schema.definition(name), "\(name)")
    }
  }

  @Test("a key that is missing, new or of another type is not valid")
  func invalid() throws {
    var missing = try json(Sample.ready)
    missing["readiness"] = nil
    #expect(schema.errors(in: missing) == [": lacks readiness"])
    var extra = try json(Sample.ready)
    extra["score"] = 7
    #expect(schema.errors(in: extra) == [": has score"])
    var wrong = try json(Sample.ready)
    wrong["readiness"] = "maybe"
    wrong["exitCode"] = true
    wrong["findings"] = "none"
    #expect(schema.errors(in: wrong).count == 3)
    var artifacts = try json(Sample.ready)
    artifacts["artifacts"] = [
      ["path": "x", "role": "snapshot", "length": -1, "sha256": "XY", "archive": NSNull()]
    ]
    #expect(schema.errors(in: artifacts).count == 2)
  }

  @Test("every enumeration of the result has all its cases in the schema")
  func enumerations() throws {
    let url = repository.appendingPathComponent("docs/schemas/importlint-result-2.schema.json")
    let text = try String(contentsOf: url, encoding: .utf8)
    func list(_ values: [String]) -> String {
      "[" + values.map { "\"\($0)\"" }.joined(separator: ", ") + "]"
    }
    #expect(text.contains(list(Readiness.allCases.map(\.rawValue))))
    #expect(text.contains(list(Severity.allCases.reversed().map(\.rawValue))))
    #expect(text.contains(list(Subject.Kind.allCases.map(\.rawValue))))
    #expect(text.contains(list(CollectionStep.Kind.allCases.map(\.rawValue))))
    #expect(text.contains(list(EvidenceEntry.Kind.allCases.map(\.rawValue))))
    #expect(text.contains(list(EvidenceEntry.State.allCases.map(\.rawValue))))
    #expect(text.contains(list(Artifact.Role.allCases.map(\.rawValue))))
    #expect(text.contains(list(Place.Precision.allCases.map(\.rawValue))))
    #expect(text.contains(list(JudgementOptions.UnknownPolicy.allCases.map(\.rawValue))))
    typealias Component = ClusterProfile.Component
    #expect(text.contains(list(Component.Name.allCases.map(\.rawValue))))
    #expect(text.contains(list(Component.Presence.allCases.map(\.rawValue))))
    for topic in DesignQuestion.Topic.allCases { #expect(text.contains("\"\(topic.rawValue)\"")) }
    for kind in MissingEvidence.Kind.allCases { #expect(text.contains("\"\(kind.rawValue)\"")) }
    for stage in Problem.Stage.allCases { #expect(text.contains("\"\(stage.rawValue)\"")) }
  }
}
