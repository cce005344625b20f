import Documents
import Findings
import Testing

@testable import Snapshots

@Suite("names of types that are none")
struct TypeMistakeTests {
  @Test(
    "a type that may exist is not a mistake",
    arguments: [
      ("", "pods"), ("apps", "deployments"), ("extensions", "deployments"),
      ("example.com", "widgets"), ("resource.k8s.io", "podschedulingcontexts"),
      ("policy.networking.k8s.io", "clusternetworkpolicies"),
    ])
  func known(group: String, plural: String) {
    #expect(TypeTable.builtIn.mistake(in: ResourceType(group: group, plural: plural)) == nil)
  }

  @Test("versions of definitions are those that there are")
  func versions() {
    let snapshot = TemporaryFolder([
      "crd.yaml": """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: widgets.example.com}
      spec:
        group: example.com
        names: {plural: widgets, kind: Widget}
        scope: Namespaced
        versions: [{name: v1alpha1}, {name: v2}]
      """
    ]).read()
    #expect(snapshot.mistake(inAPIVersion: "example.com/v2", plural: "widgets") == nil)
    let reason = snapshot.mistake(inAPIVersion: "example.com/v3", plural: "widgets")
    #expect(
      reason.flatMap { snapshot.reasons[$0]?.text }
        == "the API group example.com has no version \"v3\"; did you mean v2?")
  }

  @Test(
    "objects of a misspelt kind or group are named, and the list that lacks them is doubted",
    arguments: [("apps/v1", "Deploymnet"), ("app/v1", "Deployment")])
  func objects(apiVersion: String, kind: String) {
    let snapshot = TemporaryFolder([
      "all.yaml": """
      apiVersion: v1
      kind: List
      items:
      - {apiVersion: apps/v1, kind: Deployment, metadata: {name: a, namespace: shop}}
      - {apiVersion: apps/v1, kind: Deployment, metadata: {name: b, namespace: lab}}
      - {apiVersion: \(apiVersion), kind: \(kind), metadata: {name: c, namespace: lab}}
      """
    ]).read()
    #expect(snapshot.state("deployments.apps") == .partial)
    let problem = snapshot.problems.first { $0.code == "unknown-type" }
    #expect(problem?.message.contains("kind \(kind) and apiVersion \(apiVersion)") == true)
    #expect(problem?.message.contains("did you mean ") == true)
    #expect(problem?.places.first?.region?.line == 6)
  }

  @Test(
    "a kind in another case, or a version that never was, is neither a type's nor another one",
    arguments: [
      ("apps/v1", "deployment", "kind"), ("apps/v7", "Deployment", "apiVersion"),
      ("apps/v1", "Deployment", nil),
    ])
  func hiddenType(apiVersion: String, kind: String, hidden: String?) throws {
    let snapshot = TemporaryFolder([
      "deployments.yaml": """
      apiVersion: \(apiVersion)
      kind: \(kind)
      metadata: {name: a, namespace: shop}
      """
    ]).read()
    let type = ResourceType(group: "apps", plural: "deployments")
    let found = try #require(snapshot.resources.all(of: type).first)
    let object = DocumentValue(found.value, in: snapshot.store)
    for field in ["kind", "apiVersion"] {
      #expect((object[field]?.value.tag == .hidden) == (field == hidden))
    }
  }

  @Test(
    "a list that is there twice is an error, and another key a warning",
    arguments: [
      ("items: []", Severity.error), ("items: null", .error), ("extra: 1\nextra: 2", .warning),
    ])
  func repeatedKey(more: String, severity: Severity) {
    let problems = TemporaryFolder([
      "all.yaml": """
      apiVersion: v1
      kind: List
      items:
      - {apiVersion: v1, kind: Namespace, metadata: {name: a}}
      \(more)

      """
    ]).read().problems
    #expect(problems.first { $0.code == "doubtful-document" }?.severity == severity)
  }

  @Test(
    "what has a namespace that none can be called takes its list's completeness away",
    arguments: [("Lab", true), ("'lab '", true), ("-lab", true), ("lab-2", false)])
  func impossibleNamespace(namespace: String, isOdd: Bool) {
    let snapshot = TemporaryFolder([
      "all.yaml": """
      apiVersion: v1
      kind: List
      items:
      - {apiVersion: apps/v1, kind: Deployment, metadata: {name: a, namespace: shop}}
      - {apiVersion: apps/v1, kind: Deployment, metadata: {name: b, namespace: \(namespace)}}

      """
    ]).read()
    #expect((snapshot.state("deployments.apps") == .partial) == isOdd)
    #expect(snapshot.problems.contains { $0.code == "misplaced-object" } == isOdd)
  }

  @Test("a kind whose plural is misspelt by more than its own letters is known, too")
  func pluralOfMisspeltKind() {
    let type = ResourceType(group: "networking.k8s.io", plural: "networkpoliycs")
    #expect(
      TypeTable().mistake(in: type)?.hasSuffix("did you mean networkpolicies.networking.k8s.io?")
        == true)
  }

  @Test("Deployments of the group extensions are Deployments")
  func extensions() {
    let snapshot = TemporaryFolder([
      "deployments.yaml": """
      apiVersion: v1
      kind: List
      items:
      - {apiVersion: extensions/v1beta1, kind: Deployment, metadata: {name: a, namespace: shop}}
      - {apiVersion: extensions/v1beta1, kind: Deployment, metadata: {name: b, namespace: lab}}

      """
    ]).read()
    #expect(snapshot.count("deployments.apps") == 2)
    #expect(snapshot.state("deployments.apps") == .assumed)
  }

  @Test("a file whose name is not UTF-8 is named")
  func names() {
    let folder = TemporaryFolder(["nodes.yaml": "apiVersion: v1\nkind: NodeList\nitems: []\n"])
    folder.write(bytes: [0x61, 0xE4, 0x2E, 0x79, 0x61, 0x6D, 0x6C])
    let problem = folder.read().problems.first { $0.code == "unreadable-file" }
    #expect(problem?.severity == .error)
    #expect(problem?.message == "cannot be read: its name is not UTF-8")
  }
}
