import Documents
import Testing

@testable import Snapshots

/// Facts of a node of which the file or the object says something that cannot be: none of them is
/// decided by it, and a problem says so.
@Suite("what nodes say that cannot be")
struct StrangeNodeFactTests {
  /// What stands in the Node; each part may be broken.
  private struct Node {
    var version = "v1.33.1+rke2r1"
    var labels: String? = #"{"kubernetes.io/hostname":"w1","kubernetes.io/os":"linux"}"#
    var arguments = #"["server","--profile","cis"]"#
    var environment = "{}"
    var system = "linux"

    var text: String {
      func quoted(_ text: String) -> String {
        let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
        return "\"" + parts.joined(separator: "\\\"") + "\""
      }
      return """
        {"kind":"NodeList","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":[
        {"metadata":{"name":"w1",\(labels.map { "\"labels\":\($0)," } ?? "")
        "annotations":{"rke2.io/node-args":\(quoted(arguments)),
        "rke2.io/node-env":\(quoted(environment))}},
        "status":{"nodeInfo":{"kubeletVersion":"\(version)","operatingSystem":"\(system)"}}}]}
        """
    }
  }

  private func facts(
    _ node: Node = Node(), _ files: [String: String] = [:]
  ) throws -> (Snapshot, DocumentValue) {
    var all = ["nodes.json": node.text]
    for (path, text) in files { all["nodes/w1/\(path)"] = text }
    let snapshot = TemporaryFolder(all).read()
    return (snapshot, try #require(snapshot.node("w1")))
  }

  private func doubts(_ snapshot: Snapshot) -> Int {
    snapshot.problems.count { $0.code == "doubtful-file" && $0.severity == .warning }
  }

  // MARK: The Node

  @Test(
    "a command line that is truncated, or is none, is unknown",
    arguments: [
      "", "[", "[]", "{}", "null", #""server""#, #"["server""#, #"["server","#, #"["server",]"#,
      #"["server"]]"#, #"["server"] x"#, #"["server" "--profile"]"#, #"["server",1]"#,
      #"["server",["--profile"]]"#, #"["--profile","cis"]"#, #"["ser"#, #"{"server":"x"}"#,
    ])
  func arguments(text: String) throws {
    let (snapshot, node) = try facts(Node(arguments: text))
    #expect(node["config"]?.value.tag == .unknown)
    #expect(doubts(snapshot) == 1)
  }

  @Test(
    "a command line that the program writes is known",
    arguments: [
      #"["server"]"#, #" [ "agent" , "--debug" ] "#, #"["--debug","server","--token","********"]"#,
      #"["server","--node-label","a=\u003cb\u003e"]"#,
    ])
  func wholeArguments(text: String) throws {
    let (snapshot, node) = try facts(Node(arguments: text))
    #expect(node["config"]?.value.tail == 0)
    #expect(doubts(snapshot) == 0)
  }

  @Test(
    "an environment that is truncated, or is none, is unknown, and so is what it may set",
    arguments: ["", "{", "[]", #"{"A""#, #"{"A":"b","#, #"{"A":1}"#, #"{"A":"b"}}"#, #"["A","b"]"#])
  func environment(text: String) throws {
    let (snapshot, node) = try facts(
      Node(environment: text), ["etc/default/rke2-server": "HTTP_PROXY=http://p:1\n"])
    #expect(node["config"]?["profile"]?.string == "cis")
    #expect(node["config"]?.value.tail != 0)
    #expect(node["environment"]?.value.tail != 0)
    #expect(doubts(snapshot) == 1)
  }

  @Test(
    "a Node that lost its labels has roles beside those that it names",
    arguments: [
      (nil, "[, …]"), ("{}", "[, …]"), ("[]", "[, …]"), (#"{"kubernetes.io/os":"linux"}"#, "[, …]"),
      (#"{"node-role.kubernetes.io/etcd":"true"}"#, #"["etcd", …]"#),
      (#"{"kubernetes.io/hostname":"w1"}"#, #"["worker"]"#),
      (#"{"type":"virtual-kubelet"}"#, #"["worker"]"#),
    ])
  func labels(labels: String?, roles: String) throws {
    let (_, node) = try facts(Node(labels: labels))
    #expect(node["roles"].map(rendered) == roles)
  }

  @Test(
    "an operating system is one on which kubelets run, whatever its case",
    arguments: [
      ("linux", "linux"), ("Linux", "linux"), ("linux ", "linux"), ("WINDOWS", "windows"),
      ("linus", nil), ("true", nil), ("Linux x86_64", nil),
    ])
  func system(text: String, system: String?) throws {
    let (snapshot, node) = try facts(Node(system: text))
    #expect(node["os"]?.string == system)
    #expect((node["os"]?.value.tag == .unknown) == (system == nil))
    #expect(doubts(snapshot) == (system == nil ? 1 : 0))
  }

  // MARK: k3s and RKE2

  @Test(
    "what kubectl said instead of a file of settings is none of its settings",
    arguments: [
      #"{"kind":"Status","apiVersion":"v1","status":"Failure","message":"forbidden"}"# + "\n",
      "Error from server (Forbidden): nodes is forbidden\n", "error: no context exists\n",
      "Unable to connect to the server: EOF\n", "[debug]\n", "<html>\n",
    ])
  func answer(text: String) throws {
    let path = "etc/rancher/rke2/config.yaml"
    let (snapshot, node) = try facts(Node(), [path: text])
    #expect(doubts(snapshot) == 1)
    #expect(node["pendingSettings"]?.elements.map(\.string) == [])
    let (other, whole) = try facts(Node(), [path: "debug: true\n"])
    #expect(doubts(other) == 0)
    #expect(whole["pendingSettings"]?.elements.map(\.string) == ["debug"])
  }

  // MARK: The kubelet

  @Test(
    "a kubelet's answer that holds another configuration, or none, counts as not collected",
    arguments: [
      #"{"kubeletconfig":{}}"#, #"{"kubeletconfig":{"kind":"KubeProxyConfiguration"}}"#,
      #"{"kubeletconfig":{"kind":null,"maxPods":110}}"#, #"{"kubeletconfig":[]}"#,
    ])
  func otherConfiguration(text: String) throws {
    let (snapshot, node) = try facts(Node(version: "v1.33.1"), ["kubelet-configz.json": text])
    #expect(node["kubelet"]?.value.tag == .unknown)
    #expect(node["effectiveResolvConf"]?.value.tag == .unknown)
    #expect(doubts(snapshot) == 1)
  }

  @Test(
    "a field of a kubelet that has another type, or was lost, is unknown",
    arguments: [
      (#""resolvConf":[],"maxPods":1"#, "resolvConf", 1),
      (#""resolvConf":null,"maxPods":1"#, "resolvConf", 1), (#""maxPods":1"#, "resolvConf", 0),
      (#""clusterDNS":"10.43.0.10","maxPods":1"#, "clusterDNS", 1),
      (#""clusterDNS":[10],"maxPods":1"#, "clusterDNS", 1), (#""maxPods":1"#, "clusterDNS", 0),
      (#""clusterDNS":[],"maxPods":"1""#, "maxPods", 1),
    ])
  func fields(text: String, field: String, count: Int) throws {
    let (snapshot, node) = try facts(
      Node(version: "v1.33.1"),
      [
        "kubelet-configz.json": "{\"kubeletconfig\":{\(text)}}",
        "etc/resolv.conf": "nameserver 10.0.0.2\n",
      ])
    let kubelet = try #require(node["kubelet"])
    #expect(kubelet.value.tail != 0)
    #expect(kubelet[field].map { $0.value.tag == .unknown } ?? (count == 0))
    if field == "resolvConf" { #expect(node["effectiveResolvConf"]?.value.tag == .unknown) }
    #expect(doubts(snapshot) == count)
  }

  // MARK: Resolvers

  private static let services = #"""
    {"kind":"ServiceList","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":[
    {"metadata":{"name":"rke2-coredns","namespace":"kube-system"},
    "spec":{"clusterIP":"10.43.0.10","ports":[{"port":53,"protocol":"UDP"}]}}]}
    """#

  @Test(
    "the resolver file of a pod that asks the cluster's DNS is not the node's",
    arguments: [
      ("nameserver 10.43.0.10\n", nil),
      ("search default.svc.cluster.local svc.cluster.local\nnameserver 169.254.20.10\n", nil),
      ("search SVC.example.org\nnameserver 10.0.0.9\n", nil),
      ("nameserver 10.96.0.10\n", nil), ("nameserver 10.0.0.9\n", "10.0.0.9"),
    ])
  func resolverOfPod(text: String, server: String?) throws {
    let folder = TemporaryFolder([
      "nodes.json": Node(version: "v1.33.1").text, "services.json": Self.services,
      "nodes/w1/pod-resolv.conf": text,
      "nodes/w1/kubelet-configz.json":
        #"{"kubeletconfig":{"clusterDNS":["10.96.0.10"],"resolvConf":"/etc/resolv.conf"}}"#,
    ])
    let snapshot = folder.read()
    let effective = try #require(snapshot.node("w1")?["effectiveResolvConf"])
    #expect(effective["nameservers"]?.elements.first?.string == server)
    #expect((effective.value.tag == .unknown) == (server == nil))
    #expect(doubts(snapshot) == (server == nil ? 1 : 0))
  }

  @Test(
    "a resolver file with lines of something else may have lost others",
    arguments: [
      "nameserver 10.0.0.2\n<html>\n", "nameserver 10.0.0.2\n\0\0\0\0\n",
      "cat: x: Permission denied\nnameserver 10.0.0.2\n", "nameserver 10.0.0.2\nnameserv 1.1.1.1\n",
    ])
  func strangeResolver(text: String) throws {
    let (snapshot, node) = try facts(Node(), ["etc/resolv.conf": text])
    #expect(node["resolvConf"]?["nameservers"].map(rendered) == #"["10.0.0.2", …]"#)
    #expect(node["effectiveResolvConf"]?.value.tag == .unknown)
    #expect(doubts(snapshot) == 1)
  }

  @Test("a resolver file of blanks was not collected", arguments: [" ", "\n", " \n\t\r\n"])
  func blankResolver(text: String) throws {
    let (snapshot, node) = try facts(Node(), ["etc/resolv.conf": text])
    #expect(node["resolvConf"]?.value.tag == .unknown)
    #expect(doubts(snapshot) == 1)
  }

  // MARK: Units

  @Test(
    "a state for which systemd has no word is unknown",
    arguments: [
      ("ActiveState=active  ", "active"), ("ActiveState=active\r", "active"), ("ActiveState=", nil),
      (#"ActiveState="active""#, nil), ("ActiveState=active\0", nil), ("ActiveState=aktiv", nil),
    ])
  func states(line: String, active: String?) throws {
    let (snapshot, node) = try facts(
      Node(), ["systemd/dnsmasq.service.show": "LoadState=loaded\n\(line)\n"])
    let unit = try #require(node["units"]?["dnsmasq.service"])
    #expect(unit["load"]?.string == "loaded")
    #expect(unit["active"]?.string == active)
    #expect((unit["active"]?.value.tag == .unknown) == (active == nil))
    #expect(doubts(snapshot) == (active == nil && line != "ActiveState=" ? 1 : 0))
  }

  @Test("a unit of which no state is known is there all the same")
  func noState() throws {
    let (_, node) = try facts(Node(), ["systemd/dnsmasq.service.show": "ActiveState=\n"])
    #expect(node["units"]?["dnsmasq.service"]?["active"]?.value.tag == .unknown)
  }

  @Test(
    "a table of some types, or of a user's units, proves nothing of others",
    arguments: [
      ("systemd-journald.service ssh.service", false), ("init.scope dbus.socket", false),
      ("systemd-journald.service dbus.socket", false),
      ("systemd-journald.service init.scope", true), ("systemd-journald.service -.slice", true),
    ])
  func tables(units: String, isWhole: Bool) throws {
    let rows = units.split(separator: " ").map { "\($0) loaded active running A unit\n" }
    let (_, node) = try facts(
      Node(),
      [
        "commands/systemctl-list-units.txt": rows.joined() + "\(rows.count) loaded units listed.\n"
      ])
    #expect((node["units"]?.value.tail == 0) == isWhole)
  }

  @Test(
    "what is hidden waits for no restart, and behind what breaks off more may wait",
    arguments: [
      ("{kind: KubeletConfiguration, maxPods: 100, resolvConf: /a}\n", ["maxPods"], true),
      ("{kind: KubeletConfiguration, maxPods: 110, resolvConf: <REDACTED>}\n", [], false),
      ("kind: KubeletConfiguration\nmaxPods: 100\nresolvConf: /a", ["maxPods"], false),
      ("kind: KubeletConfiguration\nresolvConf: /a\nmaxPods: 100", [], false),
    ] as [(String, [String], Bool)])
  func pendingKubelet(text: String, names: [String], isKnown: Bool) throws {
    let (_, node) = try facts(
      Node(version: "v1.33.1", arguments: "[]"),
      [
        "var/lib/kubelet/config.yaml": text,
        "kubelet-configz.json": #"{"kubeletconfig":{"maxPods":110,"resolvConf":"/a"}}"# + "\n",
      ])
    let pending = try #require(node["pendingSettings"])
    #expect(pending.elements.map(\.string) == names)
    #expect((pending.value.tag == .list && pending.value.tail == 0) == isKnown)
  }
}
