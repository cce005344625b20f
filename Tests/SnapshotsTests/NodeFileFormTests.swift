import Documents
import Testing

@testable import Snapshots

/// Node files that hold something else than their place says.
@Suite("the form of node files")
struct NodeFileFormTests {
  private static let paths = [
    "etc/os-release", "systemd/dnsmasq.service.show", "commands/systemctl-list-units.txt",
    "commands/systemctl-list-unit-files.txt", "commands/sysctl.txt",
    "proc/sys/net/ipv4/ip_forward", "commands/cgroup.txt", "etc/kubernetes/pki/apiserver.crt",
    "etc/default/k3s", "etc/resolv.conf", "kubelet-configz.json", "etc/rancher/k3s/config.yaml",
  ]

  private func read(_ path: String, _ text: String) -> Snapshot {
    TemporaryFolder(["nodes/w1/\(path)": text]).read()
  }

  @Test("a page, an answer of the API server or nothing is a problem", arguments: paths)
  func strange(_ path: String) {
    var texts = [
      "<html><body>\nSign in\n</body></html>\n",
      #"{"kind":"Status","apiVersion":"v1","status":"Failure","message":"forbidden"}"# + "\n",
    ]
    // An empty one of these sets nothing.
    let mayBeEmpty = ["etc/default/k3s", "etc/rancher/k3s/config.yaml"]
    if !mayBeEmpty.contains(path) { texts.append("") }
    if path == "etc/rancher/k3s/config.yaml" { texts.removeAll { $0.hasPrefix("{") } }
    for text in texts {
      let snapshot = read(path, text)
      #expect(snapshot.nodes.first?.paths == [], "\(text)")
      #expect(snapshot.problems.contains { $0.code == "doubtful-file" }, "\(text)")
    }
  }

  private static let show =
    "Id=a.service\nNames=a.service b.service\nLoadState=loaded\nActiveState=active\n"

  @Test(
    "what systemctl show cannot have written is said",
    arguments: [
      (
        "LoadState", "LoadStte",
        "LoadStte is no property of a systemd unit; did you mean \"LoadState\"?"
      ),
      ("a.service", "c.service", "is what systemctl says of another unit than a.service"),
      (
        "Id=a.service\nNames=a.service b.service\n", "Id=c.service\n",
        "does not say whether a.service is another name of c.service"
      ),
      (
        "Names", "Nmes", "Nmes is no property of a systemd unit; did you mean \"Names\"?"
      ),
      (
        "ActiveState=active\n", "ActiveState=act",
        "its last line has no line break and does not count"
      ),
    ])
  func misspeltShow(old: String, new: String, message: String) {
    let text = Self.show.replacing(old, with: new)
    for end in text.hasSuffix("\n") ? ["", "\n", "\n\n"] : [""] {
      let problems = read("systemd/a.service.show", text + end).problems
      #expect(problems.filter { $0.code == "doubtful-file" }.map(\.message) == [message])
    }
  }

  @Test("a unit has its state by the name that was asked for, too; one without an Id is said")
  func names() {
    let alias = read("systemd/b.service.show", Self.show)
    for name in ["a.service", "b.service"] {
      #expect(alias.node("w1")?["units"]?[name]?["active"]?.string == "active")
    }
    let lost = read("systemd/all.show", Self.show.replacing("Id=a.service\n", with: "")).problems
    #expect(lost.map(\.message) == ["says the state of a unit without its Id"])
  }

  @Test(
    "units by another of their names, or several in one file, are none of it",
    arguments: [
      ("b.service", show), ("a.service", show.replacing("Names=a.service b.service\n", with: "")),
      ("all", show + "\n" + show.replacing("a.service", with: "d.service")),
      ("d.service", show + "\n" + show.replacing("a.service", with: "d.service")),
      ("a.service", "ActiveState=active\nActiveEnterTimestamp=\nStateDirectory=x\n"),
    ])
  func usualShow(name: String, text: String) {
    #expect(!read("systemd/\(name).show", text).problems.contains { $0.code == "doubtful-file" })
  }

