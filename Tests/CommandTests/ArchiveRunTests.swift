import Archives
import Checkout
import Foundation
import Testing

/// A cluster from an archive is judged as the same cluster from the folder.
@Suite("Runs on archives")
struct ArchiveRunTests {
  private static let target = Checkout.fixture("ready-target.yaml")

  /// A report without the manifest of files and the names of the inputs, in which paths begin
  /// where the snapshot does.
  private static func report(_ inputs: [String], prefix: String) throws -> String {
    let text = String(decoding: try EngineRun(inputs, target: target).json, as: UTF8.self)
    var result = try #require(
      JSONSerialization.jsonObject(with: Data(text.replacing(prefix, with: "@/").utf8))
        as? [String: Any])
    result["artifacts"] = nil
    result["run"] = nil
    let data = try JSONSerialization.data(
      withJSONObject: result, options: [.sortedKeys, .prettyPrinted])
    return String(decoding: data, as: UTF8.self).replacing("\\/", with: "/")
  }

  /// A folder's path as reports show it.
  private static func path(_ folder: TemporaryFolder) -> String {
    "/" + folder.path.split(separator: "/").joined(separator: "/")
  }

  /// Something fails, something is unknown, something is odd: all kinds of places.
  private static func damagedCluster(in folder: TemporaryFolder) throws -> String {
    let copy = path(folder) + "/cluster"
    try FileManager.default.copyItem(atPath: Checkout.fixture("ready-cluster"), toPath: copy)
    try Data("nameserver 127.0.0.1\n".utf8).write(
      to: URL(filePath: copy + "/nodes/rdy-wk-1/etc/resolv.conf"))
    try FileManager.default.removeItem(atPath: copy + "/resources/namespaces.yaml")
    try Data("a: [1".utf8).write(to: URL(filePath: copy + "/resources/odd.yaml"))
    return copy
  }

  @Test("give the verdicts of the folder", arguments: PackedArchive.Form.ofFolders)
  func verdicts(form: PackedArchive.Form) throws {
    let folder = try TemporaryFolder()
    let cluster = try Self.damagedCluster(in: folder)
    let expected = try Self.report([cluster], prefix: cluster + "/")
    #expect(expected.contains("\"path\" : \"@/nodes/rdy-wk-1/etc/resolv.conf\""))
    for root in ["", "./", "cluster/", "./a/b/cluster/"] {
      let archive = "\(Self.path(folder))/\(UUID().uuidString).\(form.rawValue)"
      let entries = PackedArchive.files(of: cluster, prefix: root)
      try Data(PackedArchive.bytes(form, entries)).write(to: URL(filePath: archive))
      let shown = root.hasPrefix("./") ? String(root.dropFirst(2)) : root
      #expect(try Self.report([archive], prefix: "\(archive)//\(shown)") == expected)
    }
  }

  @Test("are read from the standard input too", arguments: PackedArchive.Form.ofFolders)
  func standardInput(form: PackedArchive.Form) throws {
    let folder = try TemporaryFolder()
    let entries = PackedArchive.files(of: Checkout.fixture("ready-cluster"), prefix: "ready/")
    let archive = "\(folder.path)/ready.\(form.rawValue)"
    try Data(PackedArchive.bytes(form, entries)).write(to: URL(filePath: archive))
    let executable = Checkout.importlint
    for command in ["cat \(archive) | \(executable)", "\(executable) < \(archive)"] {
      let (before, after) =
        command.hasPrefix("cat") ? (command, "") : (executable, " < \(archive)")
      let run = try CommandRun(
        file: "/bin/sh", ["-c", "\(before) check - --target \(Self.target)\(after)"],
        folder: folder.path, input: nil, environment: [:])
      #expect(run.code == 0, "\(run.errors)")
      #expect(run.text.hasPrefix("READY"))
    }
  }

  @Test("real archives give what their folders give", .needsShared, arguments: realArchives)
  func real(name: String) throws {
    let folder = try TemporaryFolder()
    let archive = try #require(Checkout.shared) + "/snapshots/" + name
    var unpacked = Self.path(folder) + "/unpacked"
    try FileManager.default.createDirectory(atPath: unpacked, withIntermediateDirectories: true)
    let tar = try CommandRun(
      file: "/bin/tar", ["xzf", archive, "-C", unpacked], folder: folder.path, input: nil,
      environment: [:])
    try #require(tar.code == 0, "\(tar.errors)")
    var shown = archive + "//"
    while let inner = Self.onlyFolder(in: unpacked) {
      unpacked += "/" + inner
      shown += inner + "/"
    }
    // That bundle holds no object. Of all others something is judged.
    let judged = try EngineRun([archive], target: Self.target)
    #expect(name.contains("missing-version") == (judged.code == 2), "\(judged.lastLine)")
    // Where nothing is read, the input itself is named.
    let fromFolder = try Self.report([unpacked], prefix: unpacked + "/")
    let fromArchive = try Self.report([archive], prefix: shown)
    #expect(
      fromArchive.replacing(shown.dropLast(), with: "@").replacing(archive, with: "@")
        == fromFolder.replacing(unpacked, with: "@"))
  }

  /// The folder that is all that a folder holds; nil if there is none.
  private static func onlyFolder(in folder: String) -> String? {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    guard names.count == 1,
      (try? FileManager.default.contentsOfDirectory(
        atPath: "\(folder)/\(names[0])")) != nil
    else { return nil }
    return names[0]
  }

  static var realArchives: [String] {
    [
      "must-gather-metal.tar.gz", "sonobuoy-0.9.tar.gz",
      "rancher-logs-collector/ready-cp-1-2026-11-23_07_30_00.tar.gz",
      "rancher-logs-collector/ready-wk-1-2026-11-23_07_30_00.tar.gz",
      "supportability-review/k3s-external-db.tar.gz", "supportability-review/rke1.tar.gz",
      "support-bundles/test__baselines__preflight-v1beta2__baseline.tar.gz",
      "support-bundles/testdata__supportbundle__missing-version.tar.gz",
      "support-bundles/testdata__supportbundle__support-bundle.tar.gz",
    ]
  }

  @Test("a gzip that is truncated anywhere is never ready")
  func truncated() throws {
    let folder = try TemporaryFolder()
    let entries = PackedArchive.files(of: Checkout.fixture("ready-cluster"), prefix: "ready/")
    let bytes = PackedArchive.bytes(.tarGzip, entries)
    let archive = folder.path + "/ready.tar.gz"
    var codes: Set<Int32> = []
    for count in Array(stride(from: 0, to: bytes.count, by: 997)) + [bytes.count - 1] {
      try Data(bytes[..<count]).write(to: URL(filePath: archive))
      let run = try EngineRun([archive], target: Self.target)
      #expect(run.code == 2 || run.code == 3, "\(count) of \(bytes.count): \(run.lastLine)")
      codes.insert(run.code)
    }
    #expect(codes == [2, 3])
    try Data(bytes).write(to: URL(filePath: archive))
    #expect(try EngineRun([archive], target: Self.target).code == 0)
  }

  @Test("a place in an archive is archive and member, and in SARIF a nested artifact")
  func places() throws {
    let folder = try TemporaryFolder()
    let cluster = try Self.damagedCluster(in: folder)
    let archive = folder.path + "/b.tar.gz"
    let entries = PackedArchive.files(of: cluster, prefix: "cluster/")
    try Data(PackedArchive.bytes(.tarGzip, entries)).write(to: URL(filePath: archive))
    let text = try CommandRun.importlint(
      ["check", "b.tar.gz", "--target", Self.target], in: folder.path
    ).text
    #expect(text.contains("--> b.tar.gz//cluster/nodes/rdy-wk-1/etc/resolv.conf:1:12"))
    let sarif = try CommandRun.importlint(
      ["check", "b.tar.gz", "--target", Self.target, "--format", "sarif"], in: folder.path
    ).output
    let log = try JSONDecoder().decode(Log.self, from: sarif)
    let run = try #require(log.runs.first)
    let parent = try #require(run.artifacts.firstIndex { $0.location.uri == "b.tar.gz" })
    #expect(run.artifacts[parent].hashes?.sha256.count == 64)
    let member = try #require(
      run.artifacts.firstIndex { $0.location.uri == "cluster/nodes/rdy-wk-1/etc/resolv.conf" })
    #expect(run.artifacts[member].parentIndex == parent)
    let places = run.results.flatMap { $0.locations ?? [] }.compactMap {
      $0.physicalLocation?.artifactLocation
    }
    #expect(places.contains { $0.index == member && $0.uri == run.artifacts[member].location.uri })
  }

  private struct Log: Decodable {
    struct Run: Decodable {
      let artifacts: [Artifact]
      let results: [Result]
    }
    struct Artifact: Decodable {
      let location: FileLocation
      let parentIndex: Int?
      let hashes: Hashes?
    }
    struct Hashes: Decodable {
      let sha256: String
      enum CodingKeys: String, CodingKey { case sha256 = "sha-256" }
    }
    struct Result: Decodable { let locations: [Location]? }
    struct Location: Decodable { let physicalLocation: PhysicalLocation? }
    struct PhysicalLocation: Decodable { let artifactLocation: FileLocation }
    struct FileLocation: Decodable {
      let uri: String
      let index: Int?
    }
    let runs: [Run]
  }
}
