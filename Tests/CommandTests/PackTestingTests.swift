import Checkout
import Foundation
import Testing

@testable import ImportLint

/// What `importlint test` runs of a pack.
@Suite("Testing packs whole")
struct PackTestingTests {
  private static let policy = """
    apiVersion: admissionregistration.k8s.io/v1
    kind: ValidatingAdmissionPolicy
    metadata: {name: owned-namespaces}
    spec:
      matchConstraints:
        resourceRules:
          - {apiGroups: [""], apiVersions: [v1], resources: [namespaces], operations: [CREATE]}
      validations:
        - expression: "has(object.metadata.labels) && 'owner' in object.metadata.labels"
          message: "nobody owns it"
    ---
    apiVersion: admissionregistration.k8s.io/v1
    kind: ValidatingAdmissionPolicyBinding
    metadata: {name: owned-namespaces}
    spec: {policyName: owned-namespaces, validationActions: [Deny]}

    """

  private static func cases(_ verdict: String) -> String {
    """
    schema: 1
    cases:
      - name: nobody owns it
        snapshot: {resources: [{apiVersion: v1, kind: Namespace, metadata: {name: shop}}]}
        expect: {\(verdict): [Namespace/shop]}

    """
  }

  private func test(_ folder: TemporaryFolder, _ more: [String] = []) throws -> CommandRun {
    try CommandRun.importlint(["test", "acme"] + more, in: folder.path)
  }

  @Test("policies are tested by the cases that are named after them, with pack.yaml and without")
  func policies() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.policy, to: "acme/policies/all.yaml")
    let untested = try test(folder)
    #expect(untested.code == 0, "\(untested.errors)")
    #expect(
      untested.lastLine
        == "passed: 0 examples of 1 rule; without an example: acme/owned-namespaces")
    for head in [nil, "schema: 1\nname: acme\nversion: 1.0.0\n"] {
      if let head { try folder.write(head, to: "acme/pack.yaml") }
      try folder.write(Self.cases("fail"), to: "acme/policies/owned-namespaces.cases.yaml")
      #expect(try test(folder).lastLine == "passed: 1 example of 1 rule")
      try folder.write(Self.cases("pass"), to: "acme/policies/owned-namespaces.cases.yaml")
      let failed = try test(folder)
      #expect(failed.code == 1)
      #expect(failed.text.contains("acme/owned-namespaces: nobody owns it"), "\(failed.text)")
    }
    try folder.write(Self.cases("fail"), to: "acme/policies/owned-namespace.cases.yaml")
    let misspelt = try test(folder)
    #expect(misspelt.code == 2)
    #expect(misspelt.lastLine.contains("did you mean \"owned-namespaces\"?"))
  }

  private static let draft = """
    id: unready-node
    title: A node is not ready
    severity: error
    why: What runs on it does not run.
    fix: {text: Look at it.}
    subject: node
    validations:
      - {name: ready, expression: "node.name == ''", message: It is not ready.}

    """

  @Test("a rule without examples runs as a draft only, and every report calls it one")
  func drafts() throws {
    let folder = try TemporaryFolder()
    try folder.write("schema: 1\nname: acme\nversion: 1.0.0\n", to: "acme/pack.yaml")
    try folder.write(Self.draft, to: "acme/nodes/unready-node.yaml")
    #expect(try test(folder).code == 2)
    let tested = try test(folder, ["--draft"])
    #expect(
      tested.lastLine == "passed: 0 examples of 1 rule; without an example: acme/unready-node")
    let arguments = ["check", Checkout.path("demo/snapshot"), "--pack", "acme", "--no-builtin"]
    #expect(try CommandRun.importlint(arguments, in: folder.path).code == 2)
    for format in ["text", "json", "markdown", "junit", "csv", "sarif", "html"] {
      let run = try CommandRun.importlint(
        arguments + ["--draft", "--format", format], in: folder.path)
      #expect(run.code == 1)
      #expect(run.text.contains("draft: A node is not ready"), "\(format): \(run.text.prefix(500))")
    }
    let report = folder.path + "/report.json"
    _ = try CommandRun.importlint(
      arguments + ["--draft", "--format", "json=\(report)"], in: folder.path)
    let repeated = try CommandRun.importlint(
      ["verify", report, Checkout.path("demo/snapshot")], in: folder.path)
    #expect(repeated.code == 0, "\(repeated.errors)")
  }

  @Test("reports name each pack with its digest")
  func digests() throws {
    let folder = try TemporaryFolder()
    try folder.write("schema: 1\nname: acme\nversion: 1.0.0\n", to: "acme/pack.yaml")
    try folder.write(Self.draft, to: "acme/nodes/unready-node.yaml")
    let arguments = [
      "check", Checkout.path("demo/snapshot"), "--pack", "acme", "--no-builtin", "--draft",
    ]
    let json = try CommandRun.importlint(arguments + ["--format", "json"], in: folder.path)
    let digest = try #require(
      json.text.firstMatch(of: #/"digest": "([0-9a-f]{64})"/#)?.output.1)
    for format in ["html", "markdown", "junit", "sarif:full", "policyreport", "prometheus"] {
      let run = try CommandRun.importlint(arguments + ["--format", format], in: folder.path)
      #expect(run.text.contains(digest), "\(format)")
    }
    let text = try CommandRun.importlint(arguments, in: folder.path)
    #expect(text.text.contains("sha256:\(digest.prefix(16))"))
  }

  @Test("a change of a file is noticed, and only a change")
  func watch() throws {
    let folder = try TemporaryFolder()
    try folder.write("a\n", to: "acme/pack.yaml")
    var watch = FileWatch([folder.path])
    var changes = [watch.isChanged()]
    try folder.write("a\nb\n", to: "acme/pack.yaml")
    changes += [watch.isChanged(), watch.isChanged()]
    try folder.write("a\n", to: "acme/nodes/more.yaml")
    changes.append(watch.isChanged())
    try FileManager.default.removeItem(atPath: folder.path + "/acme/nodes/more.yaml")
    changes.append(watch.isChanged())
    #expect(changes == [false, true, false, true, true])
  }
}
