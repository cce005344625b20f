// Judging an object by a policy: what the API server's dispatcher and validator do with a request
// to create it.
//
//     policy matches? ─▶ for each binding: matches? ─▶ its parameters ─▶ for each parameter:
//       match conditions ─▶ validations, messages ─▶ audit annotations
//
// Every step may also end in "not known", which is a finding of its own; a certain no ends it.

import Basics
import CEL
import Documents
import Findings
import Snapshots

extension CompiledPolicy {
  func types(of rule: Rule, in snapshot: Snapshot) -> (types: [ResourceType], missing: [UInt32]) {
    let subjects = PolicySubjects(snapshot: snapshot)
    return (subjects.types(of: policy), subjects.mistakes(of: policy))
  }

  /// The verdict of the policy, under all of its bindings, on one object.
  func judge(_ rule: CompiledRule, _ subject: JudgedSubject, by run: RuleRun) -> SubjectResult {
    let snapshot = run.snapshot
    guard case .resource(let entry, let naming, let position) = subject else {
      return SubjectResult(subject: subject, verdict: .notApplicable)
    }
    let reference = naming.shared.reference(entry, at: position)
    let object = PolicyObject(reference: reference, value: entry.value)
    let matcher = PolicyMatcher(snapshot: snapshot)
    let own = matcher.match(policy.matchConstraints, object, "the policy")
    var session = PolicySession(
      run: run, rule: rule, policy: self, subject: subject,
      scope: PolicyScope(rule, self, object, snapshot, before: run.inputs.formerObject))
    for binding in policy.bindings {
      let owner = binding.name.isEmpty ? "the binding" : "the binding \(binding.name)"
      let match =
        if case .no = own { own } else {
          own.and(matcher.match(binding.matchResources, object, owner))
        }
      session.judge(binding, match)
    }
    return session.result
  }
}

/// One object under one policy, while its verdict is being made.
struct PolicySession {
  let run: RuleRun
  let rule: CompiledRule
  let policy: CompiledPolicy
  let subject: JudgedSubject
  let scope: PolicyScope

  private var findings: [Finding] = []
  /// Whether anything was evaluated to the end: what then found nothing passes.
  private var isJudged = false
  /// Why the policy does not apply, first come.
  private var reason: String?
  /// What may still be spent on the object, under all bindings.
  private var allowance: PolicyBudget
  /// Whether that did not suffice: then nothing is known.
  private var isBeyondAllowance = false

  /// The binding and parameter at hand.
  private var binding: PolicyBinding
  private var parameter = ""
  /// The object is admitted whatever fails: `failurePolicy: Ignore`.
  private var admitsErrors: Bool { !rule.rule.failsOnError }
  private var severity: Severity { policy.policy.severity ?? binding.severity }

  init(
    run: RuleRun, rule: CompiledRule, policy: CompiledPolicy, subject: JudgedSubject,
    scope: PolicyScope
  ) {
    self.run = run
    self.rule = rule
    self.policy = policy
    self.subject = subject
    self.scope = scope
    binding = policy.policy.bindings[0]
    allowance = PolicyBudget(run.inputs.policyCost ?? .max)
  }

  var result: SubjectResult {
    if isBeyondAllowance {
      let reason = MissingEvidence(.evaluationError, PolicyBudget.allowanceMessage)
      return run.inputs.undecided(
        rule, subject, validation: "costLimit", UnknownReasons([reason]))
    }
    let verdict = findings.map(\.verdict).max() ?? (isJudged ? .pass : .notApplicable)
    return SubjectResult(
      subject: subject, verdict: verdict, findings: findings,
      reason: verdict == .notApplicable ? reason ?? "the policy is not for it" : nil)
  }

  // MARK: Bindings and parameters

  mutating func judge(_ binding: PolicyBinding, _ match: PolicyMatch) {
    if isBeyondAllowance { return }
    self.binding = binding
    parameter = ""
    switch match {
    case .no(let why): skip(why)
    case .unknown(let reasons): addUnknown("matchConstraints", UnknownReasons(reasons))
    case .yes:
      let parameters = PolicyParameters(policy: policy.policy, snapshot: run.snapshot)
      switch parameters.parameters(for: binding, scope.object) {
      case .none: skip("there is no parameter for the policy, and none is needed")
      case .unknown(let reasons): addUnknown("paramRef", UnknownReasons(reasons))
      case .misconfigured(let message):
        // The API server denies it whatever the binding's actions are.
        if admitsErrors {
          skip(message)
        } else {
          addFailing(
            "paramRef", "failed to configure binding: \(message)",
            policy.policy.severity ?? .error, nil)
        }
      case .parameters(let all):
        for one in all {
          parameter = one.name
          judge(with: one.value)
        }
      }
    }
  }

