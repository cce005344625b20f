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
    return .variadic { e, values in body(e, regex, values) }
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
          body(e, try e.evaluator.regex(e.text(values[1])), values)
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
      return e.slices(v[0], try regex.allMatches(in: e.text(v[0]), limit: limit))
    }
  }

  private static let replace: Body = { e, regex, v in
    e.attempt { () throws(LibraryError) in
      let limit = v.count > 3 ? v[3].asInt : -1
      return e.string(try regex.replacing(in: e.text(v[0]), with: e.text(v[2]), count: limit))
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
      e.slices(v[0], try regex.extractAll(from: e.text(v[0])))
    }
  }
}

extension Planner {
  /// The compiled pattern of a call, where it is one of a constant pattern.
  func constantPattern(_ function: Function, _ operands: [Expression]) -> Regex? {
    guard RegexLibrary.bodies[function.name] != nil, operands.count >= 2,
      function.name != "matches" || operands.count == 2
    else { return nil }
    return checked.patterns[operands[1].id]
  }

  /// `text.matches('constant')`.
  func matches(_ operands: [Expression], _ regex: Regex, _ id: Expression.ID) -> Planned {
    let text = plan(operands[0])
    // Reported for the sake of traces.
    let pattern = plan(operands[1])
    let (x, y) = (text.code, pattern.code)
    let tracing = self.tracing
    let patternCost = max(1, UInt64(regex.pattern.utf8.count + 3) / 4)
    return Planned(cost: text.cost) { e in
      let value = x(e)
      if tracing { _ = y(e) }
      guard value.tag == .string else {
        return value.isUsable
          ? e.error(.overload, value, .unset, at: id) : e.attributed(e.unusable(value), id)
      }
      e.charge(UInt64(value.byteCount + 10) / 10 &* patternCost)
      return e.attributed(
        e.attempt { () throws(LibraryError) in .bool(try regex.matches(e.text(value))) }, id)
    }
  }
}
