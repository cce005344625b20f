import Basics
import Canaries
import Checkout
import Collecting
import Documents
import Foundation
import Testing

@testable import Snapshots

/// The script that gathers a node's files, on folders that stand for nodes.
@Suite("the node script")
struct NodeScriptTests {
  /// Runs the script on a folder, and gives what it wrote.
  func gather(
    _ root: TemporaryFolder, _ options: [String] = [], shell: [String] = ["sh"],
    path: String? = nil
  ) throws -> (folder: TemporaryFolder, run: ScriptRun) {
    let folder = TemporaryFolder(["script": CollectingScripts.node])
    chmod(folder.path, 0o777)
    let words =
      shell + ["\(folder.path)/script", "--root", root.path, "--output", "\(folder.path)/out"]
    let program = ScriptRun.path(of: shell[0]) ?? shell[0]
    let run = try ScriptRun(
      [program] + words.dropFirst() + options, environment: path.map { ["PATH": $0] } ?? [:])
    return (folder, run)
  }

  private static let table = """
      UNIT                      LOAD   ACTIVE SUB     DESCRIPTION
      init.scope                loaded active running System and Service Manager
      dnsmasq.service           loaded active running DNS caching server
      systemd-journald.service  loaded active running Journal Service

    3 loaded units listed.

    """

  /// A program that answers as systemctl does.
  private static let systemctl = """
    #!/bin/sh
    case $1 in
    list-units) cat <<'TABLE'
    \(table)TABLE
    ;;
    *) printf 'UNIT FILE STATE\\ndnsmasq.service enabled\\n\\n1 unit files listed.\\n' ;;
    esac
    """

  /// Files of a node of RKE2, without a credential.
  private static let files = [
    "run/systemd/resolve/stub-resolv.conf": "nameserver 127.0.0.53\nsearch a.example\n",
    "run/systemd/resolve/resolv.conf": "nameserver 10.0.0.2\noptions timeout:2\n",
    "usr/lib/os-release": "NAME=\"SLES\"\nID=\"sles\"\nVERSION_ID=\"15.6\"\n",
    "etc/rancher/rke2/config.yaml": """
    node-name: W1
    tls-san: [a.example, "b.example"]
    kubelet-arg:
    - max-pods=200
    - "resolv-conf=/etc/special.conf"
    token-file: /etc/rancher/token
    secrets-encryption: true

    """,
    "etc/rancher/rke2/config.yaml.d/10-more.yaml": "tls-san+: c.example\ncni: calico\n",
    "etc/default/rke2-server": "RKE2_DEBUG=true\nNO_PROXY=10.0.0.0/8,.svc\n",
    "etc/special.conf": "nameserver 10.0.0.9\n",
    "proc/sys/net/ipv4/ip_forward": "1\n",
    "proc/sys/vm/overcommit_memory": "1\n",
    "sys/fs/cgroup/cgroup.controllers": "cpu io memory\n",
  ]

  func node(_ change: (TemporaryFolder) -> Void = { _ in }) -> TemporaryFolder {
    let root = TemporaryFolder(NodeScriptTests.files)
    // As on many a node: to another folder, and from the top of the node.
    root.link("etc/resolv.conf", to: "/run/systemd/resolve/stub-resolv.conf")
    root.link("etc/os-release", to: "../usr/lib/os-release")
    change(root)
    return root
  }

  // MARK: What is read of it

  @Test("gives the facts of the files, and no credential, under sh and this system's tools")
  func systemShell() throws {
    try expectFacts(under: ["sh"])
    try expectNoCredential(under: ["sh"])
  }

  @Test("the same under dash", .enabled(if: ScriptRun.has("dash"), "skipped: there is no dash"))
  func dash() throws {
    try expectFacts(under: ["dash"])
    try expectNoCredential(under: ["dash"])
  }

