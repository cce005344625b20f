import Basics
import Documents
import Foundation
import Testing

@testable import Collecting

/// Pods of a collection, with a script in the place of kubectl that answers for the cluster.
@Suite("pods of a collection")
struct PodCollectionTests {
  private static let probeFrames = """
    importlint-frames 1\\nfile 3 facts\\ntime 2026-11-23T07:20:20Z\\nping 0 200 0.01\\n\
    socket 0 401\\nfile 1 body\\npong\\nend 2\\n
    """

  /// What a cluster with two nodes answers. Each line of `before` may answer first.
  private func cluster(_ before: String = "") throws -> StubKubectl {
    try StubKubectl(
      """
      folder=$(dirname "$0")
      input="$folder/input.$$"
      case "$*" in "create "*|"exec "*) cat > "$input" ;; esac
      \(before)
      case "$*" in
      "get daemonsets"*) printf 2 ;;
      "get pods"*) printf 'a|nodes|w1|true|\\nb|nodes|w2|true|\\np|probe|w2|true|\\n' ;;
      *" cat /etc/resolv.conf"*) printf 'nameserver 10.0.0.2\\n' ;;
      *"--frames --node w1"*) cp "$input" "$folder/script"
        printf 'importlint-frames 1\\nfile 1 nodes/w1/etc/os-release\\nID=sles\\n'
        printf 'file 2 nodes/w1/importlint-node.yaml\\nschema: 1\\nabsent: []\\nend 2\\n' ;;
      *"--frames --node w2"*)
        printf 'importlint-frames 1\\nfile 1 nodes/w2/../w1/x\\nID=sles\\nend 1\\n' ;;
      *"/bin/sh -s"*) printf '\(Self.probeFrames)' ;;
      esac
      """)
  }

  private func pods(_ change: (inout CollectionPods) -> Void = { _ in }) throws -> CollectionPods {
    var pods = CollectionPods(image: "rancher/rancher-agent:v2.13.1")
    pods.gathersFiles = true
    pods.probe = try ProbeRequest(url: "https://rancher.example.com", token: "registration0123")
    change(&pods)
    return pods
  }

  private struct Result {
    let summary: CollectionSummary
    let folder: String

    func text(_ name: String) -> String? {
      try? String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
    }
    func state(_ name: String) -> SnapshotManifest.State? {
      summary.pods.first { $0.name == name }?.state
    }
  }

  private func run(_ stub: StubKubectl, _ pods: CollectionPods) async throws -> Result {
    let folder = stub.folder + "/snapshot"
    let time = try #require(Timestamp(rfc3339: "2026-11-23T07:20:20Z"))
    let writer = try SnapshotWriter(
      SnapshotFolder(folder, replacesUnfinished: false), SnapshotManifest(time: time, tool: "test"))
    var collection = PodCollection(pods, stub.kubectl, into: writer)
    collection.pause = .milliseconds(1)
    collection.startLimit = .milliseconds(400)
    var summary = CollectionSummary()
    await collection.run(into: &summary)
    return Result(summary: summary, folder: folder)
  }

  private let removal = "delete namespaces -l app.kubernetes.io/managed-by=importlint-collect"

