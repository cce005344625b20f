import Documents
import Testing

@testable import Snapshots

/// Facts of the cluster of which a file says something that cannot be.
@Suite("what files say of the cluster that cannot be")
struct StrangeClusterFactTests {
  private func node(_ version: String, _ annotations: String) -> String {
    """
    {"kind":"NodeList","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":[
    {"metadata":{"name":"w1","labels":{"kubernetes.io/hostname":"w1"},
    "annotations":{\(annotations)}},
    "status":{"nodeInfo":{"kubeletVersion":"\(version)"}}}]}
    """
  }

  private func read(
    _ files: [String: String], kubelet: String = "v1.33.1+rke2r1", annotations: String = ""
  ) -> Snapshot {
    TemporaryFolder(files.merging(["nodes.json": node(kubelet, annotations)]) { $1 }).read()
  }

  private func codes(_ snapshot: Snapshot) -> [String] {
    snapshot.problems.filter { $0.severity != .note }.map(\.code)
  }

  // MARK: The version

  @Test(
    "an API server without the mark of its kubelets' vendor is another cluster's",
    arguments: ["v1.33.1", "v1.33.1+RKE2R1", "v1.33.1+k3s1", "v1.33.1-eks-a1"])
  func otherVersion(version: String) {
    let snapshot = read(["version.json": #"{"gitVersion":"\#(version)"}"#])
    #expect(snapshot.clusterValue["version"]?.value.tag == .unknown)
    #expect(snapshot.clusterValue["distribution"]?.value.tag == .unknown)
    #expect(codes(snapshot) == ["two-clusters"])
  }

  @Test(
    "a text that is not a version says nothing",
    arguments: ["", "latest", "v", "v1", "1.x.3", "<html>"])
  func noVersion(version: String) {
    for name in ["version.json", "raw/version.json"] {
      let snapshot = read([name: #"{"major":"1","gitVersion":"\#(version)"}"#])
      #expect(snapshot.clusterValue["distribution"]?.string == "rke2")
      #expect(snapshot.clusterValue["version"]?.value.tag == .unknown)
      #expect(codes(snapshot) == ["doubtful-file"])
    }
  }

  @Test("two versions in one text decide nothing")
  func twoVersions() {
    let snapshot = read([
      "version.txt":
        "Client Version: v1.33.1\nServer Version: v1.33.1+rke2r1\nServer Version: v1.29.1+rke2r1\n"
    ])
    #expect(snapshot.clusterValue["version"]?.value.tag == .unknown)
  }

  @Test("a version that stands twice in one file says nothing")
  func twinVersion() {
    let snapshot = read([
      "version.json": #"{"gitVersion":"v1.33.1+rke2r1","gitVersion":"v1.29.1+rke2r1"}"#
    ])
    #expect(snapshot.clusterValue["version"]?.value.tag == .unknown)
    #expect(codes(snapshot) == ["doubtful-document"])
  }

  // MARK: Probes

  private func probe(_ fields: String) -> Snapshot {
    read([
      "importlint-snapshot.yaml": "schema: 1\ntime: 2025-06-02T06:00:00Z\nprobes: [pod]\n",
      "probes/pod/rancher.json": "{\"url\":\"https://r.example/ping\",\(fields)}",
    ])
  }

  @Test("a field of a probe that is null or says nothing is not there")
  func nulls() throws {
    let snapshot = probe(
      #""status":200,"error":null,"caChecksum":null,"resolved":{"error":"","addresses":null},"#
        + #""connected":{"error":null},"webSocket":{"status":null,"error":""},"tls":null"#)
    let pod = try #require(snapshot.clusterValue["probes"]?["pod"])
    #expect(
      rendered(pod)
        == #"{connected: {}, resolved: {}, status: 200, "#
        + #"url: "https://r.example/ping", webSocket: {}}"#)
    #expect(codes(snapshot) == [])
  }

  @Test(
    "a probe that does not say what came of it, or says two things, was not recorded",
    arguments: [
      #""tls":{"verified":true}"#, #""status":null"#, #""error":"""#,
      #""status":null,"error":null"#,
      #""webSocket":{"status":101}"#, #""addresses":["10.0.0.1"]"#,
      #""status":200,"tls":{"verified":true,"error":"unknown authority"}"#,
      #""status":200,"addresses":[null]"#,
    ])
  func noAnswer(fields: String) {
    let snapshot = probe(fields)
    #expect(snapshot.clusterValue["probes"]?["pod"]?.value.tag == .unknown)
    #expect(codes(snapshot) == ["doubtful-file"])
  }

  @Test(
    "a certificate of a chain that cannot be read is an unknown one",
    arguments: ["x", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", ""])
  func chain(text: String) throws {
    let quoted = [TargetTests.certificate, text].map { text in
      "\"" + text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\\n")
        + "\""
    }
    let snapshot = probe(
      #""status":200,"tls":{"chain":[\#(quoted.joined(separator: ","))]}"#)
    let chain = try #require(snapshot.clusterValue["probes"]?["pod"]?["tls"]?["chain"])
    #expect(chain.elements.map { $0["subject"]?.string } == ["CN=test-ca"])
    #expect(chain.value.tail != 0)
    #expect(codes(snapshot) == ["doubtful-file"])
  }

  @Test("a probe of long after the snapshot is named")
  func lateProbe() {
    #expect(codes(probe(#""status":200,"time":"2025-06-03T05:00:00Z""#)) == [])
    #expect(codes(probe(#""status":200,"time":"2026-06-02T06:00:00Z""#)) == ["two-times"])
  }

  // MARK: RKE1 and clouds

  @Test(
    "a file of RKE1 or of a cloud that is something else was not collected",
    arguments: [
      ("rke/cluster.yml", "{}"), ("rke/cluster.yml", "- nodes"), ("rke/cluster.yml", "a: b"),
      ("rke/cluster.rkestate", "{}"), ("rke/cluster.rkestate", #"{"a":{}}"#),
    ]
      + ["rke/cluster.yml", "rke/cluster.rkestate", "cloud/aws/policy.json"].map {
        ($0, #"{"kind":"Status","apiVersion":"v1","status":"Failure","code":403}"#)
      })
  func otherFile(path: String, text: String) {
    let snapshot = read(
      [path: text + "\n"], kubelet: "v1.26.15",
      annotations: #""rke.cattle.io/internal-ip":"10.0.0.1""#)
    #expect(snapshot.clusterValue["rke"]?["cluster"]?.value.tag == .unknown)
    #expect(snapshot.clusterValue["rke"]?["state"]?.value.tag == .unknown)
    #expect(snapshot.clusterValue["cloud"]?.value.tag == .unknown)
    #expect(codes(snapshot) == ["doubtful-file"])
  }

  @Test(
    "a file of blanks is an empty one",
    arguments: ["probes/pod/rancher.json", "access/a.can-i.txt", "nodes/w1/etc/os-release"])
  func blank(path: String) {
    #expect(codes(read([path: " \n\n"])) == codes(read([path: ""])))
    #expect(codes(read([path: ""])) == ["doubtful-file"])
  }
}
