import Documents
import Testing

@testable import Snapshots

/// Drop-ins of the kubelet that k3s and RKE2 have it merge from 1.32 on.
@Suite("drop-ins of the kubelet")
struct KubeletDropInTests {
  private static let folder = "nodes/w1/var/lib/rancher/k3s/agent/etc/kubelet.conf.d"
  private static let configz = "nodes/w1/kubelet-configz.json"

  private static func drop(_ resolver: String?) -> String {
    "apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n"
      + (resolver.map { "resolvConf: \($0)\n" } ?? "maxPods: 200\n")
  }

  /// A node whose service was told `--resolv-conf /etc/a.conf`, or another flag.
  private static func files(
    version: String = "v1.33.1+k3s1", arguments: [String] = ["--resolv-conf", "/etc/a.conf"],
    _ more: [String: String] = [:]
  ) -> [String: String] {
    let words = (["server"] + arguments).map { "\\\"\($0)\\\"" }.joined(separator: ",")
    let node = """
      {"kind":"NodeList","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":[
      {"metadata":{"name":"w1","labels":{"kubernetes.io/hostname":"w1"},
      "annotations":{"k3s.io/node-args":"[\(words)]","k3s.io/node-env":"{}"}},
      "status":{"nodeInfo":{"kubeletVersion":"\(version)","operatingSystem":"linux",
      "architecture":"amd64"}}}]}
      """
    return [
      "nodes.json": node, "nodes/w1/etc/a.conf": "nameserver 10.0.0.2\n",
      "nodes/w1/etc/b.conf": "nameserver 127.0.0.1\n",
      "nodes/w1/etc/resolv.conf": "nameserver 10.0.0.3\n",
      "nodes/w1/run/systemd/resolve/resolv.conf": "nameserver 10.0.0.4\n",
    ].merging(more) { $1 }
  }

  /// The path of the resolver file that pods get; nil if it is unknown.
  private static func path(_ files: [String: String]) -> String? {
    TemporaryFolder(files).read().node("w1")?["effectiveResolvConf"]?["path"]?.string
  }

