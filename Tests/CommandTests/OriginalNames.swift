import Basics
import Documents
import Foundation
import Rules

@testable import Anonymizing
@testable import Engine

/// The names in a snapshot, found without asking what anonymizes: whatever stands where objects,
/// nodes and files of nodes are named.
struct OriginalNames {
  private var names: Set<String> = []
  private let vocabulary: Vocabulary
  /// What types are called in lists: they stay, and definitions of types are called after them.
  private var types: Set<String> = []

  private static let keys: Set<String> = [
    "name", "namespace", "nodeName", "hostname", "host", "clusterName", "serviceName",
    "serviceAccountName", "secretName", "claimName", "volumeName", "hostIP", "podIP", "clusterIP",
  ]

  init(below inputs: [String]) throws {
    vocabulary = Vocabulary(of: PackRequest().load(into: DocumentStore()))
    for input in inputs {
      for path in try FileManager.default.subpathsOfDirectory(atPath: input) {
        let parts = path.split(separator: "/").map(String.init)
        if let at = parts.firstIndex(of: "nodes"), at + 1 < parts.count - 1 {
          add(parts[at + 1])
        }
        guard ["yaml", "yml", "json"].contains(path.split(separator: ".").last),
          case .success(let source) = SourceText.read(
            file: "\(input)/\(path)", path: path, limits: ReadingLimits())
        else { continue }
        let store = DocumentStore()
        for document in store.read(source).documents { visit(DocumentValue(document, in: store)) }
      }
    }
    names = names.filter { !stays($0) }
  }

  var count: Int { names.count }

  private mutating func visit(_ value: DocumentValue) {
    if let type = value["plural"]?.string { types.insert(type) }
    for (key, entry) in value.entries {
      if Self.keys.contains(key), let text = entry.string { add(text) }
      if key == "labels" || key == "matchLabels" {
        for label in entry.entries { if let text = label.value.string { add(text) } }
      }
      visit(entry)
    }
    for element in value.elements { visit(element) }
  }

  private mutating func add(_ name: String) {
    guard !name.contains(where: { " /:=$(*".contains($0) }) else { return }
    names.insert(name.lowercased())
  }

  /// What docs/anonymizing.md says to stay.
  private func stays(_ name: String) -> Bool {
    // One letter tells nothing, and stands everywhere.
    if name.utf8.count < 2 || WordForm.isMeasure(name) || vocabulary.knows(name) { return true }
    if let address = IPAddress(name) {
      return AddressClasses.nobody.contains { $0.contains(address) }
    }
    // Known words with dots between say what something is, not whose: a domain of Kubernetes.
    return name.split(separator: ".").allSatisfy {
      $0.utf8.count < 2 || vocabulary.knows($0) || WordForm.isMeasure(String($0))
        || types.contains(String($0))
    }
  }

  /// Those that stand in files below a folder, or in its paths.
  func left(below folder: String) throws -> [String] {
    var words: Set<String> = []
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder) {
      Self.add(words: path, to: &words)
      guard let data = FileManager.default.contents(atPath: "\(folder)/\(path)") else { continue }
      Self.add(words: String(decoding: data, as: UTF8.self), to: &words)
    }
    return names.intersection(words).sorted()
  }

  private static func add(words text: String, to words: inout Set<String>) {
    let colon = UInt8(ascii: ":")
    for run in text.utf8.split(whereSeparator: { !WordForm.isOfPiece($0) && $0 != colon }) {
      let parts = run.split(separator: colon)
      // Of a hardware or IPv6 address two digits may be any two letters up to f.
      if parts.count > 2, parts.allSatisfy({ $0.count <= 4 && $0.allSatisfy(WordForm.isHex) }) {
        continue
      }
      for word in parts { words.insert(WordForm.trimmed(String(Substring(word))).lowercased()) }
    }
  }
}
