/// What expressions are made of: for each kind of value, ways to write one. `%` and a letter stand
/// for another expression, of the kind that the letter names; each kind's first three are short
/// and need no other.
enum ExpressionTemplates {
  static let byKind: [Character: [String]] = [
    "b": booleans, "i": integers, "u": unsigned, "d": doubles, "s": strings, "y": bytes,
    "l": numbers, "w": words, "o": objects, "m": maps, "t": times, "r": durations, "p": optionals,
    "x": opaque, "a": anything,
    // Keys, names, patterns and format strings.
    "k": ["a", "b", "list", "map", "objects", "n", "u", "h", "s", "words", "open", "missing"],
    "v": ["x", "y", "x", "z", "object"],
    "g": [
      "a", "b+", "(a|b)*c", "^[a-z]+$", "(?P<n>x)(y)?", "\\\\d{2,3}", "(", "[^a]", "a{1000}", "",
      "\\\\pL", "(?i)A", "x*", "(a*)*", "\\\\b", "$", "\\\\Q",
    ],
    "f": ["%d %s", "%.3f|%e", "%x %X %o %b", "%5s", "%s", "%%", "%c", "%.9999f", "%", "%s %s %s"],
  ]

  private static let booleans = [
    "true", "false", "object.t", "!%b", "%b && %b", "%b || %b", "(%b ? %b : %b)", "%i < %i",
    "%i <= %i", "%i == %i", "%a == %a", "%a != %a", "%d < %d", "%d >= %i", "%u > %i", "%s < %s",
    "%s == %s", "%y < %y", "%t < %t", "%r >= %r", "%i in %l", "%s in %w", "%s in %m", "%a in %o",
    "%l == %l", "%m == %m", "has(object.%k)", "has(%m.%k)", "has(%m.%k.%k)", "%p.hasValue()",
    "%l.all(%v, %b)", "%l.exists(%v, %v > %i)", "%l.exists_one(%v, %b)", "%o.exists(%v, has(%v.a))",
    "%o.all(%v, %v.a == %i)", "%w.exists(%v, %v == %s)", "%m.all(%v, %b)", "%m.exists(%v, y, %b)",
    "%l.all(x, y, %b)", "%o.exists(i, x, has(x.%k))", "%m.existsOne(k, x, %b)",
    "%s.startsWith(%s)", "%s.endsWith(%s)", "%s.contains(%s)", "%s.matches('%g')",
    "%s.matches(%s)", "sets.contains(%l, %l)", "sets.intersects(%w, %w)",
    "sets.equivalent(%l, %l)", "%l.isSorted()", "%w.isSorted()", "isIP(%s)", "isCIDR(%s)",
    "isQuantity(%s)", "isSemver(%s)", "isSemver(%s, %b)", "isURL(%s)", "ip.isCanonical(%s)",
    "%x.isLessThan(%x)", "%x.isGreaterThan(%x)", "%x.isInteger()", "ip(%s).isLoopback()",
    "ip(%s).isUnspecified()", "ip(%s).isGlobalUnicast()", "cidr(%s).containsIP(%s)",
    "cidr(%s).containsCIDR(%s)", "math.isNaN(%d)", "math.isInf(%d)", "math.isFinite(%d)",
    "size(%l) > %i", "%i <= %o.size()", "%m.size() != %i", "bool(%s)", "type(%a) == type(%a)",
    "type(%a) == int", "cel.bind(x, %a, %b)", "%p == %p", "%a.%k == %a", "dyn(%a) == dyn(%a)",
    "format.dns1123Label().validate(%s).hasValue()", "%x == %x", "%b == %b", "%p.value()",
    "[%b, %b, %b].all(x, x)", "%o.exists(x, x.%k in %l)", "object.%k", "%v", "%v.%k",
    "%p.orValue(%b)", "format.named(%s).hasValue()", "%l.exists(x, %l.exists(y, x == y))",
  ]

