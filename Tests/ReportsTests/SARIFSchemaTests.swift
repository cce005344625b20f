import Checkout
import Findings
import Foundation
import JSONSchemas
import Reports
import Testing

@Suite("SARIF against the schemas of others")
struct SARIFSchemaTests {
  private static let names = ["sarif-2.1.0-oasis-errata01", "sarif-2.1.0-schemastore"]

  private func schema(_ name: String) throws -> JSONSchema {
    let folder = try #require(Checkout.shared)
    return try JSONSchema(contentsOf: URL(filePath: "\(folder)/schemas/\(name).json"))
  }

  @Test("every profile of every result is valid", .needsShared, arguments: names)
  func valid(name: String) throws {
    let schema = try schema(name)
    for judgement in [Sample.judgement, Sample.ready, Sample.failed, Sample.chinese] {
      for profile in ReportFormat.sarif.profiles {
        let bytes = ReportFormat.sarif.render(judgement, profile: profile)
        let log = try JSONSerialization.jsonObject(with: Data(bytes))
        #expect(schema.errors(in: log) == [], "\(profile)")
      }
    }
    let matrix = ReportFormat.sarif.render(Sample.matrix(isAll: true))
    #expect(schema.errors(in: try JSONSerialization.jsonObject(with: Data(matrix))) == [])
  }

  @Test("the schemas refuse what is wrong", .needsShared, arguments: names)
  func invalid(name: String) throws {
    let schema = try schema(name)
    let bytes = ReportFormat.sarif.render(Sample.ready)
    let object = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
    var log = try #require(object)
    log["version"] = "2.0.0"
    #expect(schema.errors(in: log).count == 1)
    log["version"] = "2.1.0"
    var runs = log["runs"] as? [[String: Any]] ?? []
    runs[0]["columnKind"] = "bytes"
    runs[0]["policies"] = [["version": "1"]]
    runs[0]["newTaxes"] = []
    log["runs"] = runs
    #expect(schema.errors(in: log).count == 3)
  }
}