  private mutating func skip(_ why: String) {
    if reason == nil { reason = why }
  }

  private mutating func judge(with value: Value) {
    if isBeyondAllowance { return }
    scope.enter(run.evaluator, parameter: value)
    guard matchConditionsHold() else { return }
    scope.enter(run.evaluator, parameter: value)
    isJudged = true
    var budget = PolicyBudget(PolicyBudget.policy)
    var answers: [Answer<Void, Doubt>] = []
    for validation in rule.validations {
      let answer = answer(validation.program, &budget)
      // The API server stops here, and forgets what it found so far.
      if case .unknown(.exhausted) = answer {
        if !admitsErrors {
          addFailing("costLimit", PolicyBudget.message, severity, validation.program)
        }
        return
      }
      answers.append(answer)
    }
    for (validation, answer) in zip(rule.validations, answers) {
      let name = validation.validation.name
      switch answer {
      case .yes, .unknown(.exhausted): continue
      case .unknown(.missing(let reasons)): addUnknown(name, reasons)
      case .no:
        addFailing(name, message(of: validation, &budget), severity, validation.program)
      case .unknown(.error(let message)):
        if !admitsErrors { addFailing(name, message, severity, validation.program) }
      }
    }
    judgeAuditAnnotations()
  }

  // MARK: Match conditions

  /// Whether the conditions hold; adds the finding where they cannot be evaluated.
  private mutating func matchConditionsHold() -> Bool {
    if rule.matchConditions.isEmpty { return true }
    // They are asked before the namespace is looked up.
    run.evaluator.set(policy.indices.namespaceObject, to: .null)
    var budget = PolicyBudget(PolicyBudget.matchConditions)
    var errors: [String] = []
    var unknown: [MissingEvidence] = []
    for condition in rule.matchConditions {
      switch answer(condition.program, &budget) {
      case .yes: continue
      case .no:
        skip(condition.reason)
        return false
      case .unknown(.missing(let reasons)): unknown += reasons.missing
      case .unknown(.error(let message)): if !errors.contains(message) { errors.append(message) }
      case .unknown(.exhausted):
        // Each of the others could cost as much again.
        if isBeyondAllowance { return false }
        errors = [PolicyBudget.message]
        unknown = []
      }
    }
    if !unknown.isEmpty {
      addUnknown("matchConditions", UnknownReasons(unknown))
    } else if errors.isEmpty {
      return true
    } else if admitsErrors {
      skip("its conditions cannot be evaluated, which the policy ignores")
    } else {
      let message = errors.count == 1 ? errors[0] : "[\(errors.joined(separator: ", "))]"
      addFailing("matchConditions", message, severity, rule.matchConditions[0].program)
    }
    return false
  }

  // MARK: Answers

  private enum Doubt {
    case missing(UnknownReasons)
    /// As the API server words it.
    case error(String)
    /// The budget is spent.
    case exhausted
  }

  /// The value of an expression; nil if the budget does not suffice for it and the variables that
  /// it is the first to ask for.
  private mutating func evaluate(_ program: Program, _ budget: inout PolicyBudget) -> Value? {
    let limit = min(PolicyBudget.expression, allowance.remaining)
    scope.allowance = allowance.remaining
    let value = run.evaluator.evaluate(program, costLimit: limit)
    let cost = run.evaluator.cost &+ scope.variableCost
    if !allowance.spend(cost) {
      isBeyondAllowance = true
      return nil
    }
    // The trace is made beside it: it must not count, nor find variables that are not yet paid.
    run.onTrace?(run.evaluator.trace(program, costLimit: PolicyBudget.expression))
    guard budget.spend(scope.takeVariableCost()), budget.spend(run.evaluator.cost) else {
      return nil
    }
    return value
  }

  private mutating func answer(_ program: Program, _ budget: inout PolicyBudget) -> Answer<
    Void, Doubt
  > {
    guard let value = evaluate(program, &budget) else {
      return .unknown(.exhausted)
    }
    switch value.tag {
    case .bool: return value.asBool ? .yes : .no
    case .unknown, .hidden: return .unknown(.missing(run.unknownReasons(of: value)))
    case .error: return .unknown(.error(message(of: value, program)))
    default: return .no
    }
  }

