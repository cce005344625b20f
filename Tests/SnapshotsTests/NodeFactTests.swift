import Documents
import Testing

@testable import Snapshots

@Suite("node facts")
struct NodeFactTests {
  private func node(
    version: String = "v1.30.4+k3s1", labels: String = "{}", annotations: String = "{}"
  ) -> String {
    """
    {"kind":"NodeList","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":[
    {"metadata":{"name":"w1","labels":\(labels),"annotations":\(annotations)},
    "status":{"nodeInfo":{"kubeletVersion":"\(version)","operatingSystem":"linux",
    "architecture":"amd64"}}}]}
    """
  }

  private func facts(_ files: [String: String]) -> (snapshot: Snapshot, node: DocumentValue?) {
    let snapshot = TemporaryFolder(files).read()
    return (snapshot, snapshot.node("w1"))
  }

  private let noArguments = #"{"k3s.io/node-args":"[\"agent\"]","k3s.io/node-env":"{}"}"#
  private let stub = "nameserver 127.0.0.53\noptions edns0\n"

  // MARK: Resolvers

  @Test("k3s takes the first file with global servers, else its own", arguments: [
    ("nameserver 10.0.0.2\n", nil, "/etc/resolv.conf"),
    ("nameserver 127.0.0.53\n", "nameserver 10.0.0.2\n", "/run/systemd/resolve/resolv.conf"),
    (
      "nameserver 10.0.0.2\nnameserver ::1\n", "nameserver fe80::1\n",
      "/var/lib/rancher/k3s/agent/etc/resolv.conf"
    ),
    ("search example.com\n", "nameserver 2001:db8::1\n", "/run/systemd/resolve/resolv.conf"),
    ("nameserver 127.0.0.53\n", nil, nil),
  ])
  func k3sRule(first: String, second: String?, path: String?) {
    var files = [
      "nodes.json": node(annotations: noArguments), "nodes/w1/etc/resolv.conf": first,
    ]
    files["nodes/w1/run/systemd/resolve/resolv.conf"] = second
    let (snapshot, node) = facts(files)
    let effective = node?["effectiveResolvConf"]
    #expect(effective?["path"]?.string == path)
    if path == nil {
      let step = snapshot.reason(effective)?.collect
      #expect(step?.text == "/run/systemd/resolve/resolv.conf")
      #expect(step?.node == "w1")
    }
    if path?.hasPrefix("/var") == true {
      #expect(effective?["nameservers"]?.elements.map(\.string)
        == ["8.8.8.8", "2001:4860:4860::8888"])
    }
  }

  @Test("a setting wins over the rule, the nearest to the kubelet first", arguments: [
    ("nodes/w1/etc/rancher/k3s/config.yaml", "resolv-conf: /etc/a.conf\n"),
    (
      "nodes/w1/etc/rancher/k3s/config.yaml",
      "resolv-conf: /etc/b.conf\nkubelet-arg: [\"resolv-conf=/etc/a.conf\"]\n"
    ),
    ("nodes/w1/etc/systemd/system/k3s-agent.service.env", "K3S_RESOLV_CONF='/etc/a.conf'\n"),
    ("nodes/w1/kubelet-configz.json", #"{"kubeletconfig":{"resolvConf":"/etc/a.conf"}}"#),
  ])
  func settings(file: String, text: String) {
    let (snapshot, node) = facts([
      "nodes.json": self.node(annotations: noArguments),
      "nodes/w1/etc/resolv.conf": "nameserver 10.0.0.2\n",
      "nodes/w1/etc/a.conf": "nameserver 127.0.0.1\n", file: text,
    ])
    let effective = node?["effectiveResolvConf"]
    #expect(effective?["path"]?.string == "/etc/a.conf", "\(snapshot.problems.map(\.message))")
    let server = effective?["nameservers"]?.elements.first
    #expect(server?.string == "127.0.0.1")
    #expect(server?.place?.source.path.hasSuffix("nodes/w1/etc/a.conf") == true)
    #expect(server?.place?.offset == 11)
  }

  @Test("without the kubelet's configuration, other distributions' resolver is unknown")
  func otherDistribution() {
    let files = [
      "nodes.json": node(version: "v1.30.4"), "nodes/w1/etc/resolv.conf": "nameserver 10.0.0.2\n",
    ]
    let (snapshot, node) = facts(files)
    #expect(snapshot.reason(node?["effectiveResolvConf"])?.collect?.kind == .kubectl)
    let known = facts(files.merging([
      "nodes/w1/var/lib/kubelet/config.yaml": "kind: KubeletConfiguration\nfailSwapOn: true\n"
    ]) { $1 })
    #expect(known.node?["effectiveResolvConf"]?["path"]?.string == "/etc/resolv.conf")
    #expect(known.node?["kubelet"]?["failSwapOn"]?.bool == true)
    #expect(known.node?["config"] == nil)
  }

  @Test("the rule is not applied where the command line is not known")
  func unknownArguments() {
    let (snapshot, node) = facts([
      "version.json": #"{"gitVersion":"v1.30.4+k3s1"}"#,
      "nodes/w1/etc/rancher/k3s/config.yaml": "debug: true\n",
      "nodes/w1/etc/resolv.conf": "nameserver 10.0.0.2\n",
    ])
    #expect(snapshot.reason(node?["effectiveResolvConf"])?.text == "nodes were not exported")
    #expect(node?["config"]?["debug"]?.bool == true)
    #expect(node?["config"]?.value.tail != 0)
    #expect(node?["object"]?.value.tag == .unknown)
  }

  @Test("resolver files are read as resolv.conf(5) says")
  func resolvConf() {
    let text = """
      # nameserver 1.1.1.1
      ; nameserver 1.1.1.1
      domain old.example
      nameserver\t10.0.0.2 trailing
      nameserver 10.0.0.3\r
      search a.example\tb.example
      options timeout:2
      options attempts:3 rotate
      """
    let value = facts(["nodes/w1/etc/resolv.conf": text]).node?["resolvConf"]
    #expect(value.map(rendered)
      == #"{nameservers: ["10.0.0.2", "10.0.0.3"], options: ["timeout:2", "attempts:3", "#
      + #""rotate"], path: "/etc/resolv.conf", search: ["a.example", "b.example"]}"#)
  }

  @Test("addresses that pods cannot ask are none", arguments: [
    ("10.0.0.2", true), ("169.254.169.254", true), ("2001:db8::1", true), ("::ffff:10.0.0.1", true),
    ("127.0.0.53", false), ("::1", false), ("::", false), ("0.0.0.0", false), ("fe80::1", false),
    ("169.254.1.1", false), ("224.0.0.1", false), ("ff02::1", false), ("::ffff:127.0.0.1", false),
    ("255.255.255.255", false), ("fe80::1%eth0", false), ("localhost", false), ("10.0.0", false),
    ("10.0.0.256", false), ("1:2:3:4:5:6:7:8:9", false), (":::", false), ("01.2.3.4", false),
  ])
  func addresses(text: String, isGlobal: Bool) {
    #expect((IPAddress(text)?.isGlobalUnicast ?? false) == isGlobal)
  }

  // MARK: Configuration

  @Test("configuration is merged: environment, file, drop-ins in order, command line")
  func merged() {
    let arguments =
      #"["server","--tls-san","a","--tls-san","b","--write-kubeconfig-mode","644","--selinux","#
      + #""--etcd-snapshot-retention=7","--token","********","--cni","cilium"]"#
    let (_, node) = facts([
      "nodes.json": self.node(
        version: "v1.30.4+rke2r1",
        annotations: #"{"rke2.io/node-args":\#(quoted(arguments)),"rke2.io/node-env":"#
          + #""{\"RKE2_DEBUG\":\"true\",\"RKE2_TOKEN\":\"********\"}"}"#),
      "nodes/w1/etc/rancher/rke2/config.yaml":
        "write-kubeconfig-mode: \"0644\"\ncni: canal\nprofile: cis\ntls-san: [a, b]\n"
        + "node-label: [x=1]\n",
      "nodes/w1/etc/rancher/rke2/config.yaml.d/20-b.yaml": "profile: cis-1.6\nnode-label+: z=3\n",
      "nodes/w1/etc/rancher/rke2/config.yaml.d/10-a.yaml": "profile: none\nnode-label+: [y=2]\n",
      "nodes/w1/etc/default/rke2-server": "RKE2_URL=https://10.0.0.1:9345\nHTTP_PROXY=http://p:1\n",
    ])
    let config = node?["config"]
    #expect(config.map(rendered)
      == #"{cni: "cilium", debug: "true", etcd-snapshot-retention: 7, node-label: ["x=1", "y=2", "#
      + #""z=3"], profile: "cis-1.6", selinux: true, server: "https://10.0.0.1:9345", tls-san: "#
      + #"["a", "b"], token: (hidden), write-kubeconfig-mode: "0644"}"#)
    // Where file and command line agree, the file is the better place.
    #expect(config?["tls-san"]?.elements.first?.place?.source.path.hasSuffix("config.yaml") == true)
    #expect(config?["cni"]?.place?.source.path.hasSuffix("nodes.json") == true)
    #expect(node?["environment"]?["HTTP_PROXY"]?.string == "http://p:1")
    #expect(node?["environment"]?["RKE2_TOKEN"]?.value.tag == .hidden)
    #expect(node?["environment"]?.value.tail == 0)
  }

  private func quoted(_ text: String) -> String {
    "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\"")
      + "\""
  }

  @Test("a credential that the annotation spells out is hidden there too, and the rest is read")
  func spelledOut() throws {
    let arguments = #"["server","--datastore-endpoint","mysql://u:p4ss@tcp(db)/k","--disable","x"]"#
    let (snapshot, node) = facts([
      "nodes.json": self.node(annotations: #"{"k3s.io/node-args":\#(quoted(arguments))}"#)
    ])
    #expect(node?["config"]?["datastore-endpoint"]?.value.tag == .hidden)
    #expect(node?["config"]?["disable"]?.elements.map(\.string) == ["x"])
    let annotations = node?["object"]?["metadata"]?["annotations"]
    #expect(annotations?["k3s.io/node-args"]?.value.tag == .hidden)
    #expect(snapshot.node("w1")?["object"]?.place?.source.text.contains("p4ss") == false)
  }

  @Test("credentials in node files are masked, also in comments, and hide the file's text")
  func masked() throws {
    let (_, node) = facts([
      "nodes/w1/etc/rancher/k3s/config.yaml":
        "token: t0psecret\n# agent-token: t0psecret\ndebug: true\n",
      "nodes/w1/etc/systemd/system/k3s.service.env":
        "K3S_TOKEN='t0psecret'\nHTTPS_PROXY=http://u:t0psecret@p:1\nNO_PROXY=.svc\n",
      "nodes/w1/etc/kubernetes/x.key":
        "-----BEGIN RSA PRIVATE KEY-----\nt0psecret\n-----END RSA PRIVATE KEY-----\n",
      "nodes/w1/etc/motd": "****************\n* welcome      *\n****************\n",
    ])
    let value = try #require(node)
    #expect(!rendered(value).contains("t0psecret"))
    for path in [
      "/etc/rancher/k3s/config.yaml", "/etc/systemd/system/k3s.service.env",
    ] {
      #expect(value["files"]?[path]?.value.tag == .hidden, "\(path)")
    }
    #expect(value["files"]?["/etc/motd"]?.string?.hasPrefix("****") == true)
    #expect(value["environment"]?["NO_PROXY"]?.string == ".svc")
    #expect(value["environment"]?["HTTPS_PROXY"]?.value.tag == .hidden)
    #expect(value["config"]?["debug"]?.bool == true)
    let debug = try #require(value["config"]?["debug"]?.place?.source)
    #expect(!debug.text.contains("t0psecret"))
  }

  // MARK: Other facts

  @Test("roles come from labels; kubeadm's etcd from its pods", arguments: [
    (#"{"node-role.kubernetes.io/control-plane":"","node-role.kubernetes.io/etcd":""}"#,
      "v1.30.4+rke2r1", #"["controlPlane", "etcd"]"#),
    (#"{"node-role.kubernetes.io/controlplane":"true","node-role.kubernetes.io/worker":"true"}"#,
      "v1.26.15", #"["controlPlane", "worker"]"#),
    ("{}", "v1.30.4", #"["worker"]"#),
    (#"{"node-role.kubernetes.io/control-plane":""}"#, "v1.30.4", #"["controlPlane", …]"#),
  ])
  func roles(labels: String, version: String, expected: String) {
    let (_, node) = facts(["nodes.json": self.node(version: version, labels: labels)])
    #expect(node?["roles"].map(rendered) == expected)
  }

  @Test("units come from systemctl show, and from tables, which may prove absence")
  func units() {
    let show = "Id=firewalld.service\nLoadState=loaded\nActiveState=inactive\nSubState=dead\n"
    let table = """
        UNIT                LOAD      ACTIVE   SUB     DESCRIPTION
        chronyd.service     loaded    active   running NTP client/server
      ● dnsmasq.service     not-found inactive dead    dnsmasq.service

      LOAD   = Reflects whether the unit definition was properly loaded.
      2 loaded units listed.
      """
    let single = facts(["nodes/w1/systemd/firewalld.service.show": show]).node?["units"]
    #expect(single?["firewalld.service"]?["active"]?.string == "inactive")
    #expect(single?["firewalld.service"]?["enabled"]?.value.tag == .unknown)
    #expect(single?.value.tail != 0)
    let whole = facts([
      "nodes/w1/commands/systemctl-list-units.txt": table,
      "nodes/w1/systemd/firewalld.service.show": show,
    ]).node?["units"]
    #expect(whole?.entries.map(\.key)
      == ["chronyd.service", "dnsmasq.service", "firewalld.service"])
    #expect(whole?["dnsmasq.service"]?["load"]?.string == "not-found")
    #expect(whole?.value.tail == 0)
  }

  @Test("os-release, sysctl and a folder without a Node")
  func smallFiles() {
    let (snapshot, node) = facts([
      "nodes.json":
        #"{"kind":"NodeList","apiVersion":"v1","metadata":{"resourceVersion":"1"},"#
        + #""items":[{"metadata":{"name":"w2"}}]}"#,
      "nodes/w1/etc/os-release": "NAME=\"SLE Micro\"\nID='sle-micro'\n# x\nVERSION_ID=5.5\n",
      "nodes/w1/proc/sys/net/ipv4/ip_forward": "1\n",
    ])
    #expect(node?["osRelease"].map(rendered)
      == #"{ID: "sle-micro", NAME: "SLE Micro", VERSION_ID: "5.5"}"#)
    #expect(node?["sysctl"]?["net.ipv4.ip_forward"]?.string == "1")
    let warning = snapshot.problems.first { $0.code == "unknown-node" }
    #expect(warning?.help == "did you mean w2?")
    #expect(snapshot.nodes.map(\.name) == ["w1", "w2"])
  }

  @Test("certificates are read from the output of openssl")
  func openssl() {
    let text = """
      Certificate:
          Data:
              Version: 3 (0x2)
              Issuer: CN = k3s-server-ca
              Validity
                  Not Before: Sep  3 08:11:24 2024 GMT
                  Not After : Feb 28 23:59:60 2026 GMT
              Subject: O = k3s, CN = k3s
              X509v3 extensions:
                  X509v3 Subject Alternative Name:
                      DNS:kubernetes, DNS:localhost, IP Address:10.43.0.1
      """
    let list = facts(["nodes/w1/commands/serving-kubelet.txt": text]).node?["certificates"]
    let first = list?.elements.first
    #expect(first?["subject"]?.string == "O = k3s, CN = k3s")
    #expect(first?["notBefore"]?.string == "2024-09-03T08:11:24Z")
    #expect(first?["notAfter"]?.string == "2026-03-01T00:00:00Z")
    #expect(first?["dnsNames"]?.elements.map(\.string) == ["kubernetes", "localhost"])
    #expect(first?["ipAddresses"]?.elements.map(\.string) == ["10.43.0.1"])
    #expect(list?.value.tail != 0)
  }

  // MARK: Real states

  @Test("the agents of k3s-external-db", .enabled(if: Shared.isThere))
  func realAgents() {
    let snapshot = Shared.state("k3s-external-db")
    #expect(snapshot.nodes.count == 6)
    for name in ["k3s-agent-1", "k3s-agent-2"] {
      let effective = snapshot.node(name)?["effectiveResolvConf"]
      #expect(effective?["nameservers"]?.elements.map(\.string) == ["10.10.0.2", "10.10.0.3"])
    }
    for name in ["k3s-agent-3", "k3s-agent-4"] {
      let effective = snapshot.node(name)?["effectiveResolvConf"]
      #expect(snapshot.reason(effective)?.kind == .nodeFile)
      #expect(snapshot.node(name)?["resolvConf"]?["nameservers"]?.elements.map(\.string)
        == ["127.0.0.53"])
    }
    for name in ["k3s-srv-1", "k3s-srv-2"] {
      let config = snapshot.node(name)?["config"]
      #expect(config?["datastore-endpoint"]?.value.tag == .hidden)
      #expect(config?["datastore-endpoint"]?.place?.source.path.hasSuffix("config.yaml") == true)
      #expect(config?.value.tail == 0)
      #expect(snapshot.node(name)?["roles"].map(rendered) == #"["controlPlane"]"#)
    }
    #expect(snapshot.node("k3s-agent-1")?["architecture"]?.string == "arm64")
  }

  @Test("the machines of ready-rke2 and rke1", .enabled(if: Shared.isThere))
  func realMachines() {
    let ready = Shared.state("ready-rke2")
    let server = ready.node("ready-cp-1")
    #expect(server?["roles"].map(rendered) == #"["controlPlane", "etcd"]"#)
    #expect(server?["config"]?["cni"]?.string == "canal")
    #expect(server?["config"]?["etcd-snapshot-retention"]?.int == 20)
    #expect(server?["config"]?["token"]?.value.tag == .hidden)
    #expect(server?["units"]?["firewalld.service"]?["active"]?.string == "inactive")
    #expect(server?["units"]?["dnsmasq.service"] == nil)
    #expect(server?["osRelease"]?["ID"] != nil)
    let rke = Shared.state("rke1")
    for node in rke.nodes {
      let value = rke.node(node.name)
      #expect(rke.reason(value?["effectiveResolvConf"]) != nil)
      #expect(value?["config"] == nil)
      #expect(value?["kubelet"]?.value.tag == .unknown)
    }
    let config = rke.clusterValue["rke"]?["state"]?["desiredState"]?["rkeConfig"]
    #expect(config?["nodes"]?.elements.count == 3)
    #expect(config?["kubernetesVersion"]?.string == "v1.26.15-rancher1-1")
  }
}
