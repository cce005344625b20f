import Documents
import Testing

@testable import Snapshots

@Suite("what identities may do, by kubectl auth can-i --list")
struct AccessListTests {
  private let head = "Resources   Non-Resource URLs   Resource Names   Verbs\n"
  private let everything = "*.*         []                  []               [*]\n"
  private let urls = "            [*]                 []               [*]\n"

  private func access(_ files: [String: String]) -> DocumentValue? {
    let nodes = #"{"kind":"List","apiVersion":"v1","metadata":{},"items":[]}"#
    let snapshot = TemporaryFolder(files.merging(["resources/nodes.json": nodes]) { $1 }).read()
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
}
