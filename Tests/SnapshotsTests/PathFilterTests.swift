import Documents
import Findings
import Testing

@testable import Snapshots

/// Files that patterns leave out count as not collected, and never as none.
@Suite("--include and --exclude")
struct PathFilterTests {
  @Test(
    "patterns match parts of paths",
    arguments: [
      ("pods.yaml", ["resources", "pods.yaml"], true),
      ("pods.yaml", ["resources", "pods.yaml.bak"], false),
      ("resources", ["x", "resources", "pods.yaml"], true),
      ("resources/", ["resources", "pods.yaml"], true),
      ("resources/*.yaml", ["x", "resources", "pods.yaml"], true),
      ("resources/*.yaml", ["resources", "x", "pods.yaml"], false),
      ("resources/**/pods.yaml", ["resources", "x", "y", "pods.yaml"], true),
      ("resources/**/pods.yaml", ["resources", "pods.yaml"], true),
      ("**/etc", ["nodes", "n1", "etc", "resolv.conf"], true),
      ("n?/etc", ["nodes", "nä", "etc"], true),
      ("n?/etc", ["nodes", "n12", "etc"], false),
      ("*a*b*c", ["aXbXbXc"], true),
      ("*a*b*c", ["aXbXbXcd"], false),
      ("[n]", ["n"], false),
    ] as [(String, [String], Bool)])
  func patterns(pattern: String, path: [String], isMatch: Bool) {
    #expect(PathPattern(pattern).matches(path) == isMatch)
  }

