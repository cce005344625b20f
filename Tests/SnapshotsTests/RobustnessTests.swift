import Checkout
import Documents
import Testing

@testable import Snapshots

@Suite("hostile and strange inputs")
struct RobustnessTests {
  @Test("no link is followed out of the input, and links inside are")
  func links() {
    let outside = TemporaryFolder(["pods.yaml": pod("outside")])
    let folder = TemporaryFolder(["a/pods.yaml": pod("inside"), "b.yaml": pod("b")])
    folder.link("evil.yaml", to: "\(outside.path)/pods.yaml")
    folder.link("passwd.yaml", to: "/etc/passwd")
    folder.link("up", to: "..")
    folder.link("loop", to: ".")
    folder.link("dead.yaml", to: "nowhere")
    folder.link("twin.json", to: "a/pods.yaml")
    let snapshot = folder.read()
    #expect(snapshot.count("pods") == 2)
    #expect(snapshot.problems.count { $0.code == "skipped-entry" } == 4)
    #expect(snapshot.files.count == 3)
  }

  private func pod(_ name: String) -> String {
    "apiVersion: v1\nkind: Pod\nmetadata: {name: \(name), namespace: x}\n"
  }

  @Test("logs and what file managers leave are not read")
  func skipped() {
    let folder = TemporaryFolder([
      "pods.yaml": pod("a"), "x.log": "{", "ns/p/logs.txt": "{", "logs/y.txt": "{",
      "._pods.yaml": "\u{0}", "__MACOSX/pods.yaml": "{",
    ])
    let snapshot = folder.read()
    #expect(snapshot.problems.isEmpty)
    #expect(snapshot.files.count == 1)
  }

  @Test("a folder of logs may be a namespace: what is named as an export is read")
  func logsNamespace() {
    let folder = TemporaryFolder(["namespaces/logs/pods.yaml": pod("a"), "logs/a.txt": "{"])
    #expect(folder.read().problems.isEmpty)
    #expect(folder.read().count("pods") == 1)
  }

  @Test("names that are missing or misspelt end the run, with a suggestion")
  func missing() {
    let folder = TemporaryFolder(["nodes.yaml": pod("a")])
    let problem = folder.read(["nodse.yaml"]).problems.first
    #expect(problem?.isFatal == true)
    #expect(problem?.help == "did you mean \(folder.path)/nodes.yaml?")
    #expect(TemporaryFolder().read().problems.first?.code == "empty-input")
    let junk = TemporaryFolder(["x.yaml": "hello", "y.json": "{}"]).read()
    #expect(junk.problems.first?.code == "nothing-read")
  }

  @Test(
    "bytes of every kind are reported or read, never a crash",
    arguments: [
      [0xFF], [0xFE, 0xFF], [0xFF, 0xFE, 0x00], [0xEF, 0xBB, 0xBF], [0x00], [0x0A], [0x1F, 0x8B],
      Array(repeating: UInt8(ascii: "["), count: 100_000),
      Array(repeating: UInt8(ascii: "{"), count: 100_000),
      Array("kind: List\nitems: 7\n".utf8), Array("kind: 7\napiVersion: []\nmetadata: 3\n".utf8),
      Array("kind: List\nitems:\n- 1\n- null\n- [x]\n- kind: Pod\n".utf8),
      Array("kind: Pod\napiVersion: v1\nmetadata: {name: 1, namespace: [x]}\n".utf8),
      Array("a: &a [*a]\n".utf8), Array("==== START logs for container ".utf8),
      Array("{}\n==== START logs for container a of pod b/c ====\n".utf8),
      Array("NAME\n".utf8), Array("Error from server".utf8), Array("://:@".utf8), Array("***".utf8),
    ] as [[UInt8]])
  func bytes(bytes: [UInt8]) {
    let paths = [
      "pods.yaml", "nodes/w1/etc/resolv.conf", "nodes/w1/etc/rancher/k3s/config.yaml",
      "nodes/w1/systemd/a.service.show", "nodes/w1/commands/systemctl-list-units.txt",
      "nodes/w1/kubelet-configz.json", "nodes/w1/x.crt", "nodes/w1/etc/default/rke2-server",
      "nodes/w1/etc/os-release", "importlint-snapshot.yaml", "rke/cluster.yml",
      "rke/cluster.rkestate", "probes/pod/rancher.json", "cloud/aws/p.json", "version.json",
      "default/replication-controllers.json", "default/daemonsets.json", "api-resources.txt",
    ]
    let folder = TemporaryFolder()
    for path in paths { folder.write(bytes, to: path) }
    let snapshot = folder.read()
    #expect(snapshot.files.count == paths.count)
    #expect(snapshot.resources.count == 0)
    #expect(snapshot.nodes.map(\.name) == ["w1"])
  }

