import Documents
import Testing

@testable import Rules

/// A value written as YAML.
func engineValue(_ text: String) -> JSONValue {
  let store = DocumentStore()
  let reading = store.read(SourceText(path: "v.yaml", text: text))
  return reading.documents.first.flatMap { JSONValue(DocumentValue($0, in: store)) } ?? .null
}

@Suite("values as policy engines see them")
struct JSONValueTests {
  @Test("an object of more values than an API server stores is none", arguments: [0, 1])
  func limit(more: Int) {
    // Two lists, and what they hold.
    let count = JSONValue.limit - 2 + more
    let inner = Array(repeating: "1", count: count).joined(separator: ",")
    #expect(engineValue("[[\(inner)]]").elements.first?.elements.count == (more == 0 ? count : nil))
  }
}

@Suite("JMESPath, as Kyverno's conditions use it")
struct JMESPathTests {
  private static let object = engineValue(
    """
    metadata: {name: web, labels: {app: web, app.kubernetes.io/name: web}}
    rules:
      - {verbs: [get, list]}
      - {verbs: ['*'], resources: [pods]}
    containers:
      - {name: a, image: nginx:1.27, ports: [{port: 80}]}
      - {name: b, image: 'redis:7'}
    replicas: 3
    """)

  @Test(
    "expressions and their values",
    arguments: [
      ("metadata.name", "web"),
      ("metadata.labels.\"app.kubernetes.io/name\"", "web"),
      ("missing.field", "null"),
      ("rules[].verbs[]", "[get, list, '*']"),
      ("rules[*].verbs", "[[get, list], ['*']]"),
      ("rules[1].resources[0]", "pods"),
      ("rules[-1].verbs", "['*']"),
      ("rules[7]", "null"),
      ("containers[*].ports[].port", "[80]"),
      ("containers[?name == 'b'].image", "['redis:7']"),
      ("containers[?contains(image, ':1')].name | [0]", "a"),
      ("metadata.labels.*", "[web, web]"),
      ("missing || 'none'", "none"),
      ("metadata.name && replicas", "3"),
      ("!missing", "true"),
      ("replicas > `2`", "true"),
      ("replicas == `4`", "false"),
      ("length(rules)", "2"),
      ("length('äb')", "2"),
      ("contains(to_array(rules[].verbs[]), '*')", "true"),
      ("keys(metadata.labels)", "[app, app.kubernetes.io/name]"),
      ("starts_with(metadata.name, 'w') && ends_with(metadata.name, 'b')", "true"),
      ("not_null(missing, metadata.name)", "web"),
      ("to_upper(metadata.name)", "WEB"),
      ("split('a-b', '-')", "[a, b]"),
      ("[metadata.name, replicas]", "[web, 3]"),
      ("@.replicas", "3"),
    ])
  func values(expression: String, value: String) throws {
    let parsed = try JMESPathParser.parse(expression)
    #expect(try parsed.value(of: Self.object) == engineValue(value))
  }

  @Test(
    "what is not known is not a value",
    arguments: [
      "random('[a-z]')", "a.", "a[", "(a", "'open", "a b", "a ? b", "-", "rules[0:1]",
      String(repeating: "(", count: 100) + "a", String(repeating: "a.", count: 3000),
    ])
  func unsupported(expression: String) {
    #expect(throws: JMESPath.Unsupported.self) {
      _ = try JMESPathParser.parse(expression).value(of: Self.object)
    }
  }
}
