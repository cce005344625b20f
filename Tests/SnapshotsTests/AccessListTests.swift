import Documents
import Testing

@testable import Snapshots

@Suite("what identities may do, by kubectl auth can-i --list")
struct AccessListTests {
  private let head = "Resources   Non-Resource URLs   Resource Names   Verbs\n"
  private let everything = "*.*         []                  []               [*]\n"
  private let urls = "            [*]                 []               [*]\n"

  private static let nodes = #"{"kind":"List","apiVersion":"v1","metadata":{},"items":[]}"#

  private func access(_ files: [String: String]) -> DocumentValue? {
    let snapshot = TemporaryFolder(files.merging(["resources/nodes.json": Self.nodes]) { $1 })
      .read()
    return snapshot.clusterValue["access"]
  }

  @Test("every verb for every resource and every URL is everything")
  func givesEverything() {
    let found = access([
      "access/alice.can-i.txt": head + everything + urls,
      "access/bob.can-i.txt": head + everything,
      "access/carol.can-i.txt": head + urls,
      "access/dave.can-i.txt": head + urls + "*.*  []  [web]  [*]\n*.*  []  []  [get list]\n",
    ])
    #expect(found?["alice"]?.bool == true)
    #expect(found?["bob"]?.bool == false)
    #expect(found?["carol"]?.bool == false)
    #expect(found?["dave"]?.bool == false)
  }

  @Test("an identity may have any characters that a file's name may have")
  func names() {
    let name = "system:serviceaccount:ci:importer"
    #expect(access(["access/\(name).can-i.txt": urls + everything])?[name]?.bool == true)
    #expect(access(["access/notes.txt": urls + everything])?["notes"] == nil)
  }

  @Test(
    "a list that is not valid, or may be incomplete, tells nothing, and a problem says so",
    arguments: [
      "", " \n", "error: You must be logged in to the server (Unauthorized)\n",
      "<html>\nSign in\n</html>\n", "Resources   Non-Resource URLs   Resource Names   Verbs\n",
      "*.*         []                  []               [get]\n",
      "Resources   Non-Resource URLs   Resource Names   Verbs\npods   []   []   [get]",
      "Warning: the list may be incomplete: webhook authorizer does not support user rule"
        + " resolution\nResources   Non-Resource URLs   Resource Names   Verbs\n"
        + "pods  []  []  [get]\n",
      "Resources   Non-Resource URLs   Resource Names   Verbs\npods  []  []  [get]\nKilled\n",
    ])
  func doubtful(text: String) {
    let snapshot = TemporaryFolder([
      "access/bob.can-i.txt": text, "resources/nodes.json": Self.nodes,
    ]).read()
    #expect(snapshot.clusterValue["access"]?["bob"]?.value.tag == .unknown)
    #expect(snapshot.problems.count { $0.code == "doubtful-file" } == 1)
  }

  @Test("a list that gives everything does so, however incomplete it is")
  func incompleteEverything() {
    let text = "warning: the list may be incomplete: x\n" + head + everything + urls
    #expect(access(["access/bob.can-i.txt": text])?["bob"]?.bool == true)
  }

  @Test("a list of more than 4 MiB is not read, though it gives everything")
  func large() {
    func snapshot(_ count: Int) -> Snapshot {
      TemporaryFolder([
        "access/bob.can-i.txt": head + everything + urls
          + String(repeating: "pods  []  []  [get]\n", count: count),
        "resources/nodes.json": Self.nodes,
      ]).read()
    }
    #expect(snapshot(200_000).clusterValue["access"]?["bob"]?.bool == true)
    let large = snapshot(220_000)
    #expect(large.clusterValue["access"]?["bob"]?.value.tag == .unknown)
    #expect(
      large.problems.map(\.message) == ["is larger than 4 MiB, and counts as not collected"])
  }

  @Test("lists of two inputs that contradict each other decide nothing")
  func contested() {
    func snapshot(_ lists: [String]) -> Snapshot {
      let folder = TemporaryFolder([
        "a/access/bob.can-i.txt": lists[0], "a/resources/nodes.json": Self.nodes,
        "b/access/bob.can-i.txt": lists[1], "b/resources/nodes.json": Self.nodes,
      ])
      return folder.read(["a", "b"])
    }
    let (all, some) = (head + everything + urls, head + "pods  []  []  [get]\n")
    let both = snapshot([all, some])
    #expect(both.clusterValue["access"]?["bob"]?.value.tag == .unknown)
    #expect(both.problems.contains { $0.code == "contradicting-files" })
    #expect(snapshot([all, all]).clusterValue["access"]?["bob"]?.bool == true)
    #expect(snapshot([all, ""]).clusterValue["access"]?["bob"]?.bool == true)
    #expect(snapshot([some, ""]).clusterValue["access"]?["bob"]?.value.tag == .unknown)
  }
}
