import Documents

/// Regular expressions: CEL's `matches`, Kubernetes' `find`, cel-go's `regex`.
///
/// The pattern is the second argument of all. A constant one is compiled with the expression (see
/// `Planner.constantPattern`), others are kept by the evaluator.
enum RegexLibrary {
  /// What a function does with a compiled pattern; the arguments include the pattern.
  typealias Body = @Sendable (Evaluation, Regex, UnsafeBufferPointer<Value>) -> Value

  static let functions: [Function] = [
    function(
      "matches", .kubernetes(1, 23),
      "Whether a part of a text matches a regular expression of RE2.",
      ("'v1.33.1+rke2r1'.matches('rke2r[0-9]+$')", "true"),
      [entry([.string, .string], .bool, matches)], membersToo: true),
    function(
      "find", .kubernetes(1, 23),
      "The first part of a text that matches a regular expression; '' where none does.",
      ("'node-12'.find('[0-9]+')", #""12""#),
      [entry(member: true, [.string, .string], .string, find)]),
    function(
      "findAll", .kubernetes(1, 23),
      "All parts of a text that match a regular expression, or the first few of them.",
      ("'a1b22'.findAll('[0-9]+')", #"["1", "22"]"#),
      [
        entry(member: true, [.string, .string], .list(.string), findAll),
        entry(member: true, [.string, .string, .int], .list(.string), findAll),
      ]),
    function(
      "regex.replace", .celGo,
      #"A text with the parts that match replaced; `\1` stands for the first group."#,
      ("regex.replace('a1b2', '[0-9]', '#')", #""a#b#""#),
      [
        entry([.string, .string, .string], .string, replace),
        entry([.string, .string, .string, .int], .string, replace),
      ]),
    function(
      "regex.extract", .celGo,
      "The first part that matches, or its one group; nothing where none does.",
      ("regex.extract('k3s-v1', '-(v[0-9])')", #"optional.of("v1")"#),
      [entry([.string, .string], .optional(.string), extract)]),
    function(
      "regex.extractAll", .celGo, "All parts that match, or the one group of each.",
      ("regex.extractAll('a=1,b=2', '[a-z]=([0-9])')", #"["1", "2"]"#),
      [entry([.string, .string], .list(.string), extractAll)]),
  ]

  /// By function name, for calls with a constant pattern.
  static let bodies: [String: Body] = [
    "matches": matches, "find": find, "findAll": findAll, "regex.replace": replace,
    "regex.extract": extract, "regex.extractAll": extractAll,
  ]

  /// The body of a call whose pattern is known.
  static func body(_ name: String, _ regex: Regex) -> Overload.Body {
    guard let body = bodies[name] else { return .none }
    return .variadic { e, values in
      e.charge(regex.weight(over: values[0].byteCount))
      return e.isOverBudget ? e.costExceeded() : body(e, regex, values)
    }
  }

  private static func function(
    _ name: String, _ origin: Function.Origin, _ summary: String, _ example: (String, String),
    _ overloads: [Overload], membersToo: Bool = false
  ) -> Function {
    var all = overloads
    if membersToo {
      for var overload in overloads {
        overload.isMember = true
        all.append(overload)
      }
    }
    return Function(name, origin, summary, example, all)
  }

  private static func entry(
    member: Bool = false, _ parameters: [CELType], _ result: CELType, _ body: @escaping Body
  ) -> Overload {
    Overload(
      member: member, parameters, result, cost: .regex,
      body: .variadic { e, values in
        e.attempt { () throws(LibraryError) in
          let regex = try e.evaluator.regex(e.text(values[1]))
          e.charge(regex.weight(over: values[0].byteCount))
          return e.isOverBudget ? e.costExceeded() : body(e, regex, values)
        }
      })
  }

  // MARK: Bodies

  private static let matches: Body = { e, regex, v in
    e.attempt { () throws(LibraryError) in .bool(try regex.matches(e.text(v[0]))) }
  }

  private static let find: Body = { e, regex, v in
    e.attempt { () throws(LibraryError) in
      e.slice(v[0], try regex.firstMatch(in: e.text(v[0])) ?? 0..<0)
    }
  }

  private static let findAll: Body = { e, regex, v in
    e.attempt { () throws(LibraryError) in
      let limit = v.count > 2 ? v[2].asInt : -1
      return e.slices(v[0], try regex.allMatches(in: e.text(v[0]), limit: limit, toll: e.toll))
    }
  }

  private static let replace: Body = { e, regex, v in
    e.attempt { () throws(LibraryError) in
      let limit = v.count > 3 ? v[3].asInt : -1
      return e.string(
        try regex.replacing(in: e.text(v[0]), with: e.text(v[2]), count: limit, toll: e.toll))
    }
  }

  private static let extract: Body = { e, regex, v in
    e.attempt { () throws(LibraryError) in
      let range = try regex.extract(from: e.text(v[0]))
      return range.map { e.optional(e.slice(v[0], $0)) } ?? Evaluation.none
    }
  }

  private static let extractAll: Body = { e, regex, v in
    e.attempt { () throws(LibraryError) in
      e.slices(v[0], try regex.extractAll(from: e.text(v[0]), toll: e.toll))
    }
  }
}

extension Regex {
  /// What a search costs beside what Kubernetes counts, which goes by the pattern's length:
  /// `a{999}` is short, but each byte of the text meets each of its instructions.
  func weight(over count: Int) -> UInt64 {
    UInt64(count) / 10 &* (UInt64(programSize) / 64)
  }
}

extension Evaluation {
  /// Pays for a search that comes after the first one of a call.
  fileprivate func toll(_ count: Int) -> Bool {
    charge(UInt64(count) >> 6)
    return !isOverBudget
  }
}
