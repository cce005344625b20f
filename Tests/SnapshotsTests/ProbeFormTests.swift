import Checkout
import Documents
import Foundation
import JSONSchemas
import Testing

@testable import Snapshots

@Suite("the form of probes")
struct ProbeFormTests {
  private func read(_ text: String) -> Snapshot {
    TemporaryFolder([
      "importlint-snapshot.yaml": "schema: 1\nprobes: [pod]\n",
      "probes/pod/rancher.json": text,
    ]).read()
  }

  private func pod(_ snapshot: Snapshot) -> DocumentValue? {
    snapshot.clusterValue["probes"]?["pod"]
  }

  private func schemaErrors(_ text: String) throws -> [String] {
    let schema = try JSONSchemas.JSONSchema(
      contentsOf: URL(filePath: Checkout.path("docs/schemas/probe-1.schema.json")))
    let json = try? JSONSerialization.jsonObject(
      with: Data(text.utf8), options: [.fragmentsAllowed])
    return json.map { schema.errors(in: $0) } ?? ["no JSON"]
  }

  private static let url = #""url":"https://r.example/ping""#

  @Test(
    "what breaks the form says nothing, and a problem says where",
    arguments: [
      ("{}", 1), ("pong", 1), ("pong\n", 1), ("[]", 1), ("", nil),
      ("<html><body>Sign in</body></html>\n", nil),
      ("curl: (6) Could not resolve host: r.example\n", 1),
      ("{\(url),\n\"status\":\"200\"}", 2), ("{\(url),\n\"status\":0}", 2),
      ("{\(url),\n\"status\":2000}", 2), ("{\(url),\"status\":200,\n\"time\":\"yesterday\"}", 2),
      ("{\(url),\"status\":200,\n\"serverDate\":\"soon\"}", 2),
      ("{\(url),\"status\":200,\n\"caChecksum\":\"6959\"}", 2),
      ("{\(url),\"status\":200,\"webSocket\":{\n\"status\":0}}", 2),
      ("{\"url\":\n\"r.example\",\"status\":200}", 2), ("{\"status\":200}", 1),
      ("{\(url)}", 1), ("{\(url),\n\"statsu\":200}", 2),
      ("{\(url),\"status\":200,\"tls\":{\n\"verified\":\"yes\"}}", 2),
      ("{\(url),\"status\":200}\n{\(url),\"status\":500}", 2),
    ] as [(String, Int?)])
  func broken(text: String, line: Int?) throws {
    let snapshot = read(text)
    #expect(pod(snapshot)?.value.tag == .unknown)
    let problems = snapshot.problems.filter { $0.severity > .note }
    #expect(problems.count == 1, "\(problems.map(\.message))")
    #expect(problems.first?.places.first?.path.hasSuffix("probes/pod/rancher.json") == true)
    if let line { #expect(problems.first?.places.first?.region?.line == line) }
    // Schemas of declarations hold numbers to no range.
    let isRange = text.contains("\"status\":0") || text.contains("\"status\":2000")
    #expect(try !schemaErrors(text).isEmpty || isRange)
  }

  @Test("what is longer than a server can send is no probe")
  func long() {
    func isRead(_ chain: String, url: String = ProbeFormTests.url) -> Bool {
      pod(read("{\(url),\"status\":200,\"addresses\":[\(chain)]}"))?.value.tag == .map
    }
    func list(_ count: Int, _ text: String) -> String {
      Array(repeating: "\"\(text)\"", count: count).joined(separator: ",")
    }
    #expect(isRead(list(1000, "10.0.0.1")))
    #expect(!isRead(list(1001, "10.0.0.1")))
    #expect(!isRead(list(300, String(repeating: "1", count: 1000))))
    let host = String(repeating: "a.", count: 5000)
    #expect(!isRead("", url: "\"url\":\"https://\(host)example\""))
  }

  @Test("the example of the documentation has the form, and no problem")
  func example() throws {
    let page = try String(
      contentsOf: URL(filePath: Checkout.path("docs/snapshot-formats.md")), encoding: .utf8)
    let start = try #require(page.range(of: "### Probes"))
    let block = try #require(page[start.upperBound...].range(of: "```json\n"))
    let end = try #require(page[block.upperBound...].range(of: "```"))
    let text = String(page[block.upperBound..<end.lowerBound])
    #expect(try schemaErrors(text) == [])
    let snapshot = read(text)
    #expect(snapshot.problems.map(\.message) == [])
    #expect(pod(snapshot)?["webSocket"]?["status"]?.int == 401)
  }

  @Test("the probes of the demo and of the ready cluster have the form")
  func shipped() throws {
    for path in [
      "demo/snapshot/probes/pod", "Tests/Fixtures/ready-cluster/probes/pod",
      "Tests/Fixtures/snapshots/importlint/probes/pod",
    ] {
      let text = try String(
        contentsOf: URL(filePath: Checkout.path("\(path)/rancher.json")), encoding: .utf8)
      #expect(try schemaErrors(text) == [], "\(path)")
    }
  }

  @Test("a field that a probe has not is not read, and a note says so")
  func unread() {
    let snapshot = read("{\(Self.url),\"status\":200,\"headers\":{\"Server\":\"x\"}}")
    #expect(pod(snapshot)?["status"]?.int == 200)
    #expect(snapshot.problems.map(\.severity) == [.note])
  }
}
