import Documents
import Testing

@testable import CEL

@Suite("Traces and deciding values", .largeStack)
struct TraceTests {
  static let object = """
    {"spec": {"replicas": 3, "paused": false, "labels": {"app": "web"},
              "containers": [{"name": "a", "image": "x:1", "limits": {"memory": "1Gi"}},
                             {"name": "b", "image": "y:latest", "privileged": true}],
              "servers": ["127.0.0.1", "10.0.0.1"], "secret": "#9"}}
    """

  /// Each deciding value's source text, with what it stands for.
  private func deciding(_ text: String) throws -> [String] {
    let bench = try Bench()
    try bench.set(TraceTests.object)
    let program = try bench.program(text)
    let trace = bench.evaluator.trace(program)
    #expect(bench.describe(trace.value) == bench.describe(bench.evaluator.evaluate(program)))
    return bench.evaluator.decidingParts(of: trace).map { decided in
      let line = bench.store.place(of: decided.value).map { place in
        let rest = place.source.buffer[place.offset...].prefix { $0 != UInt8(ascii: "\n") }
        return String(decoding: rest.prefix(12), as: UTF8.self)
      }
      return "\(line ?? "?") \(decided.role)"
    }
  }

  @Test(
    "point at what decided",
    arguments: [
      ("object.spec.replicas > 5", ["3, \"paused\": value"]),
      ("object.spec.paused", ["false, \"labe value"]),
      ("!object.spec.paused && object.spec.replicas == 1", ["3, \"paused\": value"]),
      (
        "object.spec.paused || object.spec.replicas > 5",
        ["false, \"labe value", "3, \"paused\": value"]
      ),
      (
        "object.spec.containers.all(c, !c.image.endsWith(':latest'))",
        ["y:latest\", \" value", "{\"name\": \"b\" element"]
      ),
      (
        "object.spec.containers.all(c, has(c.limits))",
        ["{\"name\": \"b\" missingField(\"limits\")"]
      ),
      ("object.spec.containers.exists(c, c.name == 'z')", ["[{\"name\": \"a collection"]),
      (
        "object.spec.containers.exists(c, c.name == 'b')",
        ["b\", \"image\": value", "{\"name\": \"b\" element"]
      ),
      ("!has(object.spec.labels.app)", ["web\"}, value"]),
      ("has(object.spec.labels.team)", ["{\"app\": \"web missingField(\"team\")"]),
      ("object.spec.labels.team == 'x'", ["{\"app\": \"web missingField(\"team\")"]),
      ("object.spec.labels['app'] == 'x'", ["web\"}, value"]),
      ("'team' in object.spec.labels", ["{\"app\": \"web missingField(\"team\")"]),
      ("size(object.spec.containers) > 2", ["[{\"name\": \"a value"]),
      (
        "object.spec.containers.filter(c, has(c.privileged)).size() == 0",
        ["[{\"name\": \"a collection"]
      ),
      ("cel.bind(r, object.spec.replicas, r > 5)", ["3, \"paused\": value"]),
      ("object.spec.replicas > 5 ? true : object.spec.paused", ["false, \"labe value"]),
      (
        "object.spec.servers.map(s, ip(s)).all(i, !i.isLoopback())",
        ["[\"127.0.0.1\" collection"]
      ),
      (
        "object.spec.servers.all(s, !ip(s).isLoopback())", ["127.0.0.1\",  value"]
      ),
      ("object.spec.secret == 'x'", ["#9\"}} value"]),
    ])
  func decidingValues(text: String, expected: [String]) throws {
    let found = try deciding(text)
    #expect(found == expected, "\(found)")
  }

  @Test("follow a variable to the expression that it stands for")
  func variables() throws {
    let bench = try Bench()
    try bench.set(TraceTests.object)
    let index = bench.environment.declare("variables.images", .list(.string))
    let inner = try bench.program("object.spec.containers.map(c, c.image)")
    bench.evaluator.provider = { e, _ in e.evaluate(inner) }
    let program = try bench.program("variables.images.all(i, i == 'x:1')")
    let trace = bench.evaluator.trace(program)
    let evaluator = bench.evaluator
    let decided = evaluator.decidingParts(of: trace) { $0 == index ? evaluator.trace(inner) : nil }
    #expect(decided.first.map { bench.describe($0.value) } == "\"y:latest\"")
    let size = bench.evaluator.trace(try bench.program("variables.images.size() > 5"))
    let collections = evaluator.decidingParts(of: size) { _ in evaluator.trace(inner) }
    #expect(collections.first?.role == .collection)
    #expect(collections.first?.program.id == inner.id)
  }

