import Engine
import Foundation
import Testing

@Suite("names of types that are none never make a cluster ready")
struct TypoTests {
  /// A policy that refuses every pod, for what these constraints name.
  private func policy(_ groups: String, _ versions: String, _ resources: String) -> String {
    """
    apiVersion: admissionregistration.k8s.io/v1
    kind: ValidatingAdmissionPolicy
    metadata: {name: no-pods}
    spec:
      matchConstraints:
        resourceRules:
          - apiGroups: [\(groups)]
            apiVersions: [\(versions)]
            operations: [CREATE]
            resources: [\(resources)]
      validations: [{expression: "false"}]
    ---
    apiVersion: admissionregistration.k8s.io/v1
    kind: ValidatingAdmissionPolicyBinding
    metadata: {name: no-pods}
    spec: {policyName: no-pods, validationActions: [Deny]}
    """
  }

  private func run(_ policy: String) throws -> EngineRun {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      apiVersion: v1
      kind: PodList
      metadata: {resourceVersion: "1"}
      items:
        - {apiVersion: v1, kind: Pod, metadata: {name: a, namespace: shop}, spec: {}}
        - {apiVersion: v1, kind: Pod, metadata: {name: b, namespace: default}, spec: {}}

      """, to: "snapshot/pods.yaml")
    try folder.write(
      "schema: 1\nresources: {pods: complete, customresourcedefinitions.apiextensions.k8s.io: "
        + "complete}\n", to: "snapshot/importlint-snapshot.yaml")
    try folder.write(policy, to: "pack/policy.yaml")
    return try EngineRun(
      [folder.path + "/snapshot"],
      packs: PackRequest(folders: [folder.path + "/pack"], includesBuiltIn: false))
  }

  @Test(
    "what a policy's constraints misspell leaves it undecided, with what was meant",
    arguments: [
      ("core", "v1", "pods", "there is no API group \"core\"; did you mean \"\", the core group?"),
      ("v1", "v1", "pods", "there is no API group \"v1\"; did you mean \"\", the core group?"),
      ("apps/v1", "v1", "deployments", "there is no API group \"apps/v1\"; did you mean apps?"),
      ("core", "v1", "\"*\"", "there is no API group \"core\"; did you mean \"\", the core group?"),
      ("\"\"", "v1", "podds", "there is no resource type \"podds\"; did you mean pods?"),
      ("\"\"", "v1", "Pod", "there is no resource type \"Pod\"; did you mean pods?"),
      ("\"*\"", "v1", "podds", "there is no resource type \"podds\"; did you mean pods?"),
      (
        "\"\"", "v1", "deployments",
        "there is no resource type \"deployments\"; did you mean deployments.apps?"
      ),
      ("\"\"", "v2", "pods", "the core API group has no version \"v2\"; did you mean v1?"),
    ])
  func policies(groups: String, versions: String, resources: String, text: String) throws {
    let run = try run(policy(groups, versions, resources))
    #expect(run.code == 3, "\(run.lastLine)")
    let messages = try run.result.findings.map(\.message)
    #expect(messages.contains("not decided: \(text)"), "\(messages)")
  }

  @Test(
    "a list of groups and one of plurals name pairs that do not exist, and that is not a mistake",
    arguments: ["\"\", apps", "apps, \"\", extensions"])
  func pairs(groups: String) throws {
    let run = try run(policy(groups, "v1", "pods, deployments"))
    #expect(run.code == 1, "\(run.lastLine)")
    let messages = try run.result.findings.map(\.message)
    #expect(!messages.contains { $0.contains("did you mean") }, "\(messages)")
  }

  @Test(
    "a look-up of a type that is not valid is unknown",
    arguments: [
      "resource.List('core/v1', 'pods', '')", "resource.List('v1', 'podds', '')",
      "resource.List('v2', 'pods', '')", "resource.List('apps', 'deployments', '')",
      "resource.Find('v1', 'Node', '', 'x')", "resource.Get('app/v1', 'deployments', 'a', 'b')",
      "resource.ListBy('v1', 'pod', '/spec/nodeName', 'x')",
    ])
  func lookUps(expression: String) throws {
    let run = try CommandRun.importlint(["eval", expression, "Tests/Fixtures/ready-cluster"])
    #expect(run.unwrappedErrors.contains("; did you mean "), "\(run.text) \(run.errors)")
    #expect(run.code == 3)
  }
}

@Suite("packs may come from anybody, and none is passed over")
struct PackFileTests {
  private func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let run = try CommandRun.importlint(["pack", "init", "acme"], in: folder.path)
    try #require(run.code == 0)
    return folder
  }

  private func rules(in folder: TemporaryFolder, _ packs: String...) throws -> CommandRun {
    try CommandRun.importlint(["rules"] + packs.flatMap { ["--pack", $0] }, in: folder.path)
  }

  @Test("a link that leads out of a pack is not followed, and nothing of it is shown")
  func links() throws {
    let folder = try folder()
    try folder.write("root:x:0:0\n", to: "secret.yaml")
    try folder.link("acme/namespaces/other.yaml", to: "../../secret.yaml")
    let run = try rules(in: folder, "acme")
    #expect(run.code == 2)
    #expect(run.lastLine.contains("acme/namespaces/other.yaml leads out of the pack"))
    #expect(!run.errors.contains("root:x"))
  }

  @Test("a link within a pack is followed")
  func innerLinks() throws {
    let folder = try folder()
    try folder.move("acme/namespaces/ownerless-namespace.yaml", to: "acme/..data")
    try folder.link("acme/namespaces/ownerless-namespace.yaml", to: "../..data")
    let run = try rules(in: folder, "acme")
    #expect(run.code == 0, "\(run.errors)")
    #expect(run.text.contains("acme/ownerless-namespace"))
  }

  @Test(
    "a file whose name nearly is one of a rule is named, and a pack without rules is refused",
    arguments: ["YAML", "yamll", "yaml.bak", "yaml~"])
  func passedOver(ending: String) throws {
    let folder = try folder()
    let rule = "acme/namespaces/ownerless-namespace"
    try folder.move("\(rule).yaml", to: "\(rule).\(ending)")
    let run = try rules(in: folder, "acme")
    #expect(run.code == 2)
    #expect(run.unwrappedErrors.contains("\(rule).\(ending) is not read"), "\(run.errors)")
    #expect(run.lastLine.contains("the pack acme (acme) holds no rule"), "\(run.lastLine)")
  }

  @Test("test and rules name what check would complain about")
  func complaints() throws {
    let folder = try folder()
    let rule = "acme/namespaces/ownerless-namespace.yaml"
    let text = try String(contentsOfFile: "\(folder.path)/\(rule)", encoding: .utf8)
    try folder.write(
      text.replacing("resources: [namespaces]", with: "resources: [namespace]"), to: rule)
    try folder.write(text, to: rule + ".bak")
    let run = try CommandRun.importlint(["test", "acme"], in: folder.path)
    let typo = "no resource type \"namespace\"; did you mean namespaces?"
    #expect(run.unwrappedErrors.contains(typo))
    #expect(run.unwrappedErrors.contains("\(rule).bak is not read"), "\(run.errors)")
    #expect(try rules(in: folder, "acme").unwrappedErrors.contains("\(rule).bak is not read"))
  }

  @Test("a pack extends nothing but what was named")
  func extending() throws {
    let folder = try folder()
    try folder.write(
      "schema: 1\nname: shop\nversion: 1.0.0\nextends: [{pack: ../acme}]\n", to: "shop/pack.yaml")
    let alone = try rules(in: folder, "shop")
    #expect(alone.code == 2)
    #expect(alone.lastLine.contains("the pack shop extends acme, which was not named"))
    #expect(try rules(in: folder, "shop", "acme").code == 0)
  }
}

extension CommandRun {
  /// What was said on standard error, without the line breaks of the terminal's width.
  fileprivate var unwrappedErrors: String {
    errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
