import Testing

@testable import CEL

/// What cel-go's evaluator does with values that its checker would refuse: a `dyn` operand gets
/// past the checker. Each line was read in its source (interpreter/, common/types/).
@Suite("Dynamic operands")
struct DynamicTests {
  @Test(
    "where the evaluator is laxer than the checker",
    arguments: [
      // What is not an optional is its own value.
      ("dyn(5).orValue(3)", "5"), ("dyn('').orValue('a')", "\"\""),
      ("dyn(null).orValue(1)", "null"),
      ("dyn(5).or(optional.of(3))", "5"), ("dyn(5).or(dyn(6))", "5"),
      ("optional.none().or(dyn(6))", "6"), ("optional.of(1).or(dyn(6)).value()", "1"),
      ("dyn(5).orValue(1 / 0)", "5"), ("dyn([1])[?0].orValue(2)", "1"),
      ("optional.none().orValue(dyn('a'))", "\"a\""),
      ("dyn(1 / 0).orValue(1)", "error: division by zero"),
      // Keys: each type of number has its own; a number finds its own, an int, a uint, no double.
      ("{0: 1, dyn(0u): 2}[dyn(0.0)]", "1"), ("{dyn(0u): 2, 0: 1}[dyn(0.0)]", "1"),
      ("{0: 1, dyn(0u): 2}.size()", "2"), ("{0: 1, dyn(0u): 2}[dyn(0u)]", "2"),
      ("{0: 1, dyn(0u): 2}[0]", "1"), ("{0u: 2}[dyn(0.0)]", "2"), ("{0u: 2}[dyn(0)]", "2"),
      ("{0: 2}[dyn(0u)]", "2"), ("{dyn(0.5): 2}[dyn(0.5)]", "2"),
      ("{dyn(0.0): 2}[dyn(0)]", "error: no such key: 0"), ("{0: 1, 0: 2}[0]", "2"),
      ("{0: 1}[dyn(0.5)]", "error: no such key: 0.5"), ("dyn(0.0) in {0: 1}", "true"),
      ("{0: 1, dyn(0u): 1} == {0: 1, dyn(0u): 1}", "true"),
      // A null may be a key, and be found with `in`; it is no index.
      ("{dyn(null): 1}.size()", "1"), ("dyn(null) in {dyn(null): 1}", "true"),
      ("{dyn(null): 1}[dyn(null)]", "error: invalid index of type null_type"),
      ("{'a': 1}[dyn(null)]", "error: invalid index of type null_type"),
      ("{'a': 1}[?dyn(null)]", "error: invalid index of type null_type"),
      ("{'a': 1}[dyn([])]", "error: invalid index of type list"),
      // Lists take any whole number.
      ("[1, 2][dyn(1.0)]", "2"), ("[1, 2][dyn(1u)]", "2"),
      ("[1, 2][dyn(0.5)]", "error: invalid index of type double"),
      ("[1, 2][dyn('0')]", "error: invalid index of type string"),
      // Comparison crosses the types of numbers, equality all types; arithmetic none.
      ("dyn(1) < 1.5", "true"), ("dyn(1u) <= 1", "true"), ("dyn(1) == 'a'", "false"),
      ("dyn(1) in ['a', 1]", "true"), ("dyn(1) + dyn(1u)", "error: no such overload: int, uint"),
      ("dyn(true) < false", "false"), ("dyn(true) < 1", "error: no such overload: bool, int"),
    ])
  func laxer(text: String, expected: String) throws {
    #expect(try Bench().result(text) == expected)
  }

  @Test(
    "where both are as strict",
    arguments: [
      "dyn(1) && true", "dyn('a') || false", "!dyn(1)", "-dyn(true)", "dyn(1) ? 1 : 2",
      "[1].all(x, dyn(1))", "[1].exists(x, dyn(1))", "[1].exists_one(x, dyn(1))",
      "[1].filter(x, dyn(1))", "dyn('abc').all(x, true)", "dyn(1).map(x, x)", "size(dyn(1))",
      "dyn(1).startsWith('a')", "dyn(1) in dyn('abc')", "[?dyn(1)]", "{?'a': dyn(1)}",
      "dyn(1).hasValue()", "dyn(1).value()", "dyn(1).optMap(x, x)", "string(dyn(null))",
      "int(dyn(true))", "dyn('a') + dyn(1)", "dyn([1]).sum() + dyn('a')",
      "math.greatest(dyn('a'), 1)",
      "sets.contains(dyn(1), [1])", "dyn(1).matches('a')", "'a'.matches(dyn(1))", "dyn([1]).a",
      "['a', dyn(1)].join()", "[1, dyn('a')].isSorted()", "dyn(timestamp(0)) + 1",
    ])
  func strict(text: String) throws {
    #expect(try Bench().result(text).hasPrefix("error: "))
  }

  @Test(
    "what decides all the same",
    arguments: [
      ("false && dyn(1)", "false"), ("dyn(1) || true", "true"),
      ("[1, 2].exists(x, x == 2 || dyn(1))", "true"),
      ("[1, 2].all(x, x == 2 ? false : dyn(1))", "false"), ("has(dyn({'a': 1}).b)", "false"),
      ("has(dyn(1).a)", "false"),
    ])
  func decided(text: String, expected: String) throws {
    #expect(try Bench().result(text) == expected)
  }
}
