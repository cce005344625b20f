import Testing

/// What is unknown, hidden or partial, through every operator, macro and list function.
@Suite("Unknown values", .largeStack)
struct UnknownTests {
  /// The object of all tables.
  static let object = """
    {"u": "?1", "v": "?2", "h": "#3", "t": true, "f": false, "n": 5, "s": "abc",
     "list": [1, 2, 3], "partial": [1, 2, "+4"], "other": [1, 2, "+5"], "none": ["+4"],
     "holes": [1, "?1", 3], "hidden": [1, "#3"], "map": {"a": 1, "b": "?1", "c": "#3"},
     "open": {"a": 1, "+6": 0}, "nested": [[1], [2, "+4"], "?1"], "bools": [true, "?1"],
     "words": ["x", "y", "+4"], "objects": [{"a": 1}, {"a": "?1"}, {"b": 2}, "+4"]}
    """

  static let logic: [(String, String)] = [
    ("object.u && object.f", "false"), ("object.f && object.u", "false"),
    ("object.u && object.t", "unknown 1"), ("object.t && object.u", "unknown 1"),
    ("object.u && object.v", "unknown 1, 2"), ("object.u || object.t", "true"),
    ("object.t || object.u", "true"), ("object.f || object.u", "unknown 1"),
    ("object.u || object.v || object.t", "true"),
    ("object.u || object.v || object.f", "unknown 1, 2"),
    ("object.u && object.v && object.h && object.u", "unknown 1, 2, 3"),
    ("object.u && object.v && object.h && object.f", "false"),
    ("1/0 > 1 || object.u", "unknown 1"), ("object.u && 1/0 > 1", "unknown 1"),
    ("1/0 > 1 || object.t", "true"), ("!object.u", "unknown 1"),
    ("object.h && object.t", "unknown 3"), ("object.h || object.t", "true"),
    ("object.u ? 1 : 2", "unknown 1"), ("object.t ? object.u : 2", "unknown 1"),
    ("object.h ? 1 : 2", "unknown 3"), ("object.f ? object.u : 2", "2"),
    ("object.n && object.u", "unknown 1"), ("object.n && object.f", "false"),
  ]

  static let operators: [(String, String)] = [
    ("object.u == 1", "unknown 1"), ("object.u != 1", "unknown 1"),
    ("object.u == object.v", "unknown 1, 2"), ("object.u == object.u", "unknown 1"),
    ("object.h == 'x'", "unknown 3"), ("object.h != 'x'", "unknown 3"),
    ("object.u < 1", "unknown 1"), ("object.n <= object.v", "unknown 2"),
    ("object.u + object.h", "unknown 1, 3"), ("object.u - 1", "unknown 1"),
    ("-object.u", "unknown 1"), ("object.n * object.u", "unknown 1"),
    ("object.u / 0", "unknown 1"), ("object.u % 2", "unknown 1"),
    ("object.u in [1]", "unknown 1"), ("1 in object.u", "unknown 1"),
    ("object.u[0]", "unknown 1"), ("object.list[object.u]", "unknown 1"),
    ("object.u.x", "unknown 1"), ("object.h.x.y", "unknown 3"), ("object.h", "hidden 3"),
    ("object.u", "unknown 1"), ("dyn(object.h)", "hidden 3"), ("object.?h.value()", "hidden 3"),
    ("object.?u", "unknown 1"), ("object.u.?x", "unknown 1"), ("object[?'u']", "unknown 1"),
    ("[object.h].size()", "1"), ("[object.u, 2]", "[2, …] partial 1"),
    ("[object.u, 2][0]", "unknown 1"),
    ("[object.u, 2].exists(x, x == 2)", "true"), ("[object.h, 2][1]", "2"),
    ("{'a': object.u, 'b': 2}.b", "2"), ("{object.u: 1}", "unknown 1"),
    ("{'a': object.u}.a", "unknown 1"), ("[object.u] == [1]", "unknown 1"),
    ("[object.u, 2] == [1, 3]", "unknown 1"), ("[object.u, 2] == [1]", "unknown 1"),
    ("{'a': object.u} == {'b': 1}", "unknown 1"),
  ]

  static let presence: [(String, String)] = [
    ("has(object.h)", "true"), ("has(object.u)", "unknown 1"), ("has(object.missing)", "false"),
    ("has(object.h.x)", "unknown 3"), ("has(object.u.x)", "unknown 1"),
    ("has(object.open.a)", "true"), ("has(object.open.b)", "unknown 6"),
    ("'a' in object.open", "true"), ("'b' in object.open", "unknown 6"),
    ("object.open.a", "1"), ("object.open.b", "unknown 6"), ("object.open['b']", "unknown 6"),
    ("object.open.?b", "unknown 6"), ("object.open.?a.value()", "1"),
    ("'b' in object.map", "unknown 1"), ("'c' in object.map", "true"),
    ("'d' in object.map", "false"), ("has(object.map.c)", "true"),
    ("has(object.map.b)", "unknown 1"), ("object.map.d", "error: no such key: \"d\""),
    ("object.s in object.open", "unknown 6"), ("object.s in object.map", "false"),
  ]