  @Test(
    "without the kubelet's own word they decide, where they name no other file",
    arguments: [
      ([:], nil),
      (["00-k3s-defaults.conf": "/etc/a.conf"], "/etc/a.conf"),
      (["00-k3s-defaults.conf": "/etc/a.conf", "50-site.conf": "/etc/a.conf"], "/etc/a.conf"),
      (["00-k3s-defaults.conf": "/etc/a.conf", "50-site.conf": "/etc/b.conf"], nil),
      // What people say counts, the last of them; a file of another ending is none.
      (
        [
          "00-k3s-defaults.conf": "/etc/a.conf", "40.conf": "/etc/b.conf", "50.conf": "/etc/a.conf",
        ],
        "/etc/a.conf"
      ),
      (["00-k3s-defaults.conf": "/etc/a.conf", "20-cli/a.conf": "/etc/b.conf"], nil),
      (["00-k3s-defaults.conf": "/etc/a.conf", "50-site.conf.bak": "/etc/b.conf"], "/etc/a.conf"),
      (["00-k3s-defaults.conf": "/etc/b.conf"], nil),
      (["50-site.conf": "/etc/a.conf"], nil),
    ] as [([String: String], String?)])
  func decided(names: [String: String], expected: String?) {
    let drops = names.map { ("\(Self.folder)/\($0.key)", Self.drop($0.value)) }
    #expect(
      Self.path(Self.files(Dictionary(uniqueKeysWithValues: drops))) == expected)
  }

  @Test("what k3s chose by itself is in its own drop-in")
  func chosen() {
    let own = "\(Self.folder)/00-k3s-defaults.conf"
    let files = Self.files(arguments: [], [own: Self.drop("/run/systemd/resolve/resolv.conf")])
    #expect(Self.path(files) == "/run/systemd/resolve/resolv.conf")
    let silent = Self.files(arguments: [], [own: Self.drop(nil)])
    #expect(Self.path(silent) == "/etc/resolv.conf")
  }

  @Test("a folder that is proved absent holds none, and before 1.32 there was none")
  func none() {
    let absent = "absent: [/var/lib/rancher/k3s/agent/etc/kubelet.conf.d/]\n"
    #expect(
      Self.path(Self.files(["nodes/w1/importlint-node.yaml": "schema: 1\n" + absent]))
        == "/etc/a.conf")
    #expect(Self.path(Self.files(version: "v1.31.9+k3s1")) == "/etc/a.conf")
    #expect(Self.path(Self.files(version: "v1.32.0+k3s1")) == nil)
  }

  @Test(
    "flags of the kubelet win over them, but for those that name more of them",
    arguments: [
      (["--kubelet-arg", "resolv-conf=/etc/a.conf"], "/etc/a.conf"),
      (["--resolv-conf", "/etc/a.conf", "--kubelet-arg", "config-dir=/etc/x"], nil),
    ])
  func flags(arguments: [String], expected: String?) {
    let site = ["\(Self.folder)/00-k3s-defaults.conf": Self.drop("/etc/a.conf")]
    #expect(Self.path(Self.files(arguments: arguments, site)) == expected)
  }

  @Test("the kubelet's own word wins, also over a setting that a drop-in replaced")
  func ownWord() {
    let files = Self.files([
      Self.configz: #"{"kubeletconfig":{"resolvConf":"/etc/b.conf"}}"#,
      "\(Self.folder)/50-site.conf": Self.drop("/etc/b.conf"),
    ])
    #expect(Self.path(files) == "/etc/b.conf")
    let flag = Self.files(
      arguments: ["--kubelet-arg", "resolv-conf=/etc/a.conf"],
      [Self.configz: #"{"kubeletconfig":{"resolvConf":"/etc/b.conf"}}"#])
    #expect(Self.path(flag) == nil)
  }

  @Test(
    "a drop-in that is not known whole leaves it open",
    arguments: [
      "", "kind: KubeletConfiguration\nmaxPods: 20", "kind: Other\n", "Permission denied\n",
      "kind: KubeletConfiguration\nresolvConf: [a]\n", "kind: KubeletConfiguration\na: [\n",
    ])
  func unread(text: String) {
    let files = Self.files([
      "\(Self.folder)/00-k3s-defaults.conf": Self.drop("/etc/a.conf"),
      "\(Self.folder)/50-site.conf": text,
    ])
    #expect(Self.path(files) == nil)
  }

  @Test("where the data lie elsewhere, so do they")
  func dataFolder() {
    let arguments = ["--resolv-conf", "/etc/a.conf", "--data-dir", "/data/k3s"]
    let usual = ["\(Self.folder)/00-k3s-defaults.conf": Self.drop("/etc/a.conf")]
    #expect(Self.path(Self.files(arguments: arguments, usual)) == nil)
    let own = ["nodes/w1/data/k3s/agent/etc/kubelet.conf.d/00-k3s-defaults.conf"]
    let files = Self.files(
      arguments: arguments, [own[0]: Self.drop("/etc/a.conf")])
    #expect(Self.path(files) == "/etc/a.conf")
  }

  @Test("whatever file is taken away, the answer stays or is unknown")
  func removal() {
    let whole = Self.files([
      Self.configz: #"{"kubeletconfig":{"resolvConf":"/etc/b.conf"}}"#,
      "\(Self.folder)/00-k3s-defaults.conf": Self.drop("/etc/a.conf"),
      "\(Self.folder)/50-site.conf": Self.drop("/etc/b.conf"),
    ])
    let answer = Self.path(whole)
    #expect(answer == "/etc/b.conf")
    // A drop-in lies beside k3s' own, and is collected with it: what is taken away with the
    // kubelet's word is a file, or the folder.
    for file in whole.keys where file != "nodes.json" {
      for more in [nil, Self.configz] where !(more != nil && file.hasSuffix("50-site.conf")) {
        let part = whole.filter { $0.key != file && $0.key != more }
        let left = Self.path(part)
        #expect(left == nil || left == answer, "without \(file) and \(more ?? "no other")")
      }
    }
  }
}
