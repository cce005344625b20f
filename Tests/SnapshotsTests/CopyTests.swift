import Documents
import Testing

@testable import Snapshots

/// Objects and files that were exported more than once.
@Suite("copies")
struct CopyTests {
  private static let deployments = ResourceType(group: "apps", plural: "deployments")

  /// A Deployment with some metadata beside its name, and a body.
  private func deployment(_ metadata: String, _ body: String) -> String {
    "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n  namespace: shop\n"
      + metadata + body + "\n"
  }

  private func object(_ snapshot: Snapshot) -> DocumentValue? {
    snapshot.resources.object(Self.deployments, namespace: "shop", name: "web")
      .map { DocumentValue($0, in: snapshot.store) }
  }

  private func contradictions(_ snapshot: Snapshot) -> [String] {
    snapshot.problems.filter { $0.code.hasPrefix("contradicting-") }.map(\.message)
  }

  @Test(
    "the later one counts, whichever is read first",
    arguments: [
      ("  resourceVersion: \"9\"\n", "  resourceVersion: \"10\"\n"),
      ("  generation: 2\n", "  resourceVersion: \"1\"\n  generation: 3\n"),
      (
        "  uid: a\n  creationTimestamp: \"2025-01-01T00:00:00Z\"\n",
        "  uid: b\n  creationTimestamp: \"2025-02-01T00:00:00Z\"\n"
      ),
    ])
  func later(_ old: String, _ new: String) {
    let old = deployment(old, "spec: {replicas: 1}")
    let new = deployment(new, "spec: {replicas: 2}")
    for files in [["a.yaml": old, "b.yaml": new], ["a.yaml": new, "b.yaml": old]] {
      let snapshot = TemporaryFolder(files).read()
      #expect(object(snapshot)?[path: "spec", "replicas"]?.int == 2)
      #expect(contradictions(snapshot) == [])
    }
  }

