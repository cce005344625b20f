import Testing

@testable import CEL

/// What expressions give. The conformance cases are many more; these run wherever the tests run.
@Suite("The language and its libraries", .largeStack)
struct LanguageTests {
  static let object = """
    {"name": "web-0", "n": 5, "f": 1.5, "yes": true, "no": null, "list": [3, 1, 2],
     "labels": {"app.kubernetes.io/name": "web", "tier": "front"}, "long": "\\u00e9t\\u00e9",
     "pods": [{"name": "a", "ready": true, "cpu": "500m"}, {"name": "b", "cpu": "2"}],
     "keys": {"k01": 1, "k02": 2, "k03": 3, "k04": 4, "k05": 5, "k06": 6, "k07": 7, "k08": 8,
              "k09": 9, "k10": 10, "k11": 11, "k12": 12, "k13": 13, "k14": 14}}
    """

  static let operators: [(String, String)] = [
    ("1 + 2 * 3 - 4 / 2 % 3", "5"), ("-(2) - -3", "1"), ("7 / -2", "-3"), ("-7 % 3", "-1"),
    ("1.5 + 2.0", "3.5"), ("3u - 1u", "2u"), ("'a' + \"b\"", "\"ab\""), ("b'a' + b'b'", "b\"ab\""),
    ("[1] + [2, 3]", "[1, 2, 3]"), ("1 < 2 && 2 <= 2 && 3 > 2 && 3 >= 3", "true"),
    ("1 == 1.0 || dyn(1) == 1.0", "error"), ("dyn(1) == 1.0 && dyn(1u) == 1", "true"),
    ("dyn(1) == 'a'", "false"), ("1 < 1.5 && 2u > 1", "true"), ("'a' < 'b' && 'B' < 'a'", "true"),
    ("0.0 / 0.0 == 0.0 / 0.0", "false"), ("0.0 / 0.0 < 1.0", "false"), ("!true || !!true", "true"),
    ("true ? 1 : 2 / 0", "1"), ("false && 1 / 0 > 0", "false"), ("1 / 0 > 0 && false", "false"),
    ("1 / 0 > 0 || true", "true"), ("1 / 0 > 0", "error: division by zero"),
    ("2 in [1, 2]", "true"), ("'tier' in object.labels", "true"), ("'x' in object.labels", "false"),
    ("object.name in ['a', 'web-0', 'c']", "true"), ("object.name in ['a', 'web-1']", "false"),
    ("object.n in [1, 5]", "true"), ("object.n in ['a']", "false"), ("3 in {3: 'a'}", "true"),
    ("[1, 2][1]", "2"), ("{'a': 1}['a']", "1"), ("{1: 'x'}[dyn(1u)]", "\"x\""), ("{'a': 1}.a", "1"),
    ("[1][2]", "error: index out of bounds: 2"), ("{'a': 1}.b", "error: no such key: \"b\""),
    ("{'a': 1, 'b': [2]} == {'b': [2], 'a': 1}", "true"), ("[1, 2] != [1, 3]", "true"),
    ("null == null && object.no == null", "true"),
    (
      "timestamp('2024-01-01T00:00:00Z') + "
        + "duration('36h') == timestamp('2024-01-02T12:00:00Z')", "true"
    ),
  ]

  static let fields: [(String, String)] = [
    ("object.labels['app.kubernetes.io/name']", "\"web\""), ("object.labels.`tier`", "\"front\""),
    ("object.pods[1].name", "\"b\""), ("has(object.pods[0].ready)", "true"),
    ("has(object.pods[1].ready)", "false"), ("has(object.no)", "true"), ("has(object.x)", "false"),
    ("has(object.name.x)", "false"), ("object.x.y", "error: no such key: \"x\""),
    ("object.name.x", "error: a value of type string has no fields"),
    ("object.keys.k14 + object.keys['k01']", "15"), ("object.keys['k' + '07']", "7"),
    ("has(object.keys.k15) || 'k13' in object.keys", "true"),
    (
      "object.keys[object.name]",
      "error: no such key: \"web-0\""
    ), ("object.?x.?y.orValue(7)", "7"),
    ("object.?n.orValue(7)", "5"), ("object.labels[?'tier'].value()", "\"front\""),
    ("object.list[?9].hasValue()", "false"),
    (
      "optional.none().value()",
      "error: optional.none() has no value"
    ), ("optional.of(2).optMap(x, x * 2).value()", "4"),
    ("optional.of(2).optFlatMap(x, optional.none()).hasValue()", "false"),
    ("[?optional.of(1), ?optional.none(), 2]", "[1, 2]"),
    ("{?'a': optional.none(), 'b': 1}", "{\"b\": 1}"),
  ]

