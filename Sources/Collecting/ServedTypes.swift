import Basics
import Findings

/// The resource types that the API server serves, as `kubectl api-resources -o wide` lists them.
struct ServedTypes: Sendable {
  struct Entry: Sendable, Hashable {
    let group: String
    let plural: String
    let kind: String
    let hasNamespaces: Bool
    let isListable: Bool

    /// `deployments.apps`; `nodes` in the core group.
    var name: String { group.isEmpty ? plural : "\(plural).\(group)" }
  }

  let entries: [Entry]

  /// nil if the text is no such table, or one of kubectl before 1.20, which names no versions.
  init?(table: [UInt8]) {
    let lines = String(decoding: table, as: UTF8.self).split(separator: "\n")
    guard let heading = lines.first, heading.hasPrefix("NAME"), heading.contains("APIVERSION")
    else { return nil }
    let hasVerbs = heading.contains("VERBS")
    entries = lines.dropFirst().compactMap { ServedTypes.entry($0, hasVerbs: hasVerbs) }
  }

  /// `NAME SHORTNAMES APIVERSION NAMESPACED KIND VERBS …`; the second may be missing.
  private static func entry(_ line: Substring, hasVerbs: Bool) -> Entry? {
    let words = line.split(separator: " ").map(String.init)
    guard let scope = words.firstIndex(where: { $0 == "true" || $0 == "false" }),
      scope >= 2, scope <= 3, scope + 1 < words.count,
      SnapshotFolder.isFileName(words[0]), isGroupVersion(words[scope - 1])
    else { return nil }
    let version = words[scope - 1]
    let group = version.firstIndex(of: "/").map { String(version[..<$0]) } ?? ""
    let verbs = words[(scope + 2)...].joined(separator: ",")
      .split { $0 == "," || $0 == "[" || $0 == "]" }
    return Entry(
      group: group, plural: words[0], kind: words[scope + 1], hasNamespaces: words[scope] == "true",
      isListable: !hasVerbs || verbs.contains("list"))
  }

  private static func isGroupVersion(_ text: String) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    return (1...2).contains(parts.count) && parts.allSatisfy(SnapshotFolder.isFileName)
  }

  /// Those that are needed and can be listed, by name.
  func wanted(by needs: CollectionNeeds) -> [Entry] {
    entries.filter { $0.isListable && needs.covers(group: $0.group, plural: $0.plural) }
      .sorted { $0.name.precedesByBytes($1.name) }
  }

  /// The type of a kind.
  func entry(ofKind kind: String, group: String) -> Entry? {
    entries.first { $0.kind == kind && $0.group == group }
  }
}
