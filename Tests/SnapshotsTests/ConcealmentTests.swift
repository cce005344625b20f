import Checkout
import Documents
import Testing

@testable import Snapshots

@Suite("what is not to be shown")
struct ConcealmentTests {
  private func secret(_ name: String, _ namespace: String, _ data: String) -> String {
    """
    - apiVersion: v1
      kind: Secret
      metadata:
        name: \(name)
        namespace: \(namespace)
        labels: {app: x}
        annotations:
          kubectl.kubernetes.io/last-applied-configuration: '{"data":{"password":"cGFzcw=="}}'
          note: kept
      type: Opaque
      data:
    \(data)
    """
  }

  private func found(_ snapshot: Snapshot, _ type: String, _ namespace: String, _ name: String)
    -> DocumentValue?
  {
    guard let type = snapshot.types.type(named: type),
      case .found(let value) = snapshot.object(type, namespace: namespace, name: name)
    else { return nil }
    return DocumentValue(value, in: snapshot.store)
  }

  @Test("values of Secrets are dropped, all but keys, type, labels and other annotations")
  func secrets() throws {
    let folder = TemporaryFolder([
      "secrets.yaml": "apiVersion: v1\nkind: List\nitems:\n"
        + secret("db", "shop", "    password: cGFzc3dvcmQ=\n    user: YXBw")
    ])
    let db = try #require(found(folder.read(), "secrets", "shop", "db"))
    #expect(db["data"]?.entries.map(\.key) == ["password", "user"])
    #expect(db["data"]?.entries.allSatisfy { $0.value.value.tag == .hidden } == true)
    #expect(db["type"]?.string == "Opaque")
    #expect(db["metadata"]?["labels"]?["app"]?.string == "x")
    let annotations = db["metadata"]?["annotations"]
    #expect(annotations?["note"]?.string == "kept")
    #expect(annotations?["kubectl.kubernetes.io/last-applied-configuration"]?.value.tag == .hidden)
    let source = try #require(db.place?.source)
    #expect(!source.text.contains("cGFzc"))
    #expect(!source.text.contains("YXBw"))
  }

  @Test("the allow-list keeps what says where an agent registered, unless it holds a password")
  func allowList() {
    let url = "aHR0cHM6Ly9yYW5jaGVyLmV4YW1wbGU="  // https://rancher.example
    let password = "aHR0cHM6Ly91OnB3QHguaW8="  // https://u:pw@x.io
    let folder = TemporaryFolder([
      "secrets.yaml": "apiVersion: v1\nkind: List\nitems:\n"
        + [
          secret("cattle-credentials-1", "cattle-system", "    url: \(url)\n    token: c2VjcmV0"),
          secret("cattle-credentials-2", "cattle-system", "    url: \(password)"),
          secret("fleet-agent", "cattle-fleet-system", "    apiServerURL: \(url)\n    token: eA=="),
          secret("other", "x", "    url: \(url)"),
        ].joined(separator: "\n")
    ])
    let snapshot = folder.read()
    func value(_ namespace: String, _ name: String, _ key: String) -> DocumentValue? {
      found(snapshot, "secrets", namespace, name)?["data"]?[key]
    }
    #expect(value("cattle-system", "cattle-credentials-1", "url")?.string == url)
    #expect(value("cattle-system", "cattle-credentials-1", "token")?.value.tag == .hidden)
    #expect(value("cattle-system", "cattle-credentials-2", "url")?.value.tag == .hidden)
    #expect(value("cattle-fleet-system", "fleet-agent", "apiServerURL")?.string == url)
    #expect(value("cattle-fleet-system", "fleet-agent", "token")?.value.tag == .hidden)
    #expect(value("x", "other", "url")?.value.tag == .hidden)
  }

  @Test(
    "Secrets without a kind of their own are Secrets by their list or file",
    arguments: [
      #"{"kind":"SecretList","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":[ITEM]}"#,
      #"{"items":[ITEM]}"#, "[ITEM]", "ITEM",
    ])
  func secretsWithoutKind(shape: String) {
    let item = #"{"metadata":{"name":"s","namespace":"n"},"data":{"k":"dmFsdWU="}}"#
    let parts = shape.split(separator: "ITEM", omittingEmptySubsequences: false)
    let text = parts.joined(separator: item)
    let snapshot = TemporaryFolder(["secrets.json": text]).read()
    let secret = found(snapshot, "secrets", "n", "s")
    #expect(secret?["data"]?["k"]?.value.tag == .hidden)
    #expect(secret?.place?.source.text.contains("dmFsdWU") == false)
  }

