import Documents

/// Kubernetes' semantic versions.
enum SemverLibrary {
  static let functions: [Function] = [
    Function(
      "semver", .kubernetes(1, 33),
      "The semantic version that a text is; with true, also of `v1.2` and the like.",
      ("semver('v1.33', true).minor()", "33"),
      [
        .function(.string, .semver) { e, v in e.parse(v, normalize: false) },
        .function(.string, .bool, .semver) { e, v, n in e.parse(v, normalize: n.asBool) },
      ]),
    Function(
      "isSemver", .kubernetes(1, 33),
      "Whether a text is a semantic version; with true, also `v1.2` and the like.",
      ("isSemver('v1.33')", "false"),
      [
        .function(.string, .bool) { e, v in .bool(e.isVersion(v, normalize: false)) },
        .function(.string, .bool, .bool) { e, v, n in .bool(e.isVersion(v, normalize: n.asBool)) },
      ]),
    number(
      "major", .kubernetes(1, 33), "The first number of a version.",
      ("semver('1.33.4').major()", "1")
    ) { $0.major },
    number(
      "minor", .kubernetes(1, 33), "The second number of a version.",
      ("semver('1.33.4').minor()", "33")
    ) { $0.minor },
    number(
      "patch", .kubernetes(1, 33), "The third number of a version.",
      ("semver('1.33.4').patch()", "4")
    ) { $0.patch },
    Function(
      "isLessThan", .kubernetes(1, 33), "Whether a version comes before another.",
      ("semver('1.9.0').isLessThan(semver('1.10.0'))", "true"), [compare(.bool) { .bool($0 < 0) }]),
    Function(
      "isGreaterThan", .kubernetes(1, 33), "Whether a version comes after another.",
      ("semver('1.0.0').isGreaterThan(semver('1.0.0-rc1'))", "true"),
      [compare(.bool) { .bool($0 > 0) }]),
    Function(
      "compareTo", .kubernetes(1, 33),
      "-1, 0 or 1, as a version comes before another, is the same or comes after it.",
      ("semver('1.2.3').compareTo(semver('1.2.3'))", "0"), [compare(.int) { .int($0) }]),
  ]

  private static func number(
    _ name: String, _ origin: Function.Origin, _ summary: String, _ example: (String, String),
    _ body: @escaping @Sendable (SemanticVersion) -> UInt64
  ) -> Function {
    Function(
      name, origin, summary, example,
      [
        .member(.semver, .int) { e, v in
          .int(Int64(truncatingIfNeeded: e.semver(v).map(body) ?? 0))
        }
      ])
  }

  private static func compare(
    _ result: CELType, _ body: @escaping @Sendable (Int64) -> Value
  ) -> Overload {
    .member(.semver, .semver, result) { e, a, b in
      guard let x = e.semver(a), let y = e.semver(b) else { return e.error("invalid version") }
      return body(x.compare(y))
    }
  }
}

extension Evaluation {
  fileprivate func parse(_ value: Value, normalize: Bool) -> Value {
    attempt { () throws(LibraryError) in
      opaque(try SemanticVersion(text(value), normalize: normalize))
    }
  }

  fileprivate func isVersion(_ value: Value, normalize: Bool) -> Bool {
    (try? SemanticVersion(text(value), normalize: normalize)) != nil
  }
}