  static let macros: [(String, String)] = [
    ("object.pods.all(p, p.name != '')", "true"), ("object.pods.exists(p, has(p.ready))", "true"),
    ("object.pods.exists_one(p, p.name == 'a')", "true"),
    ("object.pods.existsOne(p, p.name > '')", "false"),
    ("object.list.filter(x, x > 1)", "[3, 2]"), ("object.list.map(x, x * x)", "[9, 1, 4]"),
    ("object.list.map(x, x > 1, x * 10)", "[30, 20]"),
    (
      "object.labels.exists(k, k == 'tier')",
      "true"
    ), ("object.list.all(i, x, i + x > 1)", "true"),
    ("object.list.transformList(i, x, i * x)", "[0, 1, 4]"),
    ("{'a': 1, 'b': 2}.transformMap(k, v, v > 1, v * 2)", "{\"b\": 4}"),
    ("{'a': 1}.transformMapEntry(k, v, {v: k})", "{1: \"a\"}"),
    ("{'a': 1, 'b': 1}.transformMapEntry(k, v, {v: k})", "error: duplicate key: 1"),
    ("object.pods.map(p, p.name).join('-')", "\"a-b\""), ("[].all(x, false)", "true"),
    ("[].exists(x, true)", "false"), ("cel.bind(x, 2, x * x)", "4"),
    ("cel.block([1, cel.index(0) + 1], cel.index(1) * 2)", "4"),
    (
      "object.n.all(x, true)",
      "error: no such overload: int"
    ), ("[1, 2].map(x, [3].map(y, x + y))", "[[4], [5]]"),
    ("object.list.sortBy(x, -x)", "[3, 2, 1]"),
    (
      "[1, 'a'].all(x, x > 0)",
      "error: no such overload: string, int"
    ), ("[1, 0].all(x, 1 / x > 5)", "false"),
    ("[0, 1].map(x, 1 / x)", "error: division by zero"),
  ]

  static let strings: [(String, String)] = [
    ("size(object.long)", "3"), ("object.long.charAt(1)", "\"t\""),
    (
      "'a,b,c'.split(',', 2)",
      "[\"a\", \"b,c\"]"
    ), ("'tacocat'.substring(2, 5)", "\"coc\""),
    (
      "'abcabc'.lastIndexOf('b')",
      "4"
    ), ("' x '.trim()", "\"x\""), ("'aXb'.replace('X', '-')", "\"a-b\""),
    ("'AbC'.lowerAscii() + 'AbC'.upperAscii()", "\"abcABC\""), ("'abc'.reverse()", "\"cba\""),
    (
      "object.name.startsWith('web') && object.name.endsWith('-0') && object.name.contains('b-')",
      "true"
    ), ("object.name.matches('^[a-z]+-[0-9]+$')", "true"),
    (
      "'a1b22'.findAll('[0-9]+')",
      "[\"1\", \"22\"]"
    ), ("'abc'.find('b.')", "\"bc\""),
    (
      "'%s is %d (%.1f)'.format(['x', 3, 1.25])",
      "\"x is 3 (1.2)\""
    ), ("strings.quote('a\"b')", "\"\\\"a\\\\\\\"b\\\"\""),
    ("regex.replace('a1', '([a-z])([0-9])', '\\\\2\\\\1')", "\"1a\""),
    ("base64.encode(b'hi') + string(base64.decode('aGk='))", "\"aGk=hi\""),
    ("string(1) + string(1.5) + string(true) + string(b'x')", "\"11.5truex\""),
    ("int('42') + int(4.9) + int(3u)", "49"),
    ("int('-9223372036854775808') == -9223372036854775807 - 1", "true"),
    ("int('9223372036854775807')", "9223372036854775807"), ("int('+07')", "7"), ("int('-0')", "0"),
    ("double('1.5') + double(1)", "2.5"),
    ("bool('true') && type(1) == int && type('') != int", "true"),
    ("r'\\n' + '\\n' == '\\\\n\\u000a'", "true"), ("'''a\nb'''.size()", "3"),
  ]

