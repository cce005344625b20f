import Documents
import Testing

@testable import Snapshots

@Suite("The objects of a large list")
struct ListItemsTests {
  private static func object(_ kind: String, _ namespace: String, _ i: Int, _ more: String = "")
    -> String
  {
    let metadata = #"{"namespace":"\#(namespace)","name":"n\#(i)"}"#
    return #"{"apiVersion":"v1","kind":"\#(kind)","metadata":\#(metadata)\#(more)}"#
  }

  /// Objects of two kinds in no order, and two Pods on nodes that are not in the list: the first
  /// and the last of more than are searched in one piece.
  private static func items(padding: Int) -> [String] {
    let text = String(repeating: "x", count: padding)
    return (0..<3_000).map { i in
      if i == 2_500 || i == 2_900 {
        return object("Pod", i == 2_500 ? "a" : "z", i, #", "spec":{"nodeName":"gone\#(i)"}"#)
      }
      let namespace = ["default", "kube-system", "b\(i % 7)"][i % 3]
      let kind = i % 5 == 0 ? "ConfigMap" : "Pod"
      return object(kind, namespace, i * 7919 % 3_000, #","a":"\#(text)""#)
    } + [#"{"apiVersion":"v1","kind":"Node","metadata":{"name":"w1"}}"#]
  }

  private static func snapshot(_ items: [String], jobs: Int) -> Snapshot {
    let list = items.joined(separator: ",\n")
    let folder = TemporaryFolder([
      "all.json": #"{"apiVersion":"v1","kind":"List","items":[\#(list)]}"#
    ])
    var options = SnapshotOptions()
    options.jobs = jobs
    options.inputNames = ["input"]
    return Snapshot.read(
      [folder.path], store: DocumentStore(), reasons: ReasonTable(), options: options)
  }

  /// All objects in the order of the index, by their names, and what is said of the file.
  private static func described(_ snapshot: Snapshot) -> [String] {
    snapshot.resources.types.flatMap { type in
      snapshot.resources.all(of: type).map { entry in
        let (name, namespace) = (entry.name, entry.namespace)
        let texts = [namespace, name].map { DocumentValue($0, in: snapshot.store).string ?? "" }
        let object = DocumentValue(entry.value, in: snapshot.store)
        let own = object["metadata"]?["name"]?.string ?? ""
        return "\(type.name) \(texts.joined(separator: "/")) \(own)"
      } + ["\(type.name): \(snapshot.evidence(of: type).state)"]
    } + snapshot.problems.map(\.message)
  }

  @Test(
    "they are the same from one thread and from three, of a mapped text and of one in memory",
    arguments: [0, 4_000])
  func threads(padding: Int) throws {
    let items = Self.items(padding: padding)
    let described = Self.described(Self.snapshot(items, jobs: 1))
    #expect(described == Self.described(Self.snapshot(items, jobs: 3)))
    #expect(described.contains("pods a/n2500 n2500"))
    #expect(described.contains { $0.contains("Pod a/n2500 runs on node gone2500") })
    #expect(described.count > 3_001)
  }

  @Test("a list in a list and what is no object are found beside them")
  func others() {
    let items = Self.items(padding: 0)
    let inner = #"{"apiVersion":"v1","kind":"List","items":[\#(Self.object("Pod", "z", 1))]}"#
    let more = Array(items[..<1_500]) + [inner, "1"] + items[1_500...]
    let added = Self.described(Self.snapshot(more, jobs: 3))
    #expect(added.contains("pods z/n1 n1"))
    #expect(added.contains { $0.contains("has 1 item that is no Kubernetes object") })
    let objects = Self.described(Self.snapshot(items, jobs: 3)).filter {
      $0.hasPrefix("pods ") || $0.hasPrefix("configmaps ")
    }
    #expect(objects.count == 3_000)
    #expect(Set(objects).isSubset(of: added))
  }
}
