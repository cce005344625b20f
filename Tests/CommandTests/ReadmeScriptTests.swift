import Checkout
import Foundation
import Testing

@Suite(
  "the README's script for machines without importlint", .needsKubectl, .timeLimit(.minutes(10)))
struct ReadmeScriptTests {
  @Test("it makes a snapshot that says what it is, without a value of a Secret")
  func script() throws {
    let readme = try String(contentsOfFile: Checkout.path("README.md"), encoding: .utf8)
    let blocks = readme.components(separatedBy: "```sh\n").dropFirst()
      .compactMap { $0.components(separatedBy: "\n```").first }
    let script = try #require(blocks.first { $0.contains("kubectl get secrets") })
    let recorded = try RecordedCluster(Checkout.fixture("ready-cluster"))
    let server = try APIServer { request in
      request.path == "/apis/apps/v1/daemonsets"
        ? .failure(403, "Forbidden", "daemonsets is forbidden: User w") : recorded.answer(request)
    }
    defer { server.stop() }
    let folder = try TemporaryFolder()
    let kubectl = try #require(RealKubectl.path)
    try folder.write("#!/bin/sh\nexec '\(kubectl)' \"$@\"\n", to: "kubectl")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: folder.path + "/kubectl")
    let config = """
      apiVersion: v1
      kind: Config
      current-context: a
      contexts: [{name: a, context: {cluster: c, user: u}}]
      clusters: [{name: c, cluster: {server: "http://127.0.0.1:\(server.port)"}}]
      users: [{name: u, user: {}}]
      """
    try folder.write(config, to: "config")
    let run = try CommandRun(
      file: "/bin/sh", ["-c", script], folder: folder.path, input: nil,
      environment: [
        "HOME": folder.path, "KUBECONFIG": folder.path + "/config",
        "PATH": folder.path + ":/usr/bin:/bin",
      ])
    #expect(run.code == 0, "\(run.errors)")
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path + "/snapshot")
    #expect(files.contains("resources/pods.yaml") && files.contains("resources/secrets.yaml"))
    for file in files {
      let data = FileManager.default.contents(atPath: "\(folder.path)/snapshot/\(file)") ?? Data()
      #expect(!String(decoding: data, as: UTF8.self).contains(RecordedCluster.canary), "\(file)")
    }
    let inspected = try CommandRun.importlint(["inspect", folder.path + "/snapshot"])
    #expect(inspected.code == 0)
    #expect(inspected.text.contains("daemonsets.apps"), "\(inspected.text)")
    let check = try EngineRun([folder.path + "/snapshot"], rancher: "2.13.1")
    let daemonSets = check.judgement.findings.filter {
      $0.verdict == .unknown && $0.grounds.missing.contains { $0.text.contains("daemonsets") }
    }
    #expect(!daemonSets.isEmpty)
  }
}
