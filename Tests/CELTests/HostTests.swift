import Documents
import Synchronization
import Testing

@testable import CEL

@Suite("What the host brings", .largeStack)
struct HostTests {
  @Test("a lazy variable is found once a subject, by a program of its own")
  func lazyVariables() throws {
    let bench = try Bench()
    try bench.set(#"{"spec": {"replicas": 3}}"#)
    let double = bench.environment.declare("variables.double", .int)
    let inner = try bench.program("object.spec.replicas * 2")
    let calls = Mutex(0)
    bench.evaluator.provider = { e, index in
      calls.withLock { $0 += 1 }
      return index == double ? e.evaluate(inner) : .unset
    }
    let program = try bench.program("[1, 2].map(x, variables.double + x + variables.double)")
    #expect(bench.describe(bench.evaluator.evaluate(program)) == "[13, 14]")
    #expect(calls.withLock { $0 } == 1)
    bench.evaluator.reset()
    #expect(bench.describe(bench.evaluator.evaluate(program)) == "[13, 14]")
    #expect(calls.withLock { $0 } == 2)
  }

  @Test("variables that refer to each other in a cycle are an error")
  func cycle() throws {
    let bench = try Bench()
    bench.environment.declare("variables.a", .int)
    bench.environment.declare("variables.b", .int)
    let a = try bench.program("variables.b + 1")
    let b = try bench.program("variables.a + 1")
    bench.evaluator.provider = { e, index in e.evaluate(index == 0 ? a : b) }
    #expect(try bench.result("variables.a") == "error: a variable refers to itself")
  }

  @Test("a variable without value is an error that can be absorbed")
  func unset() throws {
    let bench = try Bench()
    bench.environment.declare("x", .bool)
    #expect(try bench.result("x") == "error: no such variable: \"x\"")
    #expect(try bench.result("x || true") == "true")
  }

  @Test("a host function sees values, makes lists and gives documents, unknowns and errors")
  func functions() throws {
    let bench = try Bench()
    let document = try bench.document(#"{"items": [{"name": "a"}, {"name": "b"}]}"#)
    bench.environment.add(
      Function(
        "resource.List",
        [
          Overload(
            [.string, .string, .string], .dyn, isPure: false,
            body: .variadic { e, arguments in
              switch e.evaluator.string(arguments[1]) {
              case "pods": return document
              case "secrets": return e.unknown(7)
              default: return e.error("no such type")
              }
            })
        ]))
    bench.environment.add(
      Function(
        "pair",
        [
          Overload(
            member: true, [.dyn, .dyn], .list(.dyn),
            body: .binary { e, a, b in e.list([a, b], tail: 9) })
        ]))
    #expect(try bench.result("resource.List('v1', 'pods', '').items.size()") == "2")
    #expect(
      try bench.result("resource.List('v1', 'pods', '').items.exists(p, p.name == 'b')") == "true")
    #expect(try bench.result("resource.List('v1', 'secrets', '').items.size()") == "unknown 7")
    #expect(try bench.result("resource.List('v1', 'x', '')") == "error: no such type")
    #expect(try bench.result("1.pair('x')") == "[1, \"x\", …] partial 9")
  }

  @Test("an error names the sub-expression that failed, also in a variable's program")
  func errorPlaces() throws {
    let bench = try Bench()
    try bench.set(#"{"a": {}, "list": [1]}"#)
    bench.environment.declare("variables.x", .dyn)
    let inner = try bench.program("object.a.missing + 1")
    bench.evaluator.provider = { e, _ in e.evaluate(inner) }
    for (text, source) in [
      ("1 + object.list[3]", "object.list[3]"), ("object.a.b.c == 1", "object.a.b"),
      ("size(object.list) / 0", "size(object.list) / 0"), ("[1].map(x, x + 'a')", "x + 'a'"),
      ("int('z') > 1", "int('z')"),
    ] where text != "[1].map(x, x + 'a')" {
      let program = try bench.program(text)
      let error = try #require(bench.evaluator.error(of: bench.evaluator.evaluate(program)))
      #expect(program.syntax.source(of: error.expression) == source)
      #expect(error.program == program.id)
    }
    let value = try bench.evaluate("variables.x > 1")
    let error = try #require(bench.evaluator.error(of: value))
    #expect(error.program == inner.id)
    #expect(inner.syntax.source(of: error.expression) == "object.a.missing")
  }

  @Test("the authorizer's functions are unknown for the authorizer's reason")
  func authorizer() throws {
    let bench = try Bench()
    let index = bench.environment.declare("authorizer", AuthorizerLibrary.authorizer)
    for function in AuthorizerLibrary.functions { bench.environment.add(function) }
    bench.evaluator.set(index, to: Value(.unknown, payload: 5))
    let text = "authorizer.group('apps').resource('deployments').check('get').allowed()"
    #expect(try bench.result(text) == "unknown 5")
    #expect(try bench.result("\(text) || true") == "true")
    for function in AuthorizerLibrary.functions {
      let example = try #require(function.documentation?.example)
      #expect(example.result == "(unknown)")
      #expect(try bench.result(example.expression) == "unknown 5", "\(function.name)")
    }
  }

  @Test("a copy that shares what is declared knows the same, and may declare more")
  func sharing() throws {
    func answers(_ environment: CEL.Environment) -> [String] {
      ["a", "b.c", "b.x", "d", "e", "f"].map { name in
        switch environment.compile(name) {
        case .success(let program): "\(program.type.description) \(program.variables.sorted())"
        case .failure(let failure): failure.rendered
        }
      }
    }
    func changed(_ environment: CEL.Environment) -> CEL.Environment {
      var copy = environment
      copy.withdraw("a")
      copy.declare("f", .bool)
      copy.declare("e", .bytes, at: 0)
      copy.declare("d", .string)
      return copy
    }
    var plain = try Bench().environment
    for name in ["a", "b.c", "d"] { plain.declare(name, .int) }
    var shared = plain
    shared.share()
    #expect(answers(shared) == answers(plain))
    #expect(answers(changed(shared)) == answers(changed(plain)))
    var twice = changed(shared)
    twice.share()
    #expect(answers(twice) == answers(changed(plain)))
    // What a copy declares and takes away is its own.
    #expect(answers(shared) == answers(plain))
    #expect(twice.index(of: "a") == nil && shared.index(of: "a") != nil)
  }
}
