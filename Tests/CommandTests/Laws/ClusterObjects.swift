import Documents
import Foundation

/// The objects of an exported cluster, by resource type as its files name it: what part exports
/// are made of.
struct ClusterObjects {
  /// JSON objects by `<plural>[.<group>]`, as they are listed.
  let lists: [String: [[String: Any]]]
  /// Folders beside the lists that every part export may have: versions, files of nodes.
  let others: [String]

  /// Reads a folder of lists: `<plural>[.<group>].json` or `.yaml`.
  init(folder: String, others: [String]) throws {
    var lists: [String: [[String: Any]]] = [:]
    for file in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
      guard let dot = file.lastIndex(of: ".") else { continue }
      let object = try Self.object("\(folder)/\(file)", isJSON: file.hasSuffix(".json"))
      lists[String(file[..<dot])] = object?["items"] as? [[String: Any]] ?? []
    }
    self.lists = lists
    self.others = others
  }

  private static func object(_ path: String, isJSON: Bool) throws -> [String: Any]? {
    var data = try Data(contentsOf: URL(filePath: path))
    if !isJSON {
      let store = DocumentStore()
      let source = SourceText(path: path, text: String(decoding: data, as: UTF8.self))
      guard let first = store.read(source).documents.first else { return nil }
      data = Data(JSONTree.text(DocumentValue(first, in: store)).utf8)
    }
    return try JSONSerialization.jsonObject(with: data) as? [String: Any]
  }

  var namespaces: [String] {
    Set(lists.values.joined().compactMap(Self.namespace)).sorted()
  }

  /// Types of which some object has a namespace.
  var namespaced: [String] {
    lists.keys.filter { lists[$0]?.contains { Self.namespace(of: $0) != nil } ?? false }.sorted()
  }

  /// Types with objects, none of which has a namespace.
  var clusterWide: [String] {
    lists.keys.filter { !(lists[$0] ?? []).isEmpty && !namespaced.contains($0) }.sorted()
  }

  var empty: [String] { lists.keys.filter { lists[$0]?.isEmpty ?? true }.sorted() }

  func objects(_ type: String, in namespace: String) -> [[String: Any]] {
    (lists[type] ?? []).filter { Self.namespace(of: $0) == namespace }
  }

  static func namespace(of object: [String: Any]) -> String? {
    (object["metadata"] as? [String: Any])?["namespace"] as? String
  }

  static func name(of object: [String: Any]) -> String {
    (object["metadata"] as? [String: Any])?["name"] as? String ?? ""
  }
}

/// A document as JSON text.
enum JSONTree {
  static func text(_ value: DocumentValue) -> String {
    if let text = value.string { return quoted(text) }
    if let bool = value.bool { return bool ? "true" : "false" }
    if let int = value.int { return String(int) }
    if let double = value.double { return String(double) }
    switch value.value.tag {
    case .list: return "[" + value.elements.map(text).joined(separator: ",") + "]"
    case .map:
      let entries = value.entries.map { "\(quoted($0.key)):\(text($0.value))" }
      return "{" + entries.joined(separator: ",") + "}"
    default: return "null"
    }
  }

  private static func quoted(_ text: String) -> String {
    let data = try? JSONSerialization.data(withJSONObject: [text])
    return String(decoding: (data ?? Data()).dropFirst().dropLast(), as: UTF8.self)
  }
}
