import Checkout
import Collecting
import Findings
import Foundation
import Testing

@testable import ImportLint

/// A real kubectl: that of `IMPORTLINT_KUBECTL`, else the one in `PATH`.
enum RealKubectl {
  static let path: String? = {
    let environment = ProcessInfo.processInfo.environment
    let named = environment["IMPORTLINT_KUBECTL"].map { [$0] }
    let folders = (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/kubectl" }
    return (named ?? folders).first { FileManager.default.isExecutableFile(atPath: $0) }
  }()
}

extension Trait where Self == ConditionTrait {
  /// The test runs where there is a kubectl; elsewhere it is skipped, and says why.
  static var needsKubectl: Self {
    .enabled(if: RealKubectl.path != nil, "skipped: there is no kubectl (IMPORTLINT_KUBECTL)")
  }
}

@Suite("importlint collect, with a real kubectl", .needsKubectl, .timeLimit(.minutes(10)))
struct CollectCommandTests {
  /// A server, and a home in which kubectl finds it.
  private final class Cluster {
    let server: APIServer
    let home: TemporaryFolder

    init(_ special: @escaping @Sendable (APIServer.Request) -> APIServer.Answer? = { _ in nil })
      throws
    {
      let recorded = try RecordedCluster(Checkout.fixture("ready-cluster"))
      server = try APIServer { special($0) ?? recorded.answer($0) }
      home = try TemporaryFolder()
      try home.write(
        """
        apiVersion: v1
        kind: Config
        current-context: a
        contexts:
          - {name: a, context: {cluster: c, user: u}}
        clusters:
          - {name: c, cluster: {server: "http://127.0.0.1:\(server.port)"}}
        users:
          - {name: u, user: {}}
        """, to: "config")
    }

    func collect(_ arguments: [String] = [], output: String = "snapshot") throws -> CommandRun {
      try .importlint(
        [
          "collect", "--kubectl", RealKubectl.path ?? "", "--kubeconfig", "\(home.path)/config",
          "--output", "\(home.path)/\(output)",
        ] + arguments, environment: ["HOME": home.path])
    }

    func text(of name: String) throws -> String {
      try String(contentsOfFile: "\(home.path)/\(name)", encoding: .utf8)
    }

    /// Gives the snapshot the time at which its nodes were last heard of.
    func setTime() throws {
      let name = "snapshot/importlint-snapshot.yaml"
      let lines = try text(of: name).split(separator: "\n").map {
        $0.hasPrefix("time: ") ? "time: 2025-06-02T06:00:00Z" : String($0)
      }
      try home.write(lines.joined(separator: "\n") + "\n", to: name)
    }
  }

  /// What is beside the resources of the recorded cluster.
  private static let others = ["nodes", "probes"].map { Checkout.fixture("ready-cluster/\($0)") }

  /// The verdict of each rule, with its counts.
  private static func counts(_ inputs: [String]) throws -> [String: VerdictCounts] {
    let run = try EngineRun(inputs, target: "Tests/Fixtures/ready-target.yaml")
    return Dictionary(
      run.judgement.rules.map { ($0.identity.id, $0.outcome.counts) }, uniquingKeysWith: { $1 })
  }

  @Test("what is collected says as much as an export of everything by kubectl")
  func everything() throws {
    let cluster = try Cluster()
    let run = try cluster.collect(["--name", "shop-prod"])
    #expect(run.code == 0, "\(run.text)\(run.errors)")
    #expect(run.lastLine == "everything is there")
    #expect(run.text.contains("importlint check \(cluster.home.path)/snapshot"))
    try cluster.setTime()
    let folder = cluster.home.path + "/snapshot"
    let manifest = try cluster.text(of: "snapshot/importlint-snapshot.yaml")
    #expect(!manifest.contains("state:"))
    // The exported folder says of nodes and probes what its manifest adds; the collected one does
    // not have that, so both are judged without it.
    let exported = try TemporaryFolder()
    for name in ["resources", "api-resources.txt", "version.json"] {
      try exported.link(name, to: Checkout.fixture("ready-cluster/\(name)"))
    }
    try exported.write(
      "schema: 1\ntime: 2025-06-02T06:00:00Z\nlists: whole\ncluster: {name: shop-prod}\n",
      to: "importlint-snapshot.yaml")
    let byKubectl = try Self.counts(
      ["resources", "api-resources.txt", "version.json", "importlint-snapshot.yaml"].map {
        "\(exported.path)/\($0)"
      } + Self.others)
    let collected = try Self.counts([folder] + Self.others)
    for (rule, counts) in byKubectl.sorted(by: { $0.key < $1.key }) {
      let other = try #require(collected[rule])
      #expect(other.unknown <= counts.unknown, "\(rule): \(counts) by kubectl, now \(other)")
    }
  }

