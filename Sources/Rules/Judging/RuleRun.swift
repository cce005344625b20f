import Basics
import CEL
import Documents
import Findings
import Snapshots

/// Judges subjects on one thread, with an evaluator of its own.
package final class RuleRun {
  let inputs: JudgingInputs
  let evaluator: Evaluator
  var snapshot: Snapshot { inputs.snapshot }
  /// Called with the trace of each expression that decides, while its values live. Slower.
  package var onTrace: ((Trace) -> Void)?
  /// Called with what went wrong when an expression should have given a text or a place: a finding
  /// does without it, and a test must not.
  package var onTextError: ((String) -> Void)?
  /// What the expressions of the last `judge` cost, and what they may cost together. They cost the
  /// same whatever was judged before, so that what is left undecided does not depend on it.
  private(set) var cost: UInt64 = 0
  var costLimit: UInt64 = .max
  /// What one expression may cost. Asked for at each, and a snapshot is large to pass around.
  private let clusterBudget: UInt64
  private let subjectBudget: UInt64
  /// Values of definitions that were asked for, by index.
  var knownDefinitions: [Int: DefinitionValues.Known] = [:]
  /// What decided definitions, by what their expressions may cost.
  var knownParts: [UInt64: KnownParts] = [:]
  /// Programs of definitions in which errors arose, by their numbers.
  private var faultyDefinitions: [Int: Program] = [:]
  /// The namespace of the object that is judged.
  private var namespace: String {
    guard case .resource(let entry, let naming, _) = subject else { return "" }
    return naming.shared.text(entry.namespace)
  }
  /// What is judged.
  private var subject = JudgedSubject.cluster
  /// The Namespace that was asked for last.
  private var lastNamespace: (name: String, object: Snapshot.Lookup)?
  /// What findings say of reasons, by the numbers of these.
  private var knownReasons: [[UInt32]: UnknownReasons] = [:]
  /// More than there are nodes: rules ask for the same files of each, one rule after the other.
  private static let knownReasonsLimit = 16_384

  /// What each subject of the rule at hand is asked. This thread holds the lists alone, and counts
  /// no references to programs, which others use as well: the rule keeps them.
  private(set) var conditions: [Unmanaged<Program>] = []
  private(set) var questions: [Unmanaged<Program>] = []

  /// Nil if the store has no arena left for an evaluator.
  package convenience init?(_ inputs: JudgingInputs) {
    guard let evaluator = Evaluator(store: inputs.snapshot.store) else { return nil }
    self.init(inputs, evaluator)
  }

  /// - Parameter evaluator: one that nothing else uses meanwhile.
  init(_ inputs: JudgingInputs, _ evaluator: Evaluator) {
    self.inputs = inputs
    self.evaluator = evaluator
    let count = UInt64(inputs.snapshot.resources.count)
    clusterBudget = JudgingInputs.budget(resources: count, isOfCluster: true)
    subjectBudget = JudgingInputs.budget(resources: count, isOfCluster: false)
    inputs.constants.prepare(evaluator)
  }

  /// Judges some of a rule's subjects; an empty range is the case of a rule without subjects. Where
  /// they cost more than they may, the rest of them has no result.
  package func judge(
    _ subjects: RuleSubjects, _ range: Range<Int>, listsPasses: Bool
  ) -> BatchResult {
    var batch = BatchResult()
    judge(subjects, range) { batch.add($0, of: subjects.rule, listsPasses: listsPasses) }
    batch.cost = cost
    return batch
  }

  /// The same, where each result is looked at.
  func judge(
    _ subjects: RuleSubjects, _ range: Range<Int>, _ take: (SubjectResult) -> Void
  ) {
    cost = 0
    evaluator.reset()
    provideDefinitions(limit: budget(subjects.rule))
    switch applicability(of: subjects.rule) {
    case .no(let reason):
      // A rule that does not apply says so for each subject, and once where there is none.
      let subjects = subjects.count == 0 ? [.cluster] : subjects.at(range, of: snapshot)
      for subject in subjects {
        take(SubjectResult(subject: subject, verdict: .notApplicable, reason: reason))
      }
      return
    case .unknown(let missing):
      guard range.lowerBound == 0 else { return }
      return take(
        inputs.undecided(subjects.rule, .cluster, validation: "applies", UnknownReasons(missing)))
    case .yes: break
    }
    if range.lowerBound == 0, !subjects.missing.isEmpty {
      let missing = subjects.missing.compactMap { snapshot.reasons[$0] }
      take(
        inputs.undecided(
          subjects.rule, .cluster, validation: "subjects", UnknownReasons(missing)))
    } else if subjects.count == 0 {
      take(
        SubjectResult(
          subject: .cluster, verdict: .notApplicable, reason: subjects.reasonForNoSubjects))
    }
    if subjects.count == 0 { return }
    let rule = subjects.rule.resolved
    prepare(rule)
    for subject in subjects.at(range, of: snapshot) {
      guard cost <= costLimit else { break }
      take(rule.method.judge(rule, subject, by: self))
      evaluator.reset()
    }
  }

  /// Judges one subject by a rule that applies.
  func judge(_ rule: CompiledRule, _ subject: JudgedSubject) -> SubjectResult {
    prepare(rule)
    defer { evaluator.reset() }
    return rule.method.judge(rule, subject, by: self)
  }

  /// Sets what the rule's pack and variables are; values of the last subject are gone.
  private func prepare(_ rule: CompiledRule) {
    evaluator.reset()
    conditions = rule.matchConditions.map { Unmanaged.passUnretained($0.program) }
    questions = rule.validations.map { Unmanaged.passUnretained($0.program) }
    for variable in rule.variables { evaluator.unset(variable.index) }
    evaluator.provider = { [unowned self, limit = budget(rule)] evaluation, index in
      guard let program = rule.variable(index) else {
        return definition(at: index, evaluation, limit)
      }
      return value(of: program, evaluation, limit)
    }
  }

  /// The value of a lazy variable's program, traced where someone looks on.
  private func value(of program: Program, _ evaluation: Evaluation, _ limit: UInt64) -> Value {
    guard let onTrace else { return evaluation.evaluate(program) }
    let trace = evaluator.trace(program, costLimit: limit)
    onTrace(trace)
    return trace.value
  }

  /// Sets what `node` or `object` is.
  func set(_ subject: JudgedSubject) {
    let indices = inputs.environment.indices
    self.subject = subject
    switch subject {
    case .cluster: break
    case .node(_, let value): evaluator.set(indices.node, to: value)
    case .resource(let entry, _, _):
      evaluator.set(indices.object, to: entry.value)
      // Few rules ask for it.
      evaluator.unset(indices.namespaceObject)
    }
  }

  /// The Namespace of the object that is judged.
  func namespaceObject() -> Value {
    let name = namespace
    guard !name.isEmpty else { return .null }
    // Objects come by their namespaces.
    if lastNamespace?.name != name {
      lastNamespace = (name, inputs.library.object(["v1", "namespaces", "", name]))
    }
    switch lastNamespace?.object ?? .absent {
    case .found(let value): return value
    case .absent: return .null
    case .unknown(let reason): return evaluator.evaluation.unknown(reason)
    }
  }

  // MARK: Answers

  /// Why an expression that must give true or false gave neither.
  enum Doubt {
    case missing(UnknownReasons)
    case error(MissingEvidence)
  }

  /// Rules over a whole cluster may cost more, the larger the snapshot is.
  func budget(_ rule: CompiledRule) -> UInt64 {
    rule.rule.subject == .cluster ? clusterBudget : subjectBudget
  }

  func answer(_ program: Program, _ rule: CompiledRule) -> Answer<Void, Doubt> {
    let value = value(of: program, limit: budget(rule))
    switch value.tag {
    case .bool: return value.asBool ? .yes : .no
    case .unknown, .hidden: return .unknown(.missing(unknownReasons(of: value)))
    case .error: return .unknown(.error(describe(value, program, rule)))
    default:
      let text = "the expression `\(program.text)` gives no true or false"
      return .unknown(.error(MissingEvidence(.evaluationError, text)))
    }
  }

  private func value(of program: Program, limit: UInt64) -> Value {
    guard let onTrace else {
      let value = evaluator.evaluate(program, costLimit: limit)
      cost += evaluator.cost
      return value
    }
    let trace = evaluator.trace(program, costLimit: limit)
    onTrace(trace)
    return trace.value
  }

  /// Counts what it costs to find out which parts of the last expression decided.
  /// Each value is written down, and walked through again.
  func countSearch() { cost += 12 * evaluator.cost }

  func reasons(of value: Value) -> [MissingEvidence] {
    evaluator.reasons(of: value).compactMap { snapshot.reasons[$0] }
  }

  /// The same as findings say it, made once for all that have the same reasons.
  func unknownReasons(of value: Value) -> UnknownReasons {
    let numbers = evaluator.reasons(of: value)
    if let known = knownReasons[numbers] { return known }
    let made = UnknownReasons(masked: numbers.compactMap { snapshot.reasons[$0] })
    if knownReasons.count >= RuleRun.knownReasonsLimit { knownReasons.removeAll() }
    knownReasons[numbers] = made
    return made
  }

  func describe(
    _ value: Value, _ program: Program, _ rule: CompiledRule
  ) -> MissingEvidence {
    guard let error = evaluator.error(of: value) else {
      return MissingEvidence(.evaluationError, "the expression could not be evaluated")
    }
    // An expression belongs to its own program only: in another its number means something else.
    let all = [program] + rule.variables.map(\.program) + replacements.values
    let origin =
      all.first { $0.id == error.program }
      ?? definition(ofProgram: error.program)
      ?? (error.program == 0 ? program : nil)
    guard let text = origin?.text(of: error.expression) else {
      return MissingEvidence(
        .evaluationError, "the expression could not be evaluated: \(error.message)")
    }
    return MissingEvidence(.evaluationError, "`\(text)` could not be evaluated: \(error.message)")
  }

  /// The program of a definition in which an error arose. Thousands of subjects may have the same.
  private func definition(ofProgram id: Int) -> Program? {
    if let known = faultyDefinitions[id] { return known }
    let found = inputs.environment.definitions.definition(ofProgram: id)?.program
    faultyDefinitions[id] = found
    return found
  }

  // MARK: Applicability

  /// A part that certainly does not hold decides; else one that is not known leaves it open.
  private func applicability(of rule: CompiledRule) -> Answer<String, [MissingEvidence]> {
    let applies = rule.rule.applies
    if applies.isAlways { return .yes }
    var missing: [MissingEvidence] = []
    let target = DocumentValue(inputs.target, in: snapshot.store)["rancher"]?.value ?? .null
    for (range, value, name, what) in [
      (applies.rancher, target, "version", "Rancher"),
      (applies.kubernetes, snapshot.cluster, "kubernetes", "Kubernetes"),
    ] {
      guard let range else { continue }
      let (text, reason) = inputs.string(name, of: value)
      if let text, let version = VersionNumber(text) {
        if !range.contains(version) {
          return .no("it is for \(what) \(range.text), and this is \(text)")
        }
      } else if let possible = snapshot.reasons.possibleTexts(reason), text == nil,
        let holds = range.containsAll(possible)
      {
        if !holds { return .no("it is for \(what) \(range.text), and this is another") }
      } else {
        missing.append(
          snapshot.reasons[reason]
            ?? MissingEvidence(.clusterFact, "the version of \(what) is not known"))
      }
    }
    if !applies.distributions.isEmpty {
      let (text, reason) = inputs.string("distribution", of: snapshot.cluster)
      if let text {
        if !applies.distributions.contains(text) {
          let known = applies.distributions.joined(separator: ", ")
          return .no("it is for \(known), and this is \(text)")
        }
      } else {
        missing.append(
          snapshot.reasons[reason]
            ?? MissingEvidence(.clusterFact, "the cluster's distribution is not known"))
      }
    }
    if let condition = rule.condition {
      switch answer(condition, rule) {
      case .yes: break
      case .no: return .no("its condition does not hold: \(condition.text.trimmed)")
      case .unknown(.missing(let reasons)): missing += reasons.missing
      case .unknown(.error(let reason)): missing.append(reason)
      }
    }
    return missing.isEmpty ? .yes : .unknown(missing)
  }
}
