import Archives
import Documents
import Findings
import Testing

@testable import Snapshots

/// Where files lie that people have: beside others, a level deeper, under names of their own.
@Suite("Layouts")
struct LayoutTests {
  private static func nodes(_ names: String...) -> String {
    let items = names.map {
      """
      - apiVersion: v1
        kind: Node
        metadata: {name: \($0), labels: {kubernetes.io/hostname: \($0)}}
        status: {nodeInfo: {kubeletVersion: v1.30.4, operatingSystem: linux}}

      """
    }
    return "apiVersion: v1\nitems:\n" + items.joined() + "kind: List\nmetadata: {}\n"
  }

  private static let resolver = "nameserver 10.0.0.1\n"

  private func help(_ snapshot: Snapshot, _ file: String) -> String? {
    snapshot.problems.first {
      $0.severity == .warning && $0.places.first?.path.hasSuffix(file) == true
    }?.help
  }

  // MARK: Stray names

  @Test(
    "a file that nothing reads is a problem that names what is read",
    arguments: [
      ("nodes/n1/configz.json", "{\"kubeletconfig\": {}}\n", "nodes/n1/kubelet-configz.json"),
      ("nodes/n1/resolv.conf", resolver, "etc/resolv.conf"),
      ("nodes/n1.json", "{\"maxPods\": 1}\n", "nodes/<node>/<path on the node>"),
      ("nodes/notes.txt", "x\n", "nodes/<node>/<path on the node>"),
      ("probes/rancher.json", "{\"status\": 200}\n", "probes/<node>/rancher.json"),
      ("probes/n1/ping.json", "{\"status\": 200}\n", "probes/n1/rancher.json"),
      ("probes/n1/notes.txt", "x\n", "probes/n1/rancher.json"),
      ("rke/other.yaml", "x: y\n", "rke/cluster.yml or rke/cluster.rkestate"),
      ("cloud/policy.json", "{}\n", "cloud/<provider>/policy.json"),
      ("access/me.txt", "x\n", "access/<identity>.can-i.txt"),
    ])
  func stray(file: String, text: String, meant: String) {
    let snapshot = TemporaryFolder(["nodes.yaml": Self.nodes("n1"), file: text]).read()
    #expect(help(snapshot, file) == "did you mean \(meant)?")
  }

  @Test(
    "a misspelt folder is a problem",
    arguments: [
      ("node/n1/etc/fstab", "nodes"), ("Nodes/n1/commands/x.txt", "nodes"),
      ("probs/pod/rancher.json", "probes"), ("probe/rancher.json", "probes"),
      ("acces/me.can-i.txt", "access"),
    ])
  func misspelt(file: String, meant: String) {
    let snapshot = TemporaryFolder(["nodes.yaml": Self.nodes("n1"), file: "{}\n"]).read()
    let folder = String(file.prefix { $0 != "/" })
    #expect(help(snapshot, "/\(folder)") == "did you mean \(meant)/?")
  }

  @Test("folders of other layouts are none that is misspelt, and their objects are read")
  func otherLayouts() {
    let node = "apiVersion: v1\nkind: Node\nmetadata:\n  name: n2\n"
    let files = [
      "nodes.yaml": Self.nodes("n1"), "node/n2.yaml": node, "nodes/cluster/n2.yaml": node,
      "rke2/x.yaml": node, "probes/x/n2.yaml": node, "cloud/n2.yaml": node,
    ]
    let snapshot = TemporaryFolder(files).read()
    #expect(snapshot.count("nodes") == 2)
    #expect(!snapshot.problems.contains { $0.code == "unread-file" })
  }

  @Test("a Secret in a folder of this layout is one all the same")
  func straySecret() throws {
    let secret = """
      apiVersion: v1
      kind: Secret
      metadata: {name: s, namespace: shop}
      stringData: {password: canary}

      """
    let snapshot = TemporaryFolder(["probes/x/s.yaml": secret]).read()
    #expect(snapshot.count("secrets") == 1)
    let type = try #require(snapshot.types.type(named: "secrets"))
    let value = try #require(snapshot.resources.all(of: type).first?.value)
    let text = DocumentValue(value, in: snapshot.store)["stringData"]?["password"]
    #expect(text?.string == nil)
  }

  // MARK: Files of one node

  private static let node: [PackedArchive.Entry] = [
    .file("etc/resolv.conf", resolver), .file("etc/hostname", "n2\n"),
    .link("run/systemd/resolve/resolv.conf", to: "/etc/resolv.conf"),
  ]