  @Test(
    "the argument after --user is hidden if it is a user with a password",
    arguments: [
      ("--user", "bob:word", true), ("--proxy-user", "bob:word", true), ("-U", "bob:word", true),
      ("--user", "1000:1000", false), ("--user", "system:admin", false), ("--user", "bob", false),
    ])
  func users(option: String, value: String, isHidden: Bool) throws {
    let folder = TemporaryFolder([
      "p.yaml": "apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: ns1}\n"
        + "spec: {containers: [{name: a, args: [\(option), \"\(value)\"]}]}\nstatus: {}\n"
    ])
    let pod = try #require(found(folder.read(), "pods", "ns1", "p"))
    let arguments = pod[path: "spec", "containers"]?.elements.first?["args"]?.elements
    #expect(arguments?.last?.value.tag == (isHidden ? .hidden : .string))
  }

  @Test("a Secret's manifest is known in text with escapes")
  func escapedManifest() throws {
    let folder = TemporaryFolder([
      "c.json": #"{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c","namespace":"ns1"},"#
        + #""data":{"a":"a: 1\nkind:\n  Secret\n","b":"a: 1\nkind:\n  Secrets\n"}}"#
    ])
    let data = try #require(found(folder.read(), "configmaps", "ns1", "c")?["data"])
    #expect(data["a"]?.value.tag == .hidden)
    #expect(data["b"]?.value.tag == .string)
  }