  static let lists: [(String, String)] = [
    ("2 in object.partial", "true"), ("3 in object.partial", "unknown 4"),
    ("3 in object.holes", "true"), ("2 in object.holes", "unknown 1"),
    ("object.partial[0]", "unknown 4"), ("object.holes[1]", "unknown 1"),
    ("object.holes[0]", "1"), ("object.hidden[1]", "hidden 3"),
    ("size(object.partial)", "unknown 4"), ("object.partial.size() > 1", "true"),
    ("object.partial.size() > 2", "unknown 4"), ("object.partial.size() >= 2", "true"),
    ("object.partial.size() >= 3", "unknown 4"), ("object.partial.size() < 2", "false"),
    ("object.partial.size() < 3", "unknown 4"), ("object.partial.size() <= 1", "false"),
    ("object.partial.size() == 1", "false"), ("object.partial.size() == 2", "unknown 4"),
    ("object.partial.size() != 1", "true"), ("object.partial.size() != 5", "unknown 4"),
    ("1 < object.partial.size()", "true"), ("2 == size(object.partial)", "unknown 4"),
    ("1 != size(object.partial)", "true"), ("size(object.open) > 0", "true"),
    ("size(object.none) == 0", "unknown 4"), ("object.partial.size() + 1 > 1", "unknown 4"),
    ("object.holes.size()", "3"), ("object.partial == [1]", "false"),
    ("object.partial == [1, 2]", "unknown 4"), ("object.partial == object.other", "unknown 4, 5"),
    ("object.partial + [3]", "[1, 2, 3, …] partial 4"),
    ("object.partial + object.other", "[1, 2, 1, 2, …] partial 4, 5"),
    ("object.none + object.list", "[1, 2, 3, …] partial 4"),
    ("[] + object.none", "[…] partial 4"),
    ("[object.partial].size()", "1"), ("type(object.partial) == list", "true"),
  ]

  static let macros: [(String, String)] = [
    ("object.partial.exists(x, x == 2)", "true"), ("object.partial.exists(x, x == 3)", "unknown 4"),
    ("object.partial.all(x, x < 2)", "false"), ("object.partial.all(x, x < 3)", "unknown 4"),
    ("object.holes.exists(x, x == 3)", "true"), ("object.holes.exists(x, x == 9)", "unknown 1"),
    ("object.holes.all(x, x == 1)", "false"), ("object.holes.all(x, x > 0)", "unknown 1"),
    ("object.bools.all(x, x)", "unknown 1"), ("object.bools.exists(x, x)", "true"),
    ("object.partial.exists(x, x > object.u)", "unknown 1, 4"),
    ("object.partial.all(x, 1/0 > x)", "unknown 4"),
    ("object.none.exists(x, true)", "unknown 4"), ("object.none.all(x, false)", "unknown 4"),
    ("object.partial.exists_one(x, x > 0)", "false"),
    ("object.partial.exists_one(x, x == 1)", "unknown 4"),
    ("object.holes.exists_one(x, x == 1)", "unknown 1"),
    ("object.list.exists_one(x, x == 1)", "true"),
    ("object.u.all(x, x)", "unknown 1"), ("object.h.exists(x, x)", "unknown 3"),
    ("object.u.map(x, x)", "unknown 1"), ("object.u.filter(x, x)", "unknown 1"),
    ("object.partial.filter(x, x > 1)", "[2, …] partial 4"),
    ("object.holes.filter(x, x > 1)", "[3, …] partial 1"),
    ("object.holes.filter(x, x > 1).exists(x, x == 3)", "true"),
    ("object.partial.map(x, x * 2)", "[2, 4, …] partial 4"),
    ("object.partial.map(x, x > 1, x * 2)", "[4, …] partial 4"),
    ("object.holes.map(x, x + 1)", "[2, 4, …] partial 1"),
    ("object.holes.map(x, x > 1, x)", "[3, …] partial 1"),
    ("object.partial.filter(x, true).size() > 1", "true"),
    ("object.objects.exists(o, o.a == 1)", "true"),
    ("object.objects.exists(o, has(o.a) && o.a == 7)", "unknown 1, 4"),
    ("object.objects.exists(o, has(o.c))", "unknown 4"),
    ("object.open.exists(k, k == 'a')", "true"), ("object.open.exists(k, k == 'z')", "unknown 6"),
    ("object.open.all(k, k == 'z')", "false"), ("object.open.map(k, k)", "[\"a\", …] partial 6"),
    ("object.open.filter(k, k != 'a')", "[…] partial 6"),
    ("object.partial.exists(i, x, x == 2)", "true"),
    ("object.partial.exists(i, x, i == 0)", "unknown 4"),
    ("object.partial.all(i, x, x == 1)", "false"),
    ("object.open.exists(k, v, v == 1)", "true"), ("object.open.all(k, v, v == 1)", "unknown 6"),
    ("object.map.exists(k, v, v == 2)", "unknown 1, 3"),
    ("object.map.exists(k, v, v == 1)", "true"),
    ("object.partial.existsOne(i, x, x > 0)", "false"),
    ("object.partial.transformList(i, x, x + 1)", "[2, 3, …] partial 4"),
    ("object.map.transformList(k, v, v == 1, k)", "[\"a\", …] partial 1, 3"),
    ("object.open.transformMap(k, v, v + 1)", "{\"a\": 2, …} partial 6"),
    ("object.map.transformMap(k, v, v == 1, k)", "{\"a\": \"a\", …} partial 1, 3"),
    ("object.open.transformMapEntry(k, v, {v: k})", "{1: \"a\", …} partial 6"),
    ("object.map.transformMapEntry(k, v, {v: k})", "{1: \"a\", …} partial 1, 3"),
    ("object.partial.sortBy(x, -x)", "[2, 1, …] partial 4"),
    ("object.holes.sortBy(x, -x)", "[3, 1, …] partial 1"),
    ("cel.bind(p, object.partial, p.exists(x, x == 2))", "true"),
    ("cel.bind(p, object.u, true)", "true"), ("cel.bind(p, object.u, p)", "unknown 1"),
    ("optional.of(object.h).optMap(x, 1)", "unknown 3"),
    ("optional.of(object.h).optMap(x, x == 1)", "unknown 3"),
  ]