  @Test("a misspelt setting of k3s or RKE2 is said; one of another version is not")
  func misspeltSetting() {
    func found(_ text: String) -> [String] {
      read("etc/rancher/rke2/config.yaml", text).problems.filter { $0.code == "doubtful-file" }
        .map(\.message)
    }
    let wrong = "is no setting of k3s or RKE2, which pass over it; did you mean"
    #expect(found("servr: https://a:9345\n") == ["servr \(wrong) \"server\"?"])
    #expect(
      found("kube-apiserver-ag+: [a=b]\n") == [
        "kube-apiserver-ag+ \(wrong) \"kube-apiserver-arg\"?"
      ])
    let leak = read("etc/rancher/k3s/config.yaml", "a: 1\ntokn: geheim\nb: 1\nservr: [geheim]\n")
    let shown = leak.problems.flatMap(\.places).compactMap(\.frame).flatMap(\.lines)
    #expect(leak.problems.count == 2 && !shown.contains { $0.text.contains("geheim") })
    // Also where a finding shows lines of that file: the values are withheld from all of them.
    let config = leak.node("w1")?["configAfterRestart"]?["a"]?.place?.source
    #expect(config?.withheld.count == 2)
    let after = leak.node("w1")?["configAfterRestart"]
    #expect(after?["a"]?.int == 1 && after?["tokn"] == nil && after?["servr"] == nil)
    #expect(found("server: https://a:9345\nkubelet-arg+: [a=b]\nnew-setting: 1\n") == [])
  }

  @Test("an error behind a certificate says that others may be lost")
  func certificateEnd() {
    let certificate = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
    func isForeign(_ end: String) -> Bool {
      read("etc/kubernetes/pki/ca.crt", certificate + end).problems
        .contains { $0.code == "foreign-line" }
    }
    #expect(isForeign("command terminated with exit code 137\n"))
    #expect(isForeign("Error from server: etcdserver: request timed out\n"))
    #expect(!isForeign("") && !isForeign("---\nServer certificate\nsubject=CN = a\n"))
  }

  @Test(
    "the form that tools write is none",
    arguments: [
      ("etc/os-release", "# Debian\nID=debian\n"),
      ("systemd/dnsmasq.service.show", "LoadState=not-found\nActiveState=inactive\n"),
      (
        "commands/systemctl-list-units.txt",
        "UNIT LOAD ACTIVE SUB DESCRIPTION\n0 loaded units listed.\n"
      ),
      ("commands/systemctl-list-units.txt", "● dnsmasq.service loaded failed failed DNS\n"),
      ("commands/systemctl-list-unit-files.txt", "dnsmasq.service enabled\n"),
      ("commands/sysctl.txt", "net.ipv4.ip_forward = 1\n"),
      ("proc/sys/net/ipv4/ip_local_port_range", "32768\t60999\n"),
      ("commands/cgroup.txt", "cgroup2fs\n"),
      ("etc/default/k3s", "# nothing\n"),
      ("etc/default/k3s", "export HTTP_PROXY=http://p:1\n"),
      ("etc/default/k3s", ""),
    ])
  func usual(_ path: String, _ text: String) {
    let snapshot = read(path, text)
    #expect(snapshot.nodes.first?.paths == ["/\(path)"])
    #expect(!snapshot.problems.contains { $0.code == "doubtful-file" })
  }

  @Test(
    "a line that such a file cannot have is said, with its place",
    arguments: [
      ("etc/os-release", "# Debian\nID=debian\ncommand terminated with exit code 137\n", 3),
      ("systemd/dnsmasq.service.show", "LoadState=not-found\n\nKilled\n", 3),
      (
        "commands/systemctl-list-units.txt",
        "UNIT LOAD ACTIVE SUB DESCRIPTION\n\n0 loaded units listed.\n"
          + "To show all installed unit files use 'systemctl list-unit-files'.\nTerminated\n", 5
      ),
      (
        "commands/systemctl-list-unit-files.txt",
        "dnsmasq.service enabled\n\n1 unit files listed.\nTerminated\n", 4
      ),
    ])
  func foreign(_ path: String, _ text: String, line: Int) {
    let found = read(path, text).problems.filter { $0.code == "foreign-line" }
    #expect(found.map { $0.places.first?.region?.line } == [line])
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let whole = lines[..<(line - 1)].joined(separator: "\n") + "\n"
    #expect(!read(path, whole).problems.contains { $0.code == "foreign-line" })
  }

  @Test(
    "what real files end with is not foreign",
    arguments: [
      ("etc/os-release", "ID=debian\nNAME=\"Debian\nGNU\"\n"), ("etc/os-release", "ID=a\n; b\n"),
      ("systemd/k3s.service.show", "LoadState=loaded\nExecStart={ argv[]=a\nb }\nId=k3s.service\n"),
      ("commands/systemctl-list-units.txt", "a.service loaded active running A\n"),
      (
        "etc/kubernetes/pki/apiserver.crt",
        "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n# the root\n"
      ),
    ])
  func ordinaryEnd(_ path: String, _ text: String) {
    #expect(!read(path, text).problems.contains { $0.code == "foreign-line" })
  }

  @Test("a parameter has one value")
  func values() {
    let snapshot = read("proc/sys/net/ipv4/ip_forward", "1\n0\n")
    #expect(snapshot.nodes.first?.paths == [])
    #expect(snapshot.problems.contains { $0.code == "doubtful-file" })
  }
}
