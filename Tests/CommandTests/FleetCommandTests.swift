import Checkout
import Foundation
import Testing

@Suite("the commands of a fleet")
struct FleetCommandTests {
  private static let target = Checkout.root + "/Tests/Fixtures/ready-target.yaml"
  private static let snapshot = Checkout.root + "/Tests/Fixtures/ready-cluster"

  /// What the tests read of a row.
  private struct Row: Decodable {
    struct Judged: Decodable { let readiness: String }
    let name: String
    let labels: [String: String]
    let notJudged: String?
    let judgement: Judged?
  }

  /// A list of copies of the ready cluster, told apart by the uid of kube-system; some lack a file.
  private func fleet(_ count: Int) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    var list = "schema: 1\nclusters:\n"
    for index in 0..<count {
      let snapshot = "\(folder.path)/snapshots/c\(index)"
      try FileManager.default.createDirectory(
        atPath: folder.path + "/snapshots", withIntermediateDirectories: true)
      try FileManager.default.copyItem(atPath: Self.snapshot, toPath: snapshot)
      try giveUID("uid-\(index)", to: snapshot)
      list +=
        "  - {name: c\(index), inputs: [snapshots/c\(index)], labels: {ring: \"\(index % 2)\"}}\n"
    }
    try folder.write(list, to: "fleet.yaml")
    return folder
  }

  private func giveUID(_ uid: String, to snapshot: String) throws {
    let files = try FileManager.default.subpathsOfDirectory(atPath: snapshot)
    let name = try #require(files.first { $0.hasPrefix("resources/namespaces") })
    let file = URL(filePath: "\(snapshot)/\(name)")
    let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    let old = try #require(text.firstMatch(of: /name: kube-system\n.*\n +uid: "(.+)"/)?.1)
    try Data(text.replacingOccurrences(of: String(old), with: uid).utf8).write(to: file)
  }

  private func check(
    _ folder: TemporaryFolder, _ more: [String], environment: [String: String] = [:]
  ) throws -> CommandRun {
    try CommandRun.importlint(
      ["fleet", "check", "fleet.yaml", "--target", Self.target] + more, in: folder.path,
      environment: environment)
  }

  private func rows(_ data: Data) throws -> [Row] {
    try data.split(separator: UInt8(ascii: "\n")).map {
      try JSONDecoder().decode(Row.self, from: Data($0))
    }
  }

  @Test("shards of whatever engine, in whatever order, merge to the same bytes")
  func shards() throws {
    let folder = try fleet(5)
    let whole = try check(folder, [])
    #expect(whole.code == 0, "\(whole.errors)")
    #expect(try rows(whole.output).map(\.name) == ["c0", "c1", "c2", "c3", "c4"])
    #expect(whole.lastLine == "5 rows of 5 clusters")
    try folder.write(whole.text, to: "whole.ndjson")
    let engines: [[(options: [String], environment: [String: String])]] = [
      (0..<2).map { (["--shards", "2"], ["JOB_COMPLETION_INDEX": "\($0)"]) },
      (1...3).map { ([], ["CI_NODE_INDEX": "\($0)", "CI_NODE_TOTAL": "3"]) },
      (0..<2).map {
        (
          [],
          [
            "SLURM_ARRAY_TASK_ID": "\($0)", "SLURM_ARRAY_TASK_MIN": "0",
            "SLURM_ARRAY_TASK_COUNT": "2",
          ]
        )
      },
    ]
    for (number, shards) in engines.enumerated() {
      let out = "rows-\(number)"
      for shard in shards.reversed() {
        let run = try check(folder, ["--out", out] + shard.options, environment: shard.environment)
        #expect(run.code == 0, "\(run.errors)")
        #expect(run.output.isEmpty)
      }
      for format in ["text", "html", "json", "csv", "sarif", "prometheus", "rows"] {
        let merges = try [out, "whole.ndjson"].map { rows in
          try CommandRun.importlint(
            ["fleet", "merge", rows, "--expect", "fleet.yaml", "--format", format],
            in: folder.path)
        }
        #expect(merges[0].output == merges[1].output)
        #expect(merges.map(\.code) == [0, 0], "\(merges[0].errors)")
      }
    }
  }

  @Test("an unchanged cluster is not judged again; a changed one, and one whose labels changed, is")
  func unchanged() throws {
    let folder = try fleet(3)
    let arguments = ["--out", "rows", "--keep-reports", "reports"]
    let first = try check(folder, arguments)
    #expect(first.lastLine == "3 rows of 3 clusters")
    #expect(FileManager.default.fileExists(atPath: folder.path + "/reports/c0.html"))
    #expect(try check(folder, arguments).lastLine == "3 rows of 3 clusters, 3 unchanged")
    try folder.write("resolv\n", to: "snapshots/c1/nodes/new/etc/x")
    #expect(try check(folder, arguments).lastLine == "3 rows of 3 clusters, 2 unchanged")
    try FileManager.default.removeItem(atPath: folder.path + "/reports/c0.html")
    #expect(try check(folder, arguments).lastLine == "3 rows of 3 clusters, 2 unchanged")
    // A report of another judgement is not this one's.
    let selected = ["--select", "active-systemd-resolved"]
    #expect(try check(folder, arguments + selected).lastLine == "3 rows of 3 clusters")
    #expect(try check(folder, ["--out", "rows"]).lastLine == "3 rows of 3 clusters")
    #expect(try check(folder, arguments).lastLine == "3 rows of 3 clusters")
    #expect(
      try check(folder, arguments + ["--fail-on", "note"]).lastLine == "3 rows of 3 clusters")
    // A torn row is none.
    try folder.write("{\"kind\":", to: "rows/c2.ndjson")
    #expect(
      try check(folder, arguments + ["--fail-on", "note"]).lastLine
        == "3 rows of 3 clusters, 2 unchanged")
  }

  @Test(
    "a cluster is judged again where the CA changed that its target names",
    arguments: [true, false])
  func changedAuthority(isOwn: Bool) throws {
    let folder = try fleet(1)
    let certificate =
      Self.snapshot
      + "/nodes/rdy-cp-2/var/lib/rancher/rke2/server/tls/serving-kube-apiserver.crt"
    let text = try String(contentsOfFile: certificate, encoding: .utf8)
    try folder.write(text, to: "certs/ca.pem")
    let target = try String(contentsOfFile: Self.target, encoding: .utf8)
    try folder.write(
      target.replacingOccurrences(of: "caFile: \"\"", with: "caFile: certs/ca.pem"), to: "own.yaml")
    if isOwn {
      try folder.write(
        "schema: 1\nclusters: [{name: c0, inputs: [snapshots/c0], target: own.yaml}]\n",
        to: "fleet.yaml")
    }
    let arguments = ["fleet", "check", "fleet.yaml", "--target", "own.yaml", "--out", "rows"]
    func lastLine() throws -> String {
      try CommandRun.importlint(arguments, in: folder.path).lastLine
    }
    #expect(try lastLine() == "1 row of 1 cluster")
    #expect(try lastLine() == "1 row of 1 cluster, 1 unchanged")
    try folder.write(text + "\n", to: "certs/ca.pem")
    #expect(try lastLine() == "1 row of 1 cluster")
  }

  @Test("a cluster that cannot be read is a row and disturbs no other")
  func isolation() throws {
    let folder = try fleet(1)
    try folder.write("\u{1F}\u{8B}", to: "broken.tar.gz")
    try folder.write("rancher: {vresion: 2.13.1}", to: "wrong.yaml")
    try folder.write(
      """
      schema: 1
      clusters:
        - {name: broken, inputs: [broken.tar.gz]}
        - {name: fine, inputs: [snapshots/c0]}
        - {name: mistaken, inputs: [snapshots/c0], target: wrong.yaml}
      """, to: "fleet.yaml")
    let run = try check(folder, [])
    #expect(run.code == 0)
    #expect(run.lastLine == "3 rows of 3 clusters, 2 not judged")
    let rows = try rows(run.output)
    #expect(rows.map(\.name) == ["broken", "fine", "mistaken"])
    #expect(rows[2].notJudged?.hasPrefix("wrong.yaml:1:") == true)
    #expect(rows.map { $0.judgement?.readiness } == [nil, "ready", nil])
    try folder.write(run.text, to: "rows.ndjson")
    let merge = try CommandRun.importlint(["fleet", "merge", "rows.ndjson"], in: folder.path)
    #expect(merge.code == 2)
    #expect(merge.lastLine == "not judged as a whole: 3 clusters: 1 ready, 2 not judged")
  }

  // MARK: Killing

  private func start(_ folder: TemporaryFolder, _ more: [String] = []) throws -> Process {
    let process = Process()
    process.executableURL = URL(filePath: Checkout.importlint)
    process.arguments =
      ["fleet", "check", "fleet.yaml", "--target", Self.target, "--out", "rows"] + more
    process.currentDirectoryURL = URL(filePath: folder.path)
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  /// Not by tasks: other tests may keep all of their threads, and the moment would pass.
  private func wait(_ condition: () -> Bool) {
    for _ in 0..<6000 {
      if condition() { return }
      usleep(10_000)
    }
  }

  /// Stops the process of the second cluster while it judges.
  private func stop(in process: Process) throws -> Int32 {
    var found: Int32?
    wait {
      found = Self.child(of: process.processIdentifier, naming: "snapshots/c1")
      return found != nil || !process.isRunning
    }
    let child = try #require(found)
    kill(child, SIGSTOP)
    return child
  }

  @Test("a run that is ended keeps whole rows; a process that is killed or hangs is a row")
  func killed() throws {
    let folder = try fleet(2)
    func reason() throws -> String? {
      let row = try rows(Data(contentsOf: URL(filePath: folder.path + "/rows/c1.ndjson")))
      return row.first?.notJudged
    }
    let interrupted = try start(folder)
    let orphan = try stop(in: interrupted)
    wait { FileManager.default.fileExists(atPath: folder.path + "/rows/c0.ndjson") }
    interrupted.terminate()
    interrupted.waitUntilExit()
    #expect(interrupted.terminationStatus == 2)
    #expect(kill(orphan, 0) != 0, "it ends with the run")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/rows")
    #expect(names == ["c0.ndjson"])

    let again = try start(folder)
    kill(try stop(in: again), SIGKILL)
    again.waitUntilExit()
    #expect(again.terminationStatus == 0)
    #expect(try reason() == "its process ended by signal 9, as where memory runs out")

    let slow = try start(folder, ["--timeout", "2"])
    _ = try stop(in: slow)
    slow.waitUntilExit()
    #expect(slow.terminationStatus == 0)
    #expect(try reason() == "it was not judged within 2 s")
  }

  @Test("a run that is killed outright loses nothing: it is said, and the next run goes on")
  func killedOutright() throws {
    let folder = try fleet(3)
    try folder.write(try check(folder, []).text, to: "whole.ndjson")
    func merge(_ rows: String) throws -> CommandRun {
      try CommandRun.importlint(
        ["fleet", "merge", rows, "--expect", "fleet.yaml", "--format", "json"], in: folder.path)
    }
    let process = try start(folder, ["--jobs", "1"])
    let child = try stop(in: process)
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    // What a run leaves that is killed while it writes.
    try folder.write("{\"kind\":\"importlint-fleet-row\",", to: "rows/.c1.ndjson.a1b2c3")
    #expect(try merge("rows").code == 3)
    #expect(try merge("rows").lastLine == "inconclusive: 1 cluster: 1 ready, 2 missing")
    // Its process goes on without it, and is in nobody's way.
    kill(child, SIGCONT)
    #expect(
      try check(folder, ["--out", "rows"]).lastLine == "3 rows of 3 clusters, 1 unchanged")
    let merged = try merge("rows")
    #expect(merged.output == (try merge("whole.ndjson")).output)
    #expect(merged.code == 0)
    wait { kill(child, 0) != 0 }
  }

  /// The process that another one started with an argument.
  private static func child(of parent: Int32, naming argument: String) -> Int32? {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.compactMap { Int32($0) }.first { number in
      func read(_ name: String) -> String {
        let data = try? Data(contentsOf: URL(filePath: "/proc/\(number)/\(name)"))
        return String(decoding: data ?? Data(), as: UTF8.self)
      }
      return read("status").contains("\nPPid:\t\(parent)\n") && read("cmdline").contains(argument)
    }
  }

  @Test("what became of clusters since earlier rows is shown, and decides nothing")
  func baseline() throws {
    let folder = try fleet(2)
    let first = try check(folder, [])
    try folder.write(first.text.split(separator: "\n")[0] + "\n{\"kind\":", to: "old/rows.ndjson")
    try folder.write(
      "nameserver 127.0.0.53\n", to: "snapshots/c0/nodes/rdy-cp-1/etc/resolv.conf")
    try folder.write(try check(folder, []).text, to: "new.ndjson")
    func merge(_ more: [String]) throws -> CommandRun {
      try CommandRun.importlint(["fleet", "merge", "new.ndjson"] + more, in: folder.path)
    }
    let alone = try merge([])
    let compared = try merge(["--baseline", "old"])
    #expect(compared.code == alone.code && compared.lastLine == alone.lastLine)
    #expect(!alone.text.contains("Trend"))
    for words in ["ready no longer: c0", "added: c1", "1 new", "old/rows.ndjson:2 breaks off"] {
      #expect(compared.text.contains(words), "\(words)")
    }
    let none = try merge(["--baseline", "snapshots"])
    #expect(none.code == 2 && none.lastLine.contains("the baseline snapshots has no row"))
    let over = try merge(["--baseline", "old/rows.ndjson", "--format", "json=old/rows.ndjson"])
    #expect(over.lastLine.contains("one of the inputs"))
  }

  @Test("mistakes end the run before anything is judged")
  func mistakes() throws {
    let folder = try fleet(1)
    for (arguments, words) in [
      (["--shard", "2/1"], "such as 3/10"), (["--rancher", "all"], "one version of Rancher"),
      (["--select", "no-such-rule"], "no-such-rule"), (["--waivers", "none.yaml"], "none.yaml"),
      (["--shards", "3"], "--shard K/3"), (["--max-age", "3d"], "--max-age"),
    ] {
      let run = try check(folder, arguments)
      #expect(run.code == 2, "\(arguments)")
      #expect(run.lastLine.contains(words), "\(run.lastLine)")
      #expect(run.output.isEmpty)
    }
    let none = try CommandRun.importlint(["fleet", "merge", "none"], in: folder.path)
    #expect(none.code == 2)
    let over = try CommandRun.importlint(
      ["fleet", "merge", "fleet.yaml", "--format", "json=fleet.yaml"], in: folder.path)
    #expect(over.lastLine.contains("one of the inputs"))
  }
}
