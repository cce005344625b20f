import Documents
import Snapshots
import Testing

@testable import Rules

@Suite("a policy that is compiled once")
struct PreparedPolicyTests {
  private static let policies = [
    SourceText(
      path: "policy.yaml",
      text: """
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicy
        metadata: {name: p}
        spec:
          matchConstraints:
            namespaceSelector: {matchLabels: {env: prod}}
            resourceRules:
            - {apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [configmaps]}
          validations:
          - expression: object.metadata.name.endsWith('0')
            messageExpression: "'no ' + object.metadata.name"
        """)
  ]

  private static func trial(_ number: Int, _ namespace: String?) -> PolicyTrial {
    PolicyTrial(
      policies: policies,
      object: SourceText(
        path: "object.yaml",
        text: "{apiVersion: v1, kind: ConfigMap, metadata: {name: c\(number), namespace: shop}}"),
      namespace: namespace.map { env in
        SourceText(
          path: "namespace.yaml",
          text: "{apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {env: \(env)}}}")
      })
  }

  @Test("says of each object what it says of it alone, and nothing of those before")
  func many() {
    let trials = PolicyTrials()
    // More than one compiled policy is used for, and each twice: the second time it is known.
    for _ in 0..<2 {
      for number in 0..<300 {
        let outcome = trials.outcome(of: Self.trial(number, "prod"))
        #expect(outcome.messages == (number % 10 == 0 ? [] : ["no c\(number)"]))
        #expect(outcome.verdict == (number % 10 == 0 ? .pass : .fail))
      }
    }
    for namespace in ["prod", "test", nil] {
      let trial = Self.trial(7, namespace)
      let (known, alone) = (trials.outcome(of: trial), trial.run())
      #expect(known.verdict == alone.verdict)
      #expect(known.messages == alone.messages)
      #expect(known.reasons == alone.reasons)
    }
    #expect(trials.outcome(of: Self.trial(7, "test")).verdict == .notApplicable)
    #expect(trials.outcome(of: Self.trial(7, nil)).verdict == .unknown)
  }

  @Test("is tried on an object that was read for another policy")
  func ground() {
    let ground = TrialGround(reasons: ReasonTable())
    let trial = Self.trial(7, "prod")
    let text = trial.policies[0].text(in: 0..<trial.policies[0].count)
    for word in ["no", "never", "not"] {
      let policy = SourceText(
        path: "policy.yaml", text: text.replacing("'no '", with: "'\(word) '"))
      let outcome = PreparedPolicy([policy], on: ground).outcome(of: trial.subject, digest: [1])
      #expect(outcome.messages == ["\(word) c7"])
      let scarce = PreparedPolicy([policy], on: ground)
        .outcome(of: trial.subject, digest: [1], cost: 1)
      #expect(scarce.verdict == .unknown)
    }
    // One for each cost.
    #expect(ground.subjectCount == 2)
  }

  @Test("is told apart from others by all of its texts")
  func others() {
    let trials = PolicyTrials()
    var trial = Self.trial(7, "prod")
    #expect(trials.outcome(of: trial).messages == ["no c7"])
    let text = trial.policies[0].text(in: 0..<trial.policies[0].count)
    trial.policies = [
      SourceText(path: "policy.yaml", text: text.replacing("'no '", with: "'never '"))
    ]
    #expect(trials.outcome(of: trial).messages == ["never c7"])
  }

  @Test("leaves an object undecided that costs more than may be spent on it")
  func allowance() {
    let trial = Self.trial(7, "prod")
    let policy = PreparedPolicy(trial.policies, on: TrialGround(reasons: ReasonTable()))
    let enough = policy.outcome(of: trial.subject, digest: [], cost: 1_000)
    #expect(enough.messages == ["no c7"])
    let scarce = policy.outcome(of: trial.subject, digest: [], cost: 1)
    #expect(scarce.verdict == .unknown)
    #expect(scarce.messages == [])
    #expect(scarce.reasons == [PolicyBudget.allowanceMessage])
  }
}