  static let functions: [(String, String)] = [
    ("object.partial.distinct()", "[1, 2, …] partial 4"),
    ("object.holes.distinct()", "[1, 3, …] partial 1"),
    ("object.nested.flatten()", "[1, 2, …] partial 1, 4"),
    ("object.partial.reverse()", "[2, 1, …] partial 4"),
    ("object.partial.sort()", "[1, 2, …] partial 4"),
    ("object.holes.sort()", "[1, 3, …] partial 1"),
    ("object.partial.sum()", "unknown 4"), ("object.holes.sum()", "unknown 1"),
    ("object.partial.min()", "unknown 4"), ("object.holes.max()", "unknown 1"),
    ("object.partial.isSorted()", "unknown 4"), ("object.partial.indexOf(1)", "unknown 4"),
    ("object.holes.lastIndexOf(3)", "unknown 1"), ("object.partial.slice(0, 1)", "unknown 4"),
    ("object.words.join(',')", "unknown 4"), ("object.hidden.first()", "unknown 3"),
    ("'%s'.format([object.partial])", "unknown 4"), ("'%s'.format([object.h])", "unknown 3"),
    ("sets.contains(object.partial, [1])", "true"),
    ("sets.contains(object.partial, [3])", "unknown 4"),
    ("sets.contains([1, 2], object.partial)", "unknown 4"),
    ("sets.contains([1], object.partial)", "false"),
    ("sets.intersects(object.partial, [2])", "true"),
    ("sets.intersects(object.partial, [3])", "unknown 4"),
    ("sets.intersects(object.partial, [])", "false"),
    ("sets.equivalent(object.partial, [1])", "false"),
    ("sets.equivalent(object.partial, [1, 2])", "unknown 4"),
    ("math.greatest(object.u, 1)", "unknown 1"), ("math.least(object.partial)", "unknown 4"),
    ("object.u.startsWith('a')", "unknown 1"), ("object.s.contains(object.h)", "unknown 3"),
    ("object.u.contains(object.h)", "unknown 1, 3"), ("object.u.matches('a')", "unknown 1"),
    ("string(object.h)", "unknown 3"), ("int(object.u)", "unknown 1"),
    ("type(object.u)", "unknown 1"), ("size(object.h)", "unknown 3"),
    ("quantity(object.u).compareTo(quantity('1'))", "unknown 1"), ("isIP(object.h)", "unknown 3"),
    ("optional.of(object.u).hasValue()", "unknown 1"),
    ("optional.ofNonZeroValue(object.none)", "unknown 4"),
    ("optional.none().orValue(object.u)", "unknown 1"),
    ("optional.of(1).orValue(object.u)", "1"), ("optional.of(1).or(object.u).value()", "1"),
    ("object.u.orValue(1)", "unknown 1"),
    ("timestamp(object.u) > timestamp('2020-01-01T00:00:00Z')", "unknown 1"),
  ]

  @Test(
    "give the reasons for what cannot be decided, and decide the rest",
    arguments: [logic, operators, presence, lists, macros, functions].joined())
  func table(expression: String, expected: String) throws {
    let bench = try Bench()
    try bench.set(UnknownTests.object)
    #expect(try bench.result(expression) == expected)
  }
}