  private static let integers = [
    "1", "object.n", "0", "-1", "9223372036854775807", "-9223372036854775808", "0x7F", "%v",
    "%i + %i", "%i - %i", "%i * %i", "%i / %i", "%i % %i", "-%i", "(%b ? %i : %i)", "size(%s)",
    "size(%l)", "%m.size()", "size(%y)", "%l[%i]", "%l[?%i].orValue(%i)", "%m.%k", "%m['%k']",
    "object.%k", "int(%d)", "int(%u)", "int(%s)", "int(%t)", "int(%r)", "%l.sum()", "%l.min()",
    "%l.max()", "%l.indexOf(%i)", "%l.lastIndexOf(%i)", "%w.indexOf(%s)", "%s.indexOf(%s)",
    "%s.indexOf(%s, %i)", "%s.lastIndexOf(%s)", "%s.lastIndexOf(%s, %i)", "%t.getFullYear()",
    "%t.getMonth()", "%t.getDate('Europe/Vienna')", "%t.getDayOfWeek(%s)", "%t.getDayOfYear()",
    "%t.getHours('-03:30')", "%t.getMilliseconds()", "%r.getHours()", "%r.getMilliseconds()",
    "math.abs(%i)", "math.sign(%i)", "math.greatest(%i, %i)", "math.least(%l)",
    "math.bitAnd(%i, %i)", "math.bitOr(%i, %i)", "math.bitXor(%i, %i)", "math.bitNot(%i)",
    "math.bitShiftLeft(%i, %i)", "math.bitShiftRight(%i, %i)", "%x.compareTo(%x)", "%x.sign()",
    "%x.asInteger()", "semver(%s).major()", "semver(%s).patch()", "ip(%s).family()",
    "cidr(%s).prefixLength()", "%p.orValue(%i)", "%p.value()", "cel.bind(y, %i, %i)", "%l.first()",
    "%l.last().value()", "%o[%i].a", "dyn(%a)", "%l.first().orValue(%i)",
    "cel.block([%i, %i], cel.index(0) + cel.index(1))",
  ]

  private static let unsigned = [
    "1u", "0u", "18446744073709551615u", "%u + %u", "%u - %u", "%u * %u", "%u / %u", "%u % %u",
    "uint(%i)", "uint(%d)", "uint(%s)", "math.bitAnd(%u, %u)", "math.bitShiftLeft(%u, %i)",
    "math.bitShiftRight(%u, %i)", "math.bitNot(%u)", "math.greatest(%u, %i)",
  ]

  private static let doubles = [
    "1.5", "0.0", "-0.0", "1e300", "5e-324", "%d + %d", "%d - %d", "%d * %d", "%d / %d", "-%d",
    "double(%i)", "double(%u)", "double(%s)", "math.ceil(%d)", "math.floor(%d)", "math.round(%d)",
    "math.trunc(%d)", "math.sqrt(%d)", "math.abs(%d)", "math.sign(%d)", "math.least(%d, %i)",
    "%x.asApproximateFloat()", "[%d, %d].sum()", "[%d, %d].max()", "0.0 / 0.0",
  ]