  @Test("no value of a Secret is on the disk, and what rules read of Secrets is")
  func secrets() throws {
    let cluster = try Cluster { request in
      guard request.path == "/api/v1/secrets" else { return nil }
      func secret(_ name: String, _ data: String) -> String {
        """
        {"metadata": {"name": "\(name)", "namespace": "cattle-system", "uid": "u-\(name)",
          "labels": {"owner": "helm"},
          "annotations": {"kubectl.kubernetes.io/last-applied-configuration": "canary-1"}},
         "type": "Opaque", "data": {\(data)}}
        """
      }
      let url = Data("https://rancher.example.com".utf8).base64EncodedString()
      let password = Data("https://u:canary-2@rancher.example.com".utf8).base64EncodedString()
      let token = Data("canary-3".utf8).base64EncodedString()
      let items = [
        secret("cattle-credentials-1", #""url": "\#(url)", "token": "\#(token)""#),
        secret("cattle-credentials-2", #""url": "\#(password)""#),
        secret("fleet-agent", #""apiServerURL": "\#(url)", "token": "\#(token)""#),
        secret("web", #""url": "\#(token)""#), secret("empty", ""),
      ]
      return APIServer.Answer(
        """
        {"kind": "SecretList", "apiVersion": "v1", "metadata": {},
         "items": [\(items.joined(separator: ","))]}
        """)
    }
    let run = try cluster.collect()
    #expect(run.code == 0, "\(run.errors)")
    let text = try cluster.text(of: "snapshot/resources/secrets.yaml")
    let shown = [url("https://rancher.example.com")]
    for canary in ["canary-1", "canary-2", "canary-3", url("canary-3"), RecordedCluster.canary] {
      #expect(!text.contains(canary) && !run.errors.contains(canary))
    }
    #expect(!text.contains(url("https://u:canary-2@rancher.example.com")))
    for part in shown { #expect(text.ranges(of: part).count == 2) }
    #expect(text.contains("\"token\": \"***HIDDEN***\""))
    #expect(text.contains("\"owner\": \"helm\""))
    let inspected = try CommandRun.importlint(["inspect", cluster.home.path + "/snapshot"])
    #expect(!inspected.text.contains("problem"), "\(inspected.text)")
    for file in try FileManager.default.subpathsOfDirectory(
      atPath: cluster.home.path + "/snapshot")
    {
      let data = FileManager.default.contents(atPath: "\(cluster.home.path)/snapshot/\(file)")
      let text = String(decoding: data ?? Data(), as: UTF8.self)
      #expect(!text.contains(url("canary-3")), "\(file)")
    }
  }

  private func url(_ text: String) -> String { Data(text.utf8).base64EncodedString() }

  @Test("restricted rights and failures leave a valid snapshot that says what it lacks")
  func restricted() throws {
    let cluster = try Cluster { request in
      switch request.path {
      case "/api/v1/secrets":
        return .failure(403, "Forbidden", "secrets is forbidden: User w cannot list secrets")
      case "/apis/apps/v1/daemonsets": return .failure(500, "InternalError", "etcd is away")
      case "/api/v1/services":
        var answer = APIServer.Answer(#"{"kind": "ServiceList", "items": ["#)
        answer.lost = 100
        return answer
      case "/api/v1/pods" where request.earlier == 0:
        var answer = APIServer.Answer.failure(429, "TooManyRequests", "later")
        answer.headers = ["Retry-After: 0"]
        return answer
      case let path where path.hasSuffix("/configz"):
        return .failure(403, "Forbidden", "nodes is forbidden: no nodes/proxy")
      default: return nil
      }
    }
    let run = try cluster.collect()
    #expect(run.code == 3, "\(run.errors)")
    let manifest = try cluster.text(of: "snapshot/importlint-snapshot.yaml")
    #expect(manifest.contains("\"secrets\": {state: denied, reason: \"Error from server (Forb"))
    #expect(manifest.contains("\"daemonsets.apps\": {state: absent, reason: \"Error from"))
    #expect(manifest.contains("\"services\": {state: absent"))
    #expect(manifest.contains("\"pods\": complete"))
    #expect(run.text.contains("User w cannot list secrets"))
    #expect(run.text.contains("5 kubelets, denied"))
    try cluster.setTime()
    let check = try EngineRun(
      [cluster.home.path + "/snapshot"], target: "Tests/Fixtures/ready-target.yaml")
    #expect(check.code == 3, "\(check.lastLine)")
    #expect(check.judgement.problems.allSatisfy { $0.severity < .error })
  }

  @Test("pages are put together; pages that expire are asked for in one piece")
  func pages() throws {
    let cluster = try Cluster { request in
      guard request.path == "/api/v1/configmaps", request.query["limit"] == "500" else {
        return nil
      }
      if request.query["continue"] == nil {
        return APIServer.Answer(
          """
          {"kind": "ConfigMapList", "apiVersion": "v1",
           "metadata": {"resourceVersion": "7", "continue": "x", "remainingItemCount": 1},
           "items": [{"metadata": {"name": "first", "namespace": "default"}}]}
          """)
      }
      return .failure(410, "Expired", "The provided continue parameter is too old")
    }
    let run = try cluster.collect()
    #expect(run.code == 0, "\(run.text)\(run.errors)")
    let text = try cluster.text(of: "snapshot/resources/configmaps.json")
    #expect(!text.contains("\"first\""))
    #expect(text.contains("kube-root-ca.crt"))
  }

  @Test("what gives nothing to judge ends with 2 and leaves nothing behind")
  func nothing() throws {
    let expired = try Cluster { _ in .failure(401, "Unauthorized", "Unauthorized") }
    let run = try expired.collect()
    #expect(run.code == 2)
    #expect(run.lastLine.contains("could not collect: error: You must be logged in"))
    #expect(!FileManager.default.fileExists(atPath: expired.home.path + "/snapshot"))
    expired.server.stop()
    let away = try expired.collect(["--timeout", "5"])
    #expect(away.code == 2)
    let context = try expired.collect(["--context", "nowhere"])
    #expect(context.code == 2)
    #expect(context.lastLine.contains("nowhere"))
  }

  @Test("a call that takes too long is ended, and said")
  func slow() throws {
    let cluster = try Cluster { request in
      guard request.path == "/api/v1/events" else { return nil }
      var answer = APIServer.Answer(#"{"kind": "EventList", "apiVersion": "v1", "items": []}"#)
      answer.delay = 20
      return answer
    }
    let run = try cluster.collect(["--timeout", "2"])
    #expect(run.code == 3)
    let manifest = try cluster.text(of: "snapshot/importlint-snapshot.yaml")
    #expect(manifest.contains("\"events\": {state: absent"))
  }

  @Test("Ctrl-C leaves a valid part of a snapshot that says so")
  func interrupted() throws {
    let cluster = try Cluster { request in
      guard request.path == "/api/v1/services" else { return nil }
      var answer = APIServer.Answer(#"{"kind": "ServiceList", "apiVersion": "v1", "items": []}"#)
      answer.delay = 900
      return answer
    }
    let process = Process()
    process.executableURL = URL(filePath: Checkout.importlint)
    process.arguments = [
      "collect", "--kubectl", RealKubectl.path ?? "", "--kubeconfig", "\(cluster.home.path)/config",
      "--output", "\(cluster.home.path)/snapshot",
    ]
    process.environment = ProcessInfo.processInfo.environment
      .merging(["HOME": cluster.home.path]) { $1 }
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    while !cluster.server.requests.contains("/api/v1/services"), process.isRunning {
      Thread.sleep(forTimeInterval: 0.02)
    }
    process.interrupt()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == 3)
    let manifest = try cluster.text(of: "snapshot/importlint-snapshot.yaml")
    #expect(manifest.contains("\"configmaps\": complete"))
    #expect(manifest.contains("\"services\": {state: absent, reason: \"interrupted\"}"))
    let again = try cluster.collect(["--dry-run"])
    #expect(again.code == 0)
    let refused = try cluster.collect(["--timeout", "2"])
    #expect(refused.code == 2)
    #expect(refused.lastLine.contains("--force"))
    let forced = try cluster.collect(["--timeout", "2", "--force"])
    #expect(forced.code == 3)
    let check = try EngineRun([cluster.home.path + "/snapshot"], rancher: "2.13.1")
    #expect(check.code != 2, "\(check.lastLine)")
  }

  /// The API of a cluster that Rancher runs in, as far as it is asked for.
  @Sendable private static func rancher(_ request: APIServer.Request) -> APIServer.Answer? {
    let group = "/apis/management.cattle.io/v3"
    switch request.path {
    case "/apis":
      let version = #"{"groupVersion": "management.cattle.io/v3", "version": "v3"}"#
      let apps = #"{"groupVersion": "apps/v1", "version": "v1"}"#
      return APIServer.Answer(
        """
        {"kind": "APIGroupList", "apiVersion": "v1", "groups": [
          {"name": "management.cattle.io", "versions": [\(version)],
           "preferredVersion": \(version)},
          {"name": "apps", "versions": [\(apps)], "preferredVersion": \(apps)}]}
        """)
    case group:
      let entries = [("settings", "Setting"), ("features", "Feature"), ("clusters", "Cluster")]
        .map {
          """
          {"name": "\($0.0)", "singularName": "", "namespaced": false, "kind": "\($0.1)",
           "verbs": ["get", "list"]}
          """
        }
      return APIServer.Answer(
        """
        {"kind": "APIResourceList", "apiVersion": "v1",
         "groupVersion": "management.cattle.io/v3",
         "resources": [\(entries.joined(separator: ","))]}
        """)
    case group + "/settings/server-url":
      return APIServer.Answer(
        """
        {"apiVersion": "management.cattle.io/v3", "kind": "Setting",
         "metadata": {"name": "server-url"}, "value": "https://rancher.example.com"}
        """)
    case group + "/features":
      return APIServer.Answer(
        """
        {"apiVersion": "management.cattle.io/v3", "kind": "FeatureList", "metadata": {},
         "items": [{"metadata": {"name": "fleet"}, "status": {"default": true}}]}
        """)
    case group + "/clusters":
      return APIServer.Answer(
        """
        {"apiVersion": "management.cattle.io/v3", "kind": "ClusterList", "metadata": {},
         "items": [{"metadata": {"name": "c-abcde"},
           "spec": {"displayName": "shop", "importedConfig": {"kubeConfig": "canary"}}}]}
        """)
    case "/apis/apps/v1/namespaces/cattle-system/deployments/rancher":
      return APIServer.Answer(
        """
        {"apiVersion": "apps/v1", "kind": "Deployment",
         "metadata": {"name": "rancher", "namespace": "cattle-system"},
         "spec": {"template": {"spec": {"containers": [{"name": "rancher",
           "image": "rancher/rancher:v2.13.1", "env": [{"name": "X", "value": "canary"}]}]}}}}
        """)
    default: return nil
    }
  }

  @Test("the Rancher to join says what a target file is made of, and no Secret")
  func rancher() throws {
    let cluster = try Cluster(Self.rancher)
    let run = try cluster.collect(["--rancher-server"], output: "rancher")
    #expect(run.code == 0, "\(run.text)\(run.errors)")
    let settings = try cluster.text(of: "rancher/resources/settings.management.cattle.io.json")
    #expect(settings.contains("https://rancher.example.com"))
    let clusters = try cluster.text(of: "rancher/resources/clusters.management.cattle.io.yaml")
    #expect(clusters.contains("displayName: \"shop\"") && !clusters.contains("canary"))
    let deployment = try cluster.text(of: "rancher/resources/deployments.apps.yaml")
    #expect(deployment.contains("rancher/rancher:v2.13.1") && !deployment.contains("canary"))
    #expect(!cluster.server.requests.contains { $0.contains("secrets") })
    let inspected = try CommandRun.importlint(["inspect", cluster.home.path + "/rancher"])
    #expect(inspected.code == 0, "\(inspected.text)")
  }

  @Test("an archive is what is judged")
  func archive() throws {
    let cluster = try Cluster()
    let run = try cluster.collect(output: "s.tar.gz")
    #expect(run.code == 0, "\(run.errors)")
    #expect(!FileManager.default.fileExists(atPath: cluster.home.path + "/s.tar.gz.unfinished"))
    let check = try EngineRun([cluster.home.path + "/s.tar.gz"], rancher: "2.13.1")
    #expect(check.code != 2, "\(check.lastLine)")
    let again = try cluster.collect(output: "s.tar.gz")
    #expect(again.code == 2)
    #expect(again.lastLine.contains("is there already"))
  }
}

@Suite("importlint collect, without a cluster")
struct CollectOutputTests {
  @Test("--dry-run prints each call, as a shell takes it")
  func dryRun() throws {
    let run = try CommandRun.importlint(["collect", "--dry-run", "--context", "a b"])
    #expect(run.code == 0)
    let lines = run.text.split(separator: "\n").map(String.init)
    #expect(
      lines.contains(
        "kubectl get nodes.v1. -A -o=json --chunk-size=500 --context='a b' "
          + "--request-timeout=60s  # snapshot/resources/nodes.json"))
    #expect(lines.contains { $0.contains("get deployments.apps -A") })
    #expect(lines.contains { $0.contains("*.constraints.gatekeeper.sh") && $0.hasPrefix("#") })
    let script = try TemporaryFolder()
    try script.write(run.text, to: "script")
    let shell = try CommandRun(
      file: "/bin/sh", ["-n", script.path + "/script"], folder: "/", input: nil, environment: [:])
    #expect(shell.code == 0, "\(shell.errors)")
    let without = try CommandRun.importlint(["collect", "--dry-run", "--no-secrets"])
    #expect(!without.text.contains("get secrets"))
  }

  @Test("--print-rbac prints the least role, which only reads")
  func role() throws {
    let run = try CommandRun.importlint(["collect", "--print-rbac"])
    #expect(run.code == 0)
    let verbs = Set(
      run.text.split(separator: "\n").filter { $0.contains("verbs:") }.map(String.init))
    #expect(verbs == ["    verbs: [get]", "    verbs: [list]"])
    #expect(run.text.contains("      - \"secrets\"\n"))
    #expect(run.text.contains("nodes/proxy"))
    let less = try CommandRun.importlint(
      ["collect", "--print-rbac", "--no-secrets", "--no-kubelets"])
    #expect(!less.text.contains("secrets\"") && !less.text.contains("nodes/proxy"))
    let rancher = try CommandRun.importlint(["collect", "--print-rbac", "--rancher-server"])
    #expect(rancher.text.contains("resourceNames: [agent-tls-mode, cacerts"))
  }

  @Test("a folder of others is left alone")
  func occupied() throws {
    let folder = try TemporaryFolder()
    try folder.write("mine", to: "notes.txt")
    let run = try CommandRun.importlint(
      ["collect", "--output", folder.path, "--force", "--kubectl", "/nowhere/kubectl"])
    #expect(run.code == 2)
    #expect(run.lastLine.contains("is not empty"))
    let missing = try CommandRun.importlint(
      ["collect", "--output", folder.path + "/new", "--kubectl", "/nowhere/kubectl"])
    #expect(missing.code == 2)
    #expect(missing.lastLine == "could not collect: there is no /nowhere/kubectl")
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/new"))
  }
}