  private func message(of value: Value, _ program: Program) -> String {
    let error = run.evaluator.error(of: value)?.kubernetesMessage ?? "unknown error"
    return "expression '\(program.text)' resulted in error: \(error)"
  }

  // MARK: Messages

  /// Bytes that the text of a message expression may have.
  private static let messageLimit = 5 * 1024

  /// What the API server says of a validation that is false: the message expression's text, where
  /// it gives one line of at most 5 KiB, else the message, else the expression.
  private mutating func message(
    of validation: CompiledRule.CompiledValidation, _ budget: inout PolicyBudget
  ) -> String {
    if let program = validation.message {
      guard let value = evaluate(program, &budget) else {
        return "failed messageExpression: \(PolicyBudget.message)"
      }
      let text = run.evaluator.string(value)?.withoutOuterSpace ?? ""
      if !text.isEmpty, text.utf8.count <= PolicySession.messageLimit,
        !text.utf8.contains(UInt8(ascii: "\n"))
      {
        return text
      }
    }
    let message = validation.validation.message.withoutOuterSpace
    if !message.isEmpty { return message }
    return "failed expression: \(validation.validation.expression.text.withoutOuterSpace)"
  }

  // MARK: Audit annotations

  /// Annotations are only written down; but one that cannot be evaluated denies.
  private mutating func judgeAuditAnnotations() {
    var budget = PolicyBudget(PolicyBudget.policy)
    for annotation in policy.auditAnnotations {
      let name = "auditAnnotations.\(annotation.name)"
      let value = evaluate(annotation.program, &budget)
      switch value?.tag {
      case .unknown, .hidden: addUnknown(name, run.unknownReasons(of: value ?? .null))
      case .error, nil:
        if admitsErrors { continue }
        let message = value.map { self.message(of: $0, annotation.program) }
        addFailing(
          name, message ?? PolicyBudget.message, policy.policy.severity ?? .error,
          annotation.program)
      default: continue
      }
      if value == nil { return }
    }
  }

  // MARK: Findings

  /// Tells the findings of one validation under several bindings and parameters apart.
  private func basis(_ validation: String) -> String {
    [validation, binding.name, parameter].joined(separator: "|")
  }

  private mutating func addUnknown(_ validation: String, _ reasons: UnknownReasons) {
    findings.append(
      run.inputs.unknownFinding(
        rule, subject.subject, validation, severity, reasons, basis: basis(validation)))
  }

  /// - Parameter program: the expression that decided; nil if none did.
  private mutating func addFailing(
    _ validation: String, _ message: String, _ severity: Severity, _ program: Program?
  ) {
    // What could not be evaluated to its end is not evaluated again to find a place in it.
    if isBeyondAllowance { return }
    let deciding = program.map { run.decidingParts(rule, $0) } ?? []
    let located = run.inputs.places.located(deciding, subject, run.evaluator)
    let identity = run.inputs.identity(
      rule, subject.subject, validation, .fail, pointer: located.stablePointer,
      basis: basis(validation))
    findings.append(
      Finding(
        identity, .fail, severity, message: message,
        texts: rule.texts.with(commands: rule.rule.fix.commands),
        grounds: Finding.Grounds(places: located.places, decidingValues: located.values)))
  }
}

/// What the API server lets a policy cost for one object, in the units of its cost model.
struct PolicyBudget {
  static let expression: UInt64 = 1_000_000
  static let policy: UInt64 = 10_000_000
  static let matchConditions: UInt64 = 2_500_000

  static let message =
    "validation failed due to running out of cost budget, no further validation rules will be run"

  /// Why an object is left undecided that could cost more than is spent on it.
  static let allowanceMessage =
    "its expressions cost more than is spent on each policy of a cluster with as many"

  private(set) var remaining: UInt64

  init(_ limit: UInt64) { remaining = limit }

  /// Takes off the cost of an evaluation; false where it is more than is left.
  mutating func spend(_ cost: UInt64) -> Bool {
    guard cost <= remaining else { return false }
    remaining -= cost
    return true
  }
}

extension String {
  /// Without white space at its ends, as Go trims it.
  var withoutOuterSpace: String {
    let scalars = unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(scalars[first...last])
  }
}
