import Checkout
import Engine
import Foundation
import Testing

/// A pack folder of nothing but ValidatingAdmissionPolicies, their bindings and parameters.
@Suite("a pack of admission policies")
struct PolicyPackTests {
  private func run(pack: String = Checkout.fixture("policy-pack")) throws -> EngineRun {
    try EngineRun(
      ["Tests/Fixtures/policy-snapshot"],
      packs: PackRequest(folders: [pack], includesBuiltIn: false))
  }

  @Test("gives every object the verdict that the API server would")
  func verdicts() throws {
    let run = try run()
    #expect(run.code == 1)
    let result = try run.result
    #expect(result.problems.allSatisfy { $0.code == "missing-field" })
    #expect(
      result.verdicts == [
        // Bound to namespaces with env=prod; the limit comes from a ConfigMap of the pack.
        "policy-pack/replica-limit apps/Deployment/shop/web": "fail",
        "policy-pack/replica-limit apps/Deployment/shop/small": "pass",
        "policy-pack/replica-limit apps/StatefulSet/lab/db": "notApplicable",
        // A match condition leaves kube-system out.
        "policy-pack/team-label apps/Deployment/shop/web": "fail",
        "policy-pack/team-label apps/Deployment/shop/small": "pass",
        "policy-pack/team-label apps/StatefulSet/lab/db": "pass",
        "policy-pack/team-label apps/DaemonSet/kube-system/proxy": "notApplicable",
        "policy-pack/price shop.example.com/Ware/shop/tea": "fail",
      ])
  }

  @Test("takes severities from the bindings' actions, and says what the API server says")
  func messages() throws {
    let findings = try run().result.findings
    let lines = findings.map {
      "\($0.severity) \($0.verdict) \($0.subject.text): \($0.message)"
    }
    #expect(
      Set(lines) == [
        "error fail apps/Deployment/shop/web: web has more than 3 replicas",
        "warning fail apps/Deployment/shop/web: every workload names its team",
        "note fail shop.example.com/Ware/shop/tea: failed expression: object.spec.price > 0",
        "note fail shop.example.com/Ware/shop/tea: expression 'object.spec.discount < 50' "
          + "resulted in error: no such key: discount",
        "note unknown shop.example.com/Ware/shop/tea: not decided: who would create the object, "
          + "and what they may do, is not in an export",
      ])
  }

  @Test("points at the values that decided")
  func places() throws {
    let text = try CommandRun.importlint([
      "check", "Tests/Fixtures/policy-snapshot", "--no-builtin", "--pack",
      "Tests/Fixtures/policy-pack",
    ]).text
    for place in ["7:20", "6:50", "39:17", "39:9"] {
      #expect(text.contains("--> Tests/Fixtures/policy-snapshot/resources/all.yaml:\(place)\n"))
    }
    #expect(text.contains("also: Tests/Fixtures/policy-pack/replica-limit.yaml:32:22"))
  }

  @Test("leaves open what depends on a parameter that neither pack nor snapshot hold")
  func missingParameter() throws {
    let folder = try TemporaryFolder()
    let policy = try String(
      contentsOfFile: Checkout.fixture("policy-pack/replica-limit.yaml"), encoding: .utf8)
    // In a namespace that exists: of one that does not, it is certain that it holds none.
    let other = policy.components(separatedBy: "---\napiVersion: v1\nkind: ConfigMap")[0]
      .replacing("namespace: policy", with: "namespace: shop")
    try folder.write(other, to: "p.yaml")
    let run = try run(pack: folder.path)
    #expect(run.code == 3)
    let findings = try run.result.findings
    #expect(findings.map(\.verdict) == ["unknown", "unknown"])
    #expect(
      findings.allSatisfy {
        $0.message == "not decided: configmaps in namespace shop were not exported"
      }, "\(findings.map(\.message))")
  }

  @Test("is not judged with where an expression cannot be compiled, and says where that is")
  func uncompilable() throws {
    let folder = try TemporaryFolder()
    let policy = """
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicy
      metadata: {name: broken}
      spec:
        matchConstraints:
          resourceRules:
          - {apiGroups: [apps], apiVersions: [v1], operations: [CREATE], resources: [deployments]}
        validations:
        - expression: object.spec.replicas < limit
      """
    try folder.write(policy, to: "broken.yaml")
    let run = try run(pack: folder.path)
    #expect(run.code == 2)
    let problem = "broken.yaml:9:40: the expression is wrong: unknown name 'limit'"
    #expect(run.lastLine.contains(problem))
  }
}