  @Test("a pattern that means nothing is refused", arguments: ["/x", "a/../b", "**", ".", "**/**"])
  func flaws(pattern: String) { #expect(PathPattern.flaw(in: pattern) != nil) }

  // MARK: Evidence

  private static let pods = """
    apiVersion: v1
    items:
    - {apiVersion: v1, kind: Pod, metadata: {name: a, namespace: shop}}
    - {apiVersion: v1, kind: Pod, metadata: {name: b, namespace: web}}
    kind: List
    metadata: {}

    """

  private static let files = [
    "importlint-snapshot.yaml": "schema: 1\nresources: {pods: complete, nodes: partial}\n",
    "resources/pods.yaml": pods,
    "resources/nodes.yaml":
      "apiVersion: v1\nitems:\n- {apiVersion: v1, kind: Node, metadata: {name: n1}}\nkind: List\n"
      + "metadata: {}\n",
    "nodes/n1/etc/resolv.conf": "nameserver 10.0.0.1\n",
    "nodes/n1/etc/rancher/k3s/config.yaml": "selinux: true\n",
    "nodes/n1/etc/rancher/k3s/config.yaml.d/a.yaml": "token: x\n",
    "logs/a.log": "x\n",
    "README.md": "# Snapshot\n",
  ]

  private func read(
    _ include: [String] = [], without exclude: [String] = [],
    _ files: [String: String] = PathFilterTests.files
  ) -> Snapshot {
    var options = SnapshotOptions()
    options.filter = PathFilter(include: include, exclude: exclude)
    return TemporaryFolder(files).read(options: options)
  }

  @Test("a list that is left out was not collected")
  func list() {
    let snapshot = read(without: ["pods.yaml"])
    #expect(snapshot.count("pods") == 0)
    #expect(snapshot.state("pods") == .absent)
    let evidence = snapshot.types.type(named: "pods").map { snapshot.evidence(of: $0) }
    #expect(evidence?.detail == PathFilter.reason)
    #expect(snapshot.skipped.map(\.reason) == [.leftOut, .log])
    #expect(snapshot.skipped.first?.count == 1)
    #expect(snapshot.problems.filter { $0.severity > .note }.isEmpty)
  }

  @Test("what is included is read, and what tells of gaps is, whatever the patterns say")
  func included() {
    let snapshot = read(["resources"])
    #expect(snapshot.state("pods") == .complete)
    #expect(snapshot.state("nodes") == .partial, "as the manifest says")
    #expect(snapshot.nodes.map(\.paths) == [[]])
    let without = read(without: ["importlint-snapshot.yaml"])
    #expect(without.state("nodes") == .partial)
    #expect(without.problems.map(\.code) == ["unmatched-pattern"])
  }

  @Test("a file of a node that is left out was not collected; what it could change is not known")
  func nodeFile() throws {
    let whole = try #require(read().node("n1"))
    #expect(whole["resolvConf"]?.value.tag == .map)
    let snapshot = read(without: ["etc/resolv.conf", "config.yaml.d"])
    let node = try #require(snapshot.node("n1"))
    #expect(node["resolvConf"]?.value.tag == .unknown)
    #expect(snapshot.reason(node["resolvConf"])?.text.contains("--exclude") == true)
    #expect(node["configAfterRestart"]?.value.tag == .unknown)
  }

  @Test("a namespace of a dump whose lists are left out is not one without objects")
  func dump() {
    var files: [String: String] = ["nodes.json": #"{"kind":"NodeList","items":[]}"#]
    for namespace in ["default", "kube-node-lease", "kube-public", "kube-system", "shop"] {
      for name in [
        "events", "replication-controllers", "services", "daemonsets", "deployments",
        "replicasets", "pods",
      ] {
        files["\(namespace)/\(name).json"] =
          #"{"metadata":{"resourceVersion":"1"},"items":[]}"#
      }
    }
    #expect(read([], without: [], files).state("pods") == .assumed)
    #expect(read([], without: ["shop"], files).state("pods") == .partial)
    #expect(read(["default", "kube-*"], without: [], files).state("pods") == .partial)
  }

  @Test("a pattern that matches nothing is a problem that names what was meant")
  func unmatched() {
    let snapshot = read(["resources", "nods"], without: ["secrets.yaml"])
    let problems = snapshot.problems.filter { $0.code == "unmatched-pattern" }
    #expect(
      problems.map(\.message).sorted() == [
        "--exclude secrets.yaml matches no file of the inputs",
        "--include nods matches no file of the inputs",
      ])
    #expect(problems.compactMap(\.help) == ["did you mean nodes?"])
    #expect(problems.allSatisfy { $0.severity == .warning })
  }

  @Test("an input of which nothing is left is refused")
  func nothingLeft() {
    let problem = read(without: ["*"]).problems.first(where: \.isFatal)
    #expect(problem == nil, "the manifest is read all the same")
    let list = read([], without: ["pods.yaml"], ["pods.yaml": Self.pods]).problems
    #expect(list.first(where: \.isFatal)?.message == "--include and --exclude leave out all of it")
  }

  @Test("the manifest's word does not make a list whole of which a file is broken or left out")
  func completeWithoutOne() {
    var files = Self.files
    #expect(read([], without: [], files).state("pods") == .complete)
    files["resources/more/pods.yaml"] = "kind: PodList\napiVersion: v1\nitems: {a: b}\n"
    #expect(read([], without: [], files).state("pods") != .complete)
    #expect(
      read([], without: [], files).problems.map(\.message) == [
        "is a PodList whose items are not a list"
      ])
    files["resources/more/pods.yaml"] = Self.pods.replacing("name: a", with: "name: c")
    #expect(read([], without: ["more"], files).state("pods") != .complete)
  }

  @Test("files that are not read are counted by reason, with a few names")
  func skipped() {
    var files = Self.files
    for i in 1...5 { files["logs/\(i).log"] = "x\n" }
    files["._pods.yaml"] = "x"
    let snapshot = read([], without: [], files)
    let found = snapshot.skipped
    #expect(found.map(\.reason) == [.log, .leftover])
    #expect(found.first?.count == 6)
    #expect(found.first?.paths.map { $0.suffix(5) } == ["1.log", "2.log", "3.log"])
  }
}