  @Test(
    "the same under busybox", .enabled(if: ScriptRun.has("busybox"), "skipped: there is no busybox")
  )
  func busybox() throws {
    let tools = TemporaryFolder()
    for name in [
      "awk", "cat", "date", "find", "grep", "gzip", "id", "ls", "mkdir", "mktemp", "mv", "readlink",
      "rm", "sed", "sh", "sort", "stat", "tar", "tr", "uname", "wc",
    ] {
      tools.link(name, to: ScriptRun.path(of: "busybox") ?? "")
    }
    try expectFacts(under: ["busybox", "sh"], path: tools.path)
    try expectNoCredential(under: ["busybox", "sh"], path: tools.path)
  }

  private func expectFacts(under shell: [String], path: String? = nil) throws {
    let root = node()
    root.write(Array(Self.systemctl.utf8), to: "bin/systemctl")
    chmod("\(root.path)/bin/systemctl", 0o755)
    let (folder, run) = try gather(
      root, ["--systemctl", "\(root.path)/bin/systemctl"], shell: shell, path: path)
    #expect(run.code == 0, "\(run.errors)")
    #expect(run.errors.hasPrefix("importlint: node w1: 1"), "\(run.errors)")
    var own: [String: String] = [:]
    for (path, text) in Self.files where !path.hasPrefix("sys/") { own["nodes/w1/\(path)"] = text }
    own["nodes/w1/etc/resolv.conf"] = Self.files["run/systemd/resolve/stub-resolv.conf"]
    own["nodes/w1/etc/os-release"] = Self.files["usr/lib/os-release"]
    own["nodes/w1/commands/cgroup.txt"] = "cgroup2fs\n"
    own["nodes/w1/commands/systemctl-list-units.txt"] = Self.table
    own["nodes/w1/commands/systemctl-list-unit-files.txt"] = "UNIT FILE\ndnsmasq.service enabled\n"
    let gathered = folder.read(["out"])
    #expect(gathered.problems.filter { $0.severity > .note }.map(\.message) == [])
    let facts = try #require(gathered.node("w1"))
    let expected = try #require(TemporaryFolder(own).read().node("w1"))
    let fields = [
      "resolvConf", "upstreamResolvConf", "units", "configAfterRestart", "environment",
      "osRelease", "sysctl", "cgroup",
    ]
    for field in fields {
      #expect(facts[field].map(rendered) == expected[field].map(rendered), "\(field)")
    }
    #expect(facts["cgroup"]?.string == "v2")
    #expect(facts["units"]?.value.tail == 0)
    #expect(facts["files"]?["/etc/special.conf"]?.string == "nameserver 10.0.0.9\n")
  }

  @Test("says what is not there, and the fact is not there")
  func absent() throws {
    let root = node { unlink("\($0.path)/run/systemd/resolve/resolv.conf") }
    let snapshot = try gather(root).folder.read(["out"])
    let node = try #require(snapshot.node("w1"))
    #expect(node["upstreamResolvConf"] == nil)
    #expect(node["resolvConf"]?["nameservers"]?.elements.first?.string == "127.0.0.53")
  }