  @Test("of an object with more than a thousand different copies nothing but its name is known")
  func manyCopies() {
    func copies(_ count: Int) -> Snapshot {
      let items = (0..<count).map { Self.web.replacing("REST", with: "{replicas: \($0)}") }
      return TemporaryFolder(["a.yaml": list(items.joined(separator: ", "))]).read()
    }
    let few = copies(1_000)
    #expect(object(few)?[path: "spec", "replicas"]?.value.tag == .unknown)
    let many = copies(1_001)
    let web = object(many)
    #expect(web?[path: "metadata", "name"]?.string == "web")
    #expect(web?["spec"] == nil)
    #expect(web?["metadata"]?.value.tail == web?.value.tail)
    #expect(
      web.flatMap { many.reasons[$0.value.tail]?.text }
        == "there are more than 1000 different copies of Deployment shop/web")
    #expect(contradictions(many).count == 1)
    // A file that repeats one says nothing new.
    let same = Self.web.replacing("REST", with: "{replicas: 2}")
    let repeated = TemporaryFolder([
      "a.yaml": list(repeatElement(same, count: 1_001).joined(separator: ", "))
    ]).read()
    #expect(object(repeated)?[path: "spec", "replicas"]?.int == 2)
    #expect(contradictions(repeated) == [])
  }

  @Test("a thousand files with the same object, or with one that is the latest, leave it known")
  func manyFiles() {
    let same = Self.web.replacing("REST", with: "{replicas: 2}")
    let files = (0..<1_001).map { ("\($0).yaml", same) }
    let repeated = TemporaryFolder(Dictionary(uniqueKeysWithValues: files)).read()
    #expect(object(repeated)?[path: "spec", "replicas"]?.int == 2)
    #expect(contradictions(repeated) == [])
    let versions = (1...1_001).map { i in
      let version = deployment("  resourceVersion: \"\(i)\"\n", "spec: {replicas: \(i)}")
      return ("\(i).yaml", version)
    }
    let latest = TemporaryFolder(Dictionary(uniqueKeysWithValues: versions)).read()
    #expect(object(latest)?[path: "spec", "replicas"]?.int == 1_001)
  }

  /// Two exports of one cluster, each with a manifest that says when, and that lists are whole.
  private func exports(
    _ times: (String, String), _ early: String, _ late: String
  ) -> [String: String] {
    func manifest(_ time: String) -> String { "schema: 1\ntime: \(time)\nlists: whole\n" }
    return [
      "m1/importlint-snapshot.yaml": manifest(times.0), "m1/resources/deployments.yaml": early,
      "m2/importlint-snapshot.yaml": manifest(times.1), "m2/resources/deployments.yaml": late,
    ]
  }

  private func list(_ items: String) -> String {
    "apiVersion: v1\nitems: [\(items)]\nkind: List\n"
  }

  private static let web =
    "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: shop}, spec: REST}"

  @Test("what a later export's list lacks was deleted, whichever is read first")
  func deleted() {
    let early = list(Self.web.replacing("REST", with: "{}"))
    for (times, count) in [
      (("2025-06-01T06:00:00Z", "2025-06-01T16:00:00Z"), 0),
      (("2025-06-01T16:00:00Z", "2025-06-01T06:00:00Z"), 1),
      // Nothing orders what is nearer to each other than an export takes.
      (("2025-06-01T06:00:00Z", "2025-06-01T06:30:00Z"), 1),
    ] {
      let folder = TemporaryFolder(exports(times, early, list("")))
      for inputs in [["m1", "m2"], ["m2", "m1"]] {
        let snapshot = folder.read(inputs)
        #expect(snapshot.count("deployments") == count)
        let deletions = snapshot.problems.filter { $0.code == "deleted-objects" }
        #expect(deletions.count == 1 - count)
        if count == 0 {
          #expect(snapshot.state("deployments") == .complete)
          #expect(deletions.first?.message.hasPrefix("Deployment shop/web is not in ") ?? false)
        }
      }
    }
  }

  @Test("what may be cut off, or is not believed to be whole, deletes nothing")
  func notDeleted() throws {
    let times = ("2025-06-01T06:00:00Z", "2025-06-01T16:00:00Z")
    let early = list(Self.web.replacing("REST", with: "{}"))
    let more = ["a", "b"].map {
      "{apiVersion: apps/v1, kind: Deployment, metadata: {name: \($0), namespace: \($0)}}"
    }
    let cut = list(more.joined(separator: ",")).replacing(
      "kind: List", with: "kind: List\nmetadata: {remainingItemCount: 5}")
    let folder = TemporaryFolder(exports(times, early, cut))
    #expect(folder.read(["m1", "m2"]).count("deployments") == 3)
    #expect(!folder.read(["m1", "m2"]).evidence(of: Self.deployments).isConclusive)
    // Without its manifest's word the later list is one that only looks whole.
    var files = exports(times, early, list(more.joined(separator: ",")))
    files["m2/importlint-snapshot.yaml"] = "schema: 1\ntime: \(times.1)\n"
    files["m1/resources/deployments.yaml"] = early.replacing(
      "namespace: shop", with: "namespace: a")
    var options = SnapshotOptions()
    let two = TemporaryFolder(files)
    #expect(two.read(["m1", "m2"], options: options).count("deployments") == 2)
    options.assumption = .partial
    #expect(two.read(["m1", "m2"], options: options).count("deployments") == 3)
  }

  @Test("of several inputs the same is said each time, and the earliest pair first")
  func deletedInOrder() throws {
    var files: [String: String] = [:]
    for (i, names) in [["a", "b"], ["b"], []].enumerated() {
      let time = "2025-06-01T\(["06", "10", "14"][i]):00:00Z"
      files["m\(i)/importlint-snapshot.yaml"] = "schema: 1\ntime: \(time)\nlists: whole\n"
      for (plural, kind) in [("configmaps", "ConfigMap"), ("pods", "Pod"), ("services", "Service")]
      {
        files["m\(i)/resources/\(plural).yaml"] = list(
          names.map {
            "{apiVersion: v1, kind: \(kind), metadata: {name: \($0), namespace: x}}"
          }.joined(separator: ","))
      }
    }
    let folder = TemporaryFolder(files)
    let messages = folder.read(["m0", "m1", "m2"]).problems.filter { $0.code == "deleted-objects" }
    // `a` is missing from the second on, `b` from the third: said of the first input that lacks it.
    #expect(
      messages.map { $0.message.prefix(40).split(separator: " is ").first } == [
        "ConfigMap x/a (and 2 other objects)", "ConfigMap x/b (and 2 other objects)",
        "ConfigMap x/b (and 2 other objects)",
      ])
  }

  @Test("of copies that differ the later export's counts")
  func laterExport() {
    let times = ("2025-06-01T06:00:00Z", "2025-06-01T16:00:00Z")
    let folder = TemporaryFolder(
      exports(
        times, list(Self.web.replacing("REST", with: "{replicas: 1}")),
        list(Self.web.replacing("REST", with: "{replicas: 2}"))))
    for inputs in [["m1", "m2"], ["m2", "m1"]] {
      let snapshot = folder.read(inputs)
      #expect(object(snapshot)?[path: "spec", "replicas"]?.int == 2)
      #expect(contradictions(snapshot) == [])
    }
  }

  @Test("manifests of two days leave the time unknown, and both are named")
  func twoDays() throws {
    let times = ("2025-05-01T06:00:00Z", "2025-06-01T16:00:00Z")
    let snapshot = TemporaryFolder(exports(times, list(""), list(""))).read(["m1", "m2"])
    #expect(snapshot.identity.time == nil)
    let problem = try #require(snapshot.problems.first { $0.code == "two-times" })
    #expect(problem.places.count == 2)
    #expect(problem.places.first?.path.hasSuffix("m1/importlint-snapshot.yaml") ?? false)
    #expect(problem.places.last?.path.hasSuffix("m2/importlint-snapshot.yaml") ?? false)
  }

  @Test(
    "what says the same, or less, contradicts nothing",
    arguments: [
      "spec: {replicas: 1, paused: null}",
      "spec: {replicas: 1}\nstatus: {replicas: 7}",
      "",
    ])
  func quiet(_ other: String) {
    let whole = deployment(
      "  resourceVersion: \"5\"\n  uid: a\n  generation: 1\n",
      "spec: {replicas: 1}\nstatus: {replicas: 1}")
    for files in [
      ["a.yaml": whole, "b.yaml": deployment("", other)],
      ["a.yaml": deployment("", other), "b.yaml": whole],
    ] {
      let snapshot = TemporaryFolder(files).read()
      #expect(object(snapshot)?[path: "spec", "replicas"]?.int == 1)
      #expect(object(snapshot)?[path: "metadata", "uid"]?.string == "a")
      #expect(contradictions(snapshot) == [])
    }
    let folder = TemporaryFolder(["a.yaml": whole, "b.yaml": deployment("", other)])
    let status = object(folder.read())?[path: "status", "replicas"]
    #expect(status?.value.tag == (other.contains("7") ? .unknown : .int))
  }

  @Test("what copies differ in is unknown, what they agree in is known, and a problem says so")
  func contradicting() throws {
    let snapshot = TemporaryFolder([
      "a.yaml": deployment(
        "  labels: {app: web}\n", "spec: {replicas: 1, args: [a, b], names: [x], mode: on}"),
      "b.yaml": deployment(
        "  labels: {app: web}\n", "spec: {replicas: 2, args: [a, c], names: [x, y], extra: 1}"),
    ]).read()
    let spec = try #require(object(snapshot)?["spec"])
    for field in ["replicas", "names", "mode", "extra"] {
      #expect(spec[field]?.value.tag == .unknown, "\(field)")
    }
    let arguments = try #require(spec["args"]?.elements)
    #expect(arguments[0].string == "a")
    #expect(arguments[1].value.tag == .unknown)
    #expect(object(snapshot)?[path: "metadata", "labels", "app"]?.string == "web")
    let problem = try #require(snapshot.problems.first { $0.code == "contradicting-copies" })
    #expect(
      problem.message
        == "Deployment shop/web was exported more than once, the copies differ in spec.replicas, "
        + "and nothing says which is later; what they differ in is unknown")
    #expect(problem.places.map { $0.region?.line } == [7, 7])
    #expect(problem.places.map { $0.path.hasSuffix("a.yaml") } == [true, false])
    let reason = snapshot.reasons[UInt32(spec["replicas"]?.value.payload ?? 0)]
    #expect(
      reason?.text == "copies of Deployment shop/web differ, and nothing says which is later")
    #expect(
      reason?.collect?.text == "kubectl get deployments.apps -n shop web -o yaml")
  }

  @Test("a third copy does not decide between two")
  func three() {
    let snapshot = TemporaryFolder([
      "a.yaml": deployment("", "spec: {replicas: 1}"),
      "b.yaml": deployment("", "spec: {replicas: 2}"),
      "c.yaml": deployment("", "spec: {replicas: 1}"),
    ]).read()
    #expect(object(snapshot)?[path: "spec", "replicas"]?.value.tag == .unknown)
  }

  @Test("there is one problem for each pair of inputs")
  func pairs() {
    var files: [String: String] = [:]
    for (input, replicas) in [("x", 1), ("y", 2), ("z", 2)] {
      for name in ["web", "api"] {
        files["\(input)/\(name).yaml"] =
          deployment("", "spec: {replicas: \(replicas)}").replacing("web", with: name)
      }
    }
    let folder = TemporaryFolder(files)
    #expect(contradictions(folder.read(["y", "z"])) == [])
    let found = contradictions(folder.read(["x", "y"]))
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("Deployment shop/api (and 1 other object) was") == true)
    #expect(contradictions(folder.read(["x", "y", "z"])).count == 2)
  }

  @Test("of a Node whose copies differ no fact is derived")
  func nodes() throws {
    func node(_ labels: String) -> String {
      "apiVersion: v1\nkind: Node\nmetadata:\n  name: w1\n  labels: \(labels)\n"
        + "status: {nodeInfo: {kubeletVersion: v1.33.4, operatingSystem: linux}}\n"
    }
    let snapshot = TemporaryFolder([
      "a.yaml": node("{node-role.kubernetes.io/control-plane: \"\"}"), "b.yaml": node("{}"),
    ]).read()
    let node = DocumentValue(try #require(snapshot.nodes.first).value, in: snapshot.store)
    #expect(node["roles"]?.value.tag == .unknown)
    #expect(node["os"]?.value.tag == .unknown)
    #expect(node["name"]?.string == "w1")
    #expect(contradictions(snapshot).count == 1)
  }

  @Test("files of a node that differ count for nothing, and are one problem")
  func nodeFiles() throws {
    let folder = TemporaryFolder([
      "june/nodes/w1/etc/resolv.conf": "nameserver 127.0.0.1\n",
      "july/nodes/w1/etc/resolv.conf": "nameserver 10.0.0.2\n",
      "june/nodes/w1/etc/os-release": "ID=debian\n",
      "july/nodes/w1/etc/os-release": "ID=ubuntu\n",
      "june/nodes/w1/proc/sys/net/ipv4/ip_forward": "1\n",
      "july/nodes/w1/proc/sys/net/ipv4/ip_forward": "1\n",
    ])
    let snapshot = folder.read(["june", "july"])
    let node = DocumentValue(try #require(snapshot.nodes.first).value, in: snapshot.store)
    #expect(node["resolvConf"]?.value.tag == .unknown)
    #expect(node["osRelease"]?.value.tag == .unknown)
    #expect(node[path: "sysctl", "net.ipv4.ip_forward"]?.string == "1")
    #expect(
      contradictions(snapshot) == [
        "/etc/os-release of node w1 (and 1 other file) was recorded more than once, the copies "
          + "differ, and nothing says which is later; what depends on it is unknown"
      ])
    #expect(contradictions(folder.read(["june"])) == [])
  }

  @Test("of two probes the later counts; without times neither does")
  func probes() {
    func probe(_ status: Int, _ time: String) -> String {
      #"{"url": "https://r.example/ping", "status": \#(status)\#(time)}"#
    }
    func read(_ first: String, _ second: String) -> Snapshot {
      TemporaryFolder([
        "x/probes/pod/rancher.json": first, "y/probes/pod/rancher.json": second,
      ]).read(["x", "y"])
    }
    func status(_ snapshot: Snapshot) -> Int64? {
      DocumentValue(snapshot.cluster, in: snapshot.store)[path: "probes", "pod", "status"]?.int
    }
    let june = probe(502, #", "time": "2025-06-01T00:00:00Z""#)
    let july = probe(200, #", "time": "2025-07-01T00:00:00Z""#)
    #expect(status(read(june, july)) == 200)
    #expect(status(read(july, june)) == 200)
    #expect(contradictions(read(june, july)) == [])
    let both = read(probe(200, ""), probe(502, ""))
    #expect(status(both) == nil)
    #expect(contradictions(both).count == 1)
    #expect(status(read(probe(200, ""), probe(200, ""))) == 200)
  }

  @Test("so it is with RKE1's files")
  func rke() {
    func read(_ second: String) -> Snapshot {
      TemporaryFolder([
        "x/rke/cluster.yml": "kubernetes_version: v1.24.1\n", "y/rke/cluster.yml": second,
      ]).read(["x", "y"])
    }
    func cluster(_ snapshot: Snapshot) -> DocumentValue? {
      DocumentValue(snapshot.cluster, in: snapshot.store)[path: "rke", "cluster"]
    }
    let other = read("kubernetes_version: v1.24.2\n")
    #expect(cluster(other)?.value.tag == .unknown)
    #expect(contradictions(other).count == 1)
    #expect(cluster(read("kubernetes_version: v1.24.1\n"))?.value.tag == .map)
  }
}
