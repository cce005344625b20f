import Basics
import Findings

/// What groups, plurals and versions of a rule's constraints name: each group with each plural.
public struct TypeNames: Sendable {
  public let groups: [String]
  public let plurals: [String]
  public let versions: [String]

  public init(groups: [String], plurals: [String], versions: [String]) {
    self.groups = groups
    self.plurals = plurals
    self.versions = versions
  }

  /// What is wrong with a name.
  public struct Mistake: Sendable {
    /// A sentence without a full stop.
    public let text: String
    public let part: Part

    /// The name, and which of the lists it is of.
    public enum Part: Sendable {
      case group(String)
      case plural(String)
      case version(String)
    }
  }

  /// The types that are named without a `*`, and what is wrong with the names.
  ///
  /// A list of groups and one of plurals name many pairs that do not exist (core and apps, pods
  /// and deployments); a mistake is what is in no pair that does.
  ///
  /// - Parameter isKnown: whether more than the table tells of a type; group `*`: of any group.
  public func resolved(
    in table: TypeTable, isKnown: (ResourceType) -> Bool = { _ in false }
  ) -> (types: [ResourceType], mistakes: [Mistake]) {
    var types: [ResourceType] = []
    var mistakes: [Mistake] = []
    var wrong: [(type: ResourceType, mistake: String)] = []
    for group in groups {
      for plural in plurals where group != "*" || plural != "*" {
        let type = ResourceType(group: group, plural: plural)
        let mistake =
          if isKnown(type) { nil as String? } else if group == "*" {
            table.mistake(inPlural: plural)
          } else if plural == "*" {
            table.mistake(inGroup: group)
          } else {
            table.mistake(in: type)
          }
        if let mistake {
          wrong.append((type, mistake))
        } else if group != "*", plural != "*" {
          types.append(type)
        }
      }
    }
    for (type, mistake) in wrong {
      let isElsewhere = types.contains { $0.plural.equalsByBytes(type.plural) }
      let isGroup = type.group != "*" && table.mistake(inGroup: type.group) != nil
      if isElsewhere, !isGroup { continue }
      mistakes.append(
        Mistake(text: mistake, part: isGroup ? .group(type.group) : .plural(type.plural)))
    }
    for version in versions where version != "*" {
      let found = types.map { table.mistake(inVersion: version, of: $0) }
      if let first = found.first, let first, !found.contains(nil) {
        mistakes.append(Mistake(text: first, part: .version(version)))
      }
    }
    return (types, mistakes)
  }
}

/// The types that constraints name in one snapshot.
public struct NamedTypes: Sendable {
  public internal(set) var types: [ResourceType]
  /// Reasons for which a `*` may stand for more types than are known.
  public internal(set) var missing: [UInt32] = []
  /// Names that do not exist: what was meant by them is not judged.
  public internal(set) var mistakes: [UInt32]
}

extension Snapshot {
  /// The types that constraints name; a `*` stands for what is known.
  public func types(named names: TypeNames) -> NamedTypes {
    let found = names.resolved(in: types) { type in
      if type.group == "*" {
        return resources.types.contains { $0.plural.equalsByBytes(type.plural) }
      }
      return content.isCollected(type)
    }
    var named = NamedTypes(
      types: found.types,
      mistakes: found.mistakes.map { reasons.number(of: MissingEvidence(.resources, $0.text)) })
    for group in names.groups {
      for plural in names.plurals {
        if group == "*" {
          named.types += resources.types.filter {
            plural == "*" || $0.plural.equalsByBytes(plural)
          }
        } else if plural == "*", types.mistake(inGroup: group) == nil {
          let served = types(inGroup: group)
          named.types += served.types
          if let reason = served.missing { named.missing.append(reason) }
        }
      }
    }
    return named
  }

  /// Why a look-up by apiVersion and plural finds nothing that could be meant; nil if it may.
  public func mistake(inAPIVersion apiVersion: String, plural: String) -> UInt32? {
    // A type that was collected is one, whatever the table says; its version is still a claim.
    let isCollected = content.isCollected(ResourceType(apiVersion: apiVersion, plural: plural))
    let mistake =
      isCollected
      ? types.mistake(inVersionOf: apiVersion, plural: plural)
      : types.mistake(inAPIVersion: apiVersion, plural: plural)
    return mistake.map { reasons.number(of: MissingEvidence(.resources, $0)) }
  }
}
