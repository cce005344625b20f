import Foundation
import Testing

@testable import Collecting

@Suite("what is kept of what kubectl prints")
struct ExportedValueTests {
  @Test("kept values of Secrets go where a credential stands in them")
  func secrets() {
    func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }
    let plain = base64("https://rancher.example.com")
    let secret = base64("https://admin:hunter2@rancher.example.com")
    func text(_ url: String) -> String {
      "  data:\n    \"token\": \"***HIDDEN***\"\n    \"url\": \"\(url)\"\n"
    }
    func masked(_ text: String) -> String {
      String(decoding: SecretExport.masked(Array(text.utf8)), as: UTF8.self)
    }
    #expect(masked(text(plain)) == text(plain))
    #expect(masked(text(secret)) == text("***HIDDEN***"))
    #expect(masked(text("no base64!")) == text("***HIDDEN***"))
    #expect(masked("") == "")
  }

  @Test("the template is one line of plain characters, without a quote of the shell")
  func template() {
    #expect(SecretExport.template.utf8.allSatisfy { (0x20..<0x7F).contains($0) && $0 != 0x27 })
  }

  @Test("a kubelet's configuration loses the two fields that may hold a credential")
  func kubelet() {
    func masked(_ text: String) -> String {
      String(decoding: KubeletExport.masked(Array(text.utf8)), as: UTF8.self)
    }
    #expect(
      masked(
        #"{"a":{"staticPodURL":"https://u:p@h/\"x","staticPodURLHeader" : {"X":["a}","b"]},"b":1}}"#
      ) == #"{"a":{"staticPodURL":"***HIDDEN***","staticPodURLHeader" : "***HIDDEN***","b":1}}"#)
    for text in ["", "{}", #"{"staticPodURL""#, #"{"staticPodURL":"#, #"{"other":"staticPodURL"}"#]
    {
      #expect(masked(text).hasPrefix(text))
    }
    #expect(masked(#"{"staticPodURL":null}"#) == #"{"staticPodURL":"***HIDDEN***"}"#)
  }

  @Test("the table of api-resources is read by its words")
  func table() throws {
    let text = """
      NAME          SHORTNAMES   APIVERSION   NAMESPACED   KIND         VERBS             CATEGORIES
      bindings                   v1           true         Binding      create
      pods          po           v1           true         Pod          create,get,list   all
      deployments   deploy       apps/v1      true         Deployment   [get list]
      ../../etc                  x/v1         true         Evil         list
      error: unable to retrieve the complete list of server APIs: x/v1: down
      """
    let served = try #require(ServedTypes(table: Array(text.utf8)))
    #expect(served.entries.map(\.name) == ["bindings", "pods", "deployments.apps"])
    #expect(served.entries.map(\.isListable) == [false, true, true])
    #expect(served.wanted(by: .init(types: [.init(group: "*", plural: "*")])).count == 2)
    #expect(
      served.wanted(by: .init(types: [.init(group: "apps", plural: "*")])).map(\.name)
        == ["deployments.apps"])
    #expect(served.entry(ofKind: "Deployment", group: "apps")?.plural == "deployments")
    // kubectl before 1.20.
    #expect(ServedTypes(table: Array("NAME  SHORTNAMES  APIGROUP  NAMESPACED  KIND\n".utf8)) == nil)
    #expect(ServedTypes(table: []) == nil)
  }

  @Test(
    "a List that is truncated or goes on is seen",
    arguments: [
      ("[],\n    \"metadata\": {\n        \"resourceVersion\": \"\"\n    }\n}", true, false, false),
      ("[{}],\n    \"metadata\": {}\n}", true, true, false),
      ("[{}],\n    \"metadata\": {\n        \"continue\": \"x\"\n    }\n}", true, true, true),
      ("[{}],\n    \"metadata\": {\n        \"continue\": \"\"\n    }\n}", true, true, false),
      ("[{}],\n    \"metadata\": {\n        \"remainingItemCount\": 4\n    }\n}", true, true, true),
      ("[\n        {\n            \"a\": {}\n        }", false, true, false),
      ("[{\"a\": ", false, true, false),
    ])
  func lists(_ text: String, _ isClosed: Bool, _ hasItems: Bool, _ isContinued: Bool) throws {
    let path = NSTemporaryDirectory() + "/importlint-list-\(UUID().uuidString)"
    try Data("{\n    \"items\": \(text)\n".utf8).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let file = try FileHandle(forReadingFrom: URL(filePath: path))
    let list = ListFile(file.fileDescriptor)
    #expect(list.isClosed == isClosed)
    #expect(list.hasItems == hasItems)
    #expect(list.isContinued == isContinued)
  }
}