  @Test("an archive or a folder of one node's files beside others is that node's")
  func nodeBeside() throws {
    let folder = TemporaryFolder([
      "dump/nodes.yaml": Self.nodes("n1", "n2", "n3"), "n1/etc/resolv.conf": Self.resolver,
    ])
    folder.write(
      PackedArchive.bytes(.tarGzip, [.file("n3/etc/resolv.conf", Self.resolver)]), to: "n3.tgz")
    folder.write(PackedArchive.bytes(.zip, Self.node), to: "bundle-2026.zip")
    let snapshot = folder.read(["dump", "n1", "n3.tgz", "bundle-2026.zip"])
    for name in ["n1", "n2", "n3"] {
      #expect(snapshot.node(name)?["resolvConf"]?.value.tag == .map, "\(name)")
    }
    #expect(snapshot.nodes.count == 3)
    let problems = snapshot.problems.filter { $0.code != "missing-field" }
    #expect(problems.map(\.severity) == [.note], "n2 was found by its hostname")
    let all = TemporaryFolder(["nodes.yaml": Self.nodes("n1")])
    all.write(PackedArchive.bytes(.tar, Self.node), to: "in/x.tar")
    #expect(all.read().problems.contains { $0.code == "unknown-node" && $0.severity == .warning })
  }

  @Test("beside files of a node, output of kubectl is read as that")
  func mixed() {
    let folder = TemporaryFolder([
      "n1/etc/resolv.conf": Self.resolver, "n1/nodes.yaml": Self.nodes("n1"),
    ])
    let snapshot = folder.read(["n1"])
    #expect(snapshot.count("nodes") == 1)
    #expect(snapshot.node("n1")?["resolvConf"]?.value.tag == .map)
  }

  // MARK: One level deeper

  static let deeper: [[String: String]] = [
    [
      "a/importlint-snapshot.yaml": "schema: 1\nresources: {nodes: complete}\n",
      "a/resources/nodes.yaml": nodes("n1", "n2"), "a/nodes/n1/etc/resolv.conf": resolver,
      "b/importlint-snapshot.yaml": "schema: 1\nresources: {pods: partial}\n",
      "b/nodes/n2/etc/resolv.conf": resolver, "b/probes/pod/rancher.json": "{}\n",
    ],
    ["x/y/resources/nodes.yaml": nodes("n1"), "x/y/nodes/n1/etc/resolv.conf": resolver],
    ["x/nodes/n1/etc/resolv.conf": resolver], ["n1/etc/resolv.conf": resolver],
    ["x/cloud/aws/policy.json": "{}\n", "x/nodes.yaml": nodes("n1")],
    ["a/nodes.yaml": nodes("n1"), "b/nodes/n1/etc/resolv.conf": resolver],
  ]

  /// What a snapshot says, without the names of its inputs.
  private func summary(_ snapshot: Snapshot) -> [String] {
    snapshot.nodes.map { "\($0.name) \($0.paths)" }
      + snapshot.ledger.map { "\($0.type.name) \($0.evidence.state)" }
      + snapshot.problems.map { "\($0.code) \($0.severity)" }.sorted()
  }

  @Test("an archive is read as the folder that was packed", arguments: deeper)
  func archived(files: [String: String]) {
    let folder = TemporaryFolder(
      Dictionary(uniqueKeysWithValues: files.map { ("s/\($0.key)", $0.value) }))
    let entries = files.sorted { $0.key < $1.key }.map {
      PackedArchive.Entry.file($0.key, $0.value)
    }
    folder.write(PackedArchive.bytes(.tarGzip, entries), to: "s.tgz")
    let asFolder = summary(folder.read(["s"]))
    #expect(summary(folder.read(["s.tgz"])) == asFolder)
    #expect(!asFolder.isEmpty)
  }

  @Test("a manifest speaks for the files beside it")
  func manifests() {
    let folder = TemporaryFolder(Self.deeper[0])
    #expect(folder.read().state("nodes") == .complete)
    let snapshot = folder.read()
    #expect(snapshot.node("n2")?["resolvConf"]?.value.tag == .map)
    folder.write(
      Array("schema: 1\nresources: {nodes: partial}\n".utf8), to: "b/importlint-snapshot.yaml")
    #expect(folder.read().state("nodes") == .complete, "that of b is none of a's")
  }

