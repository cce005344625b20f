import Findings
import Fleet
import Testing

@Suite("lists of clusters")
struct ListTests {
  private func problems(_ text: String) throws -> [Problem] {
    let folder = try ScratchFolder()
    try folder.write("", to: "snapshots/a.tar.gz")
    try folder.write("", to: "target.yaml")
    try folder.write(text, to: "fleet.yaml")
    do throws(Obstacle) {
      _ = try FleetList(folder.path + "/fleet.yaml")
      return []
    } catch {
      return error.problems
    }
  }

  @Test("a folder's clusters are its folders and archives; everything else is said")
  func folder() throws {
    let folder = try ScratchFolder()
    for name in ["b/x.yaml", "a.tar.gz", "c.zip", "README.md", ".d/x", ".e.tgz", ".f"] {
      try folder.write("", to: name)
    }
    let list = try FleetList(folder.path)
    #expect(list.clusters.map(\.name) == ["a", "b", "c"])
    #expect(list.clusters[0].inputs == [folder.path + "/a.tar.gz"])
    #expect(
      list.notes == [
        folder.path + "/.d is hidden, and is left out",
        folder.path + "/.e.tgz is hidden, and is left out",
        folder.path + "/README.md is neither a folder nor an archive, and is left out",
      ])
  }

  @Test("a folder with two snapshots of a name, with none, or of one cluster is no list")
  func wrongFolders() throws {
    for names in [["a/x.yaml", "a.tar.gz"], ["a.yaml"], ["importlint-snapshot.yaml", "nodes/x"]] {
      let folder = try ScratchFolder()
      for name in names { try folder.write("", to: name) }
      #expect(throws: Obstacle.self, "\(names)") { try FleetList(folder.path) }
    }
  }

  @Test("paths of a file are relative to it")
  func file() throws {
    let folder = try ScratchFolder()
    try folder.write("", to: "snapshots/a.tar.gz")
    try folder.write("", to: "target.yaml")
    try folder.write(
      """
      schema: 1
      clusters:
        - name: shop
          inputs: [snapshots/a.tar.gz, \(folder.path)/snapshots]
          target: target.yaml
          labels: {region: eu, ring: "1"}
      """, to: "fleet.yaml")
    let list = try FleetList(folder.path + "/fleet.yaml")
    #expect(
      list.clusters == [
        .init(
          name: "shop", inputs: [folder.path + "/snapshots/a.tar.gz", folder.path + "/snapshots"],
          target: folder.path + "/target.yaml", labels: ["region": "eu", "ring": "1"])
      ])
  }

  @Test(
    "mistakes are said with their places and what was meant",
    arguments: [
      ("clusters: []", 1, "needs"),
      ("schema: 2\nclusters: [{name: a, inputs: [target.yaml]}]", 1, "must be 1"),
      ("schema: 1\nclusters:\n  - nmae: a\n    inputs: [target.yaml]", 3, "did you mean"),
      ("schema: 1\nclusters:\n  - name: a\n    inputs: [snapshots/b.tar.gz]", 4, "there is no"),
      ("schema: 1\nclusters:\n  - name: a\n    inputs: [\"-\"]", 4, "standard input"),
      (
        "schema: 1\nclusters:\n  - name: a\n    inputs: [target.yaml]\n    labels: {ring: 1}", 5,
        "text"
      ),
      (
        "schema: 1\nclusters:\n  - {name: a, inputs: [target.yaml]}\n"
          + "  - {name: a, inputs: [target.yaml]}",
        4, "twice"
      ),
      (
        "schema: 1\nclusters: [{name: a, inputs: [target.yaml], target: targt.yaml}]", 2,
        "there is no"
      ),
      ("schema: 1\nclusters: [{name: \"\", inputs: [target.yaml]}]", 2, "empty"),
      (
        "schema: 1\nclusters:\n  - {name: \"https://u:hunter2xyz@h\", inputs: [target.yaml]}", 3,
        "credential"
      ),
      (
        "schema: 1\nclusters:\n  - name: a\n    inputs: [target.yaml]\n"
          + "    labels: {\"https://u:hunter2xyz@h\": b}", 5, "credential"
      ),
    ])
  func mistakes(text: String, line: Int, words: String) throws {
    let found = try problems(text)
    #expect(found.first?.places.first?.region?.line == line || line == 1)
    let all = found.map { "\($0.message) \($0.help ?? "")" }.joined(separator: "; ")
    #expect(!found.isEmpty && (all.contains(words) || words == "needs"), "\(all)")
  }
}
