import Basics
import Findings
import Foundation
import Synchronization
import Testing

@testable import Collecting

@Suite("a collection, by a script in the place of kubectl", .timeLimit(.minutes(10)))
struct SnapshotCollectorTests {
  private static let list =
    #"printf '{\n    "apiVersion": "v1",\n    "items": [{"a": 1}],\n    "kind": "List",\n"#
    + #"    "metadata": {\n        "resourceVersion": ""\n    }\n}\n'"#

  /// A kubectl of a small cluster; `special` is asked first.
  private static func script(_ special: String = "") -> String {
    """
    case "$*" in
    \(special)
    *"--raw /version"*) echo '{"gitVersion": "v1.31.5"}' ;;
    *"--raw /apis"*) echo '{"kind": "APIGroupList", "groups": []}' ;;
    api-resources*)
      echo 'NAME  SHORTNAMES  APIVERSION  NAMESPACED  KIND  VERBS'
      for t in configmaps nodes pods secrets services; do echo "$t v1 true X list"; done ;;
    *"get nodes.v1. -o=name"*) printf 'node/w1\\nnode/w2\\n' ;;
    *configz*) echo '{"kubeletconfig": {}}' ;;
    *secrets*) printf 'apiVersion: v1\\nkind: List\\nitems: []\\n' ;;
    *) \(list) ;;
    esac
    """
  }

  private static let needs = CollectionNeeds(
    types: Set(
      ["configmaps", "nodes", "pods", "secrets", "services", "unserved"].map {
        CollectionNeeds.TypePattern(group: "", plural: $0)
      }), readsNodes: true)

  private struct Run {
    let stub: StubKubectl
    let summary: CollectionSummary

    var manifest: String { stub.text(of: "snapshot/importlint-snapshot.yaml") ?? "" }
    var files: [String] {
      (FileManager.default.enumerator(atPath: stub.folder + "/snapshot")?
        .compactMap { $0 as? String } ?? []).filter { $0.contains(".") }.sorted()
    }
    func state(of name: String) -> SnapshotManifest.State? {
      (summary.types + summary.kubelets).first { $0.name == name }?.state
    }
  }

  private func collect(
    _ special: String = "", _ change: (inout SnapshotCollector) -> Void = { _ in }
  ) async throws -> Run {
    let stub = try StubKubectl(Self.script(special))
    let folder = try SnapshotFolder(stub.folder + "/snapshot", replacesUnfinished: false)
    let manifest = SnapshotManifest(
      time: Timestamp(secondsSince1970: 0).unsafelyUnwrapped, tool: "importlint 0")
    var collection = SnapshotCollector(
      stub.kubectl, needs: Self.needs, into: try SnapshotWriter(folder, manifest))
    change(&collection)
    return Run(stub: stub, summary: await collection.run())
  }