  static let libraries: [(String, String)] = [
    ("object.list.sum() + object.list.max() + object.list.min()", "10"),
    ("object.list.isSorted() || object.list.sort().isSorted()", "true"),
    ("object.list.indexOf(2) + [1, 2, 1].lastIndexOf(1)", "4"), ("[1, 2, 3].slice(1, 3)", "[2, 3]"),
    ("[1, [2, [3]]].flatten()", "[1, 2, [3]]"), ("[1, 1.0, 2, 2u].distinct()", "[1, 2]"),
    ("lists.range(3)", "[0, 1, 2]"), ("[1, 2].first().value() + [1, 2].last().value()", "3"),
    (
      "sets.contains([1, 2], [2]) && sets.intersects([1], [1]) && sets.equivalent([1, 1], [1])",
      "true"
    ), ("math.greatest(1, 2.5, 2u)", "2.5"), ("math.bitOr(1, 4) + math.abs(-2)", "7"),
    ("object.pods.all(p, quantity(p.cpu).isLessThan(quantity('3')))", "true"),
    ("quantity('1.5Gi').compareTo(quantity('1536Mi'))", "0"),
    ("ip('10.0.0.1').family() == 4 && cidr('10.0.0.0/8').containsIP('10.1.2.3')", "true"),
    ("semver('1.30.4').isGreaterThan(semver('1.9.0')) && isSemver('1.2')", "false"),
    ("url('https://a.b:8080/x?y=1').getPort() + url('https://a/').getScheme()", "\"8080https\""),
    ("format.dns1123Label().validate('UPPER').hasValue()", "true"),
    ("duration('90m').getHours() + timestamp('2024-02-29T10:00:00Z').getDayOfYear()", "60"),
    ("timestamp('2024-02-29T23:30:00Z').getHours('+02:00')", "1"),
    ("optional.ofNonZeroValue('').hasValue() || [optional.of(1)].unwrapOpt() == [1]", "true"),
  ]

  @Test(
    "give what they say",
    arguments: [operators, fields, macros, strings, libraries].joined())
  func table(expression: String, expected: String) throws {
    let bench = try Bench()
    try bench.set(LanguageTests.object)
    if expected == "error" {
      #expect(throws: CompilationFailure.self) { try bench.environment.compile(expression).get() }
    } else {
      #expect(try bench.result(expression) == expected)
      // What is not checked before is checked while it runs.
      bench.environment.checksTypes = false
      #expect(try bench.result(expression) == expected)
    }
  }

  @Test("names are looked up in the container first")
  func container() throws {
    let bench = try Bench()
    bench.evaluator.set(bench.environment.declare("a.b.x", .int), to: .int(1))
    bench.evaluator.set(bench.environment.declare("x", .int), to: .int(2))
    bench.environment.container = "a.b"
    #expect(try bench.result("x + .x * 10") == "21")
    bench.environment.container = ""
    #expect(try bench.result("x + a.b.x * 10") == "12")
    #expect(try bench.result("[5].map(x, x + a.b.x)") == "[6]")
  }

  @Test("one site meets objects of many shapes")
  func shapes() throws {
    let bench = try Bench()
    let objects = (0..<40).map { i in
      "{\(i % 3 == 0 ? "\"x\": 1, " : "")\"k\(i)\": \(i), \"v\": \(i)}"
    }
    try bench.set("[\(objects.joined(separator: ", "))]")
    #expect(try bench.result("object.map(o, o.v).sum()") == "780")
    #expect(try bench.result("object.filter(o, has(o.x)).size()") == "14")
    #expect(try bench.result("object.map(o, has(o.x), o.x).sum()") == "14")
    #expect(try bench.result("object.exists(o, o.x == 2)") == "error: no such key: \"x\"")
  }

  @Test("several threads may compile and evaluate at a time")
  func threads() async throws {
    let bench = try Bench()
    let object = bench.environment.declare("object", .dyn)
    let document = try bench.document(LanguageTests.object)
    let environment = bench.environment
    let store = bench.store
    let program = try bench.program("object.pods.filter(p, p.name == 'b').map(p, p.cpu + '!')")
    await withTaskGroup(of: Bool.self) { group in
      for i in 0..<8 {
        group.addTask {
          guard let evaluator = Evaluator(store: store) else { return false }
          evaluator.set(object, to: document)
          for j in 0..<200 {
            evaluator.reset()
            let text = "object.n + \(i * 1000 + j) == \(i * 1000 + j + 5) && 'k' + '1' in ['k1']"
            guard case .success(let own) = environment.compile(text),
              evaluator.evaluate(own).isTrue,
              evaluator.text(of: evaluator.evaluate(program)) == "[\"2!\"]"
            else { return false }
          }
          return true
        }
      }
      for await passed in group { #expect(passed) }
    }
  }
}