  @Test("a folder that is passed over gives its name to the lists in it, in archives, too")
  func outerFolders() {
    func pod(_ namespace: String) -> String {
      "- {apiVersion: v1, kind: Pod, metadata: {name: p, namespace: \(namespace)}}\n"
    }
    let pods = "items:\n" + pod("shop") + pod("web") + "kind: List\nmetadata: {}\n"
    let folder = TemporaryFolder(["s/shop/pods.yaml": pods, "t/all/pods.yaml": pods])
    folder.write(PackedArchive.bytes(.tar, [.file("shop/pods.yaml", pods)]), to: "s.tar")
    #expect(folder.read(["s"]).state("pods") == .partial)
    #expect(folder.read(["s.tar"]).state("pods") == .partial)
    #expect(folder.read(["t"]).state("pods") == .assumed)
  }

  // MARK: Links

  @Test("links to folders and absolute links lead on in a node's copy", arguments: [true, false])
  func links(isArchive: Bool) {
    let links = [
      ("nodes/n1/etc/rancher", "/opt/rancher"), ("nodes/n1/var/run", "/run"),
      ("nodes/n1/etc/resolv.conf", "/var/run/resolv.conf"), ("nodes/n1/opt/loop", "/opt"),
    ]
    let files = [
      "nodes/n1/opt/rancher/k3s/config.yaml": "selinux: true\n",
      "nodes/n1/run/resolv.conf": Self.resolver,
    ]
    let folder = TemporaryFolder(
      Dictionary(uniqueKeysWithValues: files.map { ("s/\($0.key)", $0.value) }))
    folder.write([], to: "s/nodes/n1/etc/machine-id")
    folder.write([], to: "s/nodes/n1/var/x")
    for (link, target) in links { folder.link("s/\(link)", to: target) }
    let entries =
      files.sorted { $0.key < $1.key }.map { PackedArchive.Entry.file($0.key, $0.value) }
      + links.map { PackedArchive.Entry.link($0.0, to: $0.1) }
    folder.write(PackedArchive.bytes(.tar, entries), to: "s.tar")
    let snapshot = folder.read([isArchive ? "s.tar" : "s"])
    let paths = snapshot.nodes.first?.paths ?? []
    #expect(paths.contains("/etc/rancher/k3s/config.yaml"))
    #expect(paths.contains("/etc/resolv.conf"))
    #expect(!paths.contains { $0.hasPrefix("/opt/loop/") }, "it goes in a circle")
  }

  // MARK: What is no export

  @Test("output of etcdctl is refused with what to do")
  func etcd() {
    let text = #"{"header":{"revision":3},"kvs":[{"key":"L3I=","mod_revision":2,"value":"azhz"}]}"#
    let snapshot = TemporaryFolder(["pods.json": text + "\n", "nodes.yaml": Self.nodes("n1")])
      .read()
    let problem = snapshot.problems.first { $0.code == "unsupported-format" }
    #expect(problem?.severity == .error)
    #expect(problem?.message.contains("etcdctl") == true)
    #expect(problem?.help?.contains("kubectl") == true)
    #expect(snapshot.state("pods") == .absent)
  }

  @Test("what is neither JSON nor YAML is called so by both names where its name says JSON")
  func neither() {
    let broken = "garbage {{\n : [\n"
    for (name, words) in [("a.json", "is neither JSON nor YAML: "), ("a.yaml", "is not YAML: ")] {
      let problems = TemporaryFolder([name: broken, "nodes.yaml": Self.nodes("n1")]).read().problems
      #expect(problems.contains { $0.message.hasPrefix(words) }, "\(name)")
    }
  }

  @Test("a kind inside an operator's state is no object that was lost")
  func insights() {
    let files = [
      "insights-operator/gathers.json": "{}\n",
      "config/clusteroperator/operator.openshift.io/kubeapiserver/cluster.json":
        #"{"spec":{"observedConfig":{"apiVersion":"k.io/v1","kind":"KubeAPIServerConfig"}}}"#
        + "\n",
      "config/node/n1.json": #"{"metadata":{"name":"n1"}}"# + "\n",
    ]
    let snapshot = TemporaryFolder(files).read()
    #expect(snapshot.count("nodes") == 1)
    #expect(!snapshot.problems.contains { $0.severity > .note })
  }

  // MARK: Copies

  private static func copy(_ heartbeat: String, version: String = "v1.30.4") -> String {
    """
    apiVersion: v1
    kind: Node
    metadata: {name: n1, labels: {kubernetes.io/hostname: n1}}
    status:
      conditions: [{type: Ready, lastHeartbeatTime: "\(heartbeat)"}]
      nodeInfo: {kubeletVersion: \(version), operatingSystem: linux, architecture: amd64}

    """
  }