  @Test("all that is needed and served is there, each in its file")
  func everything() async throws {
    let run = try await collect()
    #expect(run.summary.isComplete)
    #expect(
      run.files == [
        "api-resources.txt", "apis.json", "importlint-snapshot.yaml",
        "nodes/w1/kubelet-configz.json", "nodes/w2/kubelet-configz.json",
        "resources/configmaps.json", "resources/nodes.json", "resources/pods.json",
        "resources/secrets.yaml", "resources/services.json", "version.json",
      ])
    #expect(
      run.manifest == """
        # importlint collect: everything is here
        schema: 1
        time: 1970-01-01T00:00:00Z
        tool: "importlint 0"
        resources:
          "configmaps": complete
          "nodes": complete
          "pods": complete
          "secrets": complete
          "services": complete

        """)
    #expect(
      run.stub.calls.contains(
        "get pods.v1. -A -o=json --chunk-size=500 --request-timeout=60s"))
  }

  @Test("what is denied, absent or broken is said, and the rest is there")
  func missing() async throws {
    let run = try await collect(
      """
      *services*) echo 'Error from server (Forbidden): services is forbidden' >&2; exit 1 ;;
      *configmaps*) echo 'Error from server (InternalError): "oops"' >&2; exit 1 ;;
      *pods*) printf '{"items": [{"a": 1}' ;;
      *w2*) echo 'Error from server (ServiceUnavailable): dial w2' >&2; exit 1 ;;
      """)
    #expect(!run.summary.isComplete && run.summary.isUsable)
    #expect(run.summary.missing.count == 4)
    #expect(
      run.state(of: "services") == .denied("Error from server (Forbidden): services is forbidden"))
    #expect(run.state(of: "pods") == .partial("what kubectl printed breaks off"))
    #expect(run.state(of: "kubelet of w1") == .complete)
    #expect(
      run.state(of: "kubelet of w2") == .absent("Error from server (ServiceUnavailable): dial w2"))
    #expect(
      run.manifest.contains(
        "\"configmaps\": {state: absent, reason: "
          + "\"Error from server (InternalError): \\\"oops\\\"\"}"))
    #expect(run.manifest.hasPrefix(SnapshotManifest.unfinishedLine))
    #expect(!run.files.contains { $0.hasSuffix(".part") || $0.contains("services") })
    // A server's error may pass, a refusal does not.
    #expect(run.stub.calls.count { $0.contains("configmaps") } == 3)
    #expect(run.stub.calls.count { $0.contains("services") } == 1)
  }

  @Test("a list of all that is refused is made of the namespaces that may be listed")
  func byNamespace() async throws {
    let special = """
      *"get namespaces.v1. -o=name"*) printf 'namespace/web\\nnamespace/shop\\nnamespace/x\\n' ;;
      *"services.v1. --namespace=web"*|*"services.v1. --namespace=shop"*) \(Self.list) ;;
      *"secrets.v1. --namespace=web"*)
        printf 'apiVersion: v1\\nkind: List\\nitems: []\\n' ;;
      *services*|*secrets*|*configmaps*)
        echo 'Error from server (Forbidden): no' >&2; exit 1 ;;
      """
    let run = try await collect(special)
    let reason = "Error from server (Forbidden): no"
    #expect(run.state(of: "services") == .namespaces(["shop", "web"], reason))
    #expect(run.state(of: "secrets") == .namespaces(["web"], reason))
    #expect(run.state(of: "configmaps") == .denied(reason))
    #expect(
      run.manifest.contains(
        #""services": {state: partial, namespaces: ["shop", "web"], reason: "\#(reason)"}"#))
    #expect(
      run.files.filter { $0.hasSuffix("services.json") || $0.hasSuffix("secrets.yaml") } == [
        "resources/shop/services.json", "resources/web/secrets.yaml", "resources/web/services.json",
      ])
    #expect(!run.summary.isComplete)
    #expect(run.stub.calls.count { $0.contains("namespaces.v1.") } == 1)
  }

  @Test("without the right to list namespaces the context's own is tried")
  func ownNamespace() async throws {
    let run = try await collect(
      """
      *"get namespaces.v1."*|*"pods.v1. -A"*)
        echo 'Error from server (Forbidden): no' >&2; exit 1 ;;
      *"config view"*) printf web ;;
      """)
    #expect(run.state(of: "pods") == .namespaces(["web"], "Error from server (Forbidden): no"))
  }

  @Test("pages that expired are asked for in one piece; what came before stays as a part")
  func expired() async throws {
    let special = """
      *pods*500*) \(Self.list); echo 'Error from server (Expired): too old' >&2; exit 1 ;;
      *services*) \(Self.list); echo 'Error from server (Expired): too old' >&2; exit 1 ;;
      """
    let run = try await collect(special)
    #expect(run.state(of: "pods") == .complete)
    #expect(run.stub.calls.contains { $0.contains("pods.v1. -A -o=json --chunk-size=0") })
    #expect(run.state(of: "services") == .partial("Error from server (Expired): too old"))
    #expect(run.files.contains("resources/services.json"))
  }

  @Test("without Secrets no call is made for them, and the manifest says why")
  func withoutSecrets() async throws {
    let run = try await collect { $0.leavesSecretsOut = true }
    #expect(!run.stub.calls.contains { $0.contains("secrets") })
    #expect(run.state(of: "secrets") == .denied("left out (--no-secrets)"))
    #expect(run.manifest.contains("\"secrets\": {state: denied"))
  }

  @Test("expired credentials end the run at once, before or in the middle of it")
  func unauthenticated() async throws {
    let words = "echo 'error: You must be logged in to the server (Unauthorized)' >&2; exit 1"
    let first = try await collect("*version*) \(words) ;;")
    #expect(!first.summary.isUsable)
    #expect(first.summary.end?.kind == .unauthenticated)
    #expect(first.stub.calls.count == 1)
    let middle = try await collect("*nodes*) \(words) ;;") { $0.jobs = 1 }
    #expect(middle.summary.isUsable && !middle.summary.isComplete)
    #expect(middle.state(of: "configmaps") == .complete)
    #expect(middle.state(of: "services")?.reason?.contains("Unauthorized") == true)
    #expect(!middle.stub.calls.contains { $0.contains("services") || $0.contains("configz") })
  }

  @Test("a lost connection is not tried for every type")
  func lost() async throws {
    let words = "echo 'Unable to connect to the server: EOF' >&2; exit 1"
    let run = try await collect("get*-A*) \(words) ;;") { $0.jobs = 1 }
    #expect(run.summary.end?.kind == .unreachable)
    #expect(run.stub.calls.count { $0.contains("-A") } == 12)
    #expect(run.state(of: "services")?.reason?.contains("EOF") == true)
  }

  @Test("groups that did not answer are missing, not unserved")
  func groups() async throws {
    let special = """
      api-resources*) echo 'NAME  SHORTNAMES  APIVERSION  NAMESPACED  KIND  VERBS'
        echo 'pods v1 true Pod list'
        echo 'error: unable to retrieve the complete list of server APIs: m.io/v1: down' >&2
        exit 1 ;;
      """
    let run = try await collect(special) { $0.needs.insert(group: "m.io", plural: "things") }
    #expect(run.state(of: "things.m.io")?.reason?.contains("m.io/v1: down") == true)
    #expect(run.state(of: "pods") == .complete)
    #expect(
      run.stub.text(of: "snapshot/api-resources.txt")?.hasSuffix(
        "error: unable to retrieve the complete list of server APIs: m.io/v1: down\n") == true)
  }

  @Test("parameters of the cluster's admission policies are collected")
  func parameters() async throws {
    let special = """
      api-resources*) echo 'NAME  SHORTNAMES  APIVERSION  NAMESPACED  KIND  VERBS'
        echo 'validatingadmissionpolicies admissionregistration.k8s.io/v1 false V list'
        echo 'limits acme.io/v1 true Limit list'
        echo 'others acme.io/v1 true Other list' ;;
      *jsonpath*) printf 'acme.io/v1 Limit\\n \\nacme.io/v1 Nothing\\n' ;;
      """
    let run = try await collect(special) {
      $0.needs.insert(
        group: "admissionregistration.k8s.io", plural: "validatingadmissionpolicies")
    }
    #expect(run.state(of: "limits.acme.io") == .complete)
    #expect(run.state(of: "others.acme.io") == nil)
  }

  @Test("one refusal of kubelets is enough, one that does not answer is not")
  func kubelets() async throws {
    let denied = try await collect(
      "*configz*) echo 'Error from server (Forbidden): nodes \"w\" is forbidden' >&2; exit 1 ;;"
    ) { $0.jobs = 1 }
    #expect(denied.stub.calls.count { $0.contains("configz") } == 1)
    #expect(denied.summary.missing.count == 2)
    let without = try await collect { $0.asksKubelets = false }
    #expect(!without.stub.calls.contains { $0.contains("configz") || $0.contains("-o=name") })
    #expect(without.summary.isComplete)
  }

  @Test("what is missing beside types is missing, too")
  func notes() async throws {
    let refusal = "echo 'Error from server (Forbidden): no' >&2; exit 1"
    for call in ["/version", "/apis", "-o=name"] {
      let run = try await collect("*\(call)*) \(refusal) ;;")
      #expect(run.summary.notes.count == 1, "\(call)")
      #expect(run.summary.isUsable && !run.summary.isComplete, "\(call)")
      #expect(run.manifest.hasPrefix(SnapshotManifest.unfinishedLine), "\(call)")
    }
  }

  @Test("an interrupted run leaves a snapshot that says so")
  func interrupted() async throws {
    let stub = try StubKubectl(Self.script("*services*) exec sleep 900 ;;"))
    let folder = try SnapshotFolder(stub.folder + "/snapshot", replacesUnfinished: false)
    let manifest = SnapshotManifest(
      time: Timestamp(secondsSince1970: 0).unsafelyUnwrapped, tool: "importlint 0")
    let writer = try SnapshotWriter(folder, manifest)
    let collection = SnapshotCollector(stub.kubectl, needs: Self.needs, into: writer)
    let task = Task { await collection.run() }
    while !stub.calls.contains(where: { $0.contains("services") }) {
      try await Task.sleep(for: .milliseconds(10))
    }
    try await Task.sleep(for: .milliseconds(200))
    task.cancel()
    let summary = await task.value
    #expect(summary.end?.kind == .cancelled)
    #expect(!summary.isComplete)
    let run = Run(stub: stub, summary: summary)
    #expect(run.manifest.contains("\"services\": {state: absent, reason: \"interrupted\"}"))
    #expect(run.manifest.hasPrefix(SnapshotManifest.unfinishedLine))
    #expect(!run.files.contains { $0.hasSuffix(".part") })
  }

  @Test("a few calls run at a time, and no more")
  func concurrency() async throws {
    let most = Mutex((now: 0, most: 0))
    let results = await inParallel(Array(0..<20), atMost: 3) { item in
      most.withLock {
        $0.now += 1
        $0.most = max($0.most, $0.now)
      }
      try? await Task.sleep(for: .milliseconds(5))
      most.withLock { $0.now -= 1 }
      return item * 2
    }
    #expect(results == (0..<20).map { $0 * 2 })
    #expect(most.withLock { $0.most } <= 3)
  }
}
