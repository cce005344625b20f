import CEL
import Documents
import Findings
import Snapshots

/// A policy with its binding and parameters, compiled once and tried on any number of objects.
struct PreparedPolicy: Sendable {
  private let ground: TrialGround
  private let rules: [CompiledRule]
  private let parameterKinds: [TrialSubject.ParameterKind]
  private let problems: [Problem]

  /// - Parameters:
  ///   - policies: the policy, its binding and parameters.
  ///   - ground: where it is tried; others may be tried there.
  ///   - changes: Whether it is tried on objects that are changed, not created.
  init(_ policies: [SourceText], on ground: TrialGround, onChange changes: Bool = false) {
    let list = ProblemList()
    self.ground = ground
    var pack = PolicyLoader.pack(
      of: policies, name: "policies", path: "", PackFileReader(store: ground.store, problems: list))
    if changes {
      for i in pack.rules.indices {
        if let policy = pack.rules[i].policy { pack.rules[i].kind = .policy(policy.onChange) }
      }
    }
    let compiler = PolicyCompiler(
      environment: ground.policies, compatibility: nil, problems: list)
    rules = pack.rules.compactMap { rule in rule.policy.flatMap { compiler.compile(rule, $0) } }
    parameterKinds = pack.rules.compactMap { $0.policy?.parameterKind }.map {
      TrialSubject.ParameterKind(version: $0.apiVersion, kind: $0.kind)
    }
    problems = list.problems
  }

  /// What becomes of an object, as if it were the whole cluster.
  /// - Parameters:
  ///   - digest: That of the texts, which tells them apart.
  ///   - cost: As `Judge.Options.policyCost`.
  func outcome(
    of texts: TrialSubject.Texts, digest: [UInt8], cost: UInt64? = nil
  ) -> PolicyTrial.Outcome {
    var outcome = PolicyTrial.Outcome()
    outcome.problems = problems
    let key = TrialSubject.Key(digest: digest, parameterKinds: parameterKinds, cost: cost)
    guard !problems.contains(where: \.isFatal), let subject = ground.subject(key, texts) else {
      return outcome
    }
    var results: [SubjectResult] = []
    for rule in rules {
      guard let result = judge(rule, subject) else { return outcome }
      results.append(result)
    }
    let findings = results.flatMap(\.findings)
    outcome.messages = findings.filter { $0.verdict == .fail }.map(\.message)
    outcome.reasons = findings.flatMap(\.missing).map(\.text)
    outcome.verdict = results.map(\.verdict).max() ?? .notApplicable
    if outcome.verdict == .notApplicable { outcome.reasons = results.compactMap(\.reason) }
    return outcome
  }

  /// The verdict of one policy; nil if there is no memory.
  private func judge(_ rule: CompiledRule, _ subject: TrialSubject) -> SubjectResult? {
    let snapshot = subject.inputs.snapshot
    guard case .resource(let reference) = subject.judged.subject else { return nil }
    let type = ResourceType(group: reference.group, plural: reference.plural)
    if rule.method.types(of: rule.rule, in: snapshot).types.contains(type) {
      return ground.judge(rule, subject)
    }
    let subjects = RuleSubjects(of: rule, in: subject.inputs)
    return SubjectResult(
      subject: subject.judged, verdict: .notApplicable,
      reason: subjects.count == 0 ? subjects.reasonForNoSubjects : "the policy is not for it")
  }
}
