import Checkout
import Engine
import Foundation
import Snapshots
import Testing

/// What nobody can read in a snapshot is not there in a copy, and yet keeps it from being ready.
@Suite struct AnonymizeStubTests {
  struct Damage: CustomTestStringConvertible {
    let testDescription: String
    let file: String
    let bytes: [UInt8]

    init(_ name: String, _ file: String, _ text: String, then bytes: [UInt8] = []) {
      testDescription = name
      self.file = file
      self.bytes = Array(text.utf8) + bytes
    }
  }

  static let damages = [
    Damage("YAML that breaks off", "falcon.yaml", "apiVersion: v1\nkind: Pod\nfalcon: [ {\n"),
    Damage("JSON that breaks off", "pods.json", #"{"kind":"List","items":[{"falcon":"#),
    Damage("objects in prose", "notes.txt", #"{"apiVersion":"v1","kind":"Pod","falcon":"#),
    Damage("no UTF-8", "resources/widgets.yaml", "falcon: ", then: [0xFF, 0xFE, 0xFD]),
    Damage(
      "objects in another form", "bag.json", #"{"falcon":[{"kind":"Pod","apiVersion":"v1"}]}"#),
    Damage("a database", "falcon.db", "SQLite format 3\0 falcon"),
    Damage("an archive", "resources/falcon.tar.gz", "", then: [0x1F, 0x8B, 8, 0, 0, 0, 0, 0]),
    Damage("an archive by the name of text", "falcon.yaml", "", then: [0x1F, 0x8B, 8, 0, 0, 0, 0]),
    Damage("a node's file", "nodes/w1/etc/resolv.conf", "search falcon ", then: [0xFF]),
    Damage("a node's document", "nodes/w1/kubelet-configz.json", #"{"falcon": ["#),
    Damage("a state of RKE1", "rke/cluster.rkestate", #"{"falcon": "#),
    Damage("a manifest", "importlint-snapshot.yaml", "schema: 1\nfalcon: [\n"),
  ]

  @Test(arguments: damages) func theCopyStaysOpen(_ damage: Damage) throws {
    let scratch = try TemporaryFolder()
    let input = scratch.path + "/in"
    try FileManager.default.createDirectory(
      atPath: input + "/resources", withIntermediateDirectories: true)
    try scratch.write(
      "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n", to: "in/resources/a.yaml")
    let file = input + "/" + damage.file
    try FileManager.default.createDirectory(
      atPath: String(file[..<(file.lastIndex(of: "/") ?? file.endIndex)]),
      withIntermediateDirectories: true)
    try Data(damage.bytes).write(to: URL(filePath: file))
    let run = try CommandRun.importlint(
      ["anonymize", "in", "--output", "out"], in: scratch.path)
    #expect(run.code == 0, "\(run.errors)")
    let before = open(input)
    let after = open(scratch.path + "/out")
    #expect(before > 0 && after > 0, "\(before) problems became \(after)")
    for path in try FileManager.default.subpathsOfDirectory(atPath: scratch.path + "/out") {
      let data = FileManager.default.contents(atPath: scratch.path + "/out/" + path) ?? Data()
      #expect(!String(decoding: data, as: UTF8.self).contains("falcon"), "\(path)")
    }
  }

  /// How many problems keep a cluster from being ready.
  private func open(_ folder: String) -> Int {
    EngineRun(CheckRequest(inputs: [folder])).judgement.problems.count { $0.leavesOpen }
  }

  /// A dump without a namespace looks like one of a cluster that has none of that name.
  @Test func whatIsLeftOutStaysUncollected() throws {
    let scratch = try TemporaryFolder()
    let (input, copy) = (scratch.path + "/in", scratch.path + "/out")
    try FileManager.default.copyItem(
      atPath: "\(Checkout.root)/Tests/Fixtures/snapshots/cluster-info-dump", toPath: input)
    try FileManager.default.copyItem(atPath: input + "/default", toPath: input + "/shop")
    let run = try CommandRun.importlint(
      ["anonymize", input, "--output", copy, "--exclude", "shop"])
    #expect(run.code == 0, "\(run.errors)")
    let pods = EngineRun(CheckRequest(inputs: [copy])).judgement.evidence.filter {
      $0.name == "pods" && $0.namespace == nil
    }
    #expect(pods.map(\.state) == [.partial])
  }
}
