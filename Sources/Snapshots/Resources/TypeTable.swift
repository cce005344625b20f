import Basics

/// How kinds, plurals, short names and file names find each other.
///
/// Sources by precedence: the snapshot's own resource definitions and discovery, Kubernetes' table,
/// then a guess by the rules of English plurals, which is what Kubernetes' tools guess too.
public struct TypeTable: Sendable {
  private struct Kind: Hashable {
    let group: String
    let kind: String
  }

  private var byKind: [Kind: TypeInfo] = [:]
  private var byType: [ResourceType: TypeInfo] = [:]
  private var byWord: [String: [ResourceType]] = [:]
  /// The API groups and the plurals of all types that are known.
  private(set) var groups: Set<String> = []
  private(set) var plurals: Set<String> = []
  /// The names that misspelt ones are compared with, of types and of groups: Kubernetes' own, and a
  /// limited number of others.
  private var names: [String] = []
  private(set) var groupNames: [String] = []
  private static let nameLimit = 2_000

  /// A table of Kubernetes' own types.
  public init() {
    for info in BuiltInTypes.all { add(info) }
    // Where a plural is in several groups, today's group is meant.
    for plural in ["daemonsets", "deployments", "replicasets"] {
      byWord[plural] = [ResourceType(group: "apps", plural: plural)]
    }
    for plural in ["ingresses", "networkpolicies"] {
      byWord[plural] = [ResourceType(group: "networking.k8s.io", plural: plural)]
    }
    byWord["podsecuritypolicies"] = [ResourceType(group: "policy", plural: "podsecuritypolicies")]
    for plural in ["events", "nodes", "pods"] {
      byWord[plural] = [ResourceType(group: "", plural: plural)]
    }
  }

  /// The kinds of Kubernetes itself.
  public static let kubernetesKinds = Set(BuiltInTypes.all.map(\.kind)).sorted()

  /// Adds a type; what is known already is replaced.
  mutating func add(_ info: TypeInfo) {
    byKind[Kind(group: info.type.group, kind: info.kind)] = info
    let isNew = byType.updateValue(info, forKey: info.type) == nil
    guard isNew else { return }
    for word in Set([info.type.plural, asciiLowercased(info.kind)] + info.shortNames) {
      byWord[word, default: []].append(info.type)
    }
    if groups.insert(info.type.group).inserted, groupNames.count < TypeTable.nameLimit {
      groupNames.append(info.type.group)
    }
    plurals.insert(info.type.plural)
    if names.count < TypeTable.nameLimit { names.append(info.type.name) }
  }

  /// What is known of a type; nil if neither snapshot nor Kubernetes' table has it.
  public func info(of type: ResourceType) -> TypeInfo? { byType[type] }

  /// The type of a kind, if only by a guess.
  public func type(ofKind kind: String, group: String) -> ResourceType {
    // The same objects, by the name of their type before Kubernetes 1.16.
    if group == "extensions", ["Deployment", "DaemonSet", "ReplicaSet"].contains(kind) {
      return type(ofKind: kind, group: "apps")
    }
    return byKind[Kind(group: group, kind: kind)]?.type
      ?? ResourceType(group: group, plural: TypeTable.guessedPlural(of: kind))
  }

  /// The kind of a type; nil if nothing tells.
  public func kind(of type: ResourceType) -> String? { byType[type]?.kind }

  /// Whether objects of a type have a namespace; nil if nothing tells.
  public func isNamespaced(_ type: ResourceType) -> Bool? { byType[type]?.isNamespaced }

  /// The types with that plural, kind or short name in whatever case, in order.
  func types(calledLike word: String) -> [ResourceType] {
    (byWord[asciiLowercased(word)] ?? []).sorted(by: ResourceType.isOrderedBefore)
  }

  /// All types of one group that are known, in order.
  func types(inGroup group: String) -> [ResourceType] {
    byType.keys.filter { $0.group.utf8.elementsEqual(group.utf8) }
      .sorted(by: ResourceType.isOrderedBefore)
  }

  /// The name of a known type that differs from a type's by a letter or two; nil if none does.
  func similarName(to type: ResourceType) -> String? {
    if let near = closestWord(to: type.name, among: names, most: 2) { return near }
    // A kind whose last letters are misspelt has a plural that is further away: `NetworkPoliyc`.
    guard type.plural.hasSuffix("s") else { return nil }
    let kinds = types(inGroup: type.group).compactMap { byType[$0]?.kind }.map(asciiLowercased)
    return closestWord(to: String(type.plural.dropLast()), among: kinds, most: 2)
      .flatMap { meant in types(calledLike: meant).first { $0.group.equalsByBytes(type.group) } }?
      .name
  }

  /// The type that a word stands for: `deploy`, `deployments`, `deployment`, `deployments.apps`,
  /// `plans.upgrade.cattle.io`; nil if it names none, or several.
  public func type(named word: String) -> ResourceType? {
    let lower = asciiLowercased(word)
    if let types = byWord[lower] { return types.count == 1 ? types[0] : nil }
    guard let dot = lower.utf8.firstIndex(of: UInt8(ascii: ".")) else { return nil }
    let plural = String(lower[..<dot])
    let group = String(lower[lower.index(after: dot)...])
    guard isPlural(plural) else { return nil }
    let found = ResourceType(group: group, plural: plural)
    if byType[found] != nil { return found }
    // `ingresses.v1.networking.k8s.io` is kubectl's way to name a version.
    if let inner = group.utf8.firstIndex(of: UInt8(ascii: ".")), isVersion(group[..<inner]) {
      return self.type(named: "\(plural).\(group[group.index(after: inner)...])")
    }
    let isGroup = group.utf8.contains(UInt8(ascii: ".")) || BuiltInTypes.groups.contains(group)
    return isGroup ? found : nil
  }

  private func isPlural(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte == UInt8(ascii: "-")
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      }
  }

  private func isVersion(_ text: Substring) -> Bool {
    let bytes = Array(text.utf8)
    return bytes.count >= 2 && bytes[0] == UInt8(ascii: "v")
      && (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[1])
  }

  /// A plural by the rules that Kubernetes' own guesser uses.
  static func guessedPlural(of kind: String) -> String {
    let lower = asciiLowercased(kind)
    if lower.hasSuffix("s") || lower.hasSuffix("x") || lower.hasSuffix("ch")
      || lower.hasSuffix("sh")
    {
      return lower + "es"
    }
    if lower.hasSuffix("y"), let before = lower.dropLast().last, !"aeiou".contains(before) {
      return lower.dropLast() + "ies"
    }
    return lower + "s"
  }
}
