import Documents
import Testing

@testable import CEL

@Suite("Hostile expressions", .largeStack)
struct RobustnessTests {
  private func compile(_ text: String) throws -> Result<Program, CompilationFailure> {
    let bench = try Bench()
    bench.environment.declare("object", .dyn)
    return bench.environment.compile(text)
  }

  @Test(
    "nesting is bounded, whatever is nested",
    arguments: [
      ("(", "1", ")"), ("[", "1", "]"), ("{1:", "1", "}"), ("!(", "true", ")"), ("-(", "1", ")"),
      ("1+(", "1", ")"), ("size([", "1", "])"), ("true?1:", "1", ""), ("[1].map(x,", "x", ")"),
      ("cel.bind(x,1,", "x", ")"), ("", "object", ".a"), ("", "object", "[0]"), ("", "1", "+1"),
      ("", "object", ".f()"), ("", "object", ".?a"), ("has(object.a)&&(", "true", ")"),
    ])
  func nesting(open: String, inner: String, close: String) throws {
    for depth in [1000, 20_000] {
      let text =
        String(repeating: open, count: depth) + inner + String(repeating: close, count: depth)
      guard case .failure(let failure) = try compile(text) else {
        Issue.record("\(open) \(depth) times compiles")
        continue
      }
      let message = failure.diagnostics[0].message
      #expect(message.contains("nested deeper") || message.contains("longer than"))
    }
  }

  @Test("reasonable nesting compiles and evaluates")
  func reasonableNesting() throws {
    let bench = try Bench()
    let parens = String(repeating: "(", count: 200) + "1" + String(repeating: ")", count: 200)
    #expect(try bench.result(parens) == "1")
    #expect(try bench.result(String(repeating: "1+", count: 200) + "1") == "201")
    let terms = Array(repeating: "true", count: 5000).joined(separator: " && ")
    #expect(try bench.result(terms) == "true")
  }

  @Test("long expressions are refused")
  func length() throws {
    let text = "'" + String(repeating: "a", count: 200_000) + "'"
    guard case .failure(let failure) = try compile(text) else {
      Issue.record("compiles")
      return
    }
    #expect(failure.diagnostics[0].message == "the expression is longer than 100000 bytes")
  }

  static let bomb = "[0,1,2,3,4,5,6,7,8,9]"

  @Test(
    "what costs too much ends in an error, not in a hang",
    arguments: [
      "X.all(a, X.all(b, X.all(c, X.all(d, X.all(e, X.all(f, X.all(g, X.all(h, true))))))))",
      "X.exists(a, X.exists(b, X.exists(c, X.exists(d, X.exists(e, X.exists(f, false))))))",
      "X.map(a, X.map(b, X.map(c, X.map(d, X.map(e, X.map(f, X))))))",
      "X.all(a, X.all(b, X.all(c, X.all(d, X.all(e, X.all(f, false || 1/0 > 0)))))) && true",
      "lists.range(10000).map(a, lists.range(10000 + a))", "lists.range(9000000)",
      "X.map(a,X.map(b,X.map(c,X.map(d,X.map(e,X))))).flatten(9).distinct()",
    ])
  func cost(text: String) throws {
    let bench = try Bench()
    bench.environment.declare("object", .dyn)
    let text = text.replacing("X", with: RobustnessTests.bomb)
    let result = try bench.result(text)
    #expect(result.hasPrefix("error: the expression"), "\(result)")
  }

  @Test("strings and lists cannot grow without bounds")
  func growth() throws {
    let bench = try Bench()
    var text = "'0123456789'"
    for _ in 0..<40 { text = "cel.bind(s, \(text), s + s)" }
    let program = try bench.program(text)
    let value = bench.evaluator.evaluate(program, costLimit: .max)
    #expect(bench.describe(value).hasPrefix("error: the expression builds more"))
    var list = "[1, 2, 3, 4]"
    for _ in 0..<40 { list = "cel.bind(s, \(list), s + s)" }
    let lists = bench.evaluator.evaluate(try bench.program(list), costLimit: .max)
    #expect(bench.describe(lists).hasPrefix("error: the expression builds more"))
    // The evaluator is of use afterwards.
    bench.evaluator.reset()
    #expect(try bench.result("'a' + 'b'") == "\"ab\"")
  }

  @Test(
    "every edge of the integers is an error, never a trap",
    arguments: [
      "9223372036854775807 + 1", "-9223372036854775808 - 1", "9223372036854775807 * 2",
      "-9223372036854775808 * -1", "-(-9223372036854775808)", "-9223372036854775808 / -1",
      "-9223372036854775808 % -1", "1 / 0", "1 % 0", "1u / 0u", "1u % 0u", "0u - 1u",
      "18446744073709551615u + 1u", "18446744073709551615u * 2u", "int(9.3e18)", "uint(-1)",
      "uint(-1.0)", "int('9223372036854775808')", "int('-9223372036854775809')",
      "int('')", "int('-')", "int('+')", "int('1 ')", "int('--1')", "int('99999999999999999999')",
      "uint('18446744073709551616')",
      "math.abs(-9223372036854775808)", "[9223372036854775807, 1].sum()",
      "int(18446744073709551615u)", "uint(1.9e19)", "int(0.0/0.0)",
      "timestamp('9999-12-31T23:59:59Z') + duration('1s')",
      "timestamp('0001-01-01T00:00:00Z') - duration('1ns')",
      "duration('9223372036s') + duration('9223372036s')", "duration('-9223372036s') * 1",
      "timestamp(9223372036854775807)", "[1][9223372036854775807]", "[1][-1]",
      "'abc'.substring(9223372036854775807)", "'abc'.charAt(-9223372036854775808)",
      "[1].slice(9223372036854775807, -9223372036854775808)",
      "lists.range(9223372036854775807)", "math.bitShiftLeft(1, -9223372036854775808)",
    ])
  func edges(text: String) throws {
    let bench = try Bench()
    bench.environment.checksTypes = false
    let result = try bench.result(text)
    #expect(result.hasPrefix("error: ") || text.contains("% -1"), "\(text) = \(result)")
  }

