import Checkout
import Foundation
import Reports
import Snapshots
import Testing

@testable import Engine

/// Snapshots that are shown to others: judged alike, without a name of the original.
@Suite struct AnonymizeTests {
  private static let cluster = "\(Checkout.root)/Tests/Fixtures/ready-cluster"
  private static let target = "\(Checkout.root)/Tests/Fixtures/ready-target.yaml"

  private func anonymized(_ inputs: [String], _ folder: String, _ more: [String] = []) throws
    -> CommandRun
  {
    try CommandRun.importlint(["anonymize"] + inputs + ["--output", folder] + more)
  }

  @Test func aSnapshotIsJudgedAlike() throws {
    let scratch = try TemporaryFolder()
    let folder = scratch.path + "/out"
    // Of a probe with certificates nothing counts in a copy.
    let run = try anonymized(
      [Self.cluster], folder, ["--target", Self.target, "--exclude", "probes"])
    #expect(run.code == 0, "\(run.errors)")
    var request = CheckRequest(
      inputs: [Self.cluster], target: TargetRequest(file: Self.target))
    request.filter = PathFilter(include: [], exclude: ["probes"])
    let before = EngineRun(request)
    let after = try EngineRun([folder], target: folder + ".target.yaml")
    let counts = Dictionary(after.judgement.rules.map { ($0.id, $0.outcome.counts) }) { $1 }
    for rule in before.judgement.rules {
      #expect(counts[rule.id] == rule.outcome.counts, "\(rule.id)")
    }
    #expect(after.code == before.code)
    let names = try OriginalNames(below: [Self.cluster])
    #expect(names.count > 50)
    let left = try names.left(below: folder)
    #expect(left.isEmpty, "\(left)")
  }

  @Test func theFolderIsItsOwnersAndNothingIsWrittenOver() throws {
    let scratch = try TemporaryFolder()
    let folder = scratch.path + "/out"
    #expect(try anonymized([Self.cluster], folder).code == 0)
    for (path, mode) in [
      (folder, 0o700), (folder + "/version.json", 0o600), (folder + ".map.json", 0o600),
    ] {
      let found = try FileManager.default.attributesOfItem(atPath: path)
      #expect(found[.posixPermissions] as? Int == mode, "\(path)")
    }
    #expect(try anonymized([Self.cluster], folder).code == 2)
    let inside = try anonymized(
      [Self.cluster], scratch.path + "/b", ["--map", scratch.path + "/b/m"])
    #expect(inside.code == 2)
    #expect(!FileManager.default.fileExists(atPath: scratch.path + "/b"))
  }

  @Test func reportsHaveNoNamesAndComeBack() throws {
    let scratch = try TemporaryFolder()
    let map = scratch.path + "/map.json"
    let check = ["check", "demo/snapshot", "--target", "demo/target.yaml"]
    let plain = try CommandRun.importlint(check + ["--format", "json"])
    let run = try CommandRun.importlint(check + ["--format", "json", "--anonymize", "--map", map])
    #expect(run.code == plain.code, "\(run.errors)")
    #expect(!run.text.contains("shop-") && !run.errors.contains("shop-"))
    #expect(plain.text.contains("shop-"))
    try scratch.write(run.text, to: "report.json")
    let back = try CommandRun.importlint(
      ["anonymize", "--restore", scratch.path + "/report.json", "--map", map])
    #expect(back.code == 0)
    // Findings are in the order of their subjects, and the names of those were others.
    try scratch.write(back.text, to: "back.json")
    let again = try CommandRun.importlint(
      ["report", scratch.path + "/back.json", "--format", "json"])
    #expect(again.text == plain.text)
  }

  @Test func aReportIsNotWrittenOverWhatTheTargetNames() throws {
    let scratch = try TemporaryFolder()
    try scratch.write(
      "rancher: {version: 2.13.1, url: \"https://r.example.com\", caFile: ca.pem}\n",
      to: "target.yaml")
    try scratch.write("not touched\n", to: "ca.pem")
    let run = try CommandRun.importlint([
      "check", Self.cluster, "--target", scratch.path + "/target.yaml", "--anonymize",
      "--format", "json=\(scratch.path)/ca.pem",
    ])
    #expect(run.code == 2)
    #expect(run.lastLine.hasPrefix("could not report: a report would be written over "))
    let left = try String(contentsOfFile: scratch.path + "/ca.pem", encoding: .utf8)
    #expect(left == "not touched\n")
  }

  @Test func theAgeIsSaid() throws {
    let run = try CommandRun.importlint(
      ["check", "demo/snapshot", "--target", "demo/target.yaml", "--anonymize"])
    #expect(run.errors.contains("the snapshot is "), "\(run.errors)")
  }

  @Test(arguments: ReportFormat.allCases)
  func noFormatHasNames(_ format: ReportFormat) throws {
    let run = try CommandRun.importlint([
      "check", "demo/snapshot", "--target", "demo/target.yaml", "--format", format.rawValue,
      "--anonymize",
    ])
    #expect(run.code == 1, "\(run.errors)")
    for name in ["shop-", "10.30.0.", Checkout.root] {
      #expect(!run.text.contains(name) && !run.errors.contains(name), "\(name)")
    }
  }
}
