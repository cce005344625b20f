import Documents
import Testing

@testable import CEL

/// Everything that walks a value is charged by what it walks, and what is built is bounded.
@Suite("Cost", .largeStack)
struct CostTests {
  /// A list of `width` times the list before, `depth` times: its elements are shared, so it is made
  /// at once, and walked never.
  private func bomb(_ leaf: String, depth: Int = 24) -> String {
    var text = leaf
    for _ in 0..<depth { text = "cel.bind(s, \(text), [s, s, s, s, s, s, s, s])" }
    return text
  }

  private func result(_ text: String, list: String) throws -> String {
    let bench = try Bench()
    let lazy = bench.environment.declare("x", .dyn)
    bench.evaluator.set(lazy, to: bench.evaluator.evaluate(try bench.program(list)))
    return try result(text, in: bench)
  }

  /// With a tenth of the usual limit: what counts is that there is an end.
  private func result(_ text: String, in bench: Bench) throws -> String {
    bench.describe(bench.evaluator.evaluate(try bench.program(text), costLimit: 100_000))
  }

  @Test(
    "a list of shared lists is refused, not walked",
    arguments: [
      "x == [x[0], x[0], x[0], x[0], x[0], x[0], x[0], x[1]] && x != [x]",
      "[[x, 1]] == [[x, 2]]", "[x, 1] in [[x, 2], [x, 3]]", "'%s'.format([x])", "'%d'.format([x])",
      "x.flatten(40)", "[[x, 1], [x, 2]].distinct()", "[[x, 1]].indexOf([x, 2]) > 0",
      "[[x, 1]].lastIndexOf([x, 2]) > 0", "sets.contains([[x, 1]], [[x, 2]])",
      "sets.equivalent([[x, 1]], [[x, 2]])", "sets.intersects([[x, 1]], [[x, 2]])",
      "{'a': x, 'b': 1} == {'a': x, 'b': 2}", "[optional.of(x), 1] == [optional.of(x), 2]",
      "[{'a': x}].exists(m, m == {'a': [x]}) || x == x",
    ])
  func shared(text: String) throws {
    for leaf in ["[1, 2, 3, 4, 5, 6, 7, 8]", "[]"] {
      let result = try result(text, list: bomb(leaf))
      #expect(result.hasPrefix("error: "), "\(leaf): \(result)")
    }
  }

  @Test(
    "what a subject's evaluations make is bounded; one that keeps the values of many has more room",
    arguments: [(1, 2), (2, 5)])
  func room(room: Int, lists: Int) throws {
    let bench = try Bench()
    let program = try bench.program("lists.range(400000)")
    let evaluator = try #require(Evaluator(store: bench.store, room: room))
    let made = (0..<8).prefix { _ in evaluator.evaluate(program).tag == .list }
    #expect(made.count == lists)
    evaluator.reset()
    #expect(evaluator.evaluate(program).tag == .list)
  }