  @Test(
    "a text with letters that are written as escapes is hidden",
    arguments: [
      (#""kind: Secr\x65t""#, true), (#""to\u006ben: x""#, true), (#"'{"to\u006ben": "x"}'"#, true),
      (#""a\u003cb\u003e""#, false), (#""a\\u006b""#, false), (#""a\\\u006b""#, true),
      (#""a\u0041 \u0042""#, true), (#""\x00\x1b""#, false),
    ])
  func escapes(text: String, isHidden: Bool) throws {
    let folder = TemporaryFolder([
      "c.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, namespace: ns1}\n"
        + "data:\n  a: \(text)\n  b: \(text)\n  c: word\n"
    ])
    let data = try #require(found(folder.read(), "configmaps", "ns1", "c")?["data"])
    for key in ["a", "b"] { #expect((data[key]?.value.tag == .hidden) == isHidden) }
    #expect(data["c"]?.string == "word")
  }

  @Test("a run of backslashes may stand where a large text is divided", arguments: 1...6)
  func dividedRun(length: Int) {
    let before = String(repeating: "a", count: (4 << 20) - 3)
    let run = String(repeating: #"\"#, count: length)
    let text = before + run + "x65" + String(repeating: "b", count: 1 << 20)
    let source = SourceText(path: "a", text: text)
    let isEscape = TextMark.all(in: source, threads: 2).contains { $0.kind == .escape }
    #expect(isEscape == !length.isMultiple(of: 2))
  }

  @Test("of a long run of backslashes each second is escaped, too", arguments: [0, 1])
  func longRun(more: Int) throws {
    let run = String(repeating: #"\"#, count: 9_000 + more)
    let folder = TemporaryFolder([
      "c.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, namespace: ns1}\n"
        + "data: {a: '\(run)x65'}\n"
    ])
    let data = try #require(found(folder.read(), "configmaps", "ns1", "c")?["data"])
    #expect((data["a"]?.value.tag == .hidden) == (more == 1))
  }

  @Test(
    "what an operator is to put into a Secret is hidden",
    arguments: [
      ("SealedSecret", "template: {data: {a: x}}", ["template", "data", "a"]),
      (
        "ExternalSecret", "target: {template: {data: {a: x}}}",
        ["target", "template", "data", "a"]
      ),
      (
        "ClusterExternalSecret", "externalSecretSpec: {target: {template: {data: {a: x}}}}",
        ["externalSecretSpec", "target", "template", "data", "a"]
      ),
    ])
  func templates(kind: String, spec: String, path: [String]) throws {
    let folder = TemporaryFolder([
      "s.yaml": "apiVersion: a.example/v1\nkind: \(kind)\n"
        + "metadata: {name: s, namespace: ns1}\nspec: {\(spec), b: {data: why}}\n"
    ])
    let snapshot = folder.read()
    let type = try #require(snapshot.resources.types.first)
    let object = try #require(snapshot.resources.all(of: type).first)
    let found = DocumentValue(object.value, in: snapshot.store)["spec"]
    #expect(path.reduce(found) { $0?[$1] }?.value.tag == .hidden)
    #expect(found?["b"]?["data"]?.value.tag == .string)
  }

  @Test("a mark in a key takes none from its value")
  func markedKeys() throws {
    let folder = TemporaryFolder([
      "c.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, namespace: ns1}\n"
        + "data:\n  <REDACTED>: <REDACTED>\n"
    ])
    let data = try #require(found(folder.read(), "configmaps", "ns1", "c")?["data"])
    #expect(data["<REDACTED>"]?.value.tag == .hidden)
  }

  @Test(
    "redaction marks and passwords in URLs hide their value, wherever it is",
    arguments: [
      ("***HIDDEN***", true), ("a [REDACTED] b", true), ("<REDACTED>", true), ("********", true),
      ("[REDACTED] [REDACTED]", true), ("x: kind: Secret a kind: Secret", true),
      ("kind: Secrets", false), ("kind: SealedSecret", false), ("a: 1, kind: &k Secret", true),
      ("a: 1, kind: !!str Secret", true), ("kind: and Secret", false),
      ("a: 1, kind:" + String(repeating: " ", count: 300) + "Secret", true),
      ("https://u:p4ss@host/x", true), ("mysql://k3s:p4ss@tcp(db:3306)/k", true),
      ("# ******** banner ********", false), ("https://host/a:b@c", false),
      ("https://u@host", false),
      ("docker-pullable://nginx:1.2@sha256:abc", false), ("REDACTED", false), ("*********", false),
    ])
  func marks(text: String, isHidden: Bool) throws {
    let folder = TemporaryFolder([
      "c.yaml": """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: c, namespace: ns1}
      data:
        before: x
        key: '\(text)'
        block: |
          first
          \(text)
        after: z

      """
    ])
    let data = try #require(found(folder.read(), "configmaps", "ns1", "c")?["data"])
    #expect((data["key"]?.value.tag == .hidden) == isHidden)
    // A value that is more than eight asterisks is not redacted by them.
    #expect((data["block"]?.value.tag == .hidden) == (isHidden && text != "********"))
    #expect(data["before"]?.string == "x")
    #expect(data["after"]?.string == "z")
    #expect(data.place?.source.text.contains("p4ss") == false)
  }

  @Test("RKE1's state is dropped, but for version, nodes and backups")
  func rkeState() throws {
    let state = #"""
      {"desiredState":{"rkeConfig":{"kubernetesVersion":"v1.26.15-rancher1-1",
      "nodes":[{"address":"10.0.0.1","role":["etcd"],"sshKey":"KEYTEXT"}],
      "services":{"etcd":{"backupConfig":{"enabled":true,
      "s3BackupConfig":{"secretKey":"KEYTEXT","bucketName":"b"}}}}},
      "certificatesBundle":{"kube-ca":{"keyPEM":"KEYTEXT"}}}}
      """#
    let text = state.split(separator: "\n").joined()
    let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
    let quoted = parts.joined(separator: "\\\"")
    let map = """
      {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"full-cluster-state",
      "namespace":"kube-system"},"data":{"full-cluster-state":"\(quoted)"}}
      """
    let inCluster = TemporaryFolder(["cm.json": map]).read()
    let inFile = TemporaryFolder(["rke/cluster.rkestate": text, "pods.json": "[]"]).read()
    for snapshot in [inCluster, inFile] {
      let config = snapshot.clusterValue["rke"]?["state"]?["desiredState"]?["rkeConfig"]
      #expect(config?["kubernetesVersion"]?.string == "v1.26.15-rancher1-1")
      #expect(config?["nodes"]?.elements.first?["role"]?.elements.map(\.string) == ["etcd"])
      let backup = config?["services"]?["etcd"]?["backupConfig"]
      #expect(backup?["enabled"]?.bool == true)
      #expect(backup?["s3BackupConfig"]?["bucketName"]?.string == "b")
      #expect(!rendered(snapshot.clusterValue).contains("KEYTEXT"))
    }
    let copy = found(inCluster, "configmaps", "kube-system", "full-cluster-state")
    #expect(copy?["data"]?["full-cluster-state"]?.value.tag == .hidden)
    #expect(copy?.place?.source.text.contains("KEYTEXT") == false)
  }

  @Test(
    "no value of a Secret of a state can be read or printed", .needsShared,
    arguments: Checkout.states)
  func states(state: String) {
    let snapshot = Shared.state(state)
    var hidden = 0
    for entry in snapshot.resources.all(of: SnapshotContent.secrets) {
      let secret = DocumentValue(entry.value, in: snapshot.store)
      for (key, value) in secret["data"]?.entries ?? [] {
        if ["url", "namespace", "apiServerURL"].contains(key) { continue }
        #expect(value.value.tag == .hidden, "\(key)")
        hidden += 1
      }
      #expect(secret.place?.source.text.contains("bm90LWEtcmVhbC1vbmU=") == false)
    }
    #expect(hidden > 0)
  }
}