  @Test(
    "what may not be read is unknown, and says why; it is not absent",
    .enabled(
      if: geteuid() != 0 || ScriptRun.has("setpriv"), "skipped: root may read all, without setpriv"
    ), arguments: [true, false])
  func denied(byFolder: Bool) throws {
    let isRoot = geteuid() == 0
    let root = node { root in
      chmod(root.path, 0o755)
      chmod("\(root.path)/etc/rancher/rke2/config.yaml\(byFolder ? ".d" : "")", 0)
      chmod("\(root.path)/run/systemd", 0)
    }
    defer {
      chmod("\(root.path)/run/systemd", 0o755)
      chmod("\(root.path)/etc/rancher/rke2/config.yaml.d", 0o755)
    }
    let nobody = ["setpriv", "--reuid", "65534", "--clear-groups", "sh"]
    let (folder, run) = try gather(
      root, ["--node", "w1"], shell: isRoot ? nobody : ["sh"])
    #expect(run.code == 0)
    #expect(run.errors.contains("could not be read, some perhaps by root only"))
    let snapshot = folder.read(["out"])
    let node = try #require(snapshot.node("w1"))
    let reason = snapshot.reason(node["upstreamResolvConf"])
    #expect(
      reason?.text
        == "/run/systemd/resolve/resolv.conf of node w1 could not be read there: permission denied")
    #expect(node["configAfterRestart"]?.value.tag == .unknown)
  }

  @Test("what is in its archive and in its frames is what is in its folder")
  func forms() throws {
    let root = node()
    let script = TemporaryFolder(["script": CollectingScripts.node])
    let words = ["sh", "\(script.path)/script", "--root", root.path]
    let archive = try ScriptRun(words)
    #expect(archive.code == 0)
    script.write(archive.output, to: "w1.tar.gz")
    let (folder, _) = try gather(root)
    let facts = folder.read(["out"]).node("w1").map(rendered)
    #expect(facts != nil)
    #expect(script.read(["w1.tar.gz"]).node("w1").map(rendered) == facts)
  }

  @Test("the kubelet's file is found where the kubelet is told to read it")
  func kubelet() throws {
    let root = node { root in
      root.write(
        Array("/usr/bin/kubelet\0--config=/etc/kubernetes/kubelet.json\0--v=2\0".utf8),
        to: "proc/4711/cmdline")
      root.write(Array("vi\0kubelet\0--config=/etc/other.json\0".utf8), to: "proc/12/cmdline")
      root.write(
        Array(#"{"kind":"KubeletConfiguration","maxPods":250}"#.utf8),
        to: "etc/kubernetes/kubelet.json")
      for path in ["etc/rancher/rke2/config.yaml", "etc/default/rke2-server"] {
        unlink("\(root.path)/\(path)")
      }
      rmdir("\(root.path)/etc/rancher/rke2/config.yaml.d")
      unlink("\(root.path)/etc/rancher/rke2/config.yaml.d/10-more.yaml")
    }
    let node = try gather(root, ["--node", "n"]).folder.read(["out"]).node("n")
    #expect(node?["kubeletAfterRestart"]?["maxPods"]?.int == 250)
  }

  @Test(
    "where the kubelet merges a folder, or names a file that cannot be found, nothing is certain",
    arguments: ["--config-dir=/etc/kubelet.d", "--config=kubelet.yaml", "--config\0kubelet.yaml"])
  func unclearKubelet(flag: String) throws {
    let root = node { root in
      root.write(Array("/usr/bin/kubelet\0\(flag)\0--v=2\0".utf8), to: "proc/77/cmdline")
      root.write(
        Array(#"{"kind":"KubeletConfiguration","maxPods":110}"#.utf8),
        to: NodeFiles.kubeletConfiguration)
      for path in ["etc/rancher/rke2/config.yaml", "etc/default/rke2-server"] {
        unlink("\(root.path)/\(path)")
      }
      unlink("\(root.path)/etc/rancher/rke2/config.yaml.d/10-more.yaml")
      rmdir("\(root.path)/etc/rancher/rke2/config.yaml.d")
    }
    let node = try gather(root, ["--node", "n"]).folder.read(["out"]).node("n")
    #expect(node?["kubeletAfterRestart"]?.value.tag == .unknown)
  }

  // MARK: Credentials

  private func expectNoCredential(under shell: [String], path: String? = nil) throws {
    let files = CanaryFile.all.filter {
      $0.path.hasPrefix("nodes/") && !$0.path.contains("/manifests/")
    }
    let root = node { root in
      for file in files {
        let path = file.path.split(separator: "/").dropFirst(2).joined(separator: "/")
        root.write(Array(file.text.utf8), to: path)
        // What lies elsewhere, where it would be gathered.
        if path.hasSuffix(".yaml"), let name = path.split(separator: "/").last {
          root.write(Array(file.text.utf8), to: "etc/rancher/rke2/config.yaml.d/\(name)")
        }
        if path.hasSuffix("cluster.yml") || path.hasSuffix(".pem") {
          root.write(Array(file.text.utf8), to: "etc/kubernetes/pki/a.pem")
        }
      }
    }
    let (folder, run) = try gather(root, ["--node", "n1"], shell: shell, path: path)
    #expect(run.code == 0, "\(run.errors)")
    let written = folder.texts(below: "out")
    let planted = root.texts(below: "etc").joined()
    #expect(Canary.found(in: planted, of: files.flatMap(\.canaries)).count > 40)
    #expect(written.count > 15)
    #expect(Canary.found(in: written.joined(), of: files.flatMap(\.canaries)) == [])
  }

  @Test("what was hidden there is hidden here, and not empty")
  func hidden() throws {
    let root = node { root in
      root.write(
        Array(
          """
          # the token was abc
          token: abc
          agent-token:
          etcd-s3-secret-key: |
            abc
          datastore-endpoint: "postgres://u:abc@h/k"
          kube-apiserver-arg:
          - audit-log-maxage=30
          - oidc-client-secret=abc
          server: https://10.0.0.1:9345

          """.utf8), to: "etc/rancher/rke2/config.yaml")
      root.write(
        Array("RKE2_TOKEN=abc\nHTTPS_PROXY=http://u:abc@p:3128\nNO_PROXY=.svc\n".utf8),
        to: "etc/default/rke2-server")
    }
    let node = try gather(root, ["--node", "w1"]).folder.read(["out"]).node("w1")
    let config = node?["configAfterRestart"]
    for key in ["token", "agent-token", "etcd-s3-secret-key", "datastore-endpoint"] {
      #expect(config?[key]?.value.tag == .hidden, "\(key)")
    }
    let arguments = config?["kube-apiserver-arg"].map(rendered)
    #expect(arguments == #"["audit-log-maxage=30", (hidden)]"#)
    #expect(config?["server"]?.string == "https://10.0.0.1:9345")
    // Lines keep their numbers.
    let place = config?["server"]?.place
    #expect(place?.source.text.utf8.prefix(place?.offset ?? 0).count { $0 == 0x0A } == 9)
    let environment = node?["environment"]
    #expect(environment?["HTTPS_PROXY"]?.value.tag == .hidden)
    #expect(environment?["NO_PROXY"]?.string == ".svc")
  }

  @Test("systemctl may be a command of several words, as in a pod")
  func systemctlOfPod() throws {
    let program = TemporaryFolder(["systemctl": NodeScriptTests.systemctl])
    chmod("\(program.path)/systemctl", 0o755)
    let (folder, run) = try gather(
      node(), ["--node", "n1", "--systemctl", "env \(program.path)/systemctl"])
    #expect(run.code == 0, "\(run.errors)")
    #expect(folder.texts(below: "out").joined().contains("dnsmasq.service"))
  }

  @Test("keys are not gathered, and of files that hold both the certificates are")
  func keys() throws {
    let key = "-----BEGIN EC PRIVATE KEY-----\nabc\n-----END EC PRIVATE KEY-----\n"
    let certificate = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
    let pki = "var/lib/kubelet/pki"
    let root = node { root in
      root.write(Array((certificate + key).utf8), to: "\(pki)/kubelet-client-2026.pem")
      root.write(Array(key.utf8), to: "\(pki)/kubelet.key")
      root.write(Array(key.utf8), to: "\(pki)/only-a-key.pem")
      root.write(Array(key.utf8), to: "etc/kubernetes/ssl/kube-node-key.pem")
    }
    let (folder, _) = try gather(root)
    let written = folder.texts(below: "out").joined()
    #expect(written.contains(certificate))
    #expect(!written.contains("PRIVATE"))
  }

  @Test("hides the values of names that this program takes for a credential's")
  func names() throws {
    var names = [
      "secrets", "SECRETS", "appSecrets", "TOKEN_FILE", "password.value", "a.b", "STRIPE_KEYS",
      "acme.example/passwords", "X-Auth", "DB_PASSWORD_PROD", "passwordless", "TOKEN_V2", "pw",
    ]
    for ending in CredentialNames.endings.flatMap(\.endings) {
      let capital = ending.uppercased()
      names += [
        ending, capital, "my-\(ending)", "MY_\(capital)_ID", "my\(ending.capitalized)",
        "x\(ending)", "\(ending)s", "\(ending)-file", "TOKEN_\(capital)",
        "token\(ending.capitalized)", "\(capital)_1", "db.password.\(ending)",
        "\(ending)-eu-west",
      ]
    }
    let lists = CredentialNames.endings.flatMap { name, endings in
      let name = name == "harmless" ? "harmless_names" : name
      return ["-v", "\(name)=\(endings.joined(separator: " "))"]
    }
    let run = try ScriptRun(
      ["awk", "-v", "kind=env"] + lists
        + ["-f", Checkout.path("scripts/collecting/redact.awk")],
      input: names.map { "\($0)=v\n" }.joined())
    let lines = run.text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == names.count + 1, "\(run.errors)")
    let differing = zip(names, lines).filter { name, line in
      CredentialNames.holdsCredential(name) != line.hasSuffix("=<REDACTED>")
    }
    #expect(differing.map(\.0) == [])
  }

  @Test(
    "shellcheck finds nothing in it",
    .enabled(if: ScriptRun.has("shellcheck"), "skipped: there is no shellcheck"))
  func shellcheck() throws {
    let folder = TemporaryFolder(["node.sh": CollectingScripts.node])
    let run = try ScriptRun(["shellcheck", "-s", "sh", "\(folder.path)/node.sh"])
    #expect(run.code == 0, "\(run.text)")
  }

  // MARK: What is gathered

  /// What facts are read from, as declared, and a file of the node that must be gathered for it; or
  /// why the script does not gather it.
  private static let gathered: [String: String] = [
    "nodes/<node>/importlint-node.yaml": "importlint-node.yaml",
    "nodes/<node>/": "importlint-node.yaml", "etc/resolv.conf": "etc/resolv.conf",
    "run/systemd/resolve/resolv.conf": "run/systemd/resolve/resolv.conf",
    "etc/os-release": "etc/os-release", "usr/lib/os-release": "usr/lib/os-release",
    "commands/systemctl-list-units.txt": "commands/systemctl-list-units.txt",
    "etc/rancher/{rke2,k3s}/config.yaml and config.yaml.d/*.yaml, collected together":
      "etc/rancher/rke2/config.yaml.d/10-more.yaml",
    "environment files: etc/default/{rke2-server,rke2-agent,k3s}, "
      + "etc/sysconfig/{rke2-server,rke2-agent}, "
      + "etc/systemd/system/{k3s,k3s-agent}.service.env, etc/rancher/{rke2,k3s}/*.env":
      "etc/default/rke2-server",
    "var/lib/kubelet/config.yaml": "var/lib/kubelet/config.yaml",
    "var/lib/rancher/{rke2,k3s}/agent/etc/kubelet.conf.d/**.conf, from 1.32 on":
      "var/lib/rancher/rke2/agent/etc/kubelet.conf.d/20-cli-config-dir/a.conf",
    "proc/sys/**": "proc/sys/net/ipv4/ip_forward",
    "commands/cgroup.txt (`stat -fc %T /sys/fs/cgroup`)": "commands/cgroup.txt",
    "*.crt, *.pem, *.cert": "var/lib/kubelet/pki/kubelet.crt",
    "nodes/<node>/**": "etc/special.conf",
  ]

  private static let notGathered: [String: String] = [
    "nodes": "objects of the API", "labels `node-role.kubernetes.io/*` of the Node": "of the API",
    "etcd pods of kubeadm": "of the API", "status.nodeInfo of the Node": "of the API",
    "label `kubernetes.io/os`": "of the API", "label `kubernetes.io/arch`": "of the API",
    "pod-resolv.conf (/etc/resolv.conf of a pod with `dnsPolicy: Default` there)": "a pod's",
    "kubelet-configz.json, and the file that its `resolvConf` names":
      "the kubelet's API; the file is found by the settings",
    "kubelet-configz.json": "the kubelet's API",
    "annotation `{rke2,k3s}.io/node-args`, and the file that it names, else the one that the "
      + "distribution must have picked": "of the API; the files are gathered",
    "annotations `{rke2,k3s}.io/node-args` and `node-env` of the Node": "of the API",
    "annotation `{rke2,k3s}.io/node-env`": "of the API",
    "systemd/<unit>.show": "the tables tell the same, and `systemctl show` the environment, too",
    "importlint-snapshot.yaml": "what makes a snapshot of the folder writes it",
    "commands/sysctl.txt": "of a running system only; the file system of a folder has proc/sys",
  ]

  @Test("every file that facts are read from is gathered, or there is a reason")
  func sources() throws {
    let root = node { root in
      root.write(Array(Self.systemctl.utf8), to: "bin/systemctl")
      chmod("\(root.path)/bin/systemctl", 0o755)
      root.write(
        Array("kind: KubeletConfiguration\n".utf8), to: "var/lib/kubelet/config.yaml")
      root.write(
        Array("kind: KubeletConfiguration\nresolvConf: /etc/dropped.conf\n".utf8),
        to: "var/lib/rancher/rke2/agent/etc/kubelet.conf.d/20-cli-config-dir/a.conf")
      root.write(Array("nameserver 10.0.0.8\n".utf8), to: "etc/dropped.conf")
      root.write(
        Array("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n".utf8),
        to: "var/lib/kubelet/pki/kubelet.crt")
    }
    let (folder, _) = try gather(root, ["--systemctl", "\(root.path)/bin/systemctl"])
    for source in Set(Declarations.node.fields.flatMap(\.sources)).sorted() {
      let file = Self.gathered[source]
      #expect((file == nil) == (Self.notGathered[source] != nil), "\(source)")
      guard let file else { continue }
      #expect(access("\(folder.path)/out/nodes/w1/\(file)", R_OK) == 0, "\(source): \(file)")
    }
    #expect(access("\(folder.path)/out/nodes/w1/etc/dropped.conf", R_OK) == 0)
    // Nothing is gathered from a place that nothing is read from, unless a setting names it.
    let named = ["/etc/special.conf", "/etc/dropped.conf"]
    let notes = folder.read(["out"]).problems.filter { $0.code == "unread-file" }
    #expect(notes.map(\.message).filter { note in !named.contains { note.contains($0) } } == [])
  }

  @Test("each environment file of the services is looked for")
  func environments() throws {
    var paths: [String] = []
    for service in ["rke2-server", "rke2-agent", "k3s", "k3s-agent"] {
      paths += [
        "etc/default/\(service)", "etc/sysconfig/\(service)",
        "etc/systemd/system/\(service).service.env", "usr/local/lib/systemd/system/\(service).env",
      ]
    }
    paths += ["etc/rancher/k3s/k3s.env", "etc/rancher/rke2/a.env"]
    #expect(paths.allSatisfy(NodeFiles.isEnvironment))
    let root = TemporaryFolder(Dictionary(uniqueKeysWithValues: paths.map { ($0, "A=b\n") }))
    let (folder, _) = try gather(root, ["--node", "w1"])
    for path in paths {
      #expect(access("\(folder.path)/out/nodes/w1/\(path)", R_OK) == 0, "\(path)")
    }
  }
}

extension TemporaryFolder {
  /// The texts of all files below a folder in it.
  func texts(below name: String) -> [String] {
    let top = "\(path)/\(name)"
    return (FileManager.default.enumerator(atPath: top)?.compactMap { $0 as? String } ?? [])
      .compactMap { FileManager.default.contents(atPath: "\(top)/\($0)") }
      .map { String(decoding: $0, as: UTF8.self) }
  }
}
