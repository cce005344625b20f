import Documents
import Findings
import Snapshots

/// One check of a pack, as its file says it; expressions are still text.
public struct Rule: Sendable {
  /// Kebab-case name, unique in its pack.
  public var id: String
  public var pack: String
  public var title: String
  public var severity: Severity
  public var area: String
  public var why: String
  public var fix: RuleFix
  public var references: [RuleResult.Reference]
  public var applies: Applicability
  /// Evidence that the expressions name only dynamically: `<plural>.<group>` with wildcards.
  public var needs: [String]
  public var subject: Subject.Kind
  public var matchConstraints: MatchConstraints
  public var matchConditions: [NamedExpression]
  public var variables: [NamedExpression]
  public var validations: [Validation]
  /// Whether an evaluation error is a fail (else: unknown).
  var failsOnError: Bool
  /// Whether the validations are unknown where they are not true.
  public var neverFails = false
  /// Whether a waiver may accept what it finds.
  public var isWaivable = true
  public var deprecatedIds: [String]
  public var examples: [Example]
  /// Further examples, of the file beside the rule's: tests, and no documentation.
  public var cases: [Example] = []
  /// What the rule is tested by.
  public var trials: [Example] { examples + cases }
  /// Where the rule's file begins.
  public var place: SourcePlace?
  public var kind: Kind = .packRule
  /// Whether it has no examples yet, and runs because drafts were asked for.
  public var isDraft = false
  /// Its texts in the languages that were asked for, each once.
  public var translations: [RuleTranslation] = []

  /// What the title of a draft begins with.
  static let draftMark = "draft: "
  /// The title without what marks a draft.
  var ownTitle: String { isDraft ? String(title.dropFirst(Rule.draftMark.count)) : title }

  /// Where a rule comes from, and with that how it is judged.
  public enum Kind: Sendable {
    /// A file of a pack, in this tool's own form.
    case packRule
    /// A ValidatingAdmissionPolicy, judged as the API server does.
    case policy(AdmissionPolicy)
  }

  /// `<pack>/<id>`.
  public var fullId: String { "\(pack)/\(id)" }

  /// Its earlier full ids; an earlier id without a pack was one of the same pack.
  package var formerFullIds: [String] {
    deprecatedIds.map { $0.utf8.contains(UInt8(ascii: "/")) ? $0 : "\(pack)/\($0)" }
  }

  /// What it tells people, with commands for one subject or for all.
  func texts(commands: [String]) -> RuleTexts {
    RuleTexts(title: title, why: why, fix: Fix(text: fix.text, commands: commands))
  }

  /// All of its expressions.
  var expressions: [ExpressionText] {
    let named = (matchConditions + variables).map(\.expression)
    let optional =
      [applies.condition, fix.commandExpression]
      + validations.flatMap { [$0.messageExpression, $0.place] }
    return named + validations.map(\.expression) + optional.compactMap { $0 }
  }

  /// The policy that it is; nil for other kinds.
  var policy: AdmissionPolicy? {
    if case .policy(let policy) = kind { policy } else { nil }
  }

  /// Whether it is a file of a pack, in this tool's own form.
  package var isPackRule: Bool { policy == nil }

  /// Gives all findings one severity, as an override of a pack does.
  mutating func override(severity: Severity) {
    self.severity = severity
    for i in validations.indices { validations[i].severity = severity }
    if case .policy(var policy) = kind {
      policy.severity = severity
      kind = .policy(policy)
    }
  }
}

/// What to do about a finding: fixed commands, or an expression that gives them.
public struct RuleFix: Sendable {
  public var text: String
  public var commands: [String]
  public var commandExpression: ExpressionText?
}

/// When a rule applies. Outside of it the verdict is notApplicable.
public struct Applicability: Sendable {
  public var rancher: VersionRange?
  public var kubernetes: VersionRange?
  public var distributions: [String]
  public var condition: ExpressionText?

  /// Whether there is nothing to decide.
  var isAlways: Bool {
    rancher == nil && kubernetes == nil && distributions.isEmpty && condition == nil
  }
}

/// The resources that a rule judges, in the words of a ValidatingAdmissionPolicy.
public struct MatchConstraints: Sendable {
  public var resourceRules: [ResourceRule]

  public struct ResourceRule: Sendable {
    public var apiGroups: [String]
    public var apiVersions: [String]
    public var resources: [String]
    /// The map that says so, for the places of mistakes.
    var written: DocumentValue?

    var typeNames: TypeNames {
      TypeNames(groups: apiGroups, plurals: resources, versions: apiVersions)
    }
  }
}

/// The text of an expression, and where it stands in the rule's file.
public struct ExpressionText: Sendable {
  public var text: String
  public var place: SourcePlace?
}

/// An expression with a name: a variable or a match condition.
public struct NamedExpression: Sendable {
  public var name: String
  public var expression: ExpressionText
}

/// One condition of a rule: true means compliant.
public struct Validation: Sendable {
  /// Part of the fingerprint; its position where the rule names none.
  public var name: String
  public var expression: ExpressionText
  public var message: String
  public var messageExpression: ExpressionText?
  /// What gives the value that a finding points at; nil: it follows from what decided.
  public var place: ExpressionText?
  public var severity: Severity
}
