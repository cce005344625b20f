import Basics
import Documents

/// Finds in documents which plain words are names that someone chose.
///
/// Where a name may stand is told by its key. A text without blanks under any other key counts as
/// one, too, unless it looks like a choice of an API: `ClusterIP`, `RollingUpdate`.
public struct NameCollector {
  private let depthLimit = 256

  public init() {}

  public func collect(_ document: DocumentValue, into anonymizer: inout Anonymizer) {
    visit(document, key: "", isFree: false, depth: 0, &anonymizer)
  }

  /// Takes in what a file of a node names that is no document: domains that names are looked up in,
  /// arguments of services, and whom certificates name, as openssl prints them.
  public func collect(nodeFile text: String, into anonymizer: inout Anonymizer) {
    ArgumentNames.collect(in: text, into: &anonymizer)
    for line in text.utf8.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
      // Few lines say names; no other need be taken apart.
      let start = line.drop { $0 == 0x20 || $0 == 0x09 }
      guard let first = start.first, "sdSID".utf8.contains(first) else { continue }
      let words = Substring(start).split { $0 == " " || $0 == "\t" }
      switch words.first {
      case "search", "domain": for word in words.dropFirst() { anonymizer.own(String(word)) }
      case "Subject:", "Issuer:":
        anonymizer.own(distinguishedName: words.dropFirst().joined(separator: " "))
      case let first? where first.hasPrefix("Domains="):
        anonymizer.own(String(first.dropFirst("Domains=".utf8.count)))
        for word in words.dropFirst() { anonymizer.own(String(word)) }
      default: break
      }
    }
  }

  /// Maps whose keys someone chose.
  private static let free: Set<String> = [
    "labels", "annotations", "matchLabels", "nodeSelector", "data", "stringData", "binaryData",
    "volumeAttributes", "selector", "extra", "hosts", "configs", "mirrors",
  ]

  /// Keys of names, beside all that end with `Name`, `name` or `names`.
  private static let naming: Set<String> = [
    "namespace", "namespaces", "host", "hosts", "user", "users", "groups", "cluster", "server",
    "url", "endpoint", "domain", "email", "owner", "team", "login", "organization", "values",
    "subject", "issuer", "generateName", "search", "searches", "fqdn", "realm", "tenant", "project",
    "region",
  ]

  /// Endings of keys of names.
  private static let namingEndings = ["Name", "name", "Names", "Domain", "Domains"]

  /// Keys of what an API or a program says, also in one word.
  private static let saying: Set<String> = [
    "message", "reason", "status", "phase", "type", "error", "effect", "operator", "protocol",
    "policy", "mode", "level", "state", "action",
  ]

  /// Keys of what types are called, and of what may be done with them.
  private static let typing: Set<String> = [
    "kind", "apiVersion", "plural", "singular", "singularName", "listKind", "shortNames",
    "categories", "kinds", "resources", "resource", "verbs", "apiGroups", "group", "version",
    "versions", "apiVersions", "groupVersion", "names",
  ]

  private func visit(
    _ value: DocumentValue, key: String, isFree: Bool, depth: Int, _ anonymizer: inout Anonymizer
  ) {
    guard depth < depthLimit else { return }
    switch value.value.tag {
    case .map:
      learnTypes(value, &anonymizer)
      learnPair(value, &anonymizer)
      let isSelector = value["matchLabels"] != nil || value["matchExpressions"] != nil
      let inner = Self.free.contains(key) && !isSelector
      for (name, entry) in value.entries where name != "managedFields" {
        if inner { anonymizer.own(name) } else { anonymizer.keep(field: name) }
        visit(entry, key: inner ? key : name, isFree: inner, depth: depth + 1, &anonymizer)
      }
    case .list:
      learnArguments(value, &anonymizer)
      for element in value.elements {
        visit(element, key: key, isFree: false, depth: depth + 1, &anonymizer)
      }
    case .string:
      if let text = value.string { take(text, key: key, isFree: isFree, &anonymizer) }
    default: break
    }
  }

  private func take(
    _ text: String, key: String, isFree: Bool, _ anonymizer: inout Anonymizer
  ) {
    if ArgumentNames.isLabelling(key) {
      ArgumentNames.own(labels: text[...], &anonymizer)
    } else if key.hasSuffix("-arg") || key.hasSuffix("-arg+") {
      ArgumentNames.collect(in: "--" + text, into: &anonymizer)
    } else if text.utf8.contains(UInt8(ascii: "=")) || text.contains("--") {
      ArgumentNames.collect(in: text, into: &anonymizer)
    }
    guard !text.isEmpty, !text.utf8.contains(where: { $0 <= 0x20 }) else { return }
    if Self.typing.contains(key) { return }
    if isFree || Self.naming.contains(key) || Self.namingEndings.contains(where: key.hasSuffix)
      || ArgumentNames.isProxy(key)
    {
      anonymizer.own(text)
    } else if !Self.saying.contains(key),
      text.utf8.first.map({ !(0x41...0x5A).contains($0) }) ?? false
    {
      anonymizer.own(word: text)
    }
  }

  /// A taint, and a variable or an argument that is set to a value beside its name.
  private func learnPair(_ map: DocumentValue, _ anonymizer: inout Anonymizer) {
    if map["effect"] != nil || map["operator"] != nil {
      for key in ["key", "value"] { if let text = map[key]?.string { anonymizer.own(text) } }
    }
    guard let name = map["name"]?.string, let value = map["value"]?.string else { return }
    if ArgumentNames.isLabelling(name) {
      ArgumentNames.own(labels: value[...], &anonymizer)
    } else if ArgumentNames.isProxy(name) {
      for host in value.split(separator: ",") { anonymizer.own(String(host)) }
    }
  }

  /// An option and its value may be elements that follow each other.
  private func learnArguments(_ list: DocumentValue, _ anonymizer: inout Anonymizer) {
    let texts = list.elements.compactMap { $0.string }
    guard texts.contains(where: { $0.hasPrefix("--") }) else { return }
    ArgumentNames.collect(in: texts.joined(separator: "\n"), into: &anonymizer)
  }

  /// Types stay: which software a cluster has says little of whose it is.
  private func learnTypes(_ map: DocumentValue, _ anonymizer: inout Anonymizer) {
    if map["apiVersion"] != nil || map["metadata"] != nil, let kind = map["kind"]?.string {
      learn(kind: kind, &anonymizer)
    }
    for key in ["plural", "singular", "singularName", "listKind"] {
      if let word = map[key]?.string, WordForm.isPlain(word) { anonymizer.vocabulary.add(word) }
    }
    if map["namespaced"]?.bool != nil, let name = map["name"]?.string, WordForm.isPlain(name) {
      anonymizer.vocabulary.add(name)
    }
  }

  private func learn(kind: String, _ anonymizer: inout Anonymizer) {
    guard WordForm.isPlain(kind), kind.utf8.first.map({ (0x41...0x5A).contains($0) }) ?? false
    else { return }
    let word = asciiLowercased(kind)
    anonymizer.vocabulary.add(word)
    anonymizer.vocabulary.add(word + "s")
    anonymizer.vocabulary.add(word + "es")
    anonymizer.vocabulary.add(String(word.dropLast()) + "ies")
  }
}