  @Test("an evaluation costs the same whatever its evaluator did before")
  func history() throws {
    let bench = try Bench()
    let object = bench.environment.declare("object", .dyn)
    bench.evaluator.set(object, to: try bench.document(#"{"a": ["?1", "?2", "?3"], "b": "?4"}"#))
    let program = try bench.program("object.a.all(x, x > 1) || object.a.all(x, x < 1)")
    let other = try bench.program("object.a.exists(x, x > object.b)")
    let first = bench.evaluator.evaluate(program)
    #expect(bench.describe(first) == "unknown 1, 2, 3")
    let cost = bench.evaluator.cost
    for before in [program, other] {
      bench.evaluator.reset()
      _ = bench.evaluator.evaluate(before)
      bench.evaluator.reset()
      _ = bench.evaluator.evaluate(program)
      #expect(bench.evaluator.cost == cost)
    }
    // What is paid for elsewhere is not paid for here.
    bench.evaluator.reset()
    _ = bench.evaluator.evaluate(try bench.program("true"))
    let inner = bench.evaluator.evaluation.evaluate(program, costLimit: 1000).cost
    #expect(inner == bench.evaluator.evaluation.evaluate(program, costLimit: 1000).cost)
  }

  @Test(
    "what is nested deeper than a stack holds is refused, not walked",
    arguments: [
      "x == y", "x in [y]", "'%s'.format([x])", "x.flatten(1000000)",
      "optional.of(x) == optional.of(y)",
    ])
  func nested(text: String) throws {
    let bench = try Bench()
    let names = ["x", "y"].map { bench.environment.declare($0, .dyn) }
    let e = bench.evaluator.evaluation
    for name in names {
      var value = e.list([])
      for _ in 0..<200_000 { value = e.list([value]) }
      bench.evaluator.set(name, to: value)
    }
    #expect(bench.describe(bench.evaluator.evaluate(try bench.program(text))).hasPrefix("error: "))
  }

  @Test(
    "long texts are not compared, hashed, searched or copied for nothing",
    arguments: [
      "n.all(i, t == u)", "n.exists(i, t < u)", "n.all(i, t in [u, u])", "n.all(i, t in {t: 1})",
      "n.all(i, size(t) > 0)", "n.all(i, t.charAt(190000) == 'a')", "n.exists(i, int(t) == 1)",
      "n.exists(i, double(t) == 1.0)", "n.exists(i, duration(t) == duration('1s'))",
      "n.exists(i, ip.isCanonical(t))", "n.exists(i, t.contains('b'))",
      "n.exists(i, t.matches('b'))",
      "n.all(i, (t + u) != '')", "n.exists(i, t.split('').size() == i)",
      "n.exists(i, t.replace('a', 'bb') == '')", "n.exists(i, [t].join('x') == '')",
      "n.exists(i, t.findAll('a*b|a').size() == 0)",
      "n.exists(i, regex.replace(t, 'a*b|a', 'c') == '')",
      "n.exists(i, t.matches('(a{0,900}){0,1}b'))", "n.exists(i, t.matches(t))",
    ])
  func longTexts(text: String) throws {
    let bench = try Bench()
    let e = bench.evaluator.evaluation
    let long = String(repeating: "a", count: 200_000)
    for (name, value) in [
      ("t", e.string(long)), ("u", e.string(long)), ("n", e.list((0..<20_000).map { .int($0) })),
    ] {
      bench.evaluator.set(bench.environment.declare(name, .dyn), to: value)
    }
    let result = try result(text, in: bench)
    #expect(result.hasPrefix("error: the expression "), "\(result)")
  }

  @Test("what does not fit is an error whatever stands beside it")
  func memory() throws {
    let bench = try Bench()
    var long = "'0123456789'"
    for _ in 0..<40 { long = "cel.bind(s, \(long), s + s)" }
    let program = try bench.program("(\(long) == 'a') || true")
    let value = bench.evaluator.evaluate(program, costLimit: .max)
    #expect(bench.describe(value).hasPrefix("error: the expression builds more"))
    #expect(
      bench.describe(bench.evaluator.trace(program, costLimit: .max).value)
        .hasPrefix("error: the expression builds more"))
    bench.evaluator.reset()
    #expect(try bench.result("true || 1 / 0 == 1") == "true")
  }

  @Test("parts of a text are bounded")
  func parts() throws {
    let bench = try Bench()
    let e = bench.evaluator.evaluation
    let long = String(repeating: "a,", count: (1 << 18) + 2)
    bench.evaluator.set(bench.environment.declare("t", .dyn), to: e.string(long))
    for text in ["t.split(',')", "t.split('')", "t.findAll('a')", "regex.extractAll(t, '(a)')"] {
      let value = bench.evaluator.evaluate(try bench.program(text), costLimit: .max)
      #expect(bench.describe(value).hasPrefix("error: result has more than"), "\(text)")
    }
  }

  @Test("reasons that are gathered are charged by their number")
  func reasons() throws {
    let bench = try Bench()
    let reasons = (1...8000).map { "\"?\($0)\"" }.joined(separator: ",")
    try bench.set("{\"few\":[\"?1\",\"?2\"],\"many\":[\(reasons)]}")
    #expect(try bench.result("object.few.map(x, x)") == "[…] partial 1, 2")
    #expect(try bench.result("object.many.map(x, x)").hasPrefix("error: the expression exceeds"))
  }

  @Test("what decided follows a variable once, however often it is named")
  func followed() throws {
    let bench = try Bench()
    let indices = (0..<12).map { bench.environment.declare("v\($0)", .dyn) }
    for index in indices { bench.evaluator.set(index, to: .int(1)) }
    let programs = try indices.indices.map { i in
      let others = Array(repeating: "v\(max(0, i - 1))", count: 8).joined(separator: ", ")
      return try bench.program("[\(others)]")
    }
    let trace = bench.evaluator.trace(try bench.program("v11 == 2"))
    var count = 0
    let parts = bench.evaluator.decidingParts(of: trace) { index in
      count += 1
      return indices.firstIndex(of: index).map { bench.evaluator.trace(programs[$0]) }
    }
    #expect(parts.isEmpty)
    #expect(count == 12)
  }

  // MARK: Every function

  /// Calls of all functions with parameters that have a size.
  private static let calls: [(name: String, overload: Overload, parameter: Int)] =
    FunctionTable.all.functions.values.sorted { $0.name < $1.name }.flatMap { function in
      function.overloads.flatMap { overload -> [(String, Overload, Int)] in
        if case .none = overload.body { return [] }
        return overload.parameters.indices.filter { hasSize(overload.parameters[$0]) }
          .map { (function.name, overload, $0) }
      }
    }

  private static func hasSize(_ type: CELType) -> Bool {
    switch type {
    case .string, .bytes, .list, .map: true
    default: false
    }
  }

  /// A value of a type, with that many bytes, elements or entries.
  private func value(_ type: CELType, _ size: Int, _ e: Evaluation) -> Value {
    switch type {
    case .string: return e.string(String(repeating: "1", count: size))
    case .bytes: return e.bytes(size)
    case .list(.string): return e.list((0..<size).map { _ in e.string("1") })
    case .list(.optional): return e.list((0..<size).map { _ in e.optional(.int(1)) })
    case .list(let element) where element == .double || element == .uint || element == .bool:
      let one: Value = element == .double ? .double(1) : element == .uint ? .uint(1) : .bool(true)
      return e.list((0..<size).map { _ in one })
    case .list: return e.list((0..<size).map { .int(Int64($0)) })
    case .map:
      let entries = (0..<size).flatMap { [e.string("\($0)"), Value.int(1)] }
      return entries.withUnsafeBufferPointer { e.map($0) }
    case .uint: return .uint(1)
    case .double: return .double(1)
    case .bool: return .bool(true)
    case .optional: return e.optional(.int(1))
    default: return .int(1)
    }
  }

  private static let opaque: [CELType: String] = [
    .ip: "ip('10.0.0.1')", .cidr: "cidr('10.0.0.0/8')", .quantity: "quantity('1')",
    .semver: "semver('1.2.3')", .url: "url('https://a.example')",
    .format: "format.dns1123Label()", .timestamp: "timestamp(0)", .duration: "duration('1s')",
  ]

  @Test("the cost of every function grows with what it is given")
  func everyFunction() throws {
    #expect(CostTests.calls.count > 150)
    for (name, overload, parameter) in CostTests.calls {
      var costs: [UInt64] = []
      for size in [4, 65_536] {
        let bench = try Bench()
        var texts: [String] = []
        for (i, type) in overload.parameters.enumerated() {
          if let text = CostTests.opaque[type] {
            texts.append("dyn(\(text))")
          } else {
            let index = bench.environment.declare("a\(i)", .dyn)
            let value = value(type, i == parameter ? size : 4, bench.evaluator.evaluation)
            bench.evaluator.set(index, to: value)
            texts.append("a\(i)")
          }
        }
        let receiver = overload.isMember ? texts.removeFirst() + "." : ""
        let program = try bench.program("\(receiver)\(name)(\(texts.joined(separator: ", ")))")
        _ = bench.evaluator.evaluate(program, costLimit: .max)
        costs.append(bench.evaluator.cost)
      }
      let types = overload.parameters.map(\.description).joined(separator: ", ")
      #expect(costs[1] >= costs[0] + 1000, "\(name)(\(types)), parameter \(parameter): \(costs)")
    }
  }
}

extension Evaluation {
  fileprivate func bytes(_ count: Int) -> Value {
    [UInt8](repeating: UInt8(ascii: "1"), count: count).withUnsafeBufferPointer { bytes($0) }
  }
}