  @Test("a pattern that others choke on is matched in linear time")
  func patterns() throws {
    let bench = try Bench()
    let text = "('a' + 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!').matches('^(a+)+$')"
    #expect(try bench.result(text) == "false")
    #expect(try bench.result("'x'.matches(string(b'(((('))").hasPrefix("error: error parsing"))
  }

  @Test("patterns that look the same and are other bytes are other patterns")
  func equivalentPatterns() throws {
    let result = try Bench().result("['e\u{301}', '\u{E9}'].map(p, '\u{E9}'.matches(p))")
    #expect(result == "[false, true]")
  }

  /// A generator that gives the same numbers for the same seed.
  struct Seeded: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }

  static let pieces = [
    "object", ".a", ".b", ".?c", "[0]", "[?'k']", "['k']", "(", ")", "[", "]", "{", "}", ",", ":",
    " + ", " - ", " * ", " / ", " % ", " && ", " || ", " == ", " != ", " < ", " >= ", " in ", " ? ",
    "!", "-", "1", "0", "-1", "2u", "1.5", "'x'", "b'y'", "true", "false", "null",
    "has(object.a)", "size(", ".size()", ".all(x, ", ".exists(x, ", ".map(x, ", ".filter(x, ",
    ".exists_one(x, ", ".all(i, x, ", "x", ".orValue(1)", "optional.of(", "string(", "int(",
    ".startsWith('a')", ".matches('a+')", "timestamp('2020-01-01T00:00:00Z')", "duration('1h')",
    "quantity('1Gi')", "ip('1.2.3.4')", ".sum()", ".flatten()", ".distinct()", ".sort()",
    "cel.bind(x, ", "[1, 2, 3]", "{'k': 1}", "type(", ".optMap(x, ", "9223372036854775807",
    ".transformMap(k, x, ", ".sortBy(x, ", ".format([1, 'a'])", "'%s %d'", "\u{E9}", "\"", "\\",
  ]

  @Test(
    "random expressions are read, checked, evaluated and traced without a crash",
    arguments: 0..<8)
  func random(seed: Int) throws {
    let bench = try Bench()
    try bench.set(UnknownTests.object)
    var random = Seeded(state: UInt64(seed) &* 7919 &+ 17)
    var evaluated = 0
    for i in 0..<4000 {
      let count = Int.random(in: 1...14, using: &random)
      var text = ""
      for _ in 0..<count { text += RobustnessTests.pieces.randomElement(using: &random)! }
      // Half of them closed, so that more can be evaluated.
      if i % 2 == 0 { text = closed(text) }
      bench.environment.checksTypes = i % 3 != 0
      guard case .success(let program) = bench.environment.compile(text) else { continue }
      bench.evaluator.reset()
      let value = bench.evaluator.evaluate(program, costLimit: 10_000)
      let plain = bench.describe(value)
      let traced = bench.describe(bench.evaluator.trace(program, costLimit: 10_000).value)
      #expect(plain == traced || plain.contains("error"), "\(text)")
      evaluated += 1
    }
    #expect(evaluated > 50)
  }

  private func closed(_ text: String) -> String {
    var open: [Character] = []
    for c in text {
      switch c {
      case "(": open.append(")")
      case "[": open.append("]")
      case "{": open.append("}")
      case ")", "]", "}": if open.last == c { open.removeLast() }
      default: break
      }
    }
    return text + String(open.reversed())
  }

  @Test("regular expressions and errors are bounded in number")
  func counts() throws {
    let bench = try Bench()
    bench.environment.declare("object", .dyn)
    let patterns = (0..<200).map { "object.matches('a\($0)')" }.joined(separator: " || ")
    guard case .failure(let many) = bench.environment.compile(patterns) else {
      Issue.record("compiles")
      return
    }
    #expect(many.diagnostics[0].message == "the expression has more than 64 regular expressions")
    let same = (0..<200).map { _ in "object.matches('a')" }.joined(separator: " || ")
    #expect(throws: Never.self) { try bench.environment.compile(same).get() }
    let wrong = (0..<500).map { "unknown\($0)" }.joined(separator: " || ")
    guard case .failure(let errors) = bench.environment.compile(wrong) else {
      Issue.record("compiles")
      return
    }
    #expect(errors.diagnostics.count == 64)
  }

  @Test("random bytes are refused without a crash")
  func bytes() throws {
    let bench = try Bench()
    var random = Seeded(state: 99)
    for _ in 0..<5000 {
      let count = Int.random(in: 0...40, using: &random)
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      _ = bench.environment.compile(String(decoding: bytes, as: UTF8.self))
    }
  }
}