  @Test("gather what they can, node by node, and are removed")
  func whole() async throws {
    let stub = try cluster()
    let result = try await run(stub, pods())
    #expect(result.summary.end == nil && result.summary.leftover == nil)
    #expect(result.text("nodes/w1/etc/os-release") == "ID=sles\n")
    #expect(result.text("nodes/w2/pod-resolv.conf") == "nameserver 10.0.0.2\n")
    #expect(result.text("probes/pod/rancher.json")?.contains("\"status\": 200") == true)
    #expect(result.text("probes/w1/rancher.json") != nil)
    #expect(result.state("files of w1") == .complete)
    // A path that leads out of the node's folder.
    #expect(
      result.state("files of w2")
        == .absent("the script named a file that is not one of the node"))
    #expect(result.text("nodes/w1/x") == nil)
    let manifest = result.text("importlint-snapshot.yaml")
    #expect(manifest?.contains(#"probes: ["pod", "w1", "w2"]"#) == true)
    #expect(stub.text(of: "script") == CollectingScripts.node)
    #expect(stub.calls.last?.hasPrefix(removal) == true)
    #expect(!stub.calls.joined().contains("registration0123"))
  }

  @Test(
    "what a node's own manifest denies is missing, and so is a manifest",
    arguments: [
      (
        #"file 3 nodes/w1/importlint-node.yaml\ndenied:\n  "/a": there is no b\nabsent: []\n"#,
        #""/a": there is no b"#
      ),
      (#"file 1 nodes/w1/etc/os-release\nID=sles\n"#, "it does not say what could not be read"),
    ])
  func denied(frame: String, reason: String) async throws {
    let stub = try cluster(
      #"case "$*" in *"--frames --node w1"*) printf 'importlint-frames 1\n\#(frame)end 1\n'"#
        + "; exit ;; esac"
    )
    let result = try await run(stub, pods())
    #expect(result.state("files of w1") == .partial(reason))
    #expect(!result.summary.isComplete)
  }

  @Test(
    "are removed whatever fails",
    arguments: [
      #"case "$*" in "create "*) [ "$call" = 1 ] || { echo '(Forbidden)' >&2; exit 1; } ;; esac"#,
      #"case "$*" in "get pods"*) echo 'Unable to connect to the server: EOF' >&2; exit 1 ;; esac"#,
      #"case "$*" in "get daemonsets"*) exit 1 ;; esac"#,
      #"case "$*" in "exec "*) echo 'error: connection lost' >&2; exit 1 ;; esac"#,
      #"case "$*" in "get pods"*) printf 'a|nodes|w1|false|ImagePullBackOff\n'; exit ;; esac"#,
      #"case "$*" in "get pods"*) exit ;; esac"#,
      #"case "$*" in "get daemonsets"*) printf 0; exit ;; esac"#,
    ])
  func removed(failure: String) async throws {
    let stub = try cluster(failure)
    let result = try await run(stub, pods())
    #expect(
      result.summary.end != nil || !result.summary.notes.isEmpty
        || result.summary.pods.contains { $0.state != .complete })
    #expect(stub.calls.last?.hasPrefix(removal) == true, "\(stub.calls)")
    #expect(result.summary.leftover == nil)
  }

  @Test("are removed where the run is interrupted")
  func interrupted() async throws {
    let stub = try cluster(
      #"case "$*" in "exec "*) touch "$folder/started"; sleep 30 ;; esac"#)
    let pods = try pods()
    let task = Task { try await run(stub, pods) }
    while stub.text(of: "started") == nil { try await Task.sleep(for: .milliseconds(5)) }
    task.cancel()
    let result = try await task.value
    #expect(result.summary.end?.kind == .cancelled)
    #expect(stub.calls.last?.hasPrefix(removal) == true)
  }

  @Test("that cannot be removed are named, with the command")
  func leftover() async throws {
    let stub = try cluster(
      #"case "$*" in delete*) echo 'Error from server (Forbidden): no' >&2; exit 1 ;; esac"#)
    let result = try await run(stub, pods())
    #expect(result.summary.leftover == "importlint collect --cleanup")
    #expect(result.summary.notes.last?.contains("could not be removed") == true)
  }

  @Test("of another run are left alone")
  func other() async throws {
    let stub = try cluster(
      #"case "$*" in create*) echo 'Error from server (AlreadyExists): namespaces "x" already "#
        + #"exists' >&2; exit 1 ;; esac"#)
    let result = try await run(stub, pods())
    #expect(result.summary.end?.message.contains("collect --cleanup") == true)
    #expect(stub.calls.count == 1)
  }

  @Test("that may not mount files show the resolver that pods get")
  func refused() async throws {
    let stub = try cluster(
      #"case "$*" in "create --validate"*) cp "$input" "$folder/wanted"; if grep -q hostPath "#
        + #""$folder/wanted"; then echo 'Error from server (Forbidden): admission webhook denied "#
        + #"the request: hostPath' >&2; exit 1; fi; exit ;; esac"#)
    let result = try await run(stub, pods { $0.probe = nil })
    #expect(result.summary.notes.first?.contains("denied the request: hostPath") == true)
    #expect(result.summary.pods.map(\.name) == ["resolver of w1", "resolver of w2"])
    #expect(result.text("nodes/w1/pod-resolv.conf") != nil)
    #expect(stub.text(of: "wanted")?.contains("hostNetwork: false") == true)
  }

  @Test("in a namespace that is there go alone")
  func ownNamespace() async throws {
    let stub = try cluster()
    _ = try await run(stub, pods { $0.namespace = "tools" })
    #expect(
      stub.calls.last?.hasPrefix(
        "delete daemonsets.apps,pods -n tools -l app.kubernetes.io/managed-by=importlint-collect")
        == true)
    #expect(!stub.calls.joined().contains("namespaces"))
  }

  @Test("clean-up removes namespaces and pods of any run")
  func cleanup() async throws {
    let stub = try cluster()
    #expect(await CollectionPods.cleanUp(stub.kubectl) == [])
    #expect(stub.calls.count == 2)
    #expect(
      stub.calls.allSatisfy { $0.hasPrefix("delete ") && $0.contains(CollectionPods.selector) })
  }

  // MARK: Manifests

  private func documents(_ pods: CollectionPods) throws -> [DocumentValue] {
    let store = DocumentStore()
    let reading = store.read(SourceText(path: "manifest", text: pods.manifest))
    #expect(reading.flaws.isEmpty, "\(pods.manifest)")
    return reading.documents.map { DocumentValue($0, in: store) }
  }

  @Test("have no right that they do not need")
  func rights() throws {
    let made = try documents(pods { $0.tolerations = ["a=b:NoSchedule", "c"] })
    #expect(made.map { $0["kind"]?.string } == ["Namespace", "DaemonSet", "Pod"])
    let spec = try #require(made[1]["spec"]?["template"]?["spec"])
    let security = spec["containers"]?.elements.first?["securityContext"]
    #expect(security?["privileged"]?.bool == false)
    #expect(security?["allowPrivilegeEscalation"]?.bool == false)
    #expect(security?["readOnlyRootFilesystem"]?.bool == true)
    #expect(security?["capabilities"]?["drop"]?.elements.map(\.string) == ["ALL"])
    #expect(security?["capabilities"]?["add"]?.elements.map(\.string) == ["SYS_CHROOT"])
    #expect(spec["automountServiceAccountToken"]?.bool == false)
    #expect(spec["tolerations"]?.elements.first?["effect"]?.string == "NoSchedule")
    #expect(spec["tolerations"]?.elements.last?["operator"]?.string == "Exists")
    let mounts = spec["containers"]?.elements.first?["volumeMounts"]?.elements ?? []
    let node = mounts.first { $0["name"]?.string == "node" }
    #expect(node?["readOnly"]?.bool == true)
    #expect(spec["hostPID"] == nil && spec["hostIPC"] == nil)
  }

  @Test("that see nothing of their nodes are as Pod Security wants them")
  func restricted() throws {
    let made = try documents(pods { $0.mountsNodes = false })
    for spec in [made[1]["spec"]?["template"]?["spec"], made[2]["spec"]] {
      let spec = try #require(spec)
      #expect(spec["securityContext"]?["runAsNonRoot"]?.bool == true)
      #expect(spec["securityContext"]?["seccompProfile"]?["type"]?.string == "RuntimeDefault")
      let container = spec["containers"]?.elements.first
      #expect(container?["securityContext"]?["capabilities"]?["add"] == nil)
      #expect(spec["hostNetwork"]?.bool != true)
      #expect(spec["volumes"]?.elements.allSatisfy { $0["hostPath"] == nil } == true)
    }
    #expect(made[2]["spec"]?["dnsPolicy"] == nil)
    #expect(made[1]["spec"]?["template"]?["spec"]?["dnsPolicy"]?.string == "Default")
  }
}
