import Checkout
import Documents
import Foundation
import Snapshots

/// The API of a cluster of which there is a complete snapshot in ImportLint's own layout.
struct RecordedCluster: Sendable {
  /// What stands in the place of each value of a Secret.
  static let canary = Data("canary-of-a-secret".utf8).base64EncodedString()

  private let folder: String
  /// The items of each list, as JSON, by its path: `/api/v1/pods`.
  private let lists: [String: [String]]
  /// Answers of discovery, by path.
  private let discovery: [String: String]

  init(_ folder: String) throws {
    self.folder = folder
    let table = try String(contentsOfFile: folder + "/api-resources.txt", encoding: .utf8)
    let store = DocumentStore()
    let snapshot = Snapshot.read(
      [folder + "/resources", folder + "/api-resources.txt"], store: store,
      reasons: ReasonTable(), options: SnapshotOptions())
    var lists: [String: [String]] = [:]
    var types: [String: [String]] = [:]
    for line in table.split(separator: "\n").dropFirst() {
      let words = line.split(separator: " ").map(String.init)
      guard let scope = words.firstIndex(where: { $0 == "true" || $0 == "false" }) else { continue }
      let (plural, version, kind) = (words[0], words[scope - 1], words[scope + 1])
      let type = ResourceType(apiVersion: version, plural: plural)
      lists[Self.path(of: version) + "/" + plural] = snapshot.resources.all(of: type).map {
        Self.json(DocumentValue($0.value, in: store), isSecret: kind == "Secret")
      }
      types[version, default: []].append(
        """
        {"name": "\(plural)", "singularName": "", "namespaced": \(words[scope]),
         "kind": "\(kind)", "verbs": ["get", "list"]}
        """)
    }
    self.lists = lists
    discovery = Self.discovery(of: types)
  }

  private static func path(of version: String) -> String {
    (version.contains("/") ? "/apis/" : "/api/") + version
  }

  private static func discovery(of types: [String: [String]]) -> [String: String] {
    var answers = ["/api": #"{"kind": "APIVersions", "versions": ["v1"]}"#]
    var groups: [String] = []
    for (version, entries) in types.sorted(by: { $0.key < $1.key }) {
      answers[path(of: version)] =
        """
        {"kind": "APIResourceList", "apiVersion": "v1", "groupVersion": "\(version)",
         "resources": [\(entries.joined(separator: ","))]}
        """
      let parts = version.split(separator: "/")
      guard parts.count == 2 else { continue }
      let entry = #"{"groupVersion": "\#(version)", "version": "\#(parts[1])"}"#
      groups.append(
        #"{"name": "\#(parts[0])", "versions": [\#(entry)], "preferredVersion": \#(entry)}"#)
    }
    answers["/apis"] =
      """
      {"kind": "APIGroupList", "apiVersion": "v1",
       "groups": [\(groups.joined(separator: ","))]}
      """
    return answers
  }

  /// The answer of an API server that lets everything be read.
  func answer(_ request: APIServer.Request) -> APIServer.Answer {
    if request.path == "/version" { return file("version.json") }
    if let text = discovery[request.path] { return APIServer.Answer(text) }
    if let items = lists[request.path] { return list(items, request) }
    let parts = request.path.split(separator: "/").map(String.init)
    if parts.count == 6, parts[2] == "nodes", parts[5] == "configz" {
      return file("nodes/\(parts[3])/kubelet-configz.json")
    }
    return .failure(404, "NotFound", "the server could not find the requested resource")
  }

  private func list(_ items: [String], _ request: APIServer.Request) -> APIServer.Answer {
    let start = request.query["continue"].flatMap { Int($0) } ?? 0
    let limit = request.query["limit"].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
    let end = min(items.count, start + (limit ?? items.count))
    let rest =
      end < items.count
      ? #", "continue": "\#(end)", "remainingItemCount": \#(items.count - end)"# : ""
    return APIServer.Answer(
      """
      {"kind": "List", "apiVersion": "v1", "metadata": {"resourceVersion": "7"\(rest)},
       "items": [\(items[start..<end].joined(separator: ","))]}
      """)
  }

  private func file(_ name: String) -> APIServer.Answer {
    guard let text = try? String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8) else {
      return .failure(404, "NotFound", "no such file")
    }
    return APIServer.Answer(text)
  }

  // MARK: JSON

  /// An object as JSON. What the snapshot hides of a Secret is the canary.
  private static func json(_ value: DocumentValue, isSecret: Bool) -> String {
    switch value.value.tag {
    case .map:
      let entries = value.entries.map {
        quoted($0.key) + ": " + json($0.value, isSecret: isSecret)
      }
      return "{\(entries.joined(separator: ","))}"
    case .list:
      return "[\(value.elements.map { json($0, isSecret: isSecret) }.joined(separator: ","))]"
    case .bool: return value.bool == true ? "true" : "false"
    case .int: return value.int.map(String.init) ?? "null"
    case .hidden: return quoted(isSecret ? canary : "***HIDDEN***")
    case .null: return "null"
    default: return value.string.map(quoted) ?? "null"
    }
  }

  private static func quoted(_ text: String) -> String {
    let data = (try? JSONEncoder().encode(text)) ?? Data()
    return String(decoding: data, as: UTF8.self)
  }
}