  @Test(
    "a Node with strange fields gives facts that are unknown",
    arguments: [
      #""status":7"#, #""status":{"nodeInfo":[]},"spec":null"#,
      #""status":{"nodeInfo":{"kubeletVersion":5,"operatingSystem":{}},"conditions":{"a":1}}"#,
    ])
  func strangeNode(field: String) {
    let annotations = [
      "[", "{}", "[1]", "[\\\"a\\\"", "[\\\"--x=\\\",\\\"\\\\\\\"]",
      "{\\\"a\\\":\\\"b\\\",\\\"c\\\"}",
    ]
    for text in annotations {
      let node =
        #"{"apiVersion":"v1","kind":"Node","metadata":{"name":"w1","labels":[],"#
        + #""annotations":{"k3s.io/node-args":"\#(text)","k3s.io/node-env":"\#(text)"}},\#(field)}"#
      let snapshot = TemporaryFolder(["node.json": node]).read()
      #expect(snapshot.count("nodes") == 1, "\(snapshot.problems.map(\.message))")
      #expect(snapshot.node("w1")?["effectiveResolvConf"]?.value.tag == .unknown)
    }
  }

  @Test(
    "a list or an item whose kind or version is no text proves nothing",
    arguments: [
      "kind: 7\napiVersion: v1\nitems: []\n", "kind: List\napiVersion: null\nitems: []\n",
      "kind: [a]\napiVersion: v1\nitems:\n- {apiVersion: v1, kind: Node, metadata: {name: a}}\n",
      "kind: List\napiVersion: v1\nitems:\n- {apiVersion: v1, kind: 7, metadata: {name: a}}\n",
      "kind: List\napiVersion: v1\nitems:\n- {apiVersion: {}, kind: Node, metadata: {name: a}}\n",
    ])
  func wrongKind(text: String) {
    let snapshot = TemporaryFolder([
      "importlint-snapshot.yaml": "schema: 1\nlists: whole\n", "resources/nodes.yaml": text,
    ]).read()
    #expect([.partial, .absent].contains(snapshot.state("nodes")))
    #expect(snapshot.problems.contains { $0.severity >= .warning })
  }

  @Test("the number of threads changes nothing")
  func threads() {
    let inputs = ["kubectl", "cluster-info-dump", "importlint"]
    let texts = [1, 2, 8].map { jobs -> String in
      var options = SnapshotOptions()
      options.jobs = jobs
      return summary(Fixture.read(inputs, options: options))
    }
    #expect(texts[0].count > 2000)
    #expect(Set(texts).count == 1)
  }

  private func summary(_ snapshot: Snapshot) -> String {
    var text = rendered(snapshot.clusterValue)
    for node in snapshot.nodes { text += rendered(DocumentValue(node.value, in: snapshot.store)) }
    for type in snapshot.resources.types {
      for entry in snapshot.resources.all(of: type) {
        text += rendered(DocumentValue(entry.value, in: snapshot.store))
        text += snapshot.place(of: entry.value)?.source.path ?? ""
      }
    }
    for line in snapshot.ledger { text += "\(line)\n" }
    for problem in snapshot.problems { text += "\(problem.code) \(problem.message)\n" }
    return text + snapshot.files.map(\.path).joined()
  }

  @Test("files are named with length and SHA-256 where that is asked for")
  func hashes() {
    var options = SnapshotOptions()
    options.hashesFiles = true
    let folder = TemporaryFolder(["nodes/w1/etc/hostname": "abc"])
    folder.write([0xEF, 0xBB, 0xBF] + Array("abc".utf8), to: "nodes/w1/etc/marked")
    let files = folder.read(options: options).files
    #expect(files.map(\.artifact.length) == [3, 6])
    #expect(
      files[0].artifact.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )
    #expect(
      files[1].artifact.sha256 == "1c28dc3f1f804a1ad9c9b4b4cf5e2658d16ad4ed08e3020d04a8d2865018947c"
    )
    #expect(folder.read().files[0].artifact.sha256 == nil)
  }

  @Test(
    "real exports are read, from archives too", .needsShared,
    arguments: [
      "cloud-nodes", "gke-1.11", "gke-objects", "kind-1.31", "provider-nodes",
      "rancher-monitoring-v1-crds", "small-lists", "must-gather-trees", "live-lists",
      "insights-archive", "must-gather-metal.tar.gz", "sonobuoy-0.9.tar.gz", "support-bundles",
      "support-bundles/folder",
    ])
  func real(input: String) {
    let snapshot = Shared.read(["snapshots/\(input)"])
    #expect(snapshot.resources.count > 0)
    // Those are of several clusters.
    let isMixed = ["live-lists", "support-bundles"].contains(input)
    #expect(snapshot.problems.contains { $0.isFatal } == isMixed)
  }
}
