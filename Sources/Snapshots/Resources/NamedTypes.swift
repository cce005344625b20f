import Findings

/// The types that groups and plurals of a rule's constraints name, each with each.
public struct NamedTypes: Sendable {
  public internal(set) var types: [ResourceType] = []
  /// Reasons for which a `*` may stand for more types than are known.
  public internal(set) var missing: [UInt32] = []
  /// Names that are none: what was meant by them is not judged.
  public internal(set) var mistakes: [UInt32] = []
}

extension Snapshot {
  /// The types that constraints name; a `*` stands for what is known.
  ///
  /// A list of groups and one of plurals name many pairs that do not exist (core and apps, pods
  /// and deployments); a mistake is what is in no pair that does.
  public func types(groups: [String], plurals: [String], versions: [String] = ["*"]) -> NamedTypes {
    var named = NamedTypes()
    var wrong: [ResourceType] = []
    for group in groups {
      for plural in plurals {
        switch (group, plural) {
        case ("*", _): named.addAnyGroup(plural, in: self)
        case (_, "*"): named.addGroup(group, in: self)
        default:
          let type = ResourceType(group: group, plural: plural)
          if content.mistake(in: type) == nil { named.types.append(type) } else {
            wrong.append(type)
          }
        }
      }
    }
    for type in wrong {
      let isElsewhere = named.types.contains { $0.plural.utf8.elementsEqual(type.plural.utf8) }
      if isElsewhere, types.mistake(inGroup: type.group) == nil { continue }
      if let mistake = content.mistake(in: type) { named.add(mistake, in: self) }
    }
    for version in versions where version != "*" {
      let mistakes = named.types.map { types.mistake(inVersion: version, of: $0) }
      guard !mistakes.isEmpty, !mistakes.contains(nil), let first = mistakes[0] else { continue }
      named.add(first, in: self)
    }
    return named
  }

  /// Why a look-up by apiVersion and plural finds nothing that could be meant; nil where it may.
  public func mistake(inAPIVersion apiVersion: String, plural: String) -> UInt32? {
    let type = ResourceType(apiVersion: apiVersion, plural: plural)
    let version = apiVersion.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    let mistake =
      content.mistake(in: type) ?? types.mistake(inVersion: String(version), of: type)
    return mistake.map { reasons.number(of: MissingEvidence(.resources, $0)) }
  }
}

extension NamedTypes {
  mutating func add(_ mistake: String, in snapshot: Snapshot) {
    mistakes.append(snapshot.reasons.number(of: MissingEvidence(.resources, mistake)))
  }

  /// The types with a plural, whatever their group.
  mutating func addAnyGroup(_ plural: String, in snapshot: Snapshot) {
    let found = snapshot.resources.types.filter {
      plural == "*" || $0.plural.utf8.elementsEqual(plural.utf8)
    }
    types += found
    guard plural != "*", found.isEmpty, let mistake = snapshot.types.mistake(inPlural: plural)
    else { return }
    add(mistake, in: snapshot)
  }

  /// The types of a group.
  mutating func addGroup(_ group: String, in snapshot: Snapshot) {
    let served = snapshot.types(inGroup: group)
    types += served.types
    if served.types.isEmpty, let mistake = snapshot.types.mistake(inGroup: group) {
      add(mistake, in: snapshot)
    } else if let reason = served.missing {
      missing.append(reason)
    }
  }
}
