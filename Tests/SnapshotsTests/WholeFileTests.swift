import Documents
import Testing

@testable import Snapshots

@Suite("what a file is follows from the whole of it")
struct WholeFileTests {
  private let note = """
    apiVersion: v1
    items:
    - apiVersion: v1
      kind: ConfigMap
      metadata: {name: a, namespace: default}
      data:
        notes: |
          Server Version: v1.99.0
    kind: List
    """

  @Test("kubectl's warnings say nothing, and only a message alone proves that a type is not served")
  func messagesAlone() {
    func recognised(_ text: String) -> KubectlText? {
      KubectlText.recognised(SourceText(path: "t.txt", text: text))
    }
    func isUnserved(_ text: String) -> Bool? {
      guard case .error(let error)? = recognised(text) else { return nil }
      return error.isUnserved
    }
    let (warning, nothing) = ("Warning: v1 Endpoints is deprecated", "No resources found")
    let unserved = "error: the server doesn't have a resource type \"clusters\""
    #expect(recognised("\(warning)\n\n\(nothing)\n") == .nothingFound(namespace: nil))
    #expect(isUnserved("\(warning)\n\(unserved)\n") == true)
    #expect(isUnserved("\(nothing)\n\(unserved)\n") == false)
    #expect(isUnserved("\(unserved)\n\(nothing)\n") == false)
  }

  @Test("objects that mention a version are objects")
  func mentionedVersion() {
    let snapshot = TemporaryFolder([
      "configmaps.yaml": note, "version.json": #"{"gitVersion":"v1.31.2+k3s1"}"#,
    ]).read()
    #expect(snapshot.count("configmaps") == 1)
    #expect(snapshot.state("configmaps") == .assumed || snapshot.state("configmaps") == .partial)
    #expect(snapshot.identity.version == "v1.31.2+k3s1")
    #expect(
      snapshot.problems.map { $0.message.prefix(18) } == ["ends within a line"],
      "its metadata may have stood behind the kind")
  }

  @Test(
    "prose that mentions a version is not evidence",
    arguments: [
      "How I exported\n\nServer Version: v1.31.5+k3s1\n",
      "Server Version: v1.31.5+k3s1\n\nand then I ran the script\n",
      "Server Version: v1.31.5+k3s1\n" + String(repeating: "Client Version: v1.30.0\n", count: 400),
    ])
  func prose(text: String) {
    let snapshot = TemporaryFolder(["README.md": text, "pods.yaml": "kind: List\nitems: []"]).read()
    #expect(snapshot.identity.version == nil)
  }

  @Test(
    "what kubectl and oc write around their version is not an other text",
    arguments: [
      "Flag --short has been deprecated, and will be removed in the future.\n"
        + "Server Version: v1.27.4\n",
      "Client Version: v1.32.0\nServer Version: v1.27.4\nWARNING: version difference between "
        + "client (1.32) and server (1.27) exceeds the supported minor version skew of +/-1\n",
      "Client Version: 4.14.16\nServer Version: 4.14.16\nKubernetes Version: v1.27.4\n",
    ])
  func around(text: String) {
    let snapshot = TemporaryFolder(["version.txt": text]).read()
    #expect(snapshot.identity.version == "v1.27.4")
    #expect(snapshot.problems.isEmpty)
  }

  @Test("two files that name different versions are a problem, and the version is unknown")
  func contradiction() throws {
    let one = #"{"gitVersion":"v1.20.0+k3s1"}"#
    let snapshot = TemporaryFolder([
      "old/version.json": one, "version.txt": "Server Version: v1.31.5+k3s1\n",
    ]).read()
    let problem = try #require(snapshot.problems.first)
    #expect(problem.code == "two-versions")
    #expect(problem.severity == .error)
    #expect(problem.message.contains("v1.20.0+k3s1") && problem.message.contains("v1.31.5+k3s1"))
    #expect(
      problem.places.map { $0.path.split(separator: "/").last } == [
        "version.json", "version.txt",
      ])
    #expect(snapshot.identity.version == nil)
    #expect(snapshot.identity.distribution == nil)
    let kubernetes = snapshot.reason(snapshot.clusterValue["kubernetes"])
    #expect(kubernetes?.text.contains("different versions") == true)
    let agreed = TemporaryFolder(["old/version.json": one, "version.json": one]).read()
    #expect(agreed.problems.isEmpty)
    #expect(agreed.identity.version == "v1.20.0+k3s1")
  }

  @Test(
    "'No resources found' and what follows is not 'looked, found none'",
    arguments: [
      (
        "No resources found\nError from server (Forbidden): deployments.apps is forbidden\n",
        EvidenceState.denied
      ),
      ("No resources found\nUnable to connect to the server: EOF\n", .absent),
      ("No resources found\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\n", .absent),
      ("Warning: v1 is deprecated\nNo resources found\nNo resources found\n", .partial),
      (
        "error: the server doesn't have a resource type \"deployments\"\n"
          + "---\napiVersion: apps/v1\n",
        .absent
      ),
      (
        "error: the server doesn't have a resource type \"deployments\"\n"
          + "Error from server (Forbidden): deployments.apps is forbidden\n", .denied
      ),
    ])
  func more(text: String, state: EvidenceState) {
    let snapshot = TemporaryFolder([
      "deployments.apps.yaml": text, "version.json": #"{"gitVersion":"v1.31.2"}"#,
    ]).read()
    #expect(snapshot.state("deployments") == state)
  }

  @Test("a health check and what follows is not passed over")
  func health() {
    let pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: x}\n"
    let text = "[+]ping ok\n---\n" + pod
    let snapshot = TemporaryFolder(["x.yaml": text, "pods.yaml": pod]).read()
    #expect(!snapshot.problems.isEmpty)
    let passed = TemporaryFolder([
      "pods.yaml": pod, "readyz": "[+]ping ok\n[+]etcd ok\nreadyz check passed\n",
    ]).read()
    #expect(passed.problems.isEmpty)
  }
}
