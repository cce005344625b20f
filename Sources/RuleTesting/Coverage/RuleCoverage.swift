import Documents
import Rules

/// What the examples of a rule showed of its conditions; or those of all rules, of the
/// definitions of a pack.
public struct RuleCoverage: Sendable {
  /// The rule's full id; `<pack>/definitions` for definitions.
  public let rule: String
  public let expressions: [ExpressionCoverage]
  /// Whether its validations are unknown where they are not true.
  public let neverFails: Bool

  /// All conditions of the rule.
  public var conditions: [ConditionCoverage] { expressions.flatMap(\.conditions) }

  /// The validations and match conditions that were not seen both true and false: what a rule's
  /// author must have an example for.
  public var gaps: [ExpressionCoverage] {
    expressions.filter { $0.mustBeSeenBothWays && !isShown($0) }
  }

  private func isShown(_ expression: ExpressionCoverage) -> Bool {
    if neverFails, case .validation = expression.expression.part {
      return expression.seen.isSuperset(of: [.true, .unknown])
    }
    return expression.seen.isBothWays
  }
}

/// One expression of a rule.
public struct ExpressionCoverage: Sendable {
  public let expression: RuleExpression
  /// Where it begins.
  public let place: SourcePlace?
  /// What the whole expression gave.
  public let seen: Seen
  /// Its sub-expressions that give true or false, in the order of the text, itself included.
  public let conditions: [ConditionCoverage]

  /// Whether the rule needs examples for both of its outcomes.
  public var mustBeSeenBothWays: Bool {
    switch expression.part {
    case .validation, .matchCondition: true
    case .condition, .variable, .place, .definition, .message, .commands: false
    }
  }
}

/// A sub-expression that gives true or false.
public struct ConditionCoverage: Sendable {
  /// As written, on one line.
  public let text: String
  public let place: SourcePlace?
  public let seen: Seen
}

/// What an expression gave over all examples.
public struct Seen: OptionSet, Sendable, Hashable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  public static let `true` = Seen(rawValue: 1)
  public static let `false` = Seen(rawValue: 2)
  public static let error = Seen(rawValue: 4)
  public static let unknown = Seen(rawValue: 8)

  public var isBothWays: Bool { isSuperset(of: [.true, .false]) }

  /// The names of what is in it, in a fixed order.
  public var names: [String] {
    let all: [(Seen, String)] = [
      (.true, "true"), (.false, "false"), (.error, "error"), (.unknown, "unknown"),
    ]
    return all.filter { contains($0.0) }.map(\.1)
  }
}
