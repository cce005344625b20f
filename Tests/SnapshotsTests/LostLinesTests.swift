import Basics
import Documents
import Testing

@testable import Snapshots

/// Files of nodes of which a line, or everything, is lost: what stood there is unknown, not absent
/// and not empty.
@Suite("node files that lost something")
struct LostLinesTests {
  private static let node = """
    {"kind":"NodeList","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":[
    {"metadata":{"name":"w1","labels":{"kubernetes.io/hostname":"w1"}},
    "status":{"nodeInfo":{"kubeletVersion":"v1.30.4"}}}]}
    """

  private func facts(_ files: [String: String]) throws -> (Snapshot, DocumentValue) {
    var all = ["nodes.json": Self.node]
    for (path, text) in files { all["nodes/w1/\(path)"] = text }
    let snapshot = TemporaryFolder(all).read()
    return (snapshot, try #require(snapshot.node("w1")))
  }

  private static func table(_ rows: [String], said: String) -> String {
    (["  UNIT LOAD ACTIVE SUB DESCRIPTION"] + rows + ["", "LOAD = whether it was loaded.", said])
      .joined(separator: "\n") + "\n"
  }

  private static let rows = [
    "  init.scope          loaded    active   running System and Service Manager",
    "  dev-sda1.device     loaded    active   plugged A disk",
    "  proc-misc.automount loaded    active   waiting Formats",
    "● dnsmasq.service     not-found inactive dead    dnsmasq.service",
    "  swap.img.swap       loaded    failed   failed  swap.img.swap",
    "  systemd-journald.service loaded active running Journal Service",
  ]

  @Test("a table of units that lists as many as it says proves that others are not loaded")
  func wholeTable() throws {
    for said in ["6 loaded units listed.", "6 loaded units listed. Pass --all to see more."] {
      let (snapshot, node) = try facts([
        "commands/systemctl-list-units.txt": Self.table(Self.rows, said: said)
      ])
      #expect(node["units"]?.value.tail == 0)
      #expect(!snapshot.problems.contains { $0.code == "doubtful-file" })
    }
  }

  @Test("a table of units that lost a line proves nothing of others", arguments: rows.indices)
  func lostLine(row: Int) throws {
    var rows = Self.rows
    rows.remove(at: row)
    let (snapshot, node) = try facts([
      "commands/systemctl-list-units.txt": Self.table(rows, said: "6 loaded units listed.")
    ])
    #expect(node["units"]?.value.tail != 0)
    let problem = try #require(snapshot.problems.first { $0.code == "doubtful-file" })
    #expect(problem.message.hasPrefix("the table says that it lists 6 units, and holds 5: "))
    // What is there still counts.
    if row != 3 { #expect(node["units"]?["dnsmasq.service"]?["active"]?.string == "inactive") }
  }

  @Test(
    "a table of units whose end tells no number proves nothing of others",
    arguments: ["", "99999999999999999999 loaded units listed.", "some loaded units listed."])
  func noNumber(said: String) throws {
    let (_, node) = try facts([
      "commands/systemctl-list-units.txt": Self.table(Self.rows, said: said)
    ])
    #expect(node["units"]?.value.tail != 0)
  }

  @Test(
    "a unit that was loaded and that a whole table lacks is unknown",
    arguments: [("active", true), ("failed", true), ("inactive", false)])
  func unlisted(state: String, isUnknown: Bool) throws {
    let (snapshot, node) = try facts([
      "commands/systemctl-list-units.txt": Self.table(Self.rows, said: "6 loaded units listed."),
      "systemd/firewalld.service.show":
        "Id=firewalld.service\nLoadState=loaded\nActiveState=\(state)\n",
    ])
    #expect(
      (node["units"]?["firewalld.service"]?["active"]?.value.tag == .unknown) == isUnknown)
    #expect(snapshot.problems.contains { $0.code == "contradicting-files" } == isUnknown)
  }

  @Test("a property of a unit that is empty is unknown, but for the state of its file")
  func emptyProperty() throws {
    let (_, node) = try facts([
      "systemd/a.service.show": "LoadState=\nActiveState=\nSubState=dead\nUnitFileState=\n"
    ])
    let unit = try #require(node["units"]?["a.service"])
    #expect(unit["load"]?.value.tag == .unknown)
    #expect(unit["active"]?.value.tag == .unknown)
    #expect(unit["sub"]?.string == "dead")
    #expect(unit["enabled"]?.string == "")
  }

  @Test(
    "a kernel parameter whose file is empty is unknown, and said", arguments: ["", "\n", " \n"])
  func emptyParameter(text: String) throws {
    let path = "proc/sys/net/ipv4/ip_forward"
    let (snapshot, node) = try facts([path: text, "proc/sys/vm/swappiness": "60\n"])
    #expect(node["sysctl"]?["net.ipv4.ip_forward"] == nil)
    #expect(node["sysctl"]?["vm.swappiness"]?.string == "60")
    #expect(node["sysctl"]?.value.tail != 0)
    #expect(
      snapshot.problems.contains {
        $0.code == "doubtful-file" && $0.places.contains { $0.path.hasSuffix(path) }
      })
  }

  @Test("a parameter that sysctl does not print, or without a value, is unknown")
  func sysctlOutput() throws {
    let lines = (0..<300).map { "net.ipv4.conf.eth\($0).forwarding = 1" }
    let text = (lines + ["net.ipv4.ip_forward ="]).joined(separator: "\n") + "\n"
    let (_, node) = try facts(["commands/sysctl.txt": text])
    #expect(node["sysctl"]?.entries.count == 300)
    #expect(node["sysctl"]?["net.ipv4.ip_forward"] == nil)
    #expect(node["sysctl"]?.value.tail != 0)
  }

  /// The certificates of the kubelet and of the API server are there: all of the node's are meant.
  @Test(
    "a certificate of which nothing is left makes the certificates incomplete",
    arguments: [
      ("scheduler.crt", ""), ("scheduler.crt", "\n"), ("scheduler.pem", ""),
      ("scheduler.crt", "-----BEGIN CERTIFI"), ("scheduler.crt", "<html>sign in</html>\n"),
    ])
  func lostCertificate(name: String, text: String) throws {
    let others = ["kubelet.crt", "apiserver.crt"].map { ("etc/kubernetes/pki/\($0)", Self.text) }
    let files = Dictionary(uniqueKeysWithValues: others)
    let (_, whole) = try facts(files)
    #expect(whole["certificates"]?.elements.count == 2)
    #expect(whole["certificates"]?.value.tail == 0)
    let (_, part) = try facts(files.merging(["etc/kubernetes/pki/\(name)": text]) { $1 })
    #expect(part["certificates"]?.elements.count == 2)
    #expect(part["certificates"]?.value.tail != 0)
  }

  /// What `openssl x509 -text` prints, which is as good as the certificate.
  private static let text = """
    Certificate:
        Issuer: CN = ca
        Validity
            Not Before: Sep  3 08:11:24 2024 GMT
            Not After : Sep  3 08:11:24 2034 GMT
        Subject: CN = a

    """
}
