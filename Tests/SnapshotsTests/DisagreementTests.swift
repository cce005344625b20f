import Documents
import Testing

@testable import Snapshots

/// Snapshots in which the sources of a fact disagree: whichever is taken away, what is left decides
/// only what the missing one could not decide otherwise.
@Suite("sources that disagree")
struct DisagreementTests {
  private static let node =
    #"{"kind":"NodeList","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":["#
    + #"{"metadata":{"name":"w1","labels":{"kubernetes.io/hostname":"w1","#
    + #""node-role.kubernetes.io/control-plane":"","#
    + #""kubernetes.io/arch":"amd64"},"annotations":{"k3s.io/node-args":"#
    + #""[\"server\",\"--profile\",\"cis\",\"--resolv-conf\",\"/etc/b.conf\"]","k3s.io/node-env":"#
    + #""{\"K3S_DEBUG\":\"true\"}"}},"status":{"conditions":[{"type":"Ready","status":"True","#
    + #""lastHeartbeatTime":"2025-06-02T06:00:00Z"}],"nodeInfo":{"kubeletVersion":"#
    + #""v1.32.1+k3s1","operatingSystem":"linux","architecture":"amd64"}}}]}"#

  /// A file for each source of each fact, saying other things than its like.
  private static let files: [String: String] = [
    "nodes.json": node,
    "version.json": #"{"gitVersion":"v1.32.1+k3s1"}"#,
    "importlint-snapshot.yaml": "schema: 1\ntime: 2025-06-02T09:00:00Z\n",
    "nodes/w1/etc/rancher/k3s/config.yaml": "profile: none\nresolv-conf: /etc/c.conf\n",
    "nodes/w1/etc/systemd/system/k3s.service.env": "K3S_DEBUG=false\nHTTP_PROXY=http://a:1\n",
    "nodes/w1/etc/default/k3s": "HTTP_PROXY=http://b:1\n",
    "nodes/w1/kubelet-configz.json":
      #"{"kubeletconfig":{"resolvConf":"/etc/a.conf","maxPods":110}}"#,
    "nodes/w1/var/lib/kubelet/config.yaml": "kind: KubeletConfiguration\nmaxPods: 250\n",
    "nodes/w1/var/lib/rancher/k3s/agent/etc/kubelet.conf.d/00-k3s-defaults.conf":
      "kind: KubeletConfiguration\nresolvConf: /etc/b.conf\n",
    "nodes/w1/var/lib/rancher/k3s/agent/etc/kubelet.conf.d/50-site.conf":
      "kind: KubeletConfiguration\nresolvConf: /etc/a.conf\n",
    "nodes/w1/etc/a.conf": "nameserver 127.0.0.1\n",
    "nodes/w1/etc/b.conf": "nameserver 10.0.0.2\n",
    "nodes/w1/etc/c.conf": "nameserver 10.0.0.3\n",
    "nodes/w1/etc/resolv.conf": "nameserver 10.0.0.4\n",
    "nodes/w1/run/systemd/resolve/resolv.conf": "nameserver 10.0.0.5\n",
    "nodes/w1/etc/os-release": "ID=debian\n",
    "nodes/w1/usr/lib/os-release": "ID=ubuntu\n",
    "nodes/w1/systemd/dnsmasq.service.show": "LoadState=loaded\nActiveState=active\n",
    "nodes/w1/commands/systemctl-list-units.txt": """
    init.scope      loaded active   running System
    dnsmasq.service loaded inactive dead    DNS
    systemd-journald.service loaded active running Journal
    3 loaded units listed.

    """,
    "nodes/w1/proc/sys/net/ipv4/ip_forward": "1\n",
    "nodes/w1/commands/sysctl.txt": "net.ipv4.ip_forward = 0\n",
  ]

  /// Facts that a part of a snapshot can only have less of, or that hold all there is: lists of
  /// what was collected.
  private static let collections: Set<String> = [
    "name", "object", "files", "certificates", "configSources", "servedTypes", "probes", "rke",
    "cloud", "access", "roles", "absentFiles",
  ]

  /// Whether what a part says of a fact is said by the whole, or is unknown. What contradicted
  /// itself in the whole may be decided in a part.
  private static func agrees(_ part: DocumentValue?, _ whole: DocumentValue?) -> Bool {
    guard let part else { return whole == nil || whole?.value.tag == .unknown }
    if part.value.tag == .unknown || part.value.tag == .hidden { return true }
    guard let whole else { return part.value.tail != 0 && part.entries.isEmpty }
    if whole.value.tag == .unknown { return true }
    guard part.value.tag == .map, whole.value.tag == .map else {
      if rendered(part) == rendered(whole) { return true }
      guard part.value.tag == .list, whole.value.tag == .list, part.value.tail != 0 else {
        return false
      }
      // A list that may have more elements says only of those that it has, in their order.
      var rest = whole.elements.map(rendered)[...]
      return part.elements.map(rendered).allSatisfy { element in
        rest = rest.drop { $0 != element }
        return rest.popFirst() != nil
      }
    }
    return whole.entries.allSatisfy { key, value in
      part[key].map { agrees($0, value) } ?? (part.value.tail != 0)
    } && part.entries.allSatisfy { key, _ in whole[key] != nil || whole.value.tail != 0 }
  }

  private static let names = Declarations.node.fields.map(\.name)
    .filter { !collections.contains($0) }
  private static let clusterNames = Declarations.cluster.fields.map(\.name)
    .filter { !collections.contains($0) }

  @Test("a part contradicts the whole in no fact", arguments: files.keys.sorted())
  func removal(file: String) throws {
    let whole = TemporaryFolder(Self.files).read()
    let part = TemporaryFolder(Self.files.filter { $0.key != file }).read()
    let (left, right) = (part.node("w1"), try #require(whole.node("w1")))
    for name in Self.names {
      #expect(Self.agrees(left?[name], right[name]), "\(name) without \(file)")
    }
    for name in Self.clusterNames {
      // Without a manifest the time is that of the newest heartbeat, which is earlier by what
      // passed until the export; a manifest that is further from it than a day is said.
      if name == "time", file == "importlint-snapshot.yaml" { continue }
      #expect(
        Self.agrees(part.clusterValue[name], whole.clusterValue[name]), "\(name) without \(file)")
    }
  }

  @Test("every fact with two sources or more is told differently by them")
  func everyFact() throws {
    let whole = TemporaryFolder(Self.files).read()
    let node = try #require(whole.node("w1"))
    for field in Declarations.node.fields where field.sources.count > 1 {
      if Self.collections.contains(field.name) || ["os", "architecture"].contains(field.name) {
        continue
      }
      let isTold = Self.files.keys.contains { file in
        let part = TemporaryFolder(Self.files.filter { $0.key != file }).read()
        return part.node("w1")?[field.name].map(rendered) != node[field.name].map(rendered)
      }
      #expect(isTold, "no file of this test says anything of \(field.name)")
    }
    let said = Set(whole.problems.map(\.code))
    #expect(said.contains("contradicting-files"))
  }
}
