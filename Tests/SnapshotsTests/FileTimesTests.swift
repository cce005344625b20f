import Documents
import Findings
import Testing

@testable import Snapshots

@Suite("files of two exports beside each other")
struct FileTimesTests {
  private static func node(_ name: String, _ time: String, ready: String = "True") -> String {
    """
    apiVersion: v1
    kind: Node
    metadata: {name: \(name)}
    status: {conditions: [{type: Ready, status: "\(ready)", lastHeartbeatTime: "\(time)"}]}

    """
  }

  private static func lease(_ name: String, _ time: String) -> String {
    """
    apiVersion: coordination.k8s.io/v1
    kind: Lease
    metadata: {name: \(name), namespace: kube-node-lease}
    spec: {holderIdentity: \(name), renewTime: "\(time)"}

    """
  }

  /// The times that contradict each other in files `f0.yaml`, `f1.yaml`, …
  private func contradiction(_ files: [String]) throws -> [String]? {
    let store = DocumentStore()
    var objects = ResourceCollector(store: store)
    for (i, text) in files.enumerated() {
      let reading = store.read(SourceText(path: "f\(i).yaml", text: text))
      for document in reading.documents { _ = objects.add(document) }
    }
    return FileTimes(objects).contradiction.map { [$0.old.path, $0.new.path] }
  }

  private static let june = "2025-06-01T06:00:00Z"
  private static let laterThatDay = "2025-06-01T22:00:00Z"
  private static let july = "2025-07-01T06:00:00Z"

  @Test("last month's file beside this month's is found, whichever comes first")
  func months() throws {
    let old = Self.node("w1", Self.june)
    let new = Self.node("w1", Self.july)
    #expect(try contradiction([old, new]) == ["f0.yaml", "f1.yaml"])
    #expect(try contradiction([new, old]) == ["f1.yaml", "f0.yaml"])
    #expect(
      try contradiction([Self.node("w1", Self.july), Self.lease("w1", Self.june)])
        == ["f1.yaml", "f0.yaml"])
  }

  @Test("an ordinary export is none of it")
  func ordinary() throws {
    let node = Self.node("w1", Self.july)
    #expect(try contradiction([]) == nil)
    #expect(try contradiction([node]) == nil)
    #expect(
      try contradiction([Self.node("w1", Self.june), Self.lease("w1", Self.laterThatDay)]) == nil)
    // One file: of the Nodes in it the newest counts.
    #expect(try contradiction([node + "---\n" + Self.node("w2", Self.june)]) == nil)
  }

  @Test("a Node that is down, its lease and leases that nobody renews say nothing")
  func down() throws {
    let node = Self.node("w1", Self.july)
    let down = Self.node("w2", Self.june, ready: "Unknown")
    #expect(try contradiction([node, down, Self.lease("w2", Self.june)]) == nil)
    #expect(try contradiction([node, Self.lease("gone", Self.june)]) == nil)
  }
}
