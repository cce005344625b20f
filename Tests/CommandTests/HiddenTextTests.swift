import Testing

@Suite("texts that are dropped as possible credentials")
struct HiddenTextTests {
  private static let key = "kubectl.kubernetes.io/last-applied-configuration"

  /// What is said of the size of annotations where what was last applied stands among them: nothing
  /// of a size that is known to be small.
  private func verdicts(_ text: String, file: String = "services.yaml") throws -> [String] {
    let folder = try TemporaryFolder()
    try folder.write(text, to: "snapshot/\(file)")
    try folder.write(
      "schema: 1\ntime: 2026-06-01T00:00:00Z\nlists: whole\n",
      to: "snapshot/importlint-snapshot.yaml")
    let result = try EngineRun([folder.path + "/snapshot"], rancher: "2.13.1").result
    return ["fail", "unknown"].filter {
      result.subjects(of: "oversized-endpoint-annotation", verdict: $0).contains {
        $0.hasSuffix("Service/shop/a")
      }
    }
  }

  /// A text of which the exporter has redacted a part, and how long that was nobody knows.
  private static func redacted(_ mark: String) -> String {
    """
    {"a":"\(mark)","spec":{"replicas":1,"selector":{"matchLabels":{"app":"web","tier":"front"}}}}
    """
  }

  private func yaml(_ value: String, others: String = "x") -> String {
    """
    apiVersion: v1
    kind: ServiceList
    metadata: {resourceVersion: "1"}
    items:
      - apiVersion: v1
        kind: Service
        metadata:
          name: a
          namespace: shop
          annotations:
            \(Self.key): \(value)
            other: "\(others)"
          spec: {}

    """
  }

  private static let applied = """
    {"apiVersion":"v1","kind":"Service","metadata":{"name":"a"},"spec":{"ports":[{"port":80}]}}
    """

  @Test("their room in the file tells that annotations are small")
  func small() throws {
    #expect(try verdicts(yaml("'\(Self.applied)'")) == [])
    #expect(try verdicts(yaml("|\n          \(Self.applied)")) == [])
    let escaped = Self.applied.replacing("\"", with: "\\\"")
    #expect(
      try verdicts(
        """
        {"apiVersion": "v1", "kind": "ServiceList", "metadata": {"resourceVersion": "1"}, "items": [
        {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "a", "namespace": "shop",
        "annotations": {"\(Self.key)": "\(escaped)\\n"}}}]}
        """, file: "services.json") == [])
  }

  @Test("where they may be too much with the others, that stays open; so does what was redacted")
  func open() throws {
    let large = String(repeating: "y", count: 204_700)
    #expect(try verdicts(yaml("'\(Self.applied)'", others: large)) == ["unknown"])
    #expect(try verdicts(yaml("'***HIDDEN***'")) == ["unknown"])
    #expect(try verdicts(yaml("'REDACTED'")) == ["unknown"])
  }

  @Test(
    "what was redacted in part may have been longer than its room",
    arguments: ["[REDACTED]", "<REDACTED>", "***HIDDEN***", "********", "***"])
  func redactedInPart(_ mark: String) throws {
    let text = Self.redacted(mark)
    #expect(try verdicts(yaml("'\(text)'")) == ["unknown"])
    #expect(try verdicts(yaml("|\n          \(text)")) == ["unknown"])
    if mark != "***", mark != "********" {
      let escaped = text.replacing("\"", with: "\\\"")
      #expect(try verdicts(yaml("'x'", others: escaped)) == ["unknown"])
    }
  }

  @Test("so may what was redacted by lines of asterisks, whatever blank lines follow them")
  func redactedLines() throws {
    let lines = String(repeating: "\n          ***HIDDEN***", count: 8)
    #expect(try verdicts(yaml("|" + lines)) == ["unknown"])
    let blank = String(repeating: "\n", count: 80)
    #expect(try verdicts(yaml("|\n          **********" + blank)) == ["unknown"])
    #expect(try verdicts(yaml("|\n          **" + blank)) == ["unknown"])
  }

  @Test("a password before a redaction mark hides no mark")
  func passwordBeforeMark() throws {
    let pad = String(repeating: "y", count: 100)
    let text = "postgres://admin:geheim@db:5432/ \(pad) [REDACTED]"
    #expect(try verdicts(yaml("'x'", others: text)) == ["unknown"])
  }

  @Test("escapes of YAML may stand for more bytes than they take")
  func escapes() throws {
    let text = "\"" + String(repeating: "\\L", count: 70_000) + "\""
    #expect(try verdicts(yaml(text)) == ["unknown"])
  }
}
