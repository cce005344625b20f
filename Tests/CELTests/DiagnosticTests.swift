import Testing

@testable import CEL

/// What is said of expressions that cannot be compiled, and where.
@Suite("Diagnostics", .largeStack)
struct DiagnosticTests {
  private func failure(
    _ text: String, _ change: (inout Environment) -> Void = { _ in }
  ) throws -> CompilationFailure {
    let bench = try Bench()
    var environment = bench.environment
    environment.declare("object", .dyn)
    let port = ObjectType("port", fields: ["number": .int, "name": .string])
    let service = ObjectType("service", fields: ["ports": .list(.object(port)), "name": .string])
    environment.declare("service", .object(service))
    environment.declare("variables.names", .list(.string))
    change(&environment)
    guard case .failure(let failure) = environment.compile(text) else {
      throw TestFailure(text: "\(text) compiles")
    }
    return failure
  }

  private struct TestFailure: Error { var text: String }

  @Test(
    "name what is wrong, with line, column, carets and a hint",
    arguments: [
      (
        "service.ports.all(p, p.nubmer > 0)",
        """
        1:24: 'port' has no field 'nubmer' (did you mean 'number'?)
         | service.ports.all(p, p.nubmer > 0)
         |                        ^^^^^^
        """
      ),
      (
        "object.a ==\n  objekt.b",
        """
        2:3: unknown name 'objekt' (did you mean 'object'?)
         |   objekt.b
         |   ^^^^^^
        """
      ),
      (
        "'é' + object.name.startWith('x')",
        """
        1:19: unknown function 'startWith' (did you mean 'startsWith'?)
         | 'é' + object.name.startWith('x')
         |                   ^^^^^^^^^
        """
      ),
      (
        "variables.name.size() > 0",
        """
        1:11: 'variables' has no field 'name' (did you mean 'names'?)
         | variables.name.size() > 0
         |           ^^^^
        """
      ),
      (
        "math.abss(1)",
        """
        1:6: unknown function 'math.abss' (did you mean 'math.abs'?)
         | math.abss(1)
         |      ^^^^
        """
      ),
      (
        "1 + 'a'",
        """
        1:3: no such operation: int + string
         | 1 + 'a'
         |   ^
        """
      ),
      (
        "object.a = 1",
        """
        1:10: unexpected character '=' (use == to compare)
         | object.a = 1
         |          ^
        """
      ),
      (
        "service.name && true",
        """
        1:1: this must be a bool, and it is of type string
         | service.name && true
         | ^^^^^^^^^^^^
        """
      ),
      (
        "[1, 2].exists(x, x == 1, 3, 4)",
        """
        1:8: unknown function 'exists' (the macro 'exists' takes other arguments)
         | [1, 2].exists(x, x == 1, 3, 4)
         |        ^^^^^^
        """
      ),
      (
        "object.a.exsts(x, x == 1)",
        """
        1:10: unknown function 'exsts' (did you mean 'exists'?)
         | object.a.exsts(x, x == 1)
         |          ^^^^^
        """
      ),
      (
        "object.age > duration('1d')",
        """
        1:23: this is not a duration (write it as '36h' or '1h30m')
         | object.age > duration('1d')
         |                       ^^^^
        """
      ),
      (
        "object.matches('(')",
        """
        1:16: error parsing regexp: missing closing ): `(`
         | object.matches('(')
         |                ^^^
        """
      ),
    ])
  func rendering(text: String, expected: String) throws {
    #expect(try failure(text).rendered == expected)
  }

  @Test(
    "name the place of syntax errors",
    arguments: [
      ("", 0, "the expression ends here, where an expression should be"),
      ("1 +", 3, "the expression ends here, where an expression should be"),
      ("(1", 2, "the expression ends here, where ')' should be"),
      ("[1, 2", 5, "the expression ends here, where ']' should be"),
      ("a.b.", 4, "the expression ends here, where a field's name should be"),
      ("'abc", 0, "this string is not closed"), ("'\\q'", 1, "this escape is not valid"),
      ("'\\ud800'", 1, "this escape is not valid"),
      ("a ? b", 5, "the expression ends here, where ':' of a conditional should be"),
      ("9223372036854775808", 0, "this number does not fit 64 bits"),
      ("18446744073709551616u", 0, "this number does not fit 64 bits"),
      ("1e999", 0, "this number does not fit a double"), ("if", 0, "'if' is a reserved word"),
      ("self.true == 1", 5, "unexpected 'true', where a field's name should be"),
      (
        "has(object)", 4,
        "the argument of has() must be a field selection, as in "
          + "has(object.spec)"
      ),
      ("[1].map(1, 2)", 8, "this argument must be a simple name"),
      ("[1].all(x, x, true)", 11, "the two variables need different names"),
      ("object..a", 7, "unexpected '.', where a field's name should be"),
      ("#", 0, "unexpected character '#'"), ("1 2", 2, "unexpected '2'"),
      ("\u{1F600}", 0, "unexpected character '\u{1F600}'"),
    ])
  func syntax(text: String, offset: Int, message: String) throws {
    let diagnostic = try failure(text).diagnostics[0]
    #expect(diagnostic.message == message)
    #expect(diagnostic.range.offset == offset)
  }

  @Test("report all type errors of an expression, in the order of the text")
  func several() throws {
    let found = try failure("foo && bar(1) && service.nmae == 'x'")
    #expect(found.diagnostics.map(\.range.offset) == [0, 7, 25])
  }

  @Test("refuse functions that are newer than the wanted Kubernetes version")
  func compatibility() throws {
    let old = try failure("ip('1.2.3.4').isLoopback()") { environment in
      environment.compatibility = KubernetesVersion("1.29")
    }
    #expect(
      old.diagnostics.map(\.message) == [
        "'ip' needs Kubernetes 1.30, and only what 1.29 has may be used",
        "'isLoopback' needs Kubernetes 1.30, and only what 1.29 has may be used",
      ])
    let macro = try failure("[1].all(i, v, i < v)") { environment in
      environment.compatibility = KubernetesVersion("1.31")
    }
    #expect(macro.diagnostics.count == 1)
    let bench = try Bench()
    bench.environment.compatibility = KubernetesVersion("v1.30.4")
    #expect(try bench.result("ip('127.0.0.1').isLoopback()") == "true")
    for text in ["+1.30", "1.+30", "1", "1.30.x", "1.30.", "-1.30", "1.30.4.5", ""] {
      #expect(KubernetesVersion(text) == nil, "\(text)")
    }
  }

  @Test("refuse mixed literals where Kubernetes' rules are wanted")
  func homogeneous() throws {
    let mixed = try failure("[1, 'a']") { $0.needsHomogeneousLiterals = true }
    #expect(
      mixed.diagnostics[0].message
        == "elements of one literal must have one type: int is mixed with string")
    let bench = try Bench()
    #expect(try bench.program("[1, 'a']").type == .list(.dyn))
    bench.environment.needsHomogeneousLiterals = true
    #expect(try bench.program("[1, dyn('a')]").type == .list(.dyn))
  }
}
