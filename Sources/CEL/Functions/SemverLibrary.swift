import Documents

/// Kubernetes' semantic versions.
enum SemverLibrary {
  static let functions: [Function] = [
    function(
      "semver",
      [
        .function(.string, .semver) { e, v in e.parse(v, normalize: false) },
        .function(.string, .bool, .semver) { e, v, n in e.parse(v, normalize: n.asBool) },
      ]),
    function(
      "isSemver",
      [
        .function(.string, .bool) { e, v in .bool(e.isVersion(v, normalize: false)) },
        .function(.string, .bool, .bool) { e, v, n in .bool(e.isVersion(v, normalize: n.asBool)) },
      ]),
    number("major") { $0.major }, number("minor") { $0.minor }, number("patch") { $0.patch },
    function("isLessThan", [compare(.bool) { .bool($0 < 0) }]),
    function("isGreaterThan", [compare(.bool) { .bool($0 > 0) }]),
    function("compareTo", [compare(.int) { .int($0) }]),
  ]

  private static func function(_ name: String, _ overloads: [Overload]) -> Function {
    Function(name, since: KubernetesVersion(1, 33), overloads)
  }

  private static func number(
    _ name: String, _ body: @escaping @Sendable (SemanticVersion) -> UInt64
  ) -> Function {
    function(
      name,
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
