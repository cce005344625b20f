import Basics
import CEL
import Findings

/// A rule with its expressions checked and compiled: at once, or each part when it is first asked
/// for. Half of the rules have no subject in most clusters, and texts are for findings only.
package struct CompiledRule: Sendable {
  package var rule: Rule
  /// The rule's full id, made once: its findings share the text.
  let fullId: String
  /// What its findings say of it.
  let texts: RuleTexts
  /// How a subject comes by its verdict, which depends on the kind of rule.
  let method: any JudgingMethod
  private var deferredCondition: Deferred<Program?>
  private var deferredBody: Deferred<Body>

  /// What is asked of each subject. An object, since lazy variables are looked up in it for each of
  /// a hundred thousand subjects: that costs one count of references instead of one for each part.
  final class Body: Sendable {
    let matchConditions: [CompiledCondition]
    /// The rule's variables with their indices, in order.
    let variables: [(name: String, index: Int, program: Program)]
    let validations: [CompiledValidation]
    let commands: Deferred<Program?>

    init(
      matchConditions: [CompiledCondition],
      variables: [(name: String, index: Int, program: Program)],
      validations: [CompiledValidation], commands: Deferred<Program?>
    ) {
      self.matchConditions = matchConditions
      self.variables = variables
      self.validations = validations
      self.commands = commands
    }

    /// The same with other parts.
    func with(
      matchConditions: [CompiledCondition]? = nil,
      variables: [(name: String, index: Int, program: Program)]? = nil,
      validations: [CompiledValidation]? = nil
    ) -> Body {
      Body(
        matchConditions: matchConditions ?? self.matchConditions,
        variables: variables ?? self.variables, validations: validations ?? self.validations,
        commands: commands)
    }
  }

  package struct CompiledCondition: Sendable {
    package let name: String
    package var program: Program
    /// Why the rule does not apply to a subject that does not meet it.
    let reason: String

    init(name: String, program: Program) {
      self.name = name
      self.program = program
      reason = "no subject meets the condition \(name)"
    }
  }

  package struct CompiledValidation: Sendable {
    package let validation: Validation
    package var program: Program
    private let deferredMessage: Deferred<Program?>
    private var deferredPlace: Deferred<Program?>

    init(
      _ validation: Validation, _ program: Program, message: Deferred<Program?>,
      place: Deferred<Program?> = .made(nil)
    ) {
      self.validation = validation
      self.program = program
      deferredMessage = message
      deferredPlace = place
    }

    var message: Program? { deferredMessage.value }

    package var place: Program? {
      get { deferredPlace.value }
      set { deferredPlace = .made(newValue) }
    }
  }

  init(
    _ rule: Rule, by method: any JudgingMethod, condition: Deferred<Program?>,
    body: Deferred<Body>
  ) {
    self.rule = rule
    fullId = rule.fullId
    texts = rule.texts(commands: [])
    self.method = method
    deferredCondition = condition
    deferredBody = body
  }

  private var body: Body {
    get { deferredBody.value }
    set { deferredBody = .made(newValue) }
  }

  package var condition: Program? {
    get { deferredCondition.value }
    set { deferredCondition = .made(newValue) }
  }

  package var matchConditions: [CompiledCondition] {
    get { body.matchConditions }
    set { body = body.with(matchConditions: newValue) }
  }

  package var variables: [(name: String, index: Int, program: Program)] {
    get { body.variables }
    set { body = body.with(variables: newValue) }
  }

  package var validations: [CompiledValidation] {
    get { body.validations }
    set { body = body.with(validations: newValue) }
  }

  var commands: Program? { body.commands.value }

  /// The same with what every subject asks for at hand.
  var resolved: CompiledRule {
    var copy = self
    copy.deferredBody = deferredBody.resolved
    return copy
  }

  /// The variable with an index; nil for those of the environment.
  package func variable(_ index: Int) -> Program? {
    variables.first { $0.index == index }?.program
  }
}

extension Program {
  /// The text of a sub-expression, on one line.
  package func text(of id: Expression.ID) -> String { syntax.source(of: id).trimmed }
}