  @Test("copies of a Node that differ in what its status says of the hour stay known")
  func statusAlone() {
    let (first, second) = ("2026-11-23T07:20:20Z", "2026-11-23T07:21:20Z")
    let folder = TemporaryFolder([
      "a/n1.yaml": Self.copy(first), "b/n1.yaml": Self.copy(second),
      "c/n1.yaml": Self.copy(second, version: "v1.31.0"),
    ])
    #expect(folder.read(["a", "b"]).node("n1")?["architecture"]?.string == "amd64")
    #expect(folder.read(["a", "c"]).node("n1")?["architecture"]?.string == nil)
  }

  @Test("lists of one API server are ordered by how far it had counted")
  func listVersions() {
    var uid = "u1"
    func list(_ version: Int, _ names: String...) -> String {
      let items = names.map { name in
        let uid = name == "kube-system" && !uid.isEmpty ? #","uid":"\#(uid)""# : ""
        return #"{"metadata":{"name":"\#(name)"\#(uid)}}"#
      }.joined(separator: ",")
      return
        #"{"kind":"NamespaceList","apiVersion":"v1","metadata":{"resourceVersion":"\#(version)"},"#
        + #""items":[\#(items)]}"# + "\n"
    }
    let folder = TemporaryFolder([
      "old/namespaces.json": list(100, "default", "kube-system", "gone"),
      "new/namespaces.json": list(200, "default", "kube-system"),
    ])
    for inputs in [["old", "new"], ["new", "old"]] {
      let snapshot = folder.read(inputs)
      #expect(snapshot.count("namespaces") == 2)
      #expect(snapshot.problems.contains { $0.code == "deleted-objects" })
    }
    // Nothing says that these are of one API server.
    uid = ""
    let strange = TemporaryFolder([
      "old/namespaces.json": list(100, "default", "kube-system", "gone"),
      "new/namespaces.json": list(200, "default", "kube-system"),
    ])
    #expect(strange.read(["old", "new"]).count("namespaces") == 3)
  }

  // MARK: The kubelet's file

  @Test(
    "a kubelet's file is found where its flag says, and at the places that clouds use",
    arguments: [
      [:], ["etc/kubernetes/kubelet/kubelet-config.json": 7],
      ["etc/kubernetes/kubelet/config.json": 7], ["home/kubernetes/kubelet-config.yaml": 7],
      ["var/lib/kubelet/config.yaml": 7],
    ] as [[String: Int]])
  func kubeletPlaces(files: [String: Int]) {
    #expect(kubelet(files)?.int == files.values.first.map(Int64.init))
    #expect((kubelet(files)?.value.tag == .unknown) == files.isEmpty)
  }

  private func kubelet(_ files: [String: Int], _ more: [String: String] = [:]) -> DocumentValue? {
    var all = ["nodes.yaml": Self.nodes("n1")]
    for (path, pods) in files {
      all["nodes/n1/\(path)"] = #"{"kind": "KubeletConfiguration", "maxPods": \#(pods)}"# + "\n"
    }
    for (path, text) in more { all["nodes/n1/\(path)"] = text }
    let snapshot = TemporaryFolder(all).read()
    let value = snapshot.node("n1")?["kubeletAfterRestart"]
    return value?.value.tag == .unknown ? value : value?["maxPods"]
  }

  @Test(
    "the flag decides between files",
    arguments: [
      (
        "etc/systemd/system/kubelet.service.d/10.conf", "ExecStart=/usr/bin/kubelet --config=PATH\n"
      ),
      ("systemd/kubelet.service.show", "ExecStart={ argv[]=/usr/bin/kubelet --config PATH ; }\n"),
      ("var/lib/kubelet/kubeadm-flags.env", "KUBELET_KUBEADM_ARGS=\"--config=PATH --v=2\"\n"),
      ("commands/ps.txt", "root 1 0 /usr/bin/kubelet --config=PATH\nroot 2 x --config=/other\n"),
    ])
  func kubeletFlag(path: String, text: String) {
    let files = ["var/lib/kubelet/config.yaml": 1, "etc/node/kubelet.json": 2]
    let flag = { (file: String) in [path: text.replacing("PATH", with: file)] }
    #expect(kubelet(files, flag("/etc/node/kubelet.json"))?.int == 2)
    #expect(kubelet(files, flag("/var/lib/kubelet/config.yaml"))?.int == 1)
    #expect(kubelet(files, flag("/etc/elsewhere/kubelet.json"))?.value.tag == .unknown)
    let folder = text.replacing("--config", with: "--config-dir").replacing(
      "PATH", with: "/etc/x.d")
    #expect(kubelet(files, [path: folder])?.value.tag == .unknown, "drop-ins are not read")
  }