  @Test("follow once what is the same for all subjects, and find the same")
  func sharedVariables() throws {
    let bench = try Bench()
    try bench.set(TraceTests.object)
    let index = bench.environment.declare("variables.images", .list(.string))
    let inner = try bench.program("object.spec.containers.map(c, c.image)")
    bench.evaluator.provider = { e, _ in e.evaluate(inner) }
    let evaluator = bench.evaluator
    for text in [
      "variables.images.all(i, i == 'x:1')", "variables.images.size() > 5",
      "object.spec.replicas > 9 || variables.images.size() > 5",
    ] {
      let trace = evaluator.trace(try bench.program(text))
      var traced = 0
      let known = KnownParts { $0 == index }
      func parts(_ known: KnownParts?) -> [String] {
        evaluator.decidingParts(of: trace, known: known) { _ in
          traced += 1
          return evaluator.trace(inner)
        }.map { "\($0.program.id) \($0.expression) \(bench.describe($0.value)) \($0.role)" }
      }
      let alone = parts(nil)
      traced = 0
      for _ in 0..<3 { #expect(parts(known) == alone) }
      // Where an element tells more, the variable is not followed at all.
      #expect(traced == (text.contains("size") ? 1 : 0))
    }
  }

  @Test("record every evaluated sub-expression, and every turn of a macro")
  func tree() throws {
    let bench = try Bench()
    try bench.set(TraceTests.object)
    let text = "object.spec.containers.all(c, c.name == 'a' && c.image == 'x:1') || 1 / 0 > 1"
    let program = try bench.program(text)
    let trace = bench.evaluator.trace(program)
    var lines: [String] = []
    func walk(_ node: TraceNode, _ indent: String) {
      let source = program.syntax.source(of: node.expression)
      lines.append("\(indent)\(source) = \(bench.evaluator.text(of: node.value, limit: 20))")
      for child in node.children { walk(child, indent + "  ") }
      for turn in node.iterations { walk(turn.node, indent + "  * ") }
    }
    walk(trace.root, "")
    #expect(lines.first?.hasSuffix("= (error)") == true)
    #expect(lines.contains("  * c.name == 'a' && c.image == 'x:1' = true".indented("  ")))
    #expect(lines.contains("c.name == 'a' = false".indented("      * ").indented("")) == false)
    #expect(lines.filter { $0.contains("c.name = ") }.count == 2)
    #expect(lines.filter { $0.contains("c.image = ") }.count == 1)
    #expect(lines.filter { $0.contains("1 / 0 = (error)") }.count == 1)
    #expect(trace.isComplete)
  }

  @Test("values keep their place through macros, conditionals, variables and conversions")
  func places() throws {
    let bench = try Bench()
    try bench.set(TraceTests.object)
    for text in [
      "object.spec.replicas", "object.spec.containers[1].image", "object['spec']['replicas']",
      "object.spec.containers.filter(c, c.name == 'b')[0].image",
      "object.spec.containers.map(c, c.image)[1]", "true ? object.spec.replicas : 1",
      "cel.bind(x, object.spec, x.replicas)", "object.spec.?replicas.value()",
      "object.spec.servers.sort()[0]", "object.spec.servers.reverse()[0]",
      "(object.spec.servers + ['x'])[0]", "dyn(object.spec.replicas)",
      "object.spec.servers[0].substring(2)", "object.spec.servers.max()",
      "optional.none().orValue(object.spec.replicas)", "[object.spec.replicas][0]",
      "{'a': object.spec.replicas}.a", "object.spec.secret",
    ] {
      let value = try bench.evaluate(text)
      #expect(bench.store.place(of: value) != nil, "\(text)")
    }
    #expect(bench.store.place(of: try bench.evaluate("object.spec.replicas + 1")) == nil)
  }
}

extension String {
  fileprivate func indented(_ indent: String) -> String { indent + self }
}