  private static let strings = [
    "'a'", "object.s", "''", "'%k'", "'1.2.3.4'", "'::1'", "'fe80::1%eth0'", "'10.0.0.0/8'",
    "'1.2.3-rc.1+b'", "'1Gi'", "'1.5e3'", "'https://a.example:80/p?q=1'", "'2024-02-29T00:00:00Z'",
    "'1h30m'", "'\u{E9}\u{1F600}'", "r'\\n'", "'''a\"b'''", "'%g'", "%s + %s", "(%b ? %s : %s)",
    "string(%i)", "string(%u)", "string(%d)", "string(%t)", "string(%r)", "string(%y)",
    "string(%x)", "string(%b)", "%s.charAt(%i)", "%s.substring(%i)", "%s.substring(%i, %i)",
    "%s.trim()", "%s.lowerAscii()", "%s.upperAscii()", "%s.reverse()", "%s.replace(%s, %s)",
    "%s.replace(%s, %s, %i)", "%w.join(%s)", "%w.join()", "%w[%i]", "%s.find('%g')", "%s.find(%s)",
    "strings.quote(%s)", "'%f'.format([%i, %s])", "'%f'.format([%a])", "'%f'.format([%d, %d])",
    "'%s'.format([%a])", "base64.encode(%y)", "regex.replace(%s, '%g', %s)",
    "regex.replace(%s, '%g', '\\\\1', %i)", "regex.extract(%s, '%g').orValue(%s)",
    "url(%s).getHost()",
    "url(%s).getPort()", "url(%s).getScheme()", "url(%s).getEscapedPath()", "%m.%k", "%v",
    "%p.orValue(%s)", "cel.bind(x, %s, x + x)", "object.words[%i]", "%w.max()", "%v.name",
  ]

  private static let bytes = [
    "b'a'", "b''", "b'\\xff\\000'", "bytes(%s)", "%y + %y", "base64.decode(%s)", "rb'\\x'",
  ]

  private static let numbers = [
    "[1, 2, 3]", "object.list", "[]", "object.partial", "object.holes", "object.open.map(k, 1)",
    "[%i, %i]", "[%i]", "%l + %l", "%l.filter(%v, %b)", "%l.filter(x, x > %i)",
    "%l.map(%v, %i)", "%l.map(x, %b, %i)", "%o.map(%v, %i)", "%o.map(x, x.a)", "%m.map(x, %i)",
    "%l.distinct()", "%l.reverse()", "%l.sort()", "%l.sortBy(%v, %i)", "%l.slice(%i, %i)",
    "[%l, %l].flatten()", "[[%l]].flatten(%i)", "lists.range(%i)", "(%b ? %l : %l)",
    "%l.transformList(%v, y, %i)", "%l.transformList(i, x, %b, %i + x)",
    "%m.transformList(k, x, %i)",
    "cel.bind(x, %l, x + x)", "[?%p]", "[?%p, %i]", "%p.orValue(%l)", "object.nested.flatten()",
    "object.%k", "%v",
  ]

  private static let words = [
    "['a', 'b']", "object.words", "[]", "[%s, %s]", "%w + %w", "%s.split(%s)", "%s.split(%s, %i)",
    "%w.filter(x, x != %s)", "%w.map(x, x + %s)", "%s.findAll('%g')", "%s.findAll('%g', %i)",
    "regex.extractAll(%s, '%g')", "%w.sort()", "%w.distinct()", "%o.map(x, x.s)", "%m.map(k, k)",
    "url(%s).getQuery()['q']", "format.named(%s).value().validate(%s).value()",
    "%w.sortBy(x, size(x))",
    "%m.transformList(k, x, k)", "%w.slice(%i, %i)",
  ]

  private static let objects = [
    "object.objects", "[{'a': 1}]", "[]", "[%m, %m]", "%o + %o", "%o.filter(%v, %b)",
    "%o.filter(x, has(x.%k))", "%o.map(x, %m)", "%o.sortBy(x, x.a)", "%o.reverse()",
    "%o.distinct()",
    "%l.map(x, {'a': x})", "%o.transformList(i, x, {'a': i})", "%o.slice(%i, %i)",
  ]

  private static let maps = [
    "object.map", "{'a': 1}", "{}", "object.open", "%o[%i]", "{'%k': %i}", "{%s: %i, %s: %i}",
    "{?'%k': %p}", "{%i: %a}", "{%u: 1, %i: 2}", "{%b: %m}", "(%b ? %m : %m)",
    "%o[?%i].orValue(%m)",
    "%m.transformMap(k, x, %i)", "%m.transformMap(k, x, %b, %a)", "%l.transformMap(i, x, x)",
    "%m.transformMapEntry(k, x, {%s: x})", "%l.transformMapEntry(i, x, {x: i})", "object", "%v",
    "cel.bind(x, %m, %m)", "url(%s).getQuery()", "%m.%k", "%p.orValue(%m)",
  ]

