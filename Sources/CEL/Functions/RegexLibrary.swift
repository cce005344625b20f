import Documents

/// Regular expressions: CEL's `matches`, Kubernetes' `find`, cel-go's `regex`.
///
/// The pattern is the second argument of all. A constant one is compiled with the expression (see
/// `Planner.constantPattern`), others are kept by the evaluator.
enum RegexLibrary {
  /// What a function does with a compiled pattern; the arguments include the pattern.
  typealias Body = @Sendable (Evaluation, Regex, UnsafeBufferPointer<Value>) -> Value

  static let functions: [Function] = [
    function("matches", [entry([.string, .string], .bool, matches)], membersToo: true),
    function("find", [entry(member: true, [.string, .string], .string, find)]),
    function(
      "findAll",
      [
        entry(member: true, [.string, .string], .list(.string), findAll),
        entry(member: true, [.string, .string, .int], .list(.string), findAll),
      ]),
    function(
      "regex.replace",
      [
        entry([.string, .string, .string], .string, replace),
        entry([.string, .string, .string, .int], .string, replace),
      ]),
    function("regex.extract", [entry([.string, .string], .optional(.string), extract)]),
    function("regex.extractAll", [entry([.string, .string], .list(.string), extractAll)]),
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
    _ name: String, _ overloads: [Overload], membersToo: Bool = false
  ) -> Function {
    var all = overloads
    if membersToo {
      for var overload in overloads {
        overload.isMember = true
        all.append(overload)
      }
    }
    return Function(name, all)
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
