import Basics
import Documents

extension EvidenceDoubt {
  /// Whether a document that is not an object holds some, or is one but for how it is written.
  static func isPossible(in document: DocumentValue) -> Bool {
    let names = ObjectNames(document)
    // What has a kind, a version and nothing else is a configuration: kubeadm's, a kubelet's.
    if names.hasMetadata, names.hasKind || names.hasVersion { return true }
    var open = children(of: document)
    while let value = open.popLast() {
      if ObjectNames(value).count > 1 { return true }
      open += children(of: value)
    }
    return false
  }

  /// The keys of a map that make an object of it, in whatever case, and misspelt by one letter.
  private struct ObjectNames {
    var hasKind = false
    var hasMetadata = false
    var hasVersion = false

    var count: Int { [hasKind, hasMetadata, hasVersion].count(where: \.self) }

    init(_ value: DocumentValue) {
      guard value.value.tag == .map else { return }
      for (key, value) in value.entries {
        switch ObjectNames.meant(by: key) {
        case "kind": hasKind = hasKind || ObjectNames.isText(value)
        case "apiversion": hasVersion = hasVersion || ObjectNames.isText(value)
        // What has yet to get a name was never exported.
        case "metadata":
          hasMetadata =
            hasMetadata
            || (value.value.tag == .map
              && (value["generateName"] == nil || value["name"] != nil))
        default: break
        }
      }
    }

    private static func meant(by key: String) -> String? {
      guard (3...11).contains(key.utf8.count) else { return nil }
      let key = asciiLowercased(key)
      let names = ["kind", "apiversion", "metadata"]
      if ["bind", "find", "mind", "wind", "kid", "king"].contains(key) { return nil }
      return names.contains(key) ? key : closestWord(to: key, among: names, most: 1)
    }

    /// Without a `kind` an object may be a Secret, and its texts are hidden.
    private static func isText(_ value: DocumentValue) -> Bool {
      value.string != nil || value.value.tag == .hidden
    }
  }

  private static func children(of value: DocumentValue) -> [DocumentValue] {
    switch value.value.tag {
    case .map: value.entries.map(\.value)
    case .list: value.elements
    default: []
    }
  }

  /// Whether a text that is neither YAML nor JSON has traces of objects.
  static func isPossible(in source: SourceText) -> Bool {
    source.firstRange(of: Array("apiVersion".utf8), in: 0..<source.count) != nil
  }

  /// Whether a text has a line that only an object has.
  static func hasObjectLine(_ source: SourceText) -> Bool {
    let key = Array("apiVersion".utf8)
    var cursor = 0
    while let found = source.firstRange(of: key, in: cursor..<source.count) {
      let line = source.lineRange(at: found.lowerBound)
      let first = source.bytes[line.lowerBound]
      if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") { return true }
      let before = source.buffer[line.lowerBound..<found.lowerBound]
      if before.allSatisfy(" \t-\"'".utf8.contains) { return true }
      cursor = max(line.upperBound, found.upperBound)
    }
    return false
  }
}