  @Test("where nothing tells which of two files counts, neither does")
  func twoKubeletFiles() {
    let files = ["var/lib/kubelet/config.yaml": 1, "etc/kubernetes/kubelet/config.json": 2]
    #expect(kubelet(files)?.value.tag == .unknown)
  }

  @Test(
    "the kubelet's file is not known where its command line is not",
    arguments: [
      "ExecStart=/usr/bin/kubelet --config\n", "ExecStart=/usr/bin/kubelet --config=$FILE\n",
      "ExecStart=/usr/bin/kubelet --config=kubelet.yaml\n",
    ])
  func kubeletFlagWithoutPath(line: String) {
    let files = [NodeFiles.kubeletConfiguration: 1]
    let unit = "etc/systemd/system/kubelet.service.d/10.conf"
    #expect(kubelet(files, [unit: line])?.value.tag == .unknown)
    #expect(kubelet(files, [unit: "# " + line])?.int == 1, "a comment is no flag")
  }

  @Test("a flag whose value stands in the next line")
  func kubeletFlagOverLines() {
    let files = [NodeFiles.kubeletConfiguration: 1, "etc/node/kubelet.json": 2]
    let unit = "ExecStart=/usr/bin/kubelet \\\n  --config \\\n  /etc/node/kubelet.json\n"
    let path = "etc/systemd/system/kubelet.service.d/10.conf"
    #expect(kubelet(files, [path: unit])?.int == 2)
    let comment = String(repeating: "# a comment\n", count: 100_000)
    #expect(kubelet(files, [path: comment + unit])?.int == 2, "however long the file is")
  }

  @Test(
    "a part of the kubelet's command line that could not be read may name another file",
    arguments: [
      ("/etc/default/kubelet", false), ("/etc/systemd/system/kubelet.service.d/", false),
      ("/var/lib/kubelet/kubeadm-flags.env", false), ("/etc/default/locale", true),
      ("/etc/systemd/system/containerd.service.d/", true),
    ])
  func deniedKubeletFlags(path: String, isKnown: Bool) {
    let manifest = "schema: 1\ndenied: {\"\(path)\": permission denied}\nabsent: []\n"
    let value = kubelet([NodeFiles.kubeletConfiguration: 1], ["importlint-node.yaml": manifest])
    #expect((value?.int == 1) == isKnown)
    #expect((value?.value.tag == .unknown) != isKnown)
  }

  // MARK: Names of nodes

  @Test(
    "files are a Node's only where no other may be meant",
    arguments: [
      (["n1.a.example"], "n1", "n1.a.example"), (["n1"], "n1.a.example", "n1"),
      (["N1"], "n1", "N1"), (["n1.a.example"], "n1.b.example", nil),
      (["n1.a.example", "n1.b.example"], "n1", nil), (["10.0.0.1"], "10.0.0.2", nil),
      (["10.0.0.1"], "10", nil), (["10"], "10.0.0.1", nil),
    ] as [([String], String, String?)])
  func nearNames(nodes: [String], host: String, node: String?) {
    let list = nodes.map { "- {apiVersion: v1, kind: Node, metadata: {name: '\($0)'}}\n" }.joined()
    let text = "apiVersion: v1\nitems:\n\(list)kind: List\nmetadata: {}\n"
    for isByHostname in [true, false] {
      let folder = isByHostname ? "machine-7" : host
      var files = ["nodes.yaml": text, "nodes/\(folder)/etc/resolv.conf": Self.resolver]
      if isByHostname { files["nodes/\(folder)/etc/hostname"] = host + "\n" }
      let manifest = "importlint-snapshot.yaml"
      files[manifest] = "schema: 1\nresources: {nodes: complete}\n"
      let known = TemporaryFolder(files).read()
      for name in nodes {
        #expect((known.node(name)?["resolvConf"]?.value.tag == .map) == (name == node))
      }
      files[manifest] = "schema: 1\nresources: {nodes: partial}\n"
      let part = TemporaryFolder(files).read()
      #expect(
        nodes.allSatisfy {
          $0 == folder || isByHostname && $0 == host
            || part.node($0)?["resolvConf"]?.value.tag != .map
        },
        "another Node may be called so")
    }
  }
}