  private static let times = [
    "timestamp('2024-02-29T12:00:00Z')", "timestamp(0)",
    "timestamp('9999-12-31T23:59:59.999999999Z')",
    "timestamp('0001-01-01T00:00:00Z')", "timestamp(%s)", "timestamp(%i)", "%t + %r", "%t - %r",
    "%r + %t", "[%t, %t].max()",
  ]

  private static let durations = [
    "duration('1h')", "duration('0s')", "duration('-9223372036854775808ns')", "duration(%s)",
    "%r + %r", "%r - %r", "%t - %t", "-%r", "[%r, %r].sum()", "duration('1.000000001s')",
    "duration('9223372036.854775807s')",
  ]

  private static let optionals = [
    "optional.none()", "optional.of(1)", "object.?n", "optional.of(%a)",
    "optional.ofNonZeroValue(%a)",
    "%m.?%k", "%m[?'%k']", "%m[?%s]", "%l[?%i]", "%m.?%k.?%k", "%p.or(%p)", "%p.optMap(%v, %a)",
    "%p.optFlatMap(x, %p)", "object.?%k[?%i]", "object.?%k.%k", "%l.first()", "%l.last()",
    "regex.extract(%s, '%g')", "format.named(%s)", "(%b ? %p : %p)", "%v.?%k",
    "[%p, %p].unwrapOpt()[?0]", "optional.unwrap([%p])[?0]",
  ]

  private static let opaque = [
    "quantity('1')", "semver('1.2.3')", "ip('1.2.3.4')", "quantity(%s)", "semver(%s)",
    "semver(%s, %b)",
    "%x.add(%x)", "%x.sub(%x)", "%x.add(%i)", "%x.sub(%i)", "ip(%s)", "cidr(%s)", "cidr(%s).ip()",
    "cidr(%s).masked()", "url(%s)", "quantity('1e-9').add(%x)",
    "quantity('9223372036854775807').add(%x)",
    "quantity('-1Ei').sub(%x)",
  ]

  private static let anything = [
    "null", "object.%k", "%v", "%i", "%b", "%s", "%l", "%m", "%o", "%p", "%d", "%u", "%y", "%t",
    "%r",
    "%w", "%x", "[%a, %a]", "{%a: %a}", "type(%a)", "dyn(%a)", "%a.%k", "%a[%a]", "%a.?%k",
    "%a[?%a]",
    "object", "int", "%a.map(x, %a)", "%a.filter(%v, %b)", "%a.all(%v, %b)", "%a.size()", "%a + %a",
    "%a < %a", "-%a", "%a(%a)", "%a.f(%a)", "google.protobuf.Timestamp{}", "object.%k.%k", "%v.%k",
  ]

  /// Pieces for texts that need not make sense.
  static let tokens =
    byKind.keys.sorted().flatMap { byKind[$0]!.prefix(24) } + [
      "(", ")", "[", "]", "{", "}", ",", ":", " + ", " - ", " * ", " / ", " % ", " && ", " || ",
      " == ", " != ", " < ", " >= ", " in ", " ? ", "!", "-", ".", "?", ".?", "[?", "{?", "'", "\"",
      "'''", "\"\"\"", "r'", "b'", "rb\"", "\\", "\\u00e9", "\\U0010FFFF", "\\x", "\\777", "//",
      "\n",
      "`a-b`", "0x", "1e", "1.", ".5", "u", "_", "\u{E9}", "\u{0}", "@index:0", "size(", ".all(x, ",
      ".map(x, ", ".filter(x, ", "has(", "cel.bind(x, ", "cel.block([", "optional.of(",
      ".optMap(x, ",
      ".format([", ".matches(", "string(", "dyn(", "as", "break", "function", "null", "true",
      "import",
    ]
}
